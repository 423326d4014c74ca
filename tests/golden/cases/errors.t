# --- errors whose meaning is not one refused port --------------------------

# The JDK says "in use" of a port that Windows refused, too: an exclusion
# explains it.
$ printf 'java.net.BindException: Address already in use: JVM_Bind\nCaused by: Port 55571 was already in use.\n' | portplan check - @hyper-v --quiet
55571/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 55500-55599, owner winnat (likely): block of 100 (@hyper-v:21)
  asked by: java, standard input:1: error 10048 or 10013; the exclusion explains
    it
  cure: stop winnat, reserve 55571, start winnat; the block comes back elsewhere
        or use another port: the nearest is 55498 or 55601, which is at risk
        too: no good port is left outside the dynamic range
next: portplan fix - @hyper-v (the same text on standard input)
? exit 1

$ printf 'java.net.BindException: Address already in use: JVM_Bind\nCaused by: Port 55571 was already in use.\n' | portplan show - --format ndjson --quiet
{"fact":"bind-error","protocol":"tcp","port":55571,"error":10048,"also":10013,"program":"java","address":null,"section":0,"source":{"capture":0,"line":1}}
? exit 0

# The protocol stands in the line above, or before a colon.
$ printf 'ports are not available: exposing port UDP 0.0.0.0:3481\nbind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' | portplan check - --quiet
3481/udp  unknown: the captures hold no exclusion table for udp
  asked by: docker, standard input:2: error 10048; the captures do not show
    enough to explain it
  3481 is registered for cleanerliverc (IANA)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
? exit 1

$ printf 'failed to listen: listen udp:127.0.0.1:21824: bind: An attempt was made to access a socket in a way forbidden by its access permissions\n' | portplan check - --quiet
21824/udp  unknown: the captures hold no exclusion table for udp
  asked by: go, standard input:1: error 10013; the captures do not show enough
    to explain it
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
? exit 1

# No local port is left: the port in the message is the other side's.
$ printf 'Error: connect EADDRNOTAVAIL 10.0.0.9:443 - Local (10.0.0.5:0)\n' | portplan check -
TCP: a connection got no local port, or its local address is not one of this
machine (10049) (standard input:1)
  cause: no capture shows the sockets; usual are connections that come and go
         (TIME_WAIT), a program that binds and does not connect (BOUND) or does
         not close (CLOSE_WAIT), and a small dynamic range
  or:    the program binds a local address that this machine does not have: then
         no port is missing (ipconfig)
  to see who has them, which decides the cure, while it happens:
    netstat -anoq
    Get-NetTCPConnection | Group-Object State, OwningProcess
  cure:  let the program reuse its connections (a pool, keep-alive) instead of
         one for each request
  or     widen the range, and reserve the ports in it that services listen on:
         netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

$ printf 'dial tcp 127.0.0.1:1080: bind: An operation on a socket could not be performed because the system lacked sufficient buffer space or because a queue was full.\n' | portplan show - --format ndjson --quiet
{"fact":"exhaustion","sign":"10055","protocol":"tcp","program":null,"pid":null,"section":0,"source":{"capture":0,"line":1}}
? exit 0

# HNS and WSL name no port; their causes are told.
$ printf 'hnsCall failed in Win32: The specified port already exists. (0x803b0013)\n' | portplan check -
HNS could not take a port: the specified port already exists (0x803b0013,
standard input:1)
  cause:   a program of this machine listens on the port on all addresses,
           another policy of HNS has it, or HNS has used up its pool of 64 ports
  capture: netstat -ano; Get-HnsPolicyList; netsh int ipv4 show
           excludedportrange protocol=tcp
  cure:    stop the listener or publish another port; for stale policies:
           Restart-Service hns
! standard input:1:1: note: HNS could not take a port (0x803b0013, the specified port already exists): its pool of 64 ports is used up, or a program of this machine listens on the port on all addresses [PP-583]
! (portplan explain PP-583 says more)
? exit 1

$ printf 'wsl: Failed to configure network (networkingMode Mirrored). Error code: CreateInstance/CreateVm/ConfigureNetworking/0x8007054f\n' | portplan check -
WSL's mirrored networking found no free block of 4096 ports (0x8007054f,
standard input:1)
  cause:   exclusions or sockets lie in all of its places: 44620-48715 first,
           then 40525-44620 and 37794-41890
  capture: netsh int ipv4 show excludedportrange protocol=tcp; netstat -ano
  cure:    free one of the places, then wsl --shutdown and start WSL again; or
           set networkingMode=nat in .wslconfig
! standard input:1:1: note: WSL's mirrored networking found no free block of 4096 ports (0x8007054f): exclusions or sockets are in all of its places, the first of them 44620-48715 [PP-583]
! (portplan explain PP-583 says more)
? exit 1

# Ports that ran out: which one is asked for does not matter.
$ printf 'connect failed: (10055) An operation on a socket could not be performed because the system lacked sufficient buffer space or because a queue was full.\n' | portplan check -
TCP: no ephemeral port or no buffer was left (10055) (standard input:1)
  cause: no capture shows the sockets; usual are connections that come and go
         (TIME_WAIT), a program that binds and does not connect (BOUND) or does
         not close (CLOSE_WAIT), and a small dynamic range
  to see who has them, which decides the cure, while it happens:
    netstat -anoq
    Get-NetTCPConnection | Group-Object State, OwningProcess
  cure:  let the program reuse its connections (a pool, keep-alive) instead of
         one for each request
  or     widen the range, and reserve the ports in it that services listen on:
         netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

$ printf 'A request to allocate an ephemeral port number from the global UDP port space has failed due to all such ports being in use.\n' | portplan check - --format json
{
  "schema": "portplan.check/1",
  "ports": [],
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
  "diagnostics": [],
  "diagnostics_dropped": 0,
  "exhaustion": {
    "protocol": "udp",
    "sign": "4266",
    "verdict": "exhausted",
    "cause": "unknown",
    "holder": null,
    "advice": [
      "let the program close its sockets or use one for all",
      "widen the range, and reserve the ports in it that services listen on: netsh int ipv4 set dynamicport udp start=32768 num=32768"
    ],
    "source": { "capture": 0, "line": 1 }
  }
}
? exit 1

# A port that is asked for is answered, too.
$ printf 'A request to allocate an ephemeral port number from the global TCP port space has failed due to all such ports being in use.\n' | portplan check 8080 - --quiet
8080/tcp  unknown: the captures hold no exclusion table for tcp
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
TCP: no ephemeral port was left (event 4231) (standard input:1)
  cause: no capture shows the sockets; usual are connections that come and go
         (TIME_WAIT), a program that binds and does not connect (BOUND) or does
         not close (CLOSE_WAIT), and a small dynamic range
  to see who has them, which decides the cure, while it happens:
    netstat -anoq
    Get-NetTCPConnection | Group-Object State, OwningProcess
  cure:  let the program reuse its connections (a pool, keep-alive) instead of
         one for each request
  or     widen the range, and reserve the ports in it that services listen on:
         netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

$ printf 'hnsCall failed in Win32: The specified port already exists. (0x803b0013)\n' | portplan check - --quiet --format json
{
  "schema": "portplan.check/1",
  "ports": [],
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
    { "code": "PP-583", "severity": "note", "message": "HNS could not take a port (0x803b0013, the specified port already exists): its pool of 64 ports is used up, or a program of this machine listens on the port on all addresses", "capture": 0, "line": 1, "column": 1 }
  ],
  "diagnostics_dropped": 0,
  "failures": [
    {
      "error": 2151350291,
      "code": "0x803b0013",
      "message": "HNS could not take a port: the specified port already exists",
      "cause": "a program of this machine listens on the port on all addresses, another policy of HNS has it, or HNS has used up its pool of 64 ports",
      "capture": "netstat -ano; Get-HnsPolicyList; netsh int ipv4 show excludedportrange protocol=tcp",
      "advice": [
        "stop the listener or publish another port; for stale policies: Restart-Service hns"
      ],
      "source": { "capture": 0, "line": 1 }
    }
  ]
}
? exit 1

$ awk 'BEGIN { for (i = 49152; i < 65536; i++) printf "  TCP  10.0.0.5:%d  10.0.0.9:1433  TIME_WAIT  0\n", i }' | portplan check - --quiet
TCP: no ephemeral port is left, as the sockets show
  cause: short connections to 10.0.0.9:1433, one after the other, have left
         16,384 sockets in TIME_WAIT
  taken: at least 16,384 of the 16,384 ports of the dynamic range 49152-65535
         that are not excluded
  cure:  let the program reuse its connections (a pool, keep-alive) instead of
         one for each request
  or     let it set SO_REUSE_UNICASTPORT before it connects: then remote ends
         share ports (Windows 10, Server 2016 and later; Set-NetTCPSetting's
         AutoReusePortRange does it for all programs)
  or     shorten TIME_WAIT: TcpTimedWaitDelay, 30 to 300 seconds, then restart;
         Microsoft's pages name 120 and 240 as the default
  or     widen the range, and reserve the ports in it that services listen on:
         netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

$ awk 'BEGIN { for (i = 49152; i < 65530; i++) printf "  TCP  10.0.0.5:%d  0.0.0.0:0  BOUND  9120\n", i }' | portplan check 8080 - --quiet
8080/tcp  unknown: the captures hold no exclusion table for tcp
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
TCP: no ephemeral port is left, as the sockets show
  cause: pid 9120 has 16,378 sockets BOUND and not connected: a leak
  taken: at least 16,378 of the 16,384 ports of the dynamic range 49152-65535
         that are not excluded
  cure:  restart the program (pid 9120), which frees its ports, and update it or
         get its sockets closed
? exit 1

$ printf 'A request to allocate an ephemeral port number from the global TCP port space has failed due to all such ports being in use.\n' | portplan show -
standard input: bind errors; 0 rows, nothing left out
TCP: no ephemeral port was left (event 4231) (standard input:1); portplan check
says more

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# An event by number and source, in a language whose description is not known.
$ printf 'Quelle:        Tcpip\nEreignis-ID:   4231\n' | portplan check - --quiet
TCP: no ephemeral port was left (event 4231) (standard input:2)
  cause: no capture shows the sockets; usual are connections that come and go
         (TIME_WAIT), a program that binds and does not connect (BOUND) or does
         not close (CLOSE_WAIT), and a small dynamic range
  to see who has them, which decides the cure, while it happens:
    netstat -anoq
    Get-NetTCPConnection | Group-Object State, OwningProcess
  cure:  let the program reuse its connections (a pool, keep-alive) instead of
         one for each request
  or     widen the range, and reserve the ports in it that services listen on:
         netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

$ printf 'Quelle:        DNS\nEreignis-ID:   4231\n' | portplan check - --quiet
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

# IIS cannot register the prefix of a site; an event of the DNS Server names the
# address, and its port is 53; 10055 in French.
$ printf "Cannot register the URL prefix 'http://*:8097/' for site '7'. The necessary network binding may already be in use. The site has been deactivated.\n" | portplan check - --quiet
8097/tcp  unknown: the captures hold no exclusion table for tcp
  asked by: http.sys, standard input:1: an error without a number; the captures
    do not show enough to explain it
  8097 is registered for sac (IANA)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
? exit 1

$ printf 'The DNS server could not bind a User Datagram Protocol (UDP) socket to 10.0.0.5. The event data is the error code.\n' | portplan check - --quiet
53/udp  unknown: the captures hold no exclusion table for udp
  asked by: dns-server, standard input:1: an error without a number; the
    captures do not show enough to explain it
  53 is registered for domain (IANA); commonly run: DNS
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
? exit 1

$ printf 'OSError: [WinError 10055] Une opération sur un socket n’a pas pu être effectuée car le système ne disposait pas de suffisamment d’espace dans la mémoire tampon ou parce que la file d’attente était saturée\n' | portplan show - --quiet --format ndjson
{"fact":"exhaustion","sign":"10055","protocol":null,"program":"python","pid":null,"section":0,"source":{"capture":0,"line":1}}
? exit 0

# Who asks says how it is bound: an administered exclusion, the usual cure, would
# refuse IIS too.
$ printf "Cannot register the URL prefix 'http://*:50112/' for site '7'. The site has been deactivated.\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     50070       50169\n\n* - Administered port exclusions.\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n" >iis.txt; portplan check iis.txt --quiet; portplan fix iis.txt --quiet; portplan check iis.txt --as plain --quiet
50112/tcp  blocked: a URL registration with HTTP.sys gets
    ERROR_SHARING_VIOLATION (32)
  excluded 50070-50169, owner winnat: block of 100 inside the dynamic range
    (iis.txt:6)
  asked by: http.sys, iis.txt:1: an error without a number; the exclusion
    explains it
  cure: restart winnat until the block is elsewhere, or move the dynamic port
        range; an administered exclusion would refuse this kind of binding too
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix iis.txt
50112/tcp  blocked, excluded 50070-50169, owner winnat (iis.txt:6)
  restart winnat until the block is elsewhere, or move the dynamic port range;
  an administered exclusion would refuse this kind of binding too
  or use another port: 29998, the nearest good one outside the dynamic range
  portplan suggest --near 50112 finds another port, and says why
no commands cure this
50112/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 50070-50169, owner winnat: block of 100 inside the dynamic range
    (iis.txt:6)
  asked by: http.sys, iis.txt:1: an error without a number; the exclusion
    explains it
  cure: stop winnat, reserve 50112, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix iis.txt --as plain
? exit 1

# What names no port is called what it is, with what can be asked.
$ printf 'TCP Statistics for IPv4\n\n  Active Opens                        = 48120\n  Passive Opens                       = 1120\n  Failed Connection Attempts          = 9911\n' >s.txt; portplan check s.txt --quiet
! portplan: s.txt (TCP statistics) names no port: see portplan show s.txt
? exit 2

# Many machines: what is said of no port stands in the table and the document.
$ mkdir m; printf 'OSError: [WinError 10055]\n' >m/a.txt; printf 'Error code: CreateVm/ConfigureNetworking/0x8007054f\n' >m/b.txt; portplan check --each m --quiet; portplan check --each m --quiet --json | grep -c -E '"(exhaustion|failures)"'; portplan fix m/a.txt --json | grep -E '"(answer|exhaustion|sign)"'
machine  port  answer     cause
a        tcp   exhausted  no ephemeral port or no buffer was left (10055)
b        -     refused    WSL's mirrored networking found no free block of 4096 ports
2
  "answer": "none",
  "exhaustion": {
    "sign": "10055",
? exit 0

# A URL that somebody else has registered: http.sys tells who, no table does.
$ printf "System.Net.HttpListenerException (183): Failed to listen on prefix 'http://+:8080/' because it conflicts with an existing registration on the machine.\n" | portplan check - --quiet
8080/tcp  unknown: the captures hold no exclusion table for tcp
  asked by: http-listener, standard input:1: error 183
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
  netsh http show servicestate view=requestq names the program that has the URL
? exit 1
