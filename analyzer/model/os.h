/*
 * Which generation of Windows a version is
 * (docs/ports-on-windows.md#windows-versions).
 */
#ifndef PP_MODEL_OS_H
#define PP_MODEL_OS_H

#include "portplan/machine.h"

/* Takes over what an OS fact says; a fact that says less than what is known
 * (no build, no name) takes nothing away. */
void pp_os_learn(struct pp_os *os, const struct pp_fact *fact);

/* The name of the generation, or NULL for a version that is none. `name` is
 * the product's name where it is known: it tells servers from clients of the
 * same version. */
const char *pp_os_generation(uint32_t major,
                             uint32_t minor,
                             uint32_t build,
                             struct pp_sv name);

#endif
