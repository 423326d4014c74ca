/* What the reports of `suggest` share. */
#include "suggest_words.h"

#include "print/place.h"

const char *pp_suggest_protocols(const struct pp_suggest_options *options)
{
    if (options->is_asked[PP_TCP] && options->is_asked[PP_UDP]) {
        return "tcp,udp";
    }
    return pp_protocol_name(options->is_asked[PP_TCP] ? PP_TCP : PP_UDP);
}

/* " (tcp 49152-65535, udp 49152-65535)", where every machine has the same. */
static void add_dynamic_ranges(struct pp_buf *buf,
                               const struct pp_suggest_basis *basis)
{
    const char *separator = " (";
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (basis->options.is_asked[p] && !basis->has_dynamic[p]) {
            return;
        }
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (basis->options.is_asked[p]) {
            pp_buf_printf(
                buf, "%s%s ", separator, pp_protocol_name((enum pp_protocol)p));
            pp_range_print(buf, basis->dynamic[p]);
            separator = ", ";
        }
    }
    pp_buf_add_str(buf, basis->has_assumed ? ", assumed)" : ")");
}

/* The words, if the rule is among `rules` and has any. */
static const char *
words_of(uint32_t rules, enum pp_suggest_rule rule, const char *words)
{
    bool has_words = (rules & pp_suggest_bit(rule)) != 0 && words[0] != '\0';
    return has_words ? words : NULL;
}

const char *pp_suggest_reason(const struct pp_suggestion *suggestion,
                              enum pp_suggest_rule rule)
{
    return words_of(suggestion->holds, rule, pp_suggest_rule_info(rule)->holds);
}

const char *pp_suggest_warning(const struct pp_suggestion *suggestion,
                               enum pp_suggest_rule rule)
{
    return words_of(
        suggestion->broken, rule, pp_suggest_rule_info(rule)->breaks);
}

bool pp_suggest_is_typical(const struct pp_suggest_basis *basis)
{
    return basis->typical_count[PP_TCP] + basis->typical_count[PP_UDP] > 0;
}

void pp_add_suggest_share(struct pp_buf *buf,
                          const char *up_to,
                          uint32_t share_ppm)
{
    uint32_t hundredths = (share_ppm + 50) / 100;
    hundredths = hundredths > 0 ? hundredths : 1;
    pp_buf_printf(buf,
                  " (%s%u.%02u %% of them)",
                  up_to,
                  (unsigned)(hundredths / 100),
                  (unsigned)(hundredths % 100));
}

void pp_add_suggest_detail(struct pp_buf *buf,
                           const struct pp_suggest_basis *basis,
                           const struct pp_suggestion *suggestion,
                           enum pp_suggest_rule rule)
{
    if (rule == PP_SUGGEST_DYNAMIC) {
        add_dynamic_ranges(buf, basis);
    } else if (rule == PP_SUGGEST_FORECAST && suggestion->share_ppm > 0) {
        /* The greatest, where there are several ports or machines. */
        bool is_one = basis->machine_count == 1 && basis->options.length == 1;
        pp_add_suggest_share(
            buf, is_one ? "" : "up to ", suggestion->share_ppm);
    }
}

size_t pp_suggest_command_count(const struct pp_suggest_basis *basis)
{
    bool has_modern = basis->has_modern || !basis->has_legacy;
    size_t protocols = (size_t)basis->options.is_asked[PP_TCP] +
                       (size_t)basis->options.is_asked[PP_UDP];
    return (has_modern ? protocols : 0) + (basis->has_legacy ? 1 : 0);
}

void pp_add_suggest_command(struct pp_buf *buf,
                            const struct pp_suggest_basis *basis,
                            const struct pp_suggestion *suggestion,
                            size_t index)
{
    bool is_legacy =
        basis->has_legacy && index + 1 == pp_suggest_command_count(basis);
    if (is_legacy) {
        /* A list of both protocols (docs/windows-table.md). To add to it, it
         * must be read; to set it would lose the ports that it has. */
        pp_buf_add_str(buf,
                       "reg query HKLM\\SYSTEM\\CurrentControlSet\\Services\\"
                       "Tcpip\\Parameters /v ReservedPorts");
        return;
    }
    bool is_udp = index == 1 || !basis->options.is_asked[PP_TCP];
    pp_add_exclusion_command(
        buf, "add", is_udp ? PP_UDP : PP_TCP, suggestion->range);
}
