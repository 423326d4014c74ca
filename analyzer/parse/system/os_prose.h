/*
 * The system that the author names in words: "Win Server 2003 x64", "Windows 11
 * 23H2", "Win10 build 19045". Weaker than what Windows prints of itself, and
 * taken only where one system is named, nothing of Windows says which it is,
 * and the capture holds something else.
 */
#ifndef PP_PARSE_SYSTEM_OS_PROSE_H
#define PP_PARSE_SYSTEM_OS_PROSE_H

#include "parse/line/context.h"
#include "parse/line/label.h"

/* All zero: nothing was named. */
struct pp_os_prose {
    size_t system;   /* index + 1 of the system named */
    uint32_t build;  /* 0: not said */
    bool has_others; /* several are named: a comparison, not a statement */
    struct pp_kept_text words;
    struct pp_place place;
};

/* Looks for a system in a line that no table wanted. */
void pp_os_prose_take(struct pp_os_prose *prose,
                      struct pp_context *context,
                      struct pp_sv text);

/* At the end of a capture in which something was recognised. */
enum pp_status pp_os_prose_emit(const struct pp_os_prose *prose,
                                struct pp_context *context) PP_MUST_CHECK;

#endif
