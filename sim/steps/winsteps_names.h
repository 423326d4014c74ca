/* Names that Windows gives services, features and registry keys. Private to
 * sim/. */
#ifndef PP_SIM_STEPS_WINSTEPS_NAMES_H
#define PP_SIM_STEPS_WINSTEPS_NAMES_H

#include "portplansim/scenario.h"

#include "step_words.h"

/* Make a step of that kind about a service, by its name or display name, or a
 * feature, by the name that DISM gives it. What is done to one that is not
 * modelled is still understood: PPS_STEP_OTHER. */
void pps_step_set_service(struct pps_step *step,
                          enum pps_step_kind kind,
                          struct pp_sv name);
void pps_step_set_feature(struct pps_step *step,
                          enum pps_step_kind kind,
                          struct pp_sv name);

/* A step for each name of a list as cmd and PowerShell write it:
 * `hns, "winnat"`, `@('hns','winnat')`. */
void pps_step_add_services(struct step_parser *parser,
                           enum pps_step_kind kind,
                           struct pp_sv list);

/* How a service is told to start: auto, demand, Manual, 4, ... False: it is
 * none of them. */
bool pps_step_startup(struct pp_sv word, enum pps_startup *ret_startup);

/* Whether the value is `Start` of a service, which makes it a step about that
 * service. */
bool pps_step_set_start_value(struct step_parser *parser,
                              struct pp_sv key,
                              struct pp_sv name,
                              struct pp_sv data);

/* Whether the key, as reg or PowerShell names it, is the one under which
 * Windows reads the value; of values that are not known any key is. Otherwise
 * it fails at the key. */
bool pps_step_check_key(struct step_parser *parser,
                        struct pp_sv key,
                        struct pp_sv name);

#endif
