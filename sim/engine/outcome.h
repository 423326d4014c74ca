/* Outcomes, as rules fill them. Private to sim/. */
#ifndef PP_SIM_ENGINE_OUTCOME_H
#define PP_SIM_ENGINE_OUTCOME_H

#include "rule.h"

void pps_outcome_note(struct pps_outcome *outcome, enum pps_note note);
/* Sets the error and Windows' text for it. What Windows refuses is an answer:
 * the status is PP_OK. */
enum pp_status pps_outcome_refuse(struct pps_outcome *outcome, uint32_t error);
enum pp_status pps_outcome_add(struct pps_outcome *outcome,
                               const struct pps_change *change) PP_MUST_CHECK;
/* The sets of closed ports, to be filled for every protocol; NULL where changes
 * are left out. */
enum pp_status pps_outcome_closed(struct pps_outcome *outcome,
                                  struct pp_portset **ret_closed) PP_MUST_CHECK;
void pps_outcome_clash_claim(struct pps_outcome *outcome,
                             const struct pps_claim *claim);
void pps_outcome_clash_socket(struct pps_outcome *outcome,
                              const struct pps_socket *socket);
struct pps_change pps_change_of_claim(enum pps_change_op op,
                                      enum pp_protocol protocol,
                                      const struct pps_claim *claim);
struct pps_change pps_change_of_port(enum pps_change_op op,
                                     enum pp_protocol protocol,
                                     uint16_t port);
struct pps_change pps_change_of_name(enum pps_change_op op,
                                     enum pps_change_what what,
                                     const char *name);

/* Below, above or 0 as of qsort: by kind, protocol, what is added first, range;
 * then whatever else keeps them apart. */
int pps_change_compare(const struct pps_change *a, const struct pps_change *b);

/* An exclusion that a step makes, in force, without `*` and without a place in
 * the persistent store. */
struct pps_claim pps_claim_of_step(struct pp_range range,
                                   enum pp_owner owner,
                                   const char *reason);
/* Adds an exclusion, or removes the one of that index, and records the change
 * in the outcome. */
enum pp_status pps_add_claim(struct rule *rule,
                             enum pp_protocol protocol,
                             const struct pps_claim *claim) PP_MUST_CHECK;
enum pp_status pps_remove_claim(struct rule *rule,
                                enum pp_protocol protocol,
                                size_t index) PP_MUST_CHECK;

#endif
