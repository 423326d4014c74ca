# The question that people come with.
$ portplan check 55555 @hyper-v
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 55500-55599, owner winnat (likely): block of 100 (@hyper-v:21)
  cure: stop winnat, reserve 55555, start winnat; the block comes back elsewhere
        or use another port: the nearest is 55498 or 55601, which is at risk
        too: no good port is left outside the dynamic range
next: portplan fix 55555 @hyper-v
! @hyper-v: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
? exit 1

$ portplan check 55555 @hyper-v-reserved --quiet
55555/tcp  reserved: an administered exclusion keeps it free
  excluded 55500-55599 *, owner administrator (likely): administered, not HNS's
    50000+60 (@hyper-v-reserved:21)
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
? exit 0

# One of each kind of answer.
$ portplan check 8137,60000,50010,50070/tcp @typical-desktop
8137/tcp  free: nothing in the captures stands in its way
60000/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  in the dynamic range 49152-65535, captured (@typical-desktop:5)
  60000 was once used by malware: Deep Throat (trojan, list of 2005); says
    nothing about this machine
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=60000 numberofports=1
50010/tcp  reserved: an administered exclusion keeps it free
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS
    makes itself (@typical-desktop:24)
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
50070/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 50060-50159, owner winnat: block of 100 inside the dynamic range
    (@typical-desktop:25)
  cure: stop winnat, reserve 50070, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix 8137,60000,50010,50070/tcp @typical-desktop
? exit 1

$ portplan check 8080/udp @hyper-v --quiet
8080/udp  unknown: the captures hold no exclusion table for udp
  8080 is registered for http-alt (IANA)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
? exit 1

# Another kind of binding.
$ portplan check 50010 --as http.sys @typical-desktop
50010/tcp  blocked: a URL registration with HTTP.sys gets
    ERROR_SHARING_VIOLATION (32)
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS
    makes itself (@typical-desktop:24)
  cure: http.sys cannot use a port in an administered exclusion; remove it (HNS
        makes it again when it starts):
    netsh int ipv4 delete excludedportrange protocol=tcp startport=50000 numberofports=60
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix 50010 @typical-desktop --as http.sys
? exit 1

# Ranges are answered in runs that share everything; JSON has every port.
$ portplan check 55490-55610 @hyper-v --quiet
55490-55499/tcp  at-risk: it can be bound now, but is in the dynamic range,
    where a socket or a reserved block may take it
  in the dynamic range 1024-65534, assumed: 1024+64511, the smallest usual range
    that contains every block
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=55490 numberofports=10
55500-55599/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 55500-55599, owner winnat (likely): block of 100 (@hyper-v:21)
  cure: stop winnat, reserve 55500-55599, start winnat; the block comes back
        elsewhere
        or use another port: the nearest is 55498 or 55601, which is at risk
        too: no good port is left outside the dynamic range
55600-55610/tcp  at-risk: it can be bound now, but is in the dynamic range,
    where a socket or a reserved block may take it
  in the dynamic range 1024-65534, assumed: 1024+64511, the smallest usual range
    that contains every block
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=55600 numberofports=11
next: portplan fix 55490-55610 @hyper-v
? exit 1

$ portplan check 55498+3 @hyper-v --format json
{
  "schema": "portplan.check/1",
  "ports": [
    {
      "port": 55498,
      "protocol": "tcp",
      "verdict": "at-risk",
      "as": "plain",
      "address": null,
      "error": null,
      "asked_by": [
        { "kind": "query", "source": null }
      ],
      "reasons": [
        { "kind": "dynamic-range", "start": 1024, "end": 65534, "basis": "assumed", "source": null }
      ],
      "limits": [
        { "kind": "no-sockets", "message": "no capture shows which ports are in use (netstat -ano)", "source": null }
      ],
      "caveat": null,
      "nearest_free": [],
      "registered": [],
      "common": [],
      "malware": [],
      "advice": [
        "reserve it before something takes it: netsh int ipv4 add excludedportrange protocol=tcp startport=55498 numberofports=2"
      ]
    },
    {
      "port": 55499,
      "protocol": "tcp",
      "verdict": "at-risk",
      "as": "plain",
      "address": null,
      "error": null,
      "asked_by": [
        { "kind": "query", "source": null }
      ],
      "reasons": [
        { "kind": "dynamic-range", "start": 1024, "end": 65534, "basis": "assumed", "source": null }
      ],
      "limits": [
        { "kind": "no-sockets", "message": "no capture shows which ports are in use (netstat -ano)", "source": null }
      ],
      "caveat": null,
      "nearest_free": [],
      "registered": [],
      "common": [],
      "malware": [],
      "advice": [
        "reserve it before something takes it: netsh int ipv4 add excludedportrange protocol=tcp startport=55498 numberofports=2"
      ]
    },
    {
      "port": 55500,
      "protocol": "tcp",
      "verdict": "blocked",
      "as": "plain",
      "address": null,
      "error": 10013,
      "asked_by": [
        { "kind": "query", "source": null }
      ],
      "reasons": [
        {
          "kind": "excluded",
          "start": 55500,
          "end": 55599,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "source": { "capture": 0, "line": 21 }
        },
        { "kind": "dynamic-range", "start": 1024, "end": 65534, "basis": "assumed", "source": null }
      ],
      "limits": [],
      "caveat": null,
      "nearest_free": [55498, 55601],
      "registered": [],
      "common": [],
      "malware": [],
      "advice": [
        "stop winnat, reserve 55500, start winnat; the block comes back elsewhere",
        "or use another port: the nearest is 55498 or 55601, which is at risk too: no good port is left outside the dynamic range"
      ]
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
    { "code": "PP-617", "severity": "note", "message": "no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block", "capture": 0, "line": null, "column": null }
  ],
  "diagnostics_dropped": 0
}
? exit 1

# Without ports: those of the error messages in the captures.
$ portplan check fixtures/errors/mixed.txt --quiet
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013), and netstat
    shows no owner
  excluded 55500-55599, owner winnat: block of 100 inside the dynamic range
    (fixtures/errors/mixed.txt:12)
  asked by: docker, fixtures/errors/mixed.txt:3: error 10013; the exclusion
    explains it
  cure: stop winnat, reserve 55555, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix fixtures/errors/mixed.txt
? exit 1

$ portplan check --quiet < fixtures/errors/docker-old.txt
5900/tcp  unknown: the captures hold no exclusion table for tcp
  asked by: docker, standard input:2: error 10013; the captures do not show
    enough to explain it
  named by: a port mapping (standard input:1)
  by convention 5900-5910: VNC displays
  5900 is registered for rfb (IANA); commonly run: VNC display :0
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
? exit 1

$ cat fixtures/errors/mixed.txt fixtures/errors/node.txt | portplan check - --quiet
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013), and netstat
    shows no owner
  excluded 55500-55599, owner winnat: block of 100 inside the dynamic range
    (standard input:12)
  asked by: docker, standard input:3: error 10013; the exclusion explains it
  cure: stop winnat, reserve 55555, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
3000/tcp  unknown: nothing captured explains error 10013 of a program on this
    port: it may be a table from another time, WSL's mirrored networking (listed
    in no table, usually 44620-48715), or another program (standard input:40)
  asked by: node, standard input:40: error 10013
  by convention 3000-5000: Windows ALG, FTP on the loopback
  3000 is registered for hbci, remoteware-cl (IANA); commonly run: Aerospike
    service, Create React App dev server, Docusaurus dev server and 6 more
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=tcp
4200/tcp  unknown: nothing captured explains error 10048 of a program on this
    port: a program that no capture shows may hold it (netstat -ano), or WSL's
    mirrored networking (standard input:51)
  asked by: node, standard input:51: error 10048
  by convention 3000-5000: Windows ALG, FTP on the loopback
  4200 is registered for vrml-multi-use (IANA); commonly run: Angular CLI dev
    server, CrateDB HTTP, Ember dev server
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=tcp
41234/udp  unknown: the captures hold no exclusion table for udp
  asked by: node, standard input:52: error 10048; the captures do not show
    enough to explain it
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
next: portplan fix - (the same text on standard input)
? exit 1

$ portplan check @typical-desktop fixtures/errors/servers.txt --quiet
80/tcp  unknown: nothing captured explains error 10013 of a program on this
    port: it may be a table from another time, WSL's mirrored networking (listed
    in no table, usually 44620-48715), or another program
    (fixtures/errors/servers.txt:1)
  asked by: nginx, fixtures/errors/servers.txt:1: error 10013
  80 is registered for http, www, www-http (IANA); commonly run: HTTP (IIS,
    nginx, Apache)
  80 was once used by malware: Code Red (worm), Nimda (worm), Slapper (worm,
    list of 2005); says nothing about this machine
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=tcp
443/tcp  unknown: nothing captured explains error 10013 of a program on this
    port: it may be a table from another time, WSL's mirrored networking (listed
    in no table, usually 44620-48715), or another program
    (fixtures/errors/servers.txt:2)
  asked by: apache, fixtures/errors/servers.txt:2: error 10013
  443 is registered for https (IANA); commonly run: HTTPS
  443 was once used by malware: Slapper (worm, list of 2005); says nothing about
    this machine
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=tcp
8088/tcp  unknown: nothing captured explains error 10048 of a program on this
    port: a program that no capture shows may hold it (netstat -ano), or WSL's
    mirrored networking (fixtures/errors/servers.txt:3)
  asked by: apache, fixtures/errors/servers.txt:3: error 10048
  8088 is registered for radan-http (IANA)
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=tcp
6379/tcp  unknown: nothing captured explains error 10013 of a program on this
    port: it may be a table from another time, WSL's mirrored networking (listed
    in no table, usually 44620-48715), or another program
    (fixtures/errors/servers.txt:5)
  asked by: redis, fixtures/errors/servers.txt:5: error 10013
  6379 is registered for redis (IANA); commonly run: Redis / Valkey
  when the error occurs, capture netstat -ano, and with it:
    netsh int ipv4 show excludedportrange protocol=tcp
? exit 1

$ printf '  TCP    0.0.0.0:8085    0.0.0.0:0    LISTENING    77\nFailed to listen on localhost:8085 (reason: Only one usage of each socket address x)\n' | portplan check @typical-desktop - --quiet
8085/tcp  in-use: a program that binds it gets WSAEADDRINUSE (10048)
  in use, pid 77, on 0.0.0.0, listening (standard input:1)
  asked by: php, standard input:2: error 10048; the socket explains it
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  cure: stop the program with process id 77, or use another port
next: portplan fix @typical-desktop - (the same text on standard input)
? exit 1

$ portplan check @typical-desktop fixtures/errors/http-listener.txt --quiet
8085/tcp  unknown: nothing captured explains error 183 of a program on this
    port: another program has registered the URL with http.sys, which then has
    the port (fixtures/errors/http-listener.txt:3)
  asked by: http-listener, fixtures/errors/http-listener.txt:3: error 183
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  netsh http show servicestate view=requestq names the program that has the URL
? exit 1

# An error on an administered exclusion: it refuses http.sys and no plain bind.
$ printf 'Failed to register URL "http://localhost:50010/" for site "x" application "/". Error description: y (0x80070020)\nlisten tcp :50011: bind: An attempt was made to access a socket in a way forbidden by its access permissions.\n' | portplan check @typical-desktop - --quiet
50010/tcp  reserved: an administered exclusion keeps it free
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS
    makes itself (@typical-desktop:24)
  asked by: iis-express, standard input:1: error 32; the exclusion explains it
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
50011/tcp  reserved: an administered exclusion keeps it free
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS
    makes itself (@typical-desktop:24)
  asked by: go, standard input:2: error 10013; nothing in the captures explains
    it: WSL's mirrored networking may hold it, which no table shows, another
    program may have held it then (netstat -ano), or the table is from another
    time
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
? exit 0

# Of a published port the words do not tell which kind of container it is.
$ (portplan examples typical-desktop; echo 'docker: Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:50010 -> 0.0.0.0:0: listen tcp 0.0.0.0:50010: bind: An attempt was made to access a socket in a way forbidden by its access permissions.') | portplan check --quiet
50010/tcp  reserved: an administered exclusion keeps it free
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS
    makes itself (standard input:24)
  asked by: docker, standard input:55: error 10013; the exclusion explains it
    for a Windows container, because HNS is refused there; for a Linux container
    Docker Desktop makes a plain bind, and nothing in the captures explains the
    error
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
? exit 0

$ portplan check fixtures/errors/mixed.txt --format json --quiet
{
  "schema": "portplan.check/1",
  "ports": [
    {
      "port": 55555,
      "protocol": "tcp",
      "verdict": "blocked",
      "as": "plain",
      "address": null,
      "error": 10013,
      "asked_by": [
        {
          "kind": "error",
          "program": "docker",
          "error": 10013,
          "explained": true,
          "source": { "capture": 0, "line": 3 }
        }
      ],
      "reasons": [
        {
          "kind": "excluded",
          "start": 55500,
          "end": 55599,
          "administered": false,
          "owner": "winnat",
          "confidence": "certain",
          "reason": "block of 100 inside the dynamic range",
          "source": { "capture": 0, "line": 12 }
        },
        {
          "kind": "dynamic-range",
          "start": 49152,
          "end": 65535,
          "basis": "captured",
          "source": { "capture": 0, "line": 20 }
        }
      ],
      "limits": [],
      "caveat": null,
      "nearest_free": [29998],
      "registered": [],
      "common": [],
      "malware": [],
      "advice": [
        "stop winnat, reserve 55555, start winnat; the block comes back elsewhere",
        "or use another port: 29998, the nearest good one outside the dynamic range"
      ]
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
  "diagnostics": [],
  "diagnostics_dropped": 0
}
? exit 1

# A port that is asked for shows its error too.
$ portplan check 55555,8137 fixtures/errors/mixed.txt --quiet
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013), and netstat
    shows no owner
  excluded 55500-55599, owner winnat: block of 100 inside the dynamic range
    (fixtures/errors/mixed.txt:12)
  asked by: docker, fixtures/errors/mixed.txt:3: error 10013; the exclusion
    explains it
  cure: stop winnat, reserve 55555, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
8137/tcp  free: nothing in the captures stands in its way
next: portplan fix 55555,8137 fixtures/errors/mixed.txt
? exit 1

# No error that names a port.
$ portplan check @hyper-v --quiet
! portplan: @hyper-v (netsh excluded port ranges, tcp, English) names no port: name one, as in portplan check 1031 @hyper-v, or see portplan show @hyper-v
? exit 2

$ portplan check fixtures/errors/dotnet.txt
! fixtures/errors/dotnet.txt:1:1: note: the error does not name the port [PP-583]
! (portplan explain PP-583 says more)
! portplan: fixtures/errors/dotnet.txt (bind errors) names no port: name one, as in portplan check 8080 fixtures/errors/dotnet.txt, or see portplan show fixtures/errors/dotnet.txt
? exit 2

# The paste names its port in other ways: a command, a compose file, a note.
$ printf 'PS C:\\> netstat -ano | findstr :6543\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      5357        5357\n      6501        6600   <--- 6543\n\n* - Administered port exclusions.\n\n    ports:\n      - "6543:5432"\n      - "5514:514/udp"\n' | portplan check --quiet
6543/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 6501-6600, owner winnat (likely): block of 100 (standard input:8)
  named by: a filter (standard input:1), a port mapping (standard input:13), a
    note (standard input:8)
  6543 is registered for lds-distrib (IANA)
  cure: stop winnat, reserve 6543, start winnat; the block comes back elsewhere
        or use another port: 15003, the nearest good one outside the dynamic
        range
next: portplan fix (the same text on standard input)
? exit 1

# Nothing but a compose file: the answer is that nobody can tell.
$ portplan check fixtures/malformed/lookalikes/compose.txt --quiet
8080-8090/tcp  unknown: the captures hold no exclusion table for tcp
  named by: a port mapping (fixtures/malformed/lookalikes/compose.txt:4)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
50051/tcp  unknown: the captures hold no exclusion table for tcp
  named by: a port mapping (fixtures/malformed/lookalikes/compose.txt:5)
  50051 is not registered (IANA); commonly run: gRPC convention; Weaviate gRPC
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
? exit 1

$ portplan fix fixtures/malformed/lookalikes/compose.txt --quiet
8080-8090/tcp  unknown
  the captures hold no exclusion table for tcp
  on a typical desktop with the dynamic range 49152-65535 one of these cannot be
  bound after 0 % of boots
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
50051/tcp  unknown
  the captures hold no exclusion table for tcp
  on a typical desktop with the dynamic range 49152-65535 this port cannot be
  bound after 1.3 % of boots; portplan suggest --near 50051 finds safer ones
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
no commands cure this
? exit 1

$ printf 'netstat -ano | findstr :8080\n' | portplan check - @typical-desktop --quiet
8080/tcp  free: nothing in the captures stands in its way
  named by: a filter (standard input:1)
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
? exit 0

$ printf 'tasklist | findstr 8080\n' | portplan check - @typical-desktop --quiet
! portplan: @typical-desktop (netsh dynamic port range and netsh excluded port ranges, tcp and udp, English) names no port: name one, as in portplan check 5357 - @typical-desktop, or see portplan show - @typical-desktop
? exit 2

$ portplan show fixtures/malformed/lookalikes/compose.txt
! portplan: nothing in fixtures/malformed/lookalikes/compose.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ portplan check fixtures/malformed/lookalikes/blank-lines.txt
! portplan: nothing in fixtures/malformed/lookalikes/blank-lines.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ portplan check nosuchfile.txt
! portplan: 'nosuchfile.txt' is not a port or range, and there is no such file: expected a number
? exit 2

$ portplan check
! portplan: standard input is empty
! what to capture on the Windows machine: portplan help capture
? exit 3

# A holder on one address: the wildcard is left, exclusively it is not.
$ printf '  TCP    127.0.0.1:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 @typical-desktop - --quiet
8085/tcp  in-use: a program that binds it gets WSAEADDRINUSE (10048)
  in use, pid 77, on 127.0.0.1, listening (standard input:1)
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  cure: stop the program with process id 77, or use another port
        or bind 0.0.0.0 alongside it: only 127.0.0.1 is held; connections to
        that address stay with its holder
next: portplan fix 8085 @typical-desktop - (the same text on standard input)
? exit 1

$ printf '  TCP    127.0.0.1:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 --address 0.0.0.0 @typical-desktop - --quiet
8085/tcp on 0.0.0.0  free: it can be bound alongside the sockets there
  in use, pid 77, on 127.0.0.1, listening (standard input:1)
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  only 127.0.0.1 is held; connections to that address stay with its holder
? exit 0

$ printf '  TCP    127.0.0.1:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 --address=:: --as exclusive @typical-desktop - --quiet
8085/tcp on ::  in-use: a program that binds it with SO_EXCLUSIVEADDRUSE gets
    WSAEACCES (10013)
  in use, pid 77, on 127.0.0.1, listening (standard input:1)
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  cure: stop the program with process id 77, or use another port
next: portplan fix 8085 @typical-desktop - --as exclusive (the same text on standard input)
? exit 1

$ printf '  TCP    127.0.0.1:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 --address 127.0.0.2 @typical-desktop - --quiet
8085/tcp on 127.0.0.2  free: it can be bound alongside the sockets there
  in use, pid 77, on 127.0.0.1, listening (standard input:1)
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
? exit 0

# What netstat does not show is assumed.
$ printf '  TCP    0.0.0.0:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 --address 127.0.0.1 @typical-desktop - --quiet
8085/tcp on 127.0.0.1  free: it can be bound alongside the sockets there
  in use, pid 77, on 0.0.0.0, listening (standard input:1)
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  netstat does not show how a socket was bound, or by whom: with another
  holder-options or holder-user (--assume) the answer is no
? exit 0

$ printf '  TCP    0.0.0.0:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 --address 127.0.0.1 --assume holder-user=other @typical-desktop - --quiet
8085/tcp on 127.0.0.1  in-use: a program that binds it gets WSAEACCES (10013)
  in use, pid 77, on 0.0.0.0, listening (standard input:1)
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  cure: stop the program with process id 77, or use another port
next: portplan fix 8085 @typical-desktop - --assume holder-user=other (the same text on standard input)
? exit 1

$ printf '  TCP    127.0.0.1:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 --address 0.0.0.0 --assume holder-options=reuse --as reuse @typical-desktop - fixtures/system/wslconfig.txt --format json --quiet
{
  "schema": "portplan.check/1",
  "ports": [
    {
      "port": 8085,
      "protocol": "tcp",
      "verdict": "free",
      "as": "reuse",
      "address": "0.0.0.0",
      "error": null,
      "asked_by": [
        { "kind": "query", "source": null }
      ],
      "reasons": [
        {
          "kind": "in-use",
          "address": "127.0.0.1",
          "pid": 77,
          "process": null,
          "source": { "capture": 1, "line": 1 }
        }
      ],
      "limits": [],
      "caveat": null,
      "nearest_free": [],
      "registered": [],
      "common": [
        { "application": "Pub/Sub emulator", "category": "dev-server" }
      ],
      "malware": [],
      "advice": [
        "only 127.0.0.1 is held; connections to that address stay with its holder"
      ]
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
    "holder-options": "reuse",
    "holder-user": "same"
  },
  "diagnostics": [],
  "diagnostics_dropped": 0
}
? exit 0

# What reserves takes every address.
$ printf '  TCP    127.0.0.1:8085    0.0.0.0:0    LISTENING    77\n' | portplan check 8085 --address 127.0.0.2 --as http.sys @typical-desktop - --quiet
8085/tcp  in-use: a URL registration with HTTP.sys gets ERROR_SHARING_VIOLATION
    (32)
  in use, pid 77, on 127.0.0.1, listening (standard input:1)
  8085 is not registered (IANA); commonly run: Pub/Sub emulator
  cure: stop the program with process id 77, or use another port
next: portplan fix 8085 @typical-desktop - --as http.sys (the same text on standard input)
? exit 1

# WSL's mirrored networking stands in no table; a no needs no caveat.
$ portplan check 8137,60000 @typical-desktop fixtures/system/wslconfig.txt --quiet
8137/tcp  free: nothing in the captures stands in its way
60000/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  in the dynamic range 49152-65535, captured (@typical-desktop:5)
  60000 was once used by malware: Deep Throat (trojan, list of 2005); says
    nothing about this machine
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=60000 numberofports=1
? exit 0

$ portplan check 50070 @typical-desktop fixtures/system/wslconfig.txt --quiet
50070/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 50060-50159, owner winnat: block of 100 inside the dynamic range
    (@typical-desktop:25)
  cure: stop winnat, reserve 50070, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix 50070 @typical-desktop fixtures/system/wslconfig.txt
? exit 1

# The defect that KB3039044 mends.
$ printf 'OS Name:                   Microsoft Windows Server 2012 R2 Standard\nOS Version:                6.3.9600 N/A Build 9600\n\n  TCP    0.0.0.0:50010    0.0.0.0:0    LISTENING    77\n' | portplan check 50010 --as reuse --address 0.0.0.0 --assume holder-options=reuse @typical-desktop - --quiet
50010/tcp on 0.0.0.0  in-use: a program that binds it with SO_REUSEADDR gets
    WSAEACCES (10013)
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS
    makes itself (@typical-desktop:24)
  in use, pid 77, on 0.0.0.0, listening (standard input:4)
  cure: install KB3039044: without it this system refuses SO_REUSEADDR inside an
        administered exclusion
next: portplan fix 50010 @typical-desktop - --as reuse --assume holder-options=reuse (the same text on standard input)
? exit 1

$ portplan check 80 --address localhost @hyper-v
! portplan: --address takes an address to bind, such as 127.0.0.1, 0.0.0.0, ::1 or ::, not 'localhost'
? exit 2

$ portplan check 80 --assume holder-options=shared @hyper-v
! portplan: --assume holder-options takes default, reuse or exclusive, not 'holder-options=shared'
? exit 2

# A query that is none.
$ portplan check 80,x @hyper-v
! portplan: 'x' is not a port or range: expected a number
? exit 2

$ portplan check 0 @hyper-v
! portplan: '0' is not a port or range: port 0 cannot be used, ports go from 1 to 65535
? exit 2

$ portplan check 70000 @hyper-v
! portplan: '70000' is not a port or range: the range goes above port 65535
? exit 2

# Other ways to write a list.
$ portplan check 'tcp:8080;:9187,udp/5353' @typical-desktop --quiet
8080/tcp  free: nothing in the captures stands in its way
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
9187/tcp  free: nothing in the captures stands in its way
5353/udp  free: nothing in the captures stands in its way
  5353 is registered for mdns (IANA); commonly run: mDNS (DNS Client)
? exit 0

$ portplan check 5000–5003 @typical-desktop --quiet
5000-5003/tcp  free: nothing in the captures stands in its way
  5000 is registered for commplex-main (IANA); commonly run: ASP.NET Core
    (Kestrel) HTTP, Docker registry, Firebase hosting emulator
  5000 was once used by malware: Sockets de Troie (trojan, list of 2005); says
    nothing about this machine
  5001 is registered for commplex-link (IANA); commonly run: ASP.NET Core
    (Kestrel) HTTPS, Firebase functions emulator, iperf2
  5001 was once used by malware: Sockets de Troie (trojan, list of 2005); says
    nothing about this machine
  5002 is registered for rfe (IANA)
  5003 is registered for fmpro-internal (IANA)
? exit 0

$ portplan check http,ms-sql-m/udp @typical-desktop --quiet
80/tcp  free: nothing in the captures stands in its way
  80 is registered for http, www, www-http (IANA); commonly run: HTTP (IIS,
    nginx, Apache)
  80 was once used by malware: Code Red (worm), Nimda (worm), Slapper (worm,
    list of 2005); says nothing about this machine
1434/udp  free: nothing in the captures stands in its way
  1434 is registered for ms-sql-m (IANA); commonly run: SQL Server Browser
  1434 was once used by malware: SQL Slammer (worm); says nothing about this
    machine
? exit 0

# One number or two?
$ portplan check 55,555 @hyper-v
! portplan: '55,555' may be one port or two: type 55555 for the one, 555,55 for the two
? exit 2

$ portplan check 22,443 @hyper-v --quiet
22/tcp  free: nothing in the captures stands in its way
  22 is registered for ssh (IANA); commonly run: SSH / SFTP (OpenSSH)
443/tcp  free: nothing in the captures stands in its way
  443 is registered for https (IANA); commonly run: HTTPS
  443 was once used by malware: Slapper (worm, list of 2005); says nothing about
    this machine
? exit 0

$ portplan check 200-100 @hyper-v
! portplan: '200-100' is not a port or range: the end is below the start
? exit 2

$ portplan check @hyper-v 80 @typical-desktop
! portplan: the ports come first, then the captures: portplan check PORTS @hyper-v
? exit 2

$ portplan check 80 --as root @hyper-v
! portplan: --as takes plain, reuse, exclusive, http.sys, quic, container or reservation, not 'root'
? exit 2

# What is worth knowing of a port, beside the verdict.
$ (portplan examples typical-desktop; printf '    Reserved URL            : http://+:8137/app/ \n        User: HOST\\me\n            Listen: Yes\n') | portplan check --quiet 8137,30000,29999-30010
8137/tcp  free: nothing in the captures stands in its way
  a URL of http.sys is on this port: http://+:8137/app/ (standard input:55)
30000/tcp  free: nothing in the captures stands in its way
  by convention 30000-32767: Kubernetes NodePort
  30000 is registered for ndmps (IANA)
29999-30010/tcp  free: nothing in the captures stands in its way
? exit 0

$ portplan check --quiet 30000 @typical-desktop --format json | sed -n '/"reasons"/,/\]/p'
      "reasons": [
        { "kind": "convention", "start": 30000, "end": 32767, "name": "Kubernetes NodePort", "stated_by": "kubernetes/website:content/en/docs/reference/networking/ports-and-protocols.md" }
      ],
? exit 0

# What the lists of ports say: registered, common, once used by malware, kept
# by IANA, and nothing of a port that no list has.
$ portplan check 8080,27374,9001,1011,8137,4000+4 @typical-desktop --quiet
8080/tcp  free: nothing in the captures stands in its way
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
27374/tcp  free: nothing in the captures stands in its way
  27374 was once used by malware: Ramen (worm, list of 2005), SubSeven (trojan,
    list of 2005); says nothing about this machine
9001/tcp  free: nothing in the captures stands in its way
  9001 is registered for etlservicemgr (IANA); commonly run: MinIO console
1011/tcp  free: nothing in the captures stands in its way
  1011 is reserved by IANA
  1011 was once used by malware: Doly Trojan (trojan, list of 2005); says
    nothing about this machine
8137/tcp  free: nothing in the captures stands in its way
4000-4003/tcp  free: nothing in the captures stands in its way
  by convention 3000-5000: Windows ALG, FTP on the loopback
  4000 is registered for terabase (IANA); commonly run: Firebase Emulator UI,
    Hexo server, Jekyll serve and 1 more
  4001 is registered for newoak (IANA); commonly run: IPFS swarm
  4002 is registered for pxc-spvr-ft (IANA)
  4003 is registered for pxc-splr-ft (IANA)
? exit 0

# Not for every port of a large range.
$ portplan check 79-84 @typical-desktop --quiet
79-84/tcp  free: nothing in the captures stands in its way
? exit 0

$ portplan check 6667 @typical-desktop --quiet --format json | sed -n '/"registered"/,/"malware"/p'
      "registered": [
        { "service": "ircu" }
      ],
      "common": [
        { "application": "IRC", "category": "messaging" }
      ],
      "malware": [],
? exit 0

# Before Vista there is no table to be captured; ReservedPorts keeps ports free.
$ portplan check 3000,4000,8080 fixtures/system/ver-2003.txt fixtures/registry/reserved-ports.reg --quiet 2>/dev/null
3000/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket may take it
  in the dynamic range 1025-5000, default: the default of its version
  by convention 3000-5000: Windows ALG, FTP on the loopback
  3000 is registered for hbci, remoteware-cl (IANA); commonly run: Aerospike
    service, Create React App dev server, Docusaurus dev server and 6 more
  cure: reserve it before something takes it: add 3000-3000 to ReservedPorts in
        the registry, and restart
4000/tcp  free: nothing in the captures stands in its way
  ReservedPorts 4000, which Windows reads up to Server 2003
    (fixtures/registry/reserved-ports.reg:4)
  by convention 3000-5000: Windows ALG, FTP on the loopback
  4000 is registered for terabase (IANA); commonly run: Firebase Emulator UI,
    Hexo server, Jekyll serve and 1 more
8080/tcp  free: nothing in the captures stands in its way
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
? exit 0

# Colours of a terminal's log are no part of the text.
$ portplan examples hyper-v | sed 's/^/\x1b[36;1m/; s/$/\x1b[0m/' | portplan check 55555 - --quiet --strict
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 55500-55599, owner winnat (likely): block of 100 (standard input:21)
  cure: stop winnat, reserve 55555, start winnat; the block comes back elsewhere
        or use another port: the nearest is 55498 or 55601, which is at risk
        too: no good port is left outside the dynamic range
next: portplan fix 55555 - (the same text on standard input)
? exit 1

# Who registered a URL with http.sys: known by its queue, by its queue's name, not known.
$ portplan check 5985,8080,8000 fixtures/netsh/servicestate-requestq-en.txt --quiet
5985/tcp  in-use: http.sys (pid 1412) has it, a program that binds it gets
    WSAEACCES (10013)
  a URL of http.sys is on this port: HTTP://+:5985/WSMAN/
    (fixtures/netsh/servicestate-requestq-en.txt:24), registered by svchost.exe
    (process id 1412)
  5985 is registered for wsman (IANA); commonly run: WinRM HTTP
  cure: stop svchost.exe (process id 1412), which has registered the port with
        http.sys, or change its URL
8080/tcp  in-use: http.sys (pid 3248) has it, a program that binds it gets
    WSAEACCES (10013)
  a URL of http.sys is on this port: HTTP://*:8080/
    (fixtures/netsh/servicestate-requestq-en.txt:58), registered by w3wp.exe
    (process id 3248), request queue ExamplePool
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
  cure: stop w3wp.exe (process id 3248), which has registered the port with
        http.sys, or change its URL
8000/tcp  in-use: http.sys (pid 4796) has it, a program that binds it gets
    WSAEACCES (10013)
  a URL of http.sys is on this port: HTTP://+:8000/EXAMPLE/
    (fixtures/netsh/servicestate-requestq-en.txt:84), registered by site.exe
    (process id 4796)
  8000 is registered for irdmi (IANA); commonly run: Chroma, Gatsby dev server,
    MPD HTTP output
  cure: stop site.exe (process id 4796), which has registered the port with
        http.sys, or change its URL
next: portplan fix 5985,8080,8000 fixtures/netsh/servicestate-requestq-en.txt
? exit 1

$ portplan check 5985,8080 fixtures/netsh/servicestate-names-en.txt --quiet
5985/tcp  in-use: http.sys has it, a program that binds it gets WSAEACCES
    (10013)
  a URL of http.sys is on this port: HTTP://+:5985/WSMAN/
    (fixtures/netsh/servicestate-names-en.txt:22), registered by a program
  5985 is registered for wsman (IANA); commonly run: WinRM HTTP
  cure: a service has registered the port with http.sys: netsh http show
        servicestate view=requestq names its process; stop it or change its URL
8080/tcp  in-use: http.sys (pid 3248) has it, a program that binds it gets
    WSAEACCES (10013)
  a URL of http.sys is on this port: HTTP://*:8080/
    (fixtures/netsh/servicestate-names-en.txt:42), registered by w3wp.exe
    (process id 3248), request queue ExamplePool
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat,
    CockroachDB console and 11 more
  cure: stop w3wp.exe (process id 3248), which has registered the port with
        http.sys, or change its URL
next: portplan fix 5985,8080 fixtures/netsh/servicestate-names-en.txt
? exit 1

$ portplan check 8080 fixtures/netsh/servicestate-names-en.txt --quiet --format json
{
  "schema": "portplan.check/1",
  "ports": [
    {
      "port": 8080,
      "protocol": "tcp",
      "verdict": "in-use",
      "as": "plain",
      "address": null,
      "error": 10013,
      "asked_by": [
        { "kind": "query", "source": null }
      ],
      "reasons": [
        {
          "kind": "reservation",
          "start": 8080,
          "end": 8080,
          "of": "url",
          "text": "HTTP://*:8080/",
          "registered": true,
          "pid": 3248,
          "process": "w3wp.exe",
          "queue": "ExamplePool",
          "source": { "capture": 0, "line": 42 }
        }
      ],
      "limits": [],
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
      "advice": [
        "stop w3wp.exe (process id 3248), which has registered the port with http.sys, or change its URL"
      ]
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
  "diagnostics": [],
  "diagnostics_dropped": 0
}
? exit 1

# Windows' own message says more than a program's words for it.
$ printf 'Port already in use 1093\nat Socket.DoBind\nat Socket.Bind\nat Listener.Start\n[Error] System.Exception: Port already in use 1093 ---> System.Net.Sockets.SocketException: An attempt was made to access a socket in a way forbidden by its access permissions\n' > dump.txt; portplan check dump.txt --quiet
1093/tcp  unknown: the captures hold no exclusion table for tcp
  asked by: dotnet, dump.txt:5: error 10013; the captures do not show enough to
    explain it
  1093 is registered for proofd (IANA)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
? exit 1

# A port that nothing but a sentence names: counted where a row has it.
$ printf 'My default 9187 port is unusable, 9300 works.\n\nStart Port    End Port\n----------    --------\n      9113        9212\n' > dump.txt; portplan check dump.txt --quiet; portplan check 9187 dump.txt --json --quiet | grep -A1 '"kind": "note"'; grep -v 91 dump.txt > other.txt; portplan check other.txt --quiet
9187/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 9113-9212, owner winnat (likely): block of 100 (dump.txt:5)
  named by: the text (dump.txt:1)
  cure: stop winnat, reserve 9187, start winnat; the block comes back elsewhere
        or use another port: 15003, the nearest good one outside the dynamic
        range
next: portplan fix dump.txt
          "kind": "note",
          "source": { "capture": 0, "line": 1 }
! portplan: nothing in other.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

# Where no table is captured, what no table would show is named, too.
$ echo 'listen tcp 127.0.0.1:47120: bind: An attempt was made to access a socket in a way forbidden by its access permissions.' > a.txt; echo 'Failed to register URL "https://localhost:44391/" for site "Shop" application "/". Error description: The process cannot access the file because it is being used by another process. (0x80070020)' > b.txt; portplan check a.txt; portplan check b.txt
47120/tcp  unknown: the captures hold no exclusion table for tcp
  asked by: go, a.txt:1: error 10013; the captures do not show enough to explain
    it; WSL's mirrored networking, which is in no table, usually has 44620-48715
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
44391/tcp  unknown: the captures hold no exclusion table for tcp
  asked by: iis-express, b.txt:1: error 32; the captures do not show enough to
    explain it; a URL of another program may have it: netsh http show
    servicestate view=requestq
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
? exit 1

# A reservation that netsh accepted proves that the block which lay there is gone.
$ (echo 'listen tcp 0.0.0.0:8123: bind: An attempt was made to access a socket in a way forbidden by its access permissions.'; printf '\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      8045        8144\n      8145        8244\n\n* - Administered port exclusions.\n\nC:\\>netsh int ipv4 add excludedportrange protocol=tcp startport=8123 numberofports=1\nOk.\n') > dump.txt; portplan check dump.txt --quiet; portplan check 8044,8124,8150 dump.txt --quiet | grep tcp
8123/tcp  reserved: an administered exclusion keeps it free
  excluded 8123 *, owner administrator (likely): administered, not HNS's
    50000+60 (dump.txt:12)
  asked by: go, dump.txt:1: error 10013; the exclusion 8045-8144 of an earlier
    table explains it (dump.txt:7); the verdict is about the machine as it was
    left
  named by: code (dump.txt:12)
  8123 is not registered (IANA); commonly run: ClickHouse HTTP
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
8044/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    netsh int ipv4 add excludedportrange protocol=tcp startport=8044 numberofports=1
8124/tcp  unknown: later rows cover part of the exclusion 8045-8144: what became
    netsh int ipv4 show excludedportrange protocol=tcp
8150/tcp  blocked: a program that binds it gets WSAEACCES (10013)
? exit 0

# A sentence that quotes the heads is no table without rows.
$ printf 'netsh int ipv4 show excludedportrange protocol=udp\n\nThe heads are `Start Port` `End Port` there.\n\nStart Port    End Port\n----------    --------\n      8410        8509\n' > dump.txt; portplan check 8444/udp,8600/udp dump.txt --quiet; head -3 dump.txt > cut.txt; portplan check 8444/udp cut.txt
8444/udp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 8410-8509, owner winnat (likely): block of 100 (dump.txt:7)
  8444 is registered for pcsync-http (IANA)
  cure: stop winnat, reserve 8444, start winnat; the block comes back elsewhere
        or use another port: 15003, the nearest good one outside the dynamic
        range
8600/udp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  in the dynamic range 1024-15000, assumed: 1024+13977, the smallest usual range
    that contains every block
  8600 is registered for asterix (IANA); commonly run: Consul DNS
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=udp startport=8600 numberofports=1
next: portplan fix 8444/udp,8600/udp dump.txt
! portplan: nothing in cut.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

# Blocks gone with winnat come back in the range that they had: the port is not out of danger.
$ printf 'Error: listen EACCES: permission denied 0.0.0.0:3217\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      3188        3287\n     50000       50059     *\n\n* - Administered port exclusions.\n\nafter the restart of winnat:\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     50000       50059     *\n\n* - Administered port exclusions.\n' > dump.txt; portplan check dump.txt --quiet; portplan fix dump.txt --quiet
3217/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  asked by: node, dump.txt:1: error 10013; the exclusion 3188-3287 of an earlier
    table explains it (dump.txt:7); the verdict is about the machine as it was
    left
  in the dynamic range 1024-15000, assumed: 1024+13977, the smallest usual range
    that contains every block
  by convention 3000-5000: Windows ALG, FTP on the loopback
  3217 is registered for unite (IANA)
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=3217 numberofports=1
3217/tcp  at-risk, in the dynamic range
  an earlier table excludes it: 3188-3287 (dump.txt:7); the answer is about the
  machine as it was left
  the dynamic range 1024-15000 (assumed) reaches down to this port; --cure
  dynamic-range restores it (a restart)
to keep it so: reserve the port before something takes it (reserve)
  others that work here: --cure dynamic-range
  at once 3217/tcp bindable in all 10,000 runs
  after a restart 3217/tcp bindable in all 10,000 runs
  ! http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused
    there, Docker Desktop's Linux containers are not
as an administrator:
  netsh int ipv4 add excludedportrange protocol=tcp startport=3217 numberofports=1
the way back:
  netsh int ipv4 delete excludedportrange protocol=tcp startport=3217 numberofports=1
10,000 runs, seed 1, model first-fit 3
! dump.txt:14: warning: this tcp table differs from an earlier one; it is taken as the state of the machine (use --section N or --all to choose otherwise) [PP-601]
! dump.txt:3: note: the earlier table
! (portplan explain PP-601 says more)
! dump.txt:14: warning: this tcp table differs from an earlier one; it is taken as the state of the machine (use --section N or --all to choose otherwise) [PP-601]
! dump.txt:3: note: the earlier table
! (portplan explain PP-601 says more)
? exit 0

# A folder of several machines is no machine; --all and --section choose among
# the tables of one, and `show` lists them all.
$ mkdir d e; portplan examples hyper-v > d/a.txt; portplan examples typical-desktop > d/b.txt; portplan check 55555 d; portplan fix 55555 d/; portplan ephemeral d; portplan what-if 'reboot' d; portplan diff d @hyper-v; echo '{"schema":"portplan.policy/1","rules":[{"id":"web","ports":"50070","require":"bindable"}]}' > p.json; portplan verify p.json d; mkdir e/a; portplan check 80 e; portplan check 55555 d --all --quiet | head -1; portplan show d --quiet | head -2; portplan check 55555 d/a.txt d/b.txt --quiet | head -1
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
d/a.txt: netsh excluded port ranges, tcp, English; 15 rows, nothing left out
d/b.txt: netsh dynamic port range and netsh excluded port ranges, tcp and udp, English; 23 rows, nothing left out
55555/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
! portplan: 'd' has several machines, or one at several times: d/a.txt and d/b.txt each have a complete table; use --each with check or verify, or name the files of one machine
! portplan: 'd/' has several machines, or one at several times: d/a.txt and d/b.txt each have a complete table; use --each with check or verify, or name the files of one machine
! portplan: 'd' has several machines, or one at several times: d/a.txt and d/b.txt each have a complete table; use --each with check or verify, or name the files of one machine
! portplan: 'd' has several machines, or one at several times: d/a.txt and d/b.txt each have a complete table; use --each with check or verify, or name the files of one machine
! portplan: 'd' has several machines, or one at several times: d/a.txt and d/b.txt each have a complete table; use --each with check or verify, or name the files of one machine
! portplan: 'd' has several machines, or one at several times: d/a.txt and d/b.txt each have a complete table; use --each with check or verify, or name the files of one machine
! portplan: 'e' has folders but no captures; if each folder is a machine, use --each with check or verify
! d/b.txt:17: warning: this tcp table differs from an earlier one; the rows of both are taken [PP-601]
! d/a.txt:3: note: the earlier table
! (portplan explain PP-601 says more)
! d/b.txt:17: warning: this tcp table differs from an earlier one; it is taken as the state of the machine (use --section N or --all to choose otherwise) [PP-601]
! d/a.txt:3: note: the earlier table
! (portplan explain PP-601 says more)
! d/b.txt:17: warning: this tcp table differs from an earlier one; it is taken as the state of the machine (use --section N or --all to choose otherwise) [PP-601]
! d/a.txt:3: note: the earlier table
! (portplan explain PP-601 says more)
? exit 0

# One machine may come in parts, and be captured by several commands.
$ mkdir d; portplan examples hyper-v > d/tcp.txt; portplan examples hyper-v | sed 's/tcp/udp/' > d/udp.txt; echo '  TCP    0.0.0.0:8085    0.0.0.0:0    LISTENING    77' > d/netstat.txt; portplan check 55555,55555/udp d --quiet | head -1
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013), and netstat
? exit 0

# Many machines: a line for each, and the last word on those that say nothing.
$ mkdir d d/web05; portplan examples hyper-v > d/web01.txt; portplan examples typical-desktop > d/web02.txt; : > d/web03.txt; echo hello > d/web04.txt; portplan examples german > d/web05/a.txt; echo '  TCP    0.0.0.0:55555    0.0.0.0:0    LISTENING    77' > web06.txt; portplan check 55555,50010,80/udp d web06.txt web07.txt --each --quiet
machine  port       answer     cause
web01    55555/tcp  blocked    excluded 55500-55599, owner winnat (likely): block of 100 (d/web01.txt:21)
web01    50010/tcp  reserved   excluded 50000-50099 *, owner administrator (likely): administered, not HNS's 50000+60 (d/web01.txt:20)
web01    80/udp     unknown    the captures hold no exclusion table for udp
web02    55555/tcp  at-risk    in the dynamic range 49152-65535, captured (d/web02.txt:5)
web02    50010/tcp  reserved   excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS makes itself (d/web02.txt:24)
web02    80/udp     free       nothing in the captures stands in its way
web05    55555/tcp  at-risk    in the dynamic range 49152-65535, assumed: the default since Vista; no block contradicts it
web05    50010/tcp  reserved   excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS makes itself (d/web05/a.txt:14)
web05    80/udp     unknown    the captures hold no exclusion table for udp
web06    55555/tcp  in-use     in use, pid 77, on 0.0.0.0, listening (web06.txt:1)
web06    50010/tcp  unknown    the captures hold no exclusion table for tcp
web06    80/udp     unknown    the captures hold no exclusion table for udp
web03    -          no answer  d/web03.txt is empty
web04    -          no answer  nothing in d/web04.txt looks like output of netsh
web07    -          no answer  web07.txt cannot be read
! portplan: d/web03.txt is empty
! portplan: nothing in d/web04.txt looks like output of netsh
! portplan: cannot read 'web07.txt': No such file or directory; did you mean 'web06.txt'?
? exit 2

$ portplan check 55555 --each @hyper-v @typical-desktop --quiet; echo "$?"; portplan check 55556 --each @typical-desktop --quiet; echo "$?"; portplan check 55555 --each @hyper-v --json | grep -v diag | head -8
machine          port       answer   cause
hyper-v          55555/tcp  blocked  excluded 55500-55599, owner winnat (likely): block of 100 (@hyper-v:21)
typical-desktop  55555/tcp  at-risk  in the dynamic range 49152-65535, captured (@typical-desktop:5)
1
machine          port       answer   cause
typical-desktop  55556/tcp  at-risk  in the dynamic range 49152-65535, captured (@typical-desktop:5)
0
{
  "schema": "portplan.check-each/1",
  "machines": [
    {
      "host": "hyper-v",
      "message": null,
      "check": {
        "schema": "portplan.check/1",
? exit 0

# Without ports each is asked about its own.
$ echo 'listen tcp 0.0.0.0:50070: bind: An attempt was made to access a socket in a way forbidden by its access permissions.' > a.txt; portplan check --each a.txt @hyper-v --quiet
machine  port       answer     cause
a        50070/tcp  unknown    the captures hold no exclusion table for tcp
hyper-v  -          no answer  its captures name no port
? exit 2

$ portplan check 80 --each
! portplan: --each needs a CAPTURE for every machine
? exit 2

# A NAT mapping has the port; one that is not active has none.
$ printf 'PS C:\\> Get-NetNatStaticMapping\n\nStaticMappingID   : 4\nNatName           : lab\nProtocol          : TCP\nExternalIPAddress : 0.0.0.0\nExternalPort      : 7443\nInternalIPAddress : 172.31.7.9\nInternalPort      : 443\nActive            : True\n\nStaticMappingID   : 5\nNatName           : lab\nProtocol          : TCP\nExternalPort      : 7444\nActive            : False\n' | portplan check --quiet 7443,7444
7443/tcp  in-use: a program that binds it gets WSAEACCES (10013)
  held by the NAT mapping of lab (7443 -> 172.31.7.9:443) (standard input:7)
  by convention 6800-7568: Ceph OSD, MDS and MGR
  7443 is registered for oracleas-https (IANA)
  cure: Remove-NetNatStaticMapping -StaticMappingID 4 removes the mapping; or
        use another port
7444/tcp  unknown: the captures hold no exclusion table for tcp
  by convention 6800-7568: Ceph OSD, MDS and MGR
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
next: portplan fix 7443,7444 (the same text on standard input)
? exit 1

$ printf '{"ActivityId":"A","Name":"ep","IPAddress":"172.31.7.2","Policies":[{"Type":"NAT","ExternalPort":7080,"InternalPort":80,"Protocol":6}]}\n' | portplan check --quiet --format json 7080 | sed -n '/"reasons"/,/"limits"/p'
      "reasons": [
        {
          "kind": "held",
          "start": 7080,
          "end": 7080,
          "by": "hns",
          "name": "ep",
          "address": null,
          "target": "172.31.7.2:80",
          "id": null,
          "source": { "capture": 0, "line": 1 }
        },
        { "kind": "convention", "start": 6800, "end": 7568, "name": "Ceph OSD, MDS and MGR", "stated_by": "firewalld/firewalld:config/services/ceph.xml" }
      ],
      "limits": [],
? exit 0

# A portproxy rule is deleted, not stopped.
$ printf 'Listen on ipv4:             Connect to ipv4:\n\nAddress         Port        Address         Port\n--------------- ----------  --------------- ----------\n10.3.0.4        8447        172.22.0.9      447\n*               8448        172.22.0.9      448\n' | portplan check 8447,8448 - --quiet | grep -A2 -e portproxy -e cure
  in use by a portproxy rule (iphlpsvc), on 10.3.0.4, listening (standard
    input:5)
  cure: netsh interface portproxy delete v4tov4 listenport=8447
        listenaddress=10.3.0.4 deletes the rule; or use another port
        or bind 0.0.0.0 alongside it: only 10.3.0.4 is held; connections to that
--
  in use by a portproxy rule (iphlpsvc), on *, listening (standard input:6)
  8448 is registered for matrix-fed (IANA); commonly run: Matrix federation
  cure: delete the rule that netsh interface portproxy show all lists, or use
        another port
next: portplan fix 8447,8448 - (the same text on standard input)
? exit 0

$ printf 'StaticMappingID : 4\nNatName : lab\nProtocol : TCP\nExternalPort : 7443\nInternalIPAddress : 172.27.0.4\nInternalPort : 443\nActive : True\n' > nat.txt; for i in refused works; do portplan check 7443 nat.txt --quiet --assume mapping-bind=$i | head -1; portplan check 7443 nat.txt --as reservation --quiet --assume mapping-bind=$i | head -1; done
7443/tcp  in-use: a program that binds it gets WSAEACCES (10013)
7443/tcp  in-use: reserving it gets ERROR_SHARING_VIOLATION (32)
7443/tcp  unknown: the captures hold no exclusion table for tcp
7443/tcp  in-use: reserving it gets ERROR_SHARING_VIOLATION (32)
? exit 0
