/* The ephemeral range, for people. */
#include "ephemeral_text.h"

enum {
    TEXT_MAX = 4096 /* of one line before it is broken */
};

static void add_line(struct pp_buf *buf,
                     const struct pp_style *style,
                     const char *label,
                     struct pp_sv text)
{
    struct pp_buf line;
    pp_buf_init(&line, TEXT_MAX);
    pp_buf_add_str(&line, label);
    pp_buf_add(&line, text);
    if (line.status == PP_OK && line.len > 0) {
        pp_style_paragraph(buf, style, 2, line.data);
    }
    pp_buf_done(&line);
}

static bool is_patched(const struct pp_ephemeral *ephemeral)
{
    return ephemeral->os != NULL && ephemeral->os->era != ephemeral->era;
}

/* `Server 2003 with MS08-037, tcp and udp together: 1025-60000, 58976 ports` */
static void add_answer(struct pp_buf *buf,
                       const struct pp_ephemeral *ephemeral,
                       const char *protocols)
{
    if (ephemeral->os != NULL) {
        pp_buf_printf(buf,
                      "Windows %s%s, ",
                      ephemeral->os->words,
                      is_patched(ephemeral) ? " with MS08-037" : "");
    }
    pp_buf_printf(buf,
                  "%s: %u-%u, %u ports\n",
                  protocols,
                  (unsigned)ephemeral->range.first,
                  (unsigned)ephemeral->range.last,
                  (unsigned)pp_range_count(ephemeral->range));
}

static void add_alternative(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pp_ephemeral_alternative *other)
{
    struct pp_buf text;
    pp_buf_init(&text, TEXT_MAX);
    pp_buf_printf(&text,
                  "%u-%u if %.*s",
                  (unsigned)other->range.first,
                  (unsigned)other->range.last,
                  PP_SV_ARGS(other->assumption));
    add_line(buf, style, "or: ", pp_buf_view(&text));
    pp_buf_done(&text);
}

static void add_rule(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_ephemeral *ephemeral)
{
    struct pp_buf text;
    pp_buf_init(&text, TEXT_MAX);
    pp_buf_printf(&text,
                  "%.*s (%s)",
                  PP_SV_ARGS(ephemeral->rule),
                  pp_basis_name(ephemeral->basis));
    add_line(buf, style, "rule: ", pp_buf_view(&text));
    pp_buf_clear(&text);
    pp_buf_printf(&text,
                  "%s; a closed connection keeps its port for %u s",
                  ephemeral->algorithm,
                  (unsigned)ephemeral->time_wait);
    add_line(buf, style, "picked: ", pp_buf_view(&text));
    if (ephemeral->has_auto_reuse) {
        pp_buf_clear(&text);
        pp_buf_printf(&text,
                      "%u-%u for TCP connections that bind no port",
                      (unsigned)ephemeral->auto_reuse.first,
                      (unsigned)ephemeral->auto_reuse.last);
        add_line(buf, style, "auto-reuse: ", pp_buf_view(&text));
    }
    pp_buf_done(&text);
}

static void add_ephemeral(struct pp_buf *buf,
                          const struct pp_style *style,
                          const struct pp_ephemeral *ephemeral,
                          const char *protocols)
{
    add_answer(buf, ephemeral, protocols);
    add_rule(buf, style, ephemeral);
    for (size_t i = 0; i < ephemeral->alternative_count; i++) {
        add_alternative(buf, style, &ephemeral->alternatives[i]);
    }
    for (size_t i = 0; i < ephemeral->warning_count; i++) {
        add_line(buf, style, "warning: ", ephemeral->warnings[i]);
    }
    add_line(buf, style, "advice: ", ephemeral->advice);
}

static bool are_alike(const struct pp_ephemeral *tcp,
                      const struct pp_ephemeral *udp)
{
    return pp_range_equal(tcp->range, udp->range) && !tcp->has_auto_reuse &&
           tcp->basis == udp->basis && tcp->warning_count == udp->warning_count;
}

void pp_ephemeral_text(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pp_ephemeral *tcp,
                       const struct pp_ephemeral *udp)
{
    if (tcp->is_shared) {
        add_ephemeral(buf, style, tcp, "tcp and udp together");
    } else if (are_alike(tcp, udp)) {
        add_ephemeral(buf, style, tcp, "tcp and udp each");
    } else {
        add_ephemeral(buf, style, tcp, "tcp");
        pp_buf_add_char(buf, '\n');
        add_ephemeral(buf, style, udp, "udp");
    }
}
