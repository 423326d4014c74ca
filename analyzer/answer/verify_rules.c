/*
 * What each kind of rule asks a machine. A rule that a capture cannot decide
 * is unknown, never taken to hold.
 */
#include "verify_rules.h"

#include "bounds.h"
#include "verify_absent.h"
#include "verify_check.h"

/* --- rules about ports ---------------------------------------------------- */

/* Ports that a file names and that cannot be told. */
static enum pp_status ask_unclear(const struct rule_question *question,
                                  const struct pp_wanted *wanted)
{
    struct check_draft draft = check_begin(question, wanted);
    draft.check.has_ports = false;
    draft.check.result = PP_VERIFY_UNKNOWN;
    pp_buf_printf(
        &draft.text, "'%.*s': %s", PP_SV_ARGS(wanted->text), wanted->unclear);
    return check_end(question, &draft);
}

/* Asks for each of the ports that the rule names. */
static enum pp_status
ask_each(const struct rule_question *question,
         enum pp_status (*ask)(const struct rule_question *question,
                               const struct pp_wanted *wanted))
{
    const struct pp_rule *rule = question->rule;
    for (size_t i = 0; i < rule->wanted.count; i++) {
        const struct pp_wanted *wanted = &rule->wanted.items[i];
        PP_TRY(wanted->unclear != NULL ? ask_unclear(question, wanted)
                                       : ask(question, wanted));
    }
    return PP_OK;
}

/* --- ports that can be bound ---------------------------------------------- */

static void say_span(struct pp_buf *text, const struct pp_check_span *span)
{
    const struct pp_exclusion *exclusion =
        span->exclusion_count > 0 ? span->exclusions[0] : NULL;
    switch (span->verdict) {
    case PP_VERDICT_UNKNOWN:
        pp_buf_printf(text,
                      ": the captures hold no exclusion table for %s",
                      pp_protocol_name(span->protocol));
        return;
    case PP_VERDICT_IN_USE:
        pp_buf_add_str(text, " cannot be bound: it is in use");
        break;
    case PP_VERDICT_BLOCKED:
        pp_buf_add_str(text, " cannot be bound");
        if (exclusion != NULL) {
            pp_buf_add_str(text, ": excluded ");
            pp_range_print(text, exclusion->range);
            pp_buf_printf(text,
                          "%s, owner %s",
                          exclusion->is_administered == PP_YES ? " *" : "",
                          pp_owner_name(exclusion->owner));
        }
        break;
    case PP_VERDICT_FREE:
    case PP_VERDICT_AT_RISK:
    case PP_VERDICT_RESERVED:
        pp_buf_printf(
            text, " can be bound: %s", pp_verdict_name(span->verdict));
        return;
    }
    if (span->error != PP_WIN_OK) {
        pp_buf_printf(text,
                      "; Windows answers %s (%d)",
                      pp_windows_error_name(span->error),
                      (int)span->error);
    }
}

/* The line that decides: of the exclusion, else of the socket. */
static struct pp_place place_of(const struct pp_check_span *span)
{
    if (span->verdict == PP_VERDICT_IN_USE && span->socket_count > 0) {
        return span->sockets[0]->place;
    }
    return span->exclusion_count > 0 ? span->exclusions[0]->place
                                     : (struct pp_place){0};
}

static enum pp_bind_kind kind_of(const struct pp_rule *rule,
                                 const struct pp_wanted *wanted)
{
    return !rule->has_as && wanted->has_kind ? wanted->kind : rule->as;
}

static void say_kind(struct pp_buf *text, enum pp_bind_kind kind)
{
    if (kind != PP_BIND_PLAIN) {
        pp_buf_printf(text, " as %s", pp_bind_kind_name(kind));
    }
}

static enum pp_status ask_bindable_now(const struct rule_question *question,
                                       const struct pp_wanted *wanted)
{
    struct pp_port_query item = wanted->ports;
    const struct pp_port_list ports = {.items = &item, .count = 1};
    const struct pp_check_options options = {
        .kind = kind_of(question->rule, wanted),
        .assumptions = question->options->assumptions};
    struct pp_check *check = NULL;
    PP_TRY(pp_check_run(question->host->machine, &ports, &options, &check));
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < count && status == PP_OK; i++) {
        struct check_draft draft = check_begin(question, wanted);
        draft.check.ports.range = spans[i].range;
        draft.check.place = place_of(&spans[i]);
        draft.check.result =
            spans[i].verdict == PP_VERDICT_UNKNOWN ? PP_VERIFY_UNKNOWN
            : pp_verdict_is_yes(spans[i].verdict)  ? PP_VERIFY_HOLDS
                                                   : PP_VERIFY_VIOLATED;
        check_say_ports(&draft);
        say_kind(&draft.text, options.kind);
        say_span(&draft.text, &spans[i]);
        status = check_end(question, &draft);
    }
    pp_check_free(check);
    return status;
}

/* A range that no capture shows decides nothing. */
static enum pp_verify_result judge_dynamic(const struct pp_dynamic *dynamic,
                                           bool holds)
{
    if (dynamic->basis == PP_BASIS_ASSUMED) {
        return PP_VERIFY_UNKNOWN;
    }
    return holds ? PP_VERIFY_HOLDS : PP_VERIFY_VIOLATED;
}

/* A share as people read it, cut and not rounded: what is not always stays
 * below 100 %. */
static void say_share(struct pp_buf *text, double share)
{
    uint32_t thousandths = (uint32_t)(share * 100000.0 + 1e-6);
    pp_buf_printf(text,
                  "%u.%03u %%",
                  (unsigned)(thousandths / 1000),
                  (unsigned)(thousandths % 1000));
}

static enum pp_status add_share(const struct rule_question *question,
                                const struct pp_wanted *wanted,
                                const struct pp_verify_share *share)
{
    struct check_draft draft = check_begin(question, wanted);
    check_say_ports(&draft);
    say_kind(&draft.text, kind_of(question->rule, wanted));
    if (!share->is_known) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft.text,
                       ": what it is after a reboot cannot be told");
        return check_end(question, &draft);
    }
    /* Shares are quotients of whole numbers: a hair decides nothing. */
    bool is_enough = share->share + 1e-9 >= question->rule->at_least;
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, wanted->ports.protocol);
    draft.check.result = judge_dynamic(dynamic, is_enough);
    pp_buf_add_str(&draft.text, " can be bound after ");
    say_share(&draft.text, share->share);
    pp_buf_add_str(&draft.text, " of simulated reboots");
    if (share->low < share->high) {
        pp_buf_add_str(&draft.text, " (");
        say_share(&draft.text, share->low);
        pp_buf_add_str(&draft.text, " to ");
        say_share(&draft.text, share->high);
        pp_buf_add_char(&draft.text, ')');
    }
    pp_buf_add_str(&draft.text, ", at least ");
    say_share(&draft.text, question->rule->at_least);
    pp_buf_add_str(&draft.text, is_enough ? " are asked" : " are required");
    if (dynamic->basis == PP_BASIS_ASSUMED) {
        pp_buf_add_str(&draft.text, "; the dynamic range is assumed");
    }
    return check_end(question, &draft);
}

/* The shares of all ports of the rule that are known, in their order. */
static enum pp_status ask_shares(const struct rule_question *question,
                                 struct pp_verify_share *shares)
{
    const struct pp_rule *rule = question->rule;
    const struct pp_verify_reboot *reboot = &question->options->reboot;
    size_t count = 0;
    struct pp_verify_bind *binds =
        pp_calloc(rule->wanted.count + 1, sizeof(*binds));
    if (binds == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < rule->wanted.count; i++) {
        const struct pp_wanted *wanted = &rule->wanted.items[i];
        if (wanted->unclear == NULL) {
            binds[count].ports = wanted->ports;
            binds[count++].kind = kind_of(rule, wanted);
        }
    }
    enum pp_status status = PP_OK;
    if (reboot->ask != NULL && count > 0) {
        status = reboot->ask(
            reboot->user, question->host->machine, binds, count, shares);
    }
    pp_free(binds);
    return status;
}

static enum pp_status ask_bindable_later(const struct rule_question *question)
{
    const struct pp_wanted_list *wanted = &question->rule->wanted;
    struct pp_verify_share *shares =
        pp_calloc(wanted->count + 1, sizeof(*shares));
    if (shares == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = ask_shares(question, shares);
    size_t next = 0;
    for (size_t i = 0; i < wanted->count && status == PP_OK; i++) {
        const struct pp_wanted *item = &wanted->items[i];
        status = item->unclear != NULL
                     ? ask_unclear(question, item)
                     : add_share(question, item, &shares[next++]);
    }
    pp_free(shares);
    return status;
}

static enum pp_status ask_bindable(const struct rule_question *question)
{
    return question->rule->is_after_reboot
               ? ask_bindable_later(question)
               : ask_each(question, ask_bindable_now);
}

/* --- reservations --------------------------------------------------------- */

/* Administered exclusions over the ports, added up: they may be several. */
struct cover {
    uint32_t next;               /* the first port that is not covered yet */
    enum pp_tri is_administered; /* PP_UNKNOWN: a row lost its star */
    enum pp_tri is_persistent;
    struct pp_place place;
};

static enum pp_tri weakest(enum pp_tri a, enum pp_tri b)
{
    if (a == PP_NO || b == PP_NO) {
        return PP_NO;
    }
    return a == PP_UNKNOWN || b == PP_UNKNOWN ? PP_UNKNOWN : PP_YES;
}

static struct cover find_cover(const struct pp_machine *machine,
                               const struct pp_port_query *ports)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, ports->protocol, &count);
    struct cover cover = {.next = ports->range.first,
                          .is_administered = PP_YES,
                          .is_persistent = PP_YES};
    for (size_t i = 0; i < count && cover.next <= ports->range.last; i++) {
        bool is_next = rows[i].is_administered != PP_NO &&
                       rows[i].range.first <= cover.next &&
                       rows[i].range.last >= cover.next;
        if (is_next) {
            cover.next = (uint32_t)rows[i].range.last + 1;
            cover.is_administered =
                weakest(cover.is_administered, rows[i].is_administered);
            cover.is_persistent =
                weakest(cover.is_persistent, rows[i].is_persistent);
            cover.place = rows[i].place;
        }
    }
    return cover;
}

static void judge_persistence(struct check_draft *draft,
                              enum pp_tri required,
                              enum pp_tri is_persistent)
{
    if (required == PP_UNKNOWN) {
        pp_buf_add_str(&draft->text, " is reserved");
    } else if (is_persistent == PP_UNKNOWN) {
        draft->check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft->text,
                       " is reserved; no capture shows whether it survives a "
                       "reboot");
    } else {
        draft->check.result =
            is_persistent == required ? PP_VERIFY_HOLDS : PP_VERIFY_VIOLATED;
        pp_buf_add_str(&draft->text,
                       is_persistent == PP_YES
                           ? " is reserved and survives a reboot"
                           : " is reserved until the next reboot only");
    }
}

static enum pp_status ask_reserved_one(const struct rule_question *question,
                                       const struct pp_wanted *wanted)
{
    const struct pp_machine *machine = question->host->machine;
    struct check_draft draft = check_begin(question, wanted);
    check_say_ports(&draft);
    struct cover cover = find_cover(machine, &wanted->ports);
    draft.check.place = cover.place;
    if (!pp_machine_has_table(machine, wanted->ports.protocol)) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_printf(&draft.text,
                      ": the captures hold no exclusion table for %s",
                      pp_protocol_name(wanted->ports.protocol));
    } else if (cover.next <= wanted->ports.range.last) {
        draft.check.result = PP_VERIFY_VIOLATED;
        pp_buf_printf(&draft.text,
                      " is not reserved: no administered exclusion covers "
                      "port %u",
                      (unsigned)cover.next);
    } else if (cover.is_administered != PP_YES) {
        draft.check.result = PP_VERIFY_UNKNOWN;
        pp_buf_add_str(&draft.text,
                       " is excluded; the capture lost the star that tells "
                       "reservations");
    } else {
        judge_persistence(
            &draft, question->rule->persistent, cover.is_persistent);
    }
    return check_end(question, &draft);
}

static enum pp_status ask_reserved(const struct rule_question *question)
{
    return ask_each(question, ask_reserved_one);
}

/* --- the dynamic range ---------------------------------------------------- */

/* `the dynamic range 49152-65535 (captured)` */
static void say_dynamic(struct check_draft *draft,
                        const struct pp_dynamic *dynamic)
{
    pp_buf_add_str(&draft->text, "the dynamic range ");
    pp_range_print(&draft->text, dynamic->range);
    pp_buf_printf(&draft->text, " (%s)", pp_basis_name(dynamic->basis));
    draft->check.place = dynamic->place;
}

static enum pp_status ask_outside_one(const struct rule_question *question,
                                      const struct pp_wanted *wanted)
{
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, wanted->ports.protocol);
    bool is_outside = !pp_range_overlaps(dynamic->range, wanted->ports.range);
    struct check_draft draft = check_begin(question, wanted);
    draft.check.result = judge_dynamic(dynamic, is_outside);
    check_say_ports(&draft);
    pp_buf_add_str(&draft.text,
                   is_outside ? " lies outside " : " lies inside ");
    say_dynamic(&draft, dynamic);
    return check_end(question, &draft);
}

static enum pp_status ask_outside_dynamic(const struct rule_question *question)
{
    return ask_each(question, ask_outside_one);
}

static enum pp_status ask_dynamic_within(const struct rule_question *question)
{
    const struct pp_rule *rule = question->rule;
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(question->host->machine, rule->protocol);
    bool is_within = pp_range_covers(rule->range, dynamic->range);
    struct check_draft draft = check_begin(question, NULL);
    draft.check.result = judge_dynamic(dynamic, is_within);
    say_dynamic(&draft, dynamic);
    pp_buf_printf(&draft.text,
                  " of %s %s within ",
                  pp_protocol_name(rule->protocol),
                  is_within ? "lies" : "does not lie");
    pp_range_print(&draft.text, rule->range);
    return check_end(question, &draft);
}

/* --- counts --------------------------------------------------------------- */

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
    struct check_draft draft = check_begin(question, NULL);
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
    return check_end(question, &draft);
}

static enum pp_status ask_pool(const struct rule_question *question)
{
    struct pp_pool pool =
        pp_machine_pool(question->host->machine, question->rule->protocol);
    return add_count(question,
                     is_pool_known(question),
                     false,
                     pool.available_count,
                     "ports left for the system to hand out");
}

static enum pp_status ask_free_run(const struct rule_question *question)
{
    struct pp_pool pool =
        pp_machine_pool(question->host->machine, question->rule->protocol);
    return add_count(question,
                     is_pool_known(question),
                     false,
                     pool.longest_free_run,
                     "longest free run of the dynamic range");
}

static enum pp_status ask_block_room(const struct rule_question *question)
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

static enum pp_status ask_blocks(const struct rule_question *question)
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

/* --- the table ------------------------------------------------------------ */

static enum pp_status (*const rules[])(const struct rule_question *question) = {
    [PP_RULE_BINDABLE] = ask_bindable,
    [PP_RULE_RESERVED] = ask_reserved,
    [PP_RULE_OUTSIDE_DYNAMIC] = ask_outside_dynamic,
    [PP_RULE_DYNAMIC_WITHIN] = ask_dynamic_within,
    [PP_RULE_POOL] = ask_pool,
    [PP_RULE_FREE_RUN] = ask_free_run,
    [PP_RULE_BLOCK_ROOM] = ask_block_room,
    [PP_RULE_BLOCKS] = ask_blocks,
    [PP_RULE_ABSENT] = ask_absent,
};
_Static_assert(PP_ARRAY_LEN(rules) == PP_RULE_COUNT_, "a row for each kind");

enum pp_status rule_ask(const struct rule_question *question)
{
    return rules[question->rule->kind](question);
}
