/* Fixtures' expectations and what was found, in the same words. */
#include "expectation.h"

#include <string.h>

#include "json/json.h"
#include "json/jsonl.h"
#include "json_get.h"
#include "print/fact_line.h"

static const char *tri_text(enum pp_tri tri)
{
    return tri == PP_UNKNOWN ? "null" : tri == PP_YES ? "true" : "false";
}

static const char *star_text(enum pp_tri is_administered)
{
    return is_administered == PP_YES  ? " *"
           : is_administered == PP_NO ? ""
                                      : " ?";
}

/* A member as text, "-" where it is null or missing. */
static struct pp_sv word(const struct pp_json_value *object, const char *key)
{
    struct pp_sv text = PP_SV("-");
    (void)pp_json_get_sv(object, key, &text);
    return text;
}

static void write_expected_rows(const struct pp_json_value *section,
                                struct pp_buf *out)
{
    const struct pp_json_value *rows = pp_json_get(section, "excluded");
    for (const struct pp_json_value *row = pp_json_first(rows); row != NULL;
         row = pp_json_next(row)) {
        uint64_t ports[2] = {0, 0};
        enum pp_tri star = PP_UNKNOWN;
        const struct pp_json_value *item = pp_json_first(row);
        for (int i = 0; i < 2; i++) {
            (void)pp_json_value_u64(item, PP_PORT_MAX, &ports[i]);
            item = pp_json_next(item);
        }
        (void)pp_json_value_tri(item, &star);
        pp_buf_printf(out,
                      "  %u-%u%s\n",
                      (unsigned)ports[0],
                      (unsigned)ports[1],
                      star_text(star));
    }
    const struct pp_json_value *dynamic = pp_json_get(section, "dynamic");
    if (pp_json_count(dynamic) == 2) {
        uint64_t start = 0;
        uint64_t count = 0;
        const struct pp_json_value *first = pp_json_first(dynamic);
        (void)pp_json_value_u64(first, PP_PORT_MAX, &start);
        (void)pp_json_value_u64(pp_json_next(first), PP_PORT_COUNT, &count);
        pp_buf_printf(
            out, "  dynamic %u+%u\n", (unsigned)start, (unsigned)count);
    }
}

/* --- facts as JSON ----------------------------------------------------------
 */

static void write_members(struct pp_jsonl *line,
                          const struct pp_json_value *container);

static void write_value(struct pp_jsonl *line,
                        const char *key,
                        const struct pp_json_value *value)
{
    struct pp_sv text = {NULL, 0};
    double number = 0;
    bool flag = false;
    switch (pp_json_value_kind(value)) {
    case PP_JSON_NULL:
        pp_jsonl_null(line, key);
        return;
    case PP_JSON_BOOL:
        (void)pp_json_value_bool(value, &flag);
        pp_jsonl_bool(line, key, flag);
        return;
    case PP_JSON_NUMBER:
        (void)pp_json_value_double(value, &number);
        pp_jsonl_u64(line, key, (uint64_t)number);
        return;
    case PP_JSON_STRING:
        (void)pp_json_value_sv(value, &text);
        pp_jsonl_sv(line, key, text);
        return;
    case PP_JSON_ARRAY:
        pp_jsonl_begin_array(line, key);
        write_members(line, value);
        pp_jsonl_end_array(line);
        return;
    case PP_JSON_OBJECT:
        pp_jsonl_begin_object(line, key);
        write_members(line, value);
        pp_jsonl_end_object(line);
        return;
    }
}

/* Where a fact stands is the section's matter here. */
static bool is_left_out(const char *key)
{
    return key != NULL &&
           (strcmp(key, "section") == 0 || strcmp(key, "source") == 0);
}

static void write_members(struct pp_jsonl *line,
                          const struct pp_json_value *container)
{
    for (const struct pp_json_value *one = pp_json_first(container);
         one != NULL;
         one = pp_json_next(one)) {
        const char *key = pp_json_key(one);
        if (!is_left_out(key)) {
            write_value(line, key, one);
        }
    }
}

static void write_fact_object(const struct pp_json_value *object,
                              struct pp_buf *out)
{
    struct pp_jsonl line;
    pp_buf_add_str(out, "  ");
    pp_jsonl_begin(&line, out);
    write_members(&line, object);
    pp_jsonl_end(&line);
}

/* Through a JSON reader and out again, like the expectation's. */
static void write_fact(const struct pp_fact *fact, struct pp_buf *out)
{
    struct pp_buf text;
    struct pp_json_value *object = NULL;
    pp_buf_init(&text, 1 << 24);
    pp_fact_line(&text, fact);
    if (pp_json_parse(pp_buf_view(&text), &object, NULL) == PP_OK) {
        write_fact_object(object, out);
    } else {
        pp_buf_printf(out, "  NO JSON: %s", text.data);
    }
    pp_json_value_free(object);
    pp_buf_done(&text);
}

/* --- what is expected -------------------------------------------------------
 */

static bool is_port_table(struct pp_sv format)
{
    return pp_sv_equal(format, PP_SV("netsh.excludedportrange")) ||
           pp_sv_equal(format, PP_SV("netsh.dynamicport"));
}

static void write_expected_section(const struct pp_json_value *section,
                                   struct pp_buf *out)
{
    struct pp_sv format = word(section, "format");
    enum pp_tri complete = PP_UNKNOWN;
    bool is_stated = true;
    (void)pp_json_get_tri(section, "complete", &complete);
    (void)pp_json_get_bool(section, "protocol_stated", &is_stated);
    pp_buf_printf(out, "%.*s", PP_SV_ARGS(format));
    if (is_port_table(format)) {
        pp_buf_printf(out,
                      " %.*s%s %.*s %.*s %.*s",
                      PP_SV_ARGS(word(section, "protocol")),
                      is_stated ? "" : "(assumed)",
                      PP_SV_ARGS(word(section, "family")),
                      PP_SV_ARGS(word(section, "store")),
                      PP_SV_ARGS(word(section, "locale")));
    }
    pp_buf_printf(out, " complete=%s\n", tri_text(complete));
    write_expected_rows(section, out);
    const struct pp_json_value *facts = pp_json_get(section, "facts");
    for (const struct pp_json_value *fact = pp_json_first(facts); fact != NULL;
         fact = pp_json_next(fact)) {
        write_fact_object(fact, out);
    }
}

static void write_expected_diags(const struct pp_json_value *root,
                                 struct pp_buf *out)
{
    const struct pp_json_value *list = pp_json_get(root, "diagnostics");
    for (const struct pp_json_value *one = pp_json_first(list); one != NULL;
         one = pp_json_next(one)) {
        struct pp_sv text = PP_SV("-");
        (void)pp_json_value_sv(one, &text);
        pp_buf_printf(out, "%.*s\n", PP_SV_ARGS(text));
    }
}

bool pp_test_write_expected(struct pp_sv json,
                            enum pp_test_scope scope,
                            struct pp_buf *out)
{
    struct pp_json_value *root = NULL;
    if (pp_json_parse(json, &root, NULL) != PP_OK) {
        return false;
    }
    const struct pp_json_value *sections = pp_json_get(root, "sections");
    for (const struct pp_json_value *section = pp_json_first(sections);
         section != NULL;
         section = pp_json_next(section)) {
        write_expected_section(section, out);
    }
    pp_buf_printf(out,
                  "rejected %zu\n",
                  pp_json_count(pp_json_get(root, "rejected_lines")));
    if (scope == PP_TEST_EVERYTHING) {
        write_expected_diags(root, out);
    }
    pp_json_value_free(root);
    return sections != NULL;
}

/* --- what was found ---------------------------------------------------------
 */

static void write_row(const struct pp_fact *fact, struct pp_buf *out)
{
    if (fact->kind == PP_FACT_DYNAMIC) {
        pp_buf_printf(out,
                      "  dynamic %u+%u\n",
                      fact->range.first,
                      (unsigned)pp_range_count(fact->range));
        return;
    }
    pp_buf_printf(out,
                  "  %u-%u%s\n",
                  fact->range.first,
                  fact->range.last,
                  star_text(fact->is_administered));
}

static void write_section(const struct pp_load *load,
                          uint32_t index,
                          const struct pp_section *section,
                          struct pp_buf *out)
{
    const char *format = pp_section_format_name(section->format);
    const char *family = pp_family_name(section->family);
    bool has_rows = is_port_table(pp_sv_from(format));
    pp_buf_add_str(out, format);
    if (has_rows) {
        pp_buf_printf(out,
                      " %s%s %s %s %s",
                      pp_protocol_name(section->protocol),
                      section->is_protocol_assumed ? "(assumed)" : "",
                      family != NULL ? family : "-",
                      pp_store_name(section->store),
                      section->locale != NULL ? section->locale : "-");
    }
    pp_buf_printf(out, " complete=%s\n", tri_text(section->complete));
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        /* A mention is of no section: test_mentions.c has them. */
        if (facts[i].section != index || facts[i].kind == PP_FACT_GAP ||
            facts[i].kind == PP_FACT_MENTION) {
            continue;
        }
        if (has_rows) {
            write_row(&facts[i], out);
        } else {
            write_fact(&facts[i], out);
        }
    }
}

static void write_diags(const struct pp_load *load, struct pp_buf *out)
{
    size_t count = 0;
    const struct pp_diag *diags = pp_diags_items(pp_load_diags(load), &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "PP-%03u %llu:%u\n",
                      (unsigned)diags[i].code,
                      (unsigned long long)diags[i].place.line,
                      (unsigned)diags[i].place.column);
    }
}

void pp_test_write_loaded(const struct pp_load *load,
                          enum pp_test_scope scope,
                          struct pp_buf *out)
{
    size_t count = 0;
    const struct pp_section *sections = pp_load_sections(load, &count);
    for (size_t i = 0; i < count; i++) {
        const char *format = pp_section_format_name(sections[i].format);
        if (scope == PP_TEST_EVERYTHING || is_port_table(pp_sv_from(format))) {
            write_section(load, (uint32_t)i, &sections[i], out);
        }
    }
    size_t captures = 0;
    const struct pp_capture *capture = pp_load_captures(load, &captures);
    pp_buf_printf(
        out, "rejected %llu\n", (unsigned long long)capture[0].lines.rejected);
    if (scope == PP_TEST_EVERYTHING) {
        write_diags(load, out);
    }
}
