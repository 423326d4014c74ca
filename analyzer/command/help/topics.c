/* The help topics. */
#include "topics.h"

#include <string.h>

#include "portplan/assumptions.h"

#include "command/words/commands.h"
#include "print/style.h"
#include "print/table.h"

/* clang-format off */
static const char capture_text[] =
    "What to run on the Windows machine. No administrator rights are needed, and\n"
    "nothing is changed. Paste the output into portplan, or save it as a file.\n"
    "\n"
    "Command prompt, everything in one file:\n"
    "\n"
    "  (netsh int ipv4 show excludedportrange tcp & netsh int ipv4 show excludedportrange udp & netsh int ipv4 show dynamicport tcp & netsh int ipv4 show dynamicport udp) > dump.txt\n"
    "\n"
    "PowerShell, the same:\n"
    "\n"
    "  & { netsh int ipv4 show excludedportrange tcp; netsh int ipv4 show excludedportrange udp; netsh int ipv4 show dynamicport tcp; netsh int ipv4 show dynamicport udp } > dump.txt\n"
    "\n"
    "Then, here:\n"
    "\n"
    "  portplan show dump.txt\n"
    "\n"
    "What each adds:\n"
    "\n"
    "  show excludedportrange tcp   which ports no program may bind: the answer to\n"
    "                               most questions, and what must not be missing\n"
    "  show excludedportrange udp   the same for udp, which has its own table\n"
    "  show dynamicport tcp, udp    where Windows takes ports for outgoing\n"
    "                               connections and reserves its blocks; without it\n"
    "                               the range has to be assumed\n"
    "\n"
    "Any language and encoding will do, and so will text around the tables: prompts,\n"
    "quote marks, a whole message from a bug report.\n";

static const char exit_codes_text[] =
    "0  yes: the ports can be bound, the expectations hold, the report was written\n"
    "1  no: a port cannot be bound or is unknown, an expectation failed, a policy is\n"
    "   violated, or two captures differ\n"
    "2  no answer: a wrong command line, an unreadable or unwritable file, no memory\n"
    "3  nothing in the input was recognised as a capture\n"
    "4  with --strict: something was rejected or left unexplained (a warning was given)\n"
    "\n"
    "When several apply, the first of 2, 3, 4, 1 wins. When the reader of a pipe goes\n"
    "away (portplan show ... | head -1), the program ends without a message.\n";

static const char formats_text[] =
    "What --format takes, and what each writes:\n"
    "\n"
    "  text    for people: the answer first, then the evidence; diagnostics go to\n"
    "          standard error\n"
    "  json    one document in UTF-8, with its diagnostics inside; `schema` names its\n"
    "          form (portplan.show/1), whose members may grow but never change\n"
    "  ndjson  show: one fact a line, written while the input is read\n"
    "  csv     show: the exclusions, one a line, under a line of names\n"
    "  count   show: totals only, as one line of JSON\n"
    "  svg     show: the map of the ports as a picture\n"
    "  junit, sarif, github, tap\n"
    "          verify: for build servers\n"
    "\n"
    "What the captures do not show is null in JSON, and empty in CSV.\n"
    "Colour is used on a terminal only; NO_COLOR or --color never turns it off,\n"
    "--color always turns it on.\n";
/* clang-format on */

static void add_assumptions(struct pp_buf *buf)
{
    pp_buf_add_str(buf,
                   "Where Windows is undocumented or contested, portplan "
                   "assumes the first "
                   "value\nof these; --assume NAME=VALUE chooses another.\n");
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(buf,
                      "\n%s=%s  (%s)\n",
                      infos[i].name,
                      infos[i].values,
                      infos[i].id);
        struct pp_style style = pp_style_plain();
        pp_style_paragraph(buf, &style, 2, infos[i].question);
        pp_style_paragraph(buf, &style, 2, infos[i].evidence);
    }
}

static const struct topic table[] = {
    {"capture", "what to run on Windows, ready to paste", capture_text, NULL},
    {"formats", "what --format takes", formats_text, NULL},
    {"exit-codes", "what the exit status means", exit_codes_text, NULL},
    {"assumptions", "what --assume takes", NULL, add_assumptions},
};

const struct topic *pps_topics(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(table);
    return table;
}

const struct topic *pps_topic_at(size_t index)
{
    return &table[index];
}

const char *pps_name_of_subject(size_t index)
{
    size_t count = 0;
    (void)pps_commands(&count);
    if (index < count) {
        return pps_name_of_command(index);
    }
    index -= count;
    return index < PP_ARRAY_LEN(table) ? table[index].name : NULL;
}

const struct topic *pps_topic_named(const char *name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(table); i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

void pps_add_topic(struct pp_buf *buf, const struct topic *topic)
{
    if (topic->text != NULL) {
        pp_buf_add_str(buf, topic->text);
    } else {
        topic->add(buf);
    }
}
