# Which ports to choose.

$ portplan suggest @typical-desktop
18764/tcp  score 0.95
27837/tcp  score 0.95
20174/tcp  score 0.95
25206/tcp  score 0.95
17762/tcp  score 0.95
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; not a common port; not registered; in no range set aside by
  convention; not known for malware
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 18764, as administrator; outside the dynamic range no reservation is
needed against blocks, only against http.sys, HNS and other reservations:
  netsh int ipv4 add excludedportrange protocol=tcp startport=18764 numberofports=1
? exit 0

# With a table and sockets of a protocol there is nothing left to doubt.
$ portplan suggest --count 2 @typical-desktop fixtures/sockets/de-ano.txt --quiet
18764/tcp  score 1.00
27837/tcp  score 1.00
  1025 or above; not excluded; not in use; outside the dynamic range in force
  (tcp 49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; not a common port; not registered; in no range set aside by
  convention; not known for malware
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 18764, as administrator; outside the dynamic range no reservation is
needed against blocks, only against http.sys, HNS and other reservations:
  netsh int ipv4 add excludedportrange protocol=tcp startport=18764 numberofports=1
? exit 0

# For URLs, near a port.
$ portplan suggest --for http --near 6000 --range 5990-6010 --count 3 @typical-desktop --quiet | sed -n '1,3p'
5998/tcp  score 0.95
  1025 or above; not excluded; not blocked by browsers; outside the dynamic
  range in force (tcp 49152-65535); excluded in no simulated boot; outside the
? exit 0

# One number, free in both protocols, ten ports long; other systems too.
$ portplan suggest --protocol tcp,udp --length 10 --count 2 --also linux,macos @typical-desktop --quiet
27837-27846/tcp,udp  score 0.95
20174-20183/tcp,udp  score 0.95
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535, udp 49152-65535); excluded in no simulated boot; outside the
  default dynamic ranges; outside the ephemeral ranges of the other systems
  asked for; not a common port; not registered; in no range set aside by
  convention; not known for malware
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 27837-27846, as administrator; outside the dynamic range no
reservation is needed against blocks, only against http.sys, HNS and other
reservations:
  netsh int ipv4 add excludedportrange protocol=tcp startport=27837 numberofports=10
  netsh int ipv4 add excludedportrange protocol=udp startport=27837 numberofports=10
? exit 0

# Without a capture: the defaults, and it says so.
$ portplan suggest --count 1
18764/tcp  score 0.85
  1025 or above; excluded in no simulated boot; outside the default dynamic
  ranges; not a common port; not registered; in no range set aside by
  convention; not known for malware
  but exclusions are unknown: no table of that protocol is captured
  but ports in use are unknown: no netstat of that protocol is captured
no capture is given: this rests on Windows' defaults, on lists of ports, and on
a typical desktop with the dynamic range 49152-65535 or 1024-15000; 20,000 boots
simulated of each, seed 1; the rules and their weights: portplan suggest --table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 18764, as administrator:
  netsh int ipv4 add excludedportrange protocol=tcp startport=18764 numberofports=1
? exit 0

# Of a protocol without a table nothing is known.
$ portplan suggest --protocol udp --count 1 @hyper-v --quiet
7439/udp  score 0.85
  1025 or above; outside the dynamic range in force (udp 49152-65535, assumed);
  excluded in no simulated boot; outside the default dynamic ranges; not a
  common port; not registered; in no range set aside by convention; not known
  for malware
  but exclusions are unknown: no table of that protocol is captured
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; 20,000 boots simulated, seed 1, as a typical desktop boots
where no table is captured; the rules and their weights: portplan suggest
--table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 7439, as administrator; outside the dynamic range no reservation is
needed against blocks, only against http.sys, HNS and other reservations:
  netsh int ipv4 add excludedportrange protocol=udp startport=7439 numberofports=1
? exit 0

# Inside the dynamic range: what speaks against it, and a reason to reserve.
$ portplan suggest --range 20000-20999 --count 2 --format json @hyper-v --quiet | sed -n '/"warnings"/,/commands/p' | grep -v '"rule": "forecast"' | head -6
      "warnings": [
        { "rule": "outside-dynamic", "text": "a socket or a reserved block may take it in the dynamic range (tcp 1024-65534, assumed)" },
        { "rule": "sockets-captured", "text": "ports in use are unknown: no netstat of that protocol is captured" }
      ],
      "commands": [
      "warnings": [
? exit 0
$ portplan suggest --range 20000-20999 --count 1 @hyper-v --quiet | grep -A2 '^to reserve' | sed 's/[0-9][0-9]*/N/g'
to reserve N, as administrator; without that a socket or a block may take
it:
  netsh int ipvN add excludedportrange protocol=tcp startport=N numberofports=N
? exit 0

# Nothing is left: what is below 1025 or excluded is not suggested.
$ portplan suggest --range 80-1024 @typical-desktop --quiet
no port from 80-1024 will do: all are below 1025, excluded, in use or kept for
something else
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
? exit 1
$ portplan suggest --range 50060-50159 @typical-desktop --quiet
no port from 50060-50159 will do: all are below 1025, excluded, in use or kept
for something else
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
? exit 1
$ portplan suggest --range 50060-50159 @typical-desktop --quiet --format json
{
  "schema": "portplan.suggest/1",
  "machines": 1,
  "runs": 20000,
  "typical": false,
  "seed": 1,
  "near": null,
  "unexplained_error": false,
  "suggestions": []
}
? exit 1
$ portplan suggest --range 5000-5009 --length 11 @typical-desktop --quiet
no range of that length from 5000-5009 will do: all are below 1025, excluded, in
use or kept for something else
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
? exit 1

# Before Vista it is ReservedPorts.
$ echo 'Microsoft Windows XP [Version 5.1.2600]' | portplan suggest --count 1 - --quiet
18764/tcp  score 0.95
  1025 or above; not excluded; outside the dynamic range in force (tcp
  1025-5000); excluded in no simulated boot; outside the default dynamic ranges;
  not a common port; not registered; in no range set aside by convention; not
  known for malware
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
before Vista it is ReservedPorts, for both protocols, after a restart: read the
present value, and in regedit append a line 18764-18764

to reserve 18764, as administrator:
  reg query HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v ReservedPorts
? exit 0

# Where no registered, common or disreputable port can be avoided, it is named.
$ portplan suggest --range 27374-27374 --count 1 @typical-desktop --quiet | head -8
27374/tcp  score 0.90
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; not a common port; not registered; in no range set aside by convention
  but malware once used it, so old scanners flag it
  but ports in use are unknown: no netstat of that protocol is captured
  27374 was once used by malware: Ramen (worm, list of 2005), SubSeven (trojan, list of 2005); says nothing about this machine
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
? exit 0
$ portplan suggest --range 8080-8081 --count 2 @typical-desktop --quiet | grep -v '^asked' | head -13
8080/tcp  score 0.60
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; in no range set aside by convention; not known for malware
  but programs commonly run there
  but it is registered, or reserved by IANA
  but ports in use are unknown: no netstat of that protocol is captured
  8080 is registered for http-alt (IANA); commonly run: Adminer, Apache Tomcat, CockroachDB console and 11 more
8081/tcp  score 0.60
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; in no range set aside by convention; not known for malware
  but programs commonly run there
? exit 0

# Several machines: each file of a directory, each --host.
$ portplan suggest --count 1 --host @typical-desktop --host @hyper-v --host @kubernetes-node --quiet | grep -A1 '^asked'
asked of 3 machines; it suits each of them; 6,666 boots simulated of each, seed
1; the rules and their weights: portplan suggest --table
? exit 0
$ mkdir d; portplan examples hyper-v > d/a.txt; portplan examples typical-desktop > d/b.txt; echo nothing > d/readme.txt; portplan suggest --count 1 d --quiet --format json | grep machines
  "machines": 2,
! portplan: nothing in d/readme.txt looks like output of netsh
! portplan: 1 of 3 machines could not be asked: the ports may be taken there
? exit 0

$ mkdir d; echo nothing > d/readme.txt; portplan suggest d
! portplan: nothing in d/readme.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3
$ mkdir d; portplan suggest d
! portplan: there is no capture in what was named
? exit 3
$ mkdir d; portplan examples typical-desktop > d/b.txt; echo nothing > d/readme.txt; portplan suggest d --strict --quiet >out
! portplan: nothing in d/readme.txt looks like output of netsh
! portplan: 1 of 2 machines could not be asked: the ports may be taken there
? exit 2
$ echo nothing > a.txt; portplan suggest --host a.txt --host @typical-desktop
18764/tcp  score 0.95
27837/tcp  score 0.95
20174/tcp  score 0.95
25206/tcp  score 0.95
17762/tcp  score 0.95
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); outside the default dynamic ranges; not a common port; not
  registered; in no range set aside by convention; not known for malware
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; the rules and their weights: portplan suggest --table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 18764, as administrator; outside the dynamic range no reservation is
needed against blocks, only against http.sys, HNS and other reservations:
  netsh int ipv4 add excludedportrange protocol=tcp startport=18764 numberofports=1
! portplan: nothing in a.txt looks like output of netsh
! portplan: 1 of 2 machines could not be asked: the ports may be taken there
? exit 2

# The same seed gives the same ports, another one others.
$ portplan suggest --count 3 --seed 7 @typical-desktop --quiet | head -3
18080/tcp  score 0.95
20334/tcp  score 0.95
17102/tcp  score 0.95
? exit 0

$ portplan suggest --table
A port starts with a score of 1 and loses what each broken rule takes off;
"never" means that it is not suggested.

taken off  rule                     what is looked at
never      not-low                  ports below 1025 belong to the system's
                                    services
never      not-excluded             no row of a captured table covers it,
                                    administered or not
never      not-in-use               no captured socket has it, in any state and
                                    on any address
never      not-kept                 no URL of http.sys, no ReservedPorts, no
                                    list of RPC and no value of a service names
                                    it
never      not-blocked-by-browsers  with --for http: browsers refuse URLs with
                                    some ports
0.30       outside-dynamic          the dynamic range of each machine, now and
                                    after a boot
9.00       forecast                 times the share of simulated boots that
                                    exclude the worst port within 300 of it in
                                    the same dynamic range, on the machine where
                                    that share is highest; without a table,
                                    boots of a typical machine
0.20       outside-default-dynamic  the default ranges of the versions of
                                    Windows concerned, with and without MS08-037
0.20       outside-other-systems    with --also: the default ranges of other
                                    systems
0.20       outside-wsl-mirrored     the places where WSL's mirrored networking
                                    reserves: 44620-48715, 40525-44620,
                                    37794-41890
0.05       outside-linux            the default ephemeral range of Linux,
                                    32768-60999
0.05       not-at-an-edge           whether a port is next to one that breaks
                                    another rule about ranges, such as the last
                                    port before the dynamic range
0.20       not-common               the list of default ports of applications
0.15       not-registered           IANA's registry, its reserved ports too
0.10       not-by-convention        ranges that programs share, such as
                                    Kubernetes NodePort
0.05       not-malware              published lists of malware
0.20       near                     with --near: times d / (d + 500) for a
                                    distance of d ports
0.10       table-captured           a table of exclusions of every machine
0.05       sockets-captured         the sockets of every machine
? exit 0
$ portplan suggest --table --format json | head -12
{
  "schema": "portplan.suggest-rules/1",
  "rules": [
    { "rule": "not-low", "weight": null, "meaning": "ports below 1025 belong to the system's services" },
    { "rule": "not-excluded", "weight": null, "meaning": "no row of a captured table covers it, administered or not" },
    { "rule": "not-in-use", "weight": null, "meaning": "no captured socket has it, in any state and on any address" },
    { "rule": "not-kept", "weight": null, "meaning": "no URL of http.sys, no ReservedPorts, no list of RPC and no value of a service names it" },
    { "rule": "not-blocked-by-browsers", "weight": null, "meaning": "with --for http: browsers refuse URLs with some ports" },
    { "rule": "outside-dynamic", "weight": 0.30, "meaning": "the dynamic range of each machine, now and after a boot" },
    { "rule": "forecast", "weight": 9.00, "meaning": "times the share of simulated boots that exclude the worst port within 300 of it in the same dynamic range, on the machine where that share is highest; without a table, boots of a typical machine" },
    { "rule": "outside-default-dynamic", "weight": 0.20, "meaning": "the default ranges of the versions of Windows concerned, with and without MS08-037" },
    { "rule": "outside-other-systems", "weight": 0.20, "meaning": "with --also: the default ranges of other systems" },
? exit 0

# What is refused.
$ portplan suggest --also windows95
! portplan: --also takes linux, android, freebsd, macos, ios, solaris, aix, openbsd, netbsd, z-os, ibm-mq-appliance, not 'windows95'
? exit 2
$ portplan suggest --for ftp
! portplan: --for takes http, not 'ftp'
? exit 2
$ portplan suggest --range 90-80
! portplan: --range takes a range such as 8000-8999 or 8000+1000, not '90-80'
? exit 2
$ portplan suggest --count 0
! portplan: --count takes a whole number from 1 to 100, not '0'
? exit 2
$ portplan suggest --near 0
! portplan: --near takes a whole number from 1 to 65535, not '0'
? exit 2
$ portplan suggest --format markdown
! portplan: --format markdown is for --table
? exit 2
$ echo hello | portplan suggest -
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3
$ portplan suggest --protocol sctp
! portplan: --protocol takes tcp, udp or tcp,udp, not 'sctp'
? exit 2
$ portplan forecast --protocol tcp,udp
! portplan: --protocol takes tcp or udp here, not 'tcp,udp'
? exit 2

# An error that names no port may be about any of them.
$ (echo 'System.Net.Sockets.SocketException (10013): An attempt was made to access a socket in a way forbidden by its access permissions.'; cat fixtures/documented/hyper-v-reserved.txt) > e.txt; portplan suggest --count 1 e.txt --quiet
18764/tcp  score 0.95
  1025 or above; not excluded; outside the dynamic range in force (tcp
  1024-15000, assumed); excluded in no simulated boot; outside the default
  dynamic ranges; not a common port; not registered; in no range set aside by
  convention; not known for malware
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
a program was refused a port that it does not name, and nothing captured
explains it: check calls each of these unknown
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 18764, as administrator; outside the dynamic range no reservation is
needed against blocks, only against http.sys, HNS and other reservations:
  netsh int ipv4 add excludedportrange protocol=tcp startport=18764 numberofports=1
? exit 0

# Places of WSL's mirrored networking and of Linux come with a word why.
$ portplan suggest --range 45000-45999 --count 1 @typical-desktop --quiet
45472/tcp  score 0.70
  1025 or above; not excluded; outside the dynamic range in force (tcp
  49152-65535); excluded in no simulated boot; outside the default dynamic
  ranges; not a common port; not registered; in no range set aside by
  convention; not known for malware
  but WSL's mirrored networking may take it: it holds 4,096 ports, usually
  44620-48715
  but Linux, in WSL and containers too, gives 32768-60999 to outgoing
  connections
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; 20,000 boots simulated, seed 1; the rules and their
weights: portplan suggest --table
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 45472, as administrator; outside the dynamic range no reservation is
needed against blocks, only against http.sys, HNS and other reservations:
  netsh int ipv4 add excludedportrange protocol=tcp startport=45472 numberofports=1
? exit 0

# A dynamic range without a table: a typical machine's boots tell where blocks
# are rare; HNS's own row and the block of WSL are left out.
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n' | portplan suggest --quiet --range 49152-65535 --near 50051 --count 2 -
61001/tcp  score 0.00, excluded in some simulated boots (2.52 % of them)
61102/tcp  score 0.00, excluded in some simulated boots (2.46 % of them)
  1025 or above; not a common port; not registered; in no range set aside by
  convention; not known for malware
  but a socket or a reserved block may take it in the dynamic range (tcp
  49152-65535)
  but it is in a default dynamic range, which a reset restores
  but exclusions are unknown: no table of that protocol is captured
  but ports in use are unknown: no netstat of that protocol is captured
asked of one machine; 20,000 boots simulated, seed 1, as a typical desktop boots
where no table is captured; the rules and their weights: portplan suggest
--table
around 50051 boots exclude more (up to 44.73 % of them), so the suggestions are
not nearer
all of these lie in a dynamic range; no boot excludes a port outside it
do not reserve for what the reservation would refuse: http.sys, QUIC, Windows
containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
containers are not

to reserve 61001, as administrator; without that a socket or a block may take
it:
  netsh int ipv4 add excludedportrange protocol=tcp startport=61001 numberofports=1
? exit 0
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n' | portplan suggest --quiet --range 50000-50059 - | head -2
no port from 50000-50059 will do: all are below 1025, excluded, in use or kept
for something else
? exit 0
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n' | portplan suggest --quiet --near 50051 --count 1 --format json - | grep -A1 -e typical -e '"near"' -e '"excluded"'
  "typical": true,
  "seed": 1,
  "near": { "port": 50051, "excluded_nearby": 0.447300 },
  "unexplained_error": false,
--
      "excluded": 0.000000,
      "excluded_nearby": 0.000000,
? exit 0
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n%s\n%s\n' '[wsl2]' 'networkingMode=mirrored' | portplan suggest --quiet --range 44620-48715 - | head -2
no port from 44620-48715 will do: all are below 1025, excluded, in use or kept
for something else
? exit 0

# Without a capture, too.
$ portplan suggest --quiet --near 8080 --count 1 | grep -A1 -e score -e around
15001/tcp  score 0.66
  1025 or above; excluded in no simulated boot; outside the default dynamic
--
around 8080 boots exclude more (up to 7.04 % of them), so the suggestions are
not nearer
? exit 0
