/* Ephemeral ports that ran out, as a member of a document. */
#include "exhaustion_json.h"

#include "print/exhaustion_words.h"
#include "print/place.h"

enum {
    MAX_TEXT_BYTES = 4096
};

static void add_holder(struct pp_json *row,
                       const struct pp_usage_process *holder)
{
    if (holder->count == 0) {
        pp_json_add_null(row, "holder");
        return;
    }
    struct pp_json *item = pp_json_object(row, "holder");
    pp_json_add_u64_if(item, "pid", holder->has_pid, holder->pid);
    pp_json_add_known(item, "process", holder->process);
    pp_json_add_str(item,
                    "state",
                    holder->has_state ? pp_socket_state_name(holder->state)
                                      : NULL);
    pp_json_add_u64(item, "count", holder->count);
}

void pp_exhaustion_json(struct pp_json *doc,
                        const struct pp_show *show,
                        const struct pp_exhaustion *found)
{
    static const struct pp_place nowhere;
    if (!found->is_found) {
        return;
    }
    struct pp_json *row = pp_json_object(doc, "exhaustion");
    const struct pp_fact *sign = found->sign;
    pp_json_add_str(row, "protocol", pp_protocol_name(found->protocol));
    pp_json_add_str(row,
                    "sign",
                    sign != NULL
                        ? pp_exhaustion_sign_name(sign->as.exhaustion.sign)
                        : "sockets");
    pp_json_add_str(row, "verdict", pp_usage_verdict_name(found->verdict));
    pp_json_add_str(row,
                    "cause",
                    pp_usage_cause_name(found->usages[found->protocol].cause));
    add_holder(row, &found->usages[found->protocol].holder);
    struct pp_json *advice = pp_json_array(row, "advice");
    struct pp_buf text;
    pp_buf_init(&text, MAX_TEXT_BYTES);
    for (size_t i = 0; pp_exhaustion_cure(
             &text, show->machine, &found->usages[found->protocol], i);
         i++) {
        pp_json_append_str(advice, text.data);
        pp_buf_clear(&text);
    }
    pp_buf_done(&text);
    pp_add_source(row, sign != NULL ? &sign->place : &nowhere);
}
