/*
 * Two sockets on one port: the conflict tables, cell by cell, of Microsoft's
 * page "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE"
 * (docs/ports-on-windows.md#two-sockets-on-one-port).
 */
#include "bind_conflict.h"

#include <assert.h>

#include "portplan/bind.h"

enum {
    OK = PP_WIN_OK,
    ACC = PP_WSA_ACCES,
    USE = PP_WSA_ADDRINUSE,
};

/* A socket in the tables: 2 * its options + whether its address is specific.
 * W is the wildcard address, S a specific one. */
enum {
    OPTIONS_COUNT = 3,
    SHAPE_COUNT = 2 * OPTIONS_COUNT,
};

/* clang-format off */
static const uint16_t same_user[SHAPE_COUNT][SHAPE_COUNT] = {
    /* second:     Def W  Def S  Reuse W  Reuse S  Excl W  Excl S */
    /* Default W */ {USE,   OK,    ACC,     OK,      USE,    OK},
    /* Default S */ {OK,    USE,   OK,      ACC,     USE,    USE},
    /* Reuse W   */ {USE,   OK,    OK,      OK,      USE,    OK},
    /* Reuse S   */ {OK,    USE,   OK,      OK,      USE,    USE},
    /* Excl W    */ {USE,   ACC,   ACC,     ACC,     USE,    ACC},
    /* Excl S    */ {OK,    USE,   OK,      ACC,     USE,    USE},
};

static const uint16_t different_users[SHAPE_COUNT][SHAPE_COUNT] = {
    /* second:     Def W  Def S  Reuse W  Reuse S  Excl W  Excl S */
    /* Default W */ {USE,   ACC,   ACC,     ACC,     USE,    ACC},
    /* Default S */ {OK,    USE,   OK,      ACC,     USE,    USE},
    /* Reuse W   */ {USE,   ACC,   OK,      OK,      USE,    ACC},
    /* Reuse S   */ {OK,    USE,   OK,      OK,      USE,    USE},
    /* Excl W    */ {USE,   ACC,   ACC,     ACC,     USE,    ACC},
    /* Excl S    */ {OK,    USE,   OK,      ACC,     USE,    USE},
};

/* NT 4.0 to XP, whoever the users are and whatever mix of W and S. */
static const uint16_t before_2003[OPTIONS_COUNT][OPTIONS_COUNT] = {
    /* second:   Default  Reuse  Exclusive */
    /* Default   */ {USE,    OK,    USE},
    /* Reuse     */ {USE,    OK,    USE},
    /* Exclusive */ {USE,    ACC,   USE},
};
/* clang-format on */

static size_t shape_of(enum pp_bind_kind options,
                       const struct pp_address *address)
{
    return 2 * (size_t)options + (address->kind == PP_ADDRESS_SPECIFIC);
}

static uint16_t look_up(const struct pp_bind_request *request,
                        const struct pp_holder *holder)
{
    if (request->rules.is_before_2003) {
        return before_2003[holder->options][request->kind];
    }
    size_t first = shape_of(holder->options, &holder->address);
    size_t second = shape_of(request->kind, &request->address);
    return holder->is_other_user ? different_users[first][second]
                                 : same_user[first][second];
}

/* The page's own example: exclusive on `::` of both stacks where an IPv4
 * socket has 127.0.0.1 is WSAEACCES, though the cell of the table is not. */
static bool is_exclusive_over_ipv4(const struct pp_bind_request *request,
                                   const struct pp_holder *holder)
{
    return request->kind == PP_BIND_EXCLUSIVE &&
           request->address.family == PP_FAMILY_BOTH &&
           holder->address.family == PP_FAMILY_IPV4 &&
           holder->address.kind == PP_ADDRESS_SPECIFIC;
}

static uint16_t meet_known(const struct pp_bind_request *request,
                           const struct pp_holder *holder)
{
    const struct pp_address *first = &holder->address;
    const struct pp_address *second = &request->address;
    bool are_specific = first->kind == PP_ADDRESS_SPECIFIC &&
                        second->kind == PP_ADDRESS_SPECIFIC;
    if (!pp_address_shares_stack(first, second) ||
        (are_specific && !pp_address_is_same(first, second))) {
        return OK;
    }
    if (is_exclusive_over_ipv4(request, holder)) {
        return ACC;
    }
    return look_up(request, holder);
}

enum pp_windows_error pp_bind_conflict(const struct pp_bind_request *request,
                                       const struct pp_holder *holder)
{
    assert(pp_bind_has_address(request->kind));
    assert(pp_bind_has_address(holder->options));
    if (holder->address.kind != PP_ADDRESS_UNKNOWN) {
        return (enum pp_windows_error)meet_known(request, holder);
    }
    /* A wildcard of both stacks, or the very address that is asked. */
    struct pp_holder guess = *holder;
    guess.address = (struct pp_address){.kind = PP_ADDRESS_WILDCARD,
                                        .family = PP_FAMILY_BOTH};
    uint16_t error = meet_known(request, &guess);
    if (error == OK) {
        guess.address = request->address;
        error = meet_known(request, &guess);
    }
    return (enum pp_windows_error)error;
}

void pp_bind_meet(const struct pp_bind_request *request,
                  const struct pp_holder *holder,
                  struct pp_port_state *state)
{
    state->is_in_use = true;
    if (!pp_bind_has_address(request->kind) ||
        request->address.kind == PP_ADDRESS_UNKNOWN ||
        state->conflict == PP_WSA_ACCES) {
        return;
    }
    enum pp_windows_error error = pp_bind_conflict(request, holder);
    if (error != PP_WIN_OK) {
        state->conflict = error;
    }
}
