/*
 * What holds of a policy, a baseline and a file of ports, whatever bytes they
 * were read from, and of the answer of `verify` to them: the laws of the fuzz
 * targets. Each function gives NULL, or the first law that is broken, in words.
 */
#ifndef PP_TESTS_SUPPORT_VERIFY_LAWS_H
#define PP_TESTS_SUPPORT_VERIFY_LAWS_H

#include "verify/policy.h"

/*
 * What reading a document of `text` gave: PP_OK, or PP_ERR_FORMAT with at least
 * one error; every error has words, and a place that is in the text; their
 * report has no control bytes. Nothing else can come of it while there is
 * memory.
 */
const char *pp_test_broken_reading_law(enum pp_status status,
                                       const struct pp_diags *diags,
                                       struct pp_sv text);

/* Rules and waivers are as portplan/policy.h says: ports in order, shares
 * above 0 and at most 1, sizes that there are, ids each once, waivers of rules
 * that there are, days of the calendar. */
const char *pp_test_broken_policy_law(const struct pp_policy *policy);

/* Sorted, and what is in it is found. */
const char *pp_test_broken_baseline_law(const struct pp_baseline *baseline);

/*
 * The policy held against a small machine, with few simulated boots and
 * `baseline` (NULL: none): every report is UTF-8 without control bytes, those
 * in JSON are JSON, the answer adds up, it is the same twice, and the findings
 * written as a baseline leave none that fails.
 */
const char *pp_test_broken_verify_law(const struct pp_policy *policy,
                                      const struct pp_baseline *baseline);

#endif
