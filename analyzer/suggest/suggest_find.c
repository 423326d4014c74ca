/*
 * Which ports to choose: a sweep over all of them, one score for each place
 * where a suggestion could begin, and a choice that keeps its distance.
 */
#include "suggest_find.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "suggest.h"

enum {
    HUNDREDTH_PPM = SUGGEST_PPM / 100,
    AS_GOOD_HUNDREDTHS = 2,
    HALF_WEIGHT_PORTS = 500, /* the distance that takes half of `near` off */
    PORT_BITS = 16,
    GAP_PORTS = 100,     /* between suggestions: a block of winnat */
    GAP_NEAR_PORTS = 10, /* near a port, outside the dynamic range */
};

/* A place where a suggestion could begin. */
struct candidate {
    uint32_t penalty_ppm; /* of the score */
    uint32_t broken;
    uint32_t share_ppm;
    uint32_t risk_ppm;
    uint32_t first;
    uint32_t group; /* of candidates that are as good as each other */
    uint64_t order; /* among them: the nearer first with `near`, then by the
                     * seed */
};

/* --- what the captures show ----------------------------------------------- */

/* Whether a count of machines is 0 for every protocol asked. */
static bool is_none(const struct pp_suggest_basis *basis,
                    const uint32_t counts[PP_PROTOCOL_COUNT])
{
    return (!basis->options.is_asked[PP_TCP] || counts[PP_TCP] == 0) &&
           (!basis->options.is_asked[PP_UDP] || counts[PP_UDP] == 0);
}

static bool has_all_outlooks(const struct pp_suggest_basis *basis)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (basis->options.is_asked[p] &&
            (basis->outlook_count[p] == 0 ||
             basis->outlook_count[p] < basis->machine_count)) {
            return false;
        }
    }
    return true;
}

static void set_asked(uint32_t *rules, enum pp_suggest_rule rule, bool is_asked)
{
    *rules &= ~pp_suggest_bit(rule);
    *rules |= is_asked ? pp_suggest_bit(rule) : 0;
}

/* A rule is asked where the captures of every machine show it. Returns the
 * rules that every port breaks because some do not. */
static uint32_t settle_asked(struct pp_suggest *suggest)
{
    struct pp_suggest_basis *basis = &suggest->basis;
    bool has_any = basis->machine_count > 0;
    bool has_tables = has_any && is_none(basis, basis->tableless_count);
    bool has_sockets = has_any && is_none(basis, basis->socketless_count);
    uint32_t unknown = 0;
    set_asked(&basis->asked, PP_SUGGEST_EXCLUDED, has_tables);
    set_asked(&basis->asked, PP_SUGGEST_IN_USE, has_sockets);
    set_asked(&basis->asked, PP_SUGGEST_DYNAMIC, has_any);
    set_asked(&basis->asked, PP_SUGGEST_FORECAST, has_all_outlooks(basis));
    set_asked(&unknown, PP_SUGGEST_NO_TABLE, !has_tables);
    set_asked(&unknown, PP_SUGGEST_NO_SOCKETS, !has_sockets);
    return unknown;
}

/* Rules whose ports are ranges, which a reset or a boot may move. */
static const uint32_t ranges =
    UINT32_C(1) << PP_SUGGEST_LOW | UINT32_C(1) << PP_SUGGEST_EXCLUDED |
    UINT32_C(1) << PP_SUGGEST_DYNAMIC | UINT32_C(1) << PP_SUGGEST_DEFAULT |
    UINT32_C(1) << PP_SUGGEST_MIRRORED | UINT32_C(1) << PP_SUGGEST_LINUX |
    UINT32_C(1) << PP_SUGGEST_ALSO;

void pp_suggest_break_edges(struct pp_suggest *suggest)
{
    uint32_t below = ranges; /* what is broken by the port below */
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        uint32_t here = suggest->broken[port] & ranges;
        uint32_t above =
            port < PP_PORT_MAX ? suggest->broken[port + 1] & ranges : ranges;
        if (((below | above) & ~here) != 0) {
            suggest->broken[port] |= pp_suggest_bit(PP_SUGGEST_EDGE);
        }
        below = here;
    }
}

/* --- the sweep ------------------------------------------------------------ */

/* Notes where each rule was broken last: one more than the port. */
static void note_broken(uint32_t last[PP_SUGGEST_RULE_COUNT],
                        uint32_t broken,
                        uint32_t port)
{
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        if ((broken >> r & 1) != 0) {
            last[r] = port + 1;
        }
    }
}

static uint32_t broken_since(const uint32_t last[PP_SUGGEST_RULE_COUNT],
                             uint32_t first)
{
    uint32_t broken = 0;
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        broken |= last[r] > first ? UINT32_C(1) << r : 0;
    }
    return broken;
}

static uint32_t distance(const struct pp_suggest_options *options,
                         uint32_t first)
{
    uint32_t last = first + options->length - 1;
    if (options->near < first) {
        return first - options->near;
    }
    return options->near > last ? options->near - last : 0;
}

static uint32_t weight_ppm(enum pp_suggest_rule rule)
{
    return pp_suggest_rule_info(rule)->weight * HUNDREDTH_PPM;
}

static uint32_t penalty_of(const struct pp_suggest_options *options,
                           const struct candidate *candidate)
{
    uint64_t penalty = 0;
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        enum pp_suggest_rule rule = (enum pp_suggest_rule)r;
        if (rule == PP_SUGGEST_FORECAST) {
            penalty +=
                (uint64_t)weight_ppm(rule) * candidate->risk_ppm / SUGGEST_PPM;
        } else if (rule == PP_SUGGEST_NEAR && options->has_near) {
            uint64_t ports = distance(options, candidate->first);
            penalty += weight_ppm(rule) * ports / (ports + HALF_WEIGHT_PORTS);
        } else if ((candidate->broken & pp_suggest_bit(rule)) != 0) {
            penalty += weight_ppm(rule);
        }
    }
    return (uint32_t)penalty;
}

/* Mixes the bits (the last step of splitmix64). */
static uint64_t scramble(uint64_t seed, uint32_t port)
{
    uint64_t bits = (seed << 16 ^ port) + UINT64_C(0x9e3779b97f4a7c15);
    bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
    return bits ^ bits >> 31;
}

/* Fills `found`, which has room for every port; returns how many. */
static size_t
sweep(struct pp_suggest *suggest, uint32_t unknown, struct candidate *found)
{
    const struct pp_suggest_options *options = &suggest->basis.options;
    uint32_t last[PP_SUGGEST_RULE_COUNT] = {0};
    uint32_t hard = pp_suggest_hard_rules();
    size_t count = 0;
    pp_peaks_clear(&suggest->share_peaks);
    pp_peaks_clear(&suggest->risk_peaks);
    for (uint32_t port = options->within.first; port <= options->within.last;
         port++) {
        note_broken(last, suggest->broken[port], port);
        pp_peaks_push(&suggest->share_peaks, suggest->share_ppm, port);
        pp_peaks_push(&suggest->risk_peaks, suggest->risk_ppm, port);
        if (port - options->within.first + 1 < options->length) {
            continue;
        }
        struct candidate candidate = {.first = port - options->length + 1};
        candidate.broken = broken_since(last, candidate.first) | unknown;
        candidate.share_ppm = pp_peaks_from(
            &suggest->share_peaks, suggest->share_ppm, candidate.first);
        candidate.risk_ppm = pp_peaks_from(
            &suggest->risk_peaks, suggest->risk_ppm, candidate.first);
        if ((candidate.broken & hard) == 0) {
            candidate.penalty_ppm = penalty_of(options, &candidate);
            candidate.order = scramble(options->seed, candidate.first);
            if (options->has_near) {
                candidate.order >>= PORT_BITS;
                candidate.order |= (uint64_t)distance(options, candidate.first)
                                   << (64 - PORT_BITS);
            }
            found[count++] = candidate;
        }
    }
    return count;
}

/* --- the choice ----------------------------------------------------------- */

/* Whether a score is as good as the best of its kind: less apart than the
 * lightest rule, and than what chance makes of the forecast. */
static bool is_as_good(const struct candidate *candidate,
                       const struct candidate *best)
{
    return candidate->penalty_ppm - best->penalty_ppm <=
           AS_GOOD_HUNDREDTHS * HUNDREDTH_PPM;
}

static int compare_penalties(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->penalty_ppm != right->penalty_ppm) {
        return left->penalty_ppm < right->penalty_ppm ? -1 : 1;
    }
    return left->first < right->first ? -1 : 1;
}

static int compare_groups(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->group != right->group) {
        return left->group < right->group ? -1 : 1;
    }
    if (left->order != right->order) {
        return left->order < right->order ? -1 : 1;
    }
    return left->first < right->first ? -1 : 1;
}

/* Whether at least `gap` ports lie between the candidate and every choice; near
 * a port, and where no block comes, ten are enough. */
static bool is_apart(const struct pp_suggest *suggest,
                     const struct candidate *candidate,
                     uint32_t gap)
{
    const struct pp_suggest_options *options = &suggest->basis.options;
    uint32_t length = options->length;
    bool is_near_enough = options->has_near && candidate->risk_ppm == 0;
    gap = is_near_enough && gap > GAP_NEAR_PORTS ? GAP_NEAR_PORTS : gap;
    for (size_t i = 0; i < suggest->item_count; i++) {
        uint32_t first = suggest->items[i].range.first;
        if (candidate->first < first + length + gap &&
            first < candidate->first + length + gap) {
            return false;
        }
    }
    return true;
}

static void choose(struct pp_suggest *suggest,
                   const struct candidate *candidate)
{
    const struct pp_suggest_basis *basis = &suggest->basis;
    uint32_t penalty = candidate->penalty_ppm < SUGGEST_PPM
                           ? candidate->penalty_ppm
                           : SUGGEST_PPM;
    suggest->items[suggest->item_count++] = (struct pp_suggestion){
        .range = {(uint16_t)candidate->first,
                  (uint16_t)(candidate->first + basis->options.length - 1)},
        .broken = candidate->broken,
        .holds = basis->asked & ~candidate->broken,
        .share_ppm = candidate->share_ppm,
        .risk_ppm = candidate->risk_ppm,
        .score = 1.0 - (double)penalty / SUGGEST_PPM,
    };
}

/* Among candidates that are as good as each other: as far apart as they can
 * be, from GAP_PORTS down. */
static void choose_among(struct pp_suggest *suggest,
                         const struct candidate *equals,
                         size_t count)
{
    const struct pp_suggest_options *options = &suggest->basis.options;
    uint32_t gap = GAP_PORTS;
    for (bool is_last = false; !is_last; gap /= 2) {
        is_last = gap == 0;
        for (size_t i = 0; i < count && suggest->item_count < options->count;
             i++) {
            if (is_apart(suggest, &equals[i], gap)) {
                choose(suggest, &equals[i]);
            }
        }
    }
}

/* Parts the candidates, best first, into those that are as good as each
 * other. */
static void part(struct candidate *found, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        best = is_as_good(&found[i], &found[best]) ? best : i;
        found[i].group = (uint32_t)best;
    }
}

static void
choose_all(struct pp_suggest *suggest, struct candidate *found, size_t count)
{
    size_t from = 0;
    if (count > 1) {
        qsort(found, count, sizeof(*found), compare_penalties);
        part(found, count);
        qsort(found, count, sizeof(*found), compare_groups);
    }
    if (suggest->basis.options.has_near) {
        choose_among(suggest, found, count); /* scores say how near */
        return;
    }
    while (from < count && suggest->item_count < suggest->basis.options.count) {
        size_t to = from + 1;
        while (to < count && found[to].group == found[from].group) {
            to++;
        }
        choose_among(suggest, found + from, to - from);
        from = to;
    }
}

enum pp_status pp_suggest_find(struct pp_suggest *suggest)
{
    struct candidate *found = pp_calloc(PP_PORT_COUNT, sizeof(*found));
    enum pp_status status = PP_ERR_NOMEM;
    if (found != NULL) {
        if (suggest->basis.machine_count == 0) {
            pp_suggest_break_default(suggest, NULL);
        }
        pp_suggest_break_edges(suggest);
        uint32_t unknown = settle_asked(suggest);
        size_t count = sweep(suggest, unknown, found);
        suggest->item_count = 0;
        choose_all(suggest, found, count);
        status = PP_OK;
    }
    pp_free(found);
    return status;
}
