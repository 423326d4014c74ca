/* What words without a command are: ports, captures or neither. */
#include "implied.h"

#include "captures.h"
#include "port_words.h"

enum pps_implied pps_implied_of(const struct call *call)
{
    const struct arguments *arguments = &call->arguments;
    if (!call->is_typed) {
        return PPS_IMPLIED_NOTHING;
    }
    if (arguments->word_count == 0) {
        return call->is_piped ? PPS_IMPLIED_PASTE : PPS_IMPLIED_NOTHING;
    }
    if (pps_is_port_word(call->io, arguments->words[0])) {
        return PPS_IMPLIED_CHECK;
    }
    if (!pps_is_capture(call->io, arguments->words[0])) {
        return PPS_IMPLIED_NOTHING;
    }
    for (size_t i = 1; i < arguments->word_count; i++) {
        if (pps_is_port_word(call->io, arguments->words[i])) {
            return PPS_IMPLIED_CHECK; /* which says where ports stand */
        }
    }
    return PPS_IMPLIED_PASTE;
}
