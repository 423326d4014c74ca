/* What an error that names no port says all the same, in words. */
#ifndef PP_PARSE_ERRORS_BIND_NOTE_H
#define PP_PARSE_ERRORS_BIND_NOTE_H

#include "portplan/base.h"

/* Static. */
const char *pp_bind_note(uint32_t error);

#endif
