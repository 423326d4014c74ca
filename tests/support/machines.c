/* Machines from texts. */
#include "machines.h"

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
