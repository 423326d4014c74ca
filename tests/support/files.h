/*
 * Files for tests: reading one whole, walking a folder in a fixed order.
 * PP_SOURCE_ROOT is where the tree stands; paths are relative to it.
 */
#ifndef PP_TESTS_SUPPORT_FILES_H
#define PP_TESTS_SUPPORT_FILES_H

#include "portplan/buf.h"

/* Appends the file's bytes; false if it cannot be read. */
bool pp_test_read_file(const char *path, struct pp_buf *out);

/* Calls `visit` for every regular file below `folder` whose name ends in
 * `suffix`, in the order of their paths. Returns how many there were. */
size_t pp_test_walk(const char *folder,
                    const char *suffix,
                    void (*visit)(void *user, const char *path),
                    void *user);

#endif
