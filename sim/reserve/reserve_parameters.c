/*
 * The calibrated numbers, and what each rests on. Written by `./dev calibrate`
 * from fixtures/captures.jsonl; do not edit (docs/model-card.md).
 */
#include "parameters.h"

/* clang-format off */
const struct pps_reserve_parameters pps_reserve_calibrated = {
    .version = 3,
    /* The numbers of 90 TCP tables (17 complete ones high, 31 low, 42
     * in prose), mean of each 24th part. 3 of them (35, 40, 123) lie
     * above Tukey's upper fence and count as 21, so that the mean does
     * not hang on one of them. */
    .numbers = {2, 3, 3, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7, 8, 9, 9, 10, 10, 12,
        13, 15, 18, 21, 21},
    /* A choice: a log-normal of sigma 0.3, its tenths. In five pairs of
     * one machine the logarithm of the number changes by 0.17 (standard
     * deviation); wider, because five are few and four of them are
     * prose. */
    .number_spread = {611, 733, 817, 891, 963, 1038, 1123, 1224, 1365,
        1638},
    /* Where the first block lies in 31 complete TCP tables, 14 that are
     * cut or have blocks in other zones too, 22 in prose: 12 equally
     * likely slices of 67 offsets from 1024, up to the highest (9596).
     * Jumps, 101 to 999 ports: 36 of 439 gaps between neighbours. */
    .low = {.first_bursts = {12, {0, 7, 34, 78, 559, 801, 1309, 3398, 4082,
        5501, 6702, 7716, 9596}}, .jump_permille = 95},
    /* Where the first block lies in 17 complete TCP tables, 10 that are
     * cut or have blocks in other zones too: 6 equally likely slices of
     * 27 offsets from 49152, up to the highest (7486). Jumps, 101 to
     * 999 ports: 20 of 125 gaps between neighbours. */
    .high = {.first_bursts = {6, {0, 518, 531, 586, 980, 2988, 7486}},
        .jump_permille = 165},
    /* A choice: from 0 to 150 the scores change by less than 0.001. */
    .first_anywhere_permille = 50,
    /* The rates are fitted by simulated moments
     * (docs/model-card.md#the-fit): with them the simulated tables have
     * the classes of gaps that the captures have, a table above the
     * fence weighing as much as one at the fence. Counts are of the
     * captures, unweighed. Over 1000 ports: 47 of 564 gaps between
     * neighbours, in 48 tables. */
    .later_bursts_permille = 1585,
    /* 1 to 99 ports: 81 of 564 gaps between neighbours, some of which
     * the usual ports make. */
    .busy_port_permille = 140,
    /* Whole blocks: 21 of 564 gaps between neighbours. */
    .left_out_permille = 55,
    /* Gaps of whole blocks in all usable TCP tables, by their ports: 25
     * of 100, 5 of 200, 1 of 300, 2 of 400; geometric. */
    .left_out_again_permille = 285,
    /* A choice: in four pairs with a reboot 1 of 12 runs of blocks
     * begins where one began before; 0 would score the same. */
    .old_place_boot_permille = 80,
    /* A choice: in one pair with a restart of HNS both runs begin
     * within 150 ports of old ones, none at one. */
    .old_place_start_permille = 500,
    /* 50000-50059 stands in 55 of 58 complete tables with blocks. */
    .hns_row_permille = 950,
    .usual_port_count = 4,
    /* In use on that many machines, in tenths. */
    .usual_ports = {
        /* A run of blocks begins right behind it in 5 of 37 complete
         * tables with low blocks; a block lies over it in 4. */
        {{2179, 2179}, 600},
        /* A run of blocks begins right behind it in 4 of 37 complete
         * tables with low blocks; a block lies over it in 1. */
        {{5040, 5040}, 800},
        /* http.sys has its row in 18 of 37 complete tables with low
         * blocks. */
        {{5357, 5357}, 500},
        /* A run of blocks begins right behind it in 2 of 37 complete
         * tables with low blocks; a block lies over it in 5. */
        {{7680, 7680}, 300},
    },
};
/* clang-format on */
