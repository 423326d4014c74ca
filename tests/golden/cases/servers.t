# What gives ports to servers: RPC's list, and services with ports of their own.
$ printf 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet]\n"Ports"=hex(7):37,00,32,00,30,00,30,00,2d,00,37,00,34,00,39,00,39,00,00,00,00,00\n"PortsInternetAvailable"="y"\n"UseInternetPorts"="Y"\n' >rpc.reg; portplan show rpc.reg --quiet; portplan check 7250 rpc.reg --quiet
rpc.reg: registry export; 0 rows, nothing left out

registry  Ports = 7200-7499 (rpc.reg:4), PortsInternetAvailable = y (rpc.reg:5), UseInternetPorts = Y (rpc.reg:6)

rpc  servers get their ports, at random, of 7200-7499 only; 300 ports
     (rpc.reg:4)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
7250/tcp  unknown: the captures hold no exclusion table for tcp
  RPC gives 7200-7499 to servers at random: Ports (rpc.reg:4)
  by convention 6800-7568: Ceph OSD, MDS and MGR
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
? exit 1

# The list is what servers get none of; a bad entry voids it; without the flags
# nobody knows.
$ printf 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\n    Ports    REG_MULTI_SZ    7200-7299\\04999\n    PortsInternetAvailable    REG_SZ    N\n    UseInternetPorts    REG_SZ    Y\n' | portplan show - --quiet
standard input: reg query output; 0 rows, nothing left out

registry  Ports = 7200-7299 4999 (standard input:2), PortsInternetAvailable = N (standard input:3), UseInternetPorts = Y (standard input:4)

rpc  servers get no port of 4999, 7200-7299, but others of the dynamic range
     (standard input:2)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0
$ printf 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\n    Ports    REG_MULTI_SZ    7200-7299\\07400-70000\n    PortsInternetAvailable    REG_SZ    Y\n    UseInternetPorts    REG_SZ    Y\n' | portplan show -
standard input: reg query output; 0 rows, nothing left out

registry  Ports = 7200-7299 7400-70000 (standard input:2), PortsInternetAvailable = Y (standard input:3), UseInternetPorts = Y (standard input:4)

rpc  the list of ports is void, for '7400-70000' is no port and no range:
     servers are refused with error 87 (standard input:2)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
! standard input:2:5: warning: '7400-70000' in Ports is no port and no range such as 5000-5100: RPC takes the whole list for invalid [PP-558]
!     Ports    REG_MULTI_SZ    7200-7299\07400-70000
!     ^
! (portplan explain PP-558 says more)
? exit 0
$ printf 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\n    Ports    REG_MULTI_SZ    4990-5009\n' | portplan show - --quiet
standard input: reg query output; 0 rows, nothing left out

registry  Ports = 4990-5009 (standard input:2)

rpc  servers may get ports of 4990-5009, or of all others:
     PortsInternetAvailable and UseInternetPorts (Y or N) say which; 20 ports
     (Microsoft advises 100 or more), 11 below 5001, where other programs listen
     (standard input:2)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0
$ printf 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\n    PortsInternetAvailable    REG_SZ    Y\n' | portplan show - --quiet
standard input: reg query output; 0 rows, nothing left out

registry  PortsInternetAvailable = Y (standard input:2)

rpc  no list of ports: servers get theirs of the dynamic range (standard
     input:2)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# In PowerShell's words, with a table and the ports of two services. A
# reservation keeps a port of the list from nobody.
$ printf 'Ports                  : {7200-7399, 50010}\nPortsInternetAvailable : Y\nUseInternetPorts       : Y\nPSPath                 : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet\n\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters\n    TCP/IP Port    REG_DWORD    0xc001\n\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters\n    DCTcpipPort    REG_DWORD    0xc002\n\n' >dc.txt; printf 'netsh int ipv4 show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      7260        7359\n     50000       50059     *\n\n* - Administered port exclusions.\n' >>dc.txt; portplan check 7200,7300,50010,49153 dc.txt --quiet
7200/tcp  at-risk: it can be bound now, but RPC gives it to servers at random
  RPC gives 7200-7399 to servers at random: Ports (dc.txt:1)
  in the dynamic range 1024-15000, assumed: 1024+13977, the smallest usual range
    that contains every block
  by convention 6800-7568: Ceph OSD, MDS and MGR
  7200 is registered for fodms (IANA)
  cure: use another port, or give servers others in the registry and restart: a
        reservation does not keep this one from them
7300/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 7260-7359, owner winnat (likely): block of 100 (dc.txt:18)
  RPC gives 7200-7399 to servers at random: Ports (dc.txt:1)
  by convention 6800-7568: Ceph OSD, MDS and MGR
  7300 is registered for swx (IANA)
  7300 was once used by malware: NetSpy (trojan, list of 2005); says nothing
    about this machine
  cure: stop winnat, reserve 7300, start winnat; the block comes back elsewhere
        or use another port: 15003, the nearest good one outside the dynamic
        range
50010/tcp  at-risk: it can be bound now, but RPC gives it to servers at random
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS
    makes itself (dc.txt:19)
  RPC gives 50010 to servers at random: Ports (dc.txt:1)
  named by: the text (dc.txt:1)
  cure: use another port, or give servers others in the registry and restart: a
        reservation does not keep this one from them
49153/tcp  unknown: no capture shows which ports are in use (netstat -ano)
  the port of NTDS: TCP/IP Port (dc.txt:7)
  add netstat -ano, which shows whether the service has it
next: portplan fix 7200,7300,50010,49153 dc.txt
? exit 1
$ printf 'netsh int ipv4 show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n\n* - Administered port exclusions.\n\nHKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\n    Ports    REG_MULTI_SZ    7200-7299\n    PortsInternetAvailable    REG_SZ    Y\n    UseInternetPorts    REG_SZ    Y\n\nHKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters\n    TCP/IP Port    REG_DWORD    0x1f90\n' >dc.txt; portplan check 7200,8080 dc.txt --format json --quiet; portplan what-if 'expect 7200 at-risk; expect 8080 free; expect 7300 free' dc.txt --quiet; portplan show dc.txt --format json --quiet | grep -A40 '"rpc"'
{
  "schema": "portplan.check/1",
  "ports": [
    {
      "port": 7200,
      "protocol": "tcp",
      "verdict": "at-risk",
      "as": "plain",
      "address": null,
      "error": null,
      "asked_by": [
        { "kind": "query", "source": null }
      ],
      "reasons": [
        {
          "kind": "rpc",
          "start": 7200,
          "end": 7299,
          "source": { "capture": 0, "line": 11 }
        },
        { "kind": "convention", "start": 6800, "end": 7568, "name": "Ceph OSD, MDS and MGR", "stated_by": "firewalld/firewalld:config/services/ceph.xml" }
      ],
      "limits": [
        { "kind": "no-sockets", "message": "no capture shows which ports are in use (netstat -ano)", "source": null }
      ],
      "caveat": null,
      "nearest_free": [],
      "registered": [
        { "service": "fodms" }
      ],
      "common": [],
      "malware": [],
      "advice": [
        "use another port, or give servers others in the registry and restart: a reservation does not keep this one from them"
      ]
    },
    {
      "port": 8080,
      "protocol": "tcp",
      "verdict": "unknown",
      "as": "plain",
      "address": null,
      "error": null,
      "asked_by": [
        { "kind": "query", "source": null }
      ],
      "reasons": [
        {
          "kind": "service-port",
          "service": "NTDS",
          "source": { "capture": 0, "line": 16 }
        }
      ],
      "limits": [
        { "kind": "no-sockets", "message": "no capture shows which ports are in use (netstat -ano)", "source": null }
      ],
      "caveat": null,
      "nearest_free": [],
      "registered": [
        { "service": "http-alt" }
      ],
      "common": [
        { "application": "Adminer", "category": "web" },
        { "application": "Apache Tomcat", "category": "web" },
        { "application": "CockroachDB console", "category": "database" },
        { "application": "Eleventy dev server", "category": "dev-server" },
        { "application": "Firestore emulator", "category": "dev-server" },
        { "application": "HTTP alternate", "category": "web" },
        { "application": "Jenkins", "category": "build-ci" },
        { "application": "RethinkDB web UI", "category": "database" },
        { "application": "Traefik dashboard", "category": "web" },
        { "application": "Trino / Presto", "category": "database" },
        { "application": "Vue CLI / webpack dev server", "category": "dev-server" },
        { "application": "VuePress dev server", "category": "dev-server" },
        { "application": "Weaviate HTTP", "category": "database" },
        { "application": "llama.cpp llama-server", "category": "ai-ml" }
      ],
      "malware": [],
      "advice": ["add netstat -ano, which shows whether the service has it"]
    }
  ],
  "assumptions": {
    "legacy-lower-bound": "1025",
    "legacy-max-user-port-65535": "accept",
    "out-of-range": "clamp",
    "later-rollups": "unpatched",
    "count-end": "minus1",
    "max-user-port": "by-version",
    "netsh-or-registry": "netsh",
    "time-wait": "by-version",
    "blocked-ports": "none",
    "wildcard": "random-start",
    "auto-reuse-skips-exclusions": "yes",
    "add-lowest-port": "1",
    "delete-foreign": "denied",
    "delete-unmatched": "file-not-found",
    "bad-number": "invalid-parameter",
    "families-share": "yes",
    "families-share-dynamic": "yes",
    "dynamic-lowest-start": "1024",
    "persistent-listing": "administered",
    "persistent-api-mark": "blank",
    "dynamic-in-registry": "not-read",
    "boot-order": "admin-first",
    "excluded-range-off": "star-only",
    "mirrored-bind": "by-protocol",
    "dump-holds-ranges": "if-present",
    "block-ports": "100",
    "block-place": "first-fit",
    "udp-mirrors-tcp": "no",
    "add-over-used": "refused",
    "time-wait-reserve": "works",
    "share-4tuple": "by-version",
    "sockets-at-boot": "system",
    "winnat-start": "nothing-until-hns",
    "hypervisor-off": "hns-still-reserves",
    "mirrored-place": "fixed",
    "mapping-bind": "refused",
    "holder-options": "default",
    "holder-user": "same"
  },
  "diagnostics": [
    { "code": "PP-617", "severity": "note", "message": "no capture shows the tcp dynamic range; 49152-65535 is assumed: the default since Vista; no block contradicts it", "capture": 0, "line": null, "column": null }
  ],
  "diagnostics_dropped": 0
}
1  expect 7200 at-risk
   holds
2  expect 8080 free
   does not hold: 8080 is unknown
3  expect 7300 free
   holds
    "rpc": {
      "gives": "list",
      "internet_available": true,
      "uses_internet": true,
      "ranges": [
        { "start": 7200, "end": 7299 }
      ],
      "ports": 100,
      "low": 0,
      "excluded": 0,
      "in_use": 0,
      "dynamic": 0,
      "bad_entry": null,
      "source": { "capture": 0, "line": 11 },
      "services": [
        {
          "service": "NTDS",
          "port": 8080,
          "source": { "capture": 0, "line": 16 }
        }
      ]
    },
    "dns_pool": null
  },
  "diagnostics": [
    { "code": "PP-617", "severity": "note", "message": "no capture shows the tcp dynamic range; 49152-65535 is assumed: the default since Vista; no block contradicts it", "capture": 0, "line": null, "column": null }
  ],
  "diagnostics_dropped": 0
}
? exit 0

# The DNS Server's pool: likely behind an error that no socket explains.
$ printf 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x9c4\n    SocketPoolExcludedPortRanges    REG_MULTI_SZ    3478-3478\n\nlisten udp 0.0.0.0:52444: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' >dns.txt; portplan show dns.txt --quiet; portplan check dns.txt --quiet; portplan fix dns.txt --quiet
dns.txt: reg query output and bind errors; 0 rows, nothing left out

registry  SocketPoolSize = 2500 (dns.txt:2), SocketPoolExcludedPortRanges = 3478-3478 (dns.txt:3)

dns  the DNS Server takes 2,500 UDP ports, drawn of 16,384 when it starts: each
     is its with probability 0.153 (dns.txt:3)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
52444/udp  unknown: the DNS Server's pool of 2,500 UDP ports is the likely
    holder; the captures hold no exclusion table for udp
  the DNS Server's pool of 2,500 UDP ports, drawn of 16,384 when it starts, has
    it with probability 0.153 (dns.txt:3)
  asked by: go, dns.txt:5: error 10048; the DNS Server's pool is likely to
    explain it
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
  keep it out of the DNS Server's pool, then restart it (net stop dns, net start
  dns):
    dnscmd /config /SocketPoolExcludedPortRanges 3478-3478 52444-52444
  or make the pool smaller, which is easier to spoof and leaves the port free in
  97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
52444/udp  unknown
  the captures hold no exclusion table for udp
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
  keep it out of the DNS Server's pool, then restart it (net stop dns, net start
  dns):
    dnscmd /config /SocketPoolExcludedPortRanges 3478-3478 52444-52444
  or make the pool smaller, which is easier to spoof and leaves the port free in
  97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
  the DNS Server's pool has 52444 after 15.1 % of 10,000 simulated starts;
  excluded, after none
the likely cure is to exclude it there; netstat -ano proves the holder
? exit 1
$ printf 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x9c4\n    SocketPoolExcludedPortRanges    REG_MULTI_SZ    3478-3478\n\nlisten udp 0.0.0.0:52444: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' >dns.txt; portplan check dns.txt --format json --quiet | grep -A5 dns-pool; portplan show dns.txt --format json --quiet | grep -A12 '"dns_pool"'; portplan fix dns.txt --format json --quiet | grep -A3 '"dns_pool"'
          "kind": "dns-pool",
          "size": 2500,
          "of": 16384,
          "probability": 0.152588,
          "source": { "capture": 0, "line": 3 }
        },
    "dns_pool": {
      "running": null,
      "size": 2500,
      "size_captured": true,
      "of": 16384,
      "probability": 0.152588,
      "excluded": [
        { "start": 3478, "end": 3478 }
      ],
      "source": { "capture": 0, "line": 3 }
    }
  },
  "diagnostics": [],
  "dns_pool": { "port": 52444, "formula": 0.152588, "probability": 0.150600 },
  "model": {
    "assumptions": {
      "legacy-lower-bound": "1025",
? exit 0

# With a table.
$ printf 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x9c4\n    SocketPoolExcludedPortRanges    REG_MULTI_SZ    3478-3478\n\nlisten udp 0.0.0.0:52444: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' >dns.txt; printf 'netsh int ipv4 show excludedportrange udp\n\nProtocol udp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     60000       60099\n\n* - Administered port exclusions.\n\n' | cat - dns.txt >both.txt; portplan check both.txt --quiet; portplan check 52445/udp,60050/udp,3478/udp both.txt --quiet
52444/udp  unknown: the DNS Server's pool of 2,500 UDP ports is the likely
    holder (both.txt:15)
  the DNS Server's pool of 2,500 UDP ports, drawn of 16,284 when it starts, has
    it with probability 0.154 (both.txt:13)
  asked by: go, both.txt:15: error 10048; the DNS Server's pool is likely to
    explain it
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=udp
  keep it out of the DNS Server's pool, then restart it (net stop dns, net start
  dns):
    dnscmd /config /SocketPoolExcludedPortRanges 3478-3478 52444-52444
  or make the pool smaller, which is easier to spoof and leaves the port free in
  97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
52445/udp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  the DNS Server's pool of 2,500 UDP ports, drawn of 16,284 when it starts, has
    it with probability 0.154 (both.txt:13)
  in the dynamic range 49152-65535, assumed: the default since Vista; no block
    contradicts it
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=udp startport=52445 numberofports=1
        keep it out of the DNS Server's pool, then restart it (net stop dns, net
        start dns):
    dnscmd /config /SocketPoolExcludedPortRanges 3478-3478 52445-52445
        or make the pool smaller, which is easier to spoof and leaves the port
        free in 97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
60050/udp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 60000-60099, owner winnat (likely): block of 100 (both.txt:7)
  by convention 60000-61000: Mosh
  cure: stop winnat, reserve 60050, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
3478/udp  free: nothing in the captures stands in its way
  3478 is registered for stun, stun-behavior, turn (IANA); commonly run:
    STUN/TURN
next: portplan fix 52445/udp,60050/udp,3478/udp both.txt
? exit 1
# The service is stopped; a socket of it is there; Server 2003 has no such list.
$ printf 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x9c4\n    SocketPoolExcludedPortRanges    REG_MULTI_SZ    3478-3478\n\nlisten udp 0.0.0.0:52444: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' >dns.txt; printf '\nSERVICE_NAME: DNS\n        TYPE               : 10  WIN32_OWN_PROCESS\n        STATE              : 1  STOPPED\n' | cat dns.txt - | portplan check - --quiet
52444/udp  unknown: the captures hold no exclusion table for udp
  the DNS Server's pool of 2,500 UDP ports, drawn of 16,384 when it starts, has
    it with probability 0.153; the service is stopped (standard input:9)
  asked by: go, standard input:5: error 10048; the captures do not show enough
    to explain it
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
  keep it out of the DNS Server's pool, then restart it (net stop dns, net start
  dns):
    dnscmd /config /SocketPoolExcludedPortRanges 3478-3478 52444-52444
  or make the pool smaller, which is easier to spoof and leaves the port free in
  97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
? exit 1
$ printf 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x9c4\n    SocketPoolExcludedPortRanges    REG_MULTI_SZ    3478-3478\n\nlisten udp 0.0.0.0:52444: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' >dns.txt; printf '\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n  UDP    0.0.0.0:52444          *:*                                    1500\n [dns.exe]\n' | cat dns.txt - >net.txt; portplan check net.txt --quiet; portplan fix net.txt --quiet
52444/udp  in-use: a program that binds it gets WSAEADDRINUSE (10048)
  in use by dns.exe, pid 1500, on 0.0.0.0 (net.txt:10)
  the DNS Server's pool of 2,500 UDP ports, drawn of 16,384 when it starts, has
    it with probability 0.153 (net.txt:3)
  asked by: go, net.txt:5: error 10048; the socket explains it
  cure: stop dns.exe (process id 1500), or use another port
        keep it out of the DNS Server's pool, then restart it (net stop dns, net
        start dns):
    dnscmd /config /SocketPoolExcludedPortRanges 3478-3478 52444-52444
        or make the pool smaller, which is easier to spoof and leaves the port
        free in 97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
next: portplan fix net.txt
52444/udp  in-use, held by dns.exe (process id 1500) (net.txt:10)
  stop dns.exe (process id 1500), or use another port
  keep it out of the DNS Server's pool, then restart it (net stop dns, net start
  dns):
    dnscmd /config /SocketPoolExcludedPortRanges 3478-3478 52444-52444
  or make the pool smaller, which is easier to spoof and leaves the port free in
  97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
  what runs in it: tasklist /svc /fi "PID eq 1500"
  portplan suggest --near 52444 finds another port, and says why
  the DNS Server's pool has 52444 after 15.1 % of 10,000 simulated starts;
  excluded, after none
the cure is to exclude it there
? exit 1
$ printf 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x9c4\n    SocketPoolExcludedPortRanges    REG_MULTI_SZ    3478-3478\n\nlisten udp 0.0.0.0:4500: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' >dns.txt; printf 'Microsoft Windows [Version 5.2.3790]\n' | cat - dns.txt | portplan check - --quiet
4500/udp  unknown: the DNS Server's pool of 2,500 UDP ports is the likely holder
    (standard input:6)
  the DNS Server's pool of 2,500 UDP ports, drawn of 3,975 when it starts, has
    it with probability 0.629 (standard input:4)
  asked by: go, standard input:6: error 10048; the DNS Server's pool is likely
    to explain it
  4500 is registered for ipsec-nat-t (IANA); commonly run: IPsec NAT-T (IKEEXT)
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=udp
  keep it out of the DNS Server's pool, with 4500-4500 in ReservedPorts, and
  restart
? exit 1
# A pool as large as the range is all of it; a size of 0 leaves one socket.
$ printf 'Microsoft Windows [Version 5.2.3790]\nHKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    MaxUserPort    REG_DWORD    0xbb8\nHKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x2710\n' | portplan show - --quiet
standard input: Windows version and reg query output; 0 rows, nothing left out

machine  Windows 2003, version 5.2.3790

registry  MaxUserPort = 3000 (standard input:3), SocketPoolSize = 10000 (standard input:5)

dns  the DNS Server takes 3,976 UDP ports, drawn of 3,976 when it starts: each
     is its with probability 1 (standard input:5)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0
$ printf 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x0\n' | portplan show - --quiet
standard input: reg query output; 0 rows, nothing left out

registry  SocketPoolSize = 0 (standard input:2)

dns  the DNS Server takes 1 UDP port, drawn of 16,384 when it starts: each is
     its with probability under 0.001 (standard input:2)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# As dnscmd and PowerShell print it.
$ printf 'C:\\>dnscmd /info /SocketPoolSize\nQuery result:\nDword:        1000  (000003e8)\nCommand completed successfully.\n' | portplan show - --quiet
standard input: dnscmd output; 0 rows, nothing left out

registry  SocketPoolSize = 1000 (standard input:3)

dns  the DNS Server takes 1,000 UDP ports, drawn of 16,384 when it starts: each
     is its with probability 0.061 (standard input:3)

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0
$ printf 'ComputerName                   : dc1.example.test\nSocketPoolSize                 : 3000\nSocketPoolExcludedPortRanges   : {1812-1813, 51900-51900}\nMaximumUdpPacketSize           : 4000\n' >dns.txt; portplan check 51901/udp dns.txt --quiet
51901/udp  unknown: the captures hold no exclusion table for udp
  the DNS Server's pool of 3,000 UDP ports, drawn of 16,383 when it starts, has
    it with probability 0.183 (dns.txt:3)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
  keep it out of the DNS Server's pool, then restart it (net stop dns, net start
  dns):
    dnscmd /config /SocketPoolExcludedPortRanges 1812-1813 51900-51900 51901-51901
  or make the pool smaller, which is easier to spoof and leaves the port free in
  97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
? exit 1

# fix reserves no port against servers, who bind inside a reservation.
$ printf 'netsh int ipv4 show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n\n* - Administered port exclusions.\n\nHKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\n    Ports    REG_MULTI_SZ    50200-50399\n    PortsInternetAvailable    REG_SZ    Y\n    UseInternetPorts    REG_SZ    Y\n' | portplan fix 50300 - --quiet
50300/tcp  at-risk, in the dynamic range
  use another port, or give servers others in the registry and restart: a
  reservation does not keep this one from them
no command keeps it free for sure
? exit 0
# Another port with Azure's trouble and one of Exchange's.
$ portplan check 65330/udp,2525 @typical-desktop --quiet
65330/udp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  in the dynamic range 49152-65535, captured (@typical-desktop:12)
  65330 is not registered (IANA); commonly run: Azure (the host drops UDP from
    this port)
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=udp startport=65330 numberofports=1
2525/tcp  free: nothing in the captures stands in its way
  2525 is registered for ms-v-worlds (IANA); commonly run: Exchange Transport
    service
? exit 0
# The commands of what-if write each value as what it is.
$ portplan what-if 'set UseInternetPorts=N; set SocketPoolExcludedPortRanges=1812-1813; set SocketPoolSize=100' @typical-desktop --quiet | grep 'reg add'
     reg add HKLM\SOFTWARE\Microsoft\Rpc\Internet /v UseInternetPorts /t REG_SZ /d N /f
     reg add HKLM\SYSTEM\CurrentControlSet\Services\DNS\Parameters /v SocketPoolExcludedPortRanges /t REG_MULTI_SZ /d 1812-1813 /f
     reg add HKLM\SYSTEM\CurrentControlSet\Services\DNS\Parameters /v SocketPoolSize /t REG_DWORD /d 100 /f
? exit 0

# IAS beside a pool whose range is not known: a possibility. A smaller pool is a
# cure, too.
$ printf 'Failed to bind UDP port 1812: Only one usage of each socket address (10048)\n\nHKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS\\Parameters\n    SocketPoolSize    REG_DWORD    0x9c4\n' >ias.txt; portplan check ias.txt --quiet; portplan check 51812/udp ias.txt --quiet
1812/udp  unknown: the captures hold no exclusion table for udp
  possibly the DNS Server's pool has it: with a low dynamic range, or
    MaxUserPort before Vista, it draws of such ports; netsh int ipv4 show
    dynamicport udp tells
  asked by: a program, ias.txt:1: error 10048; the captures do not show enough
    to explain it
  1812 is registered for radius (IANA); commonly run: NPS RADIUS authentication
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
51812/udp  unknown: the captures hold no exclusion table for udp
  the DNS Server's pool of 2,500 UDP ports, drawn of 16,384 when it starts, has
    it with probability 0.153 (ias.txt:4)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
  keep it out of the DNS Server's pool, then restart it (net stop dns, net start
  dns):
    dnscmd /config /SocketPoolExcludedPortRanges 51812-51812
  or make the pool smaller, which is easier to spoof and leaves the port free in
  97 of 100 starts; then restart it:
    dnscmd /config /SocketPoolSize 500
? exit 1
