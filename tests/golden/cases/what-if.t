# The cure of the seed document, and the attempt that fails first.
$ portplan what-if 'reserve 55500+100; stop winnat; reserve 55500+100; start winnat; expect 55555 bindable' @hyper-v
1  reserve tcp 55500+100
     netsh int ipv4 add excludedportrange protocol=tcp startport=55500 numberofports=100
   x refused (32): The process cannot access the file because it is being used by another process.
     55500-55599 is excluded by winnat (@hyper-v:21)
2  stop winnat                  net stop winnat
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
   - winnat is stopped
     note: stopping winnat can disconnect containers and WSL
3  reserve tcp 55500+100
   + 55500-55599 *
     note: programs can bind these ports; http.sys, QUIC, Windows containers and
       Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
       containers are not
4  start winnat                 net start winnat
   + winnat runs
     note: blocks come back when HNS asks for them, at the next boot or when a
       NAT network starts: 7 of 8 captures after this show none (--assume
       winnat-start=reserves-anew)
5  expect 55555 bindable
   holds in all 10,000 runs
Plan: 1 to add, 13 to remove
   + 55500-55599 *
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
10,000 runs, seed 1, model first-fit 3
! @hyper-v: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
? exit 0

# An expectation that does not hold.
$ portplan what-if 'expect 55555 bindable' @hyper-v --quiet
1  expect 55555 bindable
   does not hold: 55555 is blocked
? exit 1

# A script, with the commands of an article in it.
$ printf 'C:\\> net stop winnat\nnetsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1\nnet start winnat\nexpect 55555 reserved\n' > cure.txt; portplan what-if --script cure.txt @hyper-v --quiet --runs 1000 --seed 7
1  stop winnat                  net stop winnat
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
   - winnat is stopped
     note: stopping winnat can disconnect containers and WSL
2  reserve tcp 55555
     netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1
   + 55555 *
     note: programs can bind these ports; http.sys, QUIC, Windows containers and
       Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
       containers are not
3  start winnat                 net start winnat
   + winnat runs
     note: blocks come back when HNS asks for them, at the next boot or when a
       NAT network starts: 7 of 8 captures after this show none (--assume
       winnat-start=reserves-anew)
4  expect 55555 reserved
   holds in all 1,000 runs
Plan: 1 to add, 13 to remove
   + 55555 *
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
1,000 runs, seed 7, model first-fit 3
? exit 0

# JSON.
$ portplan what-if 'stop winnat; expect 55555 bindable' @hyper-v --format json --quiet
{
  "schema": "portplan.what-if/1",
  "model": {
    "name": "first-fit",
    "version": 3,
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
    }
  },
  "runs": 10000,
  "seed": 1,
  "steps": [
    {
      "step": "stop winnat",
      "command": "net stop winnat",
      "written": "stop winnat",
      "line": 1,
      "outcome": "ok",
      "error": null,
      "message": "The Windows NAT Driver service was stopped successfully.",
      "probability": 1.000000,
      "alternatives": [],
      "changes": [
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 1031, "end": 1130, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 1131, "end": 1230, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 1231, "end": 1330, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 1331, "end": 1430, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 1431, "end": 1530, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 1561, "end": 1660, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 2363, "end": 2462, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 2463, "end": 2562, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 2563, "end": 2662, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 2663, "end": 2762, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 2763, "end": 2862, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 2863, "end": 2962, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": "tcp", "what": "exclusion", "start": 55500, "end": 55599, "administered": false, "owner": "winnat" },
        { "op": "remove", "protocol": null, "what": "service", "name": "winnat" }
      ],
      "in_the_way": null,
      "notes": ["stopping winnat can disconnect containers and WSL"],
      "printed": null,
      "left_out": 0.000000
    }
  ],
  "expectations": [
    {
      "expect": "55555 bindable",
      "held": true,
      "probability": 1.000000,
      "interval": [1.000000, 1.000000],
      "after": 1,
      "line": 1
    }
  ],
  "not_played": {
    "count": 0,
    "commands": []
  },
  "held": true,
  "plan": {
    "add": 0,
    "remove": 14,
    "change": 0,
    "by_chance": 0,
    "changes": [
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 1031, "end": 1130, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 1131, "end": 1230, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 1231, "end": 1330, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 1331, "end": 1430, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 1431, "end": 1530, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 1561, "end": 1660, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 2363, "end": 2462, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 2463, "end": 2562, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 2563, "end": 2662, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 2663, "end": 2762, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 2763, "end": 2862, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 2863, "end": 2962, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "exclusion", "protocol": "tcp", "start": 55500, "end": 55599, "administered": false, "owner": "winnat", "probability": 1.000000 },
      { "op": "remove", "what": "service", "protocol": null, "name": "winnat", "on": false, "known_before": true, "probability": 1.000000 }
    ]
  },
  "machine": {
    "os": { "generation": null, "build": null },
    "tcp": {
      "table_seen": true,
      "dynamic": {
        "start": 1024,
        "count": 64511,
        "end": 65534,
        "basis": "assumed",
        "reason": "1024+64511, the smallest usual range that contains every block",
        "source": null
      },
      "excluded": [
        {
          "start": 5357,
          "end": 5357,
          "count": 1,
          "administered": false,
          "owner": "http.sys",
          "confidence": "likely",
          "reason": "single port, WSDAPI over http.sys",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 19 }
        },
        {
          "start": 50000,
          "end": 50099,
          "count": 100,
          "administered": true,
          "owner": "administrator",
          "confidence": "likely",
          "reason": "administered, not HNS's 50000+60",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 20 }
        }
      ],
      "in_use": [],
      "pool": {
        "dynamic": 64511,
        "excluded": 101,
        "in_use": 0,
        "available": 64410,
        "longest_free_run": 44642,
        "blocks_of_100": 643,
        "blocks_of_64": 1005,
        "fits_4096": true
      },
      "usage": null
    },
    "udp": {
      "table_seen": false,
      "dynamic": {
        "start": 49152,
        "count": 16384,
        "end": 65535,
        "basis": "assumed",
        "reason": "the default since Vista; no block contradicts it",
        "source": null
      },
      "excluded": [],
      "in_use": [],
      "pool": null,
      "usage": null
    },
    "registry": [],
    "features": {
      "hyper-v": null,
      "containers": null,
      "wsl": null,
      "virtual-machine-platform": null
    },
    "services": { "winnat": "stopped", "hns": null },
    "rpc": null,
    "dns_pool": null
  }
}
? exit 0

# Steps that cannot be read: nothing is played.
$ portplan what-if 'stop winnnat; reserve' @hyper-v
! steps:1:6: warning: expected winnat, hns or docker, got 'winnnat'; did you mean 'winnat'? [PP-829]
! stop winnnat; reserve
!      ^~~~~~~
! steps:1:22: warning: expected a port or a range such as 55500-55599 or 55500+100, got nothing [PP-829]
! stop winnnat; reserve
!                      ^
! (portplan explain PP-829 says more)
! portplan: there is no step to play
? exit 2

# Addresses of binds.
$ printf '  TCP    127.0.0.1:8085    0.0.0.0:0    LISTENING    77\n' | portplan what-if 'bind 8085; bind 8085 at 127.0.0.1; bind 8085 as exclusive at ::; bind 8085 at 0.0.0.0; close 8085; bind 8085 as exclusive at ::' @typical-desktop - --quiet
1  bind tcp 8085
   x refused (10048): Only one usage of each socket address (protocol/network address/port) is normally permitted.
     8085 is in use (standard input:1)
     note: only specific addresses are held: bind ... at 0.0.0.0 works beside
       them, and connections to them stay with their holders
2  bind tcp 8085 at 127.0.0.1
   x refused (10048): Only one usage of each socket address (protocol/network address/port) is normally permitted.
     8085 is in use (standard input:1)
3  bind tcp 8085 as exclusive at ::
   x refused (10013): An attempt was made to access a socket in a way forbidden by its access permissions.
     8085 is in use (standard input:1)
4  bind tcp 8085 at 0.0.0.0
   + 8085/tcp bound
     note: another socket has the port too, on another address or through
       SO_REUSEADDR; who gets a connection depends on its address
5  close tcp 8085
   - 8085/tcp closed
6  bind tcp 8085 as exclusive at ::
   + 8085/tcp bound
Plan: no changes
? exit 0

# U-20: the star of a reservation by the API.
$ portplan what-if 'bind 7000 as reservation; expect 7000 excluded; bind 7000' @typical-desktop --quiet
1  bind tcp 7000 as reservation
   + 7000
2  expect 7000 excluded
   holds
3  bind tcp 7000
   x refused (10013): An attempt was made to access a socket in a way forbidden by its access permissions.
     7000 is excluded by persistent-api
Plan: 1 to add
   + 7000
? exit 0

$ portplan what-if 'bind 7000 as reservation; expect 7000 excluded administered; bind 7000' @typical-desktop --quiet --assume persistent-api-mark=star
1  bind tcp 7000 as reservation
   + 7000 *
2  expect 7000 excluded administered
   holds
3  bind tcp 7000
   + 7000/tcp bound
Plan: 2 to add
   + 7000 *
   + tcp port in use: 7000
? exit 0

$ portplan what-if 'bind 80 at localhost' @typical-desktop
! steps:1:12: warning: expected an address such as 127.0.0.1, 0.0.0.0, ::1 or ::, got 'localhost' [PP-829]
! bind 80 at localhost
!            ^~~~~~~~~
! (portplan explain PP-829 says more)
! portplan: there is no step to play
? exit 2

$ portplan what-if
! portplan: what-if needs steps: portplan what-if 'stop winnat; reserve 55555' dump.txt, or --script FILE
? exit 2

$ portplan what-if '' @hyper-v
! portplan: there is no step to play
? exit 2

$ portplan what-if 'stop winnat' @hyper-v --runs 0
! portplan: --runs takes a whole number from 1 to 100000000, not '0'
? exit 2

$ portplan what-if 'stop winnat' @hyper-v --seed x
! portplan: --seed takes a whole number from 0 to 18446744073709551615, not 'x'
? exit 2

$ portplan what-if 'stop winnat' @hyper-v --assume block-ports=7
! portplan: --assume block-ports takes 100, 64 or 10, not 'block-ports=7'
? exit 2

$ portplan what-if 'stop winnat' @hyper-v --assume nothing
! portplan: --assume takes NAME=VALUE, not 'nothing'; portplan help assumptions lists them
? exit 2

$ echo hello | portplan what-if 'stop winnat'
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

# Before Vista, MaxUserPort and the updates of MS08-037 make the range.
$ printf 'Microsoft Windows XP [Version 5.1.2600]\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    MaxUserPort\tREG_DWORD\t0x2000\n' > xp.txt; portplan what-if 'install KB951748; reboot; unset MaxUserPort; reboot; preset exchange-2007; reboot' xp.txt --quiet
1  install KB951748
     note: takes effect when the machine restarts
2  reboot                       shutdown /r /t 0
3  unset MaxUserPort
     reg delete HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /f
   - MaxUserPort
4  reboot
   + dynamic range 49152-65535 (was 1025-8192)
   + udp dynamic range 49152-65535 (was 1025-8192)
5  preset exchange-2007
     netsh int ipv4 set dynamicport protocol=tcp startport=1025 numberofports=58976 && netsh int ipv4 set dynamicport protocol=udp startport=1025 numberofports=58976
   + MaxUserPort = 60000
6  reboot
   + dynamic range 1025-60000 (was 49152-65535)
   + udp dynamic range 1025-60000 (was 49152-65535)
Plan: 1 to add, 3 to change
   ~ dynamic range 1025-60000 (was 1025-8192)
   ~ udp dynamic range 1025-60000 (was 1025-8192)
   ~ MaxUserPort = 60000 (was 8192)
   + MS08-037 is installed
10,000 runs, seed 1, model first-fit 3
? exit 0

# The procedures of the article as tests: all of them hold.
$ for s in fixtures/scenarios/*; do portplan what-if --script $s @hyper-v --quiet > /dev/null; echo "$? ${s##*/}"; done
0 after-an-update-option-1.cmd.txt
0 after-an-update-option-1.steps
0 after-an-update-option-2.cmd.txt
0 after-an-update-option-2.steps
0 hyper-v-off-and-on.cmd.txt
0 hyper-v-off-and-on.steps
0 winnat-stop-and-start.cmd.txt
0 winnat-stop-and-start.steps
0 without-the-reservation.cmd.txt
0 without-the-reservation.steps
? exit 0

# What a restart closes stands in one line a protocol.
$ printf 'Proto  Local Address  Foreign Address  State\nTCP  0.0.0.0:135  0.0.0.0:0  LISTENING\nTCP  0.0.0.0:5001  0.0.0.0:0  LISTENING\nTCP  10.0.0.1:7001  10.0.0.2:443  ESTABLISHED\nTCP  10.0.0.1:5000  10.0.0.2:443  TIME_WAIT\nTCP  10.0.0.1:5000  10.0.0.3:443  TIME_WAIT\nUDP  0.0.0.0:9999  *:*\n' | portplan what-if 'reboot; bind 5000' --quiet -
1  reboot                       shutdown /r /t 0
   - 2 tcp ports closed: 5001, 7001
   - 9999/udp closed
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
     note: nothing that is on asks winnat for ports, so none are reserved
2  bind tcp 5000
   + 5000/tcp bound
     note: no capture shows the exclusions of this protocol, so there may be
       more in the way
Plan: 1 to add, 3 to remove
   + tcp port in use: 5000
   - tcp ports no longer in use: 5001, 7001
   - udp port no longer in use: 9999
10,000 runs, seed 1, model first-fit 3
? exit 0

# A value of the registry counts under its own key alone.
$ portplan what-if 'reg delete HKLM\HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /f' @low-dynamic-range
! steps:1:12: warning: Windows reads MaxUserPort under HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters, got 'HKLM\HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tc'... [PP-829]
! reg delete HKLM\HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /f
!            ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
! (portplan explain PP-829 says more)
! portplan: there is no step to play
? exit 2

# A word that nearly is one is named.
$ portplan what-if 'rserve 55500; stop winnatt; enable hyperv; expect 80 blokked' @hyper-v
! steps:1:1: warning: not a step, and not a Windows command known here, got 'rserve'; did you mean 'reserve'? [PP-811]
! rserve 55500; stop winnatt; enable hyperv; expect 80 blokked
! ^~~~~~
! steps:1:20: warning: expected winnat, hns or docker, got 'winnatt'; did you mean 'winnat'? [PP-829]
! rserve 55500; stop winnatt; enable hyperv; expect 80 blokked
!                    ^~~~~~~
! steps:1:36: warning: expected hyper-v, containers or wsl, got 'hyperv'; did you mean 'hyper-v'? [PP-829]
! rserve 55500; stop winnatt; enable hyperv; expect 80 blokked
!                                    ^~~~~~
! steps:1:54: error: expected free, blocked, in-use, at-risk, reserved, bindable, excluded or not-excluded, got 'blokked'; did you mean 'blocked'? [PP-837]
! rserve 55500; stop winnatt; enable hyperv; expect 80 blokked
!                                                      ^~~~~~~
! (portplan explain PP-837 says more)
? exit 2

# With --strict a refused step is a no, unless that was expected.
$ for steps in 'reserve 55500+100' 'reserve 60000' 'reserve 55500+100; expect outcome 32' 'reserve 55500+100; expect outcome 32; reserve 55500+100' 'bind 55555'; do portplan what-if "$steps" @typical-desktop >out; a=$?; portplan what-if "$steps" @hyper-v --quiet > out; b=$?; portplan what-if "$steps" @hyper-v --quiet --strict > out; echo "$a $b $? $steps"; done 2> err
0 0 1 reserve 55500+100
0 0 0 reserve 60000
1 0 0 reserve 55500+100; expect outcome 32
1 0 1 reserve 55500+100; expect outcome 32; reserve 55500+100
0 0 1 bind 55555
? exit 0

# A static mapping of a NAT is back after a restart.
$ printf 'NatName : lab\nProtocol : TCP\nExternalPort : 7443\n' | portplan what-if --quiet 'bind 7443; reserve 7443; reboot; bind 7443; bind udp 7443'
1  bind tcp 7443
   x refused (10013): An attempt was made to access a socket in a way forbidden by its access permissions.
     7443 is excluded by published-port (standard input:3)
2  reserve tcp 7443
     netsh int ipv4 add excludedportrange protocol=tcp startport=7443 numberofports=1
   x refused (32): The process cannot access the file because it is being used by another process.
     7443 is excluded by published-port (standard input:3)
3  reboot                       shutdown /r /t 0
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
     note: nothing that is on asks winnat for ports, so none are reserved
4  bind tcp 7443
   x refused (10013): An attempt was made to access a socket in a way forbidden by its access permissions.
     7443 is excluded by published-port (standard input:3)
5  bind udp 7443
   + 7443/udp bound
     note: no capture shows the exclusions of this protocol, so there may be
       more in the way
Plan: 1 to add
   + udp port in use: 7443
10,000 runs, seed 1, model first-fit 3
? exit 0

# What HNS has published comes back with what published it: when, nobody knows.
$ (portplan examples typical-desktop; printf '{\n"ID": "p1",\n"Policies": [ { "ExternalPort": 8181, "InternalPort": 80, "Protocol": 6, "Type": "ELB", "VIPs": [ "10.96.0.10" ] } ],\n"References": [ "/endpoints/e1" ]\n}\n') > dump.txt; portplan what-if 'reboot; expect 8181 free' dump.txt --quiet | grep -A1 'published\|expect'; portplan forecast 8181 dump.txt --quiet | sed -n 1,4p
     note: a published port is taken again when its container or service starts
2  expect 8181 free
   does not hold: true in 0 of 10,000 runs (0 %); otherwise: 8181 is unknown
8181/tcp  unknown
  published for a container or a service, which takes it again when it starts;
  now excluded by 8181 of published-port (dump.txt:57), until the next boot

? exit 0

# A service that is disabled starts neither by hand nor at boot; without the hypervisor HNS may reserve all the same.
$ portplan what-if 'sc config winnat start= disabled; net stop winnat; net start winnat; expect outcome 1058; reboot; expect 50100 at-risk' @typical-desktop --quiet; portplan what-if 'bcdedit /set hypervisorlaunchtype off; reboot; expect outcome ok' @typical-desktop --quiet --runs 100 | head -12
1  config winnat disabled       sc config winnat start= disabled
     note: it counts when the service is to start; what runs goes on running
2  stop winnat                  net stop winnat
   - 12 blocks of 100 released: 49800-49999, 50060-50359, 50683-51182, 51777-51976
   - udp 8 blocks of 100 released: 50060-50459, 50519-50818, 55807-55906
   - winnat is stopped
     note: stopping winnat can disconnect containers and WSL
3  start winnat                 net start winnat
   x refused (1058): The service cannot be started, either because it is disabled or because it has no enabled devices associated with it.
4  expect outcome 1058
   holds in all 10,000 runs
5  reboot                       shutdown /r /t 0
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
     note: a service that is disabled does not start, and makes no blocks
6  expect 50100 at-risk
   holds in all 10,000 runs
Plan: 21 to remove, 1 to change
   - 12 blocks of 100 released: 49800-49999, 50060-50359, 50683-51182, 51777-51976
   - udp 8 blocks of 100 released: 50060-50459, 50519-50818, 55807-55906
   - winnat is stopped
   ~ start type of winnat = disabled (no capture shows what was before)
10,000 runs, seed 1, model first-fit 3
1  set hypervisorlaunchtype=off
     bcdedit /set hypervisorlaunchtype off
   + hypervisorlaunchtype = off
     note: takes effect when the machine restarts
     note: without the hypervisor HNS may still reserve (--assume
       hypervisor-off=no-blocks)
2  reboot                       shutdown /r /t 0
   - 12 blocks of 100 released: 49800-49999, 50060-50359, 50683-51182, 51777-51976
   - udp 8 blocks of 100 released: 50060-50459, 50519-50818, 55807-55906
   ~ about 12 new blocks are reserved (8 to 18 in 90 % of runs),
     most often over 50060-50604 (in up to 52 % of runs)
   ~ udp about 8 new blocks are reserved (5 to 12 in 90 % of runs),
? exit 0

# What HNS preallocates is a row from its next start on; of its other values nobody has told what they do.
$ printf '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\hns\\State]\n"PreallocatePortRangeTCPStartPort"=dword:0000ea60\n"PreallocatePortRangeTCPPortCount"=dword:00000064\n"PortExclusionChange"=dword:00000001\n"HNSControlFlag"=dword:00000003\n' > hns.reg; portplan show hns.reg --quiet | head -3; portplan what-if 'expect 60050 at-risk; restart hns; expect 60050 blocked; expect 60050/udp at-risk at-least 90%; reg add HKLM\SYSTEM\CurrentControlSet\Services\hns\State /v HnsPreallocatePortRange /t REG_DWORD /d 1 /f' @typical-desktop hns.reg --quiet --runs 1000; portplan forecast 60050 @typical-desktop hns.reg --quiet --runs 1000 | head -3
hns.reg: registry export; 0 rows, nothing left out

registry  PreallocatePortRangeTCPStartPort = 60000 (hns.reg:2), PreallocatePortRangeTCPPortCount = 100 (hns.reg:3), PortExclusionChange = 1 (hns.reg:4; what it does to ports is not known), HNSControlFlag = 3 (hns.reg:5; what it does to ports is not known)
1  expect 60050 at-risk
   holds
2  restart hns                  net stop hns && net start hns
   - 12 blocks of 100 released: 49800-49999, 50060-50359, 50683-51182, 51777-51976
   - udp 8 blocks of 100 released: 50060-50459, 50519-50818, 55807-55906
   - hns is stopped
   + hns runs
   + 1 block of 100 reserved: 60000-60099
   ~ about 12 new blocks are reserved (8 to 18 in 90 % of runs),
     most often over 50060-51223 (in up to 54.2 % of runs)
   ~ udp about 8 new blocks are reserved (5 to 12 in 90 % of runs),
     most often over 50060-50912 (in up to 48.4 % of runs)
     note: stopping winnat can disconnect containers and WSL
3  expect 60050 blocked
   holds in all 1,000 runs
4  expect 60050/udp at-risk at-least 90%
   holds in 989 of 1,000 runs (98.9 %); otherwise: 60050 is blocked
5  set HnsPreallocatePortRange=1
     reg add HKLM\SYSTEM\CurrentControlSet\Services\hns\State /v HnsPreallocatePortRange /t REG_DWORD /d 1 /f
   + HnsPreallocatePortRange = 1
     note: HNS may read this value; what it does to ports is not known, so
       nothing is simulated
Plan: 1 to add, 20 to remove, 3 to change; 22 of them by chance
   + 1 block of 100 reserved: 60000-60099
   - 12 blocks of 100 released: 49800-49999, 50060-50359, 50683-51182, 51777-51976,
     in 53.1 to 97.8 % of runs
   - udp 8 blocks of 100 released: 50060-50459, 50519-50818, 55807-55906,
     in 58.4 to 94.2 % of runs
   ~ HnsPreallocatePortRange = 1 (no capture shows what was before)
   ~ about 11 blocks of winnat elsewhere (5 to 16 in 90 % of runs)
   ~ udp about 7 blocks of winnat elsewhere (3 to 11 in 90 % of runs)
1,000 runs, seed 1, model first-fit 3
60050/tcp  excluded in each of 1,000 simulated boots
  the exclusion 60000-60099 of hns-excluded-range is there at every boot

? exit 0

# netsh refuses to delete a block, and yet one was seen to vanish.
$ portplan what-if 'netsh int ipv4 delete excludedportrange tcp 50060 100' @typical-desktop --quiet
1  unreserve tcp 50060+100
     netsh int ipv4 delete excludedportrange protocol=tcp startport=50060 numberofports=100
   x refused (5): Access is denied.
     50060-50159 is excluded by winnat (@typical-desktop:25)
     note: one user saw the block gone after this refusal, twice
       (docker/for-win#3171; --assume delete-foreign=removed): look at the table
       again
Plan: no changes
? exit 0

# Processes end: by number, by name, by a port that they hold. System stays.
$ printf '  TCP    0.0.0.0:80       0.0.0.0:0    LISTENING    4\n  TCP    0.0.0.0:3000     0.0.0.0:0    LISTENING    77\n  TCP    127.0.0.1:3001   0.0.0.0:0    LISTENING    77\n  UDP    0.0.0.0:3000     *:*    78\n  TCP    0.0.0.0:5000     0.0.0.0:0    LISTENING    90\n  TCP    10.0.0.1:5001    10.0.0.2:443 TIME_WAIT    0\n' > sockets.txt; portplan what-if 'taskkill /F /PID 90; Stop-Process -Id (Get-NetTCPConnection -LocalPort 3001).OwningProcess; bind 3000; bind 3000/udp; kill holder of tcp 80; npx kill-port 3000; kill 90' sockets.txt --quiet
1  kill 90                      taskkill /F /PID 90
   - 5000/tcp closed
2  kill holder of tcp 3001
     Stop-Process -Force -Id (Get-NetTCPConnection -LocalPort 3001).OwningProcess
   - 2 tcp ports closed: 3000-3001
3  bind tcp 3000
   + 3000/tcp bound
     note: no capture shows the exclusions of this protocol, so there may be
       more in the way
4  bind udp 3000
   x refused (10048): Only one usage of each socket address (protocol/network address/port) is normally permitted.
     3000 is in use (sockets.txt:4)
5  kill holder of tcp 80
     Stop-Process -Force -Id (Get-NetTCPConnection -LocalPort 80).OwningProcess
   x refused (5): Access is denied.
6  kill holder of tcp 3000
     Stop-Process -Force -Id (Get-NetTCPConnection -LocalPort 3000).OwningProcess
   - 3000/tcp closed
7  kill 90
     note: nothing was bound there
Plan: 3 to remove
   - tcp ports no longer in use: 3000-3001, 5000
? exit 0

# A disabled service neither starts nor makes blocks at the next boot.
$ portplan what-if 'sc config winnat start= disabled; net stop winnat; net start winnat && reserve 55500+100; shutdown /r /t 0; expect 55500-55599 not-excluded' @hyper-v --quiet
1  config winnat disabled       sc config winnat start= disabled
     note: it counts when the service is to start; what runs goes on running
2  stop winnat                  net stop winnat
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
   - winnat is stopped
     note: stopping winnat can disconnect containers and WSL
3  start winnat                 net start winnat
   x refused (1058): The service cannot be started, either because it is disabled or because it has no enabled devices associated with it.
4  reserve tcp 55500+100
     netsh int ipv4 add excludedportrange protocol=tcp startport=55500 numberofports=100
   not run, as the step before failed
5  reboot                       shutdown /r /t 0
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
     note: a service that is disabled does not start, and makes no blocks
6  expect 55500-55599 not-excluded
   holds in all 10,000 runs
Plan: 14 to remove, 1 to change
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
   - winnat is stopped
   ~ start type of winnat = disabled (no capture shows what was before)
10,000 runs, seed 1, model first-fit 3
? exit 0

# Such a row, once it is in the table, is not winnat's though it has 100 ports.
$ printf '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\hns\\State]\n"PreallocatePortRangeTCPStartPort"=dword:0000ea60\n"PreallocatePortRangeTCPPortCount"=dword:00000064\n' > hns.reg; printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     50100       50199\n     60000       60099\n\n* - Administered port exclusions.\n' > rows.txt; portplan check 60050 rows.txt hns.reg --quiet; portplan what-if 'stop winnat; expect 60050 blocked; reboot; expect 60050 blocked; unset PreallocatePortRangeTCPPortCount; restart hns; expect 60050 at-risk at-least 90%' rows.txt hns.reg --quiet --runs 1000 | grep -A1 expect
60050/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 60000-60099, owner hns-excluded-range (likely): HNS preallocates it,
    as its registry says (rows.txt:6)
  cure: HNS makes the range when it starts, as PreallocatePortRange... under
        hns\State say; change these, then restart hns
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix 60050 rows.txt hns.reg
2  expect 60050 blocked
   holds
--
4  expect 60050 blocked
   holds in all 1,000 runs
--
7  expect 60050 at-risk at-least 90%
   holds in all 1,000 runs
? exit 0
