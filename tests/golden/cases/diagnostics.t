# A row with two numbers run together: the place, the line, a caret.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     55506      555605\n      5357        5357\n' > broken.txt; portplan show broken.txt > out.txt; wc -l < out.txt
17
! broken.txt:5:17: warning: port 555605 is above 65535, the row is left out [PP-417]
!      55506      555605
!                 ^~~~~~
! broken.txt: note: no capture shows the tcp dynamic range; 49152-65535 is assumed: the default since Vista; no block contradicts it [PP-617]
! (portplan explain PP-417 says more)
? exit 0

$ printf 'Protocol tcp Port Exclusion Ranges\n\n     55506      555605\n      5357        5357\n' > broken.txt; portplan show --strict broken.txt > out.txt
! broken.txt:3:17: warning: port 555605 is above 65535, the row is left out [PP-417]
!      55506      555605
!                 ^~~~~~
! broken.txt: note: no capture shows the tcp dynamic range; 49152-65535 is assumed: the default since Vista; no block contradicts it [PP-617]
! (portplan explain PP-417 says more)
? exit 4

# --strict and a "no": 4 wins; and 2 and 3 win over both.
$ printf 'Protocol tcp Port Exclusion Ranges\n\n     55506      555605\n      5357        5357\n' > broken.txt; portplan check 5357 --strict broken.txt
5357/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 5357, owner http.sys (likely): single port, WSDAPI over http.sys
    (broken.txt:4)
  5357 is registered for wsdapi (IANA); commonly run: WSDAPI over HTTP
  cure: a service has registered the port with http.sys: netsh http show
        servicestate view=requestq names its process; stop it or change its URL
        or use another port: 5365, the nearest good one outside the dynamic
        range
next: portplan fix 5357 broken.txt
! broken.txt:3:17: warning: port 555605 is above 65535, the row is left out [PP-417]
!      55506      555605
!                 ^~~~~~
! broken.txt: note: no capture shows the tcp dynamic range; 49152-65535 is assumed: the default since Vista; no block contradicts it [PP-617]
! (portplan explain PP-417 says more)
? exit 4

$ printf 'hello\n' | portplan check 5357 --strict
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ portplan show --strict --quiet @hyper-v > out.txt
? exit 0

# Nothing recognised.
$ echo hello | portplan show
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ portplan show < /dev/null
! portplan: standard input is empty
! what to capture on the Windows machine: portplan help capture
? exit 3

$ echo hello > a.txt; echo hello > b.txt; portplan show a.txt b.txt
! portplan: nothing in a.txt and the other captures looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ echo hello | portplan show --format json
{
  "schema": "portplan.show/1",
  "captures": [
    {
      "name": "standard input",
      "encoding": "utf-8",
      "newline": "lf",
      "lines": {
        "total": 1,
        "blank": 0,
        "used": 0,
        "ignored": 1,
        "rejected": 0
      },
      "sections": []
    }
  ],
  "machine": {
    "os": { "generation": null, "build": null },
    "tcp": {
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
    "services": { "winnat": null, "hns": null },
    "rpc": null,
    "dns_pool": null
  },
  "diagnostics": [],
  "diagnostics_dropped": 0
}
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

# Files.
$ portplan show nowhere.txt @hyper-v
! portplan: cannot read 'nowhere.txt': No such file or directory
? exit 2

$ portplan show - - < /dev/null
! portplan: standard input can be read only once
? exit 2

$ portplan show @nothing
! portplan: there is no built-in capture '@nothing'; there are @hyper-v, @hyper-v-reserved, @typical-desktop, @low-dynamic-range, @kubernetes-node, @german
? exit 2

$ mkdir d; portplan examples hyper-v > d/a.txt; portplan examples german > d/b.txt; portplan show --quiet d | head -2
d/a.txt: netsh excluded port ranges, tcp, English; 15 rows, nothing left out
d/b.txt: netsh excluded port ranges, tcp, German; 15 rows, nothing left out
! d/b.txt:3: warning: this tcp table differs from an earlier one; it is taken as the state of the machine (use --section N or --all to choose otherwise) [PP-601]
! d/a.txt:3: note: the earlier table
! (portplan explain PP-601 says more)
? exit 0

# Two machines in one paste are asked about, never mixed.
$ (echo '[SRV1]: PS C:\> netsh int ipv4 show excl tcp'; portplan examples german | grep -v '>'; echo '[SRV2]: PS C:\> netsh int ipv4 show excl tcp'; portplan examples hyper-v | grep -v '>') > two.txt; portplan show --quiet two.txt | head -1; portplan check --quiet 55555 two.txt --section 1
two.txt: netsh excluded port ranges, tcp, German and English; 30 rows, nothing left out
55555/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  in the dynamic range 49152-65535, assumed: the default since Vista; no block
    contradicts it
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1
! two.txt:26: warning: the captures are of at least two machines, SRV1 and SRV2; only the second one counts (use --section N or --all to choose otherwise) [PP-603]
! two.txt:3: note: the other machine
! (portplan explain PP-603 says more)
? exit 0

$ portplan explain PP-417
PP-417  warning: a port above 65535

Ports end at 65535. A number above it is a typing slip or two numbers run
together; which digits were meant cannot be known, so the row is left out rather
than repaired.
? exit 0

$ portplan explain pp-409 487
PP-409  warning: the end port is below the start port

In a row of an exclusion table the second number is the last port of the range,
so it cannot be smaller than the first. If the two numbers are a start and a
count (as in `show dynamicport`), they are not an exclusion. The row is left
out.

PP-487  warning: the `*` column is missing

HNS always marks its own range 50000-50059 with `*`. Here it has none, so the
paste lost that column, and nothing shows which rows an administrator made.
? exit 0

$ portplan explain PP-1
! portplan: there is no diagnostic and no term 'PP-1'; portplan explain lists the diagnostics
? exit 2

# Terms that reports use; capitals and the hyphen do not matter.
$ portplan explain winnat; portplan explain U-03
winnat

The NAT driver of Windows. For the networks of Hyper-V, containers and WSL it
reserves blocks of ports, mostly of 100, inside the dynamic range; a program
that binds one of them gets 10013, and netstat shows no owner. net stop winnat
releases all of them, and cuts these networks off; after net start winnat new
ones come as soon as HNS asks for some, at the next boot at the latest:
elsewhere, around what is reserved by then.
more: docs/ports-on-windows.md#winnat-and-hns
U-03  out-of-range=clamp|ignore

Contested or undocumented: what a MaxUserPort below the minimum or above the
maximum does.
portplan assumes the first value: not documented; the nearest bound is the
common reading. --assume NAME=VALUE chooses another.
more: docs/ports-on-windows.md#unknowns
? exit 0

$ for term in HNS http.sys wsl-mirrored administered 'dynamic range' dynamic-range 10013 wsaeaddrinuse 10055 u-28 delete-foreign; do portplan explain "$term" > out; echo "$(head -1 out), $(grep -c . out) lines, $(tail -1 out)"; done; portplan explain dynamic range | head -1; portplan explain PP-417 winnat | grep -e PP-417 -e '^winnat'
hns, 7 lines, more: docs/ports-on-windows.md#hns-excluded-range
http.sys, 6 lines, more: docs/ports-on-windows.md#httpsys
wsl-mirrored, 6 lines, more: docs/ports-on-windows.md#wsl-mirrored
administered, 6 lines, more: docs/ports-on-windows.md#exclusions
dynamic range, 7 lines, more: docs/ports-on-windows.md#dynamic-range
dynamic range, 7 lines, more: docs/ports-on-windows.md#dynamic-range
10013, 6 lines, more: docs/ports-on-windows.md#what-bind-answers
10048, 6 lines, more: docs/ports-on-windows.md#what-bind-answers
10055, 7 lines, more: docs/internals/exhaustion.md
U-28  udp-mirrors-tcp=no|yes, 6 lines, more: docs/ports-on-windows.md#unknowns
U-13  delete-foreign=denied|removed, 6 lines, more: docs/ports-on-windows.md#unknowns
dynamic range
PP-417  warning: a port above 65535
winnat
? exit 0

$ portplan explain winat; portplan explain mirored; portplan explain dynamic-rnge; portplan explain 10054; portplan explain xyzzy
! portplan: there is no diagnostic and no term 'winat'; did you mean 'winnat'?
! portplan: there is no diagnostic and no term 'mirored'; portplan explain lists the diagnostics
! portplan: there is no diagnostic and no term 'dynamic-rnge'; did you mean 'dynamic range'?
! portplan: there is no diagnostic and no term '10054'; did you mean '10055'?
! portplan: there is no diagnostic and no term 'xyzzy'; portplan explain lists the diagnostics
? exit 2
