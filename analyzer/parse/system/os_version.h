/*
 * Versions of Windows as numbers: `10.0.19041.329`, `5.00.2195`, `4.0`.
 */
#ifndef PP_PARSE_SYSTEM_OS_VERSION_H
#define PP_PARSE_SYSTEM_OS_VERSION_H

#include "portplan/fact.h"

/* Reads a version of two to four numbers at the start of `text` into `ret_os`
 * (its text is a view of it). `*ret_rest` is what follows; a version is not
 * followed by a letter, a digit or a dot. False for anything else, and for
 * numbers that no version has: writes nothing then. */
bool pp_os_version_read(struct pp_sv text,
                        struct pp_os_fact *ret_os,
                        struct pp_sv *ret_rest);

#endif
