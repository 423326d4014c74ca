/*
 * WSL's mirrored networking (docs/ports-on-windows.md#wsl-mirrored): one run
 * of ports that Windows and the guest share, the same in TCP and UDP, and in
 * no table that netsh prints. WSL takes it when it starts, and gives it back
 * when it is shut down.
 */
#include "engine_wsl.h"

#include "portplan/range.h"

#include "engine_blocks.h"
#include "model/mirrored.h"
#include "outcome.h"
#include "sim/reserve/reserve_models.h"
#include "sim/state/mirrored_place.h"
#include "sim/steps/step_words.h"

enum {
    MIRRORED_PORTS = 4096, /* HcnReserveGuestNetworkServicePortRange */
    HIGH_PORTS_FIRST = 32768,
    HALF_PERMILLE = 500,
};

/* --- where WSL looks in order --------------------------------------------- */

/* The ports that keep the run away in either protocol: whether an
 * administered row does is doubtful (httptoolkit#611). */
static struct pp_portset keeping_away(const struct pps_state *state,
                                      bool is_row_enough)
{
    struct pp_portset ports = {{0}};
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pps_protocol_state *at = &state->protocols[p];
        pp_portset_union(&ports, is_row_enough ? &at->taken : &at->used);
        for (size_t i = 0; i < at->claim_count; i++) {
            if (pps_claim_is_refusing(&at->claims[i])) {
                pp_portset_set_range(&ports, at->claims[i].range);
            }
        }
    }
    return ports;
}

/* The first choice with room; 0-0: none has. */
static struct pp_range first_choice(const struct pp_portset *away)
{
    for (size_t i = 0; i < PP_MIRRORED_CHOICES; i++) {
        if (!pp_portset_test_any(away, pp_mirrored_choices[i])) {
            return pp_mirrored_choices[i];
        }
    }
    return (struct pp_range){0, 0};
}

/* The first choice, or as likely where the run was when it was captured, or
 * where administered rows would drive it, if they do. */
static enum pp_status place_fixed(struct rule *rule, bool *ret_is_random)
{
    const struct pps_state *state = rule->state;
    struct pp_portset away = keeping_away(state, false);
    struct pp_range place = first_choice(&away);
    struct pp_range other = state->wsl_block;
    bool is_other = other.first > 0 && !pp_portset_test_any(&away, other) &&
                    other.last != place.last;
    if (!is_other) {
        away = keeping_away(state, true);
        other = first_choice(&away);
        is_other = !pp_range_equal(place, other);
    }
    *ret_is_random = is_other;
    if (is_other && pps_prng_chance(rule->prng, HALF_PERMILLE)) {
        place = other;
    } else if (!is_other && state->wsl_block.last == place.last) {
        place = state->wsl_block; /* of 4097 ports, in an older build */
    }
    return place.first == 0
               ? PP_OK
               : pps_block_list_add(&rule->engine->blocks, place, 0);
}

/* --- anywhere in a range -------------------------------------------------- */

/* Where the run may lie; false: the two dynamic ranges have nothing in
 * common. */
static bool range_for_run(const struct rule *rule, struct pp_range *ret_range)
{
    const struct pps_protocol_state *at = rule->state->protocols;
    if (assumed(rule, PP_ASSUME_MIRRORED_PLACE) == PP_MIRRORED_PLACE_HIGH) {
        *ret_range = (struct pp_range){HIGH_PORTS_FIRST, PP_PORT_MAX};
        return true;
    }
    return pp_range_intersect(
        at[PP_TCP].dynamic.range, at[PP_UDP].dynamic.range, ret_range);
}

static enum pp_status place_anywhere(struct rule *rule)
{
    struct pp_portset taken = rule->state->protocols[PP_TCP].taken;
    struct pps_reserve_request request = {.block_ports = MIRRORED_PORTS};
    pp_portset_union(&taken, &rule->state->protocols[PP_UDP].taken);
    return range_for_run(rule, &request.range)
               ? pps_reserve_mirrored.reserve(
                     &request, rule->prng, &taken, &rule->engine->blocks)
               : PP_OK;
}

/* --- WSL starts and stops ------------------------------------------------- */

enum pp_status pps_remake_mirrored(struct rule *rule)
{
    bool is_random = true;
    if (!pps_is_mirrored(rule->state) ||
        rule->state->is_enabled[PPS_WSL] == PP_NO) {
        return PP_OK;
    }
    rule->engine->blocks.count = 0;
    PP_TRY(assumed(rule, PP_ASSUME_MIRRORED_PLACE) == PP_MIRRORED_PLACE_FIXED
               ? place_fixed(rule, &is_random)
               : place_anywhere(rule));
    if (rule->engine->blocks.count == 0) {
        pps_outcome_note(rule->outcome, PPS_NOTE_MIRRORED_NO_ROOM);
        return PP_OK;
    }
    if (is_random) {
        pps_outcome_note(rule->outcome, PPS_NOTE_WSL_ANYWHERE);
    }
    struct pps_claim claim =
        pps_claim_of_step(rule->engine->blocks.items[0].range,
                          PP_OWNER_WSL_MIRRORED,
                          "simulated");
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pps_change change =
            pps_change_of_claim(PPS_ADD, (enum pp_protocol)p, &claim);
        change.is_random = is_random;
        PP_TRY(pps_state_add_claim(rule->state, (enum pp_protocol)p, &claim));
        PP_TRY(pps_outcome_add(rule->outcome, &change));
    }
    return PP_OK;
}

enum pp_status pps_release_mirrored(struct rule *rule)
{
    rule->state->is_block_assumed = false;
    return pps_release_claims(rule, PP_OWNER_WSL_MIRRORED);
}

static bool has_block(const struct pps_state *state)
{
    const struct pps_protocol_state *at = &state->protocols[PP_TCP];
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].owner == PP_OWNER_WSL_MIRRORED) {
            return true;
        }
    }
    return state->is_block_assumed;
}

/* Whether the word is the program, with its folder or without. */
static bool is_wsl(struct pp_sv word)
{
    static const char *const names[] = {"wsl", "wsl.exe", NULL};
    return pps_step_word_is_any(word, names) ||
           pp_sv_ends(word, PP_SV("\\wsl.exe"));
}

/* The word behind `wsl`, empty where none is; false: another command line. It
 * may stand behind another program's option: `cmd /c wsl`. */
static bool find_argument(const struct pps_step *step, struct pp_sv *ret_word)
{
    struct step_words words;
    struct pp_sv text = step->written;
    if (step->kind != PPS_STEP_OTHER || !pps_step_words_split(text, &words)) {
        return false;
    }
    text = words.count > 0 ? words.items[words.count - 1] : text;
    if (pp_sv_find(text, PP_SV(" "), 0) != SIZE_MAX &&
        !pps_step_words_split(text, &words)) { /* cmd /c "wsl --shutdown" */
        return false;
    }
    for (size_t i = 0; i < words.count; i++) {
        char before = i > 0 ? words.items[i - 1].ptr[0] : '/';
        if (is_wsl(words.items[i]) && (before == '/' || before == '-')) {
            *ret_word = i + 1 < words.count ? words.items[i + 1] : words.end;
            return true;
        }
    }
    return false;
}

bool pps_step_starts_wsl(const struct pps_step *step)
{
    static const char *const running[] = {"-d",
                                          "--distribution",
                                          "-e",
                                          "--exec",
                                          "-u",
                                          "--user",
                                          "--cd",
                                          "--",
                                          NULL};
    struct pp_sv word;
    return find_argument(step, &word) && (word.len == 0 || word.ptr[0] != '-' ||
                                          pps_step_word_is_any(word, running));
}

enum pp_status pps_rule_wsl(struct rule *rule)
{
    struct pp_sv word = {"", 0};
    bool is_held = has_block(rule->state);
    if (!find_argument(rule->step, &word)) {
        pps_outcome_note(rule->outcome, PPS_NOTE_NOT_MODELLED);
        return PP_OK;
    }
    if (is_held && pps_step_word_is(word, "--shutdown")) {
        pps_outcome_note(rule->outcome, PPS_NOTE_WSL_GIVES_BACK);
        return pps_release_mirrored(rule);
    }
    if (!is_held && pps_is_mirrored(rule->state) &&
        pps_step_starts_wsl(rule->step)) {
        return pps_remake_mirrored(rule);
    }
    pps_outcome_note(rule->outcome,
                     pps_state_block_count(rule->state, PP_TCP) > 0 &&
                             pps_step_word_is(word, "--shutdown")
                         ? PPS_NOTE_BLOCKS_STAY
                         : PPS_NOTE_NOT_MODELLED);
    return PP_OK;
}
