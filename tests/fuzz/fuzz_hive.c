/*
 * The fuzz target of registry hives: any bytes that begin as a hive are
 * loaded from a file in memory, and the load keeps its laws. libhivex has no
 * coverage feedback here, its answers have. The checksum of the base block is
 * set right first, else every edit of it would end there.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz_target.h"
#include "load_laws.h"

enum {
    CHECKSUM_AT = 508, /* behind the words that it covers */
};

static void fail(const char *what)
{
    fprintf(stderr, "fuzz_hive: %s\n", what);
    abort();
}

static void write_all(int file, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        ssize_t got = write(file, at, size);
        if (got <= 0) {
            fail("the file in memory is full");
        }
        at += got;
        size -= (size_t)got;
    }
}

/* The hive with its checksum set right, as a file; the caller closes it. */
static int file_of(const uint8_t *data, size_t size)
{
    uint32_t words[CHECKSUM_AT / 4];
    uint32_t checksum = 0;
    memcpy(words, data, sizeof(words));
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        checksum ^= words[i];
    }
    int file = memfd_create("hive", MFD_CLOEXEC);
    if (file < 0) {
        fail("no file in memory");
    }
    write_all(file, words, sizeof(words));
    write_all(file, &checksum, sizeof(checksum));
    write_all(file,
              data + CHECKSUM_AT + sizeof(checksum),
              size - CHECKSUM_AT - sizeof(checksum));
    return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv bytes = {(const char *)data, size};
    if (size < CHECKSUM_AT + sizeof(uint32_t) || !pp_load_is_hive(bytes)) {
        return -1; /* not worth keeping */
    }
    int file = file_of(data, size);
    char path[64];
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
    struct pp_load *load = NULL;
    if (pp_load_new(NULL, &load) != PP_OK ||
        pp_load_add_hive(load, PP_SV("fuzz"), path) != PP_OK) {
        fail("the load did not succeed");
    }
    const char *broken = pp_test_broken_law(load);
    if (broken == NULL) {
        broken = pp_test_broken_machine_law(load);
    }
    if (broken != NULL) {
        fail(broken);
    }
    pp_load_free(load);
    (void)close(file);
    return 0;
}
