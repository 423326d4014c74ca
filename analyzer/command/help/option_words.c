/* What the words of a command line can be, out of the tables. */
#include "option_words.h"

#include <string.h>

#include "portplan/assumptions.h"
#include "portplan/diag.h"

#include "command/words/names.h"
#include "topics.h"

static const char encodings[] =
    "utf-8|utf-16le|utf-16be|latin1|cp437|cp850|cp852|cp866|cp932|cp936|cp949|"
    "cp950|cp1250|cp1251|cp1252";

/* NULL: the words are not in a table of their own. */
static pp_name_fn names_of(enum option_id id)
{
    static const struct {
        enum option_id id;
        pp_name_fn name_at;
    } tables[] = {
        {OPTION_OS, pps_name_of_os},
        {OPTION_PRESET, pps_name_of_preset},
        {OPTION_PROFILE, pps_name_of_profile},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(tables); i++) {
        if (tables[i].id == id) {
            return tables[i].name_at;
        }
    }
    return NULL;
}

/* `a|b|c`; NULL: the option takes no words that are listed so. */
static const char *choices_of(enum option_id id, const struct command *command)
{
    if (id == OPTION_FORMAT) {
        return command->formats != NULL ? command->formats : "text";
    }
    if (id == OPTION_ENCODING) {
        return encodings;
    }
    const char *argument = pps_option_argument(id, command->bit);
    return strchr(argument, '|') != NULL ? argument : NULL;
}

enum argument_kind pps_argument_kind_of(enum option_id id,
                                        const struct command *command)
{
    const char *argument = pps_option_argument(id, command->bit);
    if (argument == NULL) {
        return ARGUMENT_NONE;
    }
    if (strcmp(argument, "FILE") == 0) {
        return ARGUMENT_FILE;
    }
    bool has_words = id == OPTION_ASSUME || names_of(id) != NULL ||
                     choices_of(id, command) != NULL;
    return has_words ? ARGUMENT_WORDS : ARGUMENT_FREE;
}

/* All but the last with a blank behind. */
static void
add_names(struct pp_buf *buf, const char *prefix, pp_name_fn name_at)
{
    for (size_t i = 0; name_at(i) != NULL; i++) {
        pp_buf_printf(buf, "%s%s%s", i > 0 ? " " : "", prefix, name_at(i));
    }
}

/* `a|b|c`; behind `name=`, where there is a name. */
static void
add_choice_words(struct pp_buf *buf, const char *name, const char *choices)
{
    const char *equals = name[0] != '\0' ? "=" : "";
    pp_buf_printf(buf, "%s%s", name, equals);
    for (const char *at = choices; *at != '\0'; at++) {
        if (*at == '|') {
            pp_buf_printf(buf, " %s%s", name, equals);
        } else {
            pp_buf_add_char(buf, *at);
        }
    }
}

static void add_assumptions(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_str(buf, i > 0 ? " " : "");
        add_choice_words(buf, infos[i].name, infos[i].values);
    }
}

void pps_add_option_words(struct pp_buf *buf,
                          enum option_id id,
                          const struct command *command)
{
    if (id == OPTION_ASSUME) {
        add_assumptions(buf);
    } else if (names_of(id) != NULL) {
        add_names(buf, "", names_of(id));
    } else {
        add_choice_words(buf, "", choices_of(id, command));
    }
}

static void add_codes(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_diag_info *infos = pp_diag_infos(&count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(
            buf, "%sPP-%u", i > 0 ? " " : "", (unsigned)infos[i].code);
    }
}

void pps_add_command_words(struct pp_buf *buf, const struct command *command)
{
    if (command->bit == FOR_HELP) {
        add_names(buf, "", pps_name_of_subject);
    } else if (command->bit == FOR_EXPLAIN) {
        add_codes(buf);
    } else if (command->bit == FOR_EXAMPLES) {
        add_names(buf, "", pps_name_of_example);
    } else if ((command->bit & FOR_READERS) != 0) {
        add_names(buf, "@", pps_name_of_example);
    }
}
