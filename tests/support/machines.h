/*
 * Machines from texts, so that tests can be read: exclusions as
 * "1031-1130 50000-50059* 80-80?", sockets as "135 8080@127.0.0.1".
 */
#ifndef PP_TESTS_SUPPORT_MACHINES_H
#define PP_TESTS_SUPPORT_MACHINES_H

#include "portplan/machine.h"

struct pp_test_machine {
    const char *exclusions; /* NULL: no table seen */
    const char *sockets;    /* NULL: none; without `@` on 0.0.0.0 */
    struct pp_range dynamic;
    enum pp_basis basis; /* PP_BASIS_ASSUMED: left to the machine */
};

/* A finished machine with these claims for tcp; free it with pp_machine_free.
 * A bad text ends the test. */
struct pp_machine *pp_test_machine(const struct pp_test_machine *from);

enum {
    PP_TEST_MAX_CLAIMS = 64
};

/* The claims on one port by their kinds, 64 of a kind at most. */
struct pp_test_claims {
    const struct pp_exclusion *exclusions[PP_TEST_MAX_CLAIMS];
    size_t exclusion_count;
    size_t socket_count;
    size_t reservation_count;
    size_t kept_count;
    const struct pp_convention *conventions[PP_TEST_MAX_CLAIMS];
    size_t convention_count;
    bool is_dynamic;
};

struct pp_test_claims pp_test_claims_at(const struct pp_machine *machine,
                                        enum pp_protocol protocol,
                                        uint16_t port);

#endif
