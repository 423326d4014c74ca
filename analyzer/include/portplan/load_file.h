/* Captures that are files. */
#ifndef PORTPLAN_LOAD_FILE_H
#define PORTPLAN_LOAD_FILE_H

#include "portplan/load.h"

PP_BEGIN_DECLS

/*
 * Reads a file to its end, a registry hive as one. The capture is called by
 * its path. PP_ERR_IO where the file cannot be read; errno says why. After a
 * failure the load has all the captures that it had before.
 */
PP_API enum pp_status pp_load_file(struct pp_load *load,
                                   const char *path) PP_MUST_CHECK;

PP_END_DECLS

#endif
