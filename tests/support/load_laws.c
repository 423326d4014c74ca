/* The laws of loads. */
#include "load_laws.h"

#include <string.h>

#include "portplan/check.h"
#include "portplan/usage.h"

#define LAW(claim)                    \
    do {                              \
        if (!(claim)) {               \
            return "broken: " #claim; \
        }                             \
    } while (0)

static const char *check_capture(const struct pp_load *load,
                                 const struct pp_capture *capture)
{
    const struct pp_line_counts lines = capture->lines;
    size_t section_count = 0;
    const struct pp_section *sections = pp_load_sections(load, &section_count);
    LAW(lines.blank <= lines.total);
    LAW(lines.used <= lines.total);
    LAW(lines.ignored <= lines.total);
    LAW(lines.rejected <= lines.total);
    LAW(lines.blank + lines.used + lines.ignored + lines.rejected ==
        lines.total);
    LAW(capture->first_section + capture->section_count <= section_count);
    size_t host_count = 0;
    (void)pp_load_hosts(load, &host_count);
    /* A hive has no lines, and its facts no place among them. */
    const uint64_t first = strcmp(capture->encoding, "binary") == 0 ? 0 : 1;
    for (size_t i = 0; i < capture->section_count; i++) {
        const struct pp_section *section =
            &sections[capture->first_section + i];
        LAW(section->host == 0 || section->host < host_count);
        LAW(section->first_line >= first);
        LAW(section->first_line <= section->last_line);
        LAW(section->last_line <= lines.total);
    }
    return NULL;
}

static const char *check_fact(const struct pp_fact *fact,
                              const struct pp_section *section)
{
    LAW(fact->place.capture == section->capture);
    LAW(fact->place.line >= section->first_line);
    LAW(fact->place.line <= section->last_line);
    LAW(fact->place.column >= 1 || section->format == PP_SECTION_REG_HIVE);
    if (fact->kind != PP_FACT_EXCLUDED && fact->kind != PP_FACT_DYNAMIC) {
        LAW(fact->is_administered == PP_UNKNOWN);
        return NULL;
    }
    LAW(fact->range.first >= 1);
    LAW(fact->range.first <= fact->range.last);
    LAW(fact->protocol == section->protocol);
    LAW(fact->family == section->family);
    LAW(fact->store == section->store);
    LAW(fact->kind == PP_FACT_EXCLUDED || fact->is_administered == PP_UNKNOWN);
    return NULL;
}

/* A mention is of no section; it stands at a line of its capture. */
static const char *check_mention(const struct pp_load *load,
                                 const struct pp_fact *fact)
{
    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(load, &count);
    LAW(fact->place.capture < count);
    LAW(fact->place.line >= 1);
    LAW(fact->place.line <= captures[fact->place.capture].lines.total);
    LAW(fact->range.first >= 1);
    LAW(fact->range.first <= fact->range.last);
    return NULL;
}

static const char *check_facts(const struct pp_load *load)
{
    size_t section_count = 0;
    size_t fact_count = 0;
    const struct pp_section *sections = pp_load_sections(load, &section_count);
    const struct pp_fact *facts = pp_load_facts(load, &fact_count);
    uint64_t remarks = 0;
    uint64_t excluded = 0;
    uint64_t administered = 0;
    for (size_t i = 0; i < fact_count; i++) {
        const bool is_mention = facts[i].kind == PP_FACT_MENTION;
        LAW(is_mention || facts[i].section < section_count);
        LAW(i == 0 || facts[i - 1].section <= facts[i].section);
        const char *broken =
            is_mention ? check_mention(load, &facts[i])
                       : check_fact(&facts[i], &sections[facts[i].section]);
        if (broken != NULL) {
            return broken;
        }
        remarks +=
            facts[i].kind == PP_FACT_GAP || facts[i].kind == PP_FACT_MENTION;
        excluded += facts[i].kind == PP_FACT_EXCLUDED;
        administered += facts[i].is_administered == PP_YES;
    }
    const struct pp_load_totals totals = pp_load_totals(load);
    LAW(totals.sections == section_count);
    LAW(totals.facts + remarks == fact_count);
    LAW(totals.excluded == excluded);
    LAW(totals.administered == administered);
    return NULL;
}

static const char *check_diags(const struct pp_load *load)
{
    const struct pp_diags *diags = pp_load_diags(load);
    size_t capture_count = 0;
    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(load, &capture_count);
    const struct pp_diag *items = pp_diags_items(diags, &count);
    for (size_t i = 0; i < count; i++) {
        LAW(items[i].place.capture < capture_count);
        LAW(items[i].place.line <=
            captures[items[i].place.capture].lines.total);
        LAW(items[i].message.len > 0);
        LAW(pp_diag_info(items[i].code) != NULL);
        LAW(pp_diag_info(items[i].code)->severity == items[i].severity);
    }
    LAW(pp_diags_count(diags, PP_SEVERITY_NOTE) +
            pp_diags_count(diags, PP_SEVERITY_WARNING) +
            pp_diags_count(diags, PP_SEVERITY_ERROR) ==
        count + pp_diags_dropped(diags));
    uint64_t rejected = 0;
    for (size_t i = 0; i < capture_count; i++) {
        rejected += captures[i].lines.rejected;
    }
    LAW(pp_load_totals(load).rejected == rejected);
    LAW(rejected == 0 || pp_diags_count(diags, PP_SEVERITY_WARNING) > 0);
    return NULL;
}

const char *pp_test_broken_law(const struct pp_load *load)
{
    size_t count = 0;
    const struct pp_capture *captures = pp_load_captures(load, &count);
    for (size_t i = 0; i < count; i++) {
        const char *broken = check_capture(load, &captures[i]);
        if (broken != NULL) {
            return broken;
        }
    }
    const char *broken = check_facts(load);
    return broken != NULL ? broken : check_diags(load);
}

/* --- machines ------------------------------------------------------------- */

static const char *check_pool(const struct pp_machine *machine,
                              enum pp_protocol protocol)
{
    struct pp_pool pool = pp_machine_pool(machine, protocol);
    struct pp_range dynamic = pp_machine_dynamic(machine, protocol)->range;
    LAW(pool.dynamic_count == pp_range_count(dynamic));
    LAW(pool.excluded_count + pool.in_use_count + pool.available_count ==
        pool.dynamic_count);
    LAW(pool.longest_free_run <= pool.available_count);
    LAW(pool.blocks_of_100 <= pool.available_count / 100);
    LAW(pool.blocks_of_64 <= pool.available_count / 64);
    LAW(pool.fits_4096 == (pool.longest_free_run >= 4096));
    return NULL;
}

static const char *check_usage(const struct pp_machine *machine,
                               enum pp_protocol protocol)
{
    struct pp_usage usage;
    uint64_t states = 0;
    LAW(pp_machine_usage(machine, protocol, &usage) == PP_OK);
    for (size_t i = 0; i < PP_SOCKET_STATE_COUNT; i++) {
        states += usage.by_state[i];
    }
    LAW(usage.taken + usage.free == usage.pool);
    LAW(usage.taken <= usage.sockets || usage.is_counted);
    LAW(states <= usage.sockets);
    LAW(usage.process_count <= PP_USAGE_GROUPS);
    LAW(usage.remote_count <= PP_USAGE_GROUPS);
    for (size_t i = 1; i < usage.process_count; i++) {
        LAW(usage.by_process[i].count <= usage.by_process[i - 1].count);
    }
    for (size_t i = 1; i < usage.remote_count; i++) {
        LAW(usage.by_remote[i].count <= usage.by_remote[i - 1].count);
    }
    LAW(usage.sockets > 0 || usage.verdict == PP_USAGE_UNKNOWN);
    LAW(usage.verdict != PP_USAGE_AMPLE ||
        usage.cause == PP_USAGE_CAUSE_UNKNOWN);
    return NULL;
}

static const char *check_span(const struct pp_check_span *span,
                              struct pp_range asked)
{
    LAW(pp_range_covers(asked, span->range));
    for (size_t i = 0; i < span->exclusion_count; i++) {
        LAW(pp_range_covers(span->exclusions[i]->range, span->range));
        LAW(span->exclusions[i]->reason != NULL);
    }
    LAW(span->verdict != PP_VERDICT_BLOCKED || span->exclusion_count > 0);
    LAW((span->verdict == PP_VERDICT_FREE) == (span->advice_count == 0));
    LAW(span->advice_count <= PP_CHECK_MAX_ADVICE);
    for (size_t i = 0; i < span->advice_count; i++) {
        LAW(strlen(span->advice[i]) > 0);
    }
    LAW((span->error == PP_WIN_OK) == (span->verdict != PP_VERDICT_BLOCKED &&
                                       span->verdict != PP_VERDICT_IN_USE));
    return NULL;
}

static const char *check_ports(const struct pp_machine *machine,
                               enum pp_protocol protocol,
                               enum pp_bind_kind kind)
{
    struct pp_port_query query = {{1, 65535}, protocol};
    const struct pp_port_list list = {&query, 1, 1};
    const struct pp_check_options options = {.kind = kind};
    struct pp_check *check = NULL;
    LAW(pp_check_run(machine, &list, &options, &check) == PP_OK);
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    const char *broken = NULL;
    uint32_t next = query.range.first;
    for (size_t i = 0; i < count && broken == NULL; i++) {
        broken = spans[i].range.first == next
                     ? check_span(&spans[i], query.range)
                     : "broken: spans follow each other without a gap";
        next = (uint32_t)spans[i].range.last + 1;
    }
    pp_check_free(check);
    LAW(broken != NULL || next == PP_PORT_COUNT);
    return broken;
}

const char *pp_test_broken_machine_law(struct pp_load *load)
{
    struct pp_machine *machine = NULL;
    LAW(pp_load_machine(load, &machine) == PP_OK);
    const char *broken = NULL;
    for (int i = 0; i < PP_PROTOCOL_COUNT && broken == NULL; i++) {
        broken = check_pool(machine, (enum pp_protocol)i);
        if (broken == NULL) {
            broken = check_usage(machine, (enum pp_protocol)i);
        }
        if (broken == NULL) {
            broken = check_ports(machine, (enum pp_protocol)i, PP_BIND_PLAIN);
        }
        if (broken == NULL) {
            broken = check_ports(machine, (enum pp_protocol)i, PP_BIND_QUIC);
        }
    }
    pp_machine_free(machine);
    return broken;
}
