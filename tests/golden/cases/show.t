# What the seed document's first table says.
$ portplan show @hyper-v
@hyper-v: netsh excluded port ranges, tcp, English; 15 rows, nothing left out

tcp   1 ·································································· 65535
       ▅▂▂  ▁                                                 ★     ▁
       ═════════════════════════════════════════════════════════════════════════
      ▁▂▃▄▅▆▇█ excluded, by share   ★ administered   ═ dynamic range

   dynamic range 1024-65534, assumed: 1024+64511, the smallest usual range that
   holds every block

start    end  ports   owner                   why
 1031   1130    100   winnat (likely)         block of 100
 1131   1230    100   winnat (likely)         block of 100
 1231   1330    100   winnat (likely)         block of 100
 1331   1430    100   winnat (likely)         block of 100
 1431   1530    100   winnat (likely)         block of 100
 1561   1660    100   winnat (likely)         block of 100
 2363   2462    100   winnat (likely)         block of 100
 2463   2562    100   winnat (likely)         block of 100
 2563   2662    100   winnat (likely)         block of 100
 2663   2762    100   winnat (likely)         block of 100
 2763   2862    100   winnat (likely)         block of 100
 2863   2962    100   winnat (likely)         block of 100
 5357   5357      1   http.sys (likely)       single port, WSDAPI over http.sys
50000  50099    100 * administrator (likely)  administered, not HNS's 50000+60
55500  55599    100   winnat (likely)         block of 100

pool  64511 dynamic, 1401 excluded, 0 known in use: 63110 left,
      longest free run 44642, room for 629 blocks of 100

udp   not captured: netsh int ipv4 show excludedportrange udp
! @hyper-v: note: no capture shows the tcp dynamic range, 1024-65534 is assumed: 1024+64511, the smallest usual range that holds every block [PP-617]
! (portplan explain PP-617 says more)
? exit 0

# A capture that states its dynamic ranges; tcp and udp.
$ portplan show @typical-desktop
@typical-desktop: netsh dynamic port range and netsh excluded port ranges, tcp and udp, English; 23 rows, nothing left out

tcp   1 ·································································· 65535
            ▁                                                 ★▄▁
                                                             ═══════════════════
zoom  49152 ······························································ 65535
        ▁★★▃▁██▁ ▁▆
      ▁▂▃▄▅▆▇█ excluded, by share   ★ administered   ═ dynamic range

   dynamic range 49152-65535, captured (@typical-desktop:5); 1 range lies
   outside it

start    end  ports   owner               why
 5357   5357      1   http.sys (likely)   single port, WSDAPI over http.sys
49800  49899    100   winnat              block of 100 inside the dynamic range
49900  49999    100   winnat              block of 100 inside the dynamic range
50000  50059     60 * hns-excluded-range  administered, the range HNS makes
                                          itself
50060  50159    100   winnat              block of 100 inside the dynamic range
50160  50259    100   winnat              block of 100 inside the dynamic range
50260  50359    100   winnat              block of 100 inside the dynamic range
50683  50782    100   winnat              block of 100 inside the dynamic range
50783  50882    100   winnat              block of 100 inside the dynamic range
50883  50982    100   winnat              block of 100 inside the dynamic range
50983  51082    100   winnat              block of 100 inside the dynamic range
51083  51182    100   winnat              block of 100 inside the dynamic range
51777  51876    100   winnat              block of 100 inside the dynamic range
51877  51976    100   winnat              block of 100 inside the dynamic range

pool  16384 dynamic, 1260 excluded, 0 known in use: 15124 left,
      longest free run 13559, room for 149 blocks of 100

udp   1 ·································································· 65535
                                                              ★▂     ▁
                                                             ═══════════════════
zoom  49152 ······························································ 65535
         ★★▇▆▄                      ▃
      ▁▂▃▄▅▆▇█ excluded, by share   ★ administered   ═ dynamic range

   dynamic range 49152-65535, captured (@typical-desktop:12)

start    end  ports   owner               why
50000  50059     60 * hns-excluded-range  administered, the range HNS makes
                                          itself
50060  50159    100   winnat              block of 100 inside the dynamic range
50160  50259    100   winnat              block of 100 inside the dynamic range
50260  50359    100   winnat              block of 100 inside the dynamic range
50360  50459    100   winnat              block of 100 inside the dynamic range
50519  50618    100   winnat              block of 100 inside the dynamic range
50619  50718    100   winnat              block of 100 inside the dynamic range
50719  50818    100   winnat              block of 100 inside the dynamic range
55807  55906    100   winnat              block of 100 inside the dynamic range

pool  16384 dynamic, 860 excluded, 0 known in use: 15524 left,
      longest free run 9629, room for 153 blocks of 100
? exit 0

# ASCII for terminals and tickets that know nothing else; ports to point at.
$ portplan show --ascii --mark 8080,55555,50051/udp @low-dynamic-range --quiet
@low-dynamic-range: netsh dynamic port range and netsh excluded port ranges, tcp, English; 18 rows, nothing left out

tcp   1 ------------------------------------------------------------------ 65535
       +.       .+   .              .                         *
       ================
               ^                                                    ^
zoom  1024 --------------------------------------------------------------- 15000
      +:##  :                                      :###+                :
                                           ^
      .:+# excluded, by share   * administered   = dynamic range   ^ asked for

   dynamic range 1024-15000, captured (@low-dynamic-range:5); 2 ranges lie
   outside it

start    end  ports   owner               why
 1074   1173    100   winnat              block of 100 inside the dynamic range
 1174   1273    100   winnat              block of 100 inside the dynamic range
 1374   1473    100   winnat              block of 100 inside the dynamic range
 1474   1573    100   winnat              block of 100 inside the dynamic range
 1574   1673    100   winnat              block of 100 inside the dynamic range
 1678   1777    100   winnat              block of 100 inside the dynamic range
 2224   2323    100   winnat              block of 100 inside the dynamic range
 9598   9697    100   winnat              block of 100 inside the dynamic range
 9698   9797    100   winnat              block of 100 inside the dynamic range
 9798   9897    100   winnat              block of 100 inside the dynamic range
 9898   9997    100   winnat              block of 100 inside the dynamic range
 9998  10097    100   winnat              block of 100 inside the dynamic range
10098  10197    100   winnat              block of 100 inside the dynamic range
10198  10297    100   winnat              block of 100 inside the dynamic range
10298  10397    100   winnat              block of 100 inside the dynamic range
13510  13609    100   winnat              block of 100 inside the dynamic range
27339  27339      1   unknown             single port: http.sys, a published
                                          port or a program
50000  50059     60 * hns-excluded-range  administered, the range HNS makes
                                          itself

pool  13977 dynamic, 1600 excluded, 0 known in use: 12377 left,
      longest free run 7274, room for 121 blocks of 100

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# Load balancer blocks of 64, and a table in German.
$ portplan show --quiet @kubernetes-node @german
@kubernetes-node: netsh excluded port ranges, tcp, English; 9 rows, nothing left out
@german: netsh excluded port ranges, tcp, German; 15 rows, nothing left out

tcp   1 ·································································· 65535
            ▁                                              ▁ ▁★▃          ▁
                                                             ═══════════════════
zoom  49152 ······························································ 65535
      ▁  ★★  ▇▆                                           ▆▁
      ▁▂▃▄▅▆▇█ excluded, by share   ★ administered   ═ dynamic range

   dynamic range 49152-65535, assumed: the default since Vista; no block
   contradicts it; 3 ranges lie outside it

start    end  ports   owner               why
 5357   5357      1   http.sys (likely)   single port, WSDAPI over http.sys
 5985   5985      1   http.sys (likely)   single port, WinRM over http.sys
47001  47001      1   http.sys (likely)   single port, WinRM over http.sys
49152  49152      1   unknown             single port: http.sys, a published
                                          port or a program
49153  49153      1   unknown             single port: http.sys, a published
                                          port or a program
49154  49154      1   unknown             single port: http.sys, a published
                                          port or a program
49851  49950    100   winnat (likely)     block of 100
50000  50059     60 * hns-excluded-range  administered, the range HNS makes
                                          itself
50060  50159    100   winnat (likely)     block of 100
50705  50804    100   winnat (likely)     block of 100
50805  50904    100   winnat (likely)     block of 100
50905  51004    100   winnat (likely)     block of 100
51005  51104    100   winnat (likely)     block of 100
60706  60805    100   winnat (likely)     block of 100
60806  60905    100   winnat (likely)     block of 100

pool  16384 dynamic, 863 excluded, 0 known in use: 15521 left,
      longest free run 9601, room for 153 blocks of 100

udp   not captured: netsh int ipv4 show excludedportrange udp
! @german:3: warning: this tcp table differs from an earlier one; it is taken for the state of the machine (--section N or --all chooses otherwise) [PP-601]
! @kubernetes-node:3: note: the earlier table
! (portplan explain PP-601 says more)
? exit 0

# Two captures of one machine: the table, and then the range.
$ portplan examples low-dynamic-range | sed -n '1,7p' > range.txt; portplan examples low-dynamic-range | sed '1,7d' > table.txt; portplan show table.txt range.txt | head -3
table.txt: netsh excluded port ranges, tcp, English; 18 rows, nothing left out
range.txt: netsh dynamic port range, tcp, English; 1 range, nothing left out

? exit 0

# A long table is folded; nothing is lost.
$ { echo 'Protocol tcp Port Exclusion Ranges'; echo; for i in $(seq 50000 100 56000); do printf '%10u  %10u\n' $i $((i+99)); done; printf '%10u  %10u\n' 8080 8080; } > long.txt; portplan show --quiet long.txt | sed -n '/^start/,$p'
start    end  ports owner            why
 8080   8080      1 unknown          single port: http.sys, a published port or
                                     a program
50000  56099   6100 winnat (likely)  61 rows of 100: block of 100
   62 rows; --rows shows each on a line of its own

pool  16384 dynamic, 6100 excluded, 0 known in use: 10284 left,
      longest free run 9436, room for 102 blocks of 100

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

$ { echo 'Protocol tcp Port Exclusion Ranges'; echo; for i in $(seq 50000 100 56000); do printf '%10u  %10u\n' $i $((i+99)); done; } > long.txt; portplan show --rows --quiet long.txt | grep -c 'block of 100'
61
? exit 0

$ portplan show --color always --quiet @hyper-v | head -5
[1m@hyper-v:[0m netsh excluded port ranges, tcp, English; 15 rows, nothing left out

[1mtcp[0m   1 [2m··································································[0m 65535
       [31m▅▂▂[0m  [31m▁[0m                                                 [32m★[0m     [31m▁[0m
       [36m═════════════════════════════════════════════════════════════════════════[0m
? exit 0

# The machine formats.
$ portplan show --format json @hyper-v-reserved
{
  "schema": "portplan.show/1",
  "captures": [
    {
      "name": "@hyper-v-reserved",
      "encoding": "utf-8",
      "newline": "lf",
      "lines": {
        "total": 23,
        "blank": 3,
        "used": 18,
        "ignored": 2,
        "rejected": 0
      },
      "sections": [
        { "format": "netsh.excludedportrange", "protocol": "tcp", "protocol_assumed": false, "family": "ipv4", "store": "active", "locale": "en", "first_line": 3, "last_line": 23, "complete": true, "host": null }
      ]
    }
  ],
  "machine": {
    "os": { "generation": null, "build": null },
    "tcp": {
      "table_seen": true,
      "dynamic": {
        "start": 1024,
        "count": 13977,
        "end": 15000,
        "basis": "assumed",
        "reason": "1024+13977, the smallest usual range that holds every block",
        "source": null
      },
      "excluded": [
        {
          "start": 1031,
          "end": 1130,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 7 }
        },
        {
          "start": 1131,
          "end": 1230,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 8 }
        },
        {
          "start": 1231,
          "end": 1330,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 9 }
        },
        {
          "start": 1331,
          "end": 1430,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 10 }
        },
        {
          "start": 1431,
          "end": 1530,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 11 }
        },
        {
          "start": 1561,
          "end": 1660,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 12 }
        },
        {
          "start": 2363,
          "end": 2462,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 13 }
        },
        {
          "start": 2463,
          "end": 2562,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 14 }
        },
        {
          "start": 2563,
          "end": 2662,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 15 }
        },
        {
          "start": 2663,
          "end": 2762,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 16 }
        },
        {
          "start": 2763,
          "end": 2862,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 17 }
        },
        {
          "start": 2863,
          "end": 2962,
          "count": 100,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 18 }
        },
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
        },
        {
          "start": 55500,
          "end": 55599,
          "count": 100,
          "administered": true,
          "owner": "administrator",
          "confidence": "likely",
          "reason": "administered, not HNS's 50000+60",
          "persistent": null,
          "family": "ipv4",
          "source": { "capture": 0, "line": 21 }
        }
      ],
      "in_use": [],
      "pool": {
        "dynamic": 13977,
        "excluded": 1201,
        "in_use": 0,
        "available": 12776,
        "longest_free_run": 9643,
        "blocks_of_100": 126,
        "blocks_of_64": 197,
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
    "services": { "winnat": null, "hns": null }
  },
  "diagnostics": [
    { "code": "PP-617", "severity": "note", "message": "no capture shows the tcp dynamic range, 1024-15000 is assumed: 1024+13977, the smallest usual range that holds every block", "capture": 0, "line": null, "column": null }
  ],
  "diagnostics_dropped": 0
}
? exit 0

$ portplan show --format count @typical-desktop @hyper-v
{ "schema": "portplan.count/1", "sections": 5, "excluded": 38, "administered": 3, "facts": 40, "rejected": 0 }
? exit 0

$ portplan show --format ndjson --quiet @typical-desktop | sed -n '1,5p'
{"fact":"dynamic","protocol":"tcp","start":49152,"end":65535,"count":16384,"family":"ipv4","store":"active","section":0,"source":{"capture":0,"line":5}}
{"fact":"dynamic","protocol":"udp","start":49152,"end":65535,"count":16384,"family":"ipv4","store":"active","section":1,"source":{"capture":0,"line":12}}
{"fact":"excluded","protocol":"tcp","start":5357,"end":5357,"administered":false,"family":"ipv4","store":"active","section":2,"source":{"capture":0,"line":21}}
{"fact":"excluded","protocol":"tcp","start":49800,"end":49899,"administered":false,"family":"ipv4","store":"active","section":2,"source":{"capture":0,"line":22}}
{"fact":"excluded","protocol":"tcp","start":49900,"end":49999,"administered":false,"family":"ipv4","store":"active","section":2,"source":{"capture":0,"line":23}}
? exit 0

$ portplan show --format csv --quiet @kubernetes-node
protocol,start,end,count,administered,owner,confidence,persistent,family,capture,line
tcp,5985,5985,1,false,http.sys,likely,,ipv4,"@kubernetes-node",7
tcp,5986,5986,1,false,http.sys,likely,,ipv4,"@kubernetes-node",8
tcp,33300,33363,64,false,hns-load-balancer,likely,,ipv4,"@kubernetes-node",9
tcp,33364,33427,64,false,hns-load-balancer,likely,,ipv4,"@kubernetes-node",10
tcp,33487,33550,64,false,hns-load-balancer,likely,,ipv4,"@kubernetes-node",11
tcp,33551,33614,64,false,hns-load-balancer,likely,,ipv4,"@kubernetes-node",12
tcp,33615,33678,64,false,hns-load-balancer,likely,,ipv4,"@kubernetes-node",13
tcp,33679,33742,64,false,hns-load-balancer,likely,,ipv4,"@kubernetes-node",14
tcp,47001,47001,1,false,http.sys,likely,,ipv4,"@kubernetes-node",15
? exit 0

$ portplan show --format svg --quiet @hyper-v-reserved --mark 55555
<svg xmlns="http://www.w3.org/2000/svg" width="960" height="212" viewBox="0 0 960 212" role="img">
<title>Excluded ports</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #57606a }
.title { font-weight: 600; fill: #24292f }
.track { fill: #8c959f; fill-opacity: .18 }
.dynamic { fill: #1b9aaa; fill-opacity: .30 }
.zoom { fill: #1b9aaa; fill-opacity: .10 }
.excluded { fill: #cf3b46 }
.administered { fill: #2c974b }
.used { fill: #a347ba }
.asked { fill: #bf8700 }
@media (prefers-color-scheme: dark) {
text { fill: #9da7b1 } .title { fill: #e6edf3 }
}
</style>
<text class="title" x="20" y="16">TCP: all ports</text>
<path class="zoom" d="M34.37 54 L230.58 54 L940.00 108 L20.00 108 Z"/>
<rect class="track" x="20.00" y="26" width="920.00" height="28"/>
<rect class="dynamic" x="34.37" y="26" width="196.21" height="28"><title>1024-15000 dynamic range</title></rect>
<rect class="excluded" x="34.47" y="26" width="1.40" height="28"><title>1031-1130 winnat</title></rect>
<rect class="excluded" x="35.87" y="26" width="1.41" height="28"><title>1131-1230 winnat</title></rect>
<rect class="excluded" x="37.28" y="26" width="1.40" height="28"><title>1231-1330 winnat</title></rect>
<rect class="excluded" x="38.68" y="26" width="1.40" height="28"><title>1331-1430 winnat</title></rect>
<rect class="excluded" x="40.08" y="26" width="1.41" height="28"><title>1431-1530 winnat</title></rect>
<rect class="excluded" x="41.91" y="26" width="1.40" height="28"><title>1561-1660 winnat</title></rect>
<rect class="excluded" x="53.17" y="26" width="1.40" height="28"><title>2363-2462 winnat</title></rect>
<rect class="excluded" x="54.57" y="26" width="1.40" height="28"><title>2463-2562 winnat</title></rect>
<rect class="excluded" x="55.97" y="26" width="1.41" height="28"><title>2563-2662 winnat</title></rect>
<rect class="excluded" x="57.38" y="26" width="1.40" height="28"><title>2663-2762 winnat</title></rect>
<rect class="excluded" x="58.78" y="26" width="1.41" height="28"><title>2763-2862 winnat</title></rect>
<rect class="excluded" x="60.19" y="26" width="1.40" height="28"><title>2863-2962 winnat</title></rect>
<rect class="excluded" x="95.20" y="26" width="1.00" height="28"><title>5357 http.sys</title></rect>
<rect class="administered" x="721.90" y="26" width="1.40" height="28"><title>50000-50099 administrator</title></rect>
<rect class="administered" x="799.11" y="26" width="1.40" height="28"><title>55500-55599 administrator</title></rect>
<rect class="asked" x="799.88" y="26" width="1.00" height="28"><title>55555 asked for</title></rect>
<text x="20.00" y="70" text-anchor="start">1</text>
<text x="940.00" y="70" text-anchor="end">65535</text>
<text class="title" x="20" y="98">the dynamic range</text>
<rect class="track" x="20.00" y="108" width="920.00" height="28"/>
<rect class="dynamic" x="20.00" y="108" width="920.00" height="28"><title>1024-15000 dynamic range</title></rect>
<rect class="excluded" x="20.46" y="108" width="6.58" height="28"><title>1031-1130 winnat</title></rect>
<rect class="excluded" x="27.04" y="108" width="6.58" height="28"><title>1131-1230 winnat</title></rect>
<rect class="excluded" x="33.62" y="108" width="6.58" height="28"><title>1231-1330 winnat</title></rect>
<rect class="excluded" x="40.20" y="108" width="6.58" height="28"><title>1331-1430 winnat</title></rect>
<rect class="excluded" x="46.78" y="108" width="6.59" height="28"><title>1431-1530 winnat</title></rect>
<rect class="excluded" x="55.34" y="108" width="6.58" height="28"><title>1561-1660 winnat</title></rect>
<rect class="excluded" x="108.13" y="108" width="6.58" height="28"><title>2363-2462 winnat</title></rect>
<rect class="excluded" x="114.71" y="108" width="6.59" height="28"><title>2463-2562 winnat</title></rect>
<rect class="excluded" x="121.30" y="108" width="6.58" height="28"><title>2563-2662 winnat</title></rect>
<rect class="excluded" x="127.88" y="108" width="6.58" height="28"><title>2663-2762 winnat</title></rect>
<rect class="excluded" x="134.46" y="108" width="6.58" height="28"><title>2763-2862 winnat</title></rect>
<rect class="excluded" x="141.04" y="108" width="6.58" height="28"><title>2863-2962 winnat</title></rect>
<rect class="excluded" x="305.20" y="108" width="1.00" height="28"><title>5357 http.sys</title></rect>
<text x="20.00" y="152" text-anchor="start">1024</text>
<text x="940.00" y="152" text-anchor="end">15000</text>
<rect class="excluded" x="20" y="184" width="14" height="14"/>
<text x="40" y="196">excluded</text>
<rect class="administered" x="190" y="184" width="14" height="14"/>
<text x="210" y="196">administered (*)</text>
<rect class="dynamic" x="360" y="184" width="14" height="14"/>
<text x="380" y="196">dynamic range</text>
<rect class="asked" x="530" y="184" width="14" height="14"/>
<text x="550" y="196">asked for</text>
</svg>
? exit 0

# A persistent store alone is no table of what is active, but its ranges are
# shown; also where only IPv6's was listed.
$ printf '%s\n' 'C:\>netsh int ipv6 show excludedportrange udp persistent' '' 'Protocol udp Port Exclusion Ranges' '' 'Start Port    End Port' '----------    --------' '      9000        9010     *' '' '* - Administered port exclusions.' | portplan show
standard input: netsh excluded port ranges, udp, English; 1 row, nothing left out

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   1 ·································································· 65535
                ★
                                                             ═══════════════════
      ★ administered   ═ dynamic range

   dynamic range 49152-65535, assumed: the default since Vista; no block
   contradicts it; 1 range lies outside it

   no table captured; known from other lines:

start   end  ports   owner                   why
 9000  9010     11 * administrator (likely)  administered, not HNS's 50000+60;
                                             survives a reboot
? exit 0

# Single ports without a heading: start and count would not be equal on every
# line. One line, or lines with a remark between, may be anything.
$ printf '80 80\n5357 5357\n5985 5985\n47001 47001\n' | portplan show --format csv --quiet
protocol,start,end,count,administered,owner,confidence,persistent,family,capture,line
tcp,80,80,1,false,http.sys,likely,,,"standard input",1
tcp,5357,5357,1,false,http.sys,likely,,,"standard input",2
tcp,5985,5985,1,false,http.sys,likely,,,"standard input",3
tcp,47001,47001,1,false,http.sys,likely,,,"standard input",4
? exit 0
$ printf '80 80\n' | portplan show --format count
{ "schema": "portplan.count/1", "sections": 0, "excluded": 0, "administered": 0, "facts": 0, "rejected": 1 }
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3
$ printf '80 80\nand\n443 443\n' | portplan show --format count
{ "schema": "portplan.count/1", "sections": 0, "excluded": 0, "administered": 0, "facts": 0, "rejected": 2 }
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3
