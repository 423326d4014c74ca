/* The names of events. */
#include "event.h"

const char *pp_event_name(enum pp_event_kind kind)
{
    static const char *const names[] = {
#define PP_EVENT(id, name, words) [PP_EVENT_##id] = (name),
#include "events.def"
#undef PP_EVENT
    };
    return names[kind];
}

const char *pp_event_words(enum pp_event_kind kind)
{
    static const char *const words_of[] = {
#define PP_EVENT(id, name, words) [PP_EVENT_##id] = (words),
#include "events.def"
#undef PP_EVENT
    };
    return words_of[kind];
}

const char *pp_event_about_name(enum pp_event_about about)
{
    static const char *const names[] = {
        [PP_ABOUT_BLOCKS] = "blocks",
        [PP_ABOUT_BOOT] = "boot",
        [PP_ABOUT_DYNAMIC_RANGE] = "dynamic-range",
        [PP_ABOUT_RESERVATIONS] = "reservations",
        [PP_ABOUT_SINGLE_PORTS] = "single-ports",
        [PP_ABOUT_FEATURES] = "features",
        [PP_ABOUT_UPDATES] = "updates",
        [PP_ABOUT_SERVICES] = "services",
        [PP_ABOUT_PROGRAMS] = "programs",
    };
    return names[about];
}
