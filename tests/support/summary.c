/* Loads as short texts. */
#include "summary.h"

#include <stdio.h>
#include <stdlib.h>

#include "load_laws.h"

static void refuse(const char *what, struct pp_sv bytes)
{
    fprintf(stderr, "%s, for this text:\n%.*s\n", what, PP_SV_ARGS(bytes));
    abort();
}

struct pp_load *pp_test_load_bytes(struct pp_sv bytes)
{
    struct pp_load *load = NULL;
    if (pp_load_new(NULL, &load) != PP_OK ||
        pp_load_add_bytes(load, PP_SV("text"), bytes) != PP_OK) {
        refuse("the load did not succeed", bytes);
    }
    const char *broken = pp_test_broken_law(load);
    if (broken != NULL) {
        refuse(broken, bytes);
    }
    return load;
}

struct pp_load *pp_test_load(const char *text)
{
    return pp_test_load_bytes(pp_sv_from(text));
}

/* An empty buffer over static storage that is freed at the next call. */
static struct pp_buf *fresh(struct pp_buf *buf)
{
    pp_buf_done(buf);
    pp_buf_init(buf, 1 << 20);
    return buf;
}

static const char *text_of(const struct pp_buf *buf)
{
    return buf->len == 0 ? "-" : buf->data;
}

static void add_row(struct pp_buf *out, const struct pp_fact *fact)
{
    if (fact->kind == PP_FACT_DYNAMIC) {
        pp_buf_printf(out,
                      " %u+%u",
                      fact->range.first,
                      (unsigned)pp_range_count(fact->range));
        return;
    }
    pp_buf_printf(out,
                  " %u-%u%s",
                  fact->range.first,
                  fact->range.last,
                  fact->is_administered == PP_YES  ? "*"
                  : fact->is_administered == PP_NO ? ""
                                                   : "?");
}

const char *pp_test_facts(const struct pp_load *load)
{
    static struct pp_buf out;
    fresh(&out);
    size_t section_count = 0;
    size_t fact_count = 0;
    const struct pp_section *sections = pp_load_sections(load, &section_count);
    const struct pp_fact *facts = pp_load_facts(load, &fact_count);
    size_t at = 0;
    for (size_t i = 0; i < section_count; i++) {
        bool is_dynamic = sections[i].format == PP_SECTION_NETSH_DYNAMIC;
        bool is_ours =
            is_dynamic || sections[i].format == PP_SECTION_NETSH_EXCLUDED;
        if (is_ours) {
            pp_buf_printf(&out,
                          "%s%s%s%s:",
                          out.len > 0 ? "; " : "",
                          pp_protocol_name(sections[i].protocol),
                          sections[i].is_protocol_assumed ? "?" : "",
                          is_dynamic ? " dynamic" : "");
        }
        for (; at < fact_count && facts[at].section == i; at++) {
            if (is_ours && facts[at].kind == PP_FACT_GAP) {
                pp_buf_printf(&out,
                              " ~%u-%u",
                              (unsigned)facts[at].range.first,
                              (unsigned)facts[at].range.last);
            } else if (is_ours && facts[at].kind != PP_FACT_MENTION) {
                add_row(&out, &facts[at]);
            }
        }
    }
    return text_of(&out);
}

const char *pp_test_lines(const struct pp_load *load)
{
    static struct pp_buf out;
    size_t count = 0;
    const struct pp_line_counts lines = pp_load_captures(load, &count)->lines;
    pp_buf_printf(fresh(&out),
                  "%llu %llu %llu %llu",
                  (unsigned long long)lines.blank,
                  (unsigned long long)lines.used,
                  (unsigned long long)lines.ignored,
                  (unsigned long long)lines.rejected);
    return text_of(&out);
}

const char *pp_test_diags(const struct pp_load *load)
{
    static struct pp_buf out;
    fresh(&out);
    size_t count = 0;
    const struct pp_diag *items = pp_diags_items(pp_load_diags(load), &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(&out,
                      "%s%u@%llu:%u",
                      i > 0 ? " " : "",
                      (unsigned)items[i].code,
                      (unsigned long long)items[i].place.line,
                      items[i].place.column);
    }
    return text_of(&out);
}

const char *pp_test_facts_of(const char *text)
{
    struct pp_load *load = pp_test_load(text);
    const char *facts = pp_test_facts(load);
    pp_load_free(load);
    return facts;
}
