/*
 * The rules that so many of something are there, or no more than so many:
 * ports to hand out, free ports in a row, room for blocks, blocks.
 */
#include "verify_counts.h"

#include "verify_check.h"

/* What counts rest on: a table, and a dynamic range that is not assumed. */
static bool is_pool_known(const struct rule_question *question)
{
    const struct pp_machine *machine = question->host->machine;
    enum pp_protocol protocol = question->rule->protocol;
    return pp_machine_has_table(machine, protocol) &&
           pp_machine_dynamic(machine, protocol)->basis != PP_BASIS_ASSUMED;
}

/* A rule that so many of something are there, or no more than so many. */
static enum pp_status add_count(const struct rule_question *question,
                                bool is_known,
                                bool is_most,
                                uint32_t count,
                                const char *what)
{
    const struct pp_rule *rule = question->rule;
    bool holds = is_most ? count <= rule->count : count >= rule->count;
    struct check_draft draft = pp_verify_check_begin(question, NULL);
    draft.check.result = !is_known ? PP_VERIFY_UNKNOWN
                         : holds   ? PP_VERIFY_HOLDS
                                   : PP_VERIFY_VIOLATED;
    pp_buf_printf(&draft.text,
                  "%s: %u%s, at %s %u %s",
                  what,
                  (unsigned)count,
                  is_known ? "" : " as far as the captures tell",
                  is_most ? "most" : "least",
                  (unsigned)rule->count,
                  holds ? "asked" : "required");
    pp_buf_printf(&draft.text, " (%s)", pp_protocol_name(rule->protocol));
    return pp_verify_check_end(question, &draft);
}

enum pp_status pp_verify_ask_pool(const struct rule_question *question)
{
    struct pp_pool pool =
        pp_machine_pool(question->host->machine, question->rule->protocol);
    return add_count(question,
                     is_pool_known(question),
                     false,
                     pool.available_count,
                     "ports left for the system to hand out");
}

enum pp_status pp_verify_ask_free_run(const struct rule_question *question)
{
    struct pp_pool pool =
        pp_machine_pool(question->host->machine, question->rule->protocol);
    return add_count(question,
                     is_pool_known(question),
                     false,
                     pool.longest_free_run,
                     "longest free run of the dynamic range");
}

enum pp_status pp_verify_ask_block_room(const struct rule_question *question)
{
    struct pp_pool pool =
        pp_machine_pool(question->host->machine, question->rule->protocol);
    bool is_64 = question->rule->size == 64;
    return add_count(question,
                     is_pool_known(question),
                     false,
                     is_64 ? pool.blocks_of_64 : pool.blocks_of_100,
                     is_64 ? "room for blocks of 64"
                           : "room for blocks of 100");
}

enum pp_status pp_verify_ask_blocks(const struct rule_question *question)
{
    const struct pp_machine *machine = question->host->machine;
    enum pp_protocol protocol = question->rule->protocol;
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, protocol, &count);
    uint32_t blocks = 0;
    for (size_t i = 0; i < count; i++) {
        blocks += rows[i].owner == PP_OWNER_WINNAT ||
                  rows[i].owner == PP_OWNER_HNS_LOAD_BALANCER;
    }
    return add_count(question,
                     pp_machine_has_table(machine, protocol),
                     true,
                     blocks,
                     "blocks of winnat and HNS");
}
