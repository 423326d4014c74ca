/*
 * What `dnscmd /info` prints of the DNS Server's pool: one property that the
 * command names, or all of them. They are values of the registry, and become
 * facts of it (docs/formats/system.md#dnscmd).
 */
#include "base/bytes.h"
#include "fact/registry.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

enum {
    LIST_BYTES = 1024 /* a longer list nobody writes by hand */
};

struct dnscmd {
    struct pp_open_section open;
    enum pp_known_value wanted; /* which property the command asked for;
                                 * PP_KNOWN_NONE: all, or there is none */
    uint64_t command_nonblank;  /* 0: there is none */
    bool is_info;               /* all of them follow */
    char list[LIST_BYTES];      /* ranges, each ended by NUL */
    size_t list_len;
};

static enum pp_status dnscmd_close(void *state, struct pp_context *context)
{
    struct dnscmd *dnscmd = state;
    dnscmd->command_nonblank = 0;
    dnscmd->is_info = false;
    return pp_section_close(&dnscmd->open, context);
}

static bool has(struct pp_sv text, const char *word)
{
    return pp_sv_find_nocase(text, pp_sv_from(word), 0) != SIZE_MAX;
}

static bool is_command(struct pp_sv text)
{
    return has(text, "dnscmd") && has(text, " /info");
}

static void note_command(struct dnscmd *dnscmd,
                         struct pp_context *context,
                         struct pp_sv text)
{
    dnscmd->wanted = has(text, "SocketPoolSize") ? PP_KNOWN_SOCKET_POOL_SIZE
                     : has(text, "SocketPoolExcludedPortRanges")
                         ? PP_KNOWN_SOCKET_POOL_EXCLUDED
                         : PP_KNOWN_NONE;
    dnscmd->command_nonblank = context->nonblank_line;
    dnscmd->is_info = false;
    dnscmd->list_len = 0;
    pp_context_take(context, PP_TAKE_IGNORED);
}

static enum pp_status emit(struct dnscmd *dnscmd,
                           struct pp_context *context,
                           struct pp_sv part,
                           struct pp_registry_fact value)
{
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(pp_section_extend(&dnscmd->open, context, PP_SECTION_DNSCMD));
    struct pp_fact fact =
        pp_section_fact(&dnscmd->open, context, PP_FACT_REGISTRY, part);
    (void)pp_known_value_named(value.name, &value.key);
    fact.as.registry = value;
    return pp_context_fact(context, &fact);
}

/* `2500 (000009c4)`: a decimal number first. */
static enum pp_status
take_size(struct dnscmd *dnscmd, struct pp_context *context, struct pp_sv text)
{
    struct pp_registry_fact value = {
        .name = PP_SV_INIT("SocketPoolSize"),
        .type = PP_REG_DWORD,
    };
    uint32_t number = 0;
    struct pp_sv rest = text;
    struct pp_sv digits = pp_sv_trim(pp_take_until(&rest, ' '));
    if (!pp_sv_to_u32(digits, UINT32_MAX, &number)) {
        return PP_OK;
    }
    value.number = number;
    return emit(dnscmd, context, digits, value);
}

static bool add_range(struct dnscmd *dnscmd, struct pp_sv word)
{
    struct pp_port_entry entry;
    size_t at = 0;
    if (!pp_port_entry_next(word, &at, &entry) || !entry.is_valid ||
        dnscmd->list_len + word.len + 1 > LIST_BYTES) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        dnscmd->list[dnscmd->list_len++] = word.ptr[i];
    }
    dnscmd->list[dnscmd->list_len++] = '\0';
    return true;
}

/* Ranges with blanks or commas between, all of the line; a list may have
 * several lines, and each fact holds what was there so far. */
static enum pp_status take_ranges(struct dnscmd *dnscmd,
                                  struct pp_context *context,
                                  struct pp_sv text)
{
    size_t len = dnscmd->list_len;
    bool is_list = true;
    struct pp_sv rest = text;
    while (rest.len > 0 && is_list) {
        struct pp_sv part = pp_take_until(&rest, ' ');
        while (part.len > 0 && is_list) {
            struct pp_sv word = pp_sv_trim(pp_take_until(&part, ','));
            is_list = word.len == 0 || add_range(dnscmd, word);
        }
    }
    if (!is_list || dnscmd->list_len == len) {
        dnscmd->list_len = len;
        return PP_OK;
    }
    const struct pp_registry_fact value = {
        .name = PP_SV_INIT("SocketPoolExcludedPortRanges"),
        .type = PP_REG_MULTI_SZ,
        .text = {dnscmd->list, dnscmd->list_len},
    };
    return emit(dnscmd, context, text, value);
}

/* `SocketPoolSize = 2500`, among all properties. */
static enum pp_status take_property(struct dnscmd *dnscmd,
                                    struct pp_context *context,
                                    struct pp_sv text)
{
    size_t equals = pp_sv_find(text, PP_SV("="), 0);
    struct pp_sv name = pp_sv_trim(pp_sv_sub(text, 0, equals));
    struct pp_sv value = pp_sv_trim(pp_sv_sub(text, equals + 1, SIZE_MAX));
    if (equals == SIZE_MAX || name.len == 0) {
        return PP_OK;
    }
    dnscmd->command_nonblank = context->nonblank_line; /* it goes on */
    if (has(name, "SocketPoolSize")) {
        return take_size(dnscmd, context, value);
    }
    if (has(name, "SocketPoolExcludedPortRanges")) {
        return take_ranges(dnscmd, context, value);
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    return PP_OK;
}

static enum pp_status take_answer(struct dnscmd *dnscmd,
                                  struct pp_context *context,
                                  struct pp_sv text)
{
    struct pp_label line = {.value = text};
    if (dnscmd->is_info) {
        return take_property(dnscmd, context, text);
    }
    bool is_frame = pp_sv_starts_nocase(text, PP_SV("Query result")) ||
                    pp_sv_starts_nocase(text, PP_SV("Server info"));
    if (is_frame) {
        dnscmd->is_info = pp_sv_starts_nocase(text, PP_SV("Server info"));
        pp_context_take(context, PP_TAKE_IGNORED);
        return PP_OK;
    }
    (void)pp_label_split(text, &line);
    if (dnscmd->wanted == PP_KNOWN_SOCKET_POOL_SIZE) {
        return take_size(dnscmd, context, line.value);
    }
    return dnscmd->wanted == PP_KNOWN_SOCKET_POOL_EXCLUDED
               ? take_ranges(dnscmd, context, line.value)
               : PP_OK;
}

static enum pp_status dnscmd_take(void *state,
                                  struct pp_context *context,
                                  const struct pp_offer *offer)
{
    struct dnscmd *dnscmd = state;
    struct pp_sv text = pp_offer_clean(offer);
    if (is_command(text)) {
        note_command(dnscmd, context, text);
        return PP_OK;
    }
    if (dnscmd->command_nonblank == 0 ||
        !pp_context_is_near(context, dnscmd->command_nonblank)) {
        return PP_OK;
    }
    return take_answer(dnscmd, context, text);
}

const struct pp_parser pp_parser_dnscmd = {
    .name = "dnscmd",
    .state_size = sizeof(struct dnscmd),
    .take = dnscmd_take,
    .close = dnscmd_close,
};
