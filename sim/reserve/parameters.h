/*
 * The numbers that the reservation models run on. Those compiled in are
 * fitted to captured tables by `./dev calibrate`; how, and how well they do,
 * is in docs/model-card.md.
 *
 * Chances are in 1000ths (permille). All draws are of whole numbers, so that
 * every platform draws alike.
 */
#ifndef PP_SIM_RESERVE_PARAMETERS_H
#define PP_SIM_RESERVE_PARAMETERS_H

#include "portplan/range.h"

enum {
    PPS_NUMBER_SLICES = 24,
    PPS_OFFSET_SLICES_MAX = 24,
    PPS_SPREAD_SLICES = 10,
    PPS_USUAL_PORTS_MAX = 8,
    PPS_HIGH_ZONE_FIRST = 49152, /* first port of the default range */
};

/* Where first bursts begin, in ports above the bottom of the dynamic range:
 * equally likely slices, from one knot to the next, evenly within. */
struct pps_offsets {
    uint8_t slice_count;                       /* knots less one */
    uint16_t knots[PPS_OFFSET_SLICES_MAX + 1]; /* ascending */
};

/* What differs between dynamic ranges that begin at 49152 or above, and those
 * that begin below. */
struct pps_zone {
    struct pps_offsets first_bursts;
    uint16_t jump_permille; /* see below */
};

/* Ports that most machines have in use when blocks are made, whatever a
 * capture says of them. */
struct pps_usual_port {
    struct pp_range ports;
    uint16_t permille; /* of machines */
};

struct pps_reserve_parameters {
    unsigned version;
    /* How many blocks a machine has, of which no table was captured: equally
     * likely numbers. */
    uint8_t numbers[PPS_NUMBER_SLICES];
    /* How the number of a captured machine changes from one start to the
     * next: equally likely factors, in 1000ths. */
    uint16_t number_spread[PPS_SPREAD_SLICES];
    struct pps_zone low;
    struct pps_zone high;
    uint16_t first_anywhere_permille; /* a first burst begins anywhere */
    /* Bursts after the first, of a machine with any number of blocks, on the
     * mean; in 1000ths of a burst. */
    uint32_t later_bursts_permille;
    /* Between two blocks of a burst, one of: the cursor stands behind a busy
     * port; whole blocks are left out; it is moved on by up to ten blocks. */
    uint16_t busy_port_permille;
    uint16_t left_out_permille;
    uint16_t left_out_again_permille; /* one more, up to nine */
    /* A burst begins where one began in the capture: at the next boot, and
     * when HNS or winnat is started without one. */
    uint16_t old_place_boot_permille;
    uint16_t old_place_start_permille;
    /* HNS keeps its own row 50000-50059: machines that do, where no capture
     * shows. */
    uint16_t hns_row_permille;
    uint8_t usual_port_count;
    struct pps_usual_port usual_ports[PPS_USUAL_PORTS_MAX]; /* ascending */
};

/* Those that `./dev calibrate` has fitted. */
extern const struct pps_reserve_parameters pps_reserve_calibrated;

#endif
