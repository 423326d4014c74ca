/*
 * Ports named outside of tables: what counts and what does not, and the laws:
 * a mention changes no verdict wherever it stands, a port that is named is
 * found, an error in the same paste outranks it, other text names none.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/check.h"

#include "base/bounds.h"
#include "random.h"
#include "seed.h"
#include "summary.h"

/* "filter 9187/tcp; note 9187/tcp", "-" for none. */
static const char *mentions_of(const struct pp_load *load)
{
    static char text[16384];
    size_t used = 0;
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind != PP_FACT_MENTION || used + 64 > sizeof(text)) {
            continue;
        }
        const struct pp_range range = facts[i].range;
        used += (size_t)snprintf(text + used,
                                 sizeof(text) - used,
                                 "%s%s %u",
                                 used > 0 ? "; " : "",
                                 pp_mention_kind_name(facts[i].as.mention.kind),
                                 (unsigned)range.first);
        if (range.last > range.first) {
            used += (size_t)snprintf(
                text + used, sizeof(text) - used, "-%u", (unsigned)range.last);
        }
        used += (size_t)snprintf(text + used,
                                 sizeof(text) - used,
                                 "/%s",
                                 pp_protocol_name(facts[i].protocol));
    }
    return used > 0 ? text : "-";
}

struct row {
    const char *text;
    const char *mentions;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_load *load = pp_test_load(rows[i].text);
        const char *found = mentions_of(load);
        cr_expect_str_eq(found,
                         rows[i].mentions,
                         "row %zu: '%s', not '%s'\n%s",
                         i,
                         found,
                         rows[i].mentions,
                         rows[i].text);
        pp_load_free(load);
    }
}

/* clang-format off */
static const struct row filters[] = {
    {"netstat -ano | findstr :9187", "filter 9187/tcp"},
    {"PS C:\\> netstat -ano | findstr 9187", "filter 9187/tcp"},
    {"netstat -ano | findstr /i \"9187\"", "filter 9187/tcp"},
    {"C:\\>netstat -aon|find \":9187\"", "filter 9187/tcp"},
    {"C:\\>netstat -aon | find /i \"9187\"", "filter 9187/tcp"},
    {"netstat -ano | grep 9187", "filter 9187/tcp"},
    {"netstat -ano | Select-String 9187", "filter 9187/tcp"},
    {"netstat -ano | Select-String -Pattern ':9187'", "filter 9187/tcp"},
    {"netstat -ano | sls \"9187 \"", "filter 9187/tcp"},
    {"netstat -ano -p udp | findstr 9187", "filter 9187/udp"},
    {"netstat -ano | findstr UDP | findstr :9187", "filter 9187/udp"},
    {"Get-NetTCPConnection -LocalPort 9187", "filter 9187/tcp"},
    {"Get-NetTCPConnection -LocalPort 9187,9188 | ft", "filter 9187/tcp; filter 9188/tcp"},
    {"Get-NetUDPEndpoint -LocalPort 9187", "filter 9187/udp"},
    {"Get-Process -Id (Get-NetTCPConnection -LocalPort 9187).OwningProcess", "filter 9187/tcp"},
    {"Get-NetTCPConnection | Where-Object LocalPort -eq 9187", "filter 9187/tcp"},
    {"Get-NetTCPConnection | ? { $_.LocalPort -eq 9187 }", "filter 9187/tcp"},
    {"Test-NetConnection localhost -Port 9187", "filter 9187/tcp"},
    {"Test-NetConnection -ComputerName 127.0.0.1 -Port 9187", "filter 9187/tcp"},
    {"Test-NetConnection -ComputerName db01 -Port 1433", "-"},
    {"tnc db01 -Port 1433", "-"},
    {"lsof -i :9187", "filter 9187/tcp"},
    {"sudo lsof -nP -iTCP:9187 -sTCP:LISTEN", "filter 9187/tcp"},
    {"lsof -i udp:9187", "filter 9187/udp"},
    {"nc -lvp 9187", "filter 9187/tcp"},
    {"nc -l 9187", "filter 9187/tcp"},
    {"nc -ul 9187", "filter 9187/udp"},
    {"nc -zv 10.0.0.9 22", "-"},
    {"netstat -ano | findstr \":9187 :9188\"", "filter 9187/tcp; filter 9188/tcp"},
    {"netstat -an | grep -E '9187|9188'", "filter 9187/tcp; filter 9188/tcp"},
    {"netstat -ano | findstr /r /c:\":9187 \"", "filter 9187/tcp"},
    {"netstat -ano | findstr \"0.0.0.0:9187\"", "filter 9187/tcp"},
    {"netstat -ano | findstr \"10.0.0.5:1433\"", "-"},
    {"tasklist | findstr 5212", "-"},
    {"tasklist /fi \"pid eq 5212\"", "-"},
    {"Get-Process | findstr 5212", "-"},
    {"netstat -ano | findstr LISTENING", "-"},
    {"netstat -ano | findstr /v 9187", "-"},
    {"netstat -ano | find /c /v \"\"", "-"},
    {"grep 9187 app.log", "-"},
    {"grep \":9187\" app.log", "filter 9187/tcp"},
    {"grep 12:30 app.log", "-"},
    {"netstat -ano | findstr 70000", "-"},
    {"netstat -ano | findstr :0", "-"},
    {"netsh interface ipv4 show excludedportrange protocol=tcp | findstr 9187", "filter 9187/tcp"},
    {"netsh int ipv4 show excludedportrange udp | findstr 9187", "filter 9187/udp"},
    {"netstat -ano |\n  findstr 9187", "filter 9187/tcp"},
    {"for /f \"tokens=5\" %a in ('netstat -ano ^| findstr :9187') do taskkill /F /PID %a", "filter 9187/tcp"},
    {"git log | grep 1234", "-"},
    {"I ran `netstat -ano | findstr :9187` and it shows nothing", "filter 9187/tcp"},
    {"sc queryex winnat | find \"STATE\"", "-"},
    {"netstat -aon | findstr '9187'", "filter 9187/tcp"},
    {"netstat -ano|findstr \"9187\"", "filter 9187/tcp"},
    {"get-process -id (get-nettcpconnection -localport 9187).owningprocess", "filter 9187/tcp"},
    {"netstat -a -n -o | find \"9187\"", "filter 9187/tcp"},
    {"Get-NetTCPConnection -LocalPort 9187 -State Listen", "filter 9187/tcp"},
    {"netsh http show servicestate | findstr 9187", "filter 9187/tcp"},
    {"netstat -ano | where {$_ -like \"*:9187*\"}", "filter 9187/tcp"},
    {"netstat -an | Select-String \":9187 \"", "filter 9187/tcp"},
    {"ss -ltnp | grep 9187", "filter 9187/tcp"},
    {"netstat -tulpn | grep 9187", "filter 9187/tcp"},
    {"netstat -anp udp | findstr 9187", "filter 9187/udp"},
    {"Get-NetTCPConnection | ? LocalPort -eq 9187", "filter 9187/tcp"},
    {"netstat -ano | sls 9187 -SimpleMatch", "filter 9187/tcp"},
    {"Get-NetUDPEndpoint -LocalPort 53; Get-NetTCPConnection -LocalPort 80", "filter 53/udp; filter 80/tcp"},
    {"\xE7\x94\xA8 netstat -ano | findstr 9187\xE6\x9F\xA5\xE7\x9C\x8B", "filter 9187/tcp"},
};

static const struct row mappings[] = {
    {"    ports:\n      - \"9187:9187\"", "compose 9187/tcp"},
    {"    ports:\n      - 9187:80", "compose 9187/tcp"},
    {"ports:\n- \"127.0.0.1:8001:8001/udp\"", "compose 8001/udp"},
    {"ports:\n - \"3000-3005:3000-3005\"", "compose 3000-3005/tcp"},
    {"ports:\n - target: 80\n   published: 8080\n   protocol: tcp", "compose 8080/tcp"},
    {"ports:\n - target: 80\n   published: \"8080\"\n   protocol: udp", "compose 8080/udp"},
    {"ports:\n - protocol: udp\n   target: 80\n   published: \"8080\"", "compose 8080/udp"},
    {"ports:\n - target: 80\n   published: 8080\n   protocol: udp\n - target: 81\n   published: 8081", "compose 8080/udp; compose 8081/tcp"},
    {"ports:\n  - \"5432\"", "-"},
    {"ports:\n  - 5432", "-"},
    {"- \"9187:9187\"", "compose 9187/tcp"},
    {"- \"10:30\"", "-"},
    {"- 10:30", "-"},
    {"times:\n - \"10:30\"", "-"},
    {"ports: [\"9187:80\"]", "compose 9187/tcp"},
    {"ports: [ '9187:80', \"9188:81\" ]", "compose 9187/tcp; compose 9188/tcp"},
    {"ports:\n - \"${PORT:-3000}:80\"", "compose 3000/tcp"},
    {"ports:\n - \"127.0.0.1:${PORT:-3000}:80\"", "compose 3000/tcp"},
    {"ports:\n - \"127.0.0.1::80\"", "-"},
    {"ports:\n - \"[::1]:9187:80\"", "compose 9187/tcp"},
    {"docker run -p 8080:80 nginx", "compose 8080/tcp"},
    {"docker run -d --name x -p 127.0.0.1:8080:80 nginx", "compose 8080/tcp"},
    {"docker run -p 8080:80/udp nginx", "compose 8080/udp"},
    {"docker run --publish 8080:80 nginx", "compose 8080/tcp"},
    {"docker run --publish=8080:80 nginx", "compose 8080/tcp"},
    {"docker run -dp 8080:80 nginx", "compose 8080/tcp"},
    {"docker run -d \\\\\n  -p 8080:80 \\\\\n  nginx", "compose 8080/tcp"},
    {"docker run -p 5432 postgres", "-"},
    {"docker run -e PORT=3000 x", "-"},
    {"docker run redis --port 6379", "-"},
    {"docker ps -a", "-"},
    {"EXPOSE 8080", "-"},
    {"EXPOSE 8080/tcp", "-"},
    {"ENV PORT=3000", "-"},
    {"environment:\n  - PORT=3000", "-"},
    {"command: npm start -- --port 3000", "-"},
    {"kubectl port-forward svc/web 9187:80", "compose 9187/tcp"},
    {"docker run -v C:\\data:/data x", "-"},
    {"published: 2023", "-"},
    {"published: 2023-01-01", "-"},
    {"hostPort: 8080", "compose 8080/tcp"},
    {"ports:\n - port: 80\n   targetPort: 8080\n   nodePort: 30080", "-"},
    {"ports:\n - containerPort: 80", "-"},
    {"ports:\n  - \"0:80\"", "-"},
    {"ports:\n  - \"70000:80\"", "-"},
    {"ports:\n - {target: 80, published: 8080}", "compose 8080/tcp"},
    {"ports:\n - {target: 80, published: \"8080\", protocol: udp}", "compose 8080/udp"},
};

static const struct row code[] = {
    {"s.bind(('127.0.0.1', 9187))", "code 9187/tcp"},
    {"sock.bind((\"\", 9187))", "code 9187/tcp"},
    {"app.listen(3000, () => console.log('up'))", "code 3000/tcp"},
    {"app.listen(3000)", "code 3000/tcp"},
    {"s.listen(5)", "-"},
    {"s.listen(128)", "-"},
    {"ServerSocket s = new ServerSocket(9187);", "code 9187/tcp"},
    {"server.port=8080", "code 8080/tcp"},
    {"\"applicationUrl\": \"https://localhost:5001\"", "code 5001/tcp"},
    {"\"applicationUrl\": \"https://localhost:5001;http://localhost:5000\",", "code 5001/tcp; code 5000/tcp"},
    {"node server.js --port 9187", "code 9187/tcp"},
    {"uvicorn main:app --port=9187 --host 0.0.0.0", "code 9187/tcp"},
    {"PORT=3000", "code 3000/tcp"},
    {"set PORT=3000", "code 3000/tcp"},
    {"$env:PORT = \"3000\"", "code 3000/tcp"},
    {"const port = process.env.PORT || 3000;", "code 3000/tcp"},
    {"const PORT = 3000", "code 3000/tcp"},
    {"DB_PORT=5432", "-"},
    {"http://localhost:3000", "-"},
    {"curl http://localhost:3000", "-"},
    {"curl -v http://10.0.0.5:8080/", "-"},
    {"ssh -p 2222 user@example.com", "-"},
    {"ssh -L 9000:db:5432 host", "code 9000/tcp"},
    {"server-port=25565", "code 25565/tcp"},
    {"management.server.port = 8085", "code 8085/tcp"},
    {"  http_port: '8086'", "code 8086/tcp"},
    {"java -jar a.jar -Dserver.port=8087 --debug", "code 8087/tcp"},
    {"ASPNETCORE_HTTP_PORTS=8088", "code 8088/tcp"},
    {"db.server.port=5432", "-"},
    {"server.port.range=5432", "-"},
    {"server-report=5432", "-"},
    {"remote.server.port: 8085", "-"},
    {"server..port=1, server.port=x", "-"},
    {"New-BcContainer -PublishPorts @(8089,443)", "code 8089/tcp"},
    {"gunicorn -b :8090 app", "code 8090/tcp"},
    {"{\"8080/tcp\": [{\"HostPort\": \"8091\"}]}", "code 8091/tcp"},
    {"mysql -h db --port 3307", "-"},
    {"mysql --host=10.0.0.3 --port=3306", "-"},
    {"listener.Prefixes.Add(\"http://localhost:8080/\");", "code 8080/tcp"},
    {"listener.Prefixes.Add(\"http://+:8080/\");", "code 8080/tcp"},
    {"set ASPNETCORE_URLS=http://localhost:5000", "code 5000/tcp"},
    {"ASPNETCORE_URLS=http://+:5000", "code 5000/tcp"},
    {"http.ListenAndServe(\":8080\", nil)", "code 8080/tcp"},
    {"ln, err := net.Listen(\"tcp\", \"127.0.0.1:8080\")", "code 8080/tcp"},
    {"pc, err := net.ListenPacket(\"udp\", \":8080\")", "code 8080/udp"},
    {"let l = TcpListener::bind(\"127.0.0.1:8080\").unwrap();", "code 8080/tcp"},
    {"net.Dial(\"tcp\", \"10.0.0.1:8080\")", "-"},
    {"var l = new TcpListener(IPAddress.Any, 8080);", "code 8080/tcp"},
    {"new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 8080)", "-"},
    {"python -m http.server 8000", "code 8000/tcp"},
    {"python manage.py runserver 8000", "code 8000/tcp"},
    {"python manage.py runserver 0.0.0.0:8000", "code 8000/tcp"},
    {"app.run(host='0.0.0.0', port=5000)", "code 5000/tcp"},
    {"server.listen({ port: 3000 })", "code 3000/tcp"},
    {"    listen 8080;", "code 8080/tcp"},
    {"Listen 8080", "code 8080/tcp"},
    {"server:\n  port: 8080", "code 8080/tcp"},
    {"port: 3000", "-"},
    {"at Server.listen (node:net:2008:7)", "-"},
    {"s.bind(('0.0.0.0', 0))", "-"},
    {"server.port=0", "-"},
    {"server.port=70000", "-"},
    {"\"sslPort\": 44300", "code 44300/tcp"},
    {"<Connector port=\"8080\" protocol=\"HTTP/1.1\"", "code 8080/tcp"},
    {"netsh advfirewall firewall add rule name=\"web\" dir=in action=allow protocol=TCP localport=8080", "-"},
    {"version 1.2.3 at 10:30 pid 4512", "-"},
    {"(WSL port-forward guide)\", \"ranges\": [[5357, 5357, false], [10620, 10719]]", "-"},
    {"netstat -ano | findstr 5", "-"},
    {"netsh http add urlacl url=http://+:8080/ user=Everyone", "code 8080/tcp"},
    {"Reserved URL            : http://+:80/Temporary_Listen_Addresses/", "-"},
    {"\"url\": \"http://*:5357/\"", "-"},
    {"server = await asyncio.start_server(handle, '127.0.0.1', 8888)", "code 8888/tcp"},
    {"server.add_insecure_port('[::]:50051')", "code 50051/tcp"},
    {"httpd = make_server('', 8000, app)", "code 8000/tcp"},
    {"app.Run(\"http://localhost:5000\");", "code 5000/tcp"},
    {"app.Run();", "-"},
    {"r.Run(\":8080\")", "code 8080/tcp"},
    {"s.bind((HOST, 9187))", "code 9187/tcp"},
    {"new IPEndPoint(ipAddress, 8080)", "-"},
    {"new IPEndPoint(IPAddress.Loopback, 8080)", "code 8080/tcp"},
    {"uvicorn.run(\"main:app\", host=\"0.0.0.0\", port=8000)", "code 8000/tcp"},
    {"with socketserver.TCPServer((\"\", 8000), Handler) as httpd:", "code 8000/tcp"},
    {"server.listen(3000, '127.0.0.1', () => {", "code 3000/tcp"},
    {"docker exec web curl http://localhost:3000", "-"},
    {"client.connect('127.0.0.1', 1883)", "-"},
    {"new WebSocket(\"ws://localhost:8080\")", "-"},
    {"jdbc:postgresql://localhost:5432/db", "-"},
    {"\"ConnectionStrings\": \"Server=localhost,1433\"", "-"},
    {"redis://localhost:6379", "-"},
    {"<a href=\"http://localhost:3000\">", "-"},
};

#define HEADING "Protocol tcp Port Exclusion Ranges\n\n" \
                "Start Port    End Port\n----------    --------\n"
#define UDP_HEADING "Protocol udp Port Exclusion Ranges\n\n" \
                    "Start Port    End Port\n----------    --------\n"

static const struct row notes[] = {
    {HEADING "  9113  9212   <--- 9187\n", "note 9187/tcp"},
    {HEADING "  9113  9212   <---9187\n", "note 9187/tcp"},
    {HEADING "  9113  9212   # my port 9187\n", "note 9187/tcp"},
    {HEADING "  9113  9212   // 9187 is here\n", "note 9187/tcp"},
    {HEADING "  9113  9212   (9187!)\n", "note 9187/tcp"},
    {HEADING "  9113  9212   * <- :9187\n", "note 9187/tcp"},
    {HEADING "  9113  9212   <- 9187, 9188\n", "note 9187/tcp; note 9188/tcp"},
    {HEADING "  9113  9212   \xE2\x86\x90 9187\n", "note 9187/tcp"},
    {HEADING "  9113  9212   <- 9187\xE5\x9C\xA8\xE8\xBF\x99\xE9\x87\x8C\n",
     "note 9187/tcp"},
    {UDP_HEADING "  9113  9212   <--- 9187\n", "note 9187/udp"},
    /* Counts, pids, years and times; versions; the port of another row. */
    {HEADING "  9113  9212   <- 100 ports\n", "-"},
    {HEADING "  9113  9212   <- pid 4512\n", "-"},
    {HEADING "  1913  2112   <- since 2023-05-01 at 20:30\n", "-"},
    {HEADING "  9113  9212   <- v9187.1\n", "-"},
    {HEADING "  9113  9212   <- 9113-9212\n", "-"},
    {HEADING "  9113  9212   <- not 9300\n", "-"},
    {HEADING "  9113  9212   <- 0, 70000\n", "-"},
    {HEADING "  9113  9212\n", "-"},
    /* Two numbers and a third make no table. */
    {"12 345 requests, 200 of them failed\n", "-"},
    {"12 345 requests, 200 of them failed\nbuild 7 done\n", "-"},
};

#define TABLE "\n  1850  1949\n  9113  9212\n* - Administered port exclusions.\n"

/* Sentences around a table. */
static const struct row sentences[] = {
    {"Start Port End Port" TABLE "So my default 9187 port is unusable.", "note 9187/tcp"},
    {"knowing which port my application needs (9187):\nStart Port End Port" TABLE, "note 9187/tcp"},
    {"ports 9187 and 9190 are gone\nStart Port End Port" TABLE, "note 9187/tcp; note 9190/tcp"},
    {"Start Port End Port" TABLE "it tries the first port in the range 9180-9189.", "note 9180-9189/tcp"},
    {"Start Port End Port" TABLE "**9187 TCP port** of my server", "note 9187/tcp"},
    {"Start Port End Port" TABLE "El puerto 9187 no funciona", "note 9187/tcp"},
    {"Start Port End Port" TABLE "9187\xE7\x95\xAA\xE3\x83\x9D\xE3\x83\xBC\xE3\x83\x88", "note 9187/tcp"},
    {"Start Port End Port" TABLE "\xE7\xAB\xAF\xE5\x8F\xA3 9187", "note 9187/tcp"},
    {"Start Port End Port" TABLE "port 1909 is gone, too", "note 1909/tcp"},
    {"Start Port End Port" TABLE "my server cannot listen on 9187", "note 9187/tcp"},
    {"Start Port End Port" TABLE "it fails to bind to 0.0.0.0:9187", "note 9187/tcp"},
    {"Start Port End Port" TABLE "http://localhost:9187/ is refused", "note 9187/tcp"},
    /* Its ends say that the row is meant; another place, that it is not. */
    {"Start Port End Port" TABLE "from 9113 to 9212 those ports are reserved", "-"},
    {"Start Port End Port" TABLE "the ports 9113-9212 are reserved", "-"},
    {"Start Port End Port" TABLE "so I moved it to port 9300, which works", "-"},
    /* Numbers of other things. */
    {"Start Port End Port" TABLE "The port is blocked. I have 9187 files.", "-"},
    {"Start Port End Port" TABLE "nothing to listen on. 9187 files", "-"},
    {"http://localhost:9187/ is refused", "-"},
    {"Start Port End Port" TABLE "Windows 10 1909, and the port is blocked", "-"},
    {"Start Port End Port" TABLE "the port is blocked since 1909", "-"},
    {"Start Port End Port" TABLE "I export 9187 files; the report has 9187 lines", "-"},
    {"Start Port End Port" TABLE "ports/9187.txt, port 9187ms, port v1.9187.2", "-"},
    {"my port is 9187", "-"},
};

/* A command that reserves one port: as good as a mention, and no mention. */
static const char reserving[] =
    "netsh int ipv4 add excludedportrange protocol=udp startport=9187 "
    "numberofports=1\n";

/* Text that names ports and asks about none of them. */
static const struct row others[] = {
    {"Server is listening on http://localhost:3000", "-"},
    {"msg=\"Start listening for connections\" address=0.0.0.0:9090", "-"},
    {"LOG:  listening on IPv4 address \"127.0.0.1\", port 5432", "-"},
    {"* daemon not running; starting now at tcp:5037", "-"},
    {"INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C)", "-"},
    {"dial tcp 34.210.105.16:443: connectex: refused", "-"},
    {"Error: connect ECONNREFUSED 127.0.0.1:5432", "-"},
    {"    at Server.listen (node:net:2008:7)", "-"},
    {"\tat java.net.ServerSocket.implAccept(ServerSocket.java:560)", "-"},
    {"server.ts(3000,13): error TS2345: Argument of type 'string'", "-"},
    {"app.js:8080:12: error: expected ';'", "-"},
    {"Downloading 80% [8080/10048] 10013 KB/s", "-"},
    {"docker version 27.2.0, build 3ab4256, port mapping supported", "-"},
    {"C:\\build\\port\\listen.c(10048): warning C4996: 'bind'", "-"},
    {"Hi, should I open port 25565 in my router?", "-"},
    {"Port 8080 is already in use by Skype, so I moved to 8081.", "-"},
    {"netsh interface portproxy add v4tov4 listenport=2222 connectport=2222 "
     "connectaddress=172.28.193.155", "-"},
    {"taskkill /PID 10048 /F", "-"},
    {"named[10048]: zone example.com/IN: loaded serial 2024050101", "-"},
    {"error: failed to bind parameter 3 of statement at port.sql:8080", "-"},
    {"CONTAINER ID   PORTS\nb7a07fbf5b9d   0.0.0.0:8080->8080/tcp", "-"},
    {"Event 10048: service listen in DLL failed (port counter 80)", "-"},
    {"debug1: Connecting to 0.tcp.sa.ngrok.io port 10132.", "-"},
    {"[12:22:11] [Server thread/INFO]: Loading 3000 properties", "-"},
    {"const socket = net.connect({ host: 'db', port: 5432 });", "-"},
    {"  LocalPort      : 8080\n  RemotePort     : 0", "-"},
    {"  \"LocalPort\": 8080,", "-"},
    {"export default { version: 3000, support: 8080 }", "-"},
    {"Transport=3000 import=8080 REPORT=9090", "-"},
};
/* clang-format on */

Test(mentions, filters)
{
    check_rows(filters, PP_ARRAY_LEN(filters));
}

Test(mentions, mappings)
{
    check_rows(mappings, PP_ARRAY_LEN(mappings));
}

Test(mentions, code)
{
    check_rows(code, PP_ARRAY_LEN(code));
}

Test(mentions, notes)
{
    check_rows(notes, PP_ARRAY_LEN(notes));
}

Test(mentions, sentences)
{
    check_rows(sentences, PP_ARRAY_LEN(sentences));
}

Test(mentions, a_single_port_that_is_reserved_is_meant)
{
    static const struct {
        const char *with;
        size_t count;
    } rows[] = {{"", 1}, {"0", 0}, {"00", 0}};
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        char text[160];
        snprintf(text,
                 sizeof(text),
                 "%.*s%s\n",
                 (int)strlen(reserving) - 1,
                 reserving,
                 rows[i].with);
        struct pp_load *load = pp_test_load(text);
        size_t count = 0;
        const struct pp_fact *facts = pp_load_facts(load, &count);
        struct pp_port_list list = {0};
        cr_assert_eq(pp_port_list_from_facts(facts, count, &list), PP_OK);
        cr_assert_eq(list.count, rows[i].count, "%s", text);
        cr_expect(list.count == 0 || (list.items[0].range.first == 9187 &&
                                      list.items[0].protocol == PP_UDP));
        pp_port_list_done(&list);
        pp_load_free(load);
    }
}

Test(mentions, other_text_names_none)
{
    check_rows(others, PP_ARRAY_LEN(others));
}

/* --- laws ----------------------------------------------------------------- */

/* Every `@` becomes the port. */
static const struct template
{
    const char *text;
    enum pp_mention_kind kind;
    enum pp_protocol protocol;
}
templates[] = {
    {"PS C:\\> netstat -ano | findstr :@", PP_MENTION_FILTER, PP_TCP},
    {"netstat -ano -p udp | find \":@\"", PP_MENTION_FILTER, PP_UDP},
    {"Get-NetTCPConnection -LocalPort @", PP_MENTION_FILTER, PP_TCP},
    {"Get-NetUDPEndpoint -LocalPort @", PP_MENTION_FILTER, PP_UDP},
    {"> lsof -i :@", PP_MENTION_FILTER, PP_TCP},
    {"docker run -d -p @:80 web", PP_MENTION_COMPOSE, PP_TCP},
    {"docker run --publish 127.0.0.1:@:53/udp dns", PP_MENTION_COMPOSE, PP_UDP},
    {"      - \"@:@\"", PP_MENTION_COMPOSE, PP_TCP},
    {"    ports: [\"@:80/udp\"]", PP_MENTION_COMPOSE, PP_UDP},
    {"s.bind(('127.0.0.1', @))", PP_MENTION_CODE, PP_TCP},
    {"new DatagramSocket(@);", PP_MENTION_CODE, PP_UDP},
    {"server.port=@", PP_MENTION_CODE, PP_TCP},
    {"node app.js --port @", PP_MENTION_CODE, PP_TCP},
    {"http.ListenAndServe(\":@\", nil)", PP_MENTION_CODE, PP_TCP},
};

static const char *const paste[] = {
    "Hello, my server does not start.",
    "",
    "C:\\>netsh int ipv4 show excludedportrange protocol=tcp",
    "",
    "Protocol tcp Port Exclusion Ranges",
    "",
    "Start Port    End Port",
    "----------    --------",
    "      5357        5357",
    "     50000       50059     *",
    "     52113       52212",
    "     60313       60412",
    "",
    "* - Administered port exclusions.",
    "",
    "Active Connections",
    "",
    "  Proto  Local Address          Foreign Address        State",
    "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING",
    "  UDP    0.0.0.0:5353           *:*",
    "",
    "Thanks for any help.",
};

static void add_template(struct pp_buf *text,
                         const struct template *template,
                         uint16_t port)
{
    for (const char *at = template->text; *at != '\0'; at++) {
        if (*at == '@') {
            pp_buf_printf(text, "%u", (unsigned)port);
        } else {
            pp_buf_add_char(text, *at);
        }
    }
    pp_buf_add_char(text, '\n');
}

/* The paste, with the line in front of line `at`; SIZE_MAX: nowhere. */
static void write_paste(struct pp_buf *text,
                        size_t at,
                        const struct template *template,
                        uint16_t port)
{
    pp_buf_clear(text);
    for (size_t i = 0; i <= PP_ARRAY_LEN(paste); i++) {
        if (i == at) {
            add_template(text, template, port);
        }
        if (i < PP_ARRAY_LEN(paste)) {
            pp_buf_add_str(text, paste[i]);
            pp_buf_add_char(text, '\n');
        }
    }
}

/* The verdict of every port of both protocols, span by span. */
static void write_verdicts(struct pp_load *load, struct pp_buf *out)
{
    struct pp_port_query query[] = {{{1, 65535}, PP_TCP}, {{1, 65535}, PP_UDP}};
    const struct pp_port_list list = {query, PP_ARRAY_LEN(query), 0};
    const struct pp_check_options options = {0};
    struct pp_machine *machine = NULL;
    struct pp_check *check = NULL;
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    cr_assert_eq(pp_check_run(machine, &list, &options, &check), PP_OK);
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    pp_buf_clear(out);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(out,
                      "%s %u-%u %u\n",
                      pp_protocol_name(spans[i].protocol),
                      (unsigned)spans[i].range.first,
                      (unsigned)spans[i].range.last,
                      (unsigned)spans[i].verdict);
    }
    pp_check_free(check);
    pp_machine_free(machine);
}

static bool names(const struct pp_load *load,
                  const struct template *template,
                  uint16_t port)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_MENTION && facts[i].range.first == port &&
            facts[i].range.last == port &&
            facts[i].protocol == template->protocol &&
            facts[i].as.mention.kind == template->kind) {
            return true;
        }
    }
    return false;
}

/* A list of sockets is another one below another command. */
static size_t count_other_sections(const struct pp_load *load)
{
    size_t count = 0;
    size_t found = 0;
    const struct pp_section *sections = pp_load_sections(load, &count);
    for (size_t i = 0; i < count; i++) {
        found += sections[i].format != PP_SECTION_NETSTAT;
    }
    return found;
}

/* At every place of the paste, every template. */
Test(mentions, change_no_verdict_and_are_found)
{
    uint32_t seed = pp_test_seed("mentions");
    struct pp_test_random random = pp_test_random_from(seed);
    struct pp_buf text;
    struct pp_buf without;
    struct pp_buf with;
    pp_buf_init(&text, 1 << 20);
    pp_buf_init(&without, 1 << 20);
    pp_buf_init(&with, 1 << 20);
    write_paste(&text, SIZE_MAX, NULL, 0);
    struct pp_load *load = pp_test_load(text.data);
    const size_t section_count = count_other_sections(load);
    cr_assert_str_eq(mentions_of(load), "-");
    write_verdicts(load, &without);
    pp_load_free(load);
    for (size_t i = 0; i < PP_ARRAY_LEN(templates); i++) {
        for (size_t at = 0; at <= PP_ARRAY_LEN(paste); at++) {
            uint16_t port = (uint16_t)pp_test_random_in(&random, 1024, 65535);
            write_paste(&text, at, &templates[i], port);
            load = pp_test_load(text.data);
            write_verdicts(load, &with);
            cr_expect_str_eq(with.data,
                             without.data,
                             "PP_SEED=%u: %s %u at line %zu changes a verdict",
                             seed,
                             templates[i].text,
                             (unsigned)port,
                             at);
            cr_expect_eq(count_other_sections(load), section_count);
            cr_expect(names(load, &templates[i], port),
                      "PP_SEED=%u: %s at line %zu: %u is not found, only %s",
                      seed,
                      templates[i].text,
                      at,
                      (unsigned)port,
                      mentions_of(load));
            pp_load_free(load);
        }
    }
    pp_buf_done(&text);
    pp_buf_done(&without);
    pp_buf_done(&with);
}

/* Below a heading, a table waits for a number; that of a command is none. */
Test(mentions, are_no_values_of_a_dynamic_range)
{
    static const char *const lines[] = {
        "Protokol udp Dynamic Port Range",
        "---------------------------------",
        "Primul port     : 1024",
        "Numar porturi : 13977",
    };
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (size_t i = 0; i < PP_ARRAY_LEN(templates); i++) {
        /* A heading in unknown words stands right above its dashes. */
        for (size_t at = 2; at <= PP_ARRAY_LEN(lines); at++) {
            pp_buf_clear(&text);
            for (size_t k = 0; k <= PP_ARRAY_LEN(lines); k++) {
                if (k == at) {
                    add_template(&text, &templates[i], 9187);
                }
                if (k < PP_ARRAY_LEN(lines)) {
                    pp_buf_printf(&text, "%s\n", lines[k]);
                }
            }
            cr_expect_str_eq(pp_test_facts_of(text.data),
                             "udp dynamic: 1024+13977",
                             "%s",
                             text.data);
        }
    }
    pp_buf_done(&text);
}

/* A note behind any row of the paste. */
Test(mentions, notes_change_no_verdict)
{
    struct pp_buf text;
    struct pp_buf without;
    struct pp_buf with;
    pp_buf_init(&text, 1 << 20);
    pp_buf_init(&without, 1 << 20);
    pp_buf_init(&with, 1 << 20);
    write_paste(&text, SIZE_MAX, NULL, 0);
    struct pp_load *load = pp_test_load(text.data);
    write_verdicts(load, &without);
    pp_load_free(load);
    for (size_t at = 8; at < 12; at++) {
        static const char *const ports[] = {"5357", "50007", "52200", "60400"};
        pp_buf_clear(&text);
        for (size_t i = 0; i < PP_ARRAY_LEN(paste); i++) {
            pp_buf_printf(&text,
                          "%s%s%s\n",
                          paste[i],
                          i == at ? "   <- my server's port " : "",
                          i == at ? ports[at - 8] : "");
        }
        load = pp_test_load(text.data);
        write_verdicts(load, &with);
        cr_expect_str_eq(with.data, without.data, "row %zu", at);
        cr_expect(strstr(mentions_of(load), ports[at - 8]) != NULL,
                  "row %zu: %s",
                  at,
                  mentions_of(load));
        pp_load_free(load);
    }
    pp_buf_done(&text);
    pp_buf_done(&without);
    pp_buf_done(&with);
}

/* An error that names a port outranks whatever else is named. */
Test(mentions, an_error_comes_first)
{
    struct pp_test_random random = pp_test_random_from(pp_test_seed("errors"));
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (size_t i = 0; i < PP_ARRAY_LEN(templates); i++) {
        uint16_t port = (uint16_t)pp_test_random_in(&random, 1024, 65535);
        write_paste(&text, i, &templates[i], port);
        pp_buf_add_str(&text,
                       "listen tcp 0.0.0.0:9187: bind: An attempt was made to "
                       "access a socket in a way forbidden by its access "
                       "permissions.\n");
        struct pp_load *load = pp_test_load(text.data);
        size_t count = 0;
        const struct pp_fact *facts = pp_load_facts(load, &count);
        struct pp_port_list list = {0};
        cr_assert_eq(pp_port_list_from_facts(facts, count, &list), PP_OK);
        cr_expect_eq(list.count, 1, "%s", templates[i].text);
        cr_expect(list.count > 0 && list.items[0].range.first == 9187,
                  "%s",
                  templates[i].text);
        pp_port_list_done(&list);
        pp_load_free(load);
    }
    pp_buf_done(&text);
}

/* The strongest kind alone; a range whose ports are all named already adds
 * none. */
Test(mentions, the_strongest_kind_counts)
{
    struct pp_load *load =
        pp_test_load("server.port=8080\nnetstat -ano | findstr :9187\n"
                     "docker run -p 7000:80 web\n");
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    struct pp_port_list list = {0};
    cr_expect_str_eq(mentions_of(load),
                     "filter 9187/tcp; compose 7000/tcp; code 8080/tcp");
    cr_assert_eq(pp_port_list_from_facts(facts, count, &list), PP_OK);
    cr_assert_eq(list.count, 1);
    cr_expect_eq(list.items[0].range.first, 9187);
    pp_port_list_done(&list);
    pp_load_free(load);
    load = pp_test_load("docker run -p 3000-3005:3000-3005 -p 3003:80 web\n");
    facts = pp_load_facts(load, &count);
    cr_assert_eq(pp_port_list_from_facts(facts, count, &list), PP_OK);
    cr_assert_eq(list.count, 1);
    cr_expect_eq(list.items[0].range.last, 3005);
    pp_port_list_done(&list);
    pp_load_free(load);
}

/* However many a capture names: a bounded number of each kind is kept. */
Test(mentions, are_bounded)
{
    struct pp_buf text;
    size_t kinds[PP_MENTION_KIND_COUNT] = {0};
    pp_buf_init(&text, 1 << 24);
    for (uint16_t port = 10000; port < 12000; port++) {
        for (size_t i = 0; i < PP_ARRAY_LEN(templates); i++) {
            add_template(&text, &templates[i], port);
        }
    }
    struct pp_load *load = pp_test_load(text.data);
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(facts[i].kind, PP_FACT_MENTION);
        kinds[facts[i].as.mention.kind]++;
    }
    cr_expect_eq(kinds[PP_MENTION_FILTER], PP_LIMIT_MENTIONS);
    cr_expect_eq(kinds[PP_MENTION_COMPOSE], PP_LIMIT_MENTIONS);
    cr_expect_eq(kinds[PP_MENTION_CODE], PP_LIMIT_MENTIONS);
    cr_expect_eq(pp_load_totals(load).sections, 0);
    cr_expect_eq(pp_load_totals(load).facts, 0);
    pp_load_free(load);
    pp_buf_done(&text);
}

static enum pp_status refuse_mention(void *user, const struct pp_fact *fact)
{
    (void)user;
    return fact->kind == PP_FACT_MENTION ? PP_ERR_INVALID : PP_OK;
}

/* Whoever takes facts as they come gets none, and nothing is held for them. */
Test(mentions, are_not_streamed)
{
    const struct pp_fact_sink sink = {.fact = refuse_mention};
    const struct pp_load_options options = {.sink = &sink};
    struct pp_load *load = NULL;
    cr_assert_eq(pp_load_new(&options, &load), PP_OK);
    cr_expect_eq(pp_load_add_bytes(load,
                                   PP_SV("stream"),
                                   PP_SV("netstat -ano | findstr :9187\n")),
                 PP_OK);
    pp_load_free(load);
}

/* A megabyte of a log, of random words and numbers, names no port. */
Test(mentions, logs_name_none)
{
    static const char *const words[] = {
        "INFO",    "worker",   "port",     "listening", "GET /api/v1",
        "at",      "bind",     "socket",   "0.0.0.0",   "127.0.0.1",
        "status",  "10:22:31", "accepted", "server",    "netstat",
        "docker",  "run",      "compose",  "localhost", "http://localhost:3000",
        "[error]", "grep",     "findstr",  "code=",     "took",
        "ms",      "(eval):",  "listen",   "pid",       "ports",
    };
    struct pp_test_random random = pp_test_random_from(pp_test_seed("logs"));
    struct pp_buf text;
    pp_buf_init(&text, 1 << 22);
    while (text.len < 1 << 20) {
        uint32_t length = pp_test_random_in(&random, 2, 12);
        for (uint32_t i = 0; i < length; i++) {
            uint32_t pick = pp_test_random_below(&random, 40);
            if (pick < PP_ARRAY_LEN(words)) {
                pp_buf_printf(&text, "%s ", words[pick]);
            } else {
                pp_buf_printf(
                    &text, "%u ", pp_test_random_below(&random, 70000));
            }
        }
        pp_buf_add_char(&text, '\n');
    }
    struct pp_load *load = pp_test_load(text.data);
    cr_expect_str_eq(mentions_of(load), "-");
    pp_load_free(load);
    pp_buf_done(&text);
}
