/*
 * Commands that map a port of the host to another machine: of WinNAT, of
 * Routing and Remote Access, of the IP Helper service. None prints whether it
 * worked, so that its port is neither free nor taken
 * (docs/formats/netsh-http.md#mapping-commands).
 */
#include "arguments.h"
#include "base/bytes.h"
#include "parse/line/parsers.h"
#include "text/words.h"

struct mapping_command {
    struct pp_open_section open;
    uint64_t more_nonblank; /* PowerShell's command goes on in this line */
};

/* The ports that one command names. */
struct mapped {
    struct pp_sv port;
    struct pp_sv protocol; /* empty: not said */
};

/* --- the commands --------------------------------------------------------- */

/* `v4tov4 [listenport=]PORT ...`; TCP alone. */
static void read_portproxy(struct pp_cursor cursor, struct mapped *mapped)
{
    struct pp_sv word;
    struct pp_sv first = {NULL, 0};
    (void)pp_next_argument(&cursor, &word);
    mapped->protocol = PP_SV("tcp");
    while (pp_next_argument(&cursor, &word)) {
        if (pp_is_argument(word, "listenport", &mapped->port)) {
            return;
        }
        if (first.len == 0) {
            first = word;
        }
    }
    mapped->port = first;
}

static void read_rras(struct pp_cursor cursor, struct mapped *mapped)
{
    const struct pp_rras_mapping mapping = pp_rras_mapping_read(cursor);
    mapped->protocol = mapping.values[PP_RRAS_PROTOCOL];
    mapped->port = mapping.values[PP_RRAS_PORT];
}

/* Parameters by name, of this line of the command. */
static void read_winnat(struct pp_cursor cursor, struct mapped *mapped)
{
    struct pp_sv word;
    struct pp_sv *value = NULL;
    while (pp_next_argument(&cursor, &word)) {
        size_t colon = pp_sv_find(word, PP_SV(":"), 0);
        struct pp_sv name = pp_sv_sub(word, 0, colon);
        bool is_port = pp_sv_equal_nocase(name, PP_SV("-ExternalPort"));
        bool is_protocol = pp_sv_equal_nocase(name, PP_SV("-Protocol"));
        if (value != NULL) {
            *value = word;
            value = NULL;
        } else if (is_port || is_protocol) {
            value = is_port ? &mapped->port : &mapped->protocol;
            if (colon != SIZE_MAX) {
                *value = pp_sv_sub(word, colon + 1, SIZE_MAX);
                value = NULL;
            }
        }
    }
}

/* Whether the words of the command stand in the line, in order and apart by
 * blanks, and no comment before them; *ret_rest is what is behind. */
static bool has_words(struct pp_sv line,
                      const char *name,
                      const char *const words[],
                      struct pp_cursor *ret_rest)
{
    size_t at = pp_sv_find_nocase(line, pp_sv_from(name), 0);
    struct pp_sv before = pp_sv_sub(line, 0, at);
    if (at == SIZE_MAX || pp_words_start_nocase("#|rem |::|//", before) > 0) {
        return false;
    }
    struct pp_cursor cursor = pp_cursor_over(pp_sv_sub(line, at, SIZE_MAX));
    for (size_t i = 0; words[i] != NULL; i++) {
        struct pp_sv word;
        if (!pp_next_argument(&cursor, &word) ||
            !pp_words_has(words[i], word)) {
            return false;
        }
    }
    *ret_rest = cursor;
    return true;
}

#define NETSH "netsh|netsh.exe"

/* netsh's words may be cut short. */
static bool read_command(struct pp_sv line, struct mapped *ret_mapped)
{
    static const struct {
        const char *name;
        const char *words[6];
        void (*read)(struct pp_cursor cursor, struct mapped *mapped);
    } commands[] = {
        {"netsh",
         {NETSH, "interface|int|in|i", "portproxy|port|p", "add|set", NULL},
         read_portproxy},
        {"netsh", {NETSH, "routing", "ip", "nat", "add", NULL}, read_rras},
        {"Add-NetNatStaticMapping",
         {"Add-NetNatStaticMapping", NULL},
         read_winnat},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(commands); i++) {
        struct pp_cursor rest;
        struct pp_sv word;
        struct mapped mapped = {0};
        if (!has_words(line, commands[i].name, commands[i].words, &rest)) {
            continue;
        }
        /* Of RRAS other things can be added. */
        if (commands[i].read == read_rras &&
            !(pp_next_argument(&rest, &word) &&
              pp_sv_equal_nocase(word, PP_SV("portmapping")))) {
            return false;
        }
        commands[i].read(rest, &mapped);
        *ret_mapped = mapped;
        return true;
    }
    return false;
}

/* --- the parser ----------------------------------------------------------- */

static enum pp_status take_ports(struct mapping_command *state,
                                 struct pp_context *context,
                                 const struct mapped *mapped)
{
    enum pp_protocol protocol;
    uint32_t port = 0;
    if (!pp_sv_to_u32(mapped->port, PP_PORT_MAX, &port) || port == 0) {
        return PP_OK; /* a variable, or on another line */
    }
    bool is_said = pp_protocol_parse(mapped->protocol, &protocol);
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(
        pp_section_extend(&state->open, context, PP_SECTION_MAPPING_COMMAND));
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        if (is_said && i != (int)protocol) {
            continue;
        }
        struct pp_fact fact =
            pp_section_fact(&state->open, context, PP_FACT_GAP, mapped->port);
        fact.protocol = (enum pp_protocol)i;
        fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
        fact.as.gap.kind = PP_GAP_COMMAND;
        PP_TRY(pp_context_fact(context, &fact));
    }
    return PP_OK;
}

static enum pp_status close_section(void *memory, struct pp_context *context)
{
    struct mapping_command *state = memory;
    return pp_section_close(&state->open, context);
}

static enum pp_status take_line(void *memory,
                                struct pp_context *context,
                                const struct pp_offer *offer)
{
    struct mapping_command *state = memory;
    struct mapped mapped = {0};
    struct pp_sv line = pp_trim_wide(offer->line);
    /* Without a digit there is no port, and PowerShell's may come below. */
    bool is_command =
        (pp_has_one_of(line, PP_DIGITS) || pp_sv_ends(line, PP_SV("`"))) &&
        read_command(line, &mapped);
    bool goes_on = state->more_nonblank == context->nonblank_line;
    if (!is_command && !goes_on) {
        return PP_OK;
    }
    if (!is_command) {
        read_winnat(pp_cursor_over(line), &mapped);
    }
    if (pp_sv_ends(line, PP_SV("`"))) {
        state->more_nonblank = context->nonblank_line + 1;
    }
    return take_ports(state, context, &mapped);
}

const struct pp_parser pp_parser_mapping_command = {
    .name = "mapping_command",
    .state_size = sizeof(struct mapping_command),
    .take = take_line,
    .close = close_section,
};
