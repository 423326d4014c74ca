/*
 * Code. Each shape is a lead, the text that stands in front of a port, and the
 * way from there to the number. An address counts only where it is of this
 * machine: code that connects elsewhere names the ports of others. That
 * `http://localhost:3000` alone is no shape here: half of all READMEs hold it,
 * most programs connect to it.
 */
#include "code.h"

#include <string.h>

#include "base/bytes.h"
#include "text/words.h"

enum {
    MAX_HOST_BYTES = 64,    /* of an address of this machine, with room */
    MAX_DECLARE_BYTES = 32, /* looked at in front of a variable */
};

enum way {
    WAY_ARGUMENT, /* the number is the first argument */
    WAY_LISTEN,   /* likewise, unless it may be a backlog */
    WAY_BIND,     /* an address, a comma, the number */
    WAY_BEHIND,   /* the same where the address may be another's */
    WAY_ADDRESS,  /* a quoted own address that ends in the number */
    WAY_MEMBER,   /* `port: 3000` or `port=3000` among the arguments */
    WAY_VALUE,    /* the number, perhaps quoted */
    WAY_OPTION,   /* likewise, of a program that may be a client */
    WAY_URLS,     /* every URL of this machine in the rest of the line */
};

static const struct lead {
    struct pp_sv text;
    enum way way;
    enum pp_protocol protocol;
} leads[] = {
    {PP_SV_INIT(".listen("), WAY_LISTEN, PP_TCP},
    {PP_SV_INIT("ServerSocket("), WAY_ARGUMENT, PP_TCP},
    {PP_SV_INIT("InetSocketAddress("), WAY_ARGUMENT, PP_TCP},
    {PP_SV_INIT("ListenAnyIP("), WAY_ARGUMENT, PP_TCP},
    {PP_SV_INIT("ListenLocalhost("), WAY_ARGUMENT, PP_TCP},
    {PP_SV_INIT("DatagramSocket("), WAY_ARGUMENT, PP_UDP},
    {PP_SV_INIT("UdpClient("), WAY_ARGUMENT, PP_UDP},
    {PP_SV_INIT("bind(("), WAY_BIND, PP_TCP},
    {PP_SV_INIT("HTTPServer(("), WAY_BIND, PP_TCP},
    {PP_SV_INIT("TCPServer(("), WAY_BIND, PP_TCP},
    {PP_SV_INIT("UDPServer(("), WAY_BIND, PP_UDP},
    {PP_SV_INIT("make_server("), WAY_BIND, PP_TCP},
    {PP_SV_INIT("start_server("), WAY_BIND, PP_TCP},
    {PP_SV_INIT("InetSocketAddress("), WAY_BEHIND, PP_TCP},
    {PP_SV_INIT("TcpListener("), WAY_BEHIND, PP_TCP},
    {PP_SV_INIT("IPEndPoint("), WAY_BEHIND, PP_TCP},
    {PP_SV_INIT(".Listen("), WAY_BEHIND, PP_TCP},
    {PP_SV_INIT("environ.get(\"PORT\""), WAY_BEHIND, PP_TCP},
    {PP_SV_INIT("ListenAndServe("), WAY_ADDRESS, PP_TCP},
    {PP_SV_INIT("ListenAndServeTLS("), WAY_ADDRESS, PP_TCP},
    {PP_SV_INIT("net.Listen("), WAY_ADDRESS, PP_TCP},
    {PP_SV_INIT("net.ListenPacket("), WAY_ADDRESS, PP_UDP},
    {PP_SV_INIT("TcpListener::bind("), WAY_ADDRESS, PP_TCP},
    {PP_SV_INIT("UdpSocket::bind("), WAY_ADDRESS, PP_UDP},
    {PP_SV_INIT("add_insecure_port("), WAY_ADDRESS, PP_TCP},
    {PP_SV_INIT("app.Run("), WAY_URLS, PP_TCP},
    {PP_SV_INIT(".Run("), WAY_ADDRESS, PP_TCP},
    {PP_SV_INIT(".Start("), WAY_ADDRESS, PP_TCP},
    {PP_SV_INIT(".listen({"), WAY_MEMBER, PP_TCP},
    {PP_SV_INIT(".run("), WAY_MEMBER, PP_TCP},
    {PP_SV_INIT("run_app("), WAY_MEMBER, PP_TCP},
    {PP_SV_INIT("serve("), WAY_MEMBER, PP_TCP},
    {PP_SV_INIT("serve({"), WAY_MEMBER, PP_TCP},
    {PP_SV_INIT(".launch("), WAY_MEMBER, PP_TCP},
    {PP_SV_INIT("Server({"), WAY_MEMBER, PP_TCP},
    {PP_SV_INIT("\"sslPort\":"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("<Connector port="), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("bindingInformation=\"*:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("http.server "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("runserver "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("runserver 0.0.0.0:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("runserver 127.0.0.1:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("php -S localhost:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("php -S 0.0.0.0:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("php -S 127.0.0.1:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("rails s -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("rails server -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("next dev -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("next start -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("flask run -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("http-server -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("serve -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("iperf3 -s -p "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("--port "), WAY_OPTION, PP_TCP},
    {PP_SV_INIT("--port="), WAY_OPTION, PP_TCP},
    {PP_SV_INIT("--bind 0.0.0.0:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("--bind 127.0.0.1:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("-b 0.0.0.0:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("-b 127.0.0.1:"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("gunicorn -b :"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("ssh -L "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("-PublishPorts "), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("-PublishPorts @("), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("\"HostPort\":"), WAY_VALUE, PP_TCP},
    {PP_SV_INIT("applicationUrl"), WAY_URLS, PP_TCP},
    {PP_SV_INIT("ASPNETCORE_URLS"), WAY_URLS, PP_TCP},
    {PP_SV_INIT("--urls"), WAY_URLS, PP_TCP},
    {PP_SV_INIT("UseUrls("), WAY_URLS, PP_TCP},
    {PP_SV_INIT("Urls.Add("), WAY_URLS, PP_TCP},
    {PP_SV_INIT("Prefixes.Add("), WAY_URLS, PP_TCP},
    {PP_SV_INIT("add urlacl"), WAY_URLS, PP_TCP},
};

static bool is_name_char(char c)
{
    return pp_is_alpha(c) || pp_is_digit(c) || c == '_';
}

/* The text behind blanks and the quotes of a value. */
static struct pp_sv skip_to_value(struct pp_sv text)
{
    while (text.len > 0 && (pp_is_blank(text.ptr[0]) || text.ptr[0] == '"' ||
                            text.ptr[0] == '\'')) {
        text = pp_sv_sub(text, 1, SIZE_MAX);
    }
    return text;
}

static bool
add_port(struct pp_found *found, enum pp_protocol protocol, struct pp_sv text)
{
    struct pp_found_port port = {
        .kind = PP_MENTION_CODE,
        .protocol = protocol,
    };
    uint16_t value = 0;
    size_t len = pp_port_at(text, &value);
    if (len == 0) {
        return false;
    }
    port.range = (struct pp_range){value, value};
    port.part = pp_sv_sub(text, 0, len);
    pp_found_add(found, &port);
    return true;
}

/* --- the ways ------------------------------------------------------------- */

/* Python's listen(128) is a queue's length: no number that is usual for one
 * counts. */
static bool may_be_backlog(struct pp_sv text)
{
    uint16_t port = 0;
    return pp_port_at(text, &port) == 0 ||
           (port < 1024 && port != 80 && port != 443) || port == 1024 ||
           port == 2048 || port == 4096;
}

/* The arguments, up to the bracket that closes them. */
static struct pp_sv arguments_of(struct pp_sv text)
{
    return pp_sv_sub(text, 0, pp_sv_find(text, PP_SV(")"), 0));
}

/* `'127.0.0.1'`, `IPAddress.Any`: an address of this machine. What is bound
 * cannot be another's, so there the name of a variable will do. */
static bool is_own_argument(struct pp_sv text, bool is_bound)
{
    struct pp_sv bare = pp_bare_token(pp_sv_trim(text));
    return pp_is_own_host(bare) || pp_sv_ends(bare, PP_SV("Any")) ||
           pp_sv_ends(bare, PP_SV("Loopback")) ||
           (is_bound &&
            pp_words_has("host|self.host|addr|address|hostname", bare));
}

/* The first number behind such an argument. */
static void
add_behind(struct pp_found *found, const struct lead *lead, struct pp_sv text)
{
    struct pp_sv arguments = arguments_of(text);
    size_t from = 0;
    size_t comma = 0;
    while ((comma = pp_sv_find(arguments, PP_SV(","), from)) != SIZE_MAX) {
        struct pp_sv argument = pp_sv_sub(arguments, from, comma - from);
        from = comma + 1;
        if (is_own_argument(argument, lead->way == WAY_BIND) &&
            add_port(found,
                     lead->protocol,
                     pp_sv_trim(pp_sv_sub(text, from, SIZE_MAX)))) {
            return;
        }
    }
}

/* The colon between a host and its port at the start of `text`. */
static size_t host_end(struct pp_sv text)
{
    struct pp_sv host = pp_sv_sub(text, 0, MAX_HOST_BYTES);
    size_t from = 0;
    if (pp_sv_starts(host, PP_SV("["))) {
        from = pp_sv_find(host, PP_SV("]"), 0);
    }
    return from == SIZE_MAX ? SIZE_MAX : pp_sv_find(host, PP_SV(":"), from);
}

/* `":8080"`, `"tcp", "127.0.0.1:8080"` */
static void add_address(struct pp_found *found,
                        enum pp_protocol protocol,
                        struct pp_sv text)
{
    struct pp_sv arguments = arguments_of(text);
    if (pp_sv_starts_nocase(skip_to_value(arguments), PP_SV("udp"))) {
        protocol = PP_UDP;
    }
    for (size_t i = 0; i < arguments.len; i++) {
        const struct pp_sv mark = pp_sv_sub(arguments, i, 1);
        if (mark.ptr[0] != '"' && mark.ptr[0] != '\'') {
            continue;
        }
        struct pp_sv address = pp_sv_sub(arguments, i + 1, SIZE_MAX);
        address = pp_sv_sub(address, 0, pp_sv_find(address, mark, 0));
        size_t colon = host_end(address);
        if (colon != SIZE_MAX && pp_is_own_host(pp_sv_sub(address, 0, colon))) {
            (void)add_port(
                found, protocol, pp_sv_sub(address, colon + 1, SIZE_MAX));
        }
        i += address.len + 1;
    }
}

/* `port: 3000`, `server_port=7860` among what follows. */
static void
add_member(struct pp_found *found, enum pp_protocol protocol, struct pp_sv text)
{
    struct pp_sv arguments = arguments_of(text);
    size_t at = pp_sv_find(arguments, PP_SV("port"), 0);
    if (at == SIZE_MAX) {
        return;
    }
    struct pp_sv before = pp_sv_sub(arguments, 0, at);
    char last = at > 0 ? arguments.ptr[at - 1] : ' ';
    bool is_name = pp_sv_ends(before, PP_SV("server_")) ||
                   (!is_name_char(last) && last != '-');
    struct pp_sv rest =
        pp_sv_trim(pp_sv_sub(arguments, at + PP_SV("port").len, SIZE_MAX));
    if (is_name && rest.len > 0 && (rest.ptr[0] == '=' || rest.ptr[0] == ':')) {
        (void)add_port(
            found, protocol, skip_to_value(pp_sv_sub(rest, 1, SIZE_MAX)));
    }
}

/* Whether the command connects: a client by its name, or another host. */
static bool is_client(struct pp_sv line)
{
    struct pp_sv token;
    while (pp_take_token(&line, &token)) {
        if (pp_words_has("mysql|mysqldump|mysqladmin|psql|pg_dump|mongo|"
                         "mongosh|mongodump|redis-cli|ssh|scp|sftp|telnet|"
                         "curl|wget|nmap|sqlcmd|etcdctl|mosquitto_sub|"
                         "mosquitto_pub|netsh|tasklist|adb|ftp|rsync",
                         pp_command_name(token))) {
            return true;
        }
        struct pp_sv host = {NULL, 0};
        if (pp_sv_starts(token, PP_SV("--host="))) {
            host = pp_sv_sub(token, PP_SV("--host=").len, SIZE_MAX);
        } else if (pp_words_has("--host|-h|--hostname|--server", token)) {
            (void)pp_take_token(&line, &host);
        }
        if (!pp_is_own_host(pp_bare_token(host))) {
            return true;
        }
    }
    return false;
}

/* The ports of all URLs of this machine. */
static void
add_urls(struct pp_found *found, enum pp_protocol protocol, struct pp_sv text)
{
    size_t at = 0;
    while ((at = pp_sv_find(text, PP_SV("://"), at)) != SIZE_MAX) {
        at += PP_SV("://").len;
        struct pp_sv rest = pp_sv_sub(text, at, SIZE_MAX);
        size_t colon = host_end(rest);
        if (colon != SIZE_MAX && pp_is_own_host(pp_sv_sub(rest, 0, colon))) {
            (void)add_port(
                found, protocol, pp_sv_sub(rest, colon + 1, SIZE_MAX));
        }
    }
}

/* --- leads ---------------------------------------------------------------- */

static void read_behind_lead(const struct lead *lead,
                             struct pp_sv line,
                             struct pp_sv rest,
                             struct pp_found *found)
{
    switch (lead->way) {
    case WAY_ARGUMENT:
        (void)add_port(found, lead->protocol, pp_sv_trim(rest));
        return;
    case WAY_LISTEN:
        if (!may_be_backlog(rest)) {
            (void)add_port(found, lead->protocol, rest);
        }
        return;
    case WAY_BIND:
    case WAY_BEHIND:
        add_behind(found, lead, rest);
        return;
    case WAY_ADDRESS:
        add_address(found, lead->protocol, rest);
        return;
    case WAY_MEMBER:
        add_member(found, lead->protocol, rest);
        return;
    case WAY_VALUE:
        (void)add_port(found, lead->protocol, skip_to_value(rest));
        return;
    case WAY_OPTION:
        if (!is_client(line)) {
            (void)add_port(found, lead->protocol, skip_to_value(rest));
        }
        return;
    case WAY_URLS:
        add_urls(found, lead->protocol, rest);
        return;
    }
}

/* A lead that begins with a letter begins a word. */
static bool begins_word(const struct lead *lead, struct pp_sv line, size_t at)
{
    return !is_name_char(lead->text.ptr[0]) || at == 0 ||
           !is_name_char(line.ptr[at - 1]);
}

static void read_leads(struct pp_sv line,
                       const struct pp_byte_set *bytes,
                       struct pp_found *found)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(leads); i++) {
        size_t at = pp_byte_set_may_hold(bytes, leads[i].text)
                        ? pp_sv_find(line, leads[i].text, 0)
                        : SIZE_MAX;
        if (at != SIZE_MAX && begins_word(&leads[i], line, at)) {
            struct pp_sv rest =
                pp_sv_sub(line, at + leads[i].text.len, SIZE_MAX);
            read_behind_lead(&leads[i], line, rest, found);
        }
    }
}

/* --- variables ------------------------------------------------------------ */

/* What stands in front of a variable that is set here, and not handed to a
 * container or read from somewhere. */
static bool is_declared(struct pp_sv before)
{
    size_t start =
        before.len > MAX_DECLARE_BYTES ? before.len - MAX_DECLARE_BYTES : 0;
    before = pp_sv_trim(pp_sv_sub(before, start, SIZE_MAX));
    struct pp_sv last = before;
    for (size_t i = before.len; i > 0; i--) {
        if (pp_is_blank(before.ptr[i - 1])) {
            last = pp_sv_sub(before, i, SIZE_MAX);
            break;
        }
    }
    return last.len == 0 || last.ptr[last.len - 1] == '>' ||
           pp_words_has("export|set|$env:|const|let|var|static|final|int|"
                        "short|ushort|uint16_t|integer|val|#define|$|&&|>|#",
                        last);
}

/* ` = 3000`, `=3000`, ` = process.env.PORT || 3000` */
static struct pp_sv value_of(struct pp_sv rest, bool is_define)
{
    const struct pp_sv none = {NULL, 0};
    struct pp_sv text = pp_sv_trim(rest);
    if (pp_sv_starts(text, PP_SV("=")) && !pp_sv_starts(text, PP_SV("=="))) {
        text = skip_to_value(pp_sv_sub(text, 1, SIZE_MAX));
    } else if (!is_define) {
        return none;
    }
    size_t fallback = pp_sv_find(text, PP_SV("env.PORT || "), 0);
    if (fallback == SIZE_MAX) {
        fallback = pp_sv_find(text, PP_SV("env.PORT ?? "), 0);
    }
    return fallback != SIZE_MAX
               ? pp_sv_sub(text, fallback + PP_SV("env.PORT ?? ").len, SIZE_MAX)
               : text;
}

/* The name of a variable for a port at the start of `text`, or 0. A small
 * `port` is a variable only where it is declared. */
static size_t port_name_at(struct pp_sv text, bool is_first)
{
    size_t len = pp_word_len(text, "_");
    struct pp_sv name = pp_sv_sub(text, 0, len);
    bool is_known =
        pp_words_find("PORT|SERVER_PORT|HTTP_PORT|HTTPS_PORT|APP_PORT|"
                      "LISTEN_PORT|WEB_PORT|API_PORT",
                      name) > 0 ||
        (!is_first && pp_words_find("port|Port", name) > 0);
    return is_known ? len : 0;
}

static void read_variables(struct pp_sv line, struct pp_found *found)
{
    struct pp_sv text = pp_sv_trim(line);
    bool is_define = pp_sv_starts(text, PP_SV("#define "));
    for (size_t i = 0; i < text.len; i++) {
        if (i > 0 && is_name_char(text.ptr[i - 1])) {
            continue;
        }
        struct pp_sv rest = pp_sv_sub(text, i, SIZE_MAX);
        size_t len = port_name_at(rest, i == 0);
        if (len > 0 && is_declared(pp_sv_sub(text, 0, i))) {
            struct pp_sv value =
                value_of(pp_sv_sub(rest, len, SIZE_MAX), is_define);
            (void)add_port(found, PP_TCP, value);
            return;
        }
    }
}

/* --- settings ------------------------------------------------------------- */

/* Words of the name of a setting, `management.server.port`: those that say
 * that the port is one to listen on, and those of another program's. */
static const char own_words[] =
    "server|http|https|listen|listener|web|app|api|bind|local|public|admin|"
    "management|rcon|query|ssl|grpc|rpc|service|ui|dashboard|console|game";
static const char other_words[] =
    "db|database|sql|mysql|postgres|redis|mongo|mongodb|remote|client|smtp|"
    "imap|mail|target|container|internal|dest|destination|peer|upstream|proxy|"
    "kafka|ldap|ftp|backend";

/* `server-port`: whether it is a name of words parted by marks, the last of
 * them `port`. */
static bool is_own_setting(struct pp_sv name)
{
    bool is_own = false;
    struct pp_sv word = {NULL, 0};
    for (size_t at = 0; at < name.len; at += word.len + 1) {
        struct pp_sv rest = pp_sv_sub(name, at, SIZE_MAX);
        word = pp_sv_sub(rest, 0, pp_word_len(rest, ""));
        if (word.len == 0 || pp_words_has(other_words, word)) {
            return false;
        }
        is_own = is_own || pp_words_has(own_words, word);
    }
    return is_own && pp_words_has("port|ports", word);
}

/* `-D` of Java and a comment's mark stand before a name, and no more. */
static struct pp_sv without_mark(struct pp_sv text)
{
    size_t len = pp_words_start("-D|--|# |#", text);
    return pp_sv_sub(text, len, SIZE_MAX);
}

/* `server-port=25565` of a file of properties, alone on the line or an
 * argument of Java's. */
static void read_setting(struct pp_sv line, struct pp_found *found)
{
    struct pp_sv token;
    struct pp_sv rest = line;
    while (pp_take_token(&rest, &token)) {
        struct pp_sv text = without_mark(pp_bare_token(token));
        size_t len = pp_word_len(text, "._-");
        struct pp_sv behind = pp_trim_start(
            pp_sv_sub(line, (size_t)(text.ptr - line.ptr) + len, SIZE_MAX),
            " \t");
        bool has_mark = pp_sv_starts(behind, PP_SV("=")) ||
                        pp_sv_starts(behind, PP_SV(":"));
        if (has_mark && is_own_setting(pp_sv_sub(text, 0, len))) {
            (void)add_port(
                found, PP_TCP, skip_to_value(pp_sv_sub(behind, 1, SIZE_MAX)));
        }
    }
}

/* nginx's `listen 8080;`, `listen [::]:80 default_server;`, Apache's `Listen
 * 0.0.0.0:8080`: alone on the line. */
static void read_listen(struct pp_sv line, struct pp_found *found)
{
    struct pp_sv text = pp_sv_trim(line);
    bool is_nginx =
        pp_sv_starts(text, PP_SV("listen ")) && pp_sv_ends(text, PP_SV(";"));
    if (!is_nginx && !pp_sv_starts(text, PP_SV("Listen "))) {
        return;
    }
    struct pp_sv token;
    struct pp_sv rest = pp_sv_sub(text, PP_SV("listen ").len, SIZE_MAX);
    if (!pp_take_token(&rest, &token) || (!is_nginx && rest.len > 0)) {
        return;
    }
    size_t colon = SIZE_MAX;
    for (size_t i = 0; i < token.len; i++) {
        colon = token.ptr[i] == ':' ? i : colon;
    }
    bool is_udp = pp_sv_find(rest, PP_SV("udp"), 0) != SIZE_MAX;
    (void)add_port(found,
                   is_udp ? PP_UDP : PP_TCP,
                   colon != SIZE_MAX ? pp_sv_sub(token, colon + 1, SIZE_MAX)
                                     : token);
}

/* `port: 3000` right below `server:`. */
static void
read_server(struct pp_code *code, struct pp_sv line, struct pp_found *found)
{
    struct pp_sv text = pp_sv_trim(line);
    if (code->is_in_server && pp_sv_starts(text, PP_SV("port:"))) {
        (void)add_port(
            found,
            PP_TCP,
            skip_to_value(pp_sv_sub(text, PP_SV("port:").len, SIZE_MAX)));
    }
    code->is_in_server =
        pp_words_find("server:|server: {|devServer: {", text) > 0;
}

static bool has_digit(struct pp_sv line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (pp_is_digit(line.ptr[i])) {
            return true;
        }
    }
    return false;
}

void pp_code_read(struct pp_code *code,
                  struct pp_sv line,
                  const struct pp_byte_set *bytes,
                  struct pp_found *found)
{
    if (has_digit(line)) {
        read_leads(line, bytes, found);
        if (pp_byte_set_may_hold(bytes, PP_SV("port")) &&
            pp_sv_find_nocase(line, PP_SV("port"), 0) != SIZE_MAX) {
            read_variables(line, found);
            read_setting(line, found);
        }
        read_listen(line, found);
    }
    read_server(code, line, found);
}
