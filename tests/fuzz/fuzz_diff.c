/*
 * The fuzz target of diff: two captures, parted by the byte 1E, the separator
 * of records of ASCII, which no capture has.
 *
 * Laws: between a capture and itself nothing was added, removed, moved,
 * changed, opened or closed; what was added from the one to the other was
 * removed from the other to the one, and so on; every row stands in kept,
 * removed, added or unknown once; a confidence is a share.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "diff/diff.h"
#include "fuzz_target.h"

#define LAW(claim)                                              \
    do {                                                        \
        if (!(claim)) {                                         \
            fprintf(stderr, "fuzz_diff: broken: " #claim "\n"); \
            abort();                                            \
        }                                                       \
    } while (0)

struct side {
    struct pp_load *load;
    struct pp_machine *machine;
};

static struct side open_side(struct pp_sv bytes)
{
    struct side side = {NULL, NULL};
    LAW(pp_load_new(NULL, &side.load) == PP_OK);
    LAW(pp_load_add_bytes(side.load, PP_SV("fuzz"), bytes) == PP_OK);
    LAW(pp_load_machine(side.load, &side.machine) == PP_OK);
    return side;
}

static void close_side(struct side *side)
{
    pp_machine_free(side->machine);
    pp_load_free(side->load);
}

static struct pp_diff *compare(const struct side *before,
                               const struct side *after)
{
    struct pp_diff *diff = NULL;
    LAW(pp_diff_run(before->machine, after->machine, &diff) == PP_OK);
    size_t count = diff->events.count;
    const struct pp_event *events = diff->events.items;
    for (size_t i = 0; i < count; i++) {
        LAW(events[i].percent <= 100);
        LAW(events[i].kind < PP_EVENT_COUNT_);
    }
    return diff;
}

static void check_mirrored(const struct pp_diff *there,
                           const struct pp_diff *back,
                           enum pp_protocol protocol)
{
    const struct pp_diff_table *a = &there->tables[protocol];
    const struct pp_diff_table *b = &back->tables[protocol];
    LAW(a->is_compared == b->is_compared);
    LAW(a->kept.count == b->kept.count);
    LAW(a->added.count == b->removed.count);
    LAW(a->removed.count == b->added.count);
    LAW(a->unknown.count == b->unknown.count);
    LAW(a->moved.count == b->moved.count);
    LAW(a->changed.count == b->changed.count);
    const struct pp_diff_sockets *c = &there->sockets[protocol];
    const struct pp_diff_sockets *d = &back->sockets[protocol];
    LAW(c->is_compared == d->is_compared);
    LAW(c->kept_count == d->kept_count);
    LAW(c->opened_count == d->closed_count);
    LAW(c->closed_count == d->opened_count);
}

static void check_rows(const struct pp_diff *diff, enum pp_protocol protocol)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    size_t before = 0;
    size_t after = 0;
    (void)pp_machine_exclusions(diff->before, protocol, &before);
    (void)pp_machine_exclusions(diff->after, protocol, &after);
    if (table->is_compared) {
        LAW(2 * table->kept.count + table->removed.count + table->added.count +
                table->unknown.count ==
            before + after);
    }
}

static void check_itself(const struct side *side)
{
    struct pp_diff *diff = compare(side, side);
    size_t facts = diff->facts.count;
    LAW(facts == 0);
    LAW(pp_diff_is_same(diff) != PP_NO);
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        const struct pp_diff_table *table = &diff->tables[i];
        const struct pp_diff_sockets *sockets = &diff->sockets[i];
        LAW(table->added.count + table->removed.count == 0);
        LAW(table->moved.count + table->changed.count == 0);
        LAW(sockets->opened_count + sockets->closed_count == 0);
        LAW(sockets->other_process_count == 0);
    }
    pp_diff_free(diff);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pp_sv bytes = {(const char *)data, size};
    size_t at = pp_sv_find(bytes, PP_SV("\x1E"), 0);
    struct side before = open_side(pp_sv_sub(bytes, 0, at));
    struct side after =
        open_side(at == SIZE_MAX ? bytes : pp_sv_sub(bytes, at + 1, SIZE_MAX));
    struct pp_diff *there = compare(&before, &after);
    struct pp_diff *back = compare(&after, &before);
    check_itself(&before);
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        check_mirrored(there, back, (enum pp_protocol)i);
        check_rows(there, (enum pp_protocol)i);
    }
    size_t facts = there->facts.count;
    size_t facts_back = back->facts.count;
    LAW(facts == facts_back);
    LAW(pp_diff_is_same(there) == pp_diff_is_same(back));
    pp_diff_free(there);
    pp_diff_free(back);
    close_side(&before);
    close_side(&after);
    return 0;
}
