/*
 * What tests have in common that draw thing after thing from one seed and look
 * at ports: the state of the run, and a check whose failure says where it was.
 * A run begins with a `struct pp_test_run draw`.
 */
#ifndef PP_TESTS_SUPPORT_PASTE_RUN_H
#define PP_TESTS_SUPPORT_PASTE_RUN_H

#include "random.h"
#include "seed.h"

struct pp_test_run {
    struct pp_test_random random;
    uint32_t seed;
    uint32_t step;   /* what is drawn at present */
    const char *law; /* what is looked at; NULL: the whole */
};

static inline struct pp_test_run pp_test_run_start(const char *name)
{
    uint32_t seed = pp_test_seed(name);
    return (struct pp_test_run){.random = pp_test_random_from(seed),
                                .seed = seed};
}

static inline uint32_t pp_test_draw(struct pp_test_run *run, uint32_t bound)
{
    return pp_test_random_below(&run->random, bound);
}

/* Not each port is an assertion of its own: there are millions. */
#define PP_TEST_CHECK(run, port, claim)                       \
    do {                                                      \
        if (!(claim)) {                                       \
            cr_assert(false,                                  \
                      "PP_SEED=%u, step %u%s%s, port %u: %s", \
                      (run)->seed,                            \
                      (run)->step,                            \
                      (run)->law != NULL ? ", " : "",         \
                      (run)->law != NULL ? (run)->law : "",   \
                      (unsigned)(port),                       \
                      #claim);                                \
        }                                                     \
    } while (0)

#endif
