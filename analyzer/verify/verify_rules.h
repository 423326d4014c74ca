/* The rules: one function a kind, each of which adds its checks. */
#ifndef PP_VERIFY_VERIFY_RULES_H
#define PP_VERIFY_VERIFY_RULES_H

#include "base/arena.h"
#include "verify.h"

/* One rule on one machine. */
struct rule_question {
    const struct pp_verify_host *host;
    size_t host_index;
    const struct pp_rule *rule;
    const struct pp_verify_options *options;
    struct pp_arena *arena; /* for messages */
    /* Where a finished check goes. */
    enum pp_status (*add)(void *user, const struct pp_verify_check *check);
    void *user;
};

/* Adds the checks of the rule, without what makes findings of them. */
enum pp_status
pp_verify_rule_ask(const struct rule_question *question) PP_MUST_CHECK;

#endif
