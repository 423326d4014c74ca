/* Machines from texts. */
#include "machines.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/cursor.h"

static void insist(bool claim)
{
    if (!claim) {
        abort();
    }
}

static void add_exclusions(struct pp_machine *machine, const char *text)
{
    struct pp_cursor cursor = pp_cursor_over(pp_sv_from(text));
    uint32_t line = 1;
    while (!pp_cursor_at_end(&cursor)) {
        uint32_t first = 0;
        uint32_t last = 0;
        insist(pp_cursor_take_u32(&cursor, PP_PORT_MAX, &first) &&
               pp_cursor_take(&cursor, '-') &&
               pp_cursor_take_u32(&cursor, PP_PORT_MAX, &last));
        const struct pp_exclusion exclusion = {
            .range = {(uint16_t)first, (uint16_t)last},
            .is_administered = pp_cursor_take(&cursor, '*')   ? PP_YES
                               : pp_cursor_take(&cursor, '?') ? PP_UNKNOWN
                                                              : PP_NO,
            .place = {.line = line++, .column = 1},
        };
        insist(pp_machine_add_exclusion(machine, PP_TCP, &exclusion) == PP_OK);
        (void)pp_cursor_skip_blanks(&cursor);
    }
}

static void add_sockets(struct pp_machine *machine, const char *text)
{
    struct pp_cursor cursor = pp_cursor_over(pp_sv_from(text));
    while (!pp_cursor_at_end(&cursor)) {
        uint32_t port = 0;
        struct pp_sv address = PP_SV("0.0.0.0");
        insist(pp_cursor_take_u32(&cursor, PP_PORT_MAX, &port));
        if (pp_cursor_take(&cursor, '@')) {
            insist(pp_cursor_take_word(&cursor, &address));
        }
        const struct pp_socket socket = {
            .port = (uint16_t)port,
            .address = address,
            .state = PP_SV("listening"),
            .pid = 1234,
            .has_pid = true,
        };
        insist(pp_machine_add_socket(machine, PP_TCP, &socket) == PP_OK);
        (void)pp_cursor_skip_blanks(&cursor);
    }
}

struct pp_machine *pp_test_machine(const struct pp_test_machine *from)
{
    struct pp_machine *machine = NULL;
    insist(pp_machine_new(&machine) == PP_OK);
    if (from->exclusions != NULL) {
        pp_machine_set_table_seen(machine, PP_TCP);
        add_exclusions(machine, from->exclusions);
    }
    if (from->sockets != NULL) {
        add_sockets(machine, from->sockets);
    }
    if (from->basis != PP_BASIS_ASSUMED) {
        const struct pp_dynamic dynamic = {
            .range = from->dynamic,
            .basis = from->basis,
            .reason = "as the test says",
        };
        pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    }
    insist(pp_machine_finish(machine) == PP_OK);
    return machine;
}

static void add_claims(struct pp_test_claims *claims,
                       const struct pp_machine *machine,
                       enum pp_protocol protocol,
                       struct pp_answers answers)
{
    const struct pp_hit *hit;
    while ((hit = pp_answers_next(&answers)) != NULL) {
        const struct pp_claim *claim =
            pp_machine_claim(machine, protocol, hit->label);
        switch (claim->kind) {
        case PP_CLAIM_EXCLUSION:
            cr_assert_lt(claims->exclusion_count, PP_TEST_MAX_CLAIMS);
            claims->exclusions[claims->exclusion_count++] = claim->as.exclusion;
            break;
        case PP_CLAIM_SOCKET:
            claims->socket_count++;
            break;
        case PP_CLAIM_DYNAMIC:
            claims->is_dynamic = true;
            break;
        case PP_CLAIM_KEPT:
            claims->kept_count++;
            break;
        case PP_CLAIM_URL:
        case PP_CLAIM_HELD:
        case PP_CLAIM_WSL_BLOCK:
        case PP_CLAIM_GAP:
        case PP_CLAIM_REFUSAL:
        case PP_CLAIM_RPC:
        case PP_CLAIM_SERVICE:
        case PP_CLAIM_DNS_POOL:
        case PP_CLAIM_EARLIER:
            break; /* prop_evidence asks the judge about them */
        case PP_CLAIM_RESERVATION:
            claims->reservation_count++;
            break;
        case PP_CLAIM_CONVENTION:
            cr_assert_lt(claims->convention_count, PP_TEST_MAX_CLAIMS);
            claims->conventions[claims->convention_count++] =
                claim->as.convention;
            break;
        }
    }
}

struct pp_test_claims pp_test_claims_at(const struct pp_machine *machine,
                                        enum pp_protocol protocol,
                                        uint16_t port)
{
    struct pp_test_claims claims = {0};
    const struct pp_spans *bearing = pp_machine_spans(machine, protocol);
    const struct pp_spans *remarks = pp_machine_remarks(machine, protocol);
    add_claims(&claims, machine, protocol, pp_spans_stab(bearing, port));
    add_claims(&claims, machine, protocol, pp_spans_stab(remarks, port));
    return claims;
}
