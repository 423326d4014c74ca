/* Loading captures. */
#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "portplan/load_file.h"

#include "base/bounds.h"
#include "files.h"
#include "load_laws.h"
#include "summary.h"

#define TABLE                              \
    "Protocol tcp Port Exclusion Ranges\n" \
    "Start Port    End Port\n"             \
    "1031 1130\n50000 50059 *\n1131 99999\n"
#define DYNAMIC                         \
    "Protocol udp Dynamic Port Range\n" \
    "Start Port : 1024\nNumber of Ports : 13977\n"

Test(load, captures_add_up)
{
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("a"), PP_SV(TABLE)), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("b"), PP_SV("")), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("c"), PP_SV(DYNAMIC TABLE)),
                 PP_OK);
    cr_expect_null(pp_test_broken_law(load));

    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(load, &count);
    cr_assert_eq(count, 3);
    cr_expect(pp_sv_equal(captures[0].name, PP_SV("a")));
    cr_expect(pp_sv_equal(captures[2].name, PP_SV("c")));
    cr_expect_eq(captures[0].first_section, 0);
    cr_expect_eq(captures[0].section_count, 1);
    cr_expect_eq(captures[1].section_count, 0);
    cr_expect_eq(captures[2].first_section, 1);
    cr_expect_eq(captures[2].section_count, 2);
    cr_expect_eq(captures[0].lines.total, 5);
    cr_expect_eq(captures[1].lines.total, 0);
    cr_expect_eq(captures[2].lines.total, 8);

    const struct pp_section *sections = pp_load_sections(load, &count);
    cr_assert_eq(count, 3);
    cr_expect_eq(sections[0].capture, 0);
    cr_expect_eq(sections[1].capture, 2);
    cr_expect_eq(sections[2].capture, 2);
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_eq(count, 7);
    cr_expect_eq(facts[2].kind, PP_FACT_GAP);
    cr_expect_eq(facts[3].section, 1);
    cr_expect_eq(facts[3].kind, PP_FACT_DYNAMIC);
    cr_expect_eq(facts[5].section, 2);
    cr_expect_eq(facts[5].place.capture, 2);

    const struct pp_load_totals totals = pp_load_totals(load);
    cr_expect_eq(totals.sections, 3);
    cr_expect_eq(totals.facts, 5);
    cr_expect_eq(totals.excluded, 4);
    cr_expect_eq(totals.administered, 2);
    cr_expect_eq(totals.rejected, 2);
    pp_load_free(load);
}

Test(load, names_and_bytes_are_copied)
{
    char name[] = "a name";
    char bytes[] = TABLE;
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, pp_sv_from(name), pp_sv_from(bytes)),
                 PP_OK);
    memset(name, 'x', sizeof(name) - 1);
    memset(bytes, 'x', sizeof(bytes) - 1);
    size_t count = 0;
    cr_expect(
        pp_sv_equal(pp_load_captures(load, &count)->name, PP_SV("a name")));
    cr_expect_str_eq(pp_test_facts(load),
                     "tcp: 1031-1130 50000-50059* ~50060-65535");
    const struct pp_diag *diag = pp_diags_items(pp_load_diags(load), &count);
    cr_assert_eq(count, 1);
    cr_expect(pp_sv_equal(diag->excerpt, PP_SV("1131 99999")));
    pp_load_free(load);
}

Test(load, the_encoding_asked_for_is_used)
{
    static const struct {
        const char *encoding; /* asked for */
        const char *found;    /* NULL: PP_ERR_INVALID */
        const char *locale;
    } rows[] = {
        {"cp850", "cp850", "de"},
        {"CP850", "cp850", "de"},
        {"utf-8", "utf-8", NULL},
        {"klingon", NULL, NULL},
        {"", NULL, NULL},
    };
    static const char text[] =
        "Portausschlussbereiche f\x81r das Protokoll tcp\n1031 1130\n";
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_load_options options = {.encoding = rows[i].encoding};
        struct pp_load *load = NULL;
        enum pp_status status = pp_load_new(&options, &load);
        if (rows[i].found == NULL) {
            cr_expect_eq(status, PP_ERR_INVALID, "row %zu", i);
            cr_expect_null(load, "row %zu", i);
            continue;
        }
        cr_assert_eq(status, PP_OK, "row %zu", i);
        cr_assert_eq(pp_load_add_bytes(load, PP_SV("x"), pp_sv_from(text)),
                     PP_OK);
        size_t count = 0;
        cr_expect_str_eq(pp_load_captures(load, &count)->encoding,
                         rows[i].found);
        const struct pp_section *section = pp_load_sections(load, &count);
        cr_assert_eq(count, 1, "row %zu", i);
        cr_expect((section->locale == NULL) == (rows[i].locale == NULL) &&
                      (section->locale == NULL ||
                       strcmp(section->locale, rows[i].locale) == 0),
                  "row %zu",
                  i);
        pp_load_free(load);
    }
}

Test(load, bytes_that_had_to_be_forgiven_are_reported)
{
    static const struct {
        struct pp_sv bytes;
        const char *diags;
    } rows[] = {
        {{"a\xFF\xFE z\n", 6}, "203@0:0"},
        {{"a\0z\n", 4}, "211@0:0"},
        {{"a\0\xFF\n", 4}, "203@0:0 211@0:0"},
        {{"az\n", 3}, "-"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_load_options options = {.encoding = "utf-8"};
        struct pp_load *load = NULL;
        cr_assert_eq(pp_load_new(&options, &load), PP_OK);
        cr_assert_eq(pp_load_add_bytes(load, PP_SV("x"), rows[i].bytes), PP_OK);
        cr_expect_str_eq(pp_test_diags(load), rows[i].diags, "row %zu", i);
        pp_load_free(load);
    }
}

/* --- sources -------------------------------------------------------------- */

/* Gives its text by so many bytes at a time, then fails or ends. */
struct dropper {
    const char *text;
    size_t at;
    size_t step;
    enum pp_status at_end;
};

static enum pp_status
drop(void *user, char *into, size_t size, size_t *ret_read)
{
    struct dropper *dropper = user;
    size_t left = strlen(dropper->text) - dropper->at;
    size_t len = dropper->step < left ? dropper->step : left;
    len = len < size ? len : size;
    if (len == 0 && dropper->at_end != PP_OK) {
        return dropper->at_end;
    }
    memcpy(into, dropper->text + dropper->at, len);
    dropper->at += len;
    *ret_read = len;
    return PP_OK;
}

Test(load, any_chunking_gives_the_same_facts)
{
    for (size_t step = 1; step < 40; step++) {
        struct dropper dropper = {DYNAMIC TABLE, 0, step, PP_OK};
        const struct pp_byte_source source = {&dropper, drop};
        struct pp_load *load = NULL;
        cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
        cr_assert_eq(pp_load_add(load, PP_SV("x"), &source), PP_OK);
        cr_expect_str_eq(
            pp_test_facts(load),
            "udp dynamic: 1024+13977; tcp: 1031-1130 50000-50059* ~50060-65535",
            "step %zu",
            step);
        cr_expect_str_eq(pp_test_diags(load), "417@8:6", "step %zu", step);
        pp_load_free(load);
    }
}

/* The reader takes a first large chunk before anything is parsed, so the text
 * must be longer than that for the failure to come behind facts. */
Test(load, a_capture_that_fails_leaves_nothing_behind)
{
    static const enum pp_status failures[] = {
        PP_ERR_IO, PP_ERR_NOMEM, PP_ERR_LIMIT};
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    while (text.len < 3 * PP_LIMIT_CHUNK_BYTES) {
        pp_buf_add_str(&text, DYNAMIC TABLE);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(failures); i++) {
        struct pp_load *load = NULL;
        cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
        cr_assert_eq(pp_load_add_bytes(load, PP_SV("a"), PP_SV(TABLE)), PP_OK);
        struct dropper dropper = {text.data, 0, 60000, failures[i]};
        const struct pp_byte_source source = {&dropper, drop};
        cr_expect_eq(pp_load_add(load, PP_SV("b"), &source), failures[i]);
        cr_expect_str_eq(pp_test_facts(load),
                         "tcp: 1031-1130 50000-50059* ~50060-65535");
        cr_assert_eq(pp_load_add_bytes(load, PP_SV("c"), PP_SV(DYNAMIC)),
                     PP_OK);
        cr_expect_str_eq(pp_test_facts(load),
                         "tcp: 1031-1130 50000-50059* ~50060-65535; udp "
                         "dynamic: 1024+13977");
        const struct pp_load_totals totals = pp_load_totals(load);
        cr_expect_eq(totals.sections, 2);
        cr_expect_eq(totals.facts, 3);
        cr_expect_eq(totals.rejected, 1);
        size_t count = 0;
        (void)pp_load_facts(load, &count);
        cr_expect_eq(count, 4);
        const struct pp_capture *captures = pp_load_captures(load, &count);
        cr_assert_eq(count, 2);
        cr_expect_eq(captures[1].first_section, 1);
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
        pp_machine_free(machine);
        pp_load_free(load);
    }
    pp_buf_done(&text);
}

/* --- sinks ---------------------------------------------------------------- */

struct sunk {
    struct pp_section sections[8];
    uint32_t indexes[8];
    size_t section_count;
    struct pp_fact facts[16];
    size_t fact_count;
    enum pp_status answer;
};

static enum pp_status
sink_section(void *user, uint32_t index, const struct pp_section *section)
{
    struct sunk *sunk = user;
    sunk->indexes[sunk->section_count] = index;
    sunk->sections[sunk->section_count++] = *section;
    return sunk->answer;
}

static enum pp_status sink_fact(void *user, const struct pp_fact *fact)
{
    struct sunk *sunk = user;
    sunk->facts[sunk->fact_count++] = *fact;
    return PP_OK;
}

static bool is_same_fact(const struct pp_fact *a, const struct pp_fact *b)
{
    return a->kind == b->kind && a->protocol == b->protocol &&
           a->family == b->family && a->store == b->store &&
           a->section == b->section && a->place.capture == b->place.capture &&
           a->place.line == b->place.line &&
           a->place.column == b->place.column &&
           pp_range_equal(a->range, b->range) &&
           a->is_administered == b->is_administered;
}

Test(load, a_sink_gets_the_facts_that_would_be_kept)
{
    struct sunk sunk = {.answer = PP_OK};
    const struct pp_fact_sink sink = {
        .user = &sunk, .section = sink_section, .fact = sink_fact};
    const struct pp_load_options options = {.sink = &sink};
    struct pp_load *streamed = NULL;
    struct pp_load *kept = NULL;
    cr_assert_eq(pp_load_new(&options, &streamed), PP_OK);
    cr_assert_eq(pp_load_new(NULL, &kept), PP_OK);
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(
            pp_load_add_bytes(streamed, PP_SV("x"), PP_SV(DYNAMIC TABLE)),
            PP_OK);
        cr_assert_eq(pp_load_add_bytes(kept, PP_SV("x"), PP_SV(DYNAMIC TABLE)),
                     PP_OK);
    }
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(kept, &count);
    cr_assert_eq(count, sunk.fact_count);
    for (size_t i = 0; i < count; i++) {
        cr_expect(is_same_fact(&facts[i], &sunk.facts[i]), "fact %zu", i);
    }
    const struct pp_section *sections = pp_load_sections(kept, &count);
    cr_assert_eq(count, sunk.section_count);
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(sunk.indexes[i], i);
        cr_expect_eq(sections[i].first_line, sunk.sections[i].first_line);
        cr_expect_eq(sections[i].last_line, sunk.sections[i].last_line);
        cr_expect_eq(sections[i].capture, sunk.sections[i].capture);
        cr_expect_eq(sections[i].protocol, sunk.sections[i].protocol);
    }
    struct pp_load_totals a = pp_load_totals(kept);
    struct pp_load_totals b = pp_load_totals(streamed);
    cr_expect_eq(memcmp(&a, &b, sizeof(a)), 0);
    /* Nothing is kept. */
    (void)pp_load_facts(streamed, &count);
    cr_expect_eq(count, 0);
    (void)pp_load_sections(streamed, &count);
    cr_expect_eq(count, 0);
    pp_load_free(streamed);
    pp_load_free(kept);
}

Test(load, a_sink_may_want_one_thing_only_or_stop)
{
    struct sunk sunk = {.answer = PP_ERR_IO};
    const struct pp_fact_sink sinks[] = {
        {.user = &sunk},
        {.user = &sunk, .fact = sink_fact},
        {.user = &sunk, .section = sink_section, .fact = sink_fact},
    };
    static const enum pp_status expected[] = {PP_OK, PP_OK, PP_ERR_IO};
    for (size_t i = 0; i < PP_ARRAY_LEN(sinks); i++) {
        const struct pp_load_options options = {.sink = &sinks[i]};
        struct pp_load *load = NULL;
        cr_assert_eq(pp_load_new(&options, &load), PP_OK);
        cr_expect_eq(pp_load_add_bytes(load, PP_SV("x"), PP_SV(TABLE)),
                     expected[i],
                     "sink %zu",
                     i);
        pp_load_free(load);
    }
    cr_expect_eq(sunk.section_count, 1);
    cr_expect_eq(sunk.fact_count, 3);
}

Test(load, freeing_nothing_is_allowed)
{
    pp_load_free(NULL);
}

Test(load, facts_have_names)
{
    cr_expect_str_eq(pp_fact_kind_name(PP_FACT_EXCLUDED), "excluded");
    cr_expect_str_eq(pp_fact_kind_name(PP_FACT_DYNAMIC), "dynamic");
    cr_expect_str_eq(pp_section_format_name(PP_SECTION_NETSH_EXCLUDED),
                     "netsh.excludedportrange");
    cr_expect_str_eq(pp_section_format_name(PP_SECTION_NETSH_DYNAMIC),
                     "netsh.dynamicport");
    cr_expect_str_eq(pp_store_name(PP_STORE_ACTIVE), "active");
    cr_expect_str_eq(pp_store_name(PP_STORE_PERSISTENT), "persistent");
    cr_expect_null(pp_family_name(PP_FAMILY_UNKNOWN));
    cr_expect_str_eq(pp_family_name(PP_FAMILY_IPV4), "ipv4");
    cr_expect_str_eq(pp_family_name(PP_FAMILY_IPV6), "ipv6");
    cr_expect_str_eq(pp_family_name(PP_FAMILY_BOTH), "both");
}

Test(load, a_file_is_read_as_its_bytes_are)
{
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(
        pp_load_file(load, PP_SOURCE_ROOT "/fixtures/documented/hyper-v.txt"),
        PP_OK);
    struct pp_buf bytes;
    pp_buf_init(&bytes, 1 << 20);
    cr_assert(pp_test_read_file("fixtures/documented/hyper-v.txt", &bytes));
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("copy"), pp_buf_view(&bytes)),
                 PP_OK);
    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(load, &count);
    cr_assert_eq(count, 2);
    cr_expect_eq(captures[0].lines.used, captures[1].lines.used);
    cr_expect_eq(captures[0].section_count, captures[1].section_count);
    pp_buf_done(&bytes);
    pp_load_free(load);
}

Test(load, a_file_that_cannot_be_read_is_no_capture)
{
    static const struct {
        const char *path;
        int error;
    } rows[] = {
        {PP_SOURCE_ROOT "/fixtures/no-such-file", ENOENT},
        {PP_SOURCE_ROOT "/fixtures", EISDIR},
    };
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        errno = 0;
        cr_expect_eq(pp_load_file(load, rows[i].path), PP_ERR_IO, "row %zu", i);
        cr_expect_eq(errno, rows[i].error, "row %zu", i);
    }
    size_t count = 1;
    (void)pp_load_captures(load, &count);
    cr_expect_eq(count, 0);
    pp_load_free(load);
}
