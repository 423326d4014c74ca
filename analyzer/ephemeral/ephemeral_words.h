/*
 * The dynamic range in force, in words: the rule, what the range would be
 * under other assumptions, what is wrong with the settings, and one line of
 * advice.
 */
#ifndef PP_EPHEMERAL_EPHEMERAL_WORDS_H
#define PP_EPHEMERAL_EPHEMERAL_WORDS_H

#include "base/arena.h"
#include "model/ephemeral.h"

enum {
    PP_EPHEMERAL_MAX_ALTERNATIVES = 8,
    PP_EPHEMERAL_MAX_WARNINGS = 12,
    PP_EPHEMERAL_MAX_NOTES = 4,
};

/* What the range would be under another assumption. */
struct pp_ephemeral_alternative {
    struct pp_sv assumption; /* "legacy-lower-bound=1024" */
    struct pp_range range;
};

/* Texts live in the arena of the call or are static. */
struct pp_ephemeral {
    const struct pp_windows *os; /* as given: may be NULL */
    enum pp_era era;
    enum pp_protocol protocol;
    struct pp_range range;
    enum pp_basis basis;
    struct pp_sv rule;            /* one sentence, without a full stop */
    bool is_shared;               /* one range for TCP and UDP */
    const char *algorithm;        /* "sequential", "random", ... */
    uint32_t time_wait;           /* seconds */
    struct pp_sv time_wait_basis; /* where that is from: a phrase */
    bool has_auto_reuse; /* connect without bind takes its ports there */
    struct pp_range auto_reuse;
    bool is_refused; /* netsh would refuse the range that was given */
    struct pp_ephemeral_alternative alternatives[PP_EPHEMERAL_MAX_ALTERNATIVES];
    size_t alternative_count;
    struct pp_sv warnings[PP_EPHEMERAL_MAX_WARNINGS];
    size_t warning_count;
    /* What holds for want of an update, as far as is known. */
    struct pp_sv notes[PP_EPHEMERAL_MAX_NOTES];
    size_t note_count;
    struct pp_sv advice; /* one sentence */
};

/* PP_ERR_NOMEM: the arena is full. */
enum pp_status
pp_ephemeral_derive(const struct pp_ephemeral_settings *settings,
                    struct pp_arena *arena,
                    struct pp_ephemeral *ret_ephemeral) PP_MUST_CHECK;

#endif
