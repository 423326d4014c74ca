/*
 * Where WSL's mirrored networking reserves its 4,096 ports
 * (docs/ports-on-windows.md#wsl-mirrored).
 */
#ifndef PP_KNOWLEDGE_MIRRORED_H
#define PP_KNOWLEDGE_MIRRORED_H

#include "portplan/range.h"

enum {
    PP_MIRRORED_PLACE_COUNT = 3
};

/* The usual place first, then the next choices, where ports of it are taken. */
struct pp_range pp_mirrored_place(uint32_t index);

bool pp_is_mirrored_place(uint16_t port);

#endif
