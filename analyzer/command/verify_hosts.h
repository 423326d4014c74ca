/*
 * The machines that `verify` holds a policy against: all captures together, or
 * with --each, which `check` has too, one for every word, and for every entry
 * of a folder.
 */
#ifndef PP_COMMAND_VERIFY_HOSTS_H
#define PP_COMMAND_VERIFY_HOSTS_H

#include "base/arena.h"
#include "session.h"
#include "verify/verify_view.h"

struct verify_hosts {
    struct session *sessions;
    struct pp_verify_host *hosts;
    struct pp_show *shows; /* one of each, in the same order */
    size_t count;
    size_t capacity;
    PP_VEC(struct pp_verify_unread)
    unread;                /* those of --each that say nothing,
                            * complained about */
    struct pp_arena arena; /* of the names and paths */
};

/* Reads the captures that the words from the second on name. False after a
 * complaint; verify_hosts_close in any case. A machine of --each that cannot
 * be read does not keep the others from being read. */
bool pps_verify_hosts_open(const struct call *call, struct verify_hosts *ret);
/* The same of these words, each a machine. */
bool pps_verify_hosts_each(const struct call *call,
                           const char *const *words,
                           size_t word_count,
                           struct verify_hosts *ret);
void pps_verify_hosts_close(struct verify_hosts *hosts);

#endif
