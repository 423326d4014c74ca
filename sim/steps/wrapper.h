/*
 * What stands around a command: other programs that run it, blocks,
 * conditions. Private to sim/.
 */
#ifndef PP_SIM_STEPS_WRAPPER_H
#define PP_SIM_STEPS_WRAPPER_H

#include "portplan/buf.h"

enum wrap_kind {
    WRAP_NONE = 0,  /* a command, as far as one can see here */
    WRAP_INNER,     /* `inner` is what is run */
    WRAP_JOINED,    /* the same in parts: pps_wrapper_join */
    WRAP_LOOP,      /* how often it is run nobody knows */
    WRAP_CONDITION, /* whether it is run, only the machine knows */
    WRAP_FAILURE,   /* run where the command before failed */
};

struct wrap {
    enum wrap_kind kind;
    struct pp_sv inner;
    struct pp_sv arguments; /* WRAP_JOINED: as PowerShell's list has them */
    struct pp_sv rest;      /* what is run next: `finally { }` */
    bool only_if_ok;        /* where the command before did not fail */
};

/* Peels one layer off. */
struct wrap pps_wrapper_peel(struct pp_sv text);

/* The command line of WRAP_JOINED. */
void pps_wrapper_join(struct pp_buf *buf, const struct wrap *wrap);

/* The name of a program without `.exe` and the folder in front. */
struct pp_sv pps_program_name(struct pp_sv word);

#endif
