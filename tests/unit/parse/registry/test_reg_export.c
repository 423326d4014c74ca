/* .reg files and pieces of them: syntax, types, what is cut or malformed. */
#include <criterion/criterion.h>
#include <string.h>

#include "fact_table.h"
#include "summary.h"

#define V4  "REGEDIT4\n"
#define V5  "Windows Registry Editor Version 5.00\n"
#define KEY "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\X\\P]\n"
#define PORTS                                                         \
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip" \
    "\\Parameters]\n"

Test(reg_export, values_of_numbers)
{
    static const struct pp_fact_case rows[] = {
        {"dword",
         V5 KEY "\"a\"=dword:0000ea60\n",
         "reg.export: P/a=60000",
         "0 3 0 0",
         "-"},
        {"upper case",
         V5 KEY "\"a\"=DWORD:0000EA60\n",
         "reg.export: P/a=60000",
         "0 3 0 0",
         "-"},
        {"the largest",
         V5 KEY "\"a\"=dword:ffffffff\n",
         "reg.export: P/a=4294967295",
         "0 3 0 0",
         "-"},
        {"short, by hand",
         V5 KEY "\"a\"=dword:1e\n\"b\"=dword:0\n",
         "reg.export: P/a=30; P/b=0",
         "0 4 0 0",
         "-"},
        {"hex(4)",
         V5 KEY "\"a\"=hex(4):60,ea,00,00\n",
         "reg.export: P/a=60000",
         "0 3 0 0",
         "-"},
        {"hex(b)",
         V5 KEY "\"a\"=hex(b):ff,00,00,00,01,00,00,00\n",
         "reg.export: P/a=4294967551",
         "0 3 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, values_of_bytes)
{
    static const struct pp_fact_case rows[] = {
        {"hex",
         V5 KEY "\"a\"=hex:12,00,FF,ff\n",
         "reg.export: P/a=0x1200ffff",
         "0 3 0 0",
         "-"},
        {"no bytes",
         V5 KEY "\"a\"=hex:\n",
         "reg.export: P/a=0x",
         "0 3 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, values_of_text)
{
    static const struct pp_fact_case rows[] = {
        {"text", V5 KEY "\"a\"=\"b\"\n", "reg.export: P/a='b'", "0 3 0 0", "-"},
        {"escapes",
         V5 KEY "\"a\\\"\\\\\"=\"C:\\\\n \\\"q\\\"\"\n",
         "reg.export: P/a\"\\='C:\\n \"q\"'",
         "0 3 0 0",
         "-"},
        {"backslashes not doubled",
         V5 KEY "\"a\"=\"C:\\windows\"\n",
         "reg.export: P/a='C:\\windows'",
         "0 3 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, values_of_text_in_bytes)
{
    static const struct pp_fact_case rows[] = {
        {"hex(2) wide",
         V5 KEY "\"a\"=hex(2):25,00,78,00,00,00\n",
         "reg.export: P/a='%x'",
         "0 3 0 0",
         "-"},
        {"hex(2) narrow",
         V4 KEY "\"a\"=hex(2):25,78,00\n",
         "reg.export: P/a='%x'",
         "0 3 0 0",
         "-"},
        {"hex(1)",
         V5 KEY "\"a\"=hex(1):e4,00,3d,d8,00,de,00,00\n",
         "reg.export: P/a='\xC3\xA4\xF0\x9F\x98\x80'",
         "0 3 0 0",
         "-"},
        {"a surrogate alone",
         V5 KEY "\"a\"=hex(1):3d,d8,41,00\n",
         "reg.export: P/a='\xEF\xBF\xBD"
         "A'",
         "0 3 0 0",
         "-"},
        {"a surrogate at the end",
         V5 KEY "\"a\"=hex(1):3d,d8\n",
         "reg.export: P/a='\xEF\xBF\xBD'",
         "0 3 0 0",
         "-"},
        {"ANSI that is not ASCII",
         V4 KEY "\"a\"=hex(1):e4,41,00\n",
         "reg.export: P/a='\xEF\xBF\xBD"
         "A'",
         "0 3 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, other_types_and_what_is_deleted)
{
    static const struct pp_fact_case rows[] = {
        {"types that are none of ours",
         V5 KEY "\"a\"=hex(0):01\n\"b\"=hex(8):01,\\\n  02\n"
                "\"c\"=hex(ffff0009):\n\"d\"=dword:00000001\n",
         "reg.export: P/d=1",
         "0 3 4 0",
         "-"},
        {"the default value",
         V5 KEY "@=\"x\"\n",
         "reg.export: P/='x'",
         "0 3 0 0",
         "-"},
        {"deleted",
         V5 KEY "\"a\"=-\n@=-\n",
         "reg.export: P/a=deleted",
         "0 3 1 0",
         "-"},
        {"a key deleted",
         V5 "[-HKEY_LOCAL_MACHINE\\SYSTEM\\X]\n\"a\"=dword:00000001\n",
         "reg.export: X/=deleted",
         "0 2 0 1",
         "553@3:1"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, remarks_are_passed_over)
{
    static const struct pp_fact_case rows[] = {
        {"blanks and a remark",
         V5 KEY "  \"a\" = dword:00000001 ; x\n",
         "reg.export: P/a=1",
         "0 3 0 0",
         "-"},
        {"comments",
         V5 KEY ";\"a\"=dword:00000001\n"
                "; \"b\"=dword:00000001\n> ; \"c\"=dword:1\n"
                "\"d\"=\"x\" ; y\n",
         "reg.export: P/d='x'",
         "0 3 3 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, lists_of_strings)
{
    static const struct pp_fact_case rows[] = {
        {"wide",
         V5 KEY "\"a\"=hex(7):31,00,00,00,32,00,00,00,00,00\n",
         "reg.export: P/a=[1,2,]",
         NULL,
         "-"},
        {"wide, last NUL missing",
         V5 KEY "\"a\"=hex(7):31,00,00,00,32,00,00,00\n",
         "reg.export: P/a=[1,2,]",
         NULL,
         "-"},
        {"wide, both missing",
         V5 KEY "\"a\"=hex(7):31,00,00,00,32,00\n",
         "reg.export: P/a=[1,2,]",
         NULL,
         "-"},
        {"narrow",
         V4 KEY "\"a\"=hex(7):31,00,32,00,00\n",
         "reg.export: P/a=[1,2,]",
         NULL,
         "-"},
        {"narrow, without its end",
         V4 KEY "\"a\"=hex(7):31,00,32\n",
         "reg.export: P/a=[1,2,]",
         NULL,
         "-"},
        {"an empty list",
         V5 KEY "\"a\"=hex(7):00,00,00,00\n\"b\"=hex(7):\n",
         "reg.export: P/a=[]; P/b=[]",
         NULL,
         "-"},
        {"an empty string inside",
         V5 KEY "\"a\"=hex(7):31,00,00,00,00,00,32,00,00,00,00,00\n",
         "reg.export: P/a=[1,,2,]",
         NULL,
         "-"},
        {"a piece, wide",
         KEY "\"a\"=hex(7):31,00,2d,00,32,00,00,00,00,00\n",
         "reg.export: P/a=[1-2,]",
         NULL,
         "-"},
        {"an empty list, narrow",
         V4 KEY "\"a\"=hex(7):00\n",
         "reg.export: P/a=[]",
         NULL,
         "-"},
        {"a piece, wide, half of it not ASCII",
         KEY "\"a\"=hex(1):31,00,2d,4e\n",
         "reg.export: P/a='1\xE4\xB8\xAD'",
         NULL,
         "-"},
        {"a piece, narrow, with zeros at odd places",
         KEY "\"a\"=hex(7):31,32,33,00,31,2d,36,35,00,00\n",
         "reg.export: P/a=[123,1-65,]",
         NULL,
         "-"},
        {"a piece, narrow",
         KEY "\"a\"=hex(7):31,2d,32,00,33,00,00\n",
         "reg.export: P/a=[1-2,3,]",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, values_over_several_lines)
{
    static const struct pp_fact_case rows[] = {
        {"bytes",
         V5 KEY "\"a\"=hex:01,02,\\\n  03,\\\n  04\n",
         "reg.export: P/a=0x01020304",
         "0 5 0 0",
         "-"},
        {"from the first line on",
         V5 KEY "\"a\"=hex:\\\n  03\n",
         "reg.export: P/a=0x03",
         "0 4 0 0",
         "-"},
        {"backslashes lost",
         V5 KEY "\"a\"=hex:01,02,\n  03,\n\n  04\n",
         "reg.export: P/a=0x01020304",
         "1 5 0 0",
         "-"},
        {"quoted",
         "> " KEY "> \"a\"=hex:01,\\\n>   02\n> \"b\"=hex:03\n",
         "reg.export: P/a=0x0102; P/b=0x03",
         "0 4 0 0",
         "-"},
        {"a string",
         V5 KEY "\"a\"=\"b\n\n [c]\n;d\"\n\"e\"=\"f\"\n",
         "reg.export: P/a='b\n\n [c]\n;d'; P/e='f'",
         "1 6 0 0",
         "-"},
        {"a table of ports is no byte list",
         V5 KEY "\"a\"=hex:01,\\\n51000  51099\n",
         "reg.export: | netsh.excludedportrange: excluded",
         "0 3 0 1",
         "551@3:1 467@4:0"},
        {"words between end it",
         V5 KEY "\"a\"=hex:01,\\\nwords\n  02\n",
         "reg.export:",
         "0 2 2 1",
         "551@3:1"},
        {"a bad line takes the others with it",
         V5 KEY "\"a\"=hex:01,zz,\\\n  02,\\\n  03\n\"b\"=hex:04\n",
         "reg.export: P/b=0x04",
         "0 3 0 3",
         "552@3:12"},
        {"a bad line in the middle",
         V5 KEY "\"a\"=hex:01,\\\n  0,\\\n  03\n\"b\"=hex:04\n",
         "reg.export: P/b=0x04",
         "0 3 0 3",
         "552@4:3"},
        {"without a key",
         V5 "\"a\"=hex:01,\\\n  02,\\\n  03\n",
         "reg.export:",
         "0 1 0 3",
         "553@2:1"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, what_is_cut_is_left_out)
{
    static const struct pp_fact_case rows[] = {
        {"bytes at the end",
         V5 KEY "\"a\"=hex:01,\\\n  02,\\\n",
         "reg.export:",
         "0 2 0 2",
         "551@3:1"},
        {"bytes behind a comma",
         V5 KEY "\"a\"=hex:01,\n",
         "reg.export:",
         "0 2 0 1",
         "551@3:1"},
        {"bytes before a value",
         V5 KEY "\"a\"=hex:01,\\\n\"b\"=hex:02\n",
         "reg.export: P/b=0x02",
         "0 3 0 1",
         "551@3:1"},
        {"bytes before a key",
         V5 KEY "\"a\"=hex:01,\\\n" PORTS,
         "reg.export:",
         "0 3 0 1",
         "551@3:1"},
        {"half a byte",
         V5 KEY "\"a\"=hex:01,0",
         "reg.export:",
         "0 2 0 1",
         "552@3:12"},
        {"a string", V5 KEY "\"a\"=\"b", "reg.export:", "0 2 0 1", "551@3:1"},
        {"a string before a value",
         V5 KEY "\"a\"=\"b\n\"c\"=\"d\"\n",
         "reg.export: P/c='d'",
         "0 3 0 1",
         "551@3:1"},
        {"a string in a paste",
         KEY "\"a\"=\"b\n\"c\"=\"d\"\n",
         "reg.export: P/c='d'",
         "0 2 0 1",
         "551@2:6"},
        {"a string does not swallow what follows",
         V5 KEY
         "\"a\"=\"b\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n\"c\"=\"d\"\n",
         "reg.export: P/c='d'",
         "0 3 1 13",
         "551@3:1"},
        {"a number",
         V5 KEY "\"a\"=dword:0000ea\n\"b\"=dword:\n\"c\"=\n",
         "reg.export:",
         "0 2 0 3",
         "551@3:11 551@4:11 551@5:1"},
        {"a number that lacks one digit",
         V5 KEY "\"a\"=dword:0000ea6\n",
         "reg.export:",
         "0 2 0 1",
         "551@3:11"},
        {"a key",
         V5 KEY "[HKEY_LOCAL_MACHINE\\SYS\n\"a\"=\"b\"\n",
         "reg.export:",
         "0 2 0 2",
         "551@3:1 553@4:1"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, what_cannot_be_read_is_left_out)
{
    static const struct pp_fact_case rows[] = {
        {"nine digits",
         V5 KEY "\"a\"=dword:123456789\n",
         NULL,
         NULL,
         "552@3:11"},
        {"a letter", V5 KEY "\"a\"=dword:1000000g\n", NULL, NULL, "552@3:11"},
        {"another type", V5 KEY "\"a\"=qword:1\n", NULL, NULL, "552@3:5"},
        {"a bare number", V5 KEY "\"a\"=60000\n", NULL, NULL, "552@3:5"},
        {"type without a number",
         V5 KEY "\"a\"=hex():01\n",
         NULL,
         NULL,
         "552@3:5"},
        {"type without its end",
         V5 KEY "\"a\"=hex(7:01\n",
         NULL,
         NULL,
         "552@3:5"},
        {"no comma", V5 KEY "\"a\"=hex:0102\n", NULL, NULL, "552@3:11"},
        {"two commas", V5 KEY "\"a\"=hex:01,,02\n", NULL, NULL, "552@3:12"},
        {"a DWORD of three bytes",
         V5 KEY "\"a\"=hex(4):01,02,03\n",
         NULL,
         NULL,
         "552@3:12"},
        {"a QWORD of four bytes",
         V5 KEY "\"a\"=hex(b):01,02,03,04\n",
         NULL,
         NULL,
         "552@3:12"},
        {"half a letter",
         V5 KEY "\"a\"=hex(7):31,00,32\n",
         NULL,
         NULL,
         "552@3:12"},
        {"behind the quote", V5 KEY "\"a\"=\"b\" c\n", NULL, NULL, "552@3:9"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_fact_case row = rows[i];
        row.facts = "reg.export:";
        row.lines = "0 2 0 1";
        pp_test_check_facts(&row, 1);
    }
}

Test(reg_export, a_key_begins_a_piece)
{
    static const struct pp_fact_case rows[] = {
        {"a key begins it",
         "see\n" KEY "\"a\"=\"b\"\n",
         "reg.export: P/a='b'",
         "0 2 1 0",
         "-"},
        {"HKLM",
         "[HKLM\\X]\n\"a\"=\"b\"\n",
         "reg.export: X/a='b'",
         "0 2 0 0",
         "-"},
        {"a key alone is nothing", KEY, "-", "0 0 1 0", "-"},
        {"keys without values",
         KEY KEY "\"a\"=\"b\"\n",
         "reg.export: P/a='b'",
         "0 2 1 0",
         "-"},
        {"in code",
         "`"
         "[HKLM\\X]"
         "`\n\"a\"=\"b\"\n",
         "reg.export: X/a='b'",
         "0 2 0 0",
         "-"},
        {"lower case, with \\t and \\n",
         "[hklm\\system\\currentcontrolset\\services\\tcpip\\new]\n\"a\"="
         "\"b\"\n",
         "reg.export: new/a='b'",
         "0 2 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, words_between_key_and_value)
{
    static const struct pp_fact_case rows[] = {
        {"words between",
         KEY "now set\n\"a\"=dword:00000001\n",
         "reg.export: P/a=1",
         "0 2 1 0",
         "-"},
        {"texts of a program", KEY "then\n\"a\"=\"b\"\n", "-", "0 0 3 0", "-"},
        {"too far below",
         KEY "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n\"a\"=dword:00000001\n",
         "-",
         "0 0 13 1",
         "553@14:1"},
        {"just near enough",
         KEY "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n\"a\"=dword:00000001\n",
         "reg.export: P/a=1",
         "0 2 11 0",
         "-"},
        {"no key at all",
         "\"a\"=dword:00000001\n\"b\"=\"c\"\n",
         "-",
         "0 0 1 1",
         "553@1:1"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, keys_of_no_root_are_none)
{
    static const struct pp_fact_case rows[] = {
        {"no root of the registry",
         "[wsl\\x]\n\"a\"=\"b\"\n",
         "-",
         "0 0 2 0",
         "-"},
        {"no root, in a file",
         V5 KEY "\"a\"=\"b\"\n[wsl\\x]\n\"a\"=\"c\"\n",
         "reg.export: P/a='b'",
         "0 3 1 1",
         "553@5:1"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, headers_in_a_paste)
{
    static const struct pp_fact_case rows[] = {
        {"two files in one",
         V4 KEY "\"a\"=hex(1):41\n" V5 KEY "\"a\"=hex(1):42,00\n",
         "reg.export: P/a='A' | reg.export: P/a='B'",
         "0 6 0 0",
         "-"},
        {"a header alone is a file", V5, "reg.export:", "0 1 0 0", "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_export, a_table_of_ports_ends_a_piece)
{
    struct pp_load *load =
        pp_test_load(KEY "\"a\"=\"b\"\nProtocol tcp Port Exclusion Ranges\n"
                         "Start Port    End Port\n----------    --------\n"
                         "     51000       51099\n\"c\"=\"d\"\n");
    cr_expect_str_eq(pp_test_facts(load), "tcp: 51000-51099");
    cr_expect_str_eq(pp_test_lines(load), "0 6 1 0");
    pp_load_free(load);
}

Test(reg_export, a_key_keeps_its_spelling)
{
    struct pp_load *load = pp_test_load("[hklm\\system\\CurrentControlSet\\serv"
                                        "ices\\tcpip] ; x\n\"a\"=\"b\"\n");
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_eq(count, 1);
    cr_expect(
        pp_sv_equal(facts[0].as.registry.key,
                    PP_SV("hklm\\system\\CurrentControlSet\\services\\tcpip")));
    cr_expect_eq(facts[0].place.line, 2);
    cr_expect_eq(facts[0].place.column, 1);
    pp_load_free(load);
}

/* A value of `lines` lines with 1000 bytes each and a last one, and a number
 * behind it: how many bytes the first has, 0 where it was passed over. */
static size_t read_long(size_t lines, const char *diags)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    pp_buf_add_str(&text, V5 KEY "\"a\"=hex:");
    for (size_t i = 0; i < lines; i++) {
        for (size_t k = 0; k < 1000; k++) {
            pp_buf_add_str(&text, "00,");
        }
        pp_buf_add_str(&text, "\\\n");
    }
    pp_buf_add_str(&text, "00\n\"b\"=dword:00000007\n");
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(&text));
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_geq(count, 1);
    cr_expect_eq(facts[count - 1].as.registry.number, 7);
    cr_expect_str_eq(pp_test_diags(load), diags);
    size_t bytes = count == 2 ? facts[0].as.registry.text.len : 0;
    pp_load_free(load);
    pp_buf_done(&text);
    return bytes;
}

Test(reg_export, a_value_has_a_limit)
{
    cr_expect_eq(read_long(1000, "-"), 1000001);
    cr_expect_eq(read_long(1100, "554@1103:1"), 0);
}

Test(reg_export, ports_that_cannot_be_are_reported)
{
    static const struct pp_fact_case rows[] = {
        {"side by side",
         V4 PORTS "\"ReservedPorts\"=hex(7):31,2d,31,00,32,2d,32,00,00\n",
         "reg.export: Parameters/ReservedPorts=[1-1,2-2,]",
         "0 3 0 0",
         "559@3:1"},
        {"apart",
         V4 PORTS "\"ReservedPorts\"=hex(7):31,2d,31,00,33,2d,33,00,00\n",
         "reg.export: Parameters/ReservedPorts=[1-1,3-3,]",
         "0 3 0 0",
         "-"},
        {"no range",
         V4 PORTS "\"ReservedPorts\"=hex(7):31,00,00\n",
         "reg.export: Parameters/ReservedPorts=[1,]",
         "0 3 0 0",
         "558@3:1"},
        {"of another key",
         V4 KEY "\"ReservedPorts\"=hex(7):31,00,00\n",
         "reg.export: P/ReservedPorts=[1,]",
         "0 3 0 0",
         "-"},
        {"the list of the DNS server",
         V4 "[HKLM\\SYSTEM\\ControlSet001\\Services\\DNS\\Parameters]\n"
            "\"SocketPoolExcludedPortRanges\"=hex(7):31,2d,31,00,32,2d,32,00,"
            "30,2d,31,00,00\n",
         "reg.export: Parameters/SocketPoolExcludedPortRanges=[1-1,2-2,0-1,]",
         "0 3 0 0",
         "558@3:1"},
        {"a persistent exclusion of port 0",
         V5 "[HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nsi\\"
            "{EB004A03-9b1a-11d4-9123-0050047759bc}\\29]\n"
            "\"00000100\"=hex:12,00,ff,ff\n\"00010100\"=hex:12,00,ff,ff\n",
         "reg.export: 29/00000100=0x1200ffff; 29/00010100=0x1200ffff",
         "0 4 0 0",
         "558@3:1"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
