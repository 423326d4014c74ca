/* Names that Windows gives services, features and registry keys. Private to
 * sim/. */
#ifndef PP_SIM_STEPS_WINSTEPS_NAMES_H
#define PP_SIM_STEPS_WINSTEPS_NAMES_H

#include "portplansim/scenario.h"

#include "step_words.h"

/* winnat or hns by its service name or display name; the features by the
 * names that DISM gives them. */
bool pps_step_service_named(struct pp_sv name, enum pps_service *ret_service);
bool pps_step_feature_named(struct pp_sv name, enum pps_feature *ret_feature);

/* Whether the key, as reg or PowerShell names it, is the one under which
 * Windows reads the value; of values that are not known any key is. Otherwise
 * it fails at the key. */
bool pps_step_check_key(struct step_parser *parser,
                        struct pp_sv key,
                        struct pp_sv name);

#endif
