/* The words that the reports of what-if share. */
#include "change_words.h"

enum {
    LIST_MAX = 8 /* ranges named before "and N more" */
};

void pps_change_words_sign(struct pp_buf *buf,
                           const struct pp_style *style,
                           enum pps_change_op op)
{
    pp_buf_add_str(buf, "   ");
    switch (op) {
    case PPS_ADD:
        pp_style_text(buf, style, PP_COLOR_ADDED, "+");
        break;
    case PPS_REMOVE:
        pp_style_text(buf, style, PP_COLOR_REMOVED, "-");
        break;
    case PPS_ALTER:
        pp_style_text(buf, style, PP_COLOR_AT_RISK, "~");
        break;
    }
    pp_buf_add_char(buf, ' ');
}

void pps_change_words_protocol(struct pp_buf *buf, enum pp_protocol protocol)
{
    if (protocol != PP_TCP) {
        pp_buf_printf(buf, "%s ", pp_protocol_name(protocol));
    }
}

const char *pps_change_words_of(enum pps_change_what what, bool is_on)
{
    static const char *const words[][2] = {
        [PPS_WHAT_SERVICE] = {" is stopped", " runs"},
        [PPS_WHAT_FEATURE] = {" is off", " is on"},
        [PPS_WHAT_VALUE] = {" is not there", " = "},
        [PPS_WHAT_UPDATE] = {"", " is installed"},
    };
    return words[what][is_on];
}

void pps_change_words_dynamic(struct pp_buf *buf,
                              const struct pp_style *style,
                              const struct pps_change *change,
                              struct pp_range before)
{
    pps_change_words_sign(buf, style, change->op);
    pps_change_words_protocol(buf, change->protocol);
    pp_buf_add_str(buf, "dynamic range ");
    pp_range_print(buf, change->range);
    pp_buf_add_str(buf, " (was ");
    pp_range_print(buf, before);
    pp_buf_add_char(buf, ')');
}

bool pps_change_words_is_group(const struct pps_change *a,
                               const struct pps_change *b)
{
    if (a->what != b->what || a->op != b->op || a->protocol != b->protocol) {
        return false;
    }
    return a->what == PPS_WHAT_SOCKET ||
           (a->what == PPS_WHAT_EXCLUSION && a->owner == b->owner &&
            a->is_administered == b->is_administered &&
            pp_range_count(a->range) == pp_range_count(b->range));
}

void pps_change_words_blocks(struct pp_buf *buf,
                             const struct pps_change *first,
                             size_t count)
{
    uint32_t ports = pp_range_count(first->range);
    if (count > 1 || (ports > 1 && first->is_administered == PP_NO)) {
        pp_buf_printf(buf,
                      "%u block%s of %u %s: ",
                      (unsigned)count,
                      count == 1 ? "" : "s",
                      (unsigned)ports,
                      first->op == PPS_ADD ? "reserved" : "released");
    }
}

/* Writes the run that is open, or how many ranges are left out with it. */
static void close_run(struct range_words *words)
{
    if (!words->is_open || words->named > LIST_MAX) {
        return;
    }
    words->is_open = false;
    pp_buf_add_str(words->buf, words->named > 0 ? ", " : "");
    pp_range_print(words->buf, words->run);
    words->named++;
}

void pps_range_words_add(struct range_words *words, struct pp_range range)
{
    words->left--;
    if (words->named > LIST_MAX) {
        return;
    }
    if (words->is_open && range.first == words->run.last + 1) {
        words->run.last = range.last;
    } else {
        close_run(words);
        if (words->named == LIST_MAX) {
            pp_buf_printf(
                words->buf, " and %u more", (unsigned)words->left + 1);
            words->named++;
            return;
        }
        words->run = range;
        words->is_open = true;
    }
    if (words->left == 0) {
        close_run(words);
    }
}
