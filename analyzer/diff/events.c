/*
 * What probably happened between two captures. Each file event_*.c looks at
 * one kind of difference. Where each number comes from stands in
 * docs/manual/diff.md#events.
 */
#include "events.h"

#include "base/bounds.h"
#include "event_words.h"

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

enum pp_status event_add(struct pp_diff *diff,
                         const struct pp_event *draft,
                         struct pp_buf *evidence)
{
    struct pp_event event = *draft;
    enum pp_status status = evidence->status;
    if (status == PP_OK &&
        !pp_arena_copy(&diff->arena, pp_buf_view(evidence), &event.evidence)) {
        status = PP_ERR_NOMEM;
    }
    if (status == PP_OK) {
        status = PP_VEC_RESERVE(&diff->events, 1, PP_LIMIT_FACTS);
    }
    if (status == PP_OK) {
        diff->events.items[diff->events.count++] = event;
    }
    pp_buf_done(evidence);
    return status;
}

unsigned event_weigh(unsigned percent, const struct clues *clues)
{
    return clues->is_proven ? percent : percent * 4 / 5;
}

/* --- the dynamic range ---------------------------------------------------- */

/* How sure it is that the range changed; 0: nothing says so. */
static unsigned percent_of_dynamic(const struct pp_diff *diff,
                                   enum pp_protocol protocol)
{
    const struct pp_dynamic *before =
        pp_machine_dynamic(diff->before, protocol);
    const struct pp_dynamic *after = pp_machine_dynamic(diff->after, protocol);
    switch (pp_diff_dynamic_changed(before, after)) {
    case PP_YES:
        return 98;
    case PP_NO:
        return 0;
    case PP_UNKNOWN:
        break;
    }
    /* Blocks are made inside the range: those of the side that does not show
     * it tell of another one. They may be older than that range, though. */
    if (after->basis == PP_BASIS_CAPTURED &&
        count_blocks_outside(diff->before, protocol, after->range) > 0) {
        return 70;
    }
    if (before->basis == PP_BASIS_CAPTURED &&
        count_blocks_outside(diff->before, protocol, before->range) == 0 &&
        count_blocks_outside(diff->after, protocol, before->range) > 0) {
        return 60;
    }
    return 0;
}

static enum pp_status add_dynamic_event(struct pp_diff *diff,
                                        enum pp_protocol protocol)
{
    const struct pp_event event = {
        .kind = PP_EVENT_DYNAMIC_CHANGED,
        .about = PP_ABOUT_DYNAMIC_RANGE,
        .percent = percent_of_dynamic(diff, protocol),
        .has_protocol = true,
        .protocol = protocol,
    };
    if (event.percent == 0) {
        return PP_OK;
    }
    struct pp_buf evidence;
    evidence_init(&evidence);
    evidence_dynamic(&evidence, diff, protocol);
    return event_add(diff, &event, &evidence);
}

/* --- programs ------------------------------------------------------------- */

static enum pp_status add_program_event(struct pp_diff *diff,
                                        enum pp_protocol protocol,
                                        bool is_opened)
{
    const struct pp_diff_sockets *sockets = &diff->sockets[protocol];
    size_t count = is_opened ? sockets->opened_count : sockets->closed_count;
    if (count == 0) {
        return PP_OK;
    }
    const struct pp_event event = {
        .kind = is_opened ? PP_EVENT_PROGRAM_STARTED : PP_EVENT_PROGRAM_STOPPED,
        .about = PP_ABOUT_PROGRAMS,
        .percent = 80,
        .has_protocol = true,
        .protocol = protocol,
    };
    struct pp_buf evidence;
    evidence_init(&evidence);
    evidence_sockets(
        &evidence, is_opened ? sockets->opened : sockets->closed, count);
    return event_add(diff, &event, &evidence);
}

static enum pp_status add_program_events(struct pp_diff *diff)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(add_program_event(diff, (enum pp_protocol)p, true));
        PP_TRY(add_program_event(diff, (enum pp_protocol)p, false));
    }
    return PP_OK;
}

/* --- all of them ---------------------------------------------------------- */

enum pp_status pp_diff_infer_events(struct pp_diff *diff)
{
    struct clues clues = clues_of(diff);
    PP_TRY(event_add_blocks(diff, &clues));
    PP_TRY(event_add_boot(diff, &clues));
    PP_TRY(add_dynamic_event(diff, PP_TCP));
    PP_TRY(add_dynamic_event(diff, PP_UDP));
    PP_TRY(event_add_rows(diff, &clues, PP_ABOUT_RESERVATIONS));
    PP_TRY(event_add_facts(diff, PP_ABOUT_RESERVATIONS));
    PP_TRY(event_add_facts(diff, PP_ABOUT_SINGLE_PORTS));
    PP_TRY(event_add_rows(diff, &clues, PP_ABOUT_SINGLE_PORTS));
    PP_TRY(event_add_facts(diff, PP_ABOUT_FEATURES));
    PP_TRY(event_add_facts(diff, PP_ABOUT_UPDATES));
    PP_TRY(event_add_facts(diff, PP_ABOUT_SERVICES));
    return add_program_events(diff);
}
