/*
 * The fuzz target of the files that a policy takes ports from: any bytes are
 * read as PP_FUZZ_FROM, a compose file or launchSettings.json, and the policy
 * with their ports is held against a small machine.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz_target.h"
#include "verify_laws.h"

static void obey(const char *broken)
{
    if (broken != NULL) {
        fprintf(stderr, "fuzz_port_source: %s\n", broken);
        abort();
    }
}

static struct pp_policy *open_policy(struct pp_diags *diags)
{
    struct pp_policy *policy = NULL;
    if (pp_policy_parse(
            PP_SV("{\"schema\":\"portplan.policy/1\",\"rules\":[{\"id\":\"a\","
                  "\"require\":\"bindable\",\"from\":\"" PP_FUZZ_FROM "\"}]}"),
            0,
            diags,
            &policy) != PP_OK) {
        obey("the policy could not be read");
    }
    return policy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv bytes = {(const char *)data, size};
    struct pp_diags *diags = NULL;
    size_t count = 0;
    if (pp_diags_new(&diags) != PP_OK) {
        obey("no memory");
    }
    struct pp_policy *policy = open_policy(diags);
    enum pp_status status = pp_policy_take_source(policy, 0, bytes, 0, diags);
    obey(pp_test_broken_reading_law(status, diags, bytes));
    obey(pp_test_broken_policy_law(policy));
    if (status == PP_OK && pp_policy_rules(policy, &count)->wanted.count > 0) {
        obey(pp_test_broken_verify_law(policy, NULL));
    }
    pp_policy_free(policy);
    pp_diags_free(diags);
    return 0;
}
