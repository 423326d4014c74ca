/* A check in the making: what all kinds of rules do alike. */
#ifndef PP_VERIFY_VERIFY_CHECK_H
#define PP_VERIFY_VERIFY_CHECK_H

#include "verify_rules.h"

struct check_draft {
    struct pp_verify_check check;
    struct pp_buf text; /* the message in the making */
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

/* Adds the check of ports that a file names and that cannot be told. */
enum pp_status
pp_verify_check_unclear(const struct rule_question *question,
                        const struct pp_wanted *wanted) PP_MUST_CHECK;

/* Asks for each of the ports that the rule names, unclear ones aside. */
enum pp_status pp_verify_check_each(
    const struct rule_question *question,
    enum pp_status (*ask)(const struct rule_question *question,
                          const struct pp_wanted *wanted)) PP_MUST_CHECK;

/* What a rule about the dynamic range comes to, which `holds` or not: a range
 * that no capture shows decides nothing. */
enum pp_verify_result
pp_verify_check_judge_dynamic(const struct pp_dynamic *dynamic, bool holds);

#endif
