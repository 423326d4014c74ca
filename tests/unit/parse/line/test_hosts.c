/* Which machine lines speak of, and telling machines apart. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/load.h"

#include "parse/line/host_evidence.h"
#include "summary.h"

struct evidence_case {
    const char *line;
    enum pp_host_evidence_kind kind;
    const char *name;
};

Test(hosts, evidence_of_lines)
{
    static const struct evidence_case rows[] = {
        {"[SRV1]: PS C:\\Users\\adm\\Documents> netsh", PP_HOST_REMOTE, "SRV1"},
        {"[srv1.corp.example]: PS C:\\>", PP_HOST_REMOTE, "srv1.corp.example"},
        {"[10.0.0.5]: PS C:\\>", PP_HOST_REMOTE, "10.0.0.5"},
        {"[fe80::1]: PS C:\\>", PP_HOST_REMOTE, "fe80::1"},
        {"> [SRV1]: PS C:\\> dir", PP_HOST_REMOTE, "SRV1"},
        {"[a b]: PS C:\\>", PP_HOST_NOTHING, ""},
        {"[]: PS C:\\>", PP_HOST_NOTHING, ""},
        {"[01]: KB5017264", PP_HOST_NOTHING, ""},
        {"[error] PS is gone", PP_HOST_NOTHING, ""},
        {"PS C:\\Users\\me> netsh int ipv4", PP_HOST_LOCAL, ""},
        {"C:\\WINDOWS\\system32>netsh int ip", PP_HOST_LOCAL, ""},
        {"C:\\>", PP_HOST_LOCAL, ""},
        {"C:\\a file without a prompt", PP_HOST_NOTHING, ""},
        {"PS is short for PowerShell > 5", PP_HOST_NOTHING, ""},
        {"C:\\>hostname", PP_HOST_ASKED, ""},
        {"PS C:\\> $env:COMPUTERNAME", PP_HOST_ASKED, ""},
        {"C:\\>echo %COMPUTERNAME%", PP_HOST_ASKED, ""},
        {"C:\\>netsh -r SRV2 int ipv4 show", PP_HOST_REMOTE, "SRV2"},
        {"netsh -r \\\\SRV2 interface ipv4 show", PP_HOST_REMOTE, "SRV2"},
        {"netsh.exe -R srv2 interface", PP_HOST_REMOTE, "srv2"},
        {"netsh interface ipv4 show", PP_HOST_NOTHING, ""},
        {"netsh", PP_HOST_NOTHING, ""},
        {"me@DESKTOP-1 MINGW64 ~/work (main)", PP_HOST_SELF, "DESKTOP-1"},
        {"corp\\me@SRV3 C:\\Users\\me>netsh", PP_HOST_SELF, "SRV3"},
        {"me@box:~$ netsh", PP_HOST_NOTHING, ""},
        {"write to me@example.org C:\\ is full", PP_HOST_NOTHING, ""},
        {"Host Name:                 DESKTOP-1", PP_HOST_SELF, "DESKTOP-1"},
        {"Hostname:                  PC-05", PP_HOST_SELF, "PC-05"},
        {"主机名:           WIN-WEB", PP_HOST_SELF, "WIN-WEB"},
        {"Host Name: db.example.org", PP_HOST_NOTHING, ""},
        {"Host Name:", PP_HOST_NOTHING, ""},
        {"CsName                    : PC-7", PP_HOST_SELF, "PC-7"},
        {"PSComputerName : srv9", PP_HOST_SELF, "srv9"},
        {"Computer Name : srv9", PP_HOST_NOTHING, ""},
        {"     50000       50059     *", PP_HOST_NOTHING, ""},
        {"", PP_HOST_NOTHING, ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_sv line = pp_sv_from(rows[i].line);
        struct pp_host_evidence got = pp_host_evidence_read(line);
        cr_expect_eq(got.kind, rows[i].kind, "'%s'", rows[i].line);
        cr_expect(rows[i].name[0] == '\0' ||
                      pp_sv_equal(got.name, pp_sv_from(rows[i].name)),
                  "'%s'",
                  rows[i].line);
    }
}

/* --- captures --- */

#define TABLE                                                        \
    "Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n" \
    "----------    --------\n     60000       60099     \n\n"        \
    "* - Administered port exclusions.\n\n"

/* The hosts of the sections in order: their names, `?` for one without. */
static const char *hosts_of(const struct pp_load *load)
{
    static char words[512];
    size_t section_count = 0;
    size_t host_count = 0;
    const struct pp_section *sections = pp_load_sections(load, &section_count);
    const struct pp_host *hosts = pp_load_hosts(load, &host_count);
    size_t len = 0;
    words[0] = '\0';
    for (size_t i = 0; i < section_count && len < sizeof(words); i++) {
        struct pp_sv name = PP_SV("?");
        if (sections[i].host < host_count &&
            hosts[sections[i].host].name.len > 0) {
            name = hosts[sections[i].host].name;
        }
        len += (size_t)snprintf(words + len,
                                sizeof(words) - len,
                                "%s%u:%.*s",
                                i > 0 ? " " : "",
                                (unsigned)sections[i].host,
                                PP_SV_ARGS(name));
    }
    return words;
}

struct paste_case {
    const char *label;
    const char *text;
    const char *hosts;
};

Test(hosts, of_the_sections_of_a_paste)
{
    static const struct paste_case rows[] = {
        {"none named", TABLE "C:\\>netsh\n" TABLE, "0:? 0:?"},
        {"two remote ones",
         "[A]: PS C:\\> x\n" TABLE "[B]: PS C:\\> x\n" TABLE,
         "0:A 1:B"},
        {"a table still open at the prompt",
         "Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n"
         "----------    --------\n     60000       60099     \n"
         "[B]: PS C:\\> x\n" TABLE,
         "0:B 0:B"},
        {"there and back",
         "PS C:\\> x\n" TABLE "[A]: PS C:\\> x\n" TABLE "PS C:\\> x\n" TABLE,
         "0:? 1:A 0:?"},
        {"one name long and short",
         "[a.corp.example]: PS C:\\>\n" TABLE "[A]: PS C:\\>\n" TABLE,
         "0:a.corp.example 0:a.corp.example"},
        {"addresses are not cut",
         "[10.0.0.1]: PS C:\\>\n" TABLE "[10.0.0.2]: PS C:\\>\n" TABLE,
         "0:10.0.0.1 1:10.0.0.2"},
        {"an address, then its own name",
         "[10.0.0.1]: PS C:\\>\n" TABLE "Host Name:        SRV1\n" TABLE
         "[10.0.0.1]: PS C:\\>\n" TABLE,
         "0:SRV1 0:SRV1 0:SRV1"},
        {"two that state their names",
         "Host Name:        A\n" TABLE "Host Name:        B\n" TABLE,
         "0:A 1:B"},
        {"hostname asked",
         "C:\\>hostname\nA\n\n" TABLE "C:\\>hostname\nB\n\n" TABLE,
         "0:A 1:B"},
        {"hostname asked, no answer",
         "C:\\>hostname\nis not recognized as a command\n" TABLE,
         "0:?"},
        {"netsh -r and here",
         "C:\\>netsh int ipv4 show excl tcp\n" TABLE
         "C:\\>netsh -r B int ipv4 show excl tcp\n" TABLE,
         "0:? 1:B"},
        {"a local name, then a remote one",
         "PS C:\\> hostname\nPC\n" TABLE "[A]: PS C:\\>\n" TABLE,
         "0:PC 1:A"},
        {"remote to the machine itself",
         "PS C:\\> hostname\nPC\n" TABLE "[pc]: PS C:\\>\n" TABLE,
         "0:PC 0:PC"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_load *load = pp_test_load(rows[i].text);
        cr_expect_str_eq(hosts_of(load), rows[i].hosts, "%s", rows[i].label);
        pp_load_free(load);
    }
}

Test(hosts, of_several_captures)
{
    struct pp_load *load = pp_test_load("[A]: PS C:\\> x\n" TABLE);
    cr_assert_eq(
        pp_load_add_bytes(load, PP_SV("b"), PP_SV("PS C:\\> x\n" TABLE)),
        PP_OK);
    cr_assert_eq(
        pp_load_add_bytes(load, PP_SV("c"), PP_SV("[B]: PS C:\\> x\n" TABLE)),
        PP_OK);
    cr_expect_str_eq(hosts_of(load), "0:A 0:A 1:B");
    pp_load_free(load);
}

/* More than can be told apart: the rest counts to the last, nothing fails. */
Test(hosts, too_many)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (int i = 0; i < 300; i++) {
        pp_buf_printf(&text, "[H%d]: PS C:\\>\n", i);
    }
    pp_buf_add_str(&text, TABLE);
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("x"), pp_buf_view(&text)),
                 PP_OK);
    size_t count = 0;
    const struct pp_host *hosts = pp_load_hosts(load, &count);
    cr_assert_eq(count, 256);
    cr_expect(pp_sv_equal(hosts[255].name, PP_SV("H255")));
    cr_expect_str_eq(hosts_of(load), "255:H255");
    pp_load_free(load);
    pp_buf_done(&text);
}

/* Facts of two machines are never mixed. */
static size_t exclusions_by(enum pp_table_choice choice, uint32_t section)
{
    static const char text[] =
        "[A]: PS C:\\> x\nProtocol tcp Dynamic Port Range\n"
        "---------------------------------\nStart Port      : 1024\n"
        "Number of Ports : 13977\n\n" TABLE "[B]: PS C:\\> x\n"
        "Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n"
        "----------    --------\n     2000       2099\n     3000       3099\n\n"
        "* - Administered port exclusions.\n";
    struct pp_load *load = pp_test_load(text);
    cr_assert_eq(pp_load_choose(load, choice, section), PP_OK);
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    size_t count = 0;
    (void)pp_machine_exclusions(machine, PP_TCP, &count);
    bool is_captured =
        pp_machine_dynamic(machine, PP_TCP)->basis == PP_BASIS_CAPTURED;
    pp_machine_free(machine);
    pp_load_free(load);
    return count + (is_captured ? 100 : 0);
}

Test(hosts, are_not_mixed)
{
    cr_expect_eq(exclusions_by(PP_TABLES_LAST, 0), 2);
    cr_expect_eq(exclusions_by(PP_TABLES_ONE, 1), 101);
    cr_expect_eq(exclusions_by(PP_TABLES_ONE, 2), 2);
    cr_expect_eq(exclusions_by(PP_TABLES_ALL, 0), 103);
}
