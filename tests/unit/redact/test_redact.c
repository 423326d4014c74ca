/*
 * Redaction: nothing of the secrets is left, and the same is said about
 * ports. The secrets themselves are in test_redact_secrets.c.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/redact.h"

#include "files.h"
#include "port_facts.h"

/* The text of a redaction, with the default options. */
static struct pp_redacted redact(struct pp_sv bytes, const char *encoding)
{
    const struct pp_redact_options options = {.encoding = encoding};
    struct pp_redacted result = {0};
    cr_assert_eq(pp_redact(bytes, &options, &result), PP_OK);
    return result;
}

/* One line in, one line out. */
struct line_case {
    const char *text;
    const char *expected; /* NULL: unchanged */
};

static void check_lines(const struct line_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *expected =
            rows[i].expected != NULL ? rows[i].expected : rows[i].text;
        struct pp_redacted result = redact(pp_sv_from(rows[i].text), "utf-8");
        struct pp_sv text = pp_buf_view(&result.text);
        cr_expect(pp_sv_equal(text, pp_sv_from(expected)),
                  "row %zu: '%s'\n  gave '%.*s'\n  not  '%s'",
                  i,
                  rows[i].text,
                  PP_SV_ARGS(text),
                  expected);
        pp_redacted_done(&result);
    }
}

Test(redact, addresses_keep_what_they_are_for)
{
    static const struct line_case rows[] = {
        {"10.1.2.3 and 10.1.2.3", "192.0.2.1 and 192.0.2.1"},
        {"0.0.0.0 127.0.0.1 127.9.9.9 255.255.255.255 255.255.252.0", NULL},
        {"224.0.0.251 239.255.255.250 :: ::1 ff02::fb ff02::1:2", NULL},
        {"169.254.12.13", "169.254.0.1"},
        {"239.1.2.3", "233.252.0.1"},
        {"fe80::1234:5678:9abc:def0%12", "fe80::1%12"},
        {"[2a02:810b::17]:443", "[2001:db8::1]:443"},
        {"2a02:810b::17 2A02:810B:0:0:0:0:0:17", "2001:db8::1 2001:db8::1"},
        {"::ffff:10.1.2.3 10.1.2.3", "::ffff:192.0.2.1 192.0.2.1"},
        {"::ffff:127.0.0.1", NULL},
        {"::ffff:a01:203 10.1.2.3 0:0:0:0:0:FFFF:0a01:0203",
         "192.0.2.1 192.0.2.1 192.0.2.1"},
        {"ff02::1:ff12:3456", "ff0e::db8:0:1"},
        {"192.0.2.1 8.8.8.8", "192.0.2.1 192.0.2.2"},
        {"10.0.19045.1 6.1.7601 1.2.3.4.5 v1.2.3.4 300.1.1.1", NULL},
        {"from 8.8.8.8.", "from 192.0.2.1."},
        {"8.8.8.0/24, 8.8.4.4:53", "192.0.2.1/24, 192.0.2.2:53"},
        {"12:30:45 std::b a::z 1::2::3", NULL},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

Test(redact, numbers_that_name_a_machine_are_replaced)
{
    static const struct line_case rows[] = {
        {"AA-BB-CC-11-22-33", "00-00-5E-00-53-01"},
        {"aa:bb:cc:11:22:33 AABB.CC11.2233",
         "00:00:5e:00:53:01 0000.5E00.5301"},
        {" 17...b4 2e 99 1f 07 c3 ......Intel",
         " 17...00 00 5e 00 53 01 ......Intel"},
        {"b42e991f07c3 AABBCC112233 mac=AABBCC112233",
         "b42e991f07c3 00005E005301 mac=00005E005301"},
        {"FF-FF-FF-FF-FF-FF 01-00-5E-00-00-FB", NULL},
        {"S-1-5-21-11-22-33-1001 S-1-5-21-11-22-33-500 S-1-5-21-11-22-33",
         "S-1-5-21-0-0-0-1001 S-1-5-21-0-0-2-500 S-1-5-21-0-0-2"},
        {"S-1-5-18 S-1-5-32-545 S-1-1-0", NULL},
        {"{6F1BD8A2-1234-4E4B-A9C1-0123456789AB}",
         "{00000000-0000-0000-0000-000000000001}"},
        {"{4d36e972-e325-11ce-bfc1-08002be10318}", NULL},
        {"{eb004a03-9b1a-11d4-9123-0050047759bc}", NULL},
        {"00330-80000-00000-AA123", "00000-00000-00000-00001"},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

Test(redact, names_are_known_by_where_they_stand)
{
    static const struct line_case rows[] = {
        {"C:\\Users\\alice> dir", "C:\\Users\\user1> dir"},
        {"PS C:\\Users\\Alice Smith\\x y> dir",
         "PS C:\\Users\\user1\\folder1> dir"},
        {"C:\\Users\\alice\nALICE, Alice and alices",
         "C:\\Users\\user1\nuser1, user1 and alices"},
        {"C:\\Users\\Иван\nИВАН, иван и Иванов",
         "C:\\Users\\user1\nuser1, user1 и Иванов"},
        {"C:\\Users\\Ştefan\nȘ and ŞTEFAN", "C:\\Users\\user1\nȘ and user1"},
        {"Registered Owner:    Ήλιος\nΉΛΙΟΣ",
         "Registered Owner:    user1\nuser1"},
        {"Registered Owner:    Toàn Nguyễn\nNGUYỄN",
         "Registered Owner:    user1\nuser3"},
        {"ИМЯ УЗЛА:    СКЛАД\nСклад", "ИМЯ УЗЛА:    host1\nhost1"},
        {"C:\\Users\\me and C:\\Users\\Public\\Desktop", NULL},
        {"C:\\Users\\tcp\nProtocol tcp", "C:\\Users\\user1\nProtocol tcp"},
        {"acme\\alice ACME\\SRV1$ NT AUTHORITY\\SYSTEM BUILTIN\\Users",
         "domain1\\user1 domain1\\host1$ NT AUTHORITY\\SYSTEM BUILTIN\\Users"},
        {"[SRV1]: PS C:\\>\nsrv1.corp.contoso.com",
         "[host1]: PS C:\\>\nhost1.domain1.example"},
        {"netsh -r SRV1 interface", "netsh -r host1 interface"},
        {"C:\\>hostname\nSRV1", "C:\\>hostname\nhost1"},
        {"C:\\>whoami\nacme\\alice", "C:\\>whoami\ndomain1\\user1"},
        {"$env:COMPUTERNAME = 'SRV1'", "$env:COMPUTERNAME = 'host1'"},
        {"\"PSComputerName\":\"SRV1\"", "\"PSComputerName\":\"host1\""},
        {"\\\\SRV1\\c$\\secret", "\\\\host1\\c$\\folder1"},
        {"alice@contoso.com", "user1@domain1.example"},
        {"http://srv1:8080/shop/ http://+:80/wsman/ http://*:81/",
         "http://host1:8080/folder1/ http://+:80/wsman/ http://*:81/"},
        {"vite@5.1.0 nginx@sha256:00", NULL},
        {"Acme.exe svchost.exe", "process1.exe svchost.exe"},
        {"/mnt/c/Users/alice/x ~/x", "/mnt/c/Users/user1/folder1 ~/folder1"},
        {"\"a\\nb\" \"c\\nd\"", NULL},
        {"Tcpip\\Parameters", NULL},
        {"Registered Owner:          M\xC3\xBCller\nM\xC3\x9CLLER",
         "Registered Owner:          user1\nuser1"},
        {"Registered Owner:          \xE5\xBC\xA0\xE4\xBC\x9F\n"
         "\xE6\x98\xAF\xE5\xBC\xA0\xE4\xBC\x9F\xE7\x9A\x84",
         "Registered Owner:          user1\n"
         "\xE6\x98\xAFuser1\xE7\x9A\x84"},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

/* Two words with a backslash: an account, or folders. */
Test(redact, relative_paths_are_no_accounts)
{
    static const struct line_case rows[] = {
        {"see src\\main, foo\\bar\\baz.c, bin\\Debug and obj\\x64", NULL},
        {"docs\\index.md System32\\drivers team\\notes.txt", NULL},
        {"Tcpip\\Parameters", NULL},
        /* Any other could be names, and a name that stays is worse. */
        {"ask team\\alpha", "ask domain1\\user1"},
        /* Where the left side is known, the right one is an account,
         * whatever it looks like, and wherever that is told. */
        {"team\\anna.go\nUSERDOMAIN=team",
         "domain1\\user1\nUSERDOMAIN=domain1"},
        {"docs\\anna\n[DOCS]: PS C:\\>", "host1\\user1\n[host1]: PS C:\\>"},
        {"src\\anna\n    User: src\\anna",
         "domain1\\user1\n    User: domain1\\user1"},
        {"team\\setup.exe", "team\\process1.exe"},
        {"Run As User:    CORP\\Domain Guests",
         "Run As User:    domain1\\Domain Guests"},
        {"\"user\": \".\\\\anna\"", "\"user\": \".\\\\user1\""},
        {"User: NT AUTHORITY\\LOCAL SERVICE", NULL},
        {"Mandatory Label\\High Mandatory Level", NULL},
        {"C:\\>whoami\ncorp\\anna.md", "C:\\>whoami\ndomain1\\user1"},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

/* The short name of a domain or a host that was seen. */
Test(redact, short_names_are_replaced_as_words)
{
    static const struct line_case rows[] = {
        {"CORP\\anna\nCORP, corp and Corp; corporation",
         "domain1\\user1\ndomain1, domain1 and domain1; corporation"},
        {"corp.example.com\nCORP", "host1.example.com\nhost1"},
        {"srv7.fabrikam.de\nSRV7 of FABRIKAM",
         "host1.domain1.example\nhost1 of domain2"},
        {"acme.local\nACME", "host1.local\nhost1"},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

/* Names with dots are hosts where the last label is one of the DNS. */
Test(redact, bare_host_names_are_found)
{
    static const struct line_case rows[] = {
        {"ns.fabrikam.de is down", "host1.domain1.example is down"},
        {"srv7.fabrikam.de:8080/shop", "host1.domain1.example:8080/folder1"},
        {"SRV7.FABRIKAM.DE", "host1.domain1.example"},
        {"System.IO, index.js, foo.bar(), $x.name.de, 1.2.de", NULL},
        {"learn.microsoft.com github.com host.docker.internal", NULL},
        {"Pinging stor [10.1.2.3] with", "Pinging host1 [192.0.2.1] with"},
        {"ssh -L 8080:stor:5432 x", "ssh -L 8080:host1:5432 x"},
        {"at node:net:1800:21 at a.js:14:9", NULL},
        {"scp a.zip anna@stor:/srv/geheim/x",
         "scp a.zip user1@host1:/srv/folder1/folder2"},
        {"$ ping -n 4 stor\nstor", "$ ping -n 4 host1\nhost1"},
        {"we ping stor", NULL},
        {"    STOR7      <00>  UNIQUE      Registered\nstor7 <b> <0>",
         "    host1      <00>  UNIQUE      Registered\nhost1 <b> <0>"},
        {"\"Server=stor7;Database=x;User Id=anna;\"",
         "\"Server=host1;Database=x;User Id=user1;\""},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

/* By the heads above; prose with commas is none. */
Test(redact, fields_of_csv_are_known_by_their_heads)
{
    static const struct line_case rows[] = {
        {"\"PSComputerName\",\"LocalPort\"\n\"SRV1\",\"445\"\n\"SRV2\",\"80\"",
         "\"PSComputerName\",\"LocalPort\"\n\"host1\",\"445\"\n"
         "\"host2\",\"80\""},
        {"LocalPort;PSComputerName\n445;SRV1\n\nSRV1",
         "LocalPort;PSComputerName\n445;host1\n\nhost1"},
        {"\"Host Name\",\"OS Name\"\n\"SRV1\",\"Microsoft Windows 11\"",
         "\"Host Name\",\"OS Name\"\n\"host1\",\"Microsoft Windows 11\""},
        {"\"a \"\"b\"\"\",PSComputerName\n\"x,y\",SRV1",
         "\"a \"\"b\"\"\",PSComputerName\n\"x,y\",host1"},
        {"Host Name, User Name are labels\nfoo, bar and more", NULL},
        {"PSComputerName,LocalPort\n\nSRV1,445", NULL},
        {"PSComputerName,LocalPort\nSRV1,445,80", NULL},
        {"\"PSComputerName\",\"x\nSRV1,445", NULL},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

Test(redact, columns_stay_where_they_are)
{
    static const struct line_case rows[] = {
        {"  TCP    10.1.2.3:5    fileserver77:443    ESTABLISHED    17",
         "  TCP    192.0.2.1:5   host1:443           ESTABLISHED    17"},
        {"  TCP    [fe80::aaaa:bbbb:cccc:dddd]:5    a:1    LISTENING",
         "  TCP    [fe80::1]:5                      host1:1  LISTENING"},
        {"Host Name:    VERYLONGNAME1", "Host Name:    host1"},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

Test(redact, what_is_no_secret_passes_through)
{
    static const struct line_case rows[] = {
        {"", NULL},
        {"a\r\nb\nc\rd", NULL},
        {"Protocol tcp Port Exclusion Ranges\n\n      5357        5357\n",
         NULL},
        {"  tab\there \xC3\xA4\xE2\x82\xAC \xFF broken", NULL},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

Test(redact, controls_do_not_hide_a_name)
{
    static const struct line_case rows[] = {
        {"\x1b[31mC:\\Users\\alice\x1b[0m>", "C:\\Users\\user1>"},
        {"a\x01"
         "b\x02",
         "a\xEF\xBF\xBD"
         "b"},
        {"\x1b]0;alice\a ok", " ok"},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

/* A row with a control in it is none for the parsers: it may not become one
 * by its redaction, nor the other way round. */
Test(redact, controls_do_not_make_facts)
{
    static const struct line_case rows[] = {
        {"1031 1130\n\x11"
         "1 3",
         "1031 1130\n\xEF\xBF\xBD"
         "1 3"},
        {"\x1b[31m 50000 50059\n1031 1130\x1b[0m", " 50000 50059\n1031 1130"},
        {"9149\xEF\xBB\xBF"
         "9248",
         "9149 9248"},
        {"*\v1 1", "* 1 1"},
        {"TCP \x01:4 9:4", "TCP host1:4 9:4"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_redacted result = redact(pp_sv_from(rows[i].text), "utf-8");
        cr_expect(result.is_same, "row %zu", i);
        pp_redacted_done(&result);
    }
    check_lines(rows, PP_ARRAY_LEN(rows));
}

Test(redact, what_is_like_an_account_stays_a_row)
{
    static const struct line_case rows[] = {
        {"exclu\\8 63313-63412", NULL},
        {"StartPort:3\\t\nNumber of Ports:1", NULL},
        {"----------s", NULL},
        {"TCP 010.001.002.003:4 7:5", "TCP 192.000.002.001:4 7:5"},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

/* Longer than a name may be: each round took another piece of it. */
Test(redact, a_long_word_in_front_of_an_account_is_none_of_it)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (int i = 0; i < 20000; i++) {
        pp_buf_add_str(&text, "\xE6\x9C\x80");
    }
    pp_buf_add_str(&text, "@srv1");
    struct pp_redacted once = redact(pp_buf_view(&text), "utf-8");
    struct pp_redacted twice = redact(pp_buf_view(&once.text), "utf-8");
    cr_expect(pp_sv_equal(pp_buf_view(&once.text), pp_buf_view(&twice.text)));
    pp_redacted_done(&once);
    pp_redacted_done(&twice);
    pp_buf_done(&text);
}

/* A table without rows is no fact, and yet says that a row is not persistent: a
 * name that has eaten the command above it makes a difference. */
Test(redact, an_empty_table_counts)
{
    struct pp_redacted result =
        redact(PP_SV(":\\Users\\b\xC3\xA9netsh interface ipv4 show "
                     "excludedportrange protocol=tcp store=persistent\n"
                     "Start Port    End Port\n"
                     "----------    --------\n"
                     "\nC:\\>netsh int ipv4 show excludedportrange tcp\n"
                     "Start Port    End Port\n"
                     "----------    --------\n"
                     "     55500       55599     *\n"
                     "\n* - Administered port exclusions.\n"),
               NULL);
    cr_expect_eq(result.counts[PP_REDACT_USER].places, 1);
    cr_expect(!result.is_same);
    pp_redacted_done(&result);
}

/* What stands for a name may make one of what is beside it. */
Test(redact, a_second_time_nothing_changes)
{
    static const char *const texts[] = {
        "\\k.U\\j",
        "--------\xE6\\\x82",
        "---------s\\e",
        ("TCP 9\x1b"
         "2.0.2.7:5 9:8"),
        "Microsoft\xE9\x85\x92.Core\\alice",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(texts); i++) {
        struct pp_redacted once = redact(pp_sv_from(texts[i]), "utf-8");
        struct pp_redacted twice = redact(pp_buf_view(&once.text), "utf-8");
        cr_expect_str_eq(twice.text.data, once.text.data, "text %zu", i);
        pp_redacted_done(&once);
        pp_redacted_done(&twice);
    }
}

Test(redact, utf16_comes_out_as_utf8)
{
    struct pp_redacted result = redact((struct pp_sv){"\xFF\xFE"
                                                      "1\0.\0"
                                                      "1\0.\0"
                                                      "1\0.\0"
                                                      "1\0\r\0\n\0",
                                                      20},
                                       NULL);
    cr_expect_str_eq(result.text.data, "192.0.2.1\r\n");
    cr_expect_str_eq(result.encoding, "utf-16le");
    pp_redacted_done(&result);
}

Test(redact, hexadecimal_data_keeps_its_length)
{
    static const struct line_case rows[] = {
        {"C:\\Users\\alice\n\"x\"=hex(1):41,00,6c,00,69,00,\\\n"
         "  63,00,65,00,00,00",
         "C:\\Users\\user1\n\"x\"=hex(1):78,00,78,00,78,00,\\\n"
         "  78,00,78,00,00,00"},
        {"C:\\Users\\alice\n    x    REG_BINARY    616C69636500",
         "C:\\Users\\user1\n    x    REG_BINARY    787878787800"},
        {"\"x\"=hex:12,00,ff,ff", NULL},
        {"\"Sid\"=hex:01,05,00,00,00,00,00,05,15,00,00,00,28,17,a1,04,cc,ef,fa,"
         "01,36,2a,f4,05,eb,03,00,00",
         "\"Sid\"=hex:01,05,00,00,00,00,00,05,15,00,00,00,78,78,78,78,78,78,78,"
         "78,78,78,78,78,eb,03,00,00"},
        {"\"Sid\"=hex:01,01,00,00,00,00,00,05,12,00,00,00,28,17,a1,04,cc,ef,fa,"
         "01,36,2a,f4,05",
         NULL},
        {"\"x\"=hex(7):35,00,30,00,\\", NULL},
    };
    check_lines(rows, PP_ARRAY_LEN(rows));
}

Test(redact, words_of_the_caller_are_replaced)
{
    const struct pp_sv words[] = {PP_SV("Fabrikam"), PP_SV("tcp")};
    const struct pp_redact_options options = {NULL, words, 2};
    struct pp_redacted result = {0};
    cr_assert_eq(pp_redact(PP_SV("FABRIKAM tcp Fabrikam2"), &options, &result),
                 PP_OK);
    cr_expect_str_eq(result.text.data, "name1 name2 Fabrikam2");
    cr_expect_eq(result.counts[PP_REDACT_WORD].names, 2);
    cr_expect_eq(result.counts[PP_REDACT_WORD].places, 2);
    pp_redacted_done(&result);
}

Test(redact, refuses_what_is_no_text)
{
    struct pp_redacted result = {0};
    cr_expect_eq(pp_redact(PP_SV("regf\1\0\0\0"), NULL, &result),
                 PP_ERR_INVALID);
    const struct pp_redact_options options = {.encoding = "klingon"};
    cr_expect_eq(pp_redact(PP_SV("x"), &options, &result), PP_ERR_INVALID);
}

Test(redact, more_links_than_there_are_addresses_is_a_limit)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (int i = 0; i < 256; i++) {
        pp_buf_printf(&text, "169.254.0.%d\n", i);
    }
    pp_buf_add_str(&text, "169.254.1.1\n");
    struct pp_redacted result = {0};
    cr_expect_eq(pp_redact(pp_buf_view(&text), NULL, &result), PP_ERR_LIMIT);
    pp_buf_done(&text);
}

/* --- every fixture -------------------------------------------------------- */

struct walk {
    size_t files; /* met; every PP_INPUT_STEP-th is redacted */
    size_t changed;
    size_t with_ports;
};

static void check_fixture(void *user, const char *path)
{
    struct walk *walk = user;
    if (walk->files++ % PP_INPUT_STEP != 0) {
        return;
    }
    struct pp_buf bytes;
    struct pp_buf before;
    struct pp_buf after;
    pp_buf_init(&bytes, 64 << 20);
    pp_buf_init(&before, 64 << 20);
    pp_buf_init(&after, 64 << 20);
    cr_assert(pp_test_read_file(path, &bytes));
    struct pp_redacted once = redact(pp_buf_view(&bytes), NULL);
    struct pp_redacted twice = redact(pp_buf_view(&once.text), "utf-8");
    cr_assert_eq(pp_test_add_port_facts(&before, pp_buf_view(&bytes), NULL),
                 PP_OK);
    cr_assert_eq(
        pp_test_add_port_facts(&after, pp_buf_view(&once.text), "utf-8"),
        PP_OK);
    cr_expect(pp_sv_equal(pp_buf_view(&before), pp_buf_view(&after)),
              "%s: before\n%s\nafter\n%s",
              path,
              before.data,
              after.data);
    cr_expect(once.is_same, "%s: the facts differ", path);
    cr_expect(pp_sv_equal(pp_buf_view(&once.text), pp_buf_view(&twice.text)),
              "%s: a second time changes it",
              path);
    for (int kind = 0; kind < PP_REDACT_KIND_COUNT; kind++) {
        cr_expect_eq(twice.counts[kind].places, 0, "%s: kind %d", path, kind);
        walk->changed += once.counts[kind].places > 0;
    }
    walk->with_ports += once.facts > 0;
    pp_redacted_done(&once);
    pp_redacted_done(&twice);
    pp_buf_done(&bytes);
    pp_buf_done(&before);
    pp_buf_done(&after);
}

Test(redact, every_fixture_says_the_same_about_ports)
{
    struct walk walk = {0};
    size_t count = pp_test_walk("fixtures", ".txt", check_fixture, &walk);
    count += pp_test_walk("fixtures", ".reg", check_fixture, &walk);
    cr_expect_gt(count, 900);
    cr_expect_gt(walk.with_ports, 600 / PP_INPUT_STEP);
    cr_expect_gt(walk.changed, 25 / PP_INPUT_STEP);
}
