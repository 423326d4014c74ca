/* The step language: every form, prefixes, separators, faults with places. */
#include "sim/steps/step_words.h"
#include "sim_support.h"

/* Each row: what is written, and the step in full words. */
Test(steps, every_form_is_read)
{
    static const char *const rows[][2] = {
        {"reserve 55500+100", "reserve tcp 55500+100"},
        {"reserve tcp 55500-55599", "reserve tcp 55500+100"},
        {"reserve udp 443", "reserve udp 443"},
        {"reserve 443/udp", "reserve udp 443"},
        {"reserve 55500+100 active", "reserve tcp 55500+100 active"},
        {"reserve 55500+100 persistent", "reserve tcp 55500+100"},
        {"RESERVE TCP 1+1", "reserve tcp 1"},
        {"rese 80", "reserve tcp 80"},
        {"unreserve udp 50000+60", "unreserve udp 50000+60"},
        {"unr 1 act", "unreserve tcp 1 active"},
        {"dynamic 49152+16384", "dynamic tcp 49152+16384"},
        {"dyn udp 10000-10999", "dynamic udp 10000+1000"},
        {"set MaxUserPort=60000", "set MaxUserPort=60000"},
        {"set  MaxUserPort = 0xea60 ", "set MaxUserPort=0xea60"},
        {"set ReservedPorts=\"4000-4010; x\"",
         "set ReservedPorts=4000-4010; x"},
        {"unset EnableExcludedPortRange", "unset EnableExcludedPortRange"},
        {"uns X", "unset X"},
        {"start winnat", "start winnat"},
        {"config hns dis", "config hns disabled"},
        {"kill 1234", "kill 1234"},
        {"kill 'a b.exe'", "kill \"a b.exe\""},
        {"ki holder of udp 53", "kill holder of udp 53"},
        {"sta h", "start hns"},
        {"stop winnat", "stop winnat"},
        {"sto w", "stop winnat"},
        {"restart hns", "restart hns"},
        {"enable hyper-v", "enable hyper-v"},
        {"disable containers", "disable containers"},
        {"dis c", "disable containers"},
        {"en wsl", "enable wsl"},
        {"reboot", "reboot"},
        {"reb", "reboot"},
        {"bind 8080", "bind tcp 8080"},
        {"bind udp 443 as quic", "bind udp 443 as quic"},
        {"bind 80 as http", "bind tcp 80 as http.sys"},
        {"bind 80 at 127.0.0.1", "bind tcp 80 at 127.0.0.1"},
        {"bind udp 53 as excl AT [::1]", "bind udp 53 as exclusive at ::1"},
        {"bind 80 at ::", "bind tcp 80 at ::"},
        {"close 8080", "close tcp 8080"},
        {"install KB951748", "install KB951748"},
        {"preset exchange-2007", "preset exchange-2007"},
        {"preset biz", "preset biztalk"},
        {"expect 55555 bindable", "expect 55555 bindable"},
        {"expect 55555/udp blocked", "expect 55555/udp blocked"},
        {"expect udp 55555 free", "expect 55555/udp free"},
        {"expect 1 at-r", "expect 1 at-risk"},
        {"expect 55500+100 excluded", "expect 55500-55599 excluded"},
        {"expect 1-2 not-excluded administered",
         "expect 1-2 not-excluded administered"},
        {"expect 1 excl adm at-least 50%",
         "expect 1 excluded administered at-least 50%"},
        {"expect outcome ok", "expect outcome ok"},
        {"expect outcome 32 at-least 99.5 %",
         "expect outcome 32 at-least 99.5%"},
        {"expect 1 free at-least 0.0001%", "expect 1 free at-least 0.0001%"},
        {"expect 1 reserved at-least 100%", "expect 1 reserved at-least 100%"},
        /* numbers that Windows answers with 87 */
        {"reserve 0", "reserve tcp 0"},
        {"reserve 65500+100", "reserve tcp 65500+100"},
        {"reserve 1+0", "reserve tcp 1+0"},
        {"reserve 55506-555605", "reserve tcp 55506+500100"},
        {"dynamic 1025+64512", "dynamic tcp 1025+64512"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_scenario *scenario = test_scenario(rows[i][0]);
        size_t count = 0;
        const struct pps_step *steps = pps_scenario_steps(scenario, &count);
        cr_assert_eq(count, 1, "row %zu: %s", i, rows[i][0]);
        cr_expect_str_eq(test_words(&steps[0]), rows[i][1], "row %zu", i);
        pps_scenario_free(scenario);
    }
}

/* A step's own words are a step again, and the same one. */
Test(steps, the_full_words_read_back)
{
    static const char text[] =
        "rese 1+2 act; unr 3; dyn udp 1025+255; set A=b; uns A; sta w; sto h; "
        "restart w; en h; dis w; reb; bind 80 as http; close 80/udp; "
        "install kb1; preset isa; expect 1-2 excl adm at-least 12.5%; "
        "expect outcome 32";
    struct pps_scenario *first = test_scenario(text);
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(first, &count);
    cr_assert_eq(count, 17);
    for (size_t i = 0; i < count; i++) {
        char line[256] = "";
        memcpy(line, test_words(&steps[i]), sizeof(line) - 1);
        struct pps_scenario *again = test_scenario(line);
        size_t one = 0;
        const struct pps_step *step = pps_scenario_steps(again, &one);
        cr_assert_eq(one, 1, "%s", line);
        cr_expect_str_eq(test_words(step), line);
        pps_scenario_free(again);
    }
    pps_scenario_free(first);
}

Test(steps, lines_semicolons_and_comments_part_them)
{
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {
        {"", 0},
        {"\n\n  \n", 0},
        {"# nothing\n  # more", 0},
        {"reboot", 1},
        {"reboot; reboot", 2},
        {"reboot;;reboot;", 2},
        {"reboot\nreboot\r\nreboot", 3},
        {"reboot # now; reboot", 1},
        {"reboot #now\nreboot", 2},
        {"\xef\xbb\xbfreboot", 1},
        {"set A=\"b;c\"; reboot", 2},
        {"set A=\"b # c\"", 1},
        {"```powershell\nreboot\n```", 1},
        {"net stop winnat && net start winnat", 2},
        {"net stop winnat >nul 2>&1 & net start winnat", 2},
        {"netsh int ipv4 show excludedportrange tcp | findstr 55; reboot", 2},
        {"@echo off\nrem x\n:: y\npause\nreboot", 1},
        {"rem x; reboot & reboot\n  REM y; fly\nC:\\> rem z & fly", 0},
        {"net stop winnat || (net start winnat & exit /b 1)", 1},
        {"reboot\nif errorlevel 1 reboot\nIf ErrorLevel 1 goto undo", 1},
        {"if ($LASTEXITCODE -ne 0) { net start winnat; throw 'x' }", 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_scenario *scenario = test_scenario(rows[i].text);
        size_t count = 0;
        (void)pps_scenario_steps(scenario, &count);
        cr_expect_eq(count, rows[i].count, "row %zu: %s", i, rows[i].text);
        pps_scenario_free(scenario);
    }
}

struct fault_case {
    const char *text;
    unsigned code;
    unsigned line;
    unsigned column;
    const char *message; /* a part of it */
};

/* The last diagnostic is about the fault. */
static void expect_fault(const struct fault_case *fault, size_t row)
{
    struct pp_diags *diags = NULL;
    struct pps_scenario *scenario = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    cr_assert_eq(
        pps_scenario_parse(pp_sv_from(fault->text), 7, diags, &scenario),
        PP_OK);
    size_t count = 0;
    const struct pp_diag *diag = pp_diags_items(diags, &count);
    cr_assert_geq(count, 1, "row %zu: %s", row, fault->text);
    cr_expect_eq(count, pps_scenario_error_count(scenario), "row %zu", row);
    diag += count - 1;
    char message[512] = "";
    memcpy(message, diag->message.ptr, diag->message.len);
    cr_expect_eq(diag->code, fault->code, "row %zu: %s", row, message);
    cr_expect_eq(diag->place.line, fault->line, "row %zu", row);
    cr_expect_eq(diag->place.column,
                 fault->column,
                 "row %zu: %u",
                 row,
                 diag->place.column);
    cr_expect_eq(diag->place.capture, 7, "row %zu", row);
    cr_expect(
        strstr(message, fault->message) != NULL, "row %zu: %s", row, message);
    pp_diags_free(diags);
    pps_scenario_free(scenario);
}

static void expect_faults(const struct fault_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect_fault(&rows[i], i);
}

Test(steps, unknown_words_are_told_with_their_place)
{
    static const struct fault_case rows[] = {
        {"frobnicate", 811, 1, 1, "frobnicate"},
        {"reboot\n  fly", 811, 2, 3, "fly"},
        {"reboot; fly", 811, 1, 9, "fly"},
        {"re", 823, 1, 1, "reboot, reconnect, reserve or restart"},
        {"res 80", 823, 1, 1, "reserve or restart"},
        {"s winnat", 823, 1, 1, "set, start or stop"},
        {"expect 1 b", 837, 1, 10, "blocked or bindable"},
        {"  \xc3\xbc", 811, 1, 3, "\xc3\xbc"},
        {"# \xc3\xbc\nset A=\xc3\xbc; fly", 811, 2, 10, "fly"},
    };
    expect_faults(rows, PP_ARRAY_LEN(rows));
}

Test(steps, faulty_expectations_are_told_with_their_place)
{
    static const struct fault_case rows[] = {
        {"expect 65536 free", 837, 1, 8, "1 to 65535"},
        {"expect 1 lovely", 837, 1, 10, "lovely"},
        {"expect 1 free at-least", 837, 1, 23, "at-least 99%"},
        {"expect 1 free at-least 99", 837, 1, 24, "at-least 99%"},
        {"expect 1 free at-least 101%", 837, 1, 24, "at-least 99%"},
        {"expect 1 free administered", 837, 1, 15, "at-least"},
        {"expect outcome perhaps", 837, 1, 16, "outcome ok"},
    };
    expect_faults(rows, PP_ARRAY_LEN(rows));
}

Test(steps, faulty_values_are_told_with_their_place)
{
    static const struct fault_case rows[] = {
        {"reserve", 829, 1, 8, "got nothing"},
        {"reserve abc", 829, 1, 9, "abc"},
        {"reserve 200-100", 829, 1, 9, "200-100"},
        {"reserve 1 forever", 829, 1, 11, "active or persistent"},
        {"reserve 1 active 2", 829, 1, 18, "end before"},
        {"start dhcp", 829, 1, 7, "winnat, hns or docker"},
        {"enable telnet", 829, 1, 8, "hyper-v"},
        {"set MaxUserPort", 829, 1, 5, "NAME=VALUE"},
        {"set =1", 829, 1, 5, "NAME=VALUE"},
        {"unset", 829, 1, 6, "registry value"},
        {"bind 0", 829, 1, 6, "1 to 65535"},
        {"bind 1-2", 829, 1, 6, "one port"},
        {"bind 1 for me", 829, 1, 8, "as KIND"},
        {"bind 1 as king", 829, 1, 11, "http.sys"},
        {"bind 1 at", 829, 1, 10, "0.0.0.0"},
        {"bind 1 at localhost", 829, 1, 11, "0.0.0.0"},
        {"bind 1 at 1.2.3.4 as reuse", 829, 1, 19, "the step should end"},
        {"bind 1 as quic at ::1", 829, 1, 19, "every address"},
        {"install patch", 829, 1, 9, "KB951748"},
        {"preset sql", 829, 1, 8, "exchange-2007"},
        {"reboot now", 829, 1, 8, "end before"},
        {"netsh int ipv4 add excludedportrange tcp 1",
         829,
         1,
         1,
         "number of ports"},
    };
    expect_faults(rows, PP_ARRAY_LEN(rows));
}

/* Lines that go on in the next one: places are those of the paste. */
Test(steps, places_are_those_of_the_paste)
{
    static const struct fault_case rows[] = {
        {"netsh int ipv4 add ^\r\n  excludedportrange tcp 1",
         829,
         1,
         1,
         "ports"},
        {"net stop winnat ^\n && fly", 811, 2, 5, "fly"},
        {"cmd /c \"net stop winnat & fly\"", 811, 1, 27, "fly"},
        {"sudo cmd /c start /wait \"\" fly", 811, 1, 28, "fly"},
        {"  Start-Process cmd -Arg '/c','fly'", 811, 1, 3, "fly"},
        {"C:\\> for /l %i in (1,1,9) do (\nfly\n)\nC:\\> soar",
         811,
         4,
         6,
         "soar"},
        {"if (Test-Path x) { reboot }", 839, 1, 1, "which branch"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++)
        expect_fault(&rows[i], i);
}

/* What cannot be read is named; nothing else changes. */
Test(steps, what_is_not_played_is_listed)
{
    static const struct {
        const char *text;
        size_t count; /* of steps */
        const char *why;
        unsigned line; /* of the first that is not played; 0: there is none */
    } rows[] = {
        {"reboot\nfly", 1, "unknown", 2},
        {"reserve 1 forever\nreboot", 1, "argument", 1},
        {"reboot\nforeach ($x in $y) {\n reboot\n}\nreboot", 2, "loop", 2},
        {"Get-Service | % { reboot }", 0, "loop", 1},
        {"if exist x reboot", 0, "condition", 1},
        {"if (1) { reboot } else { reboot }", 0, "condition", 1},
        {"expect 1 lovely", 0, "expect", 1},
        {"C:\\> net stop winnat\nEr hält an.", 1, "output", 2},
        {"net stop winnat\nOk.\n  80  90  *\n", 1, "", 0},
        {"while (nothing closes this\nreboot", 1, "loop", 1},
        {"try {\nreboot\n} catch { reboot } finally { reboot }", 2, "", 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_diags *diags = NULL;
        struct pps_scenario *scenario = NULL;
        size_t count = 0;
        size_t total = 0;
        cr_assert_eq(pp_diags_new(&diags), PP_OK);
        cr_assert_eq(
            pps_scenario_parse(pp_sv_from(rows[i].text), 0, diags, &scenario),
            PP_OK);
        (void)pps_scenario_steps(scenario, &count);
        cr_expect_eq(count, rows[i].count, "row %zu: %zu steps", i, count);
        const struct pps_unplayed *first =
            pps_scenario_unplayed(scenario, &count, &total);
        cr_expect_eq(total, count, "row %zu", i);
        cr_expect_eq(count > 0, rows[i].line > 0, "row %zu", i);
        if (count > 0) {
            cr_expect_eq(first->place.line, rows[i].line, "row %zu", i);
            cr_expect_str_eq(
                pps_unplayed_name(first->why), rows[i].why, "row %zu", i);
        }
        cr_expect_eq(pps_scenario_is_playable(scenario),
                     strcmp(rows[i].why, "expect") != 0,
                     "row %zu",
                     i);
        pps_scenario_free(scenario);
        pp_diags_free(diags);
    }
}

/* What Windows answered in the paste is the answer to one step before it. */
Test(steps, printed_answers_are_kept)
{
    static const struct {
        const char *text;
        bool has_printed; /* the last step */
        unsigned printed;
    } rows[] = {
        {"net stop winnat", false, 0},
        {"net stop winnat\nThe Windows NAT Driver service was stopped "
         "successfully.",
         true,
         0},
        {"C:\\> net start hns\n\nThe requested service has already been "
         "started.\nMore help",
         true,
         2182},
        {"reserve 1\nOk.\nAccess is denied.", true, 0},
        {"reserve 1; reserve 2\nOk.", false, 0},
        {"ipconfig\nOk.", false, 0},
        {"Ok.\nreserve 1", false, 0},
        {"reserve 1\nThe process cannot access the file because it is being "
         "used by another process.",
         true,
         32},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_scenario *scenario = test_scenario(rows[i].text);
        size_t count = 0;
        const struct pps_step *steps = pps_scenario_steps(scenario, &count);
        cr_assert_gt(count, 0, "row %zu", i);
        cr_expect_eq(
            steps[count - 1].has_printed, rows[i].has_printed, "row %zu", i);
        cr_expect_eq(steps[count - 1].printed, rows[i].printed, "row %zu", i);
        pps_scenario_free(scenario);
    }
}

Test(steps, a_faulty_step_does_not_hide_the_others)
{
    struct pp_diags *diags = NULL;
    struct pps_scenario *scenario = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    cr_assert_eq(pps_scenario_parse(
                     PP_SV("reboot; fly; reserve 1"), 0, diags, &scenario),
                 PP_OK);
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    cr_assert_eq(count, 2);
    cr_expect_eq(steps[1].kind, PPS_STEP_RESERVE);
    cr_expect_eq(steps[1].place.column, 14);
    pp_diags_free(diags);
    pps_scenario_free(scenario);
}

Test(steps, a_script_beyond_the_limit_is_refused)
{
    enum {
        COUNT = PPS_STEPS_MAX + 1
    };
    struct pp_buf text;
    struct pp_diags *diags = NULL;
    struct pps_scenario *scenario = NULL;
    pp_buf_init(&text, 1 << 20);
    for (int i = 0; i < COUNT; i++) {
        pp_buf_add_str(&text, "reboot\n");
    }
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    cr_expect_eq(pps_scenario_parse(pp_buf_view(&text), 0, diags, &scenario),
                 PP_ERR_LIMIT);
    pp_diags_free(diags);
    pp_buf_done(&text);
}

/* A step that was built is the step that was read, and its texts are its own.
 */
Test(steps, built_steps_are_numbered_and_read_alike)
{
    char name[] = "MaxUserPort";
    char data[] = "60000";
    struct pps_scenario *built = NULL;
    struct pps_step reserve = pps_step_of(PPS_STEP_RESERVE);
    struct pps_step set = pps_step_of(PPS_STEP_SET);
    struct pps_step expect = pps_step_of(PPS_STEP_EXPECT);
    size_t index = 9;
    reserve.ports = (struct pps_ports){50000, 20};
    reserve.store = PP_STORE_ACTIVE;
    set.name = PP_SV(name);
    set.data = PP_SV(data);
    expect.expect.kind = PPS_EXPECT_BINDABLE;
    expect.ports = (struct pps_ports){55555, 1};
    cr_assert_eq(pps_scenario_new(&built), PP_OK);
    cr_assert_eq(pps_scenario_add(built, &reserve, &index), PP_OK);
    cr_expect_eq(index, 0);
    cr_assert_eq(pps_scenario_add(built, &set, &index), PP_OK);
    cr_expect_eq(index, 1);
    cr_assert_eq(pps_scenario_add(built, &expect, NULL), PP_OK);
    memset(name, 'x', sizeof(name) - 1);
    memset(data, 'x', sizeof(data) - 1);
    struct pps_scenario *read =
        test_scenario("reserve 50000+20 active; set MaxUserPort=60000; "
                      "expect 55555 bindable");
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(built, &count);
    cr_assert_eq(count, 3);
    const struct pps_step *others = pps_scenario_steps(read, &count);
    cr_assert_eq(count, 3);
    for (size_t i = 0; i < count; i++) {
        char words[64];
        memcpy(words, test_words(&steps[i]), sizeof(words));
        cr_expect_str_eq(words, test_words(&others[i]));
        cr_expect_eq(steps[i].expect.at_least_ppm,
                     others[i].expect.at_least_ppm);
        cr_expect_eq(steps[i].family, others[i].family);
    }
    cr_expect_eq(pps_scenario_error_count(built), 0);
    expect.ports = (struct pps_ports){65535, 2};
    cr_expect_eq(pps_scenario_add(built, &expect, NULL), PP_ERR_INVALID);
    reserve.kind = PPS_STEP_PRESET;
    cr_expect_eq(pps_scenario_add(built, &reserve, NULL), PP_ERR_INVALID);
    pps_scenario_free(built);
    pps_scenario_free(read);
}

/* A whole word is itself, even where a longer word begins with it. */
Test(steps, a_whole_word_is_never_ambiguous)
{
    static const char *const words[] = {"settle", "set", "sell"};
    static const struct {
        const char *text;
        enum step_match match;
        size_t index;
    } rows[] = {
        {"set", STEP_MATCH_ONE, 1},
        {"SET", STEP_MATCH_ONE, 1},
        {"sett", STEP_MATCH_ONE, 0},
        {"sel", STEP_MATCH_ONE, 2},
        {"se", STEP_MATCH_MANY, 0},
        {"", STEP_MATCH_NONE, 0},
        {"sets", STEP_MATCH_NONE, 0},
        {"settles", STEP_MATCH_NONE, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        size_t index = 0;
        enum step_match match =
            pps_step_keyword_find(words, 3, pp_sv_from(rows[i].text), &index);
        cr_expect_eq(match, rows[i].match, "row %zu", i);
        if (match == STEP_MATCH_ONE) {
            cr_expect_eq(index, rows[i].index, "row %zu", i);
        }
    }
}
