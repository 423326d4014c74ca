/*
 * How a page of each format is written. The words of completions hold letters,
 * digits and `.-=@` only; help texts are escaped.
 */
#include "page_forms.h"

#include <string.h>

#define ORIGIN(shell)                                                    \
    "# Completion of portplan %v for " shell ", made by: portplan help " \
    "--format " shell "\n"
#define FISH_SEEN "complete -c portplan -n '__fish_seen_subcommand_from %n' "

/* To roff a backslash is an escape, a full stop or an apostrophe at the start
 * of a line a request, and a plain hyphen not a minus. */
static void escape_roff(struct pp_buf *buf, const char *text)
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

/* Inside single quotes. */
static void escape_zsh(struct pp_buf *buf, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'') {
            pp_buf_add_str(buf, "'\\''");
        } else {
            pp_buf_add_str(buf, strchr("[]\\", *at) != NULL ? "\\" : "");
            pp_buf_add_char(buf, *at);
        }
    }
}

static void escape_fish(struct pp_buf *buf, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        pp_buf_add_str(buf, *at == '\'' || *at == '\\' ? "\\" : "");
        pp_buf_add_char(buf, *at);
    }
}

/* clang-format off */
static const struct page_form forms[] = {
    {
        .format = "text",
        .escape = pp_buf_add_str,
        .column = 15,
        .page =
            "usage: portplan [COMMAND] [QUERY] [CAPTURE...] [OPTIONS]\n"
            "\n"
            "Reads captured output of Windows and says which ports are excluded, by whom, and\n"
            "what can be done about it.\n"
            "\n"
            "commands\n"
            "%C\n"
            "help on topics: portplan help TOPIC\n"
            "%T\n"
            "A CAPTURE is a file, a directory of files, - or nothing for standard input, or\n"
            "@NAME for a built-in example:\n"
            "\n"
            "  portplan show @hyper-v\n"
            "  portplan check 55555 @hyper-v\n"
            "\n"
            "Without a COMMAND, ports are checked (portplan 55555 dump.txt); captures alone\n"
            "are checked if they name a port, and shown otherwise.\n",
        .command = "  %n%|%s\n",
        .topic = "  %n%|%s\n",
    },
    {
        .format = "text",
        .is_of_command = true,
        .escape = pp_buf_add_str,
        .column = 24,
        .page = "usage: portplan %n %u [OPTIONS]\n\n%s\n\n%d\noptions\n%O\nexamples\n%X",
        .option = {
            [ARGUMENT_NONE] = "  --%o%|%h\n",
            [ARGUMENT_FREE] = "  --%o %a%|%h\n",
        },
    },
    {
        .format = "man",
        .escape = escape_roff,
        /* No date: the same sources give the same page. */
        .page =
            ".TH PORTPLAN 1 \"\" \"portplan %v\" \"portplan\"\n"
            ".SH NAME\n"
            "portplan \\- shows which ports a Windows machine excludes, by whom, and what can be done\n"
            ".SH SYNOPSIS\n"
            ".B portplan\n[COMMAND] [QUERY] [CAPTURE...] [OPTIONS]\n"
            ".SH DESCRIPTION\n"
            "Reads captured output of Windows and says which ports are excluded, by whom, and what can be done about it.\n"
            "A CAPTURE is a file, a directory of files, \\- or nothing for standard input, or @NAME for a built\\-in example.\n"
            ".SH COMMANDS\n%C"
            ".SH WHAT TO CAPTURE\n.nf\n%0.fi\n"
            ".SH FORMATS\n.nf\n%1.fi\n"
            ".SH EXIT STATUS\n.nf\n%2.fi\n"
            ".SH SEE ALSO\n%L",
        .command = ".TP\n.B %n %u\n%s\n",
        .name = ".BR portplan\\-%n (1)%,\n",
    },
    {
        .format = "man",
        .is_of_command = true,
        .escape = escape_roff,
        .page =
            ".TH PORTPLAN\\-%N 1 \"\" \"portplan %v\" \"portplan\"\n"
            ".SH NAME\nportplan\\-%n \\- %s\n"
            ".SH SYNOPSIS\n.B portplan %n\n%u [OPTIONS]\n"
            ".SH DESCRIPTION\n.nf\n%d.fi\n"
            ".SH OPTIONS\n%O"
            ".SH EXAMPLES\n.nf\n%x.fi\n"
            ".SH EXIT STATUS\n.nf\n%2.fi\n"
            ".SH SEE ALSO\n.BR portplan (1)\n",
        .option = {
            [ARGUMENT_NONE] = ".TP\n.B \\-\\-%o\n%h\n",
            [ARGUMENT_FREE] = ".TP\n.B \\-\\-%o %a\n%h\n",
        },
    },
    {
        .format = "bash",
        .has_accepted = true,
        .escape = pp_buf_add_str,
        /* It finds out what is completed: the option that wants a value, and
         * of a setting NAME=VALUE the name. */
        .page =
            ORIGIN("bash")
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
            "    case $command$option in\n"
            "%C"
            "    *) words=\"%L--help --version\" ;;\n"
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
            "complete -F _portplan portplan\n",
        .command =
            "%O"
            "    %n*)\n"
            "        if [[ $current == -* ]]; then\n"
            "            words=\"%P\"\n"
            "        else\n"
            "%p"
            "        fi\n"
            "        ;;\n",
        .name = "%n ",
        .option = {
            [ARGUMENT_NONE] = "",
            [ARGUMENT_WORDS] = "    %n--%o) words=\"%l\" ;;\n",
            [ARGUMENT_FILE] = "    %n--%o) files=yes ;;\n",
            [ARGUMENT_FREE] = "    %n--%o) ;;\n",
        },
        .option_name = "--%o ",
        .captures = {
            "            words=\"%w\"\n",
            "            words=\"%w\"\n            files=yes\n",
        },
    },
    {
        .format = "zsh",
        .has_accepted = true,
        .escape = escape_zsh,
        .page =
            "#compdef portplan\n"
            ORIGIN("zsh")
            "_portplan_captures()\n"
            "{\n"
            "    _alternative 'examples:built-in capture:(%e)' 'files:file:_files'\n"
            "}\n\n"
            "_portplan()\n"
            "{\n"
            "    local -a commands\n"
            "    commands=(\n"
            "%L"
            "    )\n"
            "    if ((CURRENT == 2)); then\n"
            "        _describe command commands\n"
            "        return\n"
            "    fi\n"
            "    shift words\n"
            "    ((CURRENT--))\n"
            "    case $words[1] in\n"
            "%C"
            "    esac\n}\n\n_portplan \"$@\"\n",
        .command =
            "    %n)\n"
            "        _arguments -S \\\n"
            "%O"
            "            '*:word:%p'\n"
            "        ;;\n",
        .name = "        '%n:%s'\n",
        .option = {
            [ARGUMENT_NONE] = "            '*--%o[%h]' \\\n",
            [ARGUMENT_WORDS] = "            '*--%o=[%h]:%o:(%l)' \\\n",
            [ARGUMENT_FILE] = "            '*--%o=[%h]:%o:_files' \\\n",
            [ARGUMENT_FREE] = "            '*--%o=[%h]:%o:' \\\n",
        },
        .captures = {"(%w)", "_portplan_captures"},
    },
    {
        .format = "fish",
        .has_accepted = true,
        .escape = escape_fish,
        .page = ORIGIN("fish") "complete -c portplan -f\n%C",
        .command =
            "complete -c portplan -n __fish_use_subcommand -a %n -d '%s'\n"
            FISH_SEEN "-a '%w'%p\n"
            "%O",
        .option = {
            [ARGUMENT_NONE] = FISH_SEEN "-l %o -d '%h'\n",
            [ARGUMENT_WORDS] = FISH_SEEN "-l %o -x -a '%l' -d '%h'\n",
            [ARGUMENT_FILE] = FISH_SEEN "-l %o -r -F -d '%h'\n",
            [ARGUMENT_FREE] = FISH_SEEN "-l %o -x -d '%h'\n",
        },
        .captures = {"", " -F"},
    },
};
/* clang-format on */

const struct page_form *pps_page_form_of(const char *format, bool is_of_command)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(forms); i++) {
        if (forms[i].is_of_command == is_of_command &&
            strcmp(forms[i].format, format) == 0) {
            return &forms[i];
        }
    }
    return NULL;
}
