/*
 * The fuzz target of baselines: any bytes are read as one, and a policy of
 * which some rules do not hold is held against a small machine with it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz_target.h"
#include "verify/baseline.h"
#include "verify_laws.h"

static void obey(const char *broken)
{
    if (broken != NULL) {
        fprintf(stderr, "fuzz_baseline: %s\n", broken);
        abort();
    }
}

/* Read once, and kept. */
static const struct pp_policy *find_policy(struct pp_diags *diags)
{
    static struct pp_policy *policy;
    static const struct pp_sv text = PP_SV_INIT(
        "{\"schema\":\"portplan.policy/1\",\"rules\":["
        "{\"id\":\"a\",\"require\":\"bindable\",\"ports\":\"50000-50200\"},"
        "{\"id\":\"b\",\"require\":\"absent\",\"service\":\"winnat\"}]}");
    if (policy == NULL && pp_policy_parse(text, 0, diags, &policy) != PP_OK) {
        obey("the policy could not be read");
    }
    return policy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv bytes = {(const char *)data, size};
    struct pp_baseline baseline = {0};
    struct pp_diags *diags = NULL;
    if (pp_diags_new(&diags) != PP_OK) {
        obey("no memory");
    }
    const struct pp_policy *policy = find_policy(diags);
    enum pp_status status = pp_baseline_parse(bytes, 0, diags, &baseline);
    obey(pp_test_broken_reading_law(status, diags, bytes));
    if (status == PP_OK) {
        obey(pp_test_broken_baseline_law(&baseline));
        obey(pp_test_broken_verify_law(policy, &baseline));
    }
    pp_baseline_done(&baseline);
    pp_diags_free(diags);
    return 0;
}
