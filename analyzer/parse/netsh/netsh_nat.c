/*
 * Port mappings of Routing and Remote Access: `netsh routing ip nat show
 * interface`, and the part of a dump between `pushd routing ip nat` and `popd`
 * (docs/formats/netsh-http.md#netsh-routing-ip-nat).
 *
 * Labels are translated and do not matter: a mapping is five lines, whose
 * values are a protocol, an address, a port, an address and a port.
 */
#include "arguments.h"
#include "base/bytes.h"
#include "parse/line/clean.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

struct netsh_nat {
    struct pp_open_section open;
    uint64_t frame_nonblank; /* a line that names a NAT; 0: none */
    bool is_dump;

    struct pp_kept_text values[PP_RRAS_VALUES];
    size_t count; /* values read of the mapping that is open */
    uint64_t first_line;
    uint64_t last_nonblank;
    struct pp_hold hold;
    struct pp_place place; /* of the public port */
    struct pp_buf target;
};

struct mapping {
    struct pp_rras_mapping of;
    struct pp_place place; /* of its port; line 0: on the current line */
};

static void forget(struct netsh_nat *nat, struct pp_context *context)
{
    nat->count = 0;
    pp_context_release(context, &nat->hold);
}

static enum pp_status nat_close(void *state, struct pp_context *context)
{
    struct netsh_nat *nat = state;
    forget(nat, context);
    nat->is_dump = false;
    nat->frame_nonblank = 0;
    return pp_section_close(&nat->open, context);
}

/* --- mappings ------------------------------------------------------------- */

static bool is_address(struct pp_sv text)
{
    return pp_is_all_of(text, PP_DIGITS ".") && pp_has_one_of(text, ".");
}

static bool is_number(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_of(text, PP_DIGITS);
}

/* Whether the text may stand in the place of this value; ports are checked
 * later. */
static bool is_value(enum pp_rras_value value, struct pp_sv text)
{
    enum pp_protocol protocol;
    return value == PP_RRAS_PROTOCOL ? pp_protocol_parse(text, &protocol)
           : value == PP_RRAS_ADDRESS || value == PP_RRAS_TO_ADDRESS
               ? is_address(text)
               : is_number(text);
}

/* `172.16.1.10:4500` */
static struct pp_sv
write_target(struct netsh_nat *nat, struct pp_sv address, uint32_t port)
{
    if (nat->target.max == 0) {
        pp_buf_init(&nat->target, PP_KEPT_BYTES);
    }
    pp_buf_clear(&nat->target);
    pp_buf_add(&nat->target, address);
    pp_buf_add_char(&nat->target, ':');
    pp_buf_add_u64(&nat->target, port);
    return pp_buf_view(&nat->target);
}

/* What cannot be a port is told of the current line. */
static bool read_port(struct netsh_nat *nat,
                      struct pp_context *context,
                      struct pp_sv text,
                      uint32_t *ret_port)
{
    if (pp_sv_to_u32(text, PP_PORT_MAX, ret_port) && *ret_port > 0) {
        return true;
    }
    pp_context_reject(
        context, PP_DIAG_URL_PORT, text, "a port from 1 to 65535");
    nat->open.section.complete = PP_NO;
    return false;
}

/* The mapping holds its public port on the host. */
static enum pp_status give(struct netsh_nat *nat,
                           struct pp_context *context,
                           const struct mapping *mapping)
{
    const struct pp_sv *values = mapping->of.values;
    uint32_t port = 0;
    uint32_t to_port = 0;
    PP_TRY(pp_section_extend_from(
        &nat->open,
        context,
        PP_SECTION_NETSH_NAT,
        mapping->place.line != 0 ? nat->first_line : context->line_number));
    if (!read_port(nat, context, values[PP_RRAS_PORT], &port) ||
        !read_port(nat, context, values[PP_RRAS_TO_PORT], &to_port)) {
        return PP_OK;
    }
    struct pp_fact fact = pp_section_fact(
        &nat->open, context, PP_FACT_HELD, values[PP_RRAS_PORT]);
    fact.place = mapping->place.line != 0 ? mapping->place : fact.place;
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    fact.as.held = (struct pp_held_fact){
        .kind = PP_HELD_RRAS,
        .name = mapping->of.interface,
        .target = write_target(nat, values[PP_RRAS_TO_ADDRESS], to_port),
    };
    if (!pp_sv_equal(values[PP_RRAS_ADDRESS], PP_SV("0.0.0.0"))) {
        fact.as.held.address = values[PP_RRAS_ADDRESS];
    }
    (void)pp_protocol_parse(values[PP_RRAS_PROTOCOL], &fact.protocol);
    pp_context_take(context, PP_TAKE_USED);
    return nat->target.status == PP_ERR_NOMEM ? PP_ERR_NOMEM
                                              : pp_context_fact(context, &fact);
}

/* --- the listing ---------------------------------------------------------- */

static enum pp_status take_value(struct netsh_nat *nat,
                                 struct pp_context *context,
                                 struct pp_sv value)
{
    if (!pp_keep_text(&nat->values[nat->count], value)) {
        return PP_OK;
    }
    uint32_t port = 0;
    if (nat->count == 0) {
        nat->first_line = context->line_number;
    }
    nat->last_nonblank = context->nonblank_line;
    nat->frame_nonblank = context->nonblank_line;
    if (nat->count == PP_RRAS_PORT) {
        nat->place = pp_context_place(context, value);
        if (!read_port(nat, context, value, &port)) {
            forget(nat, context);
            return pp_section_extend(&nat->open, context, PP_SECTION_NETSH_NAT);
        }
    }
    if (++nat->count < PP_RRAS_VALUES) {
        pp_context_hold_tentatively(context, &nat->hold);
        return PP_OK;
    }
    struct mapping mapping = {.place = nat->place};
    for (size_t i = 0; i < PP_RRAS_VALUES; i++) {
        mapping.of.values[i] = pp_kept_view(&nat->values[i]);
    }
    nat->count = 0;
    pp_context_reclaim(context, &nat->hold, PP_TAKE_USED);
    return give(nat, context, &mapping);
}

static enum pp_status take_listing(struct netsh_nat *nat,
                                   struct pp_context *context,
                                   struct pp_sv text)
{
    struct pp_label line;
    bool is_label = pp_label_split(text, &line) && !line.is_tight;
    if (nat->count > 0 && nat->last_nonblank == context->nonblank_line) {
        return PP_OK; /* the line comes twice */
    }
    if (nat->count > 0 &&
        (!is_label || nat->last_nonblank + 1 != context->nonblank_line ||
         !is_value((enum pp_rras_value)nat->count, line.value))) {
        forget(nat, context);
    }
    return is_label && is_value((enum pp_rras_value)nat->count, line.value)
               ? take_value(nat, context, line.value)
               : PP_OK;
}

/* --- the dump ------------------------------------------------------------- */

static enum pp_status take_command(struct netsh_nat *nat,
                                   struct pp_context *context,
                                   struct pp_sv arguments)
{
    const struct mapping mapping = {
        .of = pp_rras_mapping_read(pp_cursor_over(arguments))};
    for (int i = 0; i < PP_RRAS_VALUES; i++) {
        if (!is_value((enum pp_rras_value)i, mapping.of.values[i])) {
            pp_context_reject(context,
                              PP_DIAG_URL_PORT,
                              arguments,
                              "a protocol, and an address and a port, twice");
            return pp_section_extend(&nat->open, context, PP_SECTION_NETSH_NAT);
        }
    }
    return give(nat, context, &mapping);
}

static enum pp_status
take_dump(struct netsh_nat *nat, struct pp_context *context, struct pp_sv text)
{
    const struct pp_sv add = PP_SV("add portmapping ");
    if (pp_sv_equal_nocase(text, PP_SV("popd"))) {
        PP_TRY(nat_close(nat, context));
        pp_context_take(context, PP_TAKE_IGNORED);
        return PP_OK;
    }
    if (pp_sv_starts_nocase(text, add)) {
        return take_command(nat, context, pp_sv_sub(text, add.len, SIZE_MAX));
    }
    return PP_OK;
}

/* --- lines ---------------------------------------------------------------- */

static enum pp_status
nat_take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct netsh_nat *nat = state;
    const struct pp_sv text = pp_offer_clean(offer);
    if (text.len == 0) {
        return PP_OK;
    }
    if (pp_sv_equal_nocase(text, PP_SV("pushd routing ip nat"))) {
        PP_TRY(nat_close(nat, context));
        nat->is_dump = true;
        pp_context_take(context, PP_TAKE_IGNORED);
        return PP_OK;
    }
    if (nat->is_dump) {
        return take_dump(nat, context, text);
    }
    if (nat->frame_nonblank > 0 &&
        pp_context_is_near(context, nat->frame_nonblank)) {
        PP_TRY(take_listing(nat, context, text));
    }
    if (!context->is_taken && nat->count == 0 &&
        (pp_sv_starts(text, PP_SV("NAT")) ||
         pp_sv_find_nocase(text, PP_SV("routing ip nat show"), 0) !=
             SIZE_MAX)) {
        nat->frame_nonblank = context->nonblank_line;
    }
    return PP_OK;
}

static void nat_done(void *state)
{
    struct netsh_nat *nat = state;
    pp_buf_done(&nat->target);
}

const struct pp_parser pp_parser_netsh_nat = {
    .name = "netsh_nat",
    .state_size = sizeof(struct netsh_nat),
    .take = nat_take,
    .close = nat_close,
    .done = nat_done,
};
