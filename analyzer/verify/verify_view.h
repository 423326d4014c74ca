/*
 * What `verify` found, for the formats that people and build servers read:
 * views in, bytes out, nothing computed, everything of a capture or a
 * project's file escaped as the format wants it.
 */
#ifndef PP_VERIFY_VERIFY_VIEW_H
#define PP_VERIFY_VERIFY_VIEW_H

#include "portplan/sv.h"

#include "print/show_view.h"
#include "verify.h"

/* A machine that nothing can be said of. */
enum pp_verify_gap {
    PP_VERIFY_UNREADABLE = 0,
    PP_VERIFY_EMPTY,
    PP_VERIFY_UNRECOGNISED, /* nothing in it is a capture */
    PP_VERIFY_NO_MACHINE,   /* a folder without one */
};
struct pp_verify_unread {
    struct pp_sv name;
    struct pp_sv file; /* the path as given */
    enum pp_verify_gap gap;
};

/* All of it borrowed. */
struct pp_verify_view {
    const struct pp_verify *verify;
    const struct pp_show *shows; /* one for each host: names of captures */
    struct pp_sv policy_file;    /* the path as given */
    const struct pp_sv *sources; /* one for each rule: the path of its `from`,
                                  * as it was opened; empty: none */
    const struct pp_verify_unread *unread; /* machines beside those verified */
    size_t unread_count;
};

#endif
