/*
 * Registry hives: the binary file SYSTEM, as `reg save` writes it or taken
 * from a disk. Read by libhivex, which wants the path of a file; a build
 * without it reports that it cannot.
 */
#ifndef PP_PARSE_REGISTRY_REG_HIVE_H
#define PP_PARSE_REGISTRY_REG_HIVE_H

#include "parse/line/parse.h"

/*
 * Reads the keys about ports of the current control set, and no others: a
 * hive has half a million values. What is wrong with the hive is a diagnostic,
 * PP_ERR_IO means that the file cannot be opened (errno says why).
 * *ret_section_count: 1, or 0 where nothing could be read.
 */
enum pp_status pp_reg_hive_read(const char *path,
                                const struct pp_parse_options *options,
                                uint32_t *ret_section_count) PP_MUST_CHECK;

#endif
