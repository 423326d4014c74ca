/* Ephemeral ports that ran out, as `check` answers about them. */
#include "exhaustion_text.h"

#include "print/exhaustion_words.h"
#include "print/place.h"
#include "print/usage_text.h"

enum {
    MAX_TEXT_BYTES = 4096
};

static const char *const protocol_words[] = {"TCP", "UDP"};

static void add_line(struct pp_buf *buf,
                     const struct pp_style *style,
                     const char *label,
                     struct pp_buf *line)
{
    pp_buf_add_str(buf, label);
    pp_style_hanging(buf, style, strlen(label), strlen(label), line->data);
    if (line->status != PP_OK) {
        buf->status = line->status;
    }
    pp_buf_clear(line);
}

static void add_usage(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_exhaustion *found)
{
    const struct pp_usage *usage = &found->usages[found->protocol];
    struct pp_buf line;
    if (usage->sockets == 0) {
        return;
    }
    pp_buf_init(&line, MAX_TEXT_BYTES);
    pp_buf_add_str(&line, pp_usage_is_least(usage) ? "at least " : "");
    pp_buf_add_thousands(&line, usage->taken);
    pp_buf_add_str(&line, " of the ");
    pp_buf_add_thousands(&line, usage->pool);
    pp_buf_add_str(&line, " ports of the dynamic range ");
    pp_range_print(&line, usage->dynamic->range);
    pp_buf_add_str(&line, " that are not excluded");
    add_line(buf, style, "  taken: ", &line);
    pp_finish_part(buf, &line);
}

/* A listing by state and process is what a capture of sockets has already. */
static void add_capture(struct pp_buf *buf, const struct pp_exhaustion *found)
{
    const char *command;
    const struct pp_usage *usage = &found->usages[found->protocol];
    if (usage->cause != PP_USAGE_CAUSE_UNKNOWN && usage->sockets > 0) {
        return;
    }
    pp_buf_add_str(
        buf,
        "  to see who has them, which decides the cure, while it happens:\n");
    for (size_t i = 0;
         (command = pp_exhaustion_capture(found->protocol, i)) != NULL;
         i++) {
        pp_buf_printf(buf, "    %s\n", command);
    }
}

/* 10049 says the same of a wrong address, unless the sockets show why. */
static bool may_be_address(const struct pp_exhaustion *found)
{
    return found->sign != NULL &&
           found->sign->as.exhaustion.sign == PP_SIGN_NO_ADDRESS &&
           found->usages[found->protocol].verdict != PP_USAGE_EXHAUSTED;
}

void pp_exhaustion_text(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_show *show,
                        const struct pp_exhaustion *found)
{
    struct pp_buf line;
    if (!found->is_found) {
        return;
    }
    pp_buf_init(&line, MAX_TEXT_BYTES);
    pp_buf_printf(&line,
                  "%s: %s",
                  protocol_words[found->protocol],
                  pp_exhaustion_headline(
                      found->sign != NULL ? &found->sign->as.exhaustion : NULL,
                      found->verdict));
    if (found->sign != NULL) {
        pp_buf_add_str(&line, " (");
        pp_add_place(&line, show, &found->sign->place);
        pp_buf_add_char(&line, ')');
    }
    pp_style_end_paragraph(buf, style, 0, &line);
    pp_exhaustion_cause(&line, &found->usages[found->protocol]);
    add_line(buf, style, "  cause: ", &line);
    if (may_be_address(found)) {
        pp_buf_add_str(&line,
                       "the program binds a local address that this machine "
                       "does not have: then no port is missing (ipconfig)");
        add_line(buf, style, "  or:    ", &line);
    }
    add_usage(buf, style, found);
    add_capture(buf, found);
    for (size_t i = 0; pp_exhaustion_cure(
             &line, show->machine, &found->usages[found->protocol], i);
         i++) {
        add_line(buf, style, i == 0 ? "  cure:  " : "  or     ", &line);
    }
    pp_finish_part(buf, &line);
    pp_usage_warning(
        buf,
        style,
        &found->usages[found->protocol == PP_TCP ? PP_UDP : PP_TCP]);
}
