/*
 * Models of wildcard picking against an oracle that knows one flag a port:
 * what may be given, that each free port comes once in a cycle, and where the
 * pointers stand.
 *
 * PP_SEED overrides the seed; it is printed.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "portplansim/wildcard.h"

#include "random.h"
#include "seed.h"

/* A range, what is taken of it as sets, and the same as flags. */
struct scene {
    struct pp_test_random random;
    struct pp_range range;
    struct pp_portset excluded;
    struct pp_portset in_use[PP_PROTOCOL_COUNT];
    bool is_excluded[PP_PORT_COUNT];
    bool is_in_use[PP_PROTOCOL_COUNT][PP_PORT_COUNT];
    struct pps_wildcard_state state;
};

static void exclude(struct scene *scene, struct pp_range range)
{
    pp_portset_set_range(&scene->excluded, range);
    for (uint32_t port = range.first; port <= range.last; port++) {
        scene->is_excluded[port] = true;
    }
}

static void
use(struct scene *scene, enum pp_protocol protocol, uint16_t port, bool on)
{
    if (on) {
        pp_portset_set(&scene->in_use[protocol], port);
    } else {
        pp_portset_unset(&scene->in_use[protocol], port);
    }
    scene->is_in_use[protocol][port] = on;
}

static struct pp_range draw_range(struct pp_test_random *random, uint32_t most)
{
    uint32_t first = pp_test_random_below(random, PP_PORT_COUNT);
    uint32_t room = PP_PORT_COUNT - first;
    uint32_t count = pp_test_random_in(random, 1, room < most ? room : most);
    return (struct pp_range){(uint16_t)first, (uint16_t)(first + count - 1)};
}

/* Excluded rows in and around the range. */
static void draw_scene(struct scene *scene, uint64_t seed, uint32_t most)
{
    memset(scene, 0, sizeof(*scene));
    scene->random = pp_test_random_from(seed);
    struct pp_test_random *random = &scene->random;
    scene->range = draw_range(random, most);
    uint32_t rows = pp_test_random_below(random, 12);
    uint32_t count = pp_range_count(scene->range);
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t first =
            scene->range.first + pp_test_random_below(random, count);
        uint32_t last = first + pp_test_random_below(random, count / 6 + 1);
        struct pp_range row = {
            (uint16_t)first,
            (uint16_t)(last > PP_PORT_MAX ? PP_PORT_MAX : last)};
        exclude(scene, row);
    }
    uint16_t start =
        (uint16_t)(pp_test_random_below(random, 2) * PPS_WILDCARD_START_10);
    pps_wildcard_init(&scene->state, pps_prng_stream(seed, 0), start);
}

static uint16_t pick(struct scene *scene,
                     const struct pps_wildcard_model *model,
                     enum pp_protocol protocol)
{
    struct pps_wildcard_request request = {
        .protocol = protocol,
        .range = scene->range,
        .excluded = &scene->excluded,
        .in_use = &scene->in_use[protocol],
    };
    return model->pick(&scene->state, &request);
}

static bool
is_free(const struct scene *scene, enum pp_protocol protocol, uint32_t port)
{
    return port != 0 && port >= scene->range.first &&
           port <= scene->range.last && !scene->is_excluded[port] &&
           !scene->is_in_use[protocol][port];
}

static uint32_t count_free(const struct scene *scene, enum pp_protocol protocol)
{
    uint32_t count = 0;
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        count += is_free(scene, protocol, port);
    }
    return count;
}

/* Picks and releases at random; about as many are held as there are ports, so
 * that there are times when none is left. */
static void run_sequence(struct scene *scene,
                         const struct pps_wildcard_model *model,
                         uint64_t seed)
{
    uint32_t free_count[PP_PROTOCOL_COUNT] = {count_free(scene, PP_TCP),
                                              count_free(scene, PP_UDP)};
    uint32_t steps = 4 * free_count[PP_TCP] + 20;
    for (uint32_t step = 0; step < steps; step++) {
        enum pp_protocol protocol =
            pp_test_random_below(&scene->random, 4) == 0 ? PP_UDP : PP_TCP;
        if (pp_test_random_below(&scene->random, 3) == 0) {
            uint16_t port = (uint16_t)pp_test_random_in(
                &scene->random, scene->range.first, scene->range.last);
            free_count[protocol] += scene->is_in_use[protocol][port];
            use(scene, protocol, port, false);
            continue;
        }
        uint16_t port = pick(scene, model, protocol);
        cr_assert(port == 0 ? free_count[protocol] == 0
                            : is_free(scene, protocol, port),
                  "%s, seed %u, step %u: port %u, %u free",
                  model->name,
                  (unsigned)seed,
                  step,
                  port,
                  free_count[protocol]);
        if (port != 0) {
            use(scene, protocol, port, true);
            free_count[protocol]--;
        }
    }
}

Test(wildcard, a_pick_is_free_and_is_missing_only_when_none_is_left)
{
    static struct scene scene;
    uint32_t seed = pp_test_seed("wildcard");
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    cr_assert_eq(count, 5);
    for (size_t m = 0; m < count; m++) {
        for (uint32_t i = 0; i < 60; i++) {
            draw_scene(&scene, seed + i, i % 10 == 0 ? 20000 : 700);
            run_sequence(&scene, models[m], seed + i);
        }
    }
}

/* As many picks as ports are free, each released at once: none may come twice,
 * and the next cycle is whole too. */
static void expect_cycles(struct scene *scene,
                          const struct pps_wildcard_model *model)
{
    static uint8_t given[PP_PORT_COUNT];
    uint32_t free_count = count_free(scene, PP_TCP);
    for (int cycle = 1; cycle <= 3; cycle++) {
        memset(given, 0, sizeof(given));
        for (uint32_t i = 0; i < free_count; i++) {
            uint16_t port = pick(scene, model, PP_TCP);
            cr_assert(is_free(scene, PP_TCP, port), "%s", model->name);
            cr_assert_eq(given[port],
                         0,
                         "%s: port %u twice in cycle %d",
                         model->name,
                         port,
                         cycle);
            given[port] = 1;
        }
    }
}

Test(wildcard, every_free_port_comes_once_in_a_cycle)
{
    static struct scene scene;
    static const struct pps_wildcard_model *const cyclic[] = {
        &pps_wildcard_sequential,
        &pps_wildcard_pointer,
        &pps_wildcard_random_start,
        &pps_wildcard_random,
    };
    uint32_t seed = pp_test_seed("wildcard");
    for (size_t m = 0; m < PP_ARRAY_LEN(cyclic); m++) {
        for (uint32_t i = 0; i < 40; i++) {
            draw_scene(&scene, seed + i, i % 10 == 0 ? 9000 : 600);
            expect_cycles(&scene, cyclic[m]);
        }
    }
}

/* The oracle of the pointers: the next free port above, else the lowest. */
static uint16_t
naive_next(const struct scene *scene, enum pp_protocol protocol, uint32_t from)
{
    for (uint32_t port = from; port < PP_PORT_COUNT; port++) {
        if (is_free(scene, protocol, port)) {
            return (uint16_t)port;
        }
    }
    for (uint32_t port = 0; port < from; port++) {
        if (is_free(scene, protocol, port)) {
            return (uint16_t)port;
        }
    }
    return 0;
}

Test(wildcard, pointers_go_upward_and_wrap)
{
    static struct scene scene;
    uint32_t seed = pp_test_seed("wildcard");
    for (uint32_t i = 0; i < 40; i++) {
        draw_scene(&scene, seed + i, 500);
        struct pp_range range = scene.range;
        uint32_t start = scene.state.start;
        bool has_start =
            start != 0 && start >= range.first && start <= range.last;
        uint32_t shared = range.first;
        uint32_t own = has_start ? start : range.first;
        for (int step = 0; step < 700; step++) {
            uint16_t want = naive_next(&scene, PP_UDP, own);
            cr_assert_eq(pick(&scene, &pps_wildcard_pointer, PP_UDP), want);
            own = want + 1u;
        }
        pps_wildcard_init(&scene.state, pps_prng_stream(1, i), 0);
        for (int step = 0; step < 700; step++) {
            enum pp_protocol protocol = step % 3 == 0 ? PP_UDP : PP_TCP;
            uint16_t want = naive_next(&scene, protocol, shared);
            cr_assert_eq(pick(&scene, &pps_wildcard_sequential, protocol),
                         want);
            shared = want + 1u;
        }
    }
}

static uint16_t pick_from(const struct pps_wildcard_model *model,
                          struct pps_wildcard_state *state,
                          enum pp_protocol protocol,
                          struct pp_range range)
{
    struct pps_wildcard_request request = {.protocol = protocol,
                                           .range = range};
    return model->pick(state, &request);
}

/* As the HSC study saw it. */
Test(wildcard, one_counter_serves_tcp_and_udp_before_vista)
{
    static struct pps_wildcard_state state;
    const struct pps_wildcard_model *model = &pps_wildcard_sequential;
    struct pp_range range = {1025, 5000};
    pps_wildcard_init(&state, pps_prng_stream(1, 0), 0);
    cr_expect_eq(pick_from(model, &state, PP_TCP, range), 1025);
    cr_expect_eq(pick_from(model, &state, PP_UDP, range), 1026);
    cr_expect_eq(pick_from(model, &state, PP_TCP, range), 1027);
    for (uint32_t port = 1028; port <= 5000; port++) {
        cr_expect_eq(pick_from(model, &state, PP_UDP, range), port);
    }
    cr_expect_eq(pick_from(model, &state, PP_UDP, range), 1025);
}

Test(wildcard, each_protocol_has_a_pointer_since_vista)
{
    static struct pps_wildcard_state state;
    const struct pps_wildcard_model *model = &pps_wildcard_pointer;
    struct pp_range high = {49152, 65535};
    struct pp_range low = {1024, 15000};
    pps_wildcard_init(&state, pps_prng_stream(1, 0), PPS_WILDCARD_START_10);
    cr_expect_eq(pick_from(model, &state, PP_TCP, high), 49664);
    cr_expect_eq(pick_from(model, &state, PP_TCP, high), 49665);
    cr_expect_eq(pick_from(model, &state, PP_UDP, high), 49664);
    /* A range that the pointer is not in, with no room for the start. */
    cr_expect_eq(pick_from(model, &state, PP_TCP, low), 1024);
    cr_expect_eq(pick_from(model, &state, PP_TCP, high), 49664);
    pps_wildcard_init(&state, pps_prng_stream(1, 0), 0);
    cr_expect_eq(pick_from(model, &state, PP_TCP, high), 49152);
}

/* Begun by chance, but then no more chance in it; anew in another range. */
Test(wildcard, the_random_start_is_drawn_once)
{
    static struct pps_wildcard_state state;
    const struct pps_wildcard_model *model = &pps_wildcard_random_start;
    struct pp_range range = {49152, 65535};
    uint32_t in_lower_half = 0;
    for (uint64_t run = 0; run < 400; run++) {
        pps_wildcard_init(&state, pps_prng_stream(2, run), 0);
        uint16_t first = pick_from(model, &state, PP_TCP, range);
        in_lower_half += first < 57344;
        cr_expect_eq(pick_from(model, &state, PP_TCP, range),
                     first == 65535 ? 49152 : first + 1);
        uint16_t other =
            pick_from(model, &state, PP_TCP, (struct pp_range){1024, 2000});
        cr_expect(other >= 1024 && other <= 2000);
    }
    cr_expect(in_lower_half > 160 && in_lower_half < 240, "%u", in_lower_half);
}

/* 400 free ports in 500, 40,000 picks, 100 expected a port: chi-square with
 * 399 degrees of freedom has mean 399 and deviation 28.2; both tails at four
 * deviations. Few free ones in a large range take the other way through. */
static void
expect_uniform(struct pp_range range, uint32_t step, bool are_multiples_free)
{
    static struct pps_wildcard_state state;
    static uint32_t counts[PP_PORT_COUNT];
    struct pp_portset excluded = {{0}};
    uint32_t cells = 0;
    memset(counts, 0, sizeof(counts));
    for (uint32_t port = range.first; port <= range.last; port++) {
        if ((port % step == 0) != are_multiples_free) {
            pp_portset_set(&excluded, (uint16_t)port);
        } else {
            cells++;
        }
    }
    struct pps_wildcard_request request = {
        .protocol = PP_TCP, .range = range, .excluded = &excluded};
    pps_wildcard_init(&state, pps_prng_stream(3, step), 0);
    for (uint32_t i = 0; i < 100 * cells; i++) {
        counts[pps_wildcard_uniform.pick(&state, &request)]++;
    }
    double chi_square = 0;
    for (uint32_t port = range.first; port <= range.last; port++) {
        bool is_cell = !pp_portset_test(&excluded, (uint16_t)port);
        double off = (double)counts[port] - 100.0;
        cr_expect(is_cell || counts[port] == 0);
        chi_square += is_cell ? off * off / 100.0 : 0.0;
    }
    cr_expect_eq(cells, 400);
    cr_expect(chi_square > 399 - 113 && chi_square < 399 + 113,
              "step %u: %f",
              step,
              chi_square);
}

Test(wildcard, uniform_gives_every_free_port_the_same_chance)
{
    expect_uniform(
        (struct pp_range){50000, 50499}, 5, false); /* four of five */
    expect_uniform((struct pp_range){20000, 59999}, 100, true); /* one of 100 */
}

/* All but one of 16,384 ports taken: every model finds it, again and again. */
Test(wildcard, the_last_free_port_is_found)
{
    static struct pps_wildcard_state state;
    struct pp_range range = {49152, 65535};
    struct pp_portset in_use = {{0}};
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    pp_portset_set_range(&in_use, range);
    struct pps_wildcard_request request = {
        .protocol = PP_UDP, .range = range, .in_use = &in_use};
    for (size_t m = 0; m < count; m++) {
        pps_wildcard_init(&state, pps_prng_stream(4, m), 0);
        cr_expect_eq(models[m]->pick(&state, &request), 0);
        for (uint32_t port = 49152; port <= 65535; port += 3) {
            pp_portset_unset(&in_use, (uint16_t)port);
            cr_expect_eq(models[m]->pick(&state, &request), port);
            cr_expect_eq(models[m]->pick(&state, &request), port);
            pp_portset_set(&in_use, (uint16_t)port);
        }
    }
}

Test(wildcard, port_zero_is_never_given)
{
    static struct pps_wildcard_state state;
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    for (size_t m = 0; m < count; m++) {
        pps_wildcard_init(&state, pps_prng_stream(5, m), 0);
        struct pp_range range = {0, 1};
        for (int i = 0; i < 20; i++) {
            cr_expect_eq(pick_from(models[m], &state, PP_TCP, range), 1);
        }
        range.last = 0;
        cr_expect_eq(pick_from(models[m], &state, PP_TCP, range), 0);
    }
}

Test(wildcard, one_seed_gives_the_same_ports)
{
    static struct pps_wildcard_state first;
    static struct pps_wildcard_state second;
    struct pp_range range = {49152, 65535};
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    for (size_t m = 0; m < count; m++) {
        pps_wildcard_init(&first, pps_prng_stream(6, 0), 0);
        pps_wildcard_init(&second, pps_prng_stream(6, 0), 0);
        for (int i = 0; i < 1000; i++) {
            cr_expect_eq(pick_from(models[m], &first, PP_TCP, range),
                         pick_from(models[m], &second, PP_TCP, range));
        }
    }
    /* Bytes of today, for every platform; a change needs a new version. */
    static const uint16_t known[] = {60343, 64131, 61244};
    pps_wildcard_init(&first, pps_prng_stream(6, 0), 0);
    for (size_t i = 0; i < PP_ARRAY_LEN(known); i++) {
        cr_expect_eq(pick_from(&pps_wildcard_random, &first, PP_TCP, range),
                     known[i]);
    }
}

Test(wildcard, models_are_found_by_name)
{
    cr_expect_eq(pps_wildcard_model_named(PP_SV("random-start")),
                 &pps_wildcard_random_start);
    cr_expect_eq(pps_wildcard_model_named(PP_SV("Uniform")),
                 &pps_wildcard_uniform);
    cr_expect_null(pps_wildcard_model_named(PP_SV("")));
    cr_expect_null(pps_wildcard_model_named(PP_SV("random-")));
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    cr_expect_eq(models[0], &pps_wildcard_random_start); /* the default */
    for (size_t m = 0; m < count; m++) {
        cr_expect_geq(models[m]->version, 1);
        cr_expect_gt(strlen(models[m]->summary), 0);
        cr_expect_gt(strlen(models[m]->source), 0);
        cr_expect_gt(strlen(models[m]->confidence), 0);
    }
}
