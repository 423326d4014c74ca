# The event first, then the rows with their places on both sides.
$ portplan diff fixtures/captured/c074.txt fixtures/captured/c075.txt --quiet
winnat was stopped (90 %): stopping winnat releases all of its blocks and
nothing else; started again, it has none until HNS asks for some
  all 10 blocks are gone (tcp 1988-2087, 8313-9112, 10745-10844), 2 other rows
  stayed
  or Hyper-V was disabled (10 %): no blocks are reserved when Hyper-V is off
the dynamic range was changed, tcp (70 %): before, 10 blocks lie outside
49152-65535 (captured), the range after: blocks are made inside it

tcp  10 gone, 2 kept
  -  1988-2087    winnat (likely)  fixtures/captured/c074.txt:7
  -  8313-8412    winnat (likely)  fixtures/captured/c074.txt:9
  -  8413-8512    winnat (likely)  fixtures/captured/c074.txt:10
  -  8513-8612    winnat (likely)  fixtures/captured/c074.txt:11
  -  8613-8712    winnat (likely)  fixtures/captured/c074.txt:12
  -  8713-8812    winnat (likely)  fixtures/captured/c074.txt:13
  -  8813-8912    winnat (likely)  fixtures/captured/c074.txt:14
  -  8913-9012    winnat (likely)  fixtures/captured/c074.txt:15
  -  9013-9112    winnat (likely)  fixtures/captured/c074.txt:16
  -  10745-10844  winnat (likely)  fixtures/captured/c074.txt:17
  ? dynamic range 1024-15000 (assumed) -> 49152-65535 (captured,
  fixtures/captured/c075.txt:14)

udp  not captured
? exit 1

$ portplan diff fixtures/captured/c119.txt fixtures/captured/c126.txt --quiet
winnat was restarted (50 %): new blocks follow a restart of HNS, or of winnat
  all 9 blocks are gone (tcp 9751-9850, 10100-10299, 10424-10823, 10853-10952,
  14588-14687), 9 are new (tcp 10420-10919, 10987-11386), 4 other rows stayed
  or the machine was restarted (40 %): every boot makes new blocks

tcp  9 moved, 4 kept
  ~  9751-9850 -> 10420-10519    winnat (likely)  fixtures/captured/c119.txt:11  fixtures/captured/c126.txt:9
  ~  10100-10199 -> 10520-10619  winnat (likely)  fixtures/captured/c119.txt:12  fixtures/captured/c126.txt:10
  ~  10200-10299 -> 10620-10719  winnat (likely)  fixtures/captured/c119.txt:13  fixtures/captured/c126.txt:11
  ~  10424-10523 -> 10720-10819  winnat (likely)  fixtures/captured/c119.txt:14  fixtures/captured/c126.txt:12
  ~  10524-10623 -> 10820-10919  winnat (likely)  fixtures/captured/c119.txt:15  fixtures/captured/c126.txt:13
  ~  10624-10723 -> 10987-11086  winnat (likely)  fixtures/captured/c119.txt:16  fixtures/captured/c126.txt:14
  ~  10724-10823 -> 11087-11186  winnat (likely)  fixtures/captured/c119.txt:17  fixtures/captured/c126.txt:15
  ~  10853-10952 -> 11187-11286  winnat (likely)  fixtures/captured/c119.txt:18  fixtures/captured/c126.txt:16
  ~  14588-14687 -> 11287-11386  winnat (likely)  fixtures/captured/c119.txt:19  fixtures/captured/c126.txt:17

udp  not captured
? exit 1

# A row that changed its mark.
$ portplan diff @hyper-v @hyper-v-reserved
winnat was restarted (60 %): new blocks follow a restart of HNS, or of winnat
  1 block of 13 is gone (tcp 55500-55599), 12 stayed and so did 2 other rows;
  some of its ports are reserved now, which Windows refuses while the block
  exists
  or the machine was restarted (30 %): every boot makes new blocks
ports were reserved, tcp (95 %): 55500-55599 * is new

tcp  1 changed, 14 kept
  ~  55500-55599 -> 55500-55599 *  winnat (likely) -> administrator (likely)  @hyper-v:21  @hyper-v-reserved:21

udp  not captured
! @hyper-v: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
! @hyper-v-reserved: note: no capture shows the tcp dynamic range; 1024-15000 is assumed: 1024+13977, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
? exit 1

# Nothing differs.
$ portplan diff @hyper-v @hyper-v --quiet
nothing differs that both captures show

tcp  15 kept

udp  not captured
? exit 0

$ portplan diff @hyper-v @hyper-v --quiet --format json | sed -n '1,18p'
{
  "schema": "portplan.diff/1",
  "same": true,
  "before": {
    "captures": ["@hyper-v"],
    "diagnostics": [
      { "code": "PP-617", "severity": "note", "message": "no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block", "capture": 0, "line": null, "column": null }
    ],
    "diagnostics_dropped": 0
  },
  "after": {
    "captures": ["@hyper-v"],
    "diagnostics": [
      { "code": "PP-617", "severity": "note", "message": "no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block", "capture": 0, "line": null, "column": null }
    ],
    "diagnostics_dropped": 0
  },
  "events": [],
? exit 0

# What a table that is not whole cannot show.
$ portplan diff --quiet fixtures/captured/c122.txt fixtures/captured/c139.txt | tail -14
  -  9304-9403    winnat (likely)  fixtures/captured/c122.txt:19
  -  9404-9503    winnat (likely)  fixtures/captured/c122.txt:20
  -  9801-9900    winnat (likely)  fixtures/captured/c122.txt:21
  ?  50165-50264  winnat                                          fixtures/captured/c139.txt:5
  ?  50265-50364  winnat                                          fixtures/captured/c139.txt:6
  ?  50463-50562  winnat                                          fixtures/captured/c139.txt:7
  ?  50563-50662  winnat                                          fixtures/captured/c139.txt:8
  ?  50663-50762  winnat                                          fixtures/captured/c139.txt:9
  ?  50763-50862  winnat                                          fixtures/captured/c139.txt:10
  ? may be on both sides: the tables before and after are incomplete
  ? dynamic range 1024-15000 (assumed) -> 50000-50999 (captured,
  fixtures/captured/c139.txt:16)

udp  not captured
? exit 0

# One protocol on one side alone, sockets on one side, nothing in common.
$ portplan diff --quiet @hyper-v @typical-desktop | sed -n '1,3p'
the machine was restarted (50 %): every boot makes new blocks
  all 13 blocks are gone (tcp 1031-1530, 1561-1660, 2363-2962, 55500-55599), 12
  are new (tcp 49800-49999, 50060-50359, 50683-51182, 51777-51976), 1 other row
? exit 0

$ portplan diff --quiet @typical-desktop @hyper-v | tail -2
  ? dynamic range 49152-65535 (captured, @typical-desktop:12) -> 49152-65535
  (assumed)
? exit 0

$ portplan diff fixtures/sockets/en-ano.txt fixtures/system/ver-xp.txt --quiet
the captures show nothing in common: whether anything changed is unknown

tcp  not captured
  ? ports in use: no socket listings on both sides with a socket in common

udp  not captured
  ? ports in use: no socket listings on both sides with a socket in common
? exit 1

# The rest of the machine.
$ printf 'OS Version:   10.0.19041 N/A Build 19041\n[01]: KB5017264\nSystem Boot Time:   2/5/2024, 8:01:33 AM\nSERVICE_NAME: winnat\n        STATE : 4  RUNNING\n' > one.txt; printf 'OS Version:   10.0.19045 N/A Build 19045\n[01]: KB5017264\n[02]: KB5021233\nSystem Boot Time:   2/6/2024, 7:00:00 AM\nSERVICE_NAME: winnat\n        STATE : 1  STOPPED\n' > two.txt; portplan diff one.txt two.txt
the machine was restarted (90 %): the boot time was 2/5/2024, 8:01:33 AM and is
2/6/2024, 7:00:00 AM
an update was installed (95 %): Windows 10.0.19041 became 10.0.19045, KB5021233
is new
winnat was stopped (97 %): winnat is stopped

tcp  not captured

udp  not captured

machine
  ~  Windows           10.0.19041 -> 10.0.19045                      one.txt:1  two.txt:1
  +  KB5021233                                                                  two.txt:3
  ~  winnat            running -> stopped                            one.txt:5  two.txt:6
  ~  System Boot Time  2/5/2024, 8:01:33 AM -> 2/6/2024, 7:00:00 AM  one.txt:3  two.txt:4
? exit 1

$ printf 'OS Version:   10.0.19041 N/A Build 19041\n[01]: KB5017264\nSystem Boot Time:   2/5/2024, 8:01:33 AM\nSERVICE_NAME: winnat\n        STATE : 4  RUNNING\n' > one.txt; printf 'OS Version:   10.0.19045 N/A Build 19045\n[01]: KB5017264\n[02]: KB5021233\nSystem Boot Time:   2/6/2024, 7:00:00 AM\nSERVICE_NAME: winnat\n        STATE : 1  STOPPED\n' > two.txt; portplan diff one.txt two.txt --format json
{
  "schema": "portplan.diff/1",
  "same": false,
  "before": {
    "captures": ["one.txt"],
    "diagnostics": [],
    "diagnostics_dropped": 0
  },
  "after": {
    "captures": ["two.txt"],
    "diagnostics": [],
    "diagnostics_dropped": 0
  },
  "events": [
    { "kind": "reboot", "confidence": 0.90, "evidence": "the boot time was 2/5/2024, 8:01:33 AM and is 2/6/2024, 7:00:00 AM", "why": null, "about": "boot", "alternative": false, "protocol": null },
    { "kind": "update-installed", "confidence": 0.95, "evidence": "Windows 10.0.19041 became 10.0.19045, KB5021233 is new", "why": null, "about": "updates", "alternative": false, "protocol": null },
    { "kind": "winnat-stopped", "confidence": 0.97, "evidence": "winnat is stopped", "why": null, "about": "services", "alternative": false, "protocol": null }
  ],
  "tcp": {
    "compared": false,
    "added": [],
    "removed": [],
    "kept": [],
    "moved": [],
    "changed": [],
    "unknown": [],
    "dynamic": {
      "changed": null,
      "before": {
        "start": 49152,
        "count": 16384,
        "end": 65535,
        "basis": "default",
        "reason": "the default of its version",
        "source": null
      },
      "after": {
        "start": 49152,
        "count": 16384,
        "end": 65535,
        "basis": "default",
        "reason": "the default of its version",
        "source": null
      }
    },
    "in_use": null
  },
  "udp": {
    "compared": false,
    "added": [],
    "removed": [],
    "kept": [],
    "moved": [],
    "changed": [],
    "unknown": [],
    "dynamic": {
      "changed": null,
      "before": {
        "start": 49152,
        "count": 16384,
        "end": 65535,
        "basis": "default",
        "reason": "the default of its version",
        "source": null
      },
      "after": {
        "start": 49152,
        "count": 16384,
        "end": 65535,
        "basis": "default",
        "reason": "the default of its version",
        "source": null
      }
    },
    "in_use": null
  },
  "machine": [
    {
      "fact": "os",
      "name": "Windows",
      "before": "10.0.19041",
      "after": "10.0.19045",
      "source_before": { "capture": 0, "line": 1 },
      "source": { "capture": 0, "line": 1 }
    },
    {
      "fact": "hotfix",
      "name": "KB5021233",
      "before": null,
      "after": "installed",
      "source_before": null,
      "source": { "capture": 0, "line": 3 }
    },
    {
      "fact": "service",
      "name": "winnat",
      "before": "running",
      "after": "stopped",
      "source_before": { "capture": 0, "line": 5 },
      "source": { "capture": 0, "line": 6 }
    },
    {
      "fact": "setting",
      "name": "System Boot Time",
      "before": "2/5/2024, 8:01:33 AM",
      "after": "2/6/2024, 7:00:00 AM",
      "source_before": { "capture": 0, "line": 3 },
      "source": { "capture": 0, "line": 4 }
    }
  ]
}
? exit 1

# Programs that came and went.
$ printf '  Proto  Local Address  Foreign Address  State  PID\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    900\n  TCP    0.0.0.0:8080   0.0.0.0:0    LISTENING    7000\n' > one.txt; sed 's/8080 /3000 /; s/7000/7011/' one.txt > two.txt; portplan diff one.txt two.txt
a program took a port, tcp (80 %): 3000 (pid 7011)
a program released a port, tcp (80 %): 8080 (pid 7000)

tcp  not captured
  -  8080 in use  pid 7000  one.txt:3
  +  3000 in use  pid 7011             two.txt:3

udp  not captured
? exit 1

# Rows of long tables.
$ portplan diff fixtures/captured/d011.txt @typical-desktop --quiet | tail -4
  -  57742-57841                 winnat (likely)  fixtures/captured/d011.txt:49
  and 34 more; --rows shows each
  ? dynamic range 49152-65535 (assumed) -> 49152-65535 (captured,
  @typical-desktop:12)
? exit 0

$ portplan diff fixtures/captured/d011.txt @typical-desktop --quiet --rows | grep -c winnat
76
? exit 0

# A folder, standard input, colour.
$ mkdir before; cp fixtures/documented/hyper-v.txt before; portplan examples hyper-v-reserved | portplan diff before - --quiet --color always
winnat was restarted (60 %): new blocks follow a restart of HNS, or of winnat
  1 block of 13 is gone (tcp 55500-55599), 12 stayed and so did 2 other rows;
  some of its ports are reserved now, which Windows refuses while the block
  exists
  or the machine was restarted (30 %): every boot makes new blocks
ports were reserved, tcp (95 %): 55500-55599 * is new

[1mtcp[0m  1 changed, 14 kept
  [33m~[0m  [33m55500-55599 -> 55500-55599 *[0m  winnat (likely) -> administrator (likely)  [2mbefore/hyper-v.txt:21[0m  [2mstandard input:21[0m

[1mudp[0m  not captured
? exit 1

$ portplan diff @hyper-v @hyper-v --output same.txt --quiet; cat same.txt
nothing differs that both captures show

tcp  15 kept

udp  not captured
? exit 0

# Two machines.
$ for host in ALPHA BETA; do { printf 'C:\\>hostname\n%s\n\nC:\\>netsh int ipv4 show excludedportrange tcp\n\n' $host; cat fixtures/documented/hyper-v.txt; } > $host.txt; done; portplan diff ALPHA.txt BETA.txt
nothing differs that both captures show

tcp  15 kept

udp  not captured
! ALPHA.txt: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
! BETA.txt: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! BETA.txt: warning: the captures are of two machines, ALPHA and BETA: differences need not be changes [PP-603]
! (portplan explain PP-603 says more)
? exit 0

$ for host in ALPHA BETA; do { printf 'C:\\>hostname\n%s\n\nC:\\>netsh int ipv4 show excludedportrange tcp\n\n' $host; cat fixtures/documented/hyper-v.txt; } > $host.txt; done; portplan diff ALPHA.txt BETA.txt --strict --quiet --format json | sed -n '1,3p'
{
  "schema": "portplan.diff/1",
  "same": true,
? exit 0

# Not enough, too much, nothing to read, nothing recognised.
$ portplan diff @hyper-v
! portplan: diff takes two captures, the one before and the one after; 1 is given
? exit 2

$ portplan diff @hyper-v @hyper-v @hyper-v
! portplan: diff takes two captures, the one before and the one after; 3 are given
? exit 2

$ portplan diff - -
! portplan: standard input can be read only once
? exit 2

$ portplan diff @hyper-v nowhere.txt
! portplan: cannot read 'nowhere.txt': No such file or directory
? exit 2

$ echo hello > hello.txt; portplan diff hello.txt @hyper-v --quiet
! portplan: nothing in hello.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ echo hello > hello.txt; portplan diff @hyper-v hello.txt --quiet --format json | sed -n '1,3p'
{
  "schema": "portplan.diff/1",
  "same": null,
! portplan: nothing in hello.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 0

$ echo hello > hello.txt; portplan diff hello.txt hello.txt
! portplan: nothing in hello.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
! portplan: nothing in hello.txt looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

# No byte of a capture acts on the terminal.
$ printf 'SERVICE_NAME: a\001b\n        STATE : 4  RUNNING\n' > one.txt; sed 's/4  RUNNING/1  STOPPED/' one.txt > two.txt; portplan diff one.txt two.txt
a service was stopped (97 %): a\x01b is stopped

tcp  not captured

udp  not captured

machine
  ~  a\x01b  running -> stopped  one.txt:2  two.txt:2
? exit 1

# URLs that http.sys has registered, and reserved: where both sides list them.
$ printf '    Reserved URL            : http://+:80/Temporary_Listen_Addresses/\n        User: \\Everyone\n    Reserved URL            : http://+:8080/shop/\n        User: \\Everyone\nServer session ID: FE00000020000001\n    Registered URLs:\n        HTTP://+:5985/WSMAN/\n' > one.txt; printf '    Reserved URL            : http://+:80/Temporary_Listen_Addresses/\n        User: \\Everyone\nServer session ID: FE00000020000001\n    Registered URLs:\n        HTTP://+:5985/WSMAN/\n        HTTP://+:8081/SHOP/\n' > two.txt; portplan diff one.txt two.txt
the reservation of a URL was deleted, tcp (97 %): http://+:8080/shop/ is no
longer reserved
a program registered a URL with http.sys, tcp (97 %): HTTP://+:8081/SHOP/ is
registered

tcp  not captured

udp  not captured

machine
  -  http://+:8080/shop/  reserved    one.txt:3
  +  HTTP://+:8081/SHOP/  registered             two.txt:6
? exit 1

$ printf '    Reserved URL            : http://+:80/Temporary_Listen_Addresses/\n        User: \\Everyone\n    Reserved URL            : http://+:8080/shop/\n        User: \\Everyone\nServer session ID: FE00000020000001\n    Registered URLs:\n        HTTP://+:5985/WSMAN/\n' > one.txt; printf '    Reserved URL            : http://+:80/Temporary_Listen_Addresses/\n        User: \\Everyone\nServer session ID: FE00000020000001\n    Registered URLs:\n        HTTP://+:5985/WSMAN/\n        HTTP://+:8081/SHOP/\n' > two.txt; portplan diff one.txt two.txt --format json | sed -n '/"machine"/,$p'
  "machine": [
    {
      "fact": "url",
      "name": "http://+:8080/shop/",
      "before": "reserved",
      "after": null,
      "source_before": { "capture": 0, "line": 3 },
      "source": null
    },
    {
      "fact": "url",
      "name": "HTTP://+:8081/SHOP/",
      "before": null,
      "after": "registered",
      "source_before": null,
      "source": { "capture": 0, "line": 6 }
    }
  ]
}
? exit 0

# A listing that one side lacks tells nothing.
$ printf '    Reserved URL            : http://+:80/Temporary_Listen_Addresses/\n        User: \\Everyone\n    Reserved URL            : http://+:8080/shop/\n        User: \\Everyone\nServer session ID: FE00000020000001\n    Registered URLs:\n        HTTP://+:5985/WSMAN/\n' > one.txt; portplan diff one.txt @hyper-v --quiet
the captures show nothing in common: whether anything changed is unknown

tcp  captured after only: what changed is unknown

udp  not captured
? exit 1

# A persistent exclusion of the registry that is gone from it.
$ printf 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nsi\\{eb004a03-9b1a-11d4-9123-0050047759bc}\\29]\n"c3503c00"=hex:12,00,ff,ff\n' > one.reg; cp one.reg two.reg; printf '"d8cc6400"=hex:12,00,ff,ff\n' >> one.reg; portplan diff one.reg two.reg
a reservation was deleted, tcp (76 %): 55500-55599 * is gone

tcp  1 gone, 1 kept
  -  55500-55599 *  administrator (likely)  one.reg:5

udp  not captured
? exit 1
