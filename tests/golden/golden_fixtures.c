/*
 * Every fixture that has an expectation is loaded and must give exactly the
 * sections and rows that it names; its lines must add up. Failures print both
 * texts. PP_FIXTURE=part-of-a-path narrows the run.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expectation.h"
#include "files.h"

struct tally {
    enum pp_test_scope scope;
    size_t checked;
    size_t wrong;
};

static void load_text(struct pp_sv bytes, struct pp_load **ret_load)
{
    cr_assert_eq(pp_load_new(NULL, ret_load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(*ret_load, PP_SV("fixture"), bytes), PP_OK);
}

static bool lines_add_up(const struct pp_load *load)
{
    size_t count = 0;
    struct pp_line_counts lines = pp_load_captures(load, &count)[0].lines;
    return lines.total ==
           lines.blank + lines.used + lines.ignored + lines.rejected;
}

/* Whether this build could not read a hive, and said so. */
static bool is_unsupported(const struct pp_load *load)
{
    size_t count = 0;
    const struct pp_diag *diags = pp_diags_items(pp_load_diags(load), &count);
    return count == 1 && diags[0].code == PP_DIAG_HIVE_UNSUPPORTED;
}

/* A hive is opened by its path; NULL where this build cannot. */
static struct pp_load *load_hive(const char *path)
{
    char full[4096];
    struct pp_load *load = NULL;
    (void)snprintf(full, sizeof(full), "%s/%.2000s", PP_SOURCE_ROOT, path);
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(
        pp_load_add_hive(load, PP_SV("fixture"), full), PP_OK, "%s", path);
    if (is_unsupported(load)) {
        pp_load_free(load);
        return NULL;
    }
    return load;
}

/* NULL where there is none. */
static struct pp_load *load_fixture(const char *path)
{
    struct pp_load *load = NULL;
    struct pp_buf bytes;
    pp_buf_init(&bytes, 1 << 24);
    if (pp_test_read_file(path, &bytes)) {
        if (pp_load_is_hive(pp_buf_view(&bytes))) {
            load = load_hive(path);
        } else {
            load_text(pp_buf_view(&bytes), &load);
        }
    }
    pp_buf_done(&bytes);
    return load;
}

static void compare(struct tally *tally,
                    const char *path,
                    const struct pp_load *load,
                    struct pp_sv json)
{
    struct pp_buf expected;
    struct pp_buf found;
    pp_buf_init(&expected, 1 << 24);
    pp_buf_init(&found, 1 << 24);
    cr_assert(
        pp_test_write_expected(json, tally->scope, &expected), "%s", path);
    pp_test_write_loaded(load, tally->scope, &found);
    tally->checked++;
    if (!lines_add_up(load) || strcmp(expected.data, found.data) != 0) {
        tally->wrong++;
        fprintf(stderr,
                "--- %s\nexpected:\n%sfound%s:\n%s",
                path,
                expected.data,
                lines_add_up(load) ? "" : " (LINES DO NOT ADD UP)",
                found.data);
    }
    pp_buf_done(&expected);
    pp_buf_done(&found);
}

/* The capture beside an expectation: the same name, one of these endings. */
static struct pp_load *load_beside(const char *json_path)
{
    static const char *const endings[] = {".txt", ".reg", ".hiv"};
    struct pp_load *load = NULL;
    char path[4096];
    size_t stem = strlen(json_path) - strlen(".json");
    for (size_t i = 0; i < PP_ARRAY_LEN(endings) && load == NULL; i++) {
        (void)snprintf(
            path, sizeof(path), "%.*s%s", (int)stem, json_path, endings[i]);
        load = load_fixture(path);
    }
    return load;
}

static void check_fixture(void *user, const char *json_path)
{
    const char *only = getenv("PP_FIXTURE");
    if (only != NULL && strstr(json_path, only) == NULL) {
        return;
    }
    struct pp_buf json;
    pp_buf_init(&json, 1 << 24);
    cr_assert(pp_test_read_file(json_path, &json), "%s", json_path);
    struct pp_load *load = load_beside(json_path);
    if (load != NULL) {
        compare(user, json_path, load, pp_buf_view(&json));
    }
    pp_load_free(load);
    pp_buf_done(&json);
}

static void check(const char *folder, enum pp_test_scope scope, size_t at_least)
{
    struct tally tally = {.scope = scope};
    (void)pp_test_walk(folder, ".json", check_fixture, &tally);
    cr_expect_eq(
        tally.wrong, 0, "%zu of %zu differ", tally.wrong, tally.checked);
    if (getenv("PP_FIXTURE") == NULL) {
        cr_expect_geq(tally.checked, at_least, "%zu", tally.checked);
    }
}

static void check_tables(const char *folder, size_t at_least)
{
    check(folder, PP_TEST_PORT_TABLES, at_least);
}

/* Formats other than netsh's tables: every section, fact and diagnostic. */
static void check_folder(const char *folder, size_t at_least)
{
    check(folder, PP_TEST_EVERYTHING, at_least);
}

Test(fixtures, captured_tables_give_their_rows)
{
    check_tables("fixtures/captured", 600);
}

Test(fixtures, documented_tables_give_their_rows)
{
    check_tables("fixtures/documented", 6);
}

Test(fixtures, every_language_gives_its_rows)
{
    check_tables("fixtures/synthetic", 70);
}

Test(fixtures, malformed_rows_are_reported_not_repaired)
{
    check_tables("fixtures/malformed", 70);
}

Test(fixtures, registry_captures_give_their_facts)
{
    check_folder("fixtures/registry", 35);
}

Test(fixtures, socket_listings_give_their_facts)
{
    check_folder("fixtures/sockets", 0);
}

Test(fixtures, system_listings_give_their_facts)
{
    check_folder("fixtures/system", 0);
}

Test(fixtures, error_messages_give_their_facts)
{
    check_folder("fixtures/errors", 0);
}

Test(fixtures, other_netsh_output_gives_its_facts)
{
    check_folder("fixtures/netsh", 0);
}
