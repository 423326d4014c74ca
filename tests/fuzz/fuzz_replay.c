/*
 * Runs a fuzz target without libFuzzer, as an ordinary test: over every file
 * of the folders of seeds, then over random mutations of them, always the same
 * ones.
 *
 *     replay-TARGET [--xml=FILE] [--runs=N] [--seeds=FOLDER]... [FILE...]
 *
 * With FILEs it runs over those alone: so a finding is looked at again.
 * PP_SEED overrides the seed of the mutations. A broken law ends the program;
 * PP_FUZZ_KEEP names a file that gets the text first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "portplan/buf.h"

#include "files.h"
#include "fuzz_target.h"
#include "mutate.h"

enum {
    DEFAULT_RUNS = 20000,
    MAX_SEEDS = 4096,
};

static struct pp_buf seeds[MAX_SEEDS];
static size_t seed_count;

static void run_target(struct pp_sv bytes)
{
    const char *keep = getenv("PP_FUZZ_KEEP");
    if (keep != NULL) {
        FILE *file = fopen(keep, "wb");
        if (file != NULL) {
            (void)fwrite(bytes.ptr, 1, bytes.len, file);
            (void)fclose(file);
        }
    }
    (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
}

static void add_seed(void *user, const char *path)
{
    (void)user;
    if (seed_count == MAX_SEEDS) {
        return;
    }
    struct pp_buf *seed = &seeds[seed_count];
    pp_buf_init(seed, 1 << 24);
    if (pp_test_read_file(path, seed)) {
        seed_count++;
    }
}

static void free_seeds(void)
{
    for (size_t i = 0; i < seed_count; i++) {
        pp_buf_done(&seeds[i]);
    }
}

static void run_mutations(struct pp_test_random random, uint32_t runs)
{
    static struct pp_test_text text;
    for (uint32_t i = 0; i < runs; i++) {
        const struct pp_buf *seed =
            &seeds[pp_test_random_below(&random, (uint32_t)seed_count)];
        pp_test_text_set(&text, pp_buf_view(seed));
        pp_test_mutate(&random, &text);
        run_target(pp_test_text_view(&text));
    }
}

/* One line a test for tests/support/ci_summary.py. */
static bool write_xml(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return false;
    }
    fprintf(file,
            "<testsuites><testsuite name=\"fuzz\">\n"
            "<testcase name=\"every_seed_keeps_the_laws\" "
            "status=\"PASSED\"/>\n"
            "<testcase name=\"every_mutation_keeps_the_laws\" "
            "status=\"PASSED\"/>\n"
            "</testsuite></testsuites>\n");
    return fclose(file) == 0;
}

static uint32_t number_of(const char *text, uint32_t otherwise)
{
    uint32_t number = otherwise;
    if (text != NULL && !pp_sv_to_u32(pp_sv_from(text), UINT32_MAX, &number)) {
        fprintf(stderr, "replay: '%s' is not a number\n", text);
        exit(2);
    }
    return number;
}

/* The bytes of a file anywhere, relative to where the program runs. */
static void run_file(const char *path)
{
    struct pp_buf bytes;
    pp_buf_init(&bytes, 1 << 24);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    char chunk[4096];
    size_t got;
    while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0) {
        pp_buf_add(&bytes, (struct pp_sv){chunk, got});
    }
    (void)fclose(file);
    run_target(pp_buf_view(&bytes));
    pp_buf_done(&bytes);
    printf("%s: keeps the laws\n", path);
}

int main(int argc, char **argv)
{
    const char *xml = NULL;
    uint32_t runs = DEFAULT_RUNS;
    int files = 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--xml=", 6) == 0) {
            xml = argv[i] + 6;
        } else if (strncmp(argv[i], "--runs=", 7) == 0) {
            runs = number_of(argv[i] + 7, runs);
        } else if (strncmp(argv[i], "--seeds=", 8) == 0) {
            (void)pp_test_walk(argv[i] + 8, "", add_seed, NULL);
        } else {
            run_file(argv[i]);
            files++;
        }
    }
    if (files > 0) {
        free_seeds();
        return 0;
    }
    uint32_t seed = number_of(getenv("PP_SEED"), 1);
    printf("PP_SEED=%u\n", seed);
    for (size_t i = 0; i < seed_count; i++) {
        run_target(pp_buf_view(&seeds[i]));
    }
    if (seed_count > 0) {
        run_mutations(pp_test_random_from(seed), runs);
    }
    printf("%zu seeds, %u mutations\n", seed_count, runs);
    bool has_run = seed_count > 0;
    free_seeds();
    return has_run && (xml == NULL || write_xml(xml)) ? 0 : 1;
}
