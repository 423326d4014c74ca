/* Terms that reports use and do not explain. */
#include "terms.h"

#include "portplan/assumptions.h"

#include "print/table.h"

static const struct term {
    const char *name;
    const char *others; /* "a|b" */
    const char *text;
    const char *page;
} table[] = {
#define PP_TERM(name, others, text, page) {(name), (others), (text), (page)},
#include "terms.def"
};

static bool is_called(const struct term *term, struct pp_sv name)
{
    struct pp_sv rest = pp_sv_from(term->others);
    if (pp_sv_equal_nocase(pp_sv_from(term->name), name)) {
        return true;
    }
    for (size_t at = 0; at <= rest.len;) {
        size_t bar = pp_sv_find(rest, PP_SV("|"), at);
        size_t end = bar == SIZE_MAX ? rest.len : bar;
        if (pp_sv_equal_nocase(pp_sv_sub(rest, at, end - at), name)) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

static void add_page(struct pp_buf *buf, const char *page)
{
    pp_buf_printf(buf, "more: %s\n", page);
}

static void add_assumption(struct pp_buf *buf,
                           const struct pp_style *style,
                           const struct pp_assumption_info *info)
{
    struct pp_buf text;
    pp_buf_init(&text, buf->max);
    pp_buf_printf(&text, "Contested or undocumented: %s.", info->question);
    pp_buf_printf(buf, "%s  %s=%s\n\n", info->id, info->name, info->values);
    pp_style_end_paragraph(buf, style, 0, &text);
    pp_buf_printf(&text,
                  "portplan assumes the first value: %s. --assume NAME=VALUE "
                  "chooses another.",
                  info->evidence);
    pp_style_end_paragraph(buf, style, 0, &text);
    pp_buf_done(&text);
    add_page(buf, "docs/ports-on-windows.md#unknowns");
}

bool pps_term_add(struct pp_buf *buf,
                  const struct pp_style *style,
                  struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(table); i++) {
        if (is_called(&table[i], name)) {
            pp_buf_printf(buf, "%s\n\n", table[i].name);
            pp_style_paragraph(buf, style, 0, table[i].text);
            add_page(buf, table[i].page);
            return true;
        }
    }
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    for (size_t i = 0; i < count; i++) {
        if (pp_sv_equal_nocase(pp_sv_from(infos[i].name), name) ||
            pp_sv_equal_nocase(pp_sv_from(infos[i].id), name)) {
            add_assumption(buf, style, &infos[i]);
            return true;
        }
    }
    return false;
}

const char *pps_name_of_term(size_t index)
{
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    if (index < PP_ARRAY_LEN(table)) {
        return table[index].name;
    }
    index -= PP_ARRAY_LEN(table);
    return index < count ? infos[index].name : NULL;
}
