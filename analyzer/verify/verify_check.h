/* A check while it is made: what all kinds of rules share. */
#ifndef PP_VERIFY_VERIFY_CHECK_H
#define PP_VERIFY_VERIFY_CHECK_H

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

struct check_draft {
    struct pp_verify_check check;
    struct pp_buf text; /* the message so far */
};

/* A check that holds, of the rule, and of the ports where `wanted` is not
 * NULL. */
struct check_draft pp_verify_check_begin(const struct rule_question *question,
                                         const struct pp_wanted *wanted);

/* `8080/tcp` at the beginning of the message, with the service that publishes
 * it where the project's files name one. */
void pp_verify_check_say_ports(struct check_draft *draft);

/* Hands the check on; frees the draft. */
enum pp_status pp_verify_check_end(const struct rule_question *question,
                                   struct check_draft *draft) PP_MUST_CHECK;

/* Adds the check of ports that a file names in a way that leaves them open. */
enum pp_status
pp_verify_check_unclear(const struct rule_question *question,
                        const struct pp_wanted *wanted) PP_MUST_CHECK;

/* Asks for each of the ports that the rule names, unclear ones aside. */
enum pp_status pp_verify_check_each(
    const struct rule_question *question,
    enum pp_status (*ask)(const struct rule_question *question,
                          const struct pp_wanted *wanted)) PP_MUST_CHECK;

/* PP_VERIFY_UNKNOWN unless `is_known`. */
enum pp_verify_result pp_verify_check_result(bool is_known, bool holds);

#endif
