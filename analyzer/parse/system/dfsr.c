/*
 * The port that DFS Replication has for its own: RpcPortAssignment of
 * `dfsrdiag DumpMachineCfg` and of the class DfsrMachineConfig, and `dfsrdiag
 * StaticRPC` that succeeded (docs/formats/system.md#dfs-replication).
 */
#include "base/bytes.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

struct dfsr {
    struct pp_open_section open;
    uint64_t head_nonblank;    /* the name alone on its line; 0: none */
    uint64_t command_nonblank; /* StaticRPC, not answered yet; 0: none */
    uint32_t command_port;
};

static enum pp_status dfsr_close(void *state, struct pp_context *context)
{
    struct dfsr *dfsr = state;
    dfsr->head_nonblank = 0;
    dfsr->command_nonblank = 0;
    return pp_section_close(&dfsr->open, context);
}

/* 0: a port of the dynamic range. */
static enum pp_status
give(struct dfsr *dfsr, struct pp_context *context, struct pp_sv value)
{
    uint32_t port = 0;
    PP_TRY(pp_section_extend(&dfsr->open, context, PP_SECTION_DFSR));
    if (!pp_sv_to_u32(value, PP_PORT_MAX, &port)) {
        pp_context_reject(context,
                          PP_DIAG_SYSTEM_VALUE,
                          value,
                          "a port from 1 to 65535, or 0 for none");
        dfsr->open.section.complete = PP_NO;
        return PP_OK;
    }
    struct pp_fact fact =
        pp_section_fact(&dfsr->open, context, PP_FACT_SETTING, value);
    fact.as.setting = (struct pp_setting_fact){
        .scope = PP_SV(PP_DFSR_SCOPE),
        .name = PP_SV(PP_DFSR_PORT),
        .value = value,
    };
    pp_context_take(context, PP_TAKE_USED);
    return pp_context_fact(context, &fact);
}

/* `RpcPortAssignment: 5722`, `=5722`, and JSON's `"RpcPortAssignment": 5722,`
 */
static bool read_value(struct pp_sv text, struct pp_sv *ret_value)
{
    text = pp_trim_start(text, "\" \t");
    const struct pp_sv name = PP_SV(PP_DFSR_PORT);
    if (!pp_sv_starts_nocase(text, name)) {
        return false;
    }
    text = pp_trim_start(pp_sv_sub(text, name.len, SIZE_MAX), "\" \t");
    if (text.len == 0 || !pp_is_one_of(text.ptr[0], ":=")) {
        return false;
    }
    *ret_value =
        pp_trim_end(pp_trim_start(pp_sv_sub(text, 1, SIZE_MAX), " \t"), ", \t");
    return ret_value->len > 0 && pp_is_all_of(*ret_value, PP_DIGITS);
}

/* `dfsrdiag StaticRPC /port:5722 /Member:SRV` */
static bool read_command(struct pp_sv text, struct pp_sv *ret_port)
{
    const struct pp_sv option = PP_SV("/port:");
    const size_t at = pp_sv_find_nocase(text, option, 0);
    if (at == SIZE_MAX ||
        pp_sv_find_nocase(text, PP_SV("dfsrdiag"), 0) == SIZE_MAX ||
        pp_sv_find_nocase(text, PP_SV(" StaticRPC"), 0) == SIZE_MAX) {
        return false;
    }
    struct pp_sv rest = pp_sv_sub(text, at + option.len, SIZE_MAX);
    *ret_port = pp_take_until(&rest, ' ');
    return true;
}

/* Whether the line above this one, but for a line of dashes, is `nonblank`. */
static bool follows(const struct pp_context *context, uint64_t nonblank)
{
    return nonblank > 0 && context->nonblank_line <= nonblank + 2;
}

/* The answer below the command; the port is written anew, for its line is gone.
 */
static enum pp_status take_answer(struct dfsr *dfsr, struct pp_context *context)
{
    char digits[8];
    size_t at = sizeof(digits);
    uint32_t port = dfsr->command_port;
    do {
        digits[--at] = (char)('0' + port % 10);
        port /= 10;
    } while (port > 0);
    dfsr->command_nonblank = 0;
    return give(
        dfsr, context, (struct pp_sv){digits + at, sizeof(digits) - at});
}

static enum pp_status
dfsr_take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct dfsr *dfsr = state;
    const struct pp_sv text = pp_offer_clean(offer);
    struct pp_sv value;
    if (text.len == 0) {
        return PP_OK;
    }
    if (read_value(text, &value)) {
        return give(dfsr, context, value);
    }
    if (follows(context, dfsr->head_nonblank) &&
        pp_is_all_of(text, PP_DIGITS)) {
        dfsr->head_nonblank = 0;
        return give(dfsr, context, text);
    }
    if (follows(context, dfsr->command_nonblank) &&
        pp_sv_find_nocase(text, PP_SV("Operation Succeeded"), 0) != SIZE_MAX) {
        return take_answer(dfsr, context);
    }
    if (read_command(text, &value) &&
        pp_sv_to_u32(value, PP_PORT_MAX, &dfsr->command_port)) {
        dfsr->command_nonblank = context->nonblank_line;
    }
    if (pp_sv_equal_nocase(text, PP_SV(PP_DFSR_PORT))) {
        dfsr->head_nonblank = context->nonblank_line;
    }
    return PP_OK;
}

const struct pp_parser pp_parser_dfsr = {
    .name = "dfsr",
    .state_size = sizeof(struct dfsr),
    .take = dfsr_take,
    .close = dfsr_close,
};
