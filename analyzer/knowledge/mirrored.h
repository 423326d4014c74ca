/*
 * Where WSL's mirrored networking reserves its 4,096 ports
 * (docs/ports-on-windows.md#wsl-mirrored).
 */
#ifndef PP_KNOWLEDGE_MIRRORED_H
#define PP_KNOWLEDGE_MIRRORED_H

#include "portplan/range.h"

enum {
    PP_MIRRORED_CHOICES = 3
};

/* Where WSL looks for its block, in order. */
extern const struct pp_range pp_mirrored_choices[PP_MIRRORED_CHOICES];
/* All of them in one range. */
extern const struct pp_range pp_mirrored_reach;

/* Whether the port lies in one of them. */
bool pp_is_mirrored_place(uint16_t port);

#endif
