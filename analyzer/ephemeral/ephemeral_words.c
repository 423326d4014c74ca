/* The sentences about the dynamic range. */
#include "ephemeral_words.h"

enum {
    LISTEN_FIRST = 1025, /* lower ports are known services' (Cadzow) */
    TEXT_MAX = 1024,
    USUAL_COUNT = 16384,
    /* A fifth below the usual pool: a choice of portplan, from no source. */
    SMALL_COUNT = USUAL_COUNT - USUAL_COUNT / 5,
};

/* An answer in the making. */
struct writer {
    const struct pp_ephemeral_settings *settings;
    struct pp_ephemeral_verdict verdict;
    struct pp_arena *arena;
    struct pp_ephemeral *answer;
    struct pp_buf text; /* the sentence in the making */
    size_t room_from;   /* where its list of listening room begins */
    bool has_failed;
};

static struct pp_sv take_text(struct writer *writer)
{
    struct pp_sv copy = {NULL, 0};
    if (writer->text.status != PP_OK ||
        !pp_arena_copy(writer->arena, pp_buf_view(&writer->text), &copy)) {
        writer->has_failed = true;
    }
    pp_buf_clear(&writer->text);
    return copy;
}

/* The sentence becomes a warning. */
static void warn(struct writer *writer)
{
    struct pp_ephemeral *answer = writer->answer;
    struct pp_sv text = take_text(writer);
    if (answer->warning_count < PP_EPHEMERAL_MAX_WARNINGS) {
        answer->warnings[answer->warning_count++] = text;
    }
}

static void add_range(struct writer *writer, struct pp_range range)
{
    pp_buf_printf(
        &writer->text, "%u-%u", (unsigned)range.first, (unsigned)range.last);
}

/* --- the rule ------------------------------------------------------------- */

static void write_default(struct writer *writer)
{
    struct pp_buf *text = &writer->text;
    bool is_dropped = writer->verdict.fate != PP_VALUE_ABSENT;
    switch (writer->verdict.era) {
    case PP_ERA_NT4:
    case PP_ERA_NT5:
    case PP_ERA_NT52:
        pp_buf_add_str(text, "up to Server 2003, without MS08-037 and with ");
        break;
    case PP_ERA_MS08_037:
        pp_buf_add_str(text, "MS08-037 (KB951748, KB951746) with ");
        break;
    case PP_ERA_NT6:
    case PP_ERA_NT10:
    case PP_ERA_COUNT:
        pp_buf_add_str(text, "since Vista, with ");
        break;
    }
    pp_buf_add_str(text,
                   is_dropped ? "a MaxUserPort that has no effect: "
                              : "no setting: ");
    add_range(writer, writer->verdict.range);
}

static void write_rule(struct writer *writer)
{
    struct pp_buf *text = &writer->text;
    unsigned first = writer->verdict.range.first;
    switch (writer->verdict.rule) {
    case PP_RULE_CAPTURED:
        pp_buf_add_str(text, "the captured range counts, whatever set it");
        break;
    case PP_RULE_NETSH:
        pp_buf_printf(text,
                      "set by netsh: start %u, %u ports",
                      first,
                      (unsigned)pp_range_count(writer->verdict.range));
        break;
    case PP_RULE_DEFAULT:
        write_default(writer);
        break;
    case PP_RULE_END_PORT:
        pp_buf_printf(text,
                      writer->verdict.era == PP_ERA_MS08_037
                          ? "MaxUserPort is the last port and restores the old "
                            "range: %u to MaxUserPort"
                          : "MaxUserPort is the last port: %u to MaxUserPort",
                      first);
        break;
    case PP_RULE_COUNT:
        pp_buf_printf(text,
                      "MaxUserPort is the number of ports: %u to %u + "
                      "MaxUserPort - 1",
                      first,
                      first);
        break;
    case PP_RULE_BLOCKS:
        pp_buf_add_str(text,
                       "no capture shows it; the smallest usual range that "
                       "contains every block that winnat has reserved");
        break;
    case PP_RULE_LISTENERS:
        pp_buf_add_str(text,
                       "no capture shows it; the smallest usual range that "
                       "starts where the listeners of the boot, from 1536 on, "
                       "say");
        break;
    case PP_RULE_END_PORT_VISTA:
        pp_buf_printf(text,
                      "MaxUserPort is the last port, and the first becomes %u",
                      first);
        break;
    }
    writer->answer->rule = take_text(writer);
}

static bool counts_max_user_port(const struct writer *writer)
{
    enum pp_ephemeral_rule rule = writer->verdict.rule;
    return rule == PP_RULE_END_PORT || rule == PP_RULE_COUNT ||
           rule == PP_RULE_END_PORT_VISTA;
}

/* --- other assumptions ---------------------------------------------------- */

static void offer_alternative(struct writer *writer,
                              enum pp_assumption assumption,
                              uint8_t value)
{
    struct pp_ephemeral *answer = writer->answer;
    struct pp_ephemeral_settings settings = *writer->settings;
    settings.assumptions.chosen[assumption] = value;
    struct pp_range range = pp_ephemeral_judge(&settings).range;
    if (pp_range_equal(range, answer->range) ||
        answer->alternative_count == PP_EPHEMERAL_MAX_ALTERNATIVES) {
        return;
    }
    size_t count = 0;
    const struct pp_assumption_info *info =
        &pp_assumption_infos(&count)[assumption];
    struct pp_sv name = pp_assumptions_value(&settings.assumptions, assumption);
    pp_buf_printf(&writer->text, "%s=%.*s", info->name, PP_SV_ARGS(name));
    answer->alternatives[answer->alternative_count++] =
        (struct pp_ephemeral_alternative){take_text(writer), range};
}

/* Every other value of every assumption that bears on the range. */
static void write_alternatives(struct writer *writer)
{
    static const enum pp_assumption assumptions[] = {
        PP_ASSUME_MAX_USER_PORT,
        PP_ASSUME_LEGACY_LOWER_BOUND,
        PP_ASSUME_LEGACY_65535,
        PP_ASSUME_LEGACY_OUT_OF_RANGE,
        PP_ASSUME_NT5_ROLLUPS,
        PP_ASSUME_COUNT_END,
        PP_ASSUME_NETSH_OR_REGISTRY,
        PP_ASSUME_DYNAMIC_LOWEST,
    };
    size_t info_count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&info_count);
    for (size_t i = 0; i < PP_ARRAY_LEN(assumptions); i++) {
        struct pp_sv ignored;
        /* `by-version` is one of the readings behind it. */
        uint8_t first = assumptions[i] == PP_ASSUME_MAX_USER_PORT ? 1 : 0;
        for (uint8_t value = first;
             pp_assumption_value_at(&infos[assumptions[i]], value, &ignored);
             value++) {
            offer_alternative(writer, assumptions[i], value);
        }
    }
}

/* --- warnings ------------------------------------------------------------- */

static void warn_of_system(struct writer *writer)
{
    const struct pp_ephemeral_settings *settings = writer->settings;
    bool is_known = settings->os != NULL || settings->has_captured;
    if (is_known) {
        return;
    }
    pp_buf_printf(&writer->text,
                  "no version of Windows is given or captured: assuming %s",
                  pp_era_words(writer->verdict.era));
    warn(writer);
}

static void warn_of_updates(struct writer *writer)
{
    const struct pp_ephemeral_settings *settings = writer->settings;
    const struct pp_windows *os = settings->os;
    if ((!settings->has_kb951748 && !settings->has_kb951746) || os == NULL) {
        return;
    }
    if (os->patched_era == os->era) {
        pp_buf_printf(&writer->text,
                      "KB951748 and KB951746 (MS08-037) are for 2000, XP and "
                      "Server 2003; on %s they change nothing",
                      os->words);
        warn(writer);
    } else if (os->era == PP_ERA_NT52 && !settings->has_kb951748) {
        pp_buf_add_str(&writer->text,
                       "KB951746 installs on Server 2003 only with the DNS "
                       "Server role; without it KB951748 does the same");
        warn(writer);
    } else if (pp_sv_equal(pp_sv_from(os->name), PP_SV("xp")) &&
               !settings->has_kb951748) {
        pp_buf_add_str(&writer->text,
                       "KB951746 is for DNS servers; on XP the update is "
                       "KB951748");
        warn(writer);
    }
}

static void warn_of_netsh(struct writer *writer)
{
    const struct pp_ephemeral_settings *settings = writer->settings;
    if (!settings->has_netsh) {
        return;
    }
    if (!pp_era_has_netsh(writer->verdict.era)) {
        pp_buf_printf(&writer->text,
                      "%s has no dynamic range that netsh could set; it is "
                      "left out",
                      pp_era_words(writer->verdict.era));
        warn(writer);
        writer->answer->is_refused = true;
        return;
    }
    const char *why = pp_netsh_refusal(settings->netsh, &settings->assumptions);
    if (why != NULL) {
        uint64_t last = (uint64_t)settings->netsh.start + settings->netsh.count;
        pp_buf_printf(&writer->text,
                      "netsh refuses start %u with %u ports (last port %llu): "
                      "%s; the range stays as it was",
                      (unsigned)settings->netsh.start,
                      (unsigned)settings->netsh.count,
                      (unsigned long long)(last > 0 ? last - 1 : 0),
                      why);
        warn(writer);
        writer->answer->is_refused = true;
    }
}

static void warn_of_value(struct writer *writer)
{
    const struct pp_ephemeral_verdict *verdict = &writer->verdict;
    unsigned long long value = writer->settings->max_user_port;
    bool is_below = value < verdict->value_min;
    bool is_end_ours = verdict->rule == PP_RULE_COUNT;
    switch (verdict->fate) {
    case PP_VALUE_ABSENT:
    case PP_VALUE_TAKEN:
    case PP_VALUE_OUTRANKED:
        return;
    case PP_VALUE_RAISED:
    case PP_VALUE_LOWERED:
    case PP_VALUE_DROPPED:
        break;
    }
    pp_buf_printf(
        &writer->text,
        "MaxUserPort = %llu is %s, %u",
        value,
        is_below ? "below its minimum" : "above its maximum",
        (unsigned)(is_below ? verdict->value_min : verdict->value_max));
    if (!is_below && is_end_ours) {
        pp_buf_printf(&writer->text,
                      " (%u + %llu - 1 is above 65535)",
                      (unsigned)verdict->range.first,
                      value);
    }
    pp_buf_printf(&writer->text,
                  "; %s (out-of-range, U-03)",
                  verdict->fate == PP_VALUE_DROPPED
                      ? "it is ignored"
                      : "that bound is used instead");
    warn(writer);
}

/* U-02: Microsoft's pages end at 65534. */
static void warn_of_65535(struct writer *writer)
{
    if (writer->verdict.rule != PP_RULE_END_PORT ||
        writer->verdict.range.last != PP_PORT_MAX) {
        return;
    }
    pp_buf_add_str(&writer->text,
                   "MaxUserPort = 65535 is above 65534, the most that "
                   "Microsoft's pages allow; products set it and it works "
                   "(legacy-65535, U-02)");
    warn(writer);
}

/* What no capture shows and MaxUserPort alone says, under the assumptions. */
static void warn_of_contradiction(struct writer *writer)
{
    const struct pp_ephemeral_settings *settings = writer->settings;
    if (!settings->has_captured || !settings->has_max_user_port) {
        return;
    }
    struct pp_ephemeral_settings without = *settings;
    without.has_captured = false;
    struct pp_range derived = pp_ephemeral_judge(&without).range;
    if (pp_range_equal(derived, settings->captured)) {
        return;
    }
    pp_buf_printf(&writer->text,
                  "MaxUserPort = %llu would give ",
                  (unsigned long long)settings->max_user_port);
    add_range(writer, derived);
    pp_buf_add_str(&writer->text, ", but the captured range is ");
    add_range(writer, settings->captured);
    pp_buf_add_str(&writer->text,
                   ": it was set after the last restart, netsh outranks it, "
                   "or it means something else (U-06, U-07)");
    warn(writer);
}

/* MaxUserPort at the top: nothing is left to listen on; both remedies are the
 * seed's (Cadzow, Choosing a TCP port). */
static void warn_of_no_room(struct writer *writer)
{
    struct pp_range range = writer->verdict.range;
    if (range.first > LISTEN_FIRST || range.last < PP_PORT_MAX - 1) {
        return;
    }
    pp_buf_printf(&writer->text,
                  "the range leaves %s above 1024 to listen on that an "
                  "outgoing connection cannot take",
                  range.last == PP_PORT_MAX ? "no port" : "only port 65535");
    if (counts_max_user_port(writer)) {
        struct pp_ephemeral_settings without = *writer->settings;
        without.has_max_user_port = false;
        pp_buf_add_str(&writer->text,
                       "; set MaxUserPort to 60000, which keeps 60001-65535 "
                       "for services, or delete it, which gives ");
        add_range(writer, pp_ephemeral_judge(&without).range);
    }
    warn(writer);
}

/* An auto-reuse range counts for TCP where the system has the feature; the
 * updates that bring it to 8 and 8.1 are not asked for: who printed it has
 * it. */
static void take_auto_reuse(struct writer *writer)
{
    const struct pp_ephemeral_settings *settings = writer->settings;
    struct pp_ephemeral *answer = writer->answer;
    const struct pp_netsh_range given = settings->auto_reuse;
    if (settings->protocol != PP_TCP || given.start == 0 || given.count == 0 ||
        !pp_era_has_netsh(writer->verdict.era)) {
        return;
    }
    answer->has_auto_reuse =
        pp_range_from_count(given.start, given.count, &answer->auto_reuse);
    if (!answer->has_auto_reuse) {
        pp_buf_printf(&writer->text,
                      "the auto-reuse range of %u ports from %u on ends above "
                      "65535; it is left out",
                      (unsigned)given.count,
                      (unsigned)given.start);
        warn(writer);
    }
}

static void warn_of_reserved_ports(struct writer *writer)
{
    if (writer->settings->has_reserved_ports &&
        pp_era_has_netsh(writer->verdict.era)) {
        pp_buf_add_str(&writer->text,
                       "ReservedPorts has no effect since Vista (KB812873); "
                       "netsh add excludedportrange does its work");
        warn(writer);
    }
}

/* Ranges that are found often, and what is known of where they come from. */
static void warn_of_pattern(struct writer *writer)
{
    struct pp_range range = writer->verdict.range;
    bool is_set = writer->verdict.basis != PP_BASIS_ASSUMED &&
                  writer->verdict.basis != PP_BASIS_DEFAULT;
    if (!is_set || range.first != 1024 ||
        !pp_era_has_netsh(writer->verdict.era)) {
        return;
    }
    if (range.last == 15000) {
        pp_buf_add_str(&writer->text,
                       "1024+13977 is found on many machines, often for TCP "
                       "alone; what sets it is not known (WSL#40984)");
        warn(writer);
    } else if (range.last == 65534) {
        pp_buf_add_str(&writer->text,
                       "1024+64511 is what MaxUserPort = 65534 makes on "
                       "Windows 10 and later; Visual Studio images had it "
                       "(actions/runner-images PR#1442)");
        warn(writer);
    }
}

static void warn_of_size(struct writer *writer)
{
    unsigned count = pp_range_count(writer->verdict.range);
    if (count >= SMALL_COUNT) {
        return;
    }
    unsigned wait = writer->answer->time_wait;
    unsigned tenths = (count * 20 + wait) / (2 * wait); /* rounded */
    pp_buf_printf(&writer->text,
                  "%u ports are few: at most %u.%u new connections a second to "
                  "one destination, with a TIME_WAIT of %u s",
                  count,
                  tenths / 10,
                  tenths % 10,
                  (unsigned)writer->answer->time_wait);
    warn(writer);
}

static void write_warnings(struct writer *writer)
{
    warn_of_system(writer);
    warn_of_updates(writer);
    warn_of_netsh(writer);
    warn_of_value(writer);
    warn_of_65535(writer);
    warn_of_contradiction(writer);
    warn_of_no_room(writer);
    warn_of_reserved_ports(writer);
    warn_of_pattern(writer);
    warn_of_size(writer);
}

/* --- advice --------------------------------------------------------------- */

/* `1025-4999`, behind what is there already; nothing where first is beyond
 * last. A room of one port is none. */
static bool add_room(struct writer *writer, uint32_t first, uint32_t last)
{
    if (first >= last) {
        return false;
    }
    pp_buf_printf(&writer->text,
                  "%s%u-%u",
                  writer->text.len > writer->room_from ? " or " : "",
                  (unsigned)first,
                  (unsigned)last);
    return true;
}

/* Where services may listen without meeting an outgoing connection: what the
 * dynamic range and the auto-reuse range leave. */
static bool add_listening_room(struct writer *writer)
{
    struct pp_range low = writer->verdict.range;
    struct pp_range high = low;
    if (writer->answer->has_auto_reuse) {
        high = writer->answer->auto_reuse;
    }
    if (high.first < low.first) {
        struct pp_range other = low;
        low = high;
        high = other;
    }
    uint32_t last = low.last > high.last ? low.last : high.last;
    writer->room_from = writer->text.len;
    bool is_below = add_room(writer, LISTEN_FIRST, low.first - 1u);
    bool is_between =
        add_room(writer, low.last + 1u, high.first > 0 ? high.first - 1u : 0);
    bool is_above = add_room(writer, last + 1u, PP_PORT_MAX);
    return is_below || is_between || is_above;
}

static void write_advice(struct writer *writer)
{
    struct pp_buf *text = &writer->text;
    bool is_vista = pp_era_has_netsh(writer->verdict.era);
    bool is_registry = counts_max_user_port(writer);
    pp_buf_add_str(text, "let services listen on ");
    if (!add_listening_room(writer)) {
        pp_buf_clear(text);
        pp_buf_add_str(text, "reserve every port that a service listens on");
    }
    if (is_registry) {
        struct pp_ephemeral_settings without = *writer->settings;
        without.has_max_user_port = false;
        pp_buf_add_str(text, "; or delete MaxUserPort and restart, for ");
        add_range(writer, pp_ephemeral_judge(&without).range);
    }
    pp_buf_add_str(
        text,
        is_vista ? "; reserve what must be inside the range: netsh int ipv4 "
                   "add excludedportrange"
                 : "; add what must be inside the range to ReservedPorts");
    writer->answer->advice = take_text(writer);
}

/* --- the whole ------------------------------------------------------------ */

/* U-08: the system's own wait, whatever its updates. */
static void write_default_wait(struct writer *writer)
{
    const struct pp_ephemeral_settings *settings = writer->settings;
    enum pp_era era =
        settings->os != NULL ? settings->os->era : pp_ephemeral_era(settings);
    writer->answer->time_wait = pp_windows_number(era, PP_WINDOWS_TIME_WAIT);
    pp_buf_add_str(&writer->text,
                   writer->answer->time_wait == 240
                       ? "default"
                       : "default; Microsoft's page on port exhaustion says "
                         "240, U-08");
}

/* A captured TcpTimedWaitDelay counts within the bounds of the value; what
 * Windows does beyond them is not known: it is brought within them. */
static void write_captured_wait(struct writer *writer)
{
    enum pp_era era = writer->verdict.era;
    uint32_t value = writer->settings->time_wait;
    uint32_t least = pp_windows_number(era, PP_WINDOWS_TIME_WAIT_MIN);
    uint32_t most = pp_windows_number(era, PP_WINDOWS_TIME_WAIT_MAX);
    bool is_below = value < least;
    writer->answer->time_wait = is_below ? least : value > most ? most : value;
    if (writer->answer->time_wait == value) {
        pp_buf_add_str(&writer->text, "TcpTimedWaitDelay");
        return;
    }
    pp_buf_printf(&writer->text,
                  "TcpTimedWaitDelay = %u is %s its %s",
                  (unsigned)value,
                  is_below ? "below" : "above",
                  is_below ? "minimum" : "maximum");
}

static void write_time_wait(struct writer *writer)
{
    uint8_t chosen = writer->settings->assumptions.chosen[PP_ASSUME_TIME_WAIT];
    if (writer->settings->has_time_wait) {
        write_captured_wait(writer);
    } else if (chosen == PP_TIME_WAIT_BY_VERSION) {
        write_default_wait(writer);
    } else {
        writer->answer->time_wait = chosen == PP_TIME_WAIT_120 ? 120 : 240;
        pp_buf_add_str(&writer->text, "--assume time-wait");
    }
    writer->answer->time_wait_basis = take_text(writer);
}

static void write_notes(struct writer *writer)
{
    const struct pp_ephemeral_settings *settings = writer->settings;
    struct pp_ephemeral *answer = writer->answer;
    for (unsigned i = 0; i < PP_WINDOWS_UPDATE_COUNT; i++) {
        const struct pp_windows_update *update = &pp_windows_updates()[i];
        if (settings->os == NULL || (settings->updates & 1u << i) != 0 ||
            !pp_windows_update_is_for(update, settings->os) ||
            answer->note_count == PP_EPHEMERAL_MAX_NOTES) {
            continue;
        }
        pp_buf_printf(&writer->text,
                      "without KB%u %s",
                      (unsigned)update->kb,
                      update->words);
        answer->notes[answer->note_count++] = take_text(writer);
    }
}

/* U-10; what MS08-037 and the systems before Vista do is known. */
static const char *algorithm_of(const struct pp_ephemeral_settings *settings,
                                enum pp_era era)
{
    if (!pp_era_has_netsh(era)) {
        return pp_windows_cell(era, PP_WINDOWS_ALGORITHM)->words;
    }
    switch ((enum pp_assume_wildcard)
                settings->assumptions.chosen[PP_ASSUME_WILDCARD]) {
    case PP_WILDCARD_RANDOM_START:
        return "random-start";
    case PP_WILDCARD_POINTER:
        return "pointer";
    case PP_WILDCARD_UNIFORM:
        return "uniform";
    }
    return "random-start";
}

enum pp_status pp_ephemeral_derive(const struct pp_ephemeral_settings *settings,
                                   struct pp_arena *arena,
                                   struct pp_ephemeral *ret_ephemeral)
{
    struct writer writer = {
        .settings = settings,
        .verdict = pp_ephemeral_judge(settings),
        .arena = arena,
        .answer = ret_ephemeral,
    };
    enum pp_era era = writer.verdict.era;
    *ret_ephemeral = (struct pp_ephemeral){
        .os = settings->os,
        .era = era,
        .protocol = settings->protocol,
        .range = writer.verdict.range,
        .basis = writer.verdict.basis,
        .is_shared = pp_windows_number(era, PP_WINDOWS_SHARED) != 0,
        .algorithm = algorithm_of(settings, era),
    };
    pp_buf_init(&writer.text, TEXT_MAX);
    write_rule(&writer);
    write_time_wait(&writer);
    write_alternatives(&writer);
    take_auto_reuse(&writer);
    write_warnings(&writer);
    write_notes(&writer);
    write_advice(&writer);
    pp_buf_done(&writer.text);
    return writer.has_failed ? PP_ERR_NOMEM : PP_OK;
}
