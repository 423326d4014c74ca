/*
 * The fuzz target of policies: any bytes are read as one, and what could be
 * read is held against a small machine. The files that its rules name are
 * always the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz_target.h"
#include "verify_laws.h"

static void obey(const char *broken)
{
    if (broken != NULL) {
        fprintf(stderr, "fuzz_policy: %s\n", broken);
        abort();
    }
}

/* Ports of a file, by the ending of its name. */
static struct pp_sv bytes_of(struct pp_sv from)
{
    return pp_sv_ends(from, PP_SV("n"))
               ? PP_SV("{\"profiles\":{\"web\":{\"applicationUrl\":"
                       "\"http://localhost:5000\"}}}")
               : PP_SV("services: {web: {ports: ['8080:80', '$X:80']}}");
}

static void take_sources(struct pp_policy *policy)
{
    size_t count = 0;
    const struct pp_rule *rules = pp_policy_rules(policy, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_diags *diags = NULL;
        if (rules[i].from.len == 0) {
            continue;
        }
        if (pp_diags_new(&diags) != PP_OK ||
            pp_policy_take_source(
                policy, i, bytes_of(rules[i].from), 0, diags) != PP_OK) {
            obey("a file of ports could not be read");
        }
        pp_diags_free(diags);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv bytes = {(const char *)data, size};
    struct pp_policy *policy = NULL;
    struct pp_diags *diags = NULL;
    if (pp_diags_new(&diags) != PP_OK) {
        obey("no memory");
    }
    enum pp_status status = pp_policy_parse(bytes, 0, diags, &policy);
    obey(pp_test_broken_reading_law(status, diags, bytes));
    if (status == PP_OK) {
        obey(pp_test_broken_policy_law(policy));
        take_sources(policy);
        obey(pp_test_broken_policy_law(policy));
        obey(pp_test_broken_verify_law(policy, NULL));
    }
    pp_policy_free(policy);
    pp_diags_free(diags);
    return 0;
}
