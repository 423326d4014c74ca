/*
 * The account of ephemeral ports against an oracle that keeps one number a
 * port and destination, over random requests; and the rules of the two ranges
 * one by one.
 *
 * PP_SEED overrides the seed; it is printed.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "portplansim/ephemeral.h"

#include "random.h"
#include "seed.h"

enum {
    DESTINATIONS = 3,
    FIRST = 50000,
    LAST = 50039,        /* the dynamic range of both protocols */
    REUSE_FIRST = 50030, /* overlaps it */
    REUSE_LAST = 50049,
    STEPS = 4000,
};

/* Who holds each port: bit d for destination d, EVERYBODY for all. */
enum {
    EVERYBODY = 1 << 15
};

struct oracle {
    struct pps_ephemeral_options options;
    struct pp_portset excluded;
    struct pp_portset in_use;
    uint32_t holders[PP_PROTOCOL_COUNT][PP_PORT_COUNT];
};

static void draw_options(struct oracle *oracle, struct pp_test_random *random)
{
    memset(oracle, 0, sizeof(*oracle));
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    for (uint32_t i = 0; i < 12; i++) {
        uint16_t port =
            (uint16_t)pp_test_random_in(random, FIRST - 5, REUSE_LAST + 5);
        if (i % 3 != 0) {
            pp_portset_set(&oracle->excluded, port);
        } else {
            pp_portset_set(&oracle->in_use, port);
            oracle->holders[PP_TCP][port] = EVERYBODY;
        }
    }
    oracle->options = (struct pps_ephemeral_options){
        .model = models[pp_test_random_below(random, (uint32_t)count)],
        .prng = pps_prng_stream(random->state, 0),
        .dynamic = {{FIRST, LAST}, {FIRST, LAST}},
        .is_shared = pp_test_random_below(random, 3) != 0,
        .destination_count = DESTINATIONS,
        .auto_reuse_gives_excluded = pp_test_random_below(random, 2) == 0,
        .excluded = {&oracle->excluded, NULL},
        .in_use = {&oracle->in_use, NULL},
    };
    if (pp_test_random_below(random, 2) == 0) {
        oracle->options.auto_reuse_first = REUSE_FIRST;
        oracle->options.auto_reuse_count = REUSE_LAST - REUSE_FIRST + 1;
    }
}

/* Whether a port may be given, said as the rules say it. */
static bool may_give(const struct oracle *oracle,
                     const struct pps_ephemeral_request *request,
                     uint32_t port)
{
    const struct pps_ephemeral_options *options = &oracle->options;
    bool is_tcp_connect =
        request->protocol == PP_TCP && request->kind == PPS_EPHEMERAL_CONNECT;
    bool reuses = is_tcp_connect && options->auto_reuse_first != 0;
    uint32_t first = reuses ? REUSE_FIRST : FIRST;
    uint32_t last = reuses ? REUSE_LAST : LAST;
    bool is_excluded = request->protocol == PP_TCP &&
                       pp_portset_test(&oracle->excluded, (uint16_t)port);
    uint32_t holders = oracle->holders[request->protocol][port];
    uint32_t against = options->is_shared && is_tcp_connect
                           ? EVERYBODY | 1u << request->destination
                           : UINT32_MAX;
    return port >= first && port <= last && (holders & against) == 0 &&
           (!is_excluded || (reuses && options->auto_reuse_gives_excluded));
}

static bool may_give_any(const struct oracle *oracle,
                         const struct pps_ephemeral_request *request)
{
    for (uint32_t port = FIRST; port <= REUSE_LAST; port++) {
        if (may_give(oracle, request, port)) {
            return true;
        }
    }
    return false;
}

static void check_take(struct oracle *oracle,
                       struct pps_ephemeral *ephemeral,
                       const struct pps_ephemeral_request *request)
{
    uint16_t port = pps_ephemeral_take(ephemeral, request);
    cr_assert(port == 0 ? !may_give_any(oracle, request)
                        : may_give(oracle, request, port),
              "%s: port %u, protocol %d, kind %d, destination %u",
              oracle->options.model->name,
              port,
              (int)request->protocol,
              (int)request->kind,
              request->destination);
    bool shares = oracle->options.is_shared && request->protocol == PP_TCP &&
                  request->kind == PPS_EPHEMERAL_CONNECT;
    if (port != 0) {
        oracle->holders[request->protocol][port] |=
            shares ? 1u << request->destination : EVERYBODY;
    }
}

static void check_release(struct oracle *oracle,
                          struct pps_ephemeral *ephemeral,
                          enum pp_protocol protocol,
                          uint16_t port,
                          uint32_t destination)
{
    uint32_t *holders = &oracle->holders[protocol][port];
    uint32_t bit =
        *holders == EVERYBODY ? EVERYBODY : *holders & 1u << destination;
    cr_assert_eq(pps_ephemeral_release(ephemeral, protocol, port, destination),
                 bit != 0);
    *holders &= ~bit;
}

static void run_requests(struct oracle *oracle, struct pp_test_random *random)
{
    static struct pps_ephemeral ephemeral;
    cr_assert_eq(pps_ephemeral_init(&ephemeral, &oracle->options), PP_OK);
    for (int step = 0; step < STEPS; step++) {
        struct pps_ephemeral_request request = {
            .protocol = pp_test_random_below(random, 4) == 0 ? PP_UDP : PP_TCP,
            .kind = pp_test_random_below(random, 4) == 0
                        ? PPS_EPHEMERAL_BIND
                        : PPS_EPHEMERAL_CONNECT,
            .destination = pp_test_random_below(random, DESTINATIONS),
        };
        if (pp_test_random_below(random, 3) == 0) {
            check_take(oracle, &ephemeral, &request);
        } else {
            check_release(
                oracle,
                &ephemeral,
                request.protocol,
                (uint16_t)pp_test_random_in(random, FIRST, REUSE_LAST),
                request.destination);
        }
    }
    pps_ephemeral_done(&ephemeral);
}

Test(ephemeral, what_is_given_is_free_for_its_destination)
{
    static struct oracle oracle;
    uint32_t seed = pp_test_seed("ephemeral");
    struct pp_test_random random = pp_test_random_from(seed);
    for (int run = 0; run < 60; run++) {
        draw_options(&oracle, &random);
        run_requests(&oracle, &random);
    }
}

static uint32_t take_all(struct pps_ephemeral *ephemeral,
                         struct pps_ephemeral_request request)
{
    uint32_t count = 0;
    while (pps_ephemeral_take(ephemeral, &request) != 0) {
        count++;
    }
    return count;
}

static const struct pps_ephemeral_options plain = {
    .dynamic = {{49152, 65535}, {49152, 65535}},
    .destination_count = 2,
};

Test(ephemeral, each_destination_has_a_pool_of_its_own_when_shared)
{
    static struct pps_ephemeral ephemeral;
    struct pps_ephemeral_options options = plain;
    options.is_shared = true;
    cr_assert_eq(pps_ephemeral_init(&ephemeral, &options), PP_OK);
    struct pps_ephemeral_request bind = {.kind = PPS_EPHEMERAL_BIND};
    struct pps_ephemeral_request first = {.destination = 0};
    struct pps_ephemeral_request second = {.destination = 1};
    uint16_t bound = pps_ephemeral_take(&ephemeral, &bind);
    cr_expect_neq(bound, 0);
    cr_expect_eq(take_all(&ephemeral, first), 16383);
    cr_expect_eq(take_all(&ephemeral, second), 16383);
    /* A bind takes a port for all: while one is held for any, there is none;
     * a port that one destination alone gave back does not do. */
    cr_expect(pps_ephemeral_release(&ephemeral, PP_TCP, bound ^ 1, 0));
    cr_expect_eq(pps_ephemeral_take(&ephemeral, &bind), 0);
    cr_expect(pps_ephemeral_release(&ephemeral, PP_TCP, bound ^ 1, 1));
    cr_expect_eq(pps_ephemeral_take(&ephemeral, &bind), bound ^ 1);
    pps_ephemeral_done(&ephemeral);
}

Test(ephemeral, without_sharing_there_is_one_pool)
{
    static struct pps_ephemeral ephemeral;
    cr_assert_eq(pps_ephemeral_init(&ephemeral, &plain), PP_OK);
    struct pps_ephemeral_request first = {.destination = 0};
    struct pps_ephemeral_request second = {.destination = 1};
    struct pps_ephemeral_request udp = {.protocol = PP_UDP};
    cr_expect_eq(take_all(&ephemeral, first), 16384);
    cr_expect_eq(take_all(&ephemeral, second), 0);
    cr_expect_eq(take_all(&ephemeral, udp), 16384); /* of its own */
    pps_ephemeral_done(&ephemeral);
}

/* U-11, and that only a connect without bind over TCP goes there. */
Test(ephemeral, the_auto_reuse_range_serves_tcp_connects_alone)
{
    static struct pps_ephemeral ephemeral;
    struct pp_portset excluded = {{0}};
    pp_portset_set_range(&excluded, (struct pp_range){22000, 22009});
    struct pps_ephemeral_options options = plain;
    options.excluded[PP_TCP] = &excluded;
    struct pps_ephemeral_request connect = {.kind = PPS_EPHEMERAL_CONNECT};
    struct pps_ephemeral_request bind = {.kind = PPS_EPHEMERAL_BIND};
    struct pps_ephemeral_request udp = {.protocol = PP_UDP};
    static const struct {
        uint32_t first;
        uint32_t count;
        bool gives_excluded;
        uint32_t connects;
    } rows[] = {
        {22000, 100, false, 90},
        {22000, 100, true, 100},
        {22000, 0, true, 16384}, /* either number 0: the dynamic range */
        {0, 100, true, 16384},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        options.auto_reuse_first = rows[i].first;
        options.auto_reuse_count = rows[i].count;
        options.auto_reuse_gives_excluded = rows[i].gives_excluded;
        cr_assert_eq(pps_ephemeral_init(&ephemeral, &options), PP_OK);
        uint32_t connects = take_all(&ephemeral, connect);
        cr_expect_eq(connects, rows[i].connects, "row %zu: %u", i, connects);
        cr_expect_eq(take_all(&ephemeral, bind),
                     connects == 16384 ? 0 : 16384,
                     "row %zu",
                     i);
        cr_expect_eq(take_all(&ephemeral, udp), 16384, "row %zu", i);
        pps_ephemeral_done(&ephemeral);
    }
}

/* Two ranges are walked by two pointers: taking turns repeats no port. */
Test(ephemeral, the_two_ranges_do_not_disturb_each_other)
{
    static struct pps_ephemeral ephemeral;
    struct pps_ephemeral_options options = plain;
    options.model = &pps_wildcard_pointer;
    options.auto_reuse_first = 22000;
    options.auto_reuse_count = 100;
    cr_assert_eq(pps_ephemeral_init(&ephemeral, &options), PP_OK);
    struct pps_ephemeral_request connect = {.kind = PPS_EPHEMERAL_CONNECT};
    struct pps_ephemeral_request bind = {.kind = PPS_EPHEMERAL_BIND};
    for (uint32_t i = 0; i < 250; i++) {
        uint16_t port = pps_ephemeral_take(&ephemeral, &connect);
        cr_expect_eq(port, 22000 + i % 100);
        cr_expect(pps_ephemeral_release(&ephemeral, PP_TCP, port, 0));
        port = pps_ephemeral_take(&ephemeral, &bind);
        cr_expect_eq(port, 49152 + i);
        cr_expect(pps_ephemeral_release(&ephemeral, PP_TCP, port, 0));
    }
    pps_ephemeral_done(&ephemeral);
}

Test(ephemeral, wrong_options_and_destinations_are_refused)
{
    static struct pps_ephemeral ephemeral;
    struct pps_ephemeral_options options = plain;
    options.destination_count = 0;
    cr_expect_eq(pps_ephemeral_init(&ephemeral, &options), PP_ERR_INVALID);
    options.destination_count = PPS_LIMIT_DESTINATIONS + 1;
    cr_expect_eq(pps_ephemeral_init(&ephemeral, &options), PP_ERR_LIMIT);
    options.destination_count = 1;
    options.auto_reuse_first = 65000;
    options.auto_reuse_count = 1000;
    cr_expect_eq(pps_ephemeral_init(&ephemeral, &options), PP_ERR_INVALID);
    options.auto_reuse_count = 0;
    options.is_shared = true;
    options.destination_count = PPS_LIMIT_DESTINATIONS;
    cr_assert_eq(pps_ephemeral_init(&ephemeral, &options), PP_OK);
    struct pps_ephemeral_request request = {.destination =
                                                PPS_LIMIT_DESTINATIONS};
    cr_expect_eq(pps_ephemeral_take(&ephemeral, &request), 0);
    cr_expect_not(pps_ephemeral_release(
        &ephemeral, PP_TCP, 50000, PPS_LIMIT_DESTINATIONS));
    cr_expect_not(pps_ephemeral_release(&ephemeral, PP_UDP, 50000, 0));
    pps_ephemeral_done(&ephemeral);
    pps_ephemeral_done(&ephemeral); /* twice does no harm */
}
