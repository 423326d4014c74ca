/*
 * Lists of the ports that a rule is about, and the files of a project that
 * name them.
 */
#ifndef PP_VERIFY_POLICY_PORTS_H
#define PP_VERIFY_POLICY_PORTS_H

#include "base/arena.h"
#include "policy.h"

/* What the readers of files fill; texts go into the arena. */
struct port_source {
    struct pp_arena *arena;
    struct pp_wanted_list *list;
    uint32_t capture; /* of diagnostics */
    struct pp_diags *diags;
};

/* Adds a copy of the item, unless the same ports are there already, bound in
 * the same way. PP_ERR_LIMIT past PP_LIMIT_RULE_PORTS. */
enum pp_status pp_wanted_add(struct pp_wanted_list *list,
                             const struct pp_wanted *wanted) PP_MUST_CHECK;
/* Whether the same ports are there already, bound in the same way. */
bool pp_wanted_has(const struct pp_wanted_list *list,
                   const struct pp_wanted *wanted);
void pp_wanted_done(struct pp_wanted_list *list);

/* Adds an item of a file, whose texts are copied. */
enum pp_status pp_port_source_add(const struct port_source *source,
                                  const struct pp_wanted *wanted) PP_MUST_CHECK;

#endif
