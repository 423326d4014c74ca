/*
 * What probably happened between two captures of a machine: the kinds of
 * events, and one of them with its evidence. Part of the answer of diff.h.
 */
#ifndef PP_DIFF_EVENT_H
#define PP_DIFF_EVENT_H

#include "portplan/fact.h"

enum pp_event_kind {
#define PP_EVENT(id, name, words) PP_EVENT_##id,
#include "diff/events.def"
#undef PP_EVENT
    PP_EVENT_COUNT_
};

/* "winnat-stopped" and "winnat was stopped" */
const char *pp_event_name(enum pp_event_kind kind);
const char *pp_event_words(enum pp_event_kind kind);

/* What an event explains. Events about the blocks of one pair of captures, and
 * those about the same single port, exclude each other: their confidences
 * share what is certain. All others stand for themselves. */
enum pp_event_about {
    PP_ABOUT_BLOCKS = 0,
    PP_ABOUT_BOOT,
    PP_ABOUT_DYNAMIC_RANGE,
    PP_ABOUT_RESERVATIONS,
    PP_ABOUT_SINGLE_PORTS,
    PP_ABOUT_FEATURES,
    PP_ABOUT_UPDATES,
    PP_ABOUT_SERVICES,
    PP_ABOUT_PROGRAMS,
};

/* "blocks", "boot", ... */
const char *pp_event_about_name(enum pp_event_about about);

/* docs/manual/diff.md#events has the reasoning of every confidence. */
struct pp_event {
    enum pp_event_kind kind;
    enum pp_event_about about;
    bool is_alternative; /* to the event in front of it */
    unsigned percent;    /* the confidence */
    bool has_protocol;   /* else of the whole machine */
    enum pp_protocol protocol;
    struct pp_sv evidence; /* half a sentence; may hold bytes of the input:
                            * escape it */
    const char *why;       /* the rule that makes it evidence: a phrase, in
                            * static storage; NULL: it speaks for itself */
};

#endif
