/*
 * The rules, one subject a file, and what they share. Private to sim/.
 */
#ifndef PP_SIM_ENGINE_ENGINE_RULES_H
#define PP_SIM_ENGINE_ENGINE_RULES_H

#include "portplansim/engine.h"

/* Windows' error numbers that portplan/bind.h does not have. */
enum {
    ERROR_ELEMENT_NOT_FOUND = 1168,
    ERROR_NET_ALREADY_STARTED = 2182, /* NET HELPMSG 2182 */
    ERROR_NET_NOT_STARTED = 3521,     /* NET HELPMSG 3521 */
};

/* Everything that a rule works on. */
struct rule {
    struct pps_engine *engine;
    const struct pps_step *step;
    struct pps_state *state;
    struct pps_prng *prng;
    struct pps_outcome *outcome;
};

/* --- outcome.c --- */

void outcome_note(struct pps_outcome *outcome, enum pps_note note);
/* Sets the error and Windows' text for it. */
void outcome_refuse(struct pps_outcome *outcome, uint32_t error);
enum pp_status outcome_add(struct pps_outcome *outcome,
                           const struct pps_change *change) PP_MUST_CHECK;
/* The sets of closed ports, to be filled for every protocol; NULL where changes
 * are left out. */
enum pp_status outcome_closed(struct pps_outcome *outcome,
                              struct pp_portset **ret_closed) PP_MUST_CHECK;
void outcome_clash_claim(struct pps_outcome *outcome,
                         const struct pps_claim *claim);
void outcome_clash_socket(struct pps_outcome *outcome,
                          const struct pps_socket *socket);
struct pps_change change_of_claim(enum pps_change_op op,
                                  enum pp_protocol protocol,
                                  const struct pps_claim *claim);
struct pps_change
change_of_port(enum pps_change_op op, enum pp_protocol protocol, uint16_t port);
struct pps_change change_of_name(enum pps_change_op op,
                                 enum pps_change_what what,
                                 const char *name);

static inline uint8_t assumed(const struct rule *rule,
                              enum pp_assumption assumption)
{
    return rule->engine->assumptions.chosen[assumption];
}

/* --- the rules: each is one or more kinds of steps --- */

enum pp_status rule_reserve(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_unreserve(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_dynamic(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_set(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_install(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_preset(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_start(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_stop(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_restart(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_feature(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_reboot(struct rule *rule) PP_MUST_CHECK;
/* Its two parts: what is alike in every run, and what is drawn. */
enum pp_status boot_alike(struct rule *rule) PP_MUST_CHECK;
enum pp_status boot_drawn(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_adapter(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_bind(struct rule *rule) PP_MUST_CHECK;
enum pp_status rule_close(struct rule *rule) PP_MUST_CHECK;
void rule_expect(struct rule *rule);

/* --- shared by several rules --- */

/* An exclusion comes, or the one of that index goes; the outcome tells. */
enum pp_status add_claim(struct rule *rule,
                         enum pp_protocol protocol,
                         const struct pps_claim *claim) PP_MUST_CHECK;
enum pp_status remove_claim(struct rule *rule,
                            enum pp_protocol protocol,
                            size_t index) PP_MUST_CHECK;

/* A dynamic port range comes into force; both changes are told. */
enum pp_status set_dynamic(struct rule *rule,
                           enum pp_protocol protocol,
                           struct pp_range range,
                           enum pp_basis basis) PP_MUST_CHECK;

/* A captured system up to Server 2003: MaxUserPort and its updates alone say
 * what is handed out, and nothing has a table of exclusions. */
bool is_before_vista(const struct pps_state *state);

/* What a restart makes of ReservedPorts there, where a step changed it. */
enum pp_status load_reserved_ports(struct pps_state *state) PP_MUST_CHECK;

/* What a restart makes of MaxUserPort and, up to Server 2003, of updates
 * (model/ephemeral.h): false where the dynamic range stays as the
 * persistent store has it. */
bool range_at_boot(const struct rule *rule,
                   enum pp_protocol protocol,
                   struct pp_range *ret_range,
                   enum pp_basis *ret_basis);

/* The number that a step gave the value. False: no step did; a step that
 * deleted it sets *ret_is_deleted. */
bool value_number(const struct pps_state *state,
                  const char *name,
                  uint32_t *ret_number,
                  bool *ret_is_deleted);
/* Whether the service runs; blocks prove it where nothing else tells. */
enum pp_tri running_state(const struct pps_state *state,
                          enum pps_service service);

/* Which blocks go when something stops. */
enum blocks_of {
    BLOCKS_OF_WINNAT = 0,
    BLOCKS_OF_LOAD_BALANCER,
};

/* Takes away every block of that kind, in both protocols. */
enum pp_status release_blocks(struct rule *rule,
                              enum blocks_of kind) PP_MUST_CHECK;

/* On what occasion blocks are made: how much of the old places is left. */
enum occasion {
    OCCASION_BOOT = 0,
    OCCASION_START, /* of winnat or HNS, without a restart of the machine */
    OCCASION_BURST, /* one burst more, beside what is there */
};

/* Lets the model place blocks of that kind anew. */
enum pp_status remake_blocks(struct rule *rule,
                             enum blocks_of kind,
                             enum occasion occasion) PP_MUST_CHECK;
/* Whether anything on this machine asks winnat for blocks. */
bool wants_blocks(const struct pps_state *state, bool is_explicit);

/* HNS, when it starts, makes or drops its own `*` row. */
enum pp_status remake_hns_row(struct rule *rule) PP_MUST_CHECK;
/* Chance decides whether this machine has one. */
bool is_hns_row_drawn(const struct pps_state *state);
/* By the captured registry and what steps set since. */
bool is_hns_row_off(const struct pps_state *state);

/* WSL's mirrored networking lets go of its ports, and takes others. */
enum pp_status release_mirrored(struct rule *rule) PP_MUST_CHECK;
enum pp_status remake_mirrored(struct rule *rule) PP_MUST_CHECK;

/* At boot: sockets that do not come back go; those of programs that do are
 * set aside until HNS has reserved, then find their ports or lose them. */
enum pp_status drop_sockets(struct rule *rule) PP_MUST_CHECK;
enum pp_status return_sockets(struct rule *rule) PP_MUST_CHECK;

#endif
