/*
 * The question of `portplan forecast`: how likely is each port to be excluded
 * after the next boot, and which ports are the safest? Reads it off the counts
 * of montecarlo.h.
 */
#ifndef PP_SIM_FORECAST_FORECAST_H
#define PP_SIM_FORECAST_FORECAST_H

#include "montecarlo.h"
#include "sim/state/profile.h"

/* Why a port has the share that it has. */
enum pps_why {
    PPS_WHY_DYNAMIC = 0,  /* blocks may be made over it */
    PPS_WHY_OUTSIDE,      /* outside the dynamic range: none ever is */
    PPS_WHY_ADMINISTERED, /* an administered exclusion keeps blocks away */
    PPS_WHY_IN_USE,       /* a socket does, from boot on */
    PPS_WHY_FIXED,        /* a row that comes back at every boot holds it */
    PPS_WHY_NOTHING,      /* nothing on this machine reserves blocks */
    PPS_WHY_UNKNOWN,      /* no table of that protocol was captured, or rows
                           * of it are missing there */
    PPS_WHY_MIRRORED,     /* WSL's mirrored run may lie there */
};
enum {
    PPS_WHY_COUNT = 8
};

/* "dynamic-range", "outside", "administered", "in-use", "fixed",
 * "nothing-reserves", "unknown", "wsl-mirrored" */
const char *pps_why_name(enum pps_why why);

/* A row of the table of exclusions. */
struct pps_forecast_row {
    struct pp_range range;
    enum pp_owner owner;
    struct pp_place place; /* line 0: no capture has it */
};

/* The answer for a port, or for a range as a whole. */
struct pps_port_forecast {
    enum pp_protocol protocol;
    struct pp_range range;
    enum pps_why why;
    double share; /* boots with at least one port of it excluded */
    struct pps_interval interval; /* Wilson, 95 %; a point where it is no
                                   * matter of chance */
    double least_share;           /* of its ports, each by itself */
    double most_share;
    struct pps_forecast_row row; /* behind PPS_WHY_ADMINISTERED and
                                  * PPS_WHY_FIXED */
    bool is_excluded_now;        /* before the boot, by this row */
    struct pps_forecast_row now;
};

/* Of a port asked by itself; a range of several asks by `asked`. */
struct pps_port_forecast
pps_forecast_port(const struct pps_montecarlo *montecarlo,
                  enum pp_protocol protocol,
                  uint16_t port);

/* Of item `index` of montecarlo->asked. */
struct pps_port_forecast
pps_forecast_asked(const struct pps_montecarlo *montecarlo, size_t index);

/* Neighbouring ports that are all about as safe. */
struct pps_stretch {
    struct pp_range range;
    double most_share; /* of the port that is excluded most often */
};

enum {
    PPS_STRETCHES_MAX = 3
};

/*
 * The longest stretches of the lowest shares, longest first: inside the
 * dynamic range those of ports about as rarely excluded as its safest tenth,
 * outside it (from port 1024 on) those that no row holds. What is
 * administered or in use breaks a stretch. Returns how many there are.
 */
size_t
pps_forecast_stretches(const struct pps_montecarlo *montecarlo,
                       enum pp_protocol protocol,
                       bool is_inside,
                       struct pps_stretch ret_stretches[PPS_STRETCHES_MAX]);

/* The state that a captured machine is in before the forecast's boot: that of
 * pps_state_from_machine; but where features that reserve ports are on and no
 * table at all was captured, blocks are drawn as the corpus has them. */
enum pp_status pps_forecast_state(const struct pp_machine *machine,
                                  struct pps_state *ret_state) PP_MUST_CHECK;

/* What is printed; all of it borrowed. */
struct pps_forecast {
    const struct pps_montecarlo *montecarlo; /* its `asked` are the ports */
    enum pp_protocol protocol;               /* of the overview */
    const struct pps_profile *profile;       /* NULL: captures */
    struct pp_sv subject;              /* what it is about: names of captures */
    const struct pp_sv *capture_names; /* of places, by index; may be NULL */
    size_t capture_count;
    bool is_range_given;    /* by an option */
    uint32_t precision_ppm; /* asked for; 0: none */
};

#endif
