/*
 * Commands that end processes, by number, by name or by a port that the
 * process holds.
 */
#include "winsteps_process.h"

#include "base/bytes.h"

static const char process_wanted[] = "expected a process or its number";

/* A step for each process of a list; its numbers are digits, names anything
 * that is no placeholder. */
static void add_processes(struct step_parser *parser, struct pp_sv list)
{
    while (list.len > 0 && !parser->has_failed) {
        struct pp_sv name = pp_take_until(&list, ',');
        name = pp_trim_end(pp_trim_start(name, " \"'@("), " \"')");
        list = pp_trim_start(list, ", ");
        if (name.len == 0) {
            continue;
        }
        if (pp_has_one_of(name, "<>$%[]{}|")) {
            pps_step_refuse(parser, name, process_wanted);
            return;
        }
        parser->step.kind = PPS_STEP_KILL;
        parser->step.name = name;
        pps_step_list_add(parser);
    }
}

/* `"IMAGENAME eq node.exe"` */
static struct pp_sv filtered(struct pp_sv filter)
{
    size_t equals = pp_sv_find_nocase(filter, PP_SV(" eq "), 0);
    bool is_known = pp_sv_starts_nocase(filter, PP_SV("IMAGENAME")) ||
                    pp_sv_starts_nocase(filter, PP_SV("PID"));
    return equals == SIZE_MAX || !is_known
               ? pp_sv_sub(filter, filter.len, 0)
               : pp_sv_trim(pp_sv_sub(filter, equals + 4, filter.len));
}

bool pps_step_parse_taskkill(struct step_parser *parser)
{
    while (!pps_step_at_end(parser) && !parser->has_failed) {
        /* Git's bash has two slashes. */
        struct pp_sv option = pp_trim_start(pps_step_take(parser), "/-");
        if (pps_step_word_is(option, "pid") || pps_step_word_is(option, "im")) {
            add_processes(parser, pps_step_take(parser));
        } else if (pps_step_word_is(option, "fi")) {
            add_processes(parser, filtered(pps_step_take(parser)));
        }
    }
    if (parser->list_count == 0 && !parser->has_failed) {
        pps_step_refuse(parser, parser->words.end, process_wanted);
    }
    return true;
}

static void kill_holder(struct step_parser *parser,
                        struct pp_sv port,
                        enum pp_protocol protocol)
{
    uint32_t number = 0;
    port = pp_trim_end(port, ",)");
    if (!pp_sv_to_u32(port, PP_PORT_MAX, &number) || number == 0) {
        pps_step_refuse(parser, port, "expected a port");
        return;
    }
    parser->step.kind = PPS_STEP_KILL;
    parser->step.protocol = protocol;
    parser->step.ports = (struct pps_ports){number, 1};
}

/* `npx kill-port 3000` */
bool pps_step_parse_npx(struct step_parser *parser)
{
    while (pp_sv_starts(pps_step_peek(parser), PP_SV("-"))) {
        pps_step_take(parser);
    }
    if (!pps_step_word_is(pps_step_take(parser), "kill-port")) {
        return false;
    }
    while (pp_sv_starts(pps_step_peek(parser), PP_SV("-"))) {
        pps_step_take(parser);
    }
    kill_holder(parser, pps_step_take(parser), PP_TCP);
    return true;
}

/* Whether the processes are those that hold a port:
 * `Get-NetTCPConnection -LocalPort 8080`. */
static bool is_about_port(struct step_parser *parser, struct pp_sv text)
{
    static const struct pp_sv option = PP_SV_INIT("-LocalPort");
    size_t at = pp_sv_find_nocase(text, option, 0);
    if (at == SIZE_MAX) {
        return false;
    }
    struct pp_sv port = pp_sv_trim(pp_sv_sub(text, at + option.len, text.len));
    bool is_udp =
        pp_sv_find_nocase(text, PP_SV("Get-NetUDPEndpoint"), 0) != SIZE_MAX;
    kill_holder(parser,
                pp_sv_sub(port, 0, pp_word_len(port, "$<>")),
                is_udp ? PP_UDP : PP_TCP);
    return true;
}

/* The processes that the words at hand name. */
static void add_named(struct step_parser *parser)
{
    static const char *const others[] = {
        "-ErrorAction", "-ea", "-ComputerName", NULL};
    while (!pps_step_at_end(parser) && !parser->has_failed) {
        struct pp_sv word = pps_step_take(parser);
        if (pps_step_word_is_any(word, others)) {
            pps_step_take(parser);
        } else if (word.len > 0 && word.ptr[0] != '-') {
            add_processes(parser, word);
        }
    }
}

/* Get-Process, which has names where Stop-Process has numbers. */
static void add_piped(struct step_parser *parser)
{
    static const char *const sources[] = {"Get-Process", "gps", "ps", NULL};
    if (!pps_step_words_split(parser->piped, &parser->words) ||
        !pps_step_word_is_any(pps_step_take(parser), sources)) {
        return;
    }
    add_named(parser);
}

void pps_step_parse_stop_process(struct step_parser *parser)
{
    struct pp_sv end = parser->words.end;
    if (is_about_port(parser, parser->step.written) ||
        is_about_port(parser, parser->piped)) {
        return;
    }
    add_named(parser);
    if (parser->list_count == 0 && !parser->has_failed) {
        add_piped(parser);
    }
    if (parser->list_count == 0 && !parser->has_failed) {
        pps_step_refuse(parser, end, process_wanted);
    }
}
