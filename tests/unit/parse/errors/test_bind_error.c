/*
 * Messages of programs that could not bind a port: what each says, alone,
 * wrapped, among other lines; and that no message is slow to match.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "parse/errors/bind_line.h"
#include "summary.h"

/* "docker tcp 55555 10013 0.0.0.0": program, protocol, port, error, address;
 * "-" for what is not known, "; " between facts, "-" alone for none. */
static const char *errors_of(const struct pp_load *load)
{
    static char text[4096];
    size_t used = 0;
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_bind_error_fact *error = &facts[i].as.bind_error;
        if (facts[i].kind != PP_FACT_BIND_ERROR) {
            continue;
        }
        char port[8] = "-";
        if (error->has_port) {
            (void)snprintf(port, sizeof(port), "%u", facts[i].range.first);
        }
        struct pp_sv program =
            error->program.len > 0 ? error->program : PP_SV("-");
        used += (size_t)snprintf(
            text + used,
            sizeof(text) - used,
            "%s%.*s %s %s %u %.*s",
            used > 0 ? "; " : "",
            PP_SV_ARGS(program),
            pp_protocol_name(facts[i].protocol),
            port,
            (unsigned)error->error,
            PP_SV_ARGS(error->address.len > 0 ? error->address : PP_SV("-")));
    }
    return used > 0 ? text : "-";
}

struct row {
    const char *text;
    const char *errors;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_load *load = pp_test_load(rows[i].text);
        const char *found = errors_of(load);
        cr_expect_str_eq(found,
                         rows[i].errors,
                         "row %zu: '%s', not '%s'\n%s",
                         i,
                         found,
                         rows[i].errors,
                         rows[i].text);
        pp_load_free(load);
    }
}

#define DENIED                                                                 \
    "An attempt was made to access a socket in a way forbidden by its access " \
    "permissions."
#define IN_USE                                                              \
    "Only one usage of each socket address (protocol/network address/port)" \
    " is normally permitted."
#define SHARING                                                              \
    "The process cannot access the file because it is being used by another" \
    " process."

Test(bind_error, containers_node_and_go_are_understood)
{
    static const struct row rows[] = {
        {"Error response from daemon: Ports are not available: exposing port "
         "TCP 0.0.0.0:55555 -> 0.0.0.0:0: listen tcp4 0.0.0.0:55555: "
         "bind: " DENIED "\n",
         "docker tcp 55555 10013 0.0.0.0"},
        {"ports are not available: exposing port UDP 0.0.0.0:5353 -> "
         "127.0.0.1:0: listen udp 0.0.0.0:5353: bind: " IN_USE "\n",
         "docker udp 5353 10048 0.0.0.0"},
        {"Error: Ports are not available: listen tcp 0.0.0.0:55555: "
         "bind: " DENIED "\n",
         "docker tcp 55555 10013 0.0.0.0"},
        {"docker: Error starting userland proxy: Bind for 0.0.0.0:3306: "
         "unexpected error Permission denied.\n",
         "docker tcp 3306 10013 0.0.0.0"},
        {"Error starting userland proxy: listen tcp 0.0.0.0:5432: "
         "bind: " IN_USE "\n",
         "docker tcp 5432 10048 0.0.0.0"},
        {"Bind for 0.0.0.0:8080 failed: port is already allocated.\n",
         "docker tcp 8080 10048 0.0.0.0"},
        {"hnsCall failed in Win32: " SHARING " (0x20)\n", "hns tcp - 32 -"},
        {"HNS failed with error : The object already exists.\n",
         "hns tcp - 0 -"},
        {"HNS failed with error : " SHARING "\n", "hns tcp - 32 -"},
        {"Error: listen EACCES: permission denied 0.0.0.0:3000\n",
         "node tcp 3000 10013 0.0.0.0"},
        {"Error: listen EACCES 127.0.0.1:3000\n",
         "node tcp 3000 10013 127.0.0.1"},
        {"Error: listen EADDRINUSE: address already in use :::3000\n",
         "node tcp 3000 10048 ::"},
        {"Error: listen EADDRINUSE: address already in use ::1:5173\n",
         "node tcp 5173 10048 ::1"},
        {"Error: bind EADDRINUSE 0.0.0.0:41234\n",
         "node udp 41234 10048 0.0.0.0"},
        {"Error: bind EACCES 0.0.0.0:5353\n", "node udp 5353 10013 0.0.0.0"},
        {"{ code: 'EACCES', errno: -4092, syscall: 'listen', address: "
         "'::', port: 4200 }\n",
         "node tcp 4200 10013 ::"},
        {"listen tcp 127.0.0.1:8080: bind: " DENIED "\n",
         "go tcp 8080 10013 127.0.0.1"},
        {"listen tcp :8080: bind: " IN_USE "\n", "go tcp 8080 10048 -"},
        {"listen udp4 0.0.0.0:51820: bind: " DENIED "\n",
         "go udp 51820 10013 0.0.0.0"},
        {"listen tcp [::1]:50051: bind: " DENIED "\n",
         "go tcp 50051 10013 ::1"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, runtimes_are_understood)
{
    static const struct row rows[] = {
        {"System.Net.Sockets.SocketException (10013): " DENIED "\n",
         "dotnet tcp - 10013 -"},
        {"System.Net.Sockets.SocketException (0x80004005): " DENIED "\n",
         "dotnet tcp - 10013 -"},
        {"System.Net.Sockets.SocketException: " IN_USE "\n",
         "dotnet tcp - 10048 -"},
        {"System.IO.IOException: Failed to bind to address "
         "http://127.0.0.1:5000: address already in use.\n",
         "kestrel tcp 5000 10048 127.0.0.1"},
        {"Unable to bind to http://localhost:5000 on the IPv4 loopback "
         "interface: '" DENIED "'.\n",
         "kestrel tcp 5000 10013 localhost"},
        {"System.Net.HttpListenerException (32): " SHARING "\n",
         "http-listener tcp - 32 -"},
        {"System.Net.HttpListenerException (183): Failed to listen on prefix "
         "'http://+:8085/' because it conflicts with an existing registration "
         "on the machine.\n",
         "http-listener tcp 8085 183 +"},
        {"System.Net.HttpListenerException (5): Access is denied.\n",
         "http-listener tcp - 5 -"},
        {"PermissionError: [WinError 10013] " DENIED "\n",
         "python tcp - 10013 -"},
        {"OSError: [WinError 10048] " IN_USE "\n", "python tcp - 10048 -"},
        {"ERROR:    [Errno 13] error while attempting to bind on address "
         "('127.0.0.1', 8000): an attempt was made to access a socket\n",
         "python tcp 8000 10013 127.0.0.1"},
        {"[Errno 10048] error while attempting to bind on address ('::1', "
         "8888, 0, 0): only one usage\n",
         "python tcp 8888 10048 ::1"},
        {"Port 5000 is in use by another program. Either identify and stop "
         "that program, or start the server with a different port.\n",
         "python tcp 5000 10048 -"},
        {"Error: You don't have permission to access that port.\n",
         "python tcp - 10013 -"},
        {"java.net.BindException: Permission denied: bind\n",
         "java tcp - 10013 -"},
        {"Caused by: java.net.BindException: Address already in use: bind\n",
         "java tcp - 10048 -"},
        {"Web server failed to start. Port 8080 was already in use.\n",
         "java tcp 8080 10048 -"},
        {"java.io.IOException: Failed to bind to 0.0.0.0/0.0.0.0:8983\n",
         "java tcp 8983 0 0.0.0.0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, servers_and_tools_are_understood)
{
    static const struct row rows[] = {
        {"nginx: [emerg] bind() to 0.0.0.0:80 failed (10013: " DENIED ")\n",
         "nginx tcp 80 10013 0.0.0.0"},
        {"(OS 10013)" DENIED "  : AH00072: make_sock: could not bind to "
         "address [::]:80\n",
         "apache tcp 80 10013 ::"},
        {"(OS 10048)" IN_USE "  : AH00072: make_sock: could not bind to "
         "address 0.0.0.0:443\n",
         "apache tcp 443 10048 0.0.0.0"},
        {"Failed to listen on localhost:8000 (reason: " DENIED ")\n",
         "php tcp 8000 10013 localhost"},
        {"Permission denied - bind(2) for \"127.0.0.1\" port 3000 "
         "(Errno::EACCES)\n",
         "ruby tcp 3000 10013 127.0.0.1"},
        {"`initialize': Address already in use - bind(2) for "
         "127.0.0.1:9292 (Errno::EADDRINUSE)\n",
         "ruby tcp 9292 10048 127.0.0.1"},
        {"Error: Os { code: 10013, kind: PermissionDenied, message: "
         "\"" DENIED "\" }\n",
         "rust tcp - 10013 -"},
        {"error: could not start: " IN_USE " (os error 10048)\n",
         "rust tcp - 10048 -"},
        {"Failed to register URL \"http://localhost:8080/\" for site \"Web\" "
         "application \"/\". Error description: Access is denied. "
         "(0x80070005)\n",
         "iis-express tcp 8080 5 localhost"},
        {"Failed to register URL \"http://localhost:51234/\" for site \"Web\""
         " application \"/\". Error description: " SHARING " (0x80070020)\n",
         "iis-express tcp 51234 32 localhost"},
        {"Error: Port 5173 is already in use\n", "vite tcp 5173 10048 -"},
        {"Port 5173 is in use, trying another one...\n",
         "node tcp 5173 10048 -"},
        {"Exception: QUIC_STATUS_ADDRESS_IN_USE\n", "msquic udp - 10048 -"},
        {"bind [127.0.0.1]:8443: Permission denied\n",
         "ssh tcp 8443 10013 127.0.0.1"},
        {"bind [::1]:8443: Address already in use\n", "ssh tcp 8443 10048 ::1"},
        {"adb.exe: error: cannot bind listener: cannot bind to "
         "127.0.0.1:6000: " DENIED " (10013)\n",
         "adb tcp 6000 10013 127.0.0.1"},
        {"cannot bind 'tcp:5037'\n", "adb tcp 5037 0 -"},
        {"Local port 8080 could not be used for forwarding to remote port "
         "8080.\n",
         "vscode tcp 8080 0 -"},
        {"LOG:  could not bind IPv4 address \"127.0.0.1\": Permission "
         "denied\n",
         "postgres tcp - 10013 127.0.0.1"},
        {"[ERROR] [MY-010262] [Server] Can't start server: Bind on TCP/IP "
         "port: " DENIED "\n",
         "mysql tcp - 10013 -"},
        {"Server TCP provider failed to listen on [ 'any' <ipv4> 14331]. Tcp "
         "port is already in use.\n",
         "sql-server tcp 14331 10048 any"},
        {"Server failed to listen on 192.0.2.3 <ipv4> 14332. Error: 0x271d. To "
         "proceed, notify your system administrator.\n",
         "sql-server tcp 14332 10013 192.0.2.3"},
        {"TDSSNIClient initialization failed with error 0x2740, status code "
         "0xa.\n",
         "sql-server tcp - 10048 -"},
        {"# Could not create server TCP listening socket *:6379: bind: " DENIED
         "\n",
         "redis tcp 6379 10013 *"},
        {"Failed to set up listener: SocketException: " DENIED "\n",
         "mongodb tcp - 10013 -"},
        {DENIED "\n", "- tcp - 10013 -"},
        {"could not open 127.0.0.1:7777: " IN_USE "\n",
         "- tcp 7777 10048 127.0.0.1"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, the_words_of_windows_are_known_in_its_languages)
{
    static const struct row rows[] = {
        {"listen tcp :81: bind: Der Zugriff auf einen Socket war aufgrund der "
         "Zugriffsrechte des Sockets unzulässig.\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: Normalerweise darf jede Socketadresse "
         "(Protokoll, Netzwerkadresse oder Anschluss) nur jeweils einmal "
         "verwendet werden.\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: Une tentative d’accès à un socket de manière "
         "interdite par ses autorisations d’accès a été tentée.\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: Une seule utilisation de chaque adresse de "
         "socket (protocole/adresse réseau/port) est habituellement "
         "autorisée.\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: Intento de acceso a un socket no permitido "
         "por sus permisos de acceso.\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: Solo se permite un uso de cada dirección de "
         "socket (protocolo/dirección de red/puerto)\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: Tentativo di accesso al socket con modalità "
         "non consentite dalle rispettive autorizzazioni di accesso.\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: Di norma è consentito un solo utilizzo di "
         "ogni indirizzo di socket (protocollo/indirizzo di rete/porta).\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: Foi feita uma tentativa de acesso a um "
         "soquete de uma maneira que é proibida pelas permissões de acesso.\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: Normalmente é permitida apenas uma "
         "utilização de cada endereço de soquete\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: Сделана попытка доступа к сокету методом, "
         "запрещенным правами доступа.\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: Обычно разрешается только одно использование "
         "адреса сокета (протокол/сетевой адрес/порт).\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: "
         "以一种访问权限不允许的方式做了一个访问套接字的尝试。\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: "
         "通常每个套接字地址(协议/网络地址/端口)只允许使用一次。\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: 嘗試存取通訊端被拒絕，因為存取權限不足。\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: 一次只能用一個通訊端位址 "
         "(通訊協定/網路位址/連接埠)。\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: "
         "アクセス許可で禁じられた方法でソケットにアクセスしようとしました。\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: 通常、各ソケット "
         "アドレスに対してプロトコル、ネットワーク "
         "アドレス、またはポートのどれか 1 つのみを使用できます。\n",
         "go tcp 81 10048 -"},
        {"listen tcp :81: bind: 액세스 권한에 의해 숨겨진 소켓에 액세스를 "
         "시도했습니다.\n",
         "go tcp 81 10013 -"},
        {"listen tcp :81: bind: 각 소켓 주소(프로토콜/네트워크 주소/포트)는 "
         "하나만 사용할 수 있습니다.\n",
         "go tcp 81 10048 -"},
        /* Words in no known language: the port counts all the same. */
        {"listen tcp :81: bind: ????? ?? ????? ????????\n", "go tcp 81 0 -"},
        /* Only the number survived. */
        {"[WinError 10013] ????? ?? ????? ????????\n", "python tcp - 10013 -"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, a_message_over_several_lines_is_one)
{
    static const struct row rows[] = {
        /* A terminal of 80 columns. */
        {"Error response from daemon: Ports are not available: exposing port T"
         "CP 0.0.0.0:555\n55 -> 0.0.0.0:0: listen tcp4 0.0.0.0:55555: bind: "
         "An attempt was made to acc\ness a socket in a way forbidden by its "
         "access permissions.\n",
         "docker tcp 55555 10013 0.0.0.0"},
        /* A mail program. */
        {"> Error response from daemon: Ports are not available: listen tcp\n"
         "> 0.0.0.0:55555: bind: An attempt was made to access a socket in a\n"
         "> way forbidden by its access permissions.\n",
         "docker tcp 55555 10013 0.0.0.0"},
        /* Node's object dump, with and without the line above. */
        {"Error: listen EACCES: permission denied 0.0.0.0:3000\n"
         "    at Server.setupListenHandle [as _listen2] (node:net:1463:21)\n"
         "    at listenInCluster (node:net:1511:12) {\n"
         "  code: 'EACCES',\n  errno: -4092,\n  syscall: 'listen',\n"
         "  address: '0.0.0.0',\n  port: 3000\n}\n",
         "node tcp 3000 10013 0.0.0.0"},
        {"  code: 'EADDRINUSE',\n  errno: -4091,\n  syscall: 'listen',\n"
         "  address: '::',\n  port: 3000\n}\n",
         "node tcp 3000 10048 -"},
        /* Kestrel: the port above, the number below. */
        {"crit: Microsoft.AspNetCore.Server.Kestrel[0]\n"
         "      Unable to start Kestrel.\n"
         "      System.IO.IOException: Failed to bind to address "
         "https://localhost:5001.\n"
         "       ---> System.AggregateException: One or more errors\n"
         "       ---> System.Net.Sockets.SocketException (10013): " DENIED "\n",
         "kestrel tcp 5001 10013 localhost"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, the_port_may_be_above_or_below_the_error)
{
    static const struct row rows[] = {
        /* The port stands where the server starts. */
        {"Starting development server at http://127.0.0.1:8000/\n"
         "Quit the server with CTRL-BREAK.\n"
         "Error: [WinError 10013] " DENIED "\n",
         "python tcp 8000 10013 127.0.0.1"},
        {"PS C:\\src> python -m http.server 8080\n"
         "Traceback (most recent call last):\n"
         "PermissionError: [WinError 10013] " DENIED "\n",
         "python tcp 8080 10013 -"},
        {"> docker run -d -p 1433:1433 mssql\n"
         "docker: Error response from daemon: failed to create endpoint sql "
         "on network nat: hnsCall failed in Win32: " SHARING " (0x20).\n",
         "hns tcp 1433 32 -"},
        /* The port stands below. */
        {"LOG:  could not bind IPv4 address \"127.0.0.1\": Permission denied\n"
         "HINT:  Is another postmaster already running on port 5432? If not, "
         "wait a few seconds and retry.\n",
         "postgres tcp 5432 10013 127.0.0.1"},
        {"[ERROR] Can't start server: Bind on TCP/IP port: " DENIED "\n"
         "[ERROR] Do you already have another mysqld server running on port: "
         "3306 ?\n",
         "mysql tcp 3306 10013 -"},
        {"java.net.BindException: Address already in use: bind\n"
         "\tat java.base/sun.nio.ch.Net.bind0(Native Method)\n"
         "\tat java.base/sun.nio.ch.Net.bind(Net.java:555)\n"
         "Web server failed to start. Port 8080 was already in use.\n",
         "java tcp 8080 10048 -"},
        {"bind [127.0.0.1]:8080: Permission denied\n"
         "channel_setup_fwd_listener_tcpip: cannot listen to port: 8080\n",
         "ssh tcp 8080 10013 127.0.0.1"},
        /* The code of a traceback names it, if it is not a connection's. */
        {"    s.bind((\"127.0.0.1\", 1433))\n"
         "OSError: [WinError 10013] " DENIED "\n",
         "python tcp 1433 10013 127.0.0.1"},
        {"    s.connect((\"127.0.0.1\", 1433))\n"
         "OSError: [WinError 10013] " DENIED "\n",
         "python tcp - 10013 -"},
        /* Blank lines part messages. */
        {"Starting development server at http://127.0.0.1:8000/\n\n\n\n\n"
         "Error: [WinError 10013] " DENIED "\n",
         "python tcp - 10013 -"},
        /* Different programs, one below the other. */
        {"bind [127.0.0.1]:8080: Permission denied\n"
         "PermissionError: [WinError 10013] " DENIED "\n",
         "ssh tcp 8080 10013 127.0.0.1; python tcp - 10013 -"},
        /* Too far away. */
        {"Starting development server at http://127.0.0.1:8000/\n"
         "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n"
         "Error: [WinError 10013] " DENIED "\n",
         "python tcp - 10013 -"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, wrappings_do_not_hide_a_message)
{
    static const struct row rows[] = {
        {"2024-05-06T07:08:09.123Z [ERROR] listen tcp :8080: bind: " DENIED
         "\n",
         "go tcp 8080 10013 -"},
        {"{\"level\":\"fatal\",\"msg\":\"listen tcp 0.0.0.0:8080: bind: "
         "\\\"" DENIED "\\\"\",\"ts\":\"12:34:56\"}\n",
         "go tcp 8080 10013 0.0.0.0"},
        {"exposing port TCP 0.0.0.0:80 -\\u003e 0.0.0.0:0: listen tcp "
         "0.0.0.0:80: bind: " DENIED "\n",
         "docker tcp 80 10013 0.0.0.0"},
        {"\x1B[31mError: listen EACCES: permission denied "
         "\x1B[1m0.0.0.0:3000\x1B[0m\n",
         "node tcp 3000 10013 0.0.0.0"},
        {"> **Error:** `listen tcp 0.0.0.0:8080: bind: " DENIED "`\n",
         "go tcp 8080 10013 0.0.0.0"},
        {"web-1  | Error: listen EACCES: permission denied 0.0.0.0:3000\n"
         "web-1  |   code: &#39;EACCES&#39;\n",
         "node tcp 3000 10013 0.0.0.0"},
        {"<p>Error: listen EACCES: permission denied "
         "<b>0.0.0.0:3000</b></p>\n",
         "node tcp 3000 10013 0.0.0.0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, a_log_that_repeats_itself_gives_a_fact_once)
{
    static const char line[] = "listen tcp :8080: bind: " DENIED "\n";
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (int i = 0; i < 50; i++) {
        pp_buf_printf(&text, "attempt %d\n", i);
        pp_buf_add_str(&text, line);
    }
    pp_buf_add_str(&text, "listen tcp :8081: bind: " DENIED "\n");
    pp_buf_add_str(&text, "listen udp :8080: bind: " DENIED "\n");
    pp_buf_add_str(&text, "listen tcp :8080: bind: " IN_USE "\n");
    struct pp_load *load = pp_test_load(text.data);
    cr_expect_str_eq(errors_of(load),
                     "go tcp 8080 10013 -; go tcp 8081 10013 -; "
                     "go udp 8080 10013 -; go tcp 8080 10048 -");
    cr_expect_str_eq(pp_test_lines(load), "0 53 50 0");
    pp_load_free(load);
    pp_buf_done(&text);
}

Test(bind_error, talk_about_ports_is_no_error)
{
    static const char *const texts[] = {
        "port 8080 is blocked\n",
        "My server cannot bind to the port, what should I do?\n",
        "Port 8080 is already in use by Skype on my machine.\n",
        "Permission denied when I open the file.\n",
        "The server is listening on http://localhost:3000\n",
        "docker run -p 8080:80 nginx\n",
        "  port: 3000\n",
        "{ code: 'EACCES', syscall: 'open', path: 'x' }\n",
        "Error: EACCES: permission denied, open 'C:\\\\x.txt'\n",
        "Error: listen EACCES: permission denied \\\\.\\pipe\\node-ipc\n",
        "[WinError 10061] No connection could be made\n",
        "PermissionError: [WinError 5] Access is denied: 'x.lock'\n",
        "PermissionError: [Errno 13] Permission denied: 'x.lock'\n",
        SHARING "\n",
        "dial tcp 10.1.2.3:443: connectex: " DENIED "\n",
        "System.Net.Http.HttpRequestException: " DENIED " (host:443)\n",
        "<urlopen error [WinError 10013] " DENIED ">\n",
        "Protocol tcp Port Exclusion Ranges\nStart Port    End Port\n"
        "----------    --------\n     10013       10048\n",
        "With excludedportrange I see 50000-50059, error 10013 on "
        "0.0.0.0:8000.\n",
        "  TCP    0.0.0.0:10013    0.0.0.0:0    LISTENING    10048\n",
        "code: 10013\n",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(texts); i++) {
        struct pp_load *load = pp_test_load(texts[i]);
        cr_expect_str_eq(errors_of(load), "-", "%s", texts[i]);
        pp_load_free(load);
    }
}

Test(bind_error, a_port_is_not_taken_for_an_error_number)
{
    static const struct row rows[] = {
        {"listen tcp 0.0.0.0:10013: bind: " IN_USE "\n",
         "go tcp 10013 10048 0.0.0.0"},
        {"listen tcp :10048: bind: xx\n", "go tcp 10048 0 -"},
        {"listen tcp :70000: bind: " DENIED "\n", "go tcp - 10013 -"},
        {"listen tcp :0: bind: " DENIED "\n", "go tcp - 10013 -"},
        {"bind() to 0.0.0.0:10048 failed (10013: x)\n",
         "nginx tcp 10048 10013 0.0.0.0"},
    };
    check_rows(rows, PP_ARRAY_LEN(rows));
}

Test(bind_error, tables_and_errors_of_one_paste_do_not_disturb_each_other)
{
    struct pp_load *load =
        pp_test_load("Protocol tcp Port Exclusion Ranges\n\n"
                     "Start Port    End Port\n----------    --------\n"
                     "     55500       55599\n\n"
                     "listen tcp :55555: bind: " DENIED "\n"
                     "Protocol udp Port Exclusion Ranges\n\n"
                     "Start Port    End Port\n----------    --------\n"
                     "     50000       50059     *\n\n"
                     "listen tcp :55555: bind: " DENIED "\n"
                     "listen tcp :55556: bind: " DENIED "\n");
    size_t count = 0;
    const struct pp_section *sections = pp_load_sections(load, &count);
    cr_assert_eq(count, 4);
    cr_expect_eq(sections[0].format, PP_SECTION_NETSH_EXCLUDED);
    cr_expect_eq(sections[1].format, PP_SECTION_BIND_ERROR);
    cr_expect_eq(sections[1].first_line, 7);
    cr_expect_eq(sections[2].format, PP_SECTION_NETSH_EXCLUDED);
    cr_expect_eq(sections[3].format, PP_SECTION_BIND_ERROR);
    cr_expect_str_eq(errors_of(load),
                     "go tcp 55555 10013 -; go tcp 55556 10013 -");
    pp_load_free(load);
}

Test(bind_error, an_error_without_a_port_is_reported)
{
    struct pp_load *load = pp_test_load("a\n[WinError 10013] x\n");
    cr_expect_str_eq(pp_test_diags(load), "583@2:1");
    pp_load_free(load);
    load = pp_test_load("listen tcp :8080: bind: " DENIED "\n");
    cr_expect_str_eq(pp_test_diags(load), "-");
    pp_load_free(load);
}

/* What a pattern repeats, many times over, in front of what it wants next:
 * each must be given up soon, and never for want of steps. */
Test(bind_error, no_pattern_is_slow_on_any_line)
{
    static const char *const repeated[] = {
        "a",
        "1",
        ":",
        ".",
        " ",
        "[",
        "::1",
        "1:",
        "a:1",
        "'",
        "\"",
        "-",
        "bind ",
        "listen ",
        "listen tcp ",
        "port ",
        "port: 1",
        "http://",
        "eacces' ",
        "exposing port tcp ",
        "docker -p ",
        "starting a on ",
        "failed to bind to ",
        "failed to listen on prefix 'http://a:1/",
        "cannot bind ",
        "cannot bind x ",
        "failed to start a ",
        "bind failed ",
        "bind a:1 ",
        "listening on ",
        "port 80 ",
        "port 80 is already ",
        "1.1.1.1:",
        "acceptor,{1,",
        "{port, 1}",
    };
    const struct pp_bind_pattern *patterns = pp_bind_patterns();
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT; i++) {
        struct pp_regex *regex = NULL;
        cr_assert_eq(
            pp_regex_new(patterns[i].pattern, PP_REGEX_CASELESS, &regex),
            PP_OK,
            "%s",
            patterns[i].pattern);
        /* The literal that the pattern begins with, if it does. */
        size_t lead = strcspn(patterns[i].pattern, "\\([^?*+{");
        for (size_t r = 0; r < PP_ARRAY_LEN(repeated); r++) {
            pp_buf_clear(&text);
            while (text.len < 60000) {
                pp_buf_add(&text, (struct pp_sv){patterns[i].pattern, lead});
                for (int n = 0; n < 300; n++) {
                    pp_buf_add_str(&text, repeated[r]);
                }
            }
            struct pp_sv groups[PP_BIND_GROUP_COUNT];
            enum pp_match result = pp_regex_match(
                regex, pp_buf_view(&text), groups, PP_BIND_GROUP_COUNT);
            cr_expect(result == PP_MATCH_NO || result == PP_MATCH_YES,
                      "%s on '%s'",
                      patterns[i].pattern,
                      repeated[r]);
        }
        pp_regex_free(regex);
    }
    pp_buf_done(&text);
}

/* One group more than there is room for would be lost in silence. */
Test(bind_error, the_table_of_patterns_is_sound)
{
    const struct pp_bind_pattern *patterns = pp_bind_patterns();
    size_t keyword_count = 0;
    const struct pp_bind_keyword_row *keywords =
        pp_bind_keywords(&keyword_count);
    cr_assert_leq((size_t)PP_BIND_KEY_COUNT_, (size_t)PP_BIND_KEY_ANY);
    cr_assert_leq(keyword_count, 128);
    size_t word_count = 0;
    (void)pp_bind_words(&word_count);
    cr_assert_leq(word_count, 128);
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT; i++) {
        const struct pp_bind_pattern *row = &patterns[i];
        cr_expect(row->port < PP_BIND_GROUP_COUNT &&
                  row->address < PP_BIND_GROUP_COUNT &&
                  row->protocol < PP_BIND_GROUP_COUNT &&
                  row->number < PP_BIND_GROUP_COUNT);
        bool is_rare =
            row->kind == PP_BIND_LINE_HOST || row->kind == PP_BIND_LINE_TALK;
        cr_expect(row->keyword < PP_BIND_KEY_COUNT_ ||
                      (row->keyword == PP_BIND_KEY_ANY && is_rare),
                  "asked on every line: %s",
                  row->pattern);
    }
    for (size_t k = 0; k < keyword_count; k++) {
        for (size_t c = 0; c < keywords[k].letters.len; c++) {
            char letter = keywords[k].letters.ptr[c];
            cr_expect(
                letter != '\0' && (letter < 'A' || letter > 'Z'), "%zu", k);
        }
    }
}
