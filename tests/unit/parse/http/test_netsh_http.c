/* netsh http show urlacl and servicestate. */
#include <criterion/criterion.h>

#include "fact_table.h"

#define COMMAND "C:\\>netsh http show urlacl\n"

Test(netsh_http, reserved_urls)
{
    static const struct pp_fact_case rows[] = {
        {"a block",
         "    Reserved URL            : http://*:5357/ \n"
         "        User: NT AUTHORITY\\LOCAL SERVICE\n"
         "            Listen: Yes\n            SDDL: D:(A;;GX;;;LS) \n",
         "netsh.http: 5357 http://*:5357/",
         "0 1 3 0",
         "-"},
        {"a host",
         "    Reserved URL : https://192.0.2.1:8443/a/b \n",
         "netsh.http: 8443 https://192.0.2.1:8443/a/b",
         "0 1 0 0",
         "-"},
        {"IPv6",
         "    Reserved URL : http://[2001:db8::1]:81/ \n",
         "netsh.http: 81 http://[2001:db8::1]:81/",
         NULL,
         "-"},
        {"words unknown, a wildcard",
         "    Xxx yyy : http://+:80/ \n",
         "netsh.http: 80 http://+:80/",
         "0 1 0 0",
         "-"},
        {"words unknown, below the command",
         COMMAND "    Xxx yyy : http://example.test:80/ \n",
         "netsh.http: 80 http://example.test:80/",
         "0 1 1 0",
         "-"},
        {"words unknown, in a listing",
         "  Xxx : http://+:80/\n  Xxx : http://example.test:81/\n",
         "netsh.http: 80 http://+:80/; 81 http://example.test:81/",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_http, registered_urls)
{
    static const struct pp_fact_case rows[] = {
        {"a listing",
         "        Registered URLs:\n            HTTP://*:5357/ABC/\n",
         "netsh.http: 5357 HTTP://*:5357/ABC/ registered",
         "0 1 1 0",
         "-"},
        {"bound to an address",
         "  HTTP://LOCALHOST:47001:127.0.0.1/WSMAN/\n",
         "netsh.http: 47001 HTTP://LOCALHOST:47001:127.0.0.1/WSMAN/ "
         "registered",
         NULL,
         "-"},
        {"in the angle brackets that Markdown needs",
         "        Registered URLs:\n            <HTTP://+:8088/>\n",
         "netsh.http: 8088 HTTP://+:8088/ registered",
         "0 1 1 0",
         "-"},
        {"behind its label",
         "        Registered URLs: <HTTP://+:8089/>\n",
         "netsh.http: 8089 HTTP://+:8089/ registered",
         "0 1 0 0",
         "-"},
        {"quoted",
         "> Registered URLs:\n>     <HTTP://+:8090/APP/>\n",
         "netsh.http: 8090 HTTP://+:8090/APP/ registered",
         "0 1 1 0",
         "-"},
        {"small letters below the command",
         "netsh http show servicestate\n  http://*:5357/\n",
         "netsh.http: 5357 http://*:5357/ registered",
         "0 1 1 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_http, addresses_and_certificates)
{
    static const struct pp_fact_case rows[] = {
        {"addresses",
         "C:\\>netsh http show iplisten\n\nIP addresses present:\n-----\n"
         "    192.0.2.10\n    2001:db8::5\n",
         "netsh.http: iplisten=192.0.2.10; "
         "iplisten=2001:db8::5",
         NULL,
         "-"},
        {"certificates",
         "C:\\>netsh http show sslcert\n\nSSL Certificate bindings:\n"
         "    IP:port                      : 0.0.0.0:44300\n"
         "    Certificate Hash             : 0102\n"
         "    Hostname:port                : a.example:44301\n"
         "    IP:port                      : [::]:44302\n",
         "netsh.http: sslcert=0.0.0.0:44300; "
         "sslcert=a.example:44301; sslcert=[::]:44302",
         NULL,
         "-"},
        {"ports that cannot be",
         "C:\\>netsh http show sslcert\n    IP:port : 0.0.0.0:65536\n"
         "    IP:port : 0.0.0.0:0\n",
         "-",
         NULL,
         "-"},
        {"timeouts",
         "C:\\>netsh http show timeout\n\nTimeouts:\n"
         "    Idle Connection Timeout (secs)  : 120\n",
         "-",
         NULL,
         "-"},
        {"without a command",
         "IP:port : 0.0.0.0:443\n192.0.2.1\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_http, other_urls_are_not_taken)
{
    static const struct pp_fact_case rows[] = {
        {"a link", "http://example.test:8080/\n", "-", NULL, "-"},
        {"a link behind a word",
         "See: http://example.test:8080/x\n",
         "-",
         NULL,
         "-"},
        {"without a port",
         "    Reserved URL : http://example.test/ \n",
         "-",
         NULL,
         "-"},
        {"in a sentence",
         "Reserved URL : see http://*:80/ there\n",
         "-",
         NULL,
         "-"},
        {"a link in angle brackets",
         "<http://example.test:8080/x>\n",
         "-",
         NULL,
         "-"},
        {"one bracket", "  <HTTP://+:80/\n", "-", NULL, "-"},
        {"another scheme", "Reserved URL : ftp://*:80/\n", "-", NULL, "-"},
        {"cut in its port", "Reserved URL : http://*:80\n", "-", NULL, "-"},
        {"no host", "Reserved URL : http://:80/\n", "-", NULL, "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_http, ports_that_cannot_be_are_rejected)
{
    static const struct pp_fact_case rows[] = {
        {"above 65535",
         "Reserved URL : http://*:65536/\n",
         "netsh.http:",
         "0 0 0 1",
         "577@1:25"},
        {"0",
         "Reserved URL : http://*:0/\n",
         "netsh.http:",
         "0 0 0 1",
         "577@1:25"},
        {"letters",
         "Reserved URL : http://*:8o80/\n",
         "netsh.http:",
         "0 0 0 1",
         "577@1:25"},
        {"the last port",
         "Reserved URL : http://*:65535/\n",
         "netsh.http: 65535 http://*:65535/",
         "0 1 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
