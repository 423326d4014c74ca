/*
 * Events that say that ports ran out: the forms in which Windows prints them
 * (Event Viewer's text, Get-WinEvent and Get-EventLog as tables and lists,
 * wevtutil as text and XML, CSV), and lines that have the numbers for other
 * reasons.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/load.h"

#include "random.h"
#include "seed.h"
#include "summary.h"

/* "4231 tcp; 4266 udp"; "-" for none. A sign that was read by two parsers
 * counts once. */
static const char *signs_of(struct pp_sv text)
{
    static char out[256];
    bool is_told[PP_SIGN_COUNT] = {false};
    struct pp_load *load = pp_test_load_bytes(text);
    size_t used = 0;
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        enum pp_exhaustion_sign sign = facts[i].as.exhaustion.sign;
        if (facts[i].kind != PP_FACT_EXHAUSTION || is_told[sign]) {
            continue;
        }
        is_told[sign] = true;
        used += (size_t)snprintf(out + used,
                                 sizeof(out) - used,
                                 "%s%s %s",
                                 used > 0 ? "; " : "",
                                 pp_exhaustion_sign_name(sign),
                                 pp_protocol_name(facts[i].protocol));
    }
    pp_load_free(load);
    return used > 0 ? out : "-";
}

struct row {
    const char *text;
    const char *signs;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *signs = signs_of(pp_sv_from(rows[i].text));
        cr_expect_str_eq(signs, rows[i].signs, "%s: %s", rows[i].text, signs);
    }
}

/* Forms: Microsoft's documents of the commands; numbers are made up. */
Test(events, every_form_of_an_event_is_read)
{
    static const struct row rows[] = {
        {"Log Name:      System\nSource:        Tcpip\nDate:          "
         "11/30/2026 "
         "9:00:00 AM\nEvent ID:      4231\nTask Category: None\n",
         "4231 tcp"},
        {"Protokollname: System\nQuelle:        Tcpip\nEreignis-ID:   4227\n",
         "4227 tcp"},
        {"Nom du journal :System\nSource :       Tcpip\nID de "
         "l'événement :4266\n",
         "4266 udp"},
        {"日志名称:          System\n来源:            Tcpip\n事件 ID:         "
         "4231\n",
         "4231 tcp"},
        {"Event[0]\n  Log Name: System\n  Source: Tcpip\n  Date: "
         "2026-11-30T09:00:00.0000000Z\n  Event ID: 4266\n  Level: Warning\n",
         "4266 udp"},
        {"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
         "<System><Provider Name='Tcpip'/><EventID Qualifiers='32768'>4227"
         "</EventID><Level>3</Level></System></Event>\n",
         "4227 tcp"},
        {"<Event>\n  <System>\n    <Provider Name=\"Tcpip\" />\n    <EventID "
         "Qualifiers=\"32768\">4231</EventID>\n    <Level>3</Level>\n",
         "4231 tcp"},
        {"   ProviderName: Tcpip\n\nTimeCreated                     Id "
         "LevelDisplayName Message\n-----------                     -- "
         "---------------- -------\n11/30/2026 9:00:00 AM         4231 Warning "
         "  "
         "       A request to allocate an ephemeral por...\n11/30/2026 8:00:00 "
         "AM         4266 Warning          A request to allocate an eph...\n",
         "4231 tcp; 4266 udp"},
        {"TimeCreated  : 11/30/2026 9:00:00 AM\nProviderName : Tcpip\nId       "
         "  "
         "  : 4231\nMessage      : x\n",
         "4231 tcp"},
        {"Message      : x\nId           : 4227\nVersion      : "
         "0\nProviderName : Tcpip\n",
         "4227 tcp"},
        {"Index              : 9120\nEntryType          : Warning\nInstanceId  "
         "  "
         "     : 2147487879\nMessage            : x\nCategory           : "
         "(0)\nSource             : Tcpip\n",
         "4231 tcp"},
        {"EventID            : 4266\nMachineName        : srv1\nSource         "
         "  "
         "  : Tcpip\n",
         "4266 udp"},
        {"   9120 Nov 30 09:00  Warning     Tcpip               2147487875 "
         "TCP/IP failed to esta...\n",
         "4227 tcp"},
        {"   9121 Nov 30 09:00  Warning     Tcpip               2147487914 A "
         "request to alloc...\n",
         "4266 udp"},
        {"\"9120\",\"Warning\",\"Tcpip\",\"4231\",\"x\"\n", "4231 tcp"},
        {"Warnung,30.11.2026 09:00:00,Tcpip,4227,Keine\n", "4227 tcp"},
        {"警告,2026/11/30 9:00:00,Tcpip,4231,无\n", "4231 tcp"},
        {"Tcpip event 4231 in the System log\n", "4231 tcp"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(events, numbers_of_other_things_are_no_signs)
{
    static const struct row rows[] = {
        {"4231\n", "-"},
        {"Event ID: 4231\n", "-"},
        {"Source: DNS\nEvent ID: 4231\n", "-"},
        {"Source: Tcpip\nEvent ID: 4199\n", "-"},
        {"Source: Tcpip\nEvent ID: 4199\nProcess ID: 4231\n", "-"},
        {"Id : 4199\nProviderName : Tcpip\nProcessId : 4231\n", "-"},
        {"Id : 4231\nProviderName : DNS\nId : 4199\nProviderName : Tcpip\n",
         "-"},
        {"Quelle: DNS\nEreignis-ID: 4231\nQuelle: Tcpip\nEreignis-ID: 4199\n",
         "-"},
        {"Source: Tcpip\nEvent ID: 4199\nSource: Foo\nEvent ID: 4231\n", "-"},
        {"Source: Tcpip\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\nEvent ID: "
         "4231\n",
         "-"},
        {"<Provider Name='Foo'/>\n<EventID>4231</EventID>\n", "-"},
        {"<Provider Name='Tcpip'/>\n<EventID>4199</EventID>\n", "-"},
        {"<Provider Name='Microsoft-Windows-Tcpip-x'/>\n<EventID>4231"
         "</EventID>\n",
         "-"},
        {"warning: Services\\Tcpip\\Parameters has 4231 values\n", "-"},
        {"warning: tcpip.sys 4231\n", "-"},
        {"event of tcpip6 4231\n", "-"},
        {"Tcpip 4231\n", "-"},
        {"warning Tcpip 10.0.0.1:4231\n", "-"},
        {"warning Tcpip 42310\n", "-"},
        {"warning Tcpip 4230\n", "-"},
        {"   ProviderName: DNS\n11/30/2026 9:00:00 AM 4231 Warning x\n", "-"},
        {"   ProviderName: Tcpip\n11/30/2026 9:00:00 AM 4199 Warning "
         "x\n   ProviderName: DNS\n11/30/2026 9:00:00 AM 4231 Warning x\n",
         "-"},
        {"  TCP    10.0.0.5:4231   10.0.0.9:4266   ESTABLISHED     4227\n",
         "-"},
        {"Error 4231: warning\n", "-"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

/* A megabyte of lines with the numbers and the words, never together. */
Test(events, unrelated_lines_give_no_sign)
{
    static const char *const words[] = {
        "4231", "4227",    "4266", "warning", "event",  "Source:",   "DNS",
        "Id",   "EventID", ":",    "port",    "Foo",    "42",        "tcp",
        "udp",  "10055x",  "in",   "build",   "tcpip6", "<EventID>",
    };
    struct pp_test_random random =
        pp_test_random_from(pp_test_seed("unrelated_lines_give_no_sign"));
    struct pp_buf text;
    pp_buf_init(&text, 2 << 20);
    while (text.len < 1 << 20) {
        pp_buf_add_str(
            &text, words[pp_test_random_below(&random, PP_ARRAY_LEN(words))]);
        pp_buf_add_char(&text,
                        pp_test_random_below(&random, 8) == 0 ? '\n' : ' ');
    }
    cr_expect_str_eq(signs_of(pp_buf_view(&text)), "-");
    pp_buf_done(&text);
}
