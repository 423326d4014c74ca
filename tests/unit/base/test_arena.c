/* The arena: zeroed, aligned, apart from each other, and limited. */
#include <criterion/criterion.h>
#include <stdalign.h>
#include <string.h>

#include "base/arena.h"
#include "random.h"

Test(arena, pieces_are_zeroed_aligned_and_apart)
{
    struct pp_arena arena;
    pp_arena_init(&arena, 64 * 1024 * 1024);
    struct pp_test_random random = pp_test_random_from(5);
    enum {
        PIECES = 3000
    };
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    size_t sum = 0;
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = pp_test_random_below(&random, 40) == 0
                       ? pp_test_random_below(&random, 40000)
                       : pp_test_random_below(&random, 100);
        pieces[i] = pp_arena_take(&arena, sizes[i]);
        cr_assert_not_null(pieces[i]);
        cr_assert_eq((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++) {
            cr_assert_eq(pieces[i][k], 0, "piece %zu is not zeroed", i);
        }
        memset(pieces[i], (int)(i % 255 + 1), sizes[i]);
        sum += sizes[i];
        cr_assert_eq(arena.taken_bytes, sum);
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t k = 0; k < sizes[i]; k++) {
            cr_assert_eq(pieces[i][k], i % 255 + 1, "piece %zu overlaps", i);
        }
    }
    pp_arena_done(&arena);
    cr_expect_eq(arena.taken_bytes, 0);
    cr_expect_null(arena.newest);
    cr_expect_not_null(pp_arena_take(&arena, 1), "of no use after done");
    pp_arena_done(&arena);
    pp_arena_done(&arena);
}

Test(arena, its_maximum_holds_to_the_byte)
{
    struct pp_arena arena;
    pp_arena_init(&arena, 100);
    cr_expect_null(pp_arena_take(&arena, 101));
    cr_expect_not_null(pp_arena_take(&arena, 60));
    cr_expect_null(pp_arena_take(&arena, 41));
    cr_expect_not_null(pp_arena_take(&arena, 40));
    cr_expect_null(pp_arena_take(&arena, 1));
    cr_expect_eq(arena.taken_bytes, 100);
    pp_arena_done(&arena);
}

Test(arena, sizes_that_overflow_are_refused)
{
    struct pp_arena arena;
    pp_arena_init(&arena, SIZE_MAX);
    for (size_t below = 0; below < 64; below++) {
        cr_expect_null(pp_arena_take(&arena, SIZE_MAX - below));
    }
    cr_expect_eq(arena.taken_bytes, 0);
    pp_arena_done(&arena);
}

Test(arena, a_copy_is_its_own_and_ends_with_a_nul)
{
    struct pp_arena arena;
    pp_arena_init(&arena, 1000);
    char bytes[] = "port";
    struct pp_sv copy = {NULL, 0};
    cr_assert(pp_arena_copy(&arena, (struct pp_sv){bytes, 4}, &copy));
    bytes[0] = 'x';
    cr_expect_eq(copy.len, 4);
    cr_expect_str_eq(copy.ptr, "port");
    cr_assert(pp_arena_copy(&arena, (struct pp_sv){NULL, 0}, &copy));
    cr_expect_eq(copy.len, 0);
    cr_expect_str_eq(copy.ptr, "");
    struct pp_sv before = copy;
    char many[2000] = "";
    cr_expect(!pp_arena_copy(&arena, (struct pp_sv){many, 2000}, &copy));
    cr_expect_eq(copy.ptr, before.ptr, "written on failure");
    pp_arena_done(&arena);
}
