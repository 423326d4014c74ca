/* What libFuzzer calls, and fuzz_replay.c in its place. */
#ifndef PP_TESTS_FUZZ_FUZZ_TARGET_H
#define PP_TESTS_FUZZ_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/* Ends the program where a law is broken. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
