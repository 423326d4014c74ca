/*
 * Can ports be bound after the next reboot: the share of simulated boots after
 * which all of them can be. What is no matter of chance (an administered
 * exclusion that refuses the kind of bind, a socket, http.sys) counts for all
 * boots.
 */
#ifndef PP_SIM_FORECAST_AFTER_BOOT_H
#define PP_SIM_FORECAST_AFTER_BOOT_H

#include "montecarlo.h"

struct pps_bind_query {
    struct pp_port_query ports;
    enum pp_bind_kind kind;
};

struct pps_after_boot {
    bool is_known; /* false: no table of the protocol was captured */
    double share;
    struct pps_interval interval; /* Wilson, 95 %; a point where it is no
                                   * matter of chance */
};

/* Asks all `count` queries of the same boots; `ret_answers` has room for as
 * many. `asked` of the options is ignored. */
enum pp_status pps_after_boot(const struct pp_machine *machine,
                              const struct pps_bind_query *queries,
                              size_t count,
                              const struct pps_montecarlo_options *options,
                              struct pps_after_boot *ret_answers) PP_MUST_CHECK;

#endif
