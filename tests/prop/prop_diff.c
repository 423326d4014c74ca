/*
 * Laws of a comparison, on random machines and on every fixture:
 *
 *   a machine compared with itself has nothing but kept rows and no event;
 *   the rows of both tables stand in kept, removed, added and unknown once;
 *   taking the removed ones from the first table and putting the added ones in
 *       gives the second;
 *   comparing the other way round tells the same, mirrored.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "diff/diff.h"
#include "files.h"
#include "random.h"
#include "seed.h"

enum {
    RUNS = 400,
    MAX_ROWS = 60,
};

struct rows {
    struct pp_exclusion items[MAX_ROWS];
    size_t count;
};

static struct pp_range draw_range(struct pp_test_random *random)
{
    static const uint32_t counts[] = {1, 1, 10, 60, 64, 100, 100, 100, 500};
    uint32_t count = counts[pp_test_random_below(random, PP_ARRAY_LEN(counts))];
    /* Few starts: the two tables are to have rows in common. */
    uint32_t first = 1 + 100 * pp_test_random_below(random, 40);
    return (struct pp_range){(uint16_t)first, (uint16_t)(first + count - 1)};
}

static void draw_rows(struct pp_test_random *random, struct rows *rows)
{
    rows->count = pp_test_random_below(random, MAX_ROWS);
    for (size_t i = 0; i < rows->count; i++) {
        rows->items[i] = (struct pp_exclusion){
            .range = draw_range(random),
            .is_administered = (enum pp_tri)pp_test_random_below(random, 3),
            .place = {.line = i + 1, .column = 1},
        };
    }
}

/* Some of the rows go, some change their mark, some come. */
static void change_rows(struct pp_test_random *random, struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        switch (pp_test_random_below(random, 8)) {
        case 0:
            rows->items[i].range = draw_range(random);
            break;
        case 1:
            rows->items[i].is_administered =
                (enum pp_tri)pp_test_random_below(random, 3);
            break;
        case 2:
            rows->items[i] = rows->items[--rows->count];
            break;
        default:
            break;
        }
    }
}

static struct pp_machine *machine_of(const struct rows *rows,
                                     enum pp_table_extent extent)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    pp_machine_set_table_extent(machine, PP_TCP, extent);
    for (size_t i = 0; i < rows->count; i++) {
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &rows->items[i]),
                     PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

/* --- the laws ------------------------------------------------------------- */

static int compare_pointers(const void *a, const void *b)
{
    const struct pp_exclusion *const *left = a;
    const struct pp_exclusion *const *right = b;
    return (*left > *right) - (*left < *right);
}

/* Every row of the machine's table once, and no other. */
static bool are_all_rows(const struct pp_exclusion **found,
                         size_t found_count,
                         const struct pp_machine *machine,
                         enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, protocol, &count);
    if (count != found_count) {
        return false;
    }
    if (count > 1) {
        qsort((void *)found, count, sizeof(*found), compare_pointers);
    }
    for (size_t i = 0; i < count; i++) {
        if (found[i] != &rows[i]) {
            return false;
        }
    }
    return true;
}

static void gather(const struct pp_diff_rows *rows,
                   bool is_before,
                   const struct pp_exclusion **into,
                   size_t *io_count)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_exclusion *row =
            is_before ? rows->items[i].before : rows->items[i].after;
        if (row != NULL) {
            into[(*io_count)++] = row;
        }
    }
}

static const struct pp_exclusion **room_for(const struct pp_diff_table *table)
{
    size_t most = table->kept.count + table->removed.count +
                  table->added.count + table->unknown.count;
    const struct pp_exclusion **room = calloc(most + 1, sizeof(*room));
    cr_assert_not_null(room);
    return room;
}

static bool parts_the_rows(const struct pp_diff *diff,
                           enum pp_protocol protocol)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    const struct pp_exclusion **before = room_for(table);
    const struct pp_exclusion **after = room_for(table);
    size_t before_count = 0;
    size_t after_count = 0;
    gather(&table->kept, true, before, &before_count);
    gather(&table->removed, true, before, &before_count);
    gather(&table->unknown, true, before, &before_count);
    gather(&table->kept, false, after, &after_count);
    gather(&table->added, false, after, &after_count);
    gather(&table->unknown, false, after, &after_count);
    bool holds = are_all_rows(before, before_count, diff->before, protocol) &&
                 are_all_rows(after, after_count, diff->after, protocol);
    free((void *)before);
    free((void *)after);
    return holds;
}

/* Counts of each row: a range and a mark, a lost mark being any. */
static bool is_same_row(const struct pp_exclusion *a,
                        const struct pp_exclusion *b)
{
    return pp_range_equal(a->range, b->range) &&
           (a->is_administered == b->is_administered ||
            a->is_administered == PP_UNKNOWN ||
            b->is_administered == PP_UNKNOWN);
}

/* The first table less the removed rows, and the added ones, against the
 * second: what is kept is the same row on both sides, and no two rows that
 * could be one are told as gone and new. */
static bool turns_one_into_the_other(const struct pp_diff_table *table)
{
    for (size_t i = 0; i < table->kept.count; i++) {
        if (!is_same_row(table->kept.items[i].before,
                         table->kept.items[i].after)) {
            return false;
        }
    }
    for (size_t i = 0; i < table->removed.count; i++) {
        for (size_t k = 0; k < table->added.count; k++) {
            if (is_same_row(table->removed.items[i].before,
                            table->added.items[k].after)) {
                return false;
            }
        }
    }
    return true;
}

static bool are_mirrored(const struct pp_diff_rows *rows,
                         const struct pp_diff_rows *others)
{
    if (rows->count != others->count) {
        return false;
    }
    /* Rows of both sides stand in order of the one or the other. */
    for (size_t i = 0; i < rows->count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < others->count && !is_found; k++) {
            is_found = rows->items[i].before == others->items[k].after &&
                       rows->items[i].after == others->items[k].before;
        }
        if (!is_found) {
            return false;
        }
    }
    return true;
}

static bool is_mirror(const struct pp_diff_table *table,
                      const struct pp_diff_table *other)
{
    return table->is_compared == other->is_compared &&
           are_mirrored(&table->kept, &other->kept) &&
           are_mirrored(&table->removed, &other->added) &&
           are_mirrored(&table->added, &other->removed) &&
           are_mirrored(&table->unknown, &other->unknown) &&
           are_mirrored(&table->moved, &other->moved) &&
           are_mirrored(&table->changed, &other->changed);
}

static const char *broken_law(const struct pp_machine *before,
                              const struct pp_machine *after)
{
    struct pp_diff *diff = NULL;
    struct pp_diff *mirror = NULL;
    const char *broken = NULL;
    cr_assert_eq(pp_diff_run(before, after, &diff), PP_OK);
    cr_assert_eq(pp_diff_run(after, before, &mirror), PP_OK);
    for (int p = 0; p < PP_PROTOCOL_COUNT && broken == NULL; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        const struct pp_diff_table *table = &diff->tables[protocol];
        if (!parts_the_rows(diff, protocol)) {
            broken = "each row stands in one list";
        } else if (!turns_one_into_the_other(table)) {
            broken = "removed and added turn one table into the other";
        } else if (!is_mirror(table, &mirror->tables[protocol])) {
            broken = "the other way round is the mirror image";
        }
    }
    if (broken == NULL && pp_diff_is_same(diff) != pp_diff_is_same(mirror)) {
        broken = "the verdict does not depend on the direction";
    }
    pp_diff_free(diff);
    pp_diff_free(mirror);
    return broken;
}

static bool is_nothing(const struct pp_machine *machine)
{
    struct pp_diff *diff = NULL;
    bool holds = true;
    cr_assert_eq(pp_diff_run(machine, machine, &diff), PP_OK);
    size_t events = diff->events.count;
    size_t facts = diff->facts.count;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        const struct pp_diff_table *table = &diff->tables[protocol];
        const struct pp_diff_sockets *sockets = &diff->sockets[protocol];
        size_t count = 0;
        (void)pp_machine_exclusions(machine, protocol, &count);
        holds &= table->kept.count == count && table->removed.count == 0 &&
                 table->added.count == 0 && table->unknown.count == 0 &&
                 table->moved.count == 0 && table->changed.count == 0 &&
                 sockets->opened_count == 0 && sockets->closed_count == 0;
    }
    holds &= events == 0 && facts == 0 && pp_diff_is_same(diff) != PP_NO;
    pp_diff_free(diff);
    return holds;
}

/* --- on random machines --------------------------------------------------- */

Test(prop_diff, the_laws_hold_of_random_tables)
{
    uint32_t seed = pp_test_seed("prop_diff");
    struct pp_test_random random = pp_test_random_from(seed);
    for (unsigned run = 0; run < RUNS; run++) {
        struct rows rows;
        draw_rows(&random, &rows);
        enum pp_table_extent extents[2];
        for (int i = 0; i < 2; i++) {
            extents[i] = pp_test_random_below(&random, 3) > 0
                             ? PP_TABLE_WHOLE
                             : (enum pp_table_extent)pp_test_random_below(
                                   &random, PP_TABLE_WHOLE + 1);
        }
        struct pp_machine *before = machine_of(&rows, extents[0]);
        if (pp_test_random_below(&random, 4) == 0) {
            draw_rows(&random, &rows);
        } else {
            change_rows(&random, &rows);
        }
        struct pp_machine *after = machine_of(&rows, extents[1]);
        const char *broken = broken_law(before, after);
        cr_assert_null(broken, "PP_SEED=%u, run %u: %s", seed, run, broken);
        cr_assert(is_nothing(after),
                  "PP_SEED=%u, run %u: a machine differs from itself",
                  seed,
                  run);
        pp_machine_free(before);
        pp_machine_free(after);
    }
}

/* --- on the fixtures ------------------------------------------------------ */

struct walk {
    struct pp_machine *previous;
    size_t count;
};

static struct pp_machine *load_fixture(const char *path)
{
    struct pp_buf bytes;
    struct pp_load *load = NULL;
    struct pp_machine *machine = NULL;
    pp_buf_init(&bytes, 1 << 24);
    cr_assert(pp_test_read_file(path, &bytes), "%s", path);
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, pp_sv_from(path), pp_buf_view(&bytes)),
                 PP_OK);
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    pp_load_free(load);
    pp_buf_done(&bytes);
    return machine;
}

/* Each fixture with itself, and with the one in front of it. */
static void visit(void *user, const char *path)
{
    struct walk *walk = user;
    struct pp_machine *machine = load_fixture(path);
    cr_expect(is_nothing(machine), "%s differs from itself", path);
    if (walk->previous != NULL) {
        const char *broken = broken_law(walk->previous, machine);
        cr_expect_null(broken, "%s: %s", path, broken);
    }
    pp_machine_free(walk->previous);
    walk->previous = machine;
    walk->count++;
}

Test(prop_diff, the_laws_hold_of_all_fixtures)
{
    struct walk walk = {0};
    (void)pp_test_walk("fixtures", ".txt", visit, &walk);
    pp_machine_free(walk.previous);
    cr_expect_gt(walk.count, 400);
}
