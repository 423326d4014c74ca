/*
 * Twenty pastes with thirty planted secrets, in several languages: none is
 * left, in any case, nor in the UTF-16 of registry data. All of them are
 * invented.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/redact.h"

#include "fold.h"

static const char *const secrets[] = {
    /* people and accounts */
    "hildegard",
    "oberhuber",
    "jdoe42",
    "m\xC3\xBCller",
    "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2",
    "\xE5\xBC\xA0\xE4\xBC\x9F",
    "b\xC3\xA9r\xC3\xA9nice",
    "nakamura",
    /* machines and domains */
    "wks-4711",
    "zentrale01",
    "buchhaltung",
    "contosoag",
    "kassenserver",
    /* addresses */
    "10.20.30.40",
    "172.16.5.77",
    "203.112.44.9",
    "2a02:8109:9a40:1234::beef",
    "fe80::1ff:fe23:4567:890a",
    "9c-b6-d0-12-34-56",
    "9cb6.d012.3456",
    /* SIDs, GUIDs, product ids */
    "3623811015",
    "a1b2c3d4-e5f6-4711-8899-aabbccddeeff",
    "00330-80112-18556-aa824",
    /* programs, folders, sites */
    "geheimplan",
    "lohnabrechnung",
    "projekt-albatros",
    "kundendaten",
    "quasimodo",
    "fileshare7",
    "unterlagen2024",
};

static const char *const pastes[] = {
    "PS C:\\Users\\Hildegard Oberhuber\\projekt-albatros> netsh int ipv4 show "
    "excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port"
    "    End Port\n----------    --------\n      5357        5357\n\nHildegard "
    "says hello.\n",

    "Host Name:                 WKS-4711\nOS Name:                   Microsoft "
    "Windows 11 Pro\nOS Version:                10.0.22631 N/A Build 22631\n"
    "Registered Owner:          Hildegard Oberhuber\nRegistered Organization:  "
    " ContosoAG\nProduct ID:                00330-80112-18556-AA824\nDomain:   "
    "                 buchhaltung.contosoag.de\nLogon Server:              "
    "\\\\ZENTRALE01\n",

    "Hostname:                                      "
    "WKS-4711\nBetriebssystemname"
    ":                            Microsoft Windows 10 Pro\n"
    "Betriebssystemversion:                         10.0.19045 Nicht "
    "zutreffend "
    "Build 19045\nRegistrierter Benutzer:                        "
    "M\xC3\xBCller\n"
    "Registrierte Organisation:                     ContosoAG\nDom\xC3\xA4ne:  "
    "                                     buchhaltung.contosoag.de\n"
    "Anmeldeserver:                                 \\\\ZENTRALE01\nFrau "
    "M\xC3\x9CLLER fragt.\n",

    "Nom de l\xE2\x80\x99h\xC3\xB4te:                              "
    "KASSENSERVER\n"
    "Propri\xC3\xA9taire enregistr\xC3\xA9:                   "
    "B\xC3\xA9r\xC3\xA9nice\nOrganisation enregistr\xC3\xA9"
    "e:                 "
    " ContosoAG\nC:\\Users\\b\xC3\xA9r\xC3\xA9nice>rem "
    "B\xC3\x89R\xC3\x89NICE\n",

    "\xD0\x98\xD0\xBC\xD1\x8F \xD1\x83\xD0\xB7\xD0\xBB\xD0\xB0:                "
    "  "
    "       "
    "KASSENSERVER\n\xD0\x97\xD0\xB0\xD1\x80\xD0\xB5\xD0\xB3\xD0\xB8\xD1\x81"
    "\xD1\x82\xD1\x80\xD0\xB8\xD1\x80\xD0\xBE\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBD"
    "\xD1\x8B"
    "\xD0\xB9 "
    "\xD0\xB2\xD0\xBB\xD0\xB0\xD0\xB4\xD0\xB5\xD0\xBB\xD0\xB5\xD1\x86: "
    "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2\nC:\\Users\\"
    "\xD0\x98\xD0\x92\xD0\x90\xD0\x9D\xD0\x9E\xD0\x92>netstat -ano\n",

    "\xE4\xB8\xBB\xE6\x9C\xBA\xE5\x90\x8D:           WKS-4711\n"
    "\xE6\xB3\xA8\xE5\x86\x8C\xE7\x9A\x84\xE6\x89\x80\xE6\x9C\x89\xE4\xBA\xBA: "
    "    "
    "\xE5\xBC\xA0\xE4\xBC\x9F\n\xE8\xBF\x99\xE6\x98\xAF\xE5\xBC\xA0\xE4\xBC\x9F"
    "\xE7\x9A\x84\xE7\x94\xB5\xE8\x84\x91\nC:\\Users\\\xE5\xBC\xA0\xE4\xBC\x9F>"
    "\n",

    "\xE3\x83\x9B\xE3\x82\xB9\xE3\x83\x88\xE5\x90\x8D:               WKS-4711\n"
    "\xE7\x99\xBB\xE9\x8C\xB2\xE3\x81\x95\xE3\x82\x8C\xE3\x81\xA6\xE3\x81\x84"
    "\xE3\x82\x8B"
    "\xE6\x89\x80\xE6\x9C\x89\xE8\x80\x85:   Nakamura\nnakamura@contosoag.de\n",

    "Active Connections\n\n  Proto  Local Address          Foreign Address     "
    "  "
    " State           PID\n  TCP    10.20.30.40:50432      203.112.44.9:443    "
    "  "
    " ESTABLISHED     4711\n [Geheimplan.exe]\n  TCP    WKS-4711:50433         "
    "kassenserver:https     ESTABLISHED     4711\n [lohnabrechnung.exe]\n  TCP "
    " "
    "  [fe80::1ff:fe23:4567:890a%12]:49700  [2a02:8109:9a40:1234::beef]:443  "
    "ESTABLISHED  4\n  UDP    172.16.5.77:137        *:*                       "
    "  "
    "           4\n",

    "Image Name                     PID Session Name        Session#    Mem "
    "Usage\n========================= ======== ================ =========== "
    "============\nSystem                           4 Services                 "
    " "
    " 0        144 K\nGeheimplan Lohnabrechnung     4711 Console               "
    " "
    "    1     10,000 K\nquasimodo.exe                 4712 Console            "
    " "
    "       1     10,000 K\n",

    "LocalAddress LocalPort OwningProcess ProcessName     PSComputerName\n"
    "------------ --------- ------------- -----------     --------------\n"
    "10.20.30.40      50432          4711 quasimodo       WKS-4711\n"
    "0.0.0.0            135          1000 svchost         WKS-4711\n",

    "PSComputerName : WKS-4711\nCsUserName     : "
    "CONTOSOAG\\jdoe42\nProcessName "
    "   : geheimplan\nLocalPort      : 8080\n",

    "[{\"LocalAddress\":\"172.16.5.77\",\"LocalPort\":8080,\"OwningProcess\":"
    "4711"
    ",\"ProcessName\":\"geheimplan\",\"PSComputerName\":\"KASSENSERVER\"}]\n",

    "C:\\Users\\jdoe42>whoami /user\n\nUser Name        SID\n================ "
    "==============================================\ncontosoag\\jdoe42 "
    "S-1-5-21-3623811015-3361044348-30300820-1013\n",

    "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\"
    "Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\S-1-5-21-3623811015-"
    "3361044348-30300820-1013]\n\"ProfileImagePath\"=hex(2):43,00,3a,00,5c,00,"
    "55,"
    "00,73,00,65,00,72,00,73,00,5c,\\\n  "
    "00,6a,00,64,00,6f,00,65,00,34,00,32,00,"
    "00,00\n\"RegisteredOwner\"=\"Hildegard "
    "Oberhuber\"\n\n[HKEY_LOCAL_MACHINE\\"
    "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces\\{"
    "A1B2C3D4"
    "-E5F6-4711-8899-AABBCCDDEEFF}]\n\"DhcpDomain\"=\"buchhaltung.contosoag."
    "de\"\n"
    "\"DhcpIPAddress\"=\"10.20.30.40\"\n\"NameServer\"=\"172.16.5.77,203.112."
    "44.9\""
    "\n",

    "HKEY_LOCAL_"
    "MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n"
    "    Hostname    REG_SZ    WKS-4711\n    Domain    REG_SZ    "
    "buchhaltung.contosoag.de\n    x    REG_BINARY    "
    "57004B0053002D003400370031003100\n    MaxUserPort    REG_DWORD    "
    "0xfffe\n",

    "   Physical Address. . . . . . . . . : 9C-B6-D0-12-34-56\n   Host Name . "
    ". "
    ". . . . . . . . . . : WKS-4711\n   Primary Dns Suffix  . . . . . . . : "
    "buchhaltung.contosoag.de\n   IPv4 Address. . . . . . . . . . . : "
    "10.20.30.40(Preferred)\nInternet 10.20.30.40 9cb6.d012.3456 ARPA\n",

    "Reserved URL            : http://kassenserver:8080/kundendaten/\n    "
    "User: "
    "CONTOSOAG\\jdoe42\n    User: NT AUTHORITY\\LOCAL SERVICE\n        Listen: "
    "Yes\n    Reserved URL            : http://+:5357/\n        User: "
    "BUILTIN\\Users\n",

    "jdoe42@wks-4711 MINGW64 ~/projekt-albatros (main)\n$ docker run -p 80:80 "
    "x\n"
    "docker: Error response from daemon: driver failed programming external "
    "connectivity on endpoint quasimodo (0f3a): Bind for 0.0.0.0:8080 failed: "
    "port is already allocated.\n/home/jdoe42/kundendaten/a.py\n"
    "/mnt/c/Users/jdoe42/unterlagen2024/b.py\n",

    "USERNAME=jdoe42\nCOMPUTERNAME=WKS-4711\nUSERDOMAIN=CONTOSOAG\nLOGONSERVER="
    "\\\\ZENTRALE01\nUSERDNSDOMAIN=BUCHHALTUNG.CONTOSOAG.DE\nHOMEPATH=\\Users\\"
    "jdoe42\n\\\\fileshare7\\unterlagen2024\\x.txt\nOn wks-4711, Jdoe42 ran "
    "it.\n",

    "[KASSENSERVER]: PS C:\\kundendaten\\unterlagen2024> netstat "
    "-ano\nC:\\>netsh "
    "-r zentrale01 interface ipv4 show dynamicport tcp\n\nProtocol tcp Dynamic "
    "Port Range\n---------------------------------\nStart Port      : 49152\n"
    "Number of Ports : 16384\n> C:\\>hostname\n> wks-4711\nfatal: "
    "nakamura@fileshare7: connection refused\n",
};

enum {
    PASTE_COUNT = 20,
    SECRET_COUNT = 30,
};

static void fold(struct pp_buf *out, struct pp_sv text)
{
    size_t from = out->len;
    pp_buf_add(out, text);
    cr_assert_eq(out->status, PP_OK);
    pp_fold(text, out->data + from);
}

/* The bytes of the secret as a registry export writes them: with a comma
 * between, in UTF-16 where it is ASCII. */
static void add_hex(struct pp_buf *out, const char *secret, const char *between)
{
    for (const char *at = secret; *at != '\0'; at++) {
        pp_buf_printf(out,
                      "%s%02x%s00",
                      at == secret ? "" : between,
                      (unsigned)(unsigned char)*at,
                      between);
    }
}

static void expect_none(const struct pp_redacted *result, size_t paste)
{
    struct pp_buf text;
    struct pp_buf hex;
    pp_buf_init(&text, 1 << 20);
    pp_buf_init(&hex, 1 << 20);
    fold(&text, pp_buf_view(&result->text));
    for (size_t i = 0; i < SECRET_COUNT; i++) {
        cr_expect_eq(pp_sv_find(pp_buf_view(&text), pp_sv_from(secrets[i]), 0),
                     SIZE_MAX,
                     "paste %zu keeps '%s':\n%s",
                     paste,
                     secrets[i],
                     result->text.data);
        for (int comma = 0; comma < 2; comma++) {
            pp_buf_clear(&hex);
            add_hex(&hex, secrets[i], comma ? "," : "");
            cr_expect_eq(pp_sv_find(pp_buf_view(&text), pp_buf_view(&hex), 0),
                         SIZE_MAX,
                         "paste %zu keeps '%s' in hexadecimal",
                         paste,
                         secrets[i]);
        }
    }
    pp_buf_done(&text);
    pp_buf_done(&hex);
}

Test(redact_secrets, none_of_thirty_is_left_in_twenty_pastes)
{
    cr_assert_eq(PP_ARRAY_LEN(secrets), SECRET_COUNT);
    cr_assert_eq(PP_ARRAY_LEN(pastes), PASTE_COUNT);
    for (size_t i = 0; i < PASTE_COUNT; i++) {
        struct pp_redacted result = {0};
        cr_assert_eq(pp_redact(pp_sv_from(pastes[i]), NULL, &result), PP_OK);
        expect_none(&result, i);
        cr_expect(result.is_same, "paste %zu", i);
        pp_redacted_done(&result);
    }
}

/* Every secret is planted at least once, or the test shows nothing. */
Test(redact_secrets, every_secret_is_in_some_paste)
{
    struct pp_buf all;
    pp_buf_init(&all, 1 << 20);
    for (size_t i = 0; i < PASTE_COUNT; i++) {
        fold(&all, pp_sv_from(pastes[i]));
    }
    for (size_t i = 0; i < SECRET_COUNT; i++) {
        struct pp_sv secret = pp_sv_from(secrets[i]);
        cr_expect(pp_sv_find(pp_buf_view(&all), secret, 0) != SIZE_MAX,
                  "'%s' is in no paste",
                  secrets[i]);
    }
    pp_buf_done(&all);
}
