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

/* Makes a step of when the service starts, by the word of sc or of Set-Service:
 * the registry's value that both write. An unknown word fails. */
void pps_step_set_startup(struct step_parser *parser,
                          struct pp_sv name,
                          struct pp_sv word);

/* The name by which a step sets that value: Start has that of its service. */
struct pp_sv pps_step_value_name(struct pp_sv key, struct pp_sv name);

/* Whether the key, as reg or PowerShell names it, is the one under which
 * Windows reads the value; of values that are not known any key is. Otherwise
 * it fails at the key. */
bool pps_step_check_key(struct step_parser *parser,
                        struct pp_sv key,
                        struct pp_sv name);

#endif
