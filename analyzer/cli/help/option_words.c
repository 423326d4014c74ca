/* What the words of a command line can be, out of the tables. */
#include "option_words.h"

#include <string.h>

#include "portplan/assumptions.h"

#include "examples/examples.h"
#include "knowledge/windows.h"
#include "print/table.h"
#include "sim/state/profile.h"
#include "topics.h"

static const char encodings[] =
    "utf-8|utf-16le|utf-16be|latin1|cp437|cp850|cp852|cp866|cp932|cp936|cp949|"
    "cp950|cp1250|cp1251|cp1252";

static void add_word(struct pp_buf *buf, const char *word)
{
    pp_buf_add_str(buf, buf->len > 0 ? " " : "");
    pp_buf_add_str(buf, word);
}

/* `a|b|c`, each behind `prefix`. */
static void
add_choice_words(struct pp_buf *buf, const char *prefix, const char *choices)
{
    while (*choices != '\0') {
        size_t len = strcspn(choices, "|");
        add_word(buf, prefix);
        pp_buf_add(buf, (struct pp_sv){choices, len});
        choices += len + (choices[len] == '|');
    }
}

static void add_assumptions(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    for (size_t i = 0; i < count; i++) {
        char prefix[64];
        size_t len = strlen(infos[i].name);
        if (len + 2 <= sizeof(prefix)) {
            memcpy(prefix, infos[i].name, len);
            memcpy(prefix + len, "=", 2);
            add_choice_words(buf, prefix, infos[i].values);
        }
    }
}

static void add_systems(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_windows *systems = pp_windows_all(&count);
    for (size_t i = 0; i < count; i++) {
        add_word(buf, systems[i].name);
    }
}

static void add_presets(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    for (size_t i = 0; i < count; i++) {
        add_word(buf, presets[i].name);
    }
}

static void add_profiles(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pps_profile *profiles = pps_profiles(&count);
    for (size_t i = 0; i < count; i++) {
        add_word(buf, profiles[i].name);
    }
}

/* Words that are in a table of their own; false: they are not. */
static bool add_words_of_table(enum option_id id, struct pp_buf *buf)
{
    static const struct {
        enum option_id id;
        void (*add)(struct pp_buf *buf);
    } tables[] = {
        {OPTION_ASSUME, add_assumptions},
        {OPTION_OS, add_systems},
        {OPTION_PRESET, add_presets},
        {OPTION_PROFILE, add_profiles},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(tables); i++) {
        if (tables[i].id == id) {
            tables[i].add(buf);
            return true;
        }
    }
    return false;
}

enum argument_kind option_words(enum option_id id,
                                const struct command *command,
                                struct pp_buf *buf)
{
    const char *argument = option_argument(id, command->bit);
    if (argument == NULL) {
        return ARGUMENT_NONE;
    }
    if (strcmp(argument, "FILE") == 0) {
        return ARGUMENT_FILE;
    }
    if (add_words_of_table(id, buf)) {
        return ARGUMENT_WORDS;
    }
    const char *choices = argument;
    if (id == OPTION_FORMAT) {
        choices = command->formats != NULL ? command->formats : "text";
    } else if (id == OPTION_ENCODING) {
        choices = encodings;
    } else if (strchr(argument, '|') == NULL) {
        return ARGUMENT_FREE;
    }
    add_choice_words(buf, "", choices);
    return ARGUMENT_WORDS;
}

static void add_examples(struct pp_buf *buf, const char *prefix)
{
    size_t count = 0;
    const struct pp_example *examples = pp_examples(&count);
    for (size_t i = 0; i < count; i++) {
        add_word(buf, prefix);
        pp_buf_add_str(buf, examples[i].name);
    }
}

static void add_subjects(struct pp_buf *buf)
{
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        add_word(buf, table[i].name);
    }
    const struct topic *topic_table = topics(&count);
    for (size_t i = 0; i < count; i++) {
        add_word(buf, topic_table[i].name);
    }
}

static void add_codes(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_diag_info *infos = pp_diag_infos(&count);
    for (size_t i = 0; i < count; i++) {
        add_word(buf, "PP-");
        pp_buf_add_u64(buf, (uint64_t)infos[i].code);
    }
}

bool command_words(const struct command *command, struct pp_buf *buf)
{
    bool is_reader = (command->bit & FOR_READERS) != 0;
    if (is_reader) {
        add_examples(buf, "@");
    } else if (command->bit == FOR_EXAMPLES) {
        add_examples(buf, "");
    } else if (command->bit == FOR_HELP) {
        add_subjects(buf);
    } else if (command->bit == FOR_EXPLAIN) {
        add_codes(buf);
    }
    return is_reader;
}
