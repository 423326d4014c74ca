/*
 * The fuzz target of loading: any bytes are loaded, the machine is built from
 * them and asked about all ports. Whatever the bytes are, the load succeeds
 * and keeps its laws (tests/support/load_laws.h).
 *
 * libFuzzer links it (./dev fuzz), and so does fuzz_replay.c, which needs no
 * clang.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz_target.h"
#include "load_laws.h"

static void fail(const char *what)
{
    fprintf(stderr, "fuzz_load: %s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv bytes = {(const char *)data, size};
    struct pp_load *load = NULL;
    if (pp_load_new(NULL, &load) != PP_OK ||
        pp_load_add_bytes(load, PP_SV("fuzz"), bytes) != PP_OK) {
        fail("the load did not succeed");
    }
    const char *broken = pp_test_broken_law(load);
    if (broken == NULL) {
        broken = pp_test_broken_machine_law(load);
    }
    if (broken == NULL) {
        broken = pp_test_broken_law(load); /* the machine's diagnostics too */
    }
    if (broken != NULL) {
        fail(broken);
    }
    pp_load_free(load);
    return 0;
}
