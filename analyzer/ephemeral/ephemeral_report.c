/* The ephemeral range, for people and for programs. */
#include "ephemeral_report.h"

#include "json/json_write.h"

enum {
    TEXT_MAX = 4096 /* of one line before it is broken */
};

/* --- text ----------------------------------------------------------------- */

/* `Server 2003 with MS08-037, tcp and udp together: 1025-60000, 58976 ports` */
static void add_answer(struct pp_buf *buf,
                       const struct pp_ephemeral *ephemeral,
                       const char *protocols)
{
    if (ephemeral->os != NULL) {
        bool is_patched = ephemeral->os->era != ephemeral->era;
        pp_buf_printf(buf,
                      "Windows %s%s, ",
                      ephemeral->os->words,
                      is_patched ? " with MS08-037" : "");
    }
    pp_buf_printf(buf,
                  "%s: %u-%u, %u ports\n",
                  protocols,
                  (unsigned)ephemeral->range.first,
                  (unsigned)ephemeral->range.last,
                  (unsigned)pp_range_count(ephemeral->range));
}

static void add_rule(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_ephemeral *ephemeral,
                     struct pp_buf *text)
{
    pp_buf_printf(text,
                  "rule: %.*s (%s)",
                  PP_SV_ARGS(ephemeral->rule),
                  ephemeral->basis == PP_BASIS_GIVEN
                      ? "given, not captured"
                      : pp_basis_name(ephemeral->basis));
    pp_style_end_paragraph(buf, style, 2, text);
    pp_buf_printf(text,
                  "picked: %s; a closed connection keeps its port for %u s "
                  "(%.*s)",
                  ephemeral->algorithm,
                  (unsigned)ephemeral->time_wait,
                  PP_SV_ARGS(ephemeral->time_wait_basis));
    pp_style_end_paragraph(buf, style, 2, text);
    if (ephemeral->has_auto_reuse) {
        pp_buf_printf(text,
                      "auto-reuse: %u-%u for TCP connections that bind no port",
                      (unsigned)ephemeral->auto_reuse.first,
                      (unsigned)ephemeral->auto_reuse.last);
        pp_style_end_paragraph(buf, style, 2, text);
    }
}

static void add_ephemeral(struct pp_buf *buf,
                          const struct pp_style *style,
                          const struct pp_ephemeral *ephemeral,
                          const char *protocols)
{
    struct pp_buf text;
    pp_buf_init(&text, TEXT_MAX);
    add_answer(buf, ephemeral, protocols);
    add_rule(buf, style, ephemeral, &text);
    for (size_t i = 0; i < ephemeral->alternative_count; i++) {
        const struct pp_ephemeral_alternative *other =
            &ephemeral->alternatives[i];
        pp_buf_printf(&text,
                      "or: %u-%u if %.*s",
                      (unsigned)other->range.first,
                      (unsigned)other->range.last,
                      PP_SV_ARGS(other->assumption));
        pp_style_end_paragraph(buf, style, 2, &text);
    }
    for (size_t i = 0; i < ephemeral->warning_count; i++) {
        pp_buf_printf(
            &text, "warning: %.*s", PP_SV_ARGS(ephemeral->warnings[i]));
        pp_style_end_paragraph(buf, style, 2, &text);
    }
    pp_buf_printf(&text, "advice: %.*s", PP_SV_ARGS(ephemeral->advice));
    pp_style_end_paragraph(buf, style, 2, &text);
    pp_buf_done(&text);
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

void pp_ephemeral_notes(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_ephemeral *ephemeral)
{
    struct pp_buf text;
    pp_buf_init(&text, TEXT_MAX);
    for (size_t i = 0; i < ephemeral->note_count; i++) {
        pp_buf_printf(&text, "note: %.*s", PP_SV_ARGS(ephemeral->notes[i]));
        pp_style_end_paragraph(buf, style, 2, &text);
    }
    pp_buf_done(&text);
}

/* --- JSON ----------------------------------------------------------------- */

static void add_alternatives(struct pp_json *parent,
                             const struct pp_ephemeral *ephemeral)
{
    struct pp_json *rows = pp_json_array(parent, "alternatives");
    for (size_t i = 0; i < ephemeral->alternative_count; i++) {
        const struct pp_ephemeral_alternative *other =
            &ephemeral->alternatives[i];
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_sv(row, "assumption", other->assumption);
        pp_json_add_u64(row, "start", other->range.first);
        pp_json_add_u64(row, "end", other->range.last);
        pp_json_add_u64(row, "count", pp_range_count(other->range));
    }
}

static void add_members(struct pp_json *parent,
                        const struct pp_ephemeral *ephemeral)
{
    pp_json_add_u64(parent, "start", ephemeral->range.first);
    pp_json_add_u64(parent, "end", ephemeral->range.last);
    pp_json_add_u64(parent, "count", pp_range_count(ephemeral->range));
    pp_json_add_str(parent, "basis", pp_basis_name(ephemeral->basis));
    pp_json_add_sv(parent, "rule", ephemeral->rule);
    pp_json_add_bool(parent, "shared_by_tcp_and_udp", ephemeral->is_shared);
    pp_json_add_str(parent, "algorithm", ephemeral->algorithm);
    pp_json_add_u64(parent, "time_wait", ephemeral->time_wait);
    pp_json_add_sv(parent, "time_wait_basis", ephemeral->time_wait_basis);
    pp_json_add_bool(parent, "refused", ephemeral->is_refused);
    if (ephemeral->has_auto_reuse) {
        struct pp_json *reuse = pp_json_object(parent, "auto_reuse");
        pp_json_add_u64(reuse, "start", ephemeral->auto_reuse.first);
        pp_json_add_u64(reuse, "end", ephemeral->auto_reuse.last);
    } else {
        pp_json_add_null(parent, "auto_reuse");
    }
    add_alternatives(parent, ephemeral);
    struct pp_json *warnings = pp_json_array(parent, "warnings");
    for (size_t i = 0; i < ephemeral->warning_count; i++) {
        pp_json_add_sv(warnings, NULL, ephemeral->warnings[i]);
    }
    struct pp_json *notes = pp_json_array(parent, "notes");
    for (size_t i = 0; i < ephemeral->note_count; i++) {
        pp_json_add_sv(notes, NULL, ephemeral->notes[i]);
    }
    pp_json_add_sv(parent, "advice", ephemeral->advice);
}

void pp_ephemeral_json(struct pp_json *doc,
                       const struct pp_ephemeral *tcp,
                       const struct pp_ephemeral *udp)
{
    pp_json_add_str(doc, "schema", "portplan.ephemeral/1");
    pp_json_add_str(doc, "os", tcp->os != NULL ? tcp->os->name : NULL);
    pp_json_add_str(doc, "era", pp_era_name(tcp->era));
    pp_json_add_str(doc, "protocol", "tcp");
    add_members(doc, tcp);
    if (tcp->is_shared) {
        pp_json_add_null(doc, "udp");
    } else {
        add_members(pp_json_object(doc, "udp"), udp);
    }
}
