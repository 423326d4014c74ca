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

#endif
