/*
 * The rule that ports are reserved: administered exclusions cover them, and
 * survive a reboot or not.
 */
#include "verify_reserved.h"

#include "verify_check.h"

/* Administered exclusions over the ports, added up: they may be several. */
struct cover {
    uint32_t next;               /* the first port that is not covered yet */
    enum pp_tri is_administered; /* PP_UNKNOWN: a row lost its star */
    enum pp_tri is_persistent;
    struct pp_place place;
};

static enum pp_tri weakest(enum pp_tri a, enum pp_tri b)
{
    if (a == PP_NO || b == PP_NO) {
        return PP_NO;
    }
    return a == PP_UNKNOWN || b == PP_UNKNOWN ? PP_UNKNOWN : PP_YES;
}

static struct cover find_cover(const struct pp_machine *machine,
                               const struct pp_port_query *ports)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, ports->protocol, &count);
    struct cover cover = {.next = ports->range.first,
                          .is_administered = PP_YES,
                          .is_persistent = PP_YES};
    for (size_t i = 0; i < count && cover.next <= ports->range.last; i++) {
        bool is_next = rows[i].is_administered != PP_NO &&
                       rows[i].range.first <= cover.next &&
                       rows[i].range.last >= cover.next;
        if (is_next) {
            cover.next = (uint32_t)rows[i].range.last + 1;
            cover.is_administered =
                weakest(cover.is_administered, rows[i].is_administered);
            cover.is_persistent =
                weakest(cover.is_persistent, rows[i].is_persistent);
            cover.place = rows[i].place;
        }
    }
    return cover;
}

static void judge_persistence(struct check_draft *draft,
                              enum pp_tri required,
                              enum pp_tri is_persistent)
{
    if (required == PP_UNKNOWN) {
        pp_buf_add_str(&draft->text, " is reserved");
    } else if (is_persistent == PP_UNKNOWN) {
        draft->check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft->text,
                       " is reserved; no capture shows whether it survives a "
                       "reboot");
    } else {
        draft->check.result =
            is_persistent == required ? PP_VERIFY_HOLDS : PP_VERIFY_VIOLATED;
        pp_buf_add_str(&draft->text,
                       is_persistent == PP_YES
                           ? " is reserved and survives a reboot"
                           : " is reserved until the next reboot only");
    }
}

static enum pp_status ask_reserved_one(const struct rule_question *question,
                                       const struct pp_wanted *wanted)
{
    const struct pp_machine *machine = question->host->machine;
    struct check_draft draft = pp_verify_check_begin(question, wanted);
    pp_verify_check_say_ports(&draft);
    struct cover cover = find_cover(machine, &wanted->ports);
    draft.check.place = cover.place;
    if (!pp_machine_has_table(machine, wanted->ports.protocol)) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_printf(&draft.text,
                      ": the captures hold no exclusion table for %s",
                      pp_protocol_name(wanted->ports.protocol));
    } else if (cover.next <= wanted->ports.range.last) {
        draft.check.result = PP_VERIFY_VIOLATED;
        pp_buf_printf(&draft.text,
                      " is not reserved: no administered exclusion covers "
                      "port %u",
                      (unsigned)cover.next);
    } else if (cover.is_administered != PP_YES) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft.text,
                       " is excluded; the capture lost the star that tells "
                       "reservations");
    } else {
        judge_persistence(
            &draft, question->rule->persistent, cover.is_persistent);
    }
    return pp_verify_check_end(question, &draft);
}

enum pp_status pp_verify_ask_reserved(const struct rule_question *question)
{
    return pp_verify_check_each(question, ask_reserved_one);
}
