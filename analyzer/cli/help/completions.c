/*
 * Completions of bash, zsh and fish. Each is a script of that shell with the
 * words of the tables in it; the words themselves hold letters, digits and
 * `.-=@` only, help texts are quoted.
 */
#include "completions.h"

#include <string.h>

#include "option_words.h"
#include "print/table.h"

/* An option of a command, with the words that it takes. */
struct offer {
    const struct option *option;
    const char *help;
    enum argument_kind kind;
    struct pp_buf words;
};

/* Fills the offer; false where the command has no such option. */
static bool
offer_of(enum option_id id, const struct command *command, struct offer *offer)
{
    if (!option_is_for(id, command->bit)) {
        return false;
    }
    offer->option = &option_table()[id];
    offer->help = option_help(id, command->bit);
    pp_buf_init(&offer->words, SIZE_MAX / 2);
    offer->kind = option_words(id, command, &offer->words);
    return true;
}

/* Ends the offer; its failure becomes that of `buf`. */
static void offer_done(struct offer *offer, struct pp_buf *buf)
{
    if (offer->words.status != PP_OK && buf->status == PP_OK) {
        buf->status = offer->words.status;
    }
    pp_buf_done(&offer->words);
}

static void add_words(struct pp_buf *buf, const struct pp_buf *words)
{
    pp_buf_add(buf, pp_buf_view(words));
}

/* The words that stand in place of a capture or a subject; true: files too. */
static bool add_command_words(struct pp_buf *buf, const struct command *command)
{
    struct pp_buf words;
    pp_buf_init(&words, SIZE_MAX / 2);
    bool has_files = command_words(command, &words);
    add_words(buf, &words);
    if (words.status != PP_OK && buf->status == PP_OK) {
        buf->status = words.status;
    }
    pp_buf_done(&words);
    return has_files;
}

static void add_origin(struct pp_buf *buf, const char *shell)
{
    pp_buf_printf(buf,
                  "# Completion of portplan %s for %s, made by: portplan help "
                  "--format %s\n",
                  pp_version(),
                  shell,
                  shell);
}

/* --- bash ----------------------------------------------------------------- */

/* Tells what is completed: the option that wants a value, and of a setting
 * NAME=VALUE the name. */
/* clang-format off */
static const char bash_head[] =
    "_portplan()\n"
    "{\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n"
    "    local at=$((COMP_CWORD - 1)) option words='' name='' files=''\n"
    "    local has_equals='' at_sign='' word\n"
    "    COMPREPLY=()\n"
    "    # bash tears words at the = and @ of COMP_WORDBREAKS.\n"
    "    if [[ $current == = ]]; then\n"
    "        current='' has_equals=yes\n"
    "    elif [[ ${COMP_WORDS[at]} == = ]]; then\n"
    "        at=$((at - 1)) has_equals=yes\n"
    "    fi\n"
    "    option=${COMP_WORDS[at]}\n"
    "    if [[ -n $has_equals && $option != --* ]] && ((at > 1)); then\n"
    "        name=$option= at=$((at - 1))\n"
    "        [[ ${COMP_WORDS[at]} == = ]] && at=$((at - 1))\n"
    "        option=${COMP_WORDS[at]}\n"
    "    fi\n"
    "    ((COMP_CWORD > 1)) || command=''\n"
    "    case $command$option in\n";

static const char bash_tail[] =
    "    esac\n"
    "    if [[ $current == @ ]]; then\n"
    "        at_sign=@ current=''\n"
    "    elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == @ ]]; then\n"
    "        at_sign=@\n"
    "    fi\n"
    "    for word in $words; do\n"
    "        [[ $word == \"$name\"* ]] || continue\n"
    "        word=${word#\"$name\"}\n"
    "        [[ -z $at_sign || $word == @* ]] || continue\n"
    "        word=${word#\"$at_sign\"}\n"
    "        [[ $word == \"$current\"* ]] && COMPREPLY+=(\"$word\")\n"
    "    done\n"
    "    if [[ -n $files && -z $at_sign ]]; then\n"
    "        while IFS= read -r word; do\n"
    "            COMPREPLY+=(\"$word\")\n"
    "        done < <(compgen -f -- \"$current\")\n"
    "        compopt -o filenames 2>/dev/null\n"
    "    fi\n"
    "}\n"
    "complete -F _portplan portplan\n";
/* clang-format on */

/* The values of one option of a command. */
static void add_bash_option(struct pp_buf *buf,
                            const struct command *command,
                            const struct offer *offer)
{
    if (offer->kind == ARGUMENT_NONE) {
        return;
    }
    pp_buf_printf(buf, "    %s--%s) ", command->name, offer->option->name);
    if (offer->kind == ARGUMENT_WORDS) {
        pp_buf_add_str(buf, "words=\"");
        add_words(buf, &offer->words);
        pp_buf_add_str(buf, "\" ");
    } else if (offer->kind == ARGUMENT_FILE) {
        pp_buf_add_str(buf, "files=yes ");
    }
    pp_buf_add_str(buf, ";;\n");
}

static void add_bash_command(struct pp_buf *buf, const struct command *command)
{
    struct offer offer;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (offer_of((enum option_id)i, command, &offer)) {
            add_bash_option(buf, command, &offer);
            offer_done(&offer, buf);
        }
    }
    pp_buf_printf(buf, "    %s*)\n", command->name);
    pp_buf_add_str(buf,
                   "        if [[ $current == -* ]]; then\n"
                   "            words=\"");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (option_is_for((enum option_id)i, command->bit)) {
            pp_buf_printf(buf, "--%s ", option_table()[i].name);
        }
    }
    pp_buf_add_str(buf, "\"\n        else\n            words=\"");
    bool has_files = add_command_words(buf, command);
    pp_buf_add_str(buf, "\"\n");
    pp_buf_add_str(buf, has_files ? "            files=yes\n" : "");
    pp_buf_add_str(buf, "        fi\n        ;;\n");
}

void add_bash_completion(struct pp_buf *buf)
{
    size_t count = 0;
    const struct command *table = commands(&count);
    add_origin(buf, "bash");
    pp_buf_add_str(buf, bash_head);
    for (size_t i = 0; i < count; i++) {
        add_bash_command(buf, &table[i]);
    }
    pp_buf_add_str(buf, "    *) words=\"");
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(buf, "%s ", table[i].name);
    }
    pp_buf_add_str(buf, "--help --version\" ;;\n");
    pp_buf_add_str(buf, bash_tail);
}

/* --- zsh ------------------------------------------------------------------ */

/* Inside single quotes of a shell; `marked` characters get a backslash. */
static void add_quoted(struct pp_buf *buf, const char *text, const char *marked)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'') {
            pp_buf_add_str(buf, "'\\''");
            continue;
        }
        if (strchr(marked, *at) != NULL) {
            pp_buf_add_char(buf, '\\');
        }
        pp_buf_add_char(buf, *at);
    }
}

static void add_zsh_option(struct pp_buf *buf, const struct offer *offer)
{
    const struct option *option = offer->option;
    pp_buf_printf(buf,
                  "            '*--%s%s[",
                  option->name,
                  offer->kind == ARGUMENT_NONE ? "" : "=");
    add_quoted(buf, offer->help, "[]\\");
    pp_buf_add_char(buf, ']');
    if (offer->kind != ARGUMENT_NONE) {
        pp_buf_printf(buf, ":%s:", option->name);
    }
    if (offer->kind == ARGUMENT_WORDS) {
        pp_buf_add_char(buf, '(');
        add_words(buf, &offer->words);
        pp_buf_add_char(buf, ')');
    } else if (offer->kind == ARGUMENT_FILE) {
        pp_buf_add_str(buf, "_files");
    }
    pp_buf_add_str(buf, "' \\\n");
}

static void add_zsh_command(struct pp_buf *buf, const struct command *command)
{
    struct offer offer;
    pp_buf_printf(buf, "    %s)\n        _arguments -S \\\n", command->name);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (offer_of((enum option_id)i, command, &offer)) {
            add_zsh_option(buf, &offer);
            offer_done(&offer, buf);
        }
    }
    pp_buf_add_str(buf, "            '*:word:");
    if ((command->bit & FOR_READERS) != 0) {
        pp_buf_add_str(buf, "_portplan_captures");
    } else {
        pp_buf_add_char(buf, '(');
        (void)add_command_words(buf, command);
        pp_buf_add_char(buf, ')');
    }
    pp_buf_add_str(buf, "'\n        ;;\n");
}

static void add_zsh_captures(struct pp_buf *buf)
{
    pp_buf_add_str(buf,
                   "_portplan_captures()\n"
                   "{\n"
                   "    _alternative 'examples:built-in capture:(");
    (void)add_command_words(buf, command_named("show"));
    pp_buf_add_str(buf, ")' 'files:file:_files'\n}\n\n");
}

void add_zsh_completion(struct pp_buf *buf)
{
    size_t count = 0;
    const struct command *table = commands(&count);
    pp_buf_add_str(buf, "#compdef portplan\n");
    add_origin(buf, "zsh");
    add_zsh_captures(buf);
    pp_buf_add_str(buf,
                   "_portplan()\n"
                   "{\n"
                   "    local -a commands\n"
                   "    commands=(\n");
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(buf, "        '%s:", table[i].name);
        add_quoted(buf, table[i].summary, "\\");
        pp_buf_add_str(buf, "'\n");
    }
    pp_buf_add_str(buf,
                   "    )\n"
                   "    if ((CURRENT == 2)); then\n"
                   "        _describe command commands\n"
                   "        return\n"
                   "    fi\n"
                   "    shift words\n"
                   "    ((CURRENT--))\n"
                   "    case $words[1] in\n");
    for (size_t i = 0; i < count; i++) {
        add_zsh_command(buf, &table[i]);
    }
    pp_buf_add_str(buf, "    esac\n}\n\n_portplan \"$@\"\n");
}

/* --- fish ----------------------------------------------------------------- */

static void add_fish_text(struct pp_buf *buf, const char *text)
{
    pp_buf_add_char(buf, '\'');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'' || *at == '\\') {
            pp_buf_add_char(buf, '\\');
        }
        pp_buf_add_char(buf, *at);
    }
    pp_buf_add_char(buf, '\'');
}

static void add_fish_option(struct pp_buf *buf,
                            const struct command *command,
                            const struct offer *offer)
{
    pp_buf_printf(buf,
                  "complete -c portplan -n '__fish_seen_subcommand_from %s' "
                  "-l %s",
                  command->name,
                  offer->option->name);
    switch (offer->kind) {
    case ARGUMENT_NONE:
        break;
    case ARGUMENT_WORDS:
        pp_buf_add_str(buf, " -x -a '");
        add_words(buf, &offer->words);
        pp_buf_add_char(buf, '\'');
        break;
    case ARGUMENT_FILE:
        pp_buf_add_str(buf, " -r -F");
        break;
    case ARGUMENT_FREE:
        pp_buf_add_str(buf, " -x");
        break;
    }
    pp_buf_add_str(buf, " -d ");
    add_fish_text(buf, offer->help);
    pp_buf_add_char(buf, '\n');
}

static void add_fish_command(struct pp_buf *buf, const struct command *command)
{
    struct offer offer;
    pp_buf_printf(buf,
                  "complete -c portplan -n __fish_use_subcommand -a %s -d ",
                  command->name);
    add_fish_text(buf, command->summary);
    pp_buf_printf(buf,
                  "\ncomplete -c portplan -n '__fish_seen_subcommand_from "
                  "%s' -a '",
                  command->name);
    bool has_files = add_command_words(buf, command);
    pp_buf_add_str(buf, has_files ? "' -F\n" : "'\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (offer_of((enum option_id)i, command, &offer)) {
            add_fish_option(buf, command, &offer);
            offer_done(&offer, buf);
        }
    }
}

void add_fish_completion(struct pp_buf *buf)
{
    size_t count = 0;
    const struct command *table = commands(&count);
    add_origin(buf, "fish");
    pp_buf_add_str(buf, "complete -c portplan -f\n");
    for (size_t i = 0; i < count; i++) {
        add_fish_command(buf, &table[i]);
    }
}
