# Which ports outgoing connections take.

$ portplan ephemeral --os 2003 --kb KB951746 --max-user-port 60000
Windows Server 2003 with MS08-037, tcp and udp together: 1025-60000, 58976 ports
  rule: MaxUserPort is the last port and restores the old range: 1025 to
  MaxUserPort (given, not captured)
  picked: random; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  or: 1024-60000 if legacy-lower-bound=1024
  warning: KB951746 installs on Server 2003 only with the DNS Server role;
  without it KB951748 does the same
  advice: let services listen on 60001-65535; or delete MaxUserPort and restart,
  for 49152-65535; add what must be inside the range to ReservedPorts
? exit 0

$ portplan ephemeral --os 2008 --max-user-port 8000
Windows Server 2008, tcp and udp each: 49152-57151, 8000 ports
  rule: MaxUserPort is the number of ports: 49152 to 49152 + MaxUserPort - 1
  (given, not captured)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  or: 1024-8000 if max-user-port=endport-1024
  or: 49152-65535 if max-user-port=ignored
  or: 49152-57152 if count-end=plus0
  warning: 8000 ports are few: at most 66.7 new connections a second to one
  destination, with a TIME_WAIT of 120 s
  advice: let services listen on 1025-49151 or 57152-65535; or delete
  MaxUserPort and restart, for 49152-65535; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange
? exit 0

$ portplan ephemeral --os 11 --max-user-port 65534
Windows 11, tcp and udp each: 1024-65534, 64511 ports
  rule: MaxUserPort is the last port, and the first becomes 1024 (given, not
  captured)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  or: 49152-65535 if max-user-port=count
  or: 49152-65535 if max-user-port=ignored
  warning: the range leaves only port 65535 above 1024 to listen on that an
  outgoing connection cannot take; set MaxUserPort to 60000, which keeps
  60001-65535 for services, or delete it, which gives 49152-65535
  warning: 1024+64511 is what MaxUserPort = 65534 makes on Windows 10 and later;
  Visual Studio images had it (actions/runner-images PR#1442)
  advice: reserve every port that a service listens on; or delete MaxUserPort
  and restart, for 49152-65535; reserve what must be inside the range: netsh int
  ipv4 add excludedportrange
? exit 0

# A range for one protocol only.
$ portplan ephemeral --os 11 --dynamic tcp:1024+13977
Windows 11, tcp: 1024-15000, 13977 ports
  rule: set by netsh: start 1024, 13977 ports (given, not captured)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  or: 49152-65535 if dynamic-lowest-start=1025
  warning: 1024+13977 is found on many machines, often for TCP alone; what sets
  it is not known (WSL#40984)
  advice: let services listen on 15001-65535; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

Windows 11, udp: 49152-65535, 16384 ports
  rule: since Vista, with no setting: 49152-65535 (default)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange
? exit 0

# netsh refuses it: no, and the range stays.
$ portplan ephemeral --os 2008r2 --dynamic 1025+64512
Windows Server 2008 R2, tcp and udp each: 49152-65535, 16384 ports
  rule: since Vista, with no setting: 49152-65535 (default)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  warning: netsh refuses start 1025 with 64512 ports (last port 65536): start +
  count - 1 must be at most 65535; the range stays as it was
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange
? exit 1

$ portplan ephemeral --preset exchange-2010 --format json --assume time-wait=240 | grep -v '": "[a-z0-9-]*",\?$'
{
  "schema": "portplan.ephemeral/1",
  "start": 6005,
  "end": 65534,
  "count": 59530,
  "rule": "set by netsh: start 6005, 59530 ports",
  "shared_by_tcp_and_udp": false,
  "time_wait": 240,
  "time_wait_basis": "--assume time-wait",
  "refused": false,
  "auto_reuse": null,
  "alternatives": [],
  "warnings": [],
  "notes": [
    "without KB2553549 TIME_WAIT never ends once the system has run for 497 days"
  ],
  "advice": "let services listen on 1025-6004; reserve what must be inside the range: netsh int ipv4 add excludedportrange",
  "udp": {
    "start": 6005,
    "end": 65534,
    "count": 59530,
    "rule": "set by netsh: start 6005, 59530 ports",
    "shared_by_tcp_and_udp": false,
    "time_wait": 240,
    "time_wait_basis": "--assume time-wait",
    "refused": false,
    "auto_reuse": null,
    "alternatives": [],
    "warnings": [],
    "notes": [
      "without KB2553549 TIME_WAIT never ends once the system has run for 497 days"
    ],
    "advice": "let services listen on 1025-6004; reserve what must be inside the range: netsh int ipv4 add excludedportrange"
  },
  "exhaustion": null,
  "usage": null,
  "assumptions": {
  }
}
? exit 0

# Names as people write them, and slips.
$ portplan ephemeral --os 'Windows Server 2008 R2' | head -1
Windows Server 2008 R2, tcp and udp each: 49152-65535, 16384 ports
? exit 0

$ portplan ephemeral --os 2008r3
! portplan: --os: there is no '2008r3'; did you mean '2008r2'?
? exit 2

$ portplan ephemeral --os solaris
! portplan: --os takes nt4, 2000, xp, 2003, vista, 2008, 7, 2008r2, 8, 2012, 8.1, 2012r2, 10, 2016, 2019, 11, 2022 or 2025, not 'solaris'
? exit 2

$ portplan ephemeral --preset exchange
! portplan: --preset takes sbs-2000, sbs-2003, isa, exchange-2003, sbs-exchange, exchange-2007, exchange-2010 or biztalk, not 'exchange'
? exit 2

$ portplan ephemeral --os 11 --max-user-port many
! portplan: --max-user-port takes a DWORD such as 60000 or 0xea60, not 'many'
? exit 2

$ portplan ephemeral --os 11 --max-user-port 0x1FFFFFFFF
! portplan: --max-user-port takes a DWORD such as 60000 or 0xea60, not '0x1FFFFFFFF'
? exit 2

$ portplan ephemeral --os xp --kb SP3
! portplan: --kb takes an update such as KB951748, not 'SP3'
? exit 2

$ portplan ephemeral --os 11 --dynamic sctp:1-2
! portplan: --dynamic takes a range such as 10000+1000 or udp:49152-65535, not 'sctp:1-2'
? exit 2

$ portplan ephemeral --os 11 --assume max-user-port=never
! portplan: --assume max-user-port takes by-version, count, endport-1024 or ignored, not 'max-user-port=never'
? exit 2

$ portplan ephemeral --os 11 --format csv
! portplan: --format csv is for --table
? exit 2

# Captures.
$ printf 'Microsoft Windows [Version 5.2.3790]\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    MaxUserPort\tREG_DWORD\t0xea60\n' | portplan ephemeral
Windows Server 2003, tcp and udp together: 1025-60000, 58976 ports
  rule: MaxUserPort is the last port: 1025 to MaxUserPort (registry)
  picked: sequential; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  or: 1024-60000 if legacy-lower-bound=1024
  advice: let services listen on 60001-65535; or delete MaxUserPort and restart,
  for 1025-5000; add what must be inside the range to ReservedPorts
? exit 0

$ portplan ephemeral --quiet @low-dynamic-range
tcp: 1024-15000, 13977 ports
  rule: the captured range counts, whatever set it (captured)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  warning: 1024+13977 is found on many machines, often for TCP alone; what sets
  it is not known (WSL#40984)
  advice: let services listen on 15001-65535; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

udp: 49152-65535, 16384 ports
  rule: since Vista, with no setting: 49152-65535 (assumed)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  warning: no version of Windows is given or captured: assuming 10, 11, Server
  2016 to 2025
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange
? exit 0

# Blocks tell the range where nothing else does.
$ portplan ephemeral --quiet @hyper-v
tcp: 1024-65534, 64511 ports
  rule: no capture shows it; the smallest usual range that contains every block
  that winnat has reserved (assumed)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  warning: no version of Windows is given or captured: assuming 10, 11, Server
  2016 to 2025
  warning: the range leaves only port 65535 above 1024 to listen on that an
  outgoing connection cannot take
  advice: reserve every port that a service listens on; reserve what must be
  inside the range: netsh int ipv4 add excludedportrange

udp: 49152-65535, 16384 ports
  rule: since Vista, with no setting: 49152-65535 (assumed)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  warning: no version of Windows is given or captured: assuming 10, 11, Server
  2016 to 2025
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange
? exit 0

$ echo hello | portplan ephemeral
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

# The tables.
$ portplan ephemeral --table | head -7
NT 4.0, 2000, XP, 2003
  MaxUserPort means  the last port
  range without it   1025 to 5000
  range with it      1025 to MaxUserPort
  lowest value       5000
  highest value      65534 (U-02: 65535 is in use)

? exit 0

$ portplan ephemeral --table --format csv | head -3
property,era,number,value,confidence,source
"first port with no setting",nt4,1025,"1025 (U-01: or 1024)",documented,"KB929851, KB196271; HSC, ephemeral port allocation"
"first port with no setting",nt5,1025,"1025 (U-01: or 1024)",documented,"KB929851, KB196271; HSC, ephemeral port allocation"
? exit 0

$ portplan ephemeral --table --format json | head -12
{
  "schema": "portplan.windows/1",
  "eras": [
    { "name": "nt4", "systems": "NT 4.0" },
    { "name": "nt5", "systems": "2000, XP" },
    { "name": "nt5.2", "systems": "Server 2003" },
    { "name": "ms08-037", "systems": "2000, XP and Server 2003 with KB951748 or KB951746" },
    { "name": "nt6", "systems": "Vista to 8.1, Server 2008 to 2012 R2" },
    { "name": "nt10", "systems": "10, 11, Server 2016 to 2025" }
  ],
  "versions": [
    { "os": "nt4", "words": "NT 4.0", "era": "nt4", "era_with_ms08_037": "nt4" },
? exit 0

# Does the pool bear it?
$ portplan ephemeral --os 11 --rate 140
no: the pool of 16384 ports sustains 136.5 connections a second, not 140.0

Windows 11, tcp and udp each: 49152-65535, 16384 ports
  rule: since Vista, with no setting: 49152-65535 (default)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

exhaustion at 140.0 connections a second to 1 destination, open 0 s, TIME_WAIT
120 s
  the pool of 16384 ports can sustain 136.5 a second; an unused one lasts 117.0
  s, then connect fails with 10055 (WSAENOBUFS) and the System log has event
  4231
  refused in the long run: 2.68 % by Erlang's formula; 2.71 % of 2 million
  simulated (2.59 to 2.83), ports picked by random-start, the first after 117.2
  s
  what helps, the best first:
  546.1 a second with TcpTimedWaitDelay = 30 (after a restart)
    reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v TcpTimedWaitDelay /t REG_DWORD /d 30 /f
  273.1 a second with a wider range
    netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

$ portplan ephemeral --os 11 --rate 400 --hold 1.5 --destinations 4 | tail -n +7
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

exhaustion at 400.0 connections a second to 4 destinations, open 1.5 s,
TIME_WAIT 120 s
  the pool of 16384 ports for each destination can sustain 539.4 a second; on
  average it does not run out
  a port serves several destinations at once (10, 11, Server 2016 to 2025,
  connect without bind; share-4tuple)
  refused in the long run: under 0.0001 % by Erlang's formula; 0 % of 2 million
  simulated (0 to 0.000192), ports picked by random-start
  what helps, the best first:
  2080.5 a second with TcpTimedWaitDelay = 30 (after a restart)
    reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v TcpTimedWaitDelay /t REG_DWORD /d 30 /f
  1078.8 a second with a wider range
    netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 0

# Before Windows 10 a port serves one destination only.
$ portplan ephemeral --os 2008 --rate 400 --hold 1.5 --destinations 4 | sed -n '/^exhaustion/,/can sustain/p'
exhaustion at 400.0 connections a second to 4 destinations, open 1.5 s,
TIME_WAIT 120 s
  the pool of 16384 ports can sustain 134.8 a second; an unused one lasts 41.0
? exit 0

$ portplan ephemeral --os 2008 --rate 400 --hold 1.5 --destinations 4 --assume share-4tuple=yes | sed -n '/^exhaustion/,/can sustain/p'
exhaustion at 400.0 connections a second to 4 destinations, open 1.5 s,
TIME_WAIT 120 s
  the pool of 16384 ports for each destination can sustain 539.4 a second; on
? exit 0

$ portplan ephemeral --os 11 --rate 10 --time-wait 0 | tail -n +7
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

exhaustion at 10.0 connections a second to 1 destination, open 0 s, TIME_WAIT 0
s
  the pool of 16384 ports can sustain any rate: nothing holds a port; on average
  it does not run out
  refused in the long run: 0 % by Erlang's formula; 0 % of 1 million simulated
  (0 to 0.000384), ports picked by random-start
? exit 0

$ portplan ephemeral --os 11 --rate 130 --burst 1000 --seed 7 | tail -n +7
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

exhaustion at 130.0 connections a second to 1 destination, open 0 s, TIME_WAIT
120 s, 1000 at a time
  the pool of 16384 ports can sustain 136.5 a second; on average it does not run
  out
  refused in the long run: Erlang's formula is for connections that come one by
  one and does not apply; 17.5 % of 1.87 million simulated (14.7 to 20.3), ports
  picked by random-start, the first after 93.1 s
  what helps, the best first:
  546.1 a second with TcpTimedWaitDelay = 30 (after a restart)
    reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v TcpTimedWaitDelay /t REG_DWORD /d 30 /f
  273.1 a second with a wider range
    netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 0

# The captured pool, its TIME_WAIT, what winnat holds.
$ (portplan examples typical-desktop; printf 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    TcpTimedWaitDelay\tREG_DWORD\t0x3c\n') | portplan ephemeral --rate 200 --format json --quiet | sed -n '/"exhaustion"/,/^  }/p'
  "exhaustion": {
    "borne": true,
    "sustainable_rate": 252.1,
    "seconds_to_exhaustion": null,
    "blocking": {
      "formula": 0.000000,
      "simulated": 0.000000,
      "interval": [0.000000, 0.000003],
      "connections": 1440000,
      "first_refusal": null,
      "model": "random-start"
    },
    "pool": {
      "dynamic": 16384,
      "excluded": 1260,
      "in_use": 0,
      "available": 15124
    },
    "rate": 200.0,
    "hold": 0.0,
    "time_wait": 60.0,
    "destinations": 1,
    "shared_by_destinations": true,
    "helps": [
      { "change": "wide-range", "sustainable_rate": 525.1, "command": "netsh int ipv4 set dynamicport tcp start=32768 num=32768" },
      { "change": "time-wait-30", "sustainable_rate": 504.1, "command": "reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters /v TcpTimedWaitDelay /t REG_DWORD /d 30 /f" },
      { "change": "release-blocks", "sustainable_rate": 272.1, "command": "net stop winnat && net start winnat" }
    ]
  },
? exit 0

# ReservedPorts count where Windows reads them.
$ printf 'Microsoft Windows [Version 5.2.3790]\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    ReservedPorts\tREG_MULTI_SZ\t1025-2000\n' | portplan ephemeral --rate 10 | grep -A1 '^exhaustion'
exhaustion at 10.0 connections a second to 1 destination, open 0 s, TIME_WAIT
120 s
? exit 0

# Outgoing TCP has a range of its own where one is set.
$ printf 'SettingName : Internet\nDynamicPortRangeStartPort : 5000\nDynamicPortRangeNumberOfPorts : 19475\nAutoReusePortRangeStartPort : 22000\nAutoReusePortRangeNumberOfPorts : 43536\n' | portplan ephemeral --os 2016 --rate 50 -
yes: the pool of 43536 ports sustains 50.0 connections a second

Windows Server 2016, tcp: 5000-24474, 19475 ports
  rule: the captured range counts, whatever set it (captured)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  auto-reuse: 22000-65535 for TCP connections that bind no port
  advice: let services listen on 1025-4999; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

Windows Server 2016, udp: 49152-65535, 16384 ports
  rule: since Vista, with no setting: 49152-65535 (default)
  picked: random-start; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

exhaustion at 50.0 connections a second to 1 destination, open 0 s, TIME_WAIT
120 s
  the pool of 43536 ports can sustain 362.8 a second; on average it does not run
  out
  refused in the long run: 0 % by Erlang's formula; 0 % of 1 million simulated
  (0 to 0.000384), ports picked by random-start
  what helps, the best first:
  1451.2 a second with TcpTimedWaitDelay = 30 (after a restart)
    reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v TcpTimedWaitDelay /t REG_DWORD /d 30 /f
? exit 0

$ (portplan examples typical-desktop; printf 'SettingName : Internet\nAutoReusePortRangeStartPort : 22000\nAutoReusePortRangeNumberOfPorts : 43536\n') > reuse.txt; portplan ephemeral --quiet --rate 50 reuse.txt | grep 'can sustain'; portplan ephemeral --quiet --rate 50 --assume U-11=no reuse.txt | grep 'can sustain'
  the pool of 42276 ports can sustain 352.3 a second; on average it does not run
  the pool of 43536 ports can sustain 362.8 a second; on average it does not run
? exit 0

$ portplan ephemeral --os 11 --rate fast
! portplan: --rate takes a number from 0.001 to 1000000, not 'fast'
? exit 2

$ portplan ephemeral --os 11 --rate 0
! portplan: --rate takes a number from 0.001 to 1000000, not '0'
? exit 2

$ portplan ephemeral --os 11 --hold 5
! portplan: --hold needs --rate: how many connections a second
? exit 2

$ portplan ephemeral --os 11 --rate 5 --destinations 0
! portplan: --destinations takes a whole number from 1 to 256, not '0'
? exit 2

# Connections that wait are what a rate leaves behind: they hold no port of the
# pool. Before Windows 10 a connection holds one, a listener always does.
$ printf 'Microsoft Windows [Version 6.3.9600]\nTCP 10.0.0.5:50001 10.0.0.9:443 TIME_WAIT 0\nTCP 10.0.0.5:50003 10.0.0.9:443 ESTABLISHED 812\nTCP 0.0.0.0:50004 0.0.0.0:0 LISTENING 812\n' > dump.txt; for os in 2012r2 2016; do portplan ephemeral dump.txt --os $os --rate 100 --format json | grep in_use; done
      "in_use": 2,
      "in_use": 1,
? exit 0

# Usage first; a captured TcpTimedWaitDelay counts everywhere in the answer.
$ printf 'TCP 10.0.0.5:50001 10.0.0.9:443 TIME_WAIT 0\n\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    TcpTimedWaitDelay\tREG_DWORD\t0x5\n' | portplan ephemeral --quiet --rate 900 --hold 1
no: the pool of 16384 ports sustains 528.5 connections a second, not 900.0

tcp usage  unknown: at least 1 of 16,384 ports taken; the range is assumed; only a
       part is listed: 135/tcp, always open, is missing

tcp and udp each: 49152-65535, 16384 ports
  rule: since Vista, with no setting: 49152-65535 (assumed)
  picked: random-start; a closed connection keeps its port for 30 s
  (TcpTimedWaitDelay = 5 is below its minimum)
  warning: no version of Windows is given or captured: assuming 10, 11, Server
  2016 to 2025
  advice: let services listen on 1025-49151; reserve what must be inside the
  range: netsh int ipv4 add excludedportrange

exhaustion at 900.0 connections a second to 1 destination, open 1 s, TIME_WAIT
30 s
  the pool of 16384 ports can sustain 528.5 a second; an unused one lasts 18.2
  s, then connect fails with 10055 (WSAENOBUFS) and the System log has event
  4231
  refused in the long run: 41.3 % by Erlang's formula; 41.4 % of 2 million
  simulated (40.3 to 42.4), ports picked by random-start, the first after 18.2 s
  what helps, the best first:
  1057.0 a second with a wider range
    netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

$ printf 'TCP 10.0.0.5:50001 10.0.0.9:443 TIME_WAIT 0\n' | portplan ephemeral --format json | sed -n '/"usage"/,/"verdict"/p'
  "usage": {
    "tcp": {
      "sockets": 1,
      "taken": 1,
      "free": 16383,
      "counted": false,
      "partial": true,
      "hides_bound": false,
      "by_state": { "time-wait": 1 },
      "by_process": [],
      "by_remote": [
        { "address": "10.0.0.9", "port": 443, "count": 1 }
      ],
      "verdict": "unknown",
? exit 0

# Given, not captured; 65535 is more than Microsoft's pages allow.
$ portplan ephemeral --preset isa
Windows Server 2003, tcp and udp together: 1025-65535, 64511 ports
  rule: MaxUserPort is the last port: 1025 to MaxUserPort (given, not captured)
  picked: sequential; a closed connection keeps its port for 120 s (default;
  Microsoft's page on port exhaustion says 240, U-08)
  or: 1024-65535 if legacy-lower-bound=1024
  or: 1025-65534 if legacy-max-user-port-65535=clamp
  warning: MaxUserPort = 65535 is above 65534, the most that Microsoft's pages
  allow; products set it and it works (legacy-65535, U-02)
  warning: the range leaves no port above 1024 to listen on that an outgoing
  connection cannot take; set MaxUserPort to 60000, which keeps 60001-65535 for
  services, or delete it, which gives 1025-5000
  advice: reserve every port that a service listens on; or delete MaxUserPort
  and restart, for 1025-5000; add what must be inside the range to ReservedPorts
? exit 0
