/*
 * Manual pages in roff, with the macros of man(7). Texts that are laid out by
 * hand stay as they are laid out.
 */
#include "manual_page.h"

#include "cli/words/options.h"
#include "print/table.h"
#include "topics.h"

/* A text as it stands: roff would take a backslash, and a full stop or an
 * apostrophe at the start of a line, for its own; and a plain hyphen for one
 * that is no minus. */
static void add_text(struct pp_buf *buf, const char *text)
{
    bool is_start = true;
    for (const char *at = text; *at != '\0'; at++) {
        if (is_start && (*at == '.' || *at == '\'')) {
            pp_buf_add_str(buf, "\\&");
        }
        if (*at == '\\') {
            pp_buf_add_str(buf, "\\e");
        } else if (*at == '-') {
            pp_buf_add_str(buf, "\\-");
        } else {
            pp_buf_add_char(buf, *at);
        }
        is_start = *at == '\n';
    }
}

/* Lines that are not filled. A blank line is a command of its own there. */
static void add_lines(struct pp_buf *buf, const char *text)
{
    pp_buf_add_str(buf, ".nf\n");
    add_text(buf, text);
    pp_buf_add_str(buf, ".fi\n");
}

static void add_section(struct pp_buf *buf, const char *name)
{
    pp_buf_printf(buf, ".SH %s\n", name);
}

/* `name` in capitals, as page titles are. */
static void add_head(struct pp_buf *buf, const char *name)
{
    pp_buf_add_str(buf, ".TH PORTPLAN");
    pp_buf_add_str(buf, name[0] != '\0' ? "\\-" : "");
    for (const char *at = name; *at != '\0'; at++) {
        bool is_small = *at >= 'a' && *at <= 'z';
        char c = is_small ? (char)(*at - 'a' + 'A') : *at;
        if (c == '-') {
            pp_buf_add_char(buf, '\\');
        }
        pp_buf_add_char(buf, c);
    }
    /* No date: the same sources give the same page. */
    pp_buf_printf(buf, " 1 \"\" \"portplan %s\" \"portplan\"\n", pp_version());
}

static void add_term(struct pp_buf *buf, const char *term, const char *argument)
{
    pp_buf_add_str(buf, ".TP\n.B ");
    add_text(buf, term);
    if (argument != NULL) {
        pp_buf_add_str(buf, " ");
        add_text(buf, argument);
    }
    pp_buf_add_char(buf, '\n');
}

static void add_exit_status(struct pp_buf *buf)
{
    add_section(buf, "EXIT STATUS");
    add_lines(buf, topic_named("exit-codes")->text);
}

static void add_options(struct pp_buf *buf, const struct command *command)
{
    const struct option *table = option_table();
    add_section(buf, "OPTIONS");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if ((table[i].commands & command->bit) == 0) {
            continue;
        }
        const enum option_id id = (enum option_id)i;
        struct pp_buf name;
        pp_buf_init(&name, 256);
        pp_buf_printf(&name, "--%s", table[i].name);
        add_term(buf,
                 name.data != NULL ? name.data : table[i].name,
                 id == OPTION_FORMAT && command->formats != NULL
                     ? command->formats
                     : option_argument(id, command->bit));
        buf->status = buf->status == PP_OK ? name.status : buf->status;
        pp_buf_done(&name);
        add_text(buf, option_help(id, command->bit));
        pp_buf_add_char(buf, '\n');
    }
}

void add_command_page(struct pp_buf *buf, const struct command *command)
{
    add_head(buf, command->name);
    add_section(buf, "NAME");
    pp_buf_add_str(buf, "portplan\\-");
    add_text(buf, command->name);
    pp_buf_add_str(buf, " \\- ");
    add_text(buf, command->summary);
    pp_buf_add_char(buf, '\n');
    add_section(buf, "SYNOPSIS");
    pp_buf_add_str(buf, ".B portplan ");
    add_text(buf, command->name);
    pp_buf_add_str(buf, "\n");
    add_text(buf, command->usage);
    pp_buf_add_str(buf, " [OPTIONS]\n");
    add_section(buf, "DESCRIPTION");
    add_lines(buf, command->details);
    add_options(buf, command);
    add_section(buf, "EXAMPLES");
    add_lines(buf, command->examples);
    add_exit_status(buf);
    add_section(buf, "SEE ALSO");
    pp_buf_add_str(buf, ".BR portplan (1)\n");
}

void add_program_page(struct pp_buf *buf)
{
    size_t count = 0;
    const struct command *table = commands(&count);
    add_head(buf, "");
    add_section(buf, "NAME");
    pp_buf_add_str(buf,
                   "portplan \\- tells which ports a Windows machine excludes, "
                   "by whom, and what can be done\n");
    add_section(buf, "SYNOPSIS");
    pp_buf_add_str(buf,
                   ".B portplan\nCOMMAND [QUERY] [CAPTURE...] [OPTIONS]\n");
    add_section(buf, "DESCRIPTION");
    pp_buf_add_str(
        buf,
        "Tells from captured output of Windows which ports are excluded, by "
        "whom, and what can be done about it.\n"
        "A CAPTURE is a file, a directory of files, \\- or nothing for "
        "standard input, or @NAME for a built\\-in example.\n");
    add_section(buf, "COMMANDS");
    for (size_t i = 0; i < count; i++) {
        add_term(buf, table[i].name, table[i].usage);
        add_text(buf, table[i].summary);
        pp_buf_add_char(buf, '\n');
    }
    add_section(buf, "WHAT TO CAPTURE");
    add_lines(buf, topic_named("capture")->text);
    add_section(buf, "FORMATS");
    add_lines(buf, topic_named("formats")->text);
    add_exit_status(buf);
    add_section(buf, "SEE ALSO");
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_str(buf, ".BR portplan\\-");
        add_text(buf, table[i].name);
        pp_buf_add_str(buf, i + 1 < count ? " (1),\n" : " (1)\n");
    }
}
