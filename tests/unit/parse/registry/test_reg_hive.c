/*
 * Hives: what becomes a fact is the matter of fixtures/registry/hive-*; here
 * are the laws of the door, and hostile bytes.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "load_laws.h"
#include "summary.h"

static const char exclusions[] = "fixtures/registry/hive-exclusions.hiv";

static const char *full_path(const char *path)
{
    static char full[4096];
    (void)snprintf(full, sizeof(full), "%s/%s", PP_SOURCE_ROOT, path);
    return full;
}

static struct pp_load *load_hive(const char *path)
{
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_hive(load, PP_SV("SYSTEM"), path), PP_OK);
    return load;
}

static bool can_read_hives(void)
{
    struct pp_load *load = load_hive(full_path(exclusions));
    bool is_able = strcmp(pp_test_diags(load), "555@0:0") != 0;
    pp_load_free(load);
    return is_able;
}

Test(reg_hive, a_hive_is_known_by_its_first_bytes)
{
    cr_expect(pp_load_is_hive(PP_SV("regf")));
    cr_expect(pp_load_is_hive(PP_SV("regf\1")));
    cr_expect_not(pp_load_is_hive(PP_SV("reg")));
    cr_expect_not(pp_load_is_hive(PP_SV("REGEDIT4")));
    cr_expect_not(pp_load_is_hive((struct pp_sv){NULL, 0}));
}

Test(reg_hive, a_hive_is_a_capture_without_lines)
{
    struct pp_load *load = load_hive(full_path(exclusions));
    size_t count = 0;
    const struct pp_capture *capture = pp_load_captures(load, &count);
    cr_assert_eq(count, 1);
    cr_expect(pp_sv_equal(capture->name, PP_SV("SYSTEM")));
    cr_expect_str_eq(capture->encoding, "binary");
    cr_expect_str_eq(capture->newline, "none");
    cr_expect_eq(capture->lines.total, 0);
    cr_expect_eq(capture->section_count, can_read_hives() ? 1 : 0);
    cr_expect_eq(pp_load_totals(load).facts, can_read_hives() ? 14 : 0);
    pp_load_free(load);
}

Test(reg_hive, a_build_without_hivex_says_so)
{
    struct pp_load *load = load_hive(full_path(exclusions));
    if (!can_read_hives()) {
        cr_expect_eq(pp_diags_count(pp_load_diags(load), PP_SEVERITY_ERROR), 1);
    } else {
        cr_expect_str_eq(pp_test_diags(load), "559@0:0 552@0:0 558@0:0");
    }
    pp_load_free(load);
}

Test(reg_hive, sections_and_captures_go_on_counting)
{
    struct pp_load *load = NULL;
    size_t count = 0;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(
            pp_load_add_bytes(
                load,
                PP_SV("text"),
                PP_SV("HKLM\\SYSTEM\n    MaxUserPort    REG_DWORD    0x1\n")),
            PP_OK);
        cr_assert_eq(
            pp_load_add_hive(load, PP_SV("SYSTEM"), full_path(exclusions)),
            PP_OK);
    }
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_eq(count, can_read_hives() ? 30 : 2);
    /* Captures 0 to 3 have a section each, or only the texts do. */
    for (size_t i = 0; i < count; i++) {
        uint32_t capture = facts[i].place.capture;
        cr_expect_eq(facts[i].section,
                     can_read_hives() ? capture : capture / 2);
    }
    cr_expect_null(pp_test_broken_law(load));
    pp_load_free(load);
}

Test(reg_hive, what_cannot_be_opened_is_a_failure)
{
    struct pp_load *load = NULL;
    size_t count = 0;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_expect_eq(pp_load_add_hive(load, PP_SV("x"), NULL), PP_ERR_INVALID);
    if (can_read_hives()) {
        cr_expect_eq(pp_load_add_hive(load, PP_SV("x"), full_path("no-such")),
                     PP_ERR_IO);
        (void)pp_load_captures(load, &count);
        cr_expect_eq(count, 0);
    }
    pp_load_free(load);
}

static enum pp_status refuse_fact(void *user, const struct pp_fact *fact)
{
    (void)fact;
    ++*(int *)user;
    return PP_ERR_LIMIT;
}

Test(reg_hive, a_sink_can_stop_the_reading)
{
    if (!can_read_hives()) {
        return;
    }
    int calls = 0;
    const struct pp_fact_sink sink = {.user = &calls, .fact = refuse_fact};
    const struct pp_load_options options = {.sink = &sink};
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(&options, &load), PP_OK);
    cr_expect_eq(pp_load_add_hive(load, PP_SV("SYSTEM"), full_path(exclusions)),
                 PP_ERR_LIMIT);
    cr_expect_eq(calls, 1);
    cr_expect_eq(pp_load_totals(load).facts, 0);
    pp_load_free(load);
}

static void write_file(const char *path, struct pp_sv bytes)
{
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    (void)fclose(file);
}

/* One byte changed at a time, in the blocks behind the base block, whose
 * checksum would catch it; and every length cut off in turn. */
Test(reg_hive, no_byte_and_no_cut_breaks_a_law)
{
    struct pp_buf whole;
    char path[] = "/tmp/portplan-hive-XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    (void)close(file);
    pp_buf_init(&whole, 1 << 20);
    cr_assert(pp_test_read_file(exclusions, &whole));
    uint32_t state = 1;
    for (size_t i = 0; i < 500; i++) {
        state = state * 1664525 + 1013904223;
        size_t at = 4096 + (state >> 8) % (whole.len - 4096);
        char before = whole.data[at];
        struct pp_sv bytes = pp_buf_view(&whole);
        if (i % 8 == 0) {
            bytes = pp_sv_sub(bytes, 0, at);
        } else {
            whole.data[at] = (char)(state >> 3);
        }
        write_file(path, bytes);
        struct pp_load *load = load_hive(path);
        const char *broken = pp_test_broken_law(load);
        cr_expect_null(broken, "byte %zu: %s", at, broken);
        pp_load_free(load);
        whole.data[at] = before;
    }
    (void)unlink(path);
    pp_buf_done(&whole);
}
