/* A machine in words, without its names. */
#include "port_facts.h"

#include "portplan/address.h"
#include "portplan/load.h"

static enum pp_status machine_of(struct pp_sv bytes,
                                 const char *encoding,
                                 struct pp_machine **ret_machine)
{
    const struct pp_load_options options = {encoding, NULL};
    struct pp_load *load = NULL;
    PP_TRY(pp_load_new(&options, &load));
    enum pp_status status = pp_load_add_bytes(load, PP_SV("x"), bytes);
    if (status == PP_OK) {
        status = pp_load_machine(load, ret_machine);
    }
    pp_load_free(load);
    return status;
}

static void add_address(struct pp_buf *out, struct pp_sv text)
{
    struct pp_address address;
    if (!pp_address_parse(text, &address)) {
        pp_buf_add_str(out, text.len > 0 ? "name" : "-");
        return;
    }
    bool is_loopback =
        pp_sv_starts(text, PP_SV("127.")) || pp_sv_equal(text, PP_SV("::1"));
    pp_buf_printf(out, "%d/%d/%d", address.kind, address.family, is_loopback);
}

static void add_exclusions(struct pp_buf *out,
                           const struct pp_machine *machine,
                           enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "x %u-%u %d %d %d\n",
                      exclusions[i].range.first,
                      exclusions[i].range.last,
                      exclusions[i].is_administered,
                      exclusions[i].is_persistent,
                      exclusions[i].owner);
    }
}

static void add_sockets(struct pp_buf *out,
                        const struct pp_machine *machine,
                        enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "s %u %.*s %u %d ",
                      sockets[i].port,
                      PP_SV_ARGS(sockets[i].state),
                      sockets[i].pid,
                      sockets[i].process.len > 0);
        add_address(out, sockets[i].address);
        pp_buf_add_char(out, '\n');
    }
}

static void add_protocol(struct pp_buf *out,
                         const struct pp_machine *machine,
                         enum pp_protocol protocol)
{
    add_exclusions(out, machine, protocol);
    const struct pp_dynamic *dynamic = pp_machine_dynamic(machine, protocol);
    pp_buf_printf(out,
                  "d %u-%u %d\n",
                  dynamic->range.first,
                  dynamic->range.last,
                  dynamic->basis);
    add_sockets(out, machine, protocol);
    size_t count = 0;
    const struct pp_reservation *reservations =
        pp_machine_reservations(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "r %u-%u %d\n",
                      reservations[i].range.first,
                      reservations[i].range.last,
                      reservations[i].kind);
    }
}

enum pp_status pp_test_add_port_facts(struct pp_buf *out,
                                      struct pp_sv bytes,
                                      const char *encoding)
{
    struct pp_machine *machine = NULL;
    PP_TRY(machine_of(bytes, encoding, &machine));
    add_protocol(out, machine, PP_TCP);
    add_protocol(out, machine, PP_UDP);
    const struct pp_os *os = pp_machine_os(machine);
    pp_buf_printf(out,
                  "os %s %.*s %u\n",
                  os->generation != NULL ? os->generation : "-",
                  PP_SV_ARGS(os->version),
                  os->build);
    pp_machine_free(machine);
    return out->status;
}
