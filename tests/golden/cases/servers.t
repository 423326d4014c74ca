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
  on a typical desktop with the dynamic range 49152-65535 this port cannot be
  bound after 7 % of boots; portplan suggest --near 52444 finds safer ones
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
# A command that maps a port says nothing of what came of it.
$ (portplan examples typical-desktop; printf 'C:\\> netsh interface portproxy add v4tov4 listenport=8081 connectaddress=192.0.2.5\nC:\\> netsh routing ip nat add portmapping "Ethernet" tcp 0.0.0.0 8082 192.0.2.5 80\nPS C:\\> Add-NetNatStaticMapping -NatName n -Protocol TCP -ExternalPort 8083 -InternalPort 80\n') >dump.txt; portplan check 8081-8084 dump.txt --quiet
8081/tcp  unknown: a command here maps the port, and nothing shows whether it
    did (dump.txt:55)
  8081 is registered for sunproxyadmin (IANA); commonly run: Azure Cosmos DB
    emulator, Quasar dev server, Redpanda schema registry and 1 more
  list what is mapped: Get-NetNatStaticMapping, netsh interface portproxy show
  all
8082/tcp  unknown: a command here maps the port, and nothing shows whether it
    did (dump.txt:56)
  8082 is registered for us-cli (IANA); commonly run: Redpanda REST proxy
  list what is mapped: Get-NetNatStaticMapping, netsh interface portproxy show
  all
8083/tcp  unknown: a command here maps the port, and nothing shows whether it
    did (dump.txt:57)
  8083 is registered for us-srv (IANA)
  list what is mapped: Get-NetNatStaticMapping, netsh interface portproxy show
  all
8084/tcp  free: nothing in the captures stands in its way
  8084 is registered for websnp (IANA)
? exit 1
# Of a listing of mappings that is cut any port may have been in the rest.
$ (portplan examples typical-desktop; printf '{\n"ID": "p1",\n"Policies": [ { "ExternalPort": 8181, "Protocol": 6, "Type": "ELB" } ],\n"References": [ "/endpoints/e1" ],\n"More": {\n') >dump.txt; portplan check 8181,9000 dump.txt --strict
8181/tcp  unknown: a listing of mapped ports is not whole, and may hold any of
    1-65535 (dump.txt:55)
  8181 is registered for intermapper (IANA); commonly run: InfluxDB 3 HTTP
  write the listing to a file, and use that
9000/tcp  unknown: a listing of mapped ports is not whole, and may hold any of
    1-65535 (dump.txt:55)
  9000 is registered for cslistener (IANA); commonly run: ClickHouse native,
    Firebase database emulator, MinIO S3 API and 3 more
  write the listing to a file, and use that
! dump.txt:55: warning: this object of ConvertTo-Json does not end [PP-569]
! (portplan explain PP-569 says more)
? exit 4
$ (portplan examples typical-desktop; printf 'ActivityId : A1\nPolicies : {@{ExternalPort=8181; InternalPort=80; Protocol=6; Type=NAT}, @{ExternalPort=8182; Inter...}\nVirtualNetworkName : nat\n') >dump.txt; portplan check 8181,9000 dump.txt --strict
8181/tcp  in-use: a program that binds it gets WSAEACCES (10013)
  held by the HNS policy of nat (8181) (dump.txt:56)
  8181 is registered for intermapper (IANA); commonly run: InfluxDB 3 HTTP
  cure: stop the container or the Kubernetes service that publishes it, or use
        another port
9000/tcp  unknown: a listing of mapped ports is not whole, and may hold any of
    1-65535 (dump.txt:56)
  9000 is registered for cslistener (IANA); commonly run: ClickHouse native,
    Firebase database emulator, MinIO S3 API and 3 more
  write the listing to a file, and use that
next: portplan fix 8181,9000 dump.txt
! dump.txt:56:12: warning: PowerShell cut the value of Policies off, ports may be missing [PP-568]
! (portplan explain PP-568 says more)
? exit 4
$ (portplan examples typical-desktop; printf '{\n"ActivityId": "A",\n"VirtualNetworkName": "nat",\n"Policies": [ "@{Settings=; Type=PortMapping}" ],\n"ExternalPort": 1\n}\n') >dump.txt; portplan check 9000 dump.txt --strict; portplan what-if 'expect 9000 free' dump.txt --quiet | grep -A1 expect
9000/tcp  unknown: a listing of mapped ports is not whole, and may hold any of
    1-65535 (dump.txt:58)
  9000 is registered for cslistener (IANA); commonly run: ClickHouse native,
    Firebase database emulator, MinIO S3 API and 3 more
  write the listing to a file, and use that
1  expect 9000 free
   does not hold: 9000 is unknown
! dump.txt:58:13: warning: PowerShell cut the value of Policies off, ports may be missing [PP-568]
! (portplan explain PP-568 says more)
! dump.txt:58:13: warning: PowerShell cut the value of Policies off, ports may be missing [PP-568]
! (portplan explain PP-568 says more)
? exit 0
# An odd rule of portproxy leaves its own port open.
$ (portplan examples typical-desktop; printf 'Listen on ipv4:             Connect to ipv4:\n*   8181   192.0.2.1 192.0.2.2   80\n') >dump.txt; portplan check 8181,9000 dump.txt --quiet; portplan suggest dump.txt --range 8181-8183 --count 3 --quiet
8181/tcp  unknown: a rule that maps the port cannot be read (dump.txt:56)
  8181 is registered for intermapper (IANA); commonly run: InfluxDB 3 HTTP
  write the listing to a file, and use that
9000/tcp  free: nothing in the captures stands in its way
  9000 is registered for cslistener (IANA); commonly run: ClickHouse native,
    Firebase database emulator, MinIO S3 API and 3 more
8183/tcp  score 0.80
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; not a common port; in no range set aside by convention; not known for
  malware
  but it is registered, or reserved by IANA
  but ports in use are unknown: no netstat of that protocol is captured
  8183 is registered for proremote (IANA)
8182/tcp  score 0.75
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; not a common port; in no range set aside by convention; not known for
  malware
  but it is next to an exclusion or a range that may move
  but it is registered, or reserved by IANA
  but ports in use are unknown: no netstat of that protocol is captured
  8182 is registered for vmware-fdm (IANA)
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 8183, as administrator; outside the dynamic range no reservation is
needed against blocks, only against http.sys, HNS and other reservations:
  netsh int ipv4 add excludedportrange protocol=tcp startport=8183 numberofports=1
! dump.txt:56:1: warning: expected an address and a port, twice, got '*   8181   192.0.2.1 192.0.2.2   80' [PP-578]
! *   8181   192.0.2.1 192.0.2.2   80
! ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
! (portplan explain PP-578 says more)
! dump.txt:56:1: warning: expected an address and a port, twice, got '*   8181   192.0.2.1 192.0.2.2   80' [PP-578]
! *   8181   192.0.2.1 192.0.2.2   80
! ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
! (portplan explain PP-578 says more)
? exit 0

# A certificate of http.sys holds no port and is named; a URL has it.
$ printf 'netsh int ipv4 show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      5357        5357\n\n* - Administered port exclusions.\n\nC:\\>netstat -ano\n\n  Proto  Local Address          Foreign Address        State           PID\n  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1184\n\nC:\\>netsh http show sslcert\n\n    IP:port                      : 0.0.0.0:44380\n    Certificate Hash             : 0102\n' >cert.txt; portplan check 44380 cert.txt --quiet; (cat cert.txt; printf 'C:\\>netsh http show servicestate\n    HTTPS://*:44380/\n') | portplan check 44380 - --quiet; portplan what-if 'bind 44380' cert.txt --quiet
44380/tcp  free: nothing in the captures stands in its way
  a certificate of http.sys is bound to 0.0.0.0:44380: http.sys takes the port
    when a program registers a URL (cert.txt:18)
44380/tcp  in-use: http.sys has it, a program that binds it gets WSAEACCES
    (10013)
  a certificate of http.sys is bound to 0.0.0.0:44380: http.sys takes the port
    when a program registers a URL (standard input:18)
  a URL of http.sys is on this port: HTTPS://*:44380/ (standard input:21),
    registered by a program
  cure: a service has registered the port with http.sys: netsh http show
        servicestate view=requestq names its process; stop it or change its URL
next: portplan fix 44380 - (the same text on standard input)
1  bind tcp 44380
   + 44380/tcp bound
Plan: 1 to add
? exit 0

# A mapping of RRAS, in a listing and in a dump, and the command that removes it.
$ printf 'NAT Static Port Mapping Configuration\n-------------------------------------\nProtocol          : UDP\nPublic Address    : 192.0.2.7\nPublic Port       : 4017\nPrivate Address   : 192.168.7.9\nPrivate Port      : 4000\n\npushd routing ip nat\nadd portmapping name="WAN 2" proto=TCP publicip=0.0.0.0 publicport=5571 privateip=192.168.7.2 privateport=3389\nadd portmapping name="a;b" tcp 0.0.0.0 5572 192.168.7.2 3389\npopd\n' | portplan check 4017/udp,5571,5572 - --quiet
4017/udp  in-use: a program that binds it gets WSAEACCES (10013)
  held by the RRAS mapping (192.0.2.7:4017 -> 192.168.7.9:4000) (standard
    input:5)
  4017 is registered for talarian-mcast3 (IANA)
  cure: netsh routing ip nat delete portmapping "INTERFACE" udp 192.0.2.7 4017
        removes the mapping; or use another port
5571/tcp  in-use: a program that binds it gets WSAEACCES (10013)
  held by the RRAS mapping of WAN 2 (5571 -> 192.168.7.2:3389) (standard
    input:10)
  by convention 5554-5585: Android emulator and adb
  cure: netsh routing ip nat delete portmapping "WAN 2" tcp 0.0.0.0 5571 removes
        the mapping; or use another port
5572/tcp  in-use: a program that binds it gets WSAEACCES (10013)
  held by the RRAS mapping of a;b (5572 -> 192.168.7.2:3389) (standard input:11)
  by convention 5554-5585: Android emulator and adb
  cure: netsh routing ip nat delete portmapping "INTERFACE" tcp 0.0.0.0 5572
        removes the mapping; or use another port
next: portplan fix 4017/udp,5571,5572 - (the same text on standard input)
? exit 1

# Sockets as TCPView and CurrPorts save them.
$ printf 'java.exe:4312\tTCP\tsrv:52110\tdb:1433\tESTABLISHED\t\n' | portplan check 52110 - --quiet; printf 'Process Name,Process ID,Protocol,Local Port,Local Port Name,Local Address\njava.exe,4312,UDP,52111,,0.0.0.0\njava.exe,4312,UDP,x1,,0.0.0.0\njava.exe,4312,UDP,99999,,0.0.0.0\n' | portplan show - --strict
52110/tcp  in-use: a program that binds it gets WSAEADDRINUSE (10048)
  in use by java.exe, pid 4312, on srv, established (standard input:1)
  cure: stop java.exe (process id 4312), or use another port
next: portplan fix 52110 - (the same text on standard input)
standard input: sockets listed by another tool; 0 rows, 1 line rejected, rows are missing

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   1 ·································································· 65535
                                                             ═══════════════════
                                                                •
      ═ dynamic range   • in use

   dynamic range 49152-65535, assumed: the default since Vista; no block
   contradicts it

in use  52111 (java.exe)
usage  unknown: at least 1 of 16,384 ports taken; the range is assumed; only a
       part is listed: 135/tcp, always open, is missing
! standard input:3:19: note: the capture does not say which port this name is [PP-573]
! java.exe,4312,UDP,x1,,0.0.0.0
!                   ^~
! standard input:4:19: warning: expected a local port from 1 to 65535, got '99999' [PP-571]
! java.exe,4312,UDP,99999,,0.0.0.0
!                   ^~~~~
! (portplan explain PP-571 says more)
? exit 4

# Processes and services of several listings, joined to the sockets of netstat.
$ printf 'C:\\>netstat -ano\n\n  Proto  Local Address          Foreign Address        State           PID\n  TCP    0.0.0.0:8447           0.0.0.0:0              LISTENING       1184\n  TCP    0.0.0.0:8448           0.0.0.0:0              LISTENING       4312\n\nC:\\>wmic process get name,processid /format:list\n\n\nName=svchost.exe\nProcessId=1184\n\n\nName=java.exe\nProcessId=4312\n\n\nPS C:\\> Get-CimInstance Win32_Service | select Name,ProcessId,State\n\nName       ProcessId State\n----       --------- -----\nDnscache        1184 Running\nNlaSvc          1184 Running\nBITS               0 Stopped\n' | portplan check 8447,8448 - --quiet | grep 'in use by'
  in use by svchost.exe: Dnscache, NlaSvc, pid 1184, on 0.0.0.0, listening
  in use by java.exe, pid 4312, on 0.0.0.0, listening (standard input:5)
? exit 0

# The port that DFS Replication has for its own.
$ printf 'netsh int ipv4 show excludedportrange tcp\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n\n* - Administered port exclusions.\n\nMachine Configuration Parameters:\n\nRpcPortAssignment: 5727\n' >dfsr.txt; portplan check 5727 dfsr.txt --quiet; portplan show dfsr.txt --quiet | grep -A1 rpc
5727/tcp  unknown: no capture shows which ports are in use (netstat -ano)
  the port of DFSR: RpcPortAssignment (dfsr.txt:12)
  5727 is registered for asgenf (IANA)
  add netstat -ano, which shows whether the service has it
rpc  DFSR has 5727 for its own (dfsr.txt:12)

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
