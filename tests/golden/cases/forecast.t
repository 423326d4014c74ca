# How likely each port is to be excluded after a boot.

$ portplan forecast 55555,8137 @hyper-v --quiet
55555/tcp  excluded in 4.1 % of 100,000 simulated boots (4 to 4.2)
  in the dynamic range 1024-65534, where blocks are made; now excluded by
  55500-55599 of winnat (@hyper-v:21), until the next boot
8137/tcp  excluded in 5.6 % of 100,000 simulated boots (5.5 to 5.8)
  in the dynamic range 1024-65534, where blocks are made

@hyper-v, tcp: dynamic range 1024-65534 (assumed)
tcp   1 ·································································· 65535
       ▇█▅▃▃▃▃▃▃▃▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁★▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
               ^                                                    ^
      ▁▂▃▄▅▆▇█ excluded, up to 19.7 % of boots   ★ administered   ^ asked for

a boot makes about 13 blocks of 100 (9 to 20 in 90 % of boots)
safest stretches
  inside the dynamic range: 12247-49999 (up to 1.2 %), 57325-65534 (up to 1.2
  %), 50300-55275 (up to 1.2 %)
100,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Without a capture, and without ports: a typical desktop, the overview.
$ portplan forecast
a typical desktop with Hyper-V, tcp: dynamic range 49152-65535 (default)
tcp   1 ·································································· 65535
                                                             ▂★▄▃▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁
zoom  49152 ······························································ 65535
      ▂▃▇★★▇▅▅▄▄▃▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
      ▁▂▃▄▅▆▇█ excluded, up to 28.3 % of boots   ★ administered

a boot makes about 7 blocks of 100 (3 to 21 in 90 % of boots), and as many in
udp at other places: as many blocks of 100 as in the complete tables of the
corpus
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 57209-65535 (up to 3.3 %)
100,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

$ portplan forecast --profile server --ascii
a Windows node of Kubernetes, tcp: dynamic range 49152-65535 (default)
tcp   1 ------------------------------------------------------------------ 65535
                                                             :##################
zoom  49152 -------------------------------------------------------------- 65535
      ##########################################################################
      .:+# excluded, up to 2.5 % of boots

a boot makes 6 blocks of 64: 6 pools of 64 for load balancers, as in
kubernetes#117783
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 49669-65535 (up to 2.9 %), 49152-49663 (up to 2.8 %)
100,000 simulated boots, seed 1, model load-balancer-pools 2; a model, not a
promise: docs/model-card.md
? exit 0

$ portplan forecast --profile Windows-10-1709 50051
50051/tcp  excluded in 0.23 % of 100,000 simulated boots (0.2 to 0.26)
  in the dynamic range 49152-65535, where blocks are made

a desktop with Windows 10 1709 and Docker, tcp: dynamic range 49152-65535
(default)
tcp   1 ·································································· 65535
                                                             ▄██████████████████
                                                              ^
zoom  49152 ······························································ 65535
      ██████████████████████████████████████████████████████████████████████████
          ^
      ▁▂▃▄▅▆▇█ excluded, up to 0.3 % of boots   ^ asked for

a boot makes about 4 blocks of 10 (3 to 6 in 90 % of boots): 4 blocks of 10, as
in docker/for-win#1707
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 49679-65535 (up to 0.31 %), 49162-49663 (up to 0.3
  %)
100,000 simulated boots, seed 1, model tens 2; a model, not a promise:
docs/model-card.md
? exit 0

# Each reason once.
$ portplan forecast 5357,50010,51000,55900-55999,49151,80/udp @typical-desktop --quiet
5357/tcp  excluded in each of 100,000 simulated boots
  the exclusion 5357 of http.sys (@typical-desktop:21) is there at every boot
50010/tcp  never excluded in 100,000 simulated boots
  the administered exclusion 50000-50059 of hns-excluded-range
  (@typical-desktop:24) keeps blocks away
51000/tcp  excluded in 23.3 % of 100,000 simulated boots (23 to 23.6)
  in the dynamic range 49152-65535, where blocks are made; now excluded by
  50983-51082 of winnat (@typical-desktop:31), until the next boot
55900-55999/tcp  at least one port excluded in 7.7 % of 100,000 simulated boots (7.5 to 7.9)
  each port in 5.3 to 5.5 % of them
  in the dynamic range 49152-65535, where blocks are made
49151/tcp  never excluded in 100,000 simulated boots
  outside the dynamic range 49152-65535: no block is made there
80/udp  never excluded in 100,000 simulated boots
  outside the dynamic range 49152-65535: no block is made there

@typical-desktop, tcp: dynamic range 49152-65535 (captured)
tcp   1 ·································································· 65535
            ▁                                                ▁★▆▄▃▂▂▂▂▂▁▁▁▁▁▁▁▁▁
            ^                                                ^^^     ^
zoom  49152 ······························································ 65535
      ▂▃▆★★▇▇▆▆▅▄▄▄▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
         ^    ^                     ^
      ▁▂▃▄▅▆▇█ excluded, up to 36.5 % of boots   ★ administered   ^ asked for

a boot makes about 12 blocks of 100 (8 to 18 in 90 % of boots)
safest stretches
  outside the dynamic range: 5358-49151, 1024-5356 (0 %)
  inside the dynamic range: 57373-65535 (up to 4.2 %)
100,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# UDP alone asked for: its overview.
$ portplan forecast 50500/udp,50010/udp --runs 20000 @typical-desktop --quiet
50500/udp  excluded in 20.6 % of 20,000 simulated boots (20 to 21.1)
  in the dynamic range 49152-65535, where blocks are made
50010/udp  never excluded in 20,000 simulated boots
  the administered exclusion 50000-50059 of hns-excluded-range
  (@typical-desktop:44) keeps blocks away

@typical-desktop, udp: dynamic range 49152-65535 (captured)
udp   1 ·································································· 65535
                                                             ▁★▄▂▂▂▁▁▂▁▁▁▁▁▁▁▁▁▁
                                                              ^^
zoom  49152 ······························································ 65535
      ▂▃▇★★▇▆▅▄▃▃▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
         ^  ^
      ▁▂▃▄▅▆▇█ excluded, up to 30.9 % of boots   ★ administered   ^ asked for

a boot makes about 8 blocks of 100 (5 to 12 in 90 % of boots)
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 57185-65535 (up to 2.9 %)
20,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

$ portplan forecast 50500 --protocol udp --runs 20000 @typical-desktop --quiet | head -1
50500/udp  excluded in 20.6 % of 20,000 simulated boots (20 to 21.1)
? exit 0

# No table of udp was captured.
$ portplan forecast 80/udp @hyper-v --quiet
80/udp  unknown
  no table of udp exclusions is captured: netsh int ipv4 show excludedportrange
  udp

@hyper-v: no table of udp exclusions is captured, so nothing is known of udp:
netsh int ipv4 show excludedportrange udp; of a typical machine: portplan
forecast --dynamic udp:49152-65535
100,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

$ portplan forecast @kubernetes-node --quiet
@kubernetes-node, tcp: dynamic range 1024-65534 (assumed)
tcp   1 ·································································· 65535
       ▅▆▆▆▆█▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▇▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
      ▁▂▃▄▅▆▇█ excluded, up to 0.8 % of boots

a boot makes 6 blocks of 64
safest stretches
  inside the dynamic range: 5987-47000 (up to 0.77 %), 47002-65534 (up to 0.68
  %), 1024-5984 (up to 0.71 %)
100,000 simulated boots, seed 1, model load-balancer-pools 2; a model, not a
promise: docs/model-card.md
? exit 0

# Nothing that reserves blocks.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      5357        5357\n\n* - Administered port exclusions.\n' | portplan forecast 5357,50500 - --quiet
5357/tcp  excluded in each of 100,000 simulated boots
  the exclusion 5357 of http.sys (standard input:5) is there at every boot
50500/tcp  never excluded in 100,000 simulated boots
  nothing on this machine reserves blocks

standard input, tcp: dynamic range 49152-65535 (assumed)
nothing in standard input reserves blocks: its tables hold none of winnat or
HNS, and no capture says that Hyper-V, containers or WSL is on
assumed: they are off, so that no boot adds an exclusion; with Hyper-V the
answer would differ: portplan forecast --profile desktop
100,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Windows XP has none at all.
$ portplan forecast 80 fixtures/system/ver-xp.txt --quiet
80/tcp  never excluded in 100,000 simulated boots
  nothing on this machine reserves blocks

fixtures/system/ver-xp.txt, tcp: dynamic range 1025-5000 (default)
Windows has exclusions since Vista; before that nothing reserves blocks, and a
program can bind any port that no socket holds
100,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Features say that something reserves, where no table does.
$ portplan forecast 50500,50500/udp fixtures/system/dism-en.txt --runs 20000 --quiet
50500/tcp  excluded in 18.2 % of 20,000 simulated boots (17.6 to 18.7)
  in the dynamic range 49152-65535, where blocks are made
50500/udp  excluded in 18.7 % of 20,000 simulated boots (18.2 to 19.3)
  in the dynamic range 49152-65535, where blocks are made

fixtures/system/dism-en.txt, tcp: dynamic range 49152-65535 (assumed)
tcp   1 ·································································· 65535
                                                             ▂★▄▃▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁
                                                               ^
zoom  49152 ······························································ 65535
      ▂▃▇★★▇▅▅▄▄▃▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
            ^
      ▁▂▃▄▅▆▇█ excluded, up to 28.2 % of boots   ★ administered   ^ asked for

a boot makes about 7 blocks of 100 (3 to 21 in 90 % of boots), and as many in
udp at other places: as many as in the tables of the corpus, because no capture
shows how many this machine makes
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 57051-65535 (up to 3.4 %)
20,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# The range decides where blocks go.
$ portplan forecast 8080 --dynamic tcp:1024+13977 | head -4
8080/tcp  excluded in 6.7 % of 100,000 simulated boots (6.6 to 6.9)
  in the dynamic range 1024-15000, where blocks are made

a typical desktop with Hyper-V, tcp: dynamic range 1024-15000 (given)
? exit 0

$ portplan forecast 8080 --dynamic 49152+16384 @low-dynamic-range --quiet | head -2
8080/tcp  never excluded in 100,000 simulated boots
  outside the dynamic range 49152-65535: no block is made there
? exit 0

# The same question gives the same bytes, however it is computed.
$ portplan forecast 50500 --format json >one; portplan forecast 50500 --format json --threads 3 >three; cmp one three
? exit 0

$ portplan forecast 50500 --seed 2 --runs 1000 | head -1
50500/tcp  excluded in 17.3 % of 1,000 simulated boots (15.1 to 19.8)
? exit 0

$ portplan forecast 50500 --precision 0.002 | grep -v '^ \|^tcp\|^zoom'
50500/tcp  excluded in 18.4 % of 150,000 simulated boots (18.2 to 18.6)

a typical desktop with Hyper-V, tcp: dynamic range 49152-65535 (default)

a boot makes about 7 blocks of 100 (3 to 21 in 90 % of boots), and as many in
udp at other places: as many blocks of 100 as in the complete tables of the
corpus
safest stretches
150,000 simulated boots, seed 1, model first-fit 3; every interval is as narrow
as asked; a model, not a promise: docs/model-card.md
? exit 0

$ portplan forecast 50500 --precision 0.0001 --runs 20000 | tail -3
  inside the dynamic range: 57051-65535 (up to 3.4 %)
20,000 simulated boots, seed 1, model first-fit 3; not as precise as asked: use
more --runs; a model, not a promise: docs/model-card.md
? exit 0

$ portplan forecast 50500 --assume block-place=random --runs 20000 | tail -2
20,000 simulated boots, seed 1, model random 2; a model, not a promise:
docs/model-card.md
? exit 0

$ portplan forecast 50500-50501,80/udp --runs 20000 --format json @typical-desktop | grep -v '": "[a-z0-9-]*",\?$'
{
  "schema": "portplan.forecast/1",
  "model": {
    "version": 3,
    "assumptions": {
    }
  },
  "profile": null,
  "runs": 20000,
  "seed": 1,
  "dynamic": {
    "start": 49152,
    "count": 16384,
    "end": 65535,
  },
  "reserves": true,
  "precise": null,
  "ports": [
    {
      "port": 50500,
      "excluded": 0.296600,
      "interval": [0.290309, 0.302969],
    },
    {
      "port": 50501,
      "excluded": 0.296950,
      "interval": [0.290657, 0.303321],
    },
    {
      "port": 80,
      "excluded": 0.000000,
      "interval": [0.000000, 0.000000],
    }
  ],
  "ranges": [
    {
      "start": 50500,
      "end": 50501,
      "excluded": 0.297550,
      "interval": [0.291253, 0.303924]
    }
  ],
  "blocks": { "mean": 12.37, "p5": 8, "p50": 12, "p95": 18 },
  "safest": [
    { "start": 5358, "end": 49151, "excluded": 0.000000, "dynamic": false },
    { "start": 1024, "end": 5356, "excluded": 0.000000, "dynamic": false },
    { "start": 57317, "end": 65535, "excluded": 0.043450, "dynamic": true }
  ]
}
? exit 0

$ portplan forecast --format csv | sed -n 1,3p
port,excluded
49152,0.040230
49153,0.040530
? exit 0

$ portplan forecast --format csv --dynamic 1024+64512 | wc -l
64513
? exit 0

$ portplan forecast 50500 --format svg | sed -n 1,3p
<svg xmlns="http://www.w3.org/2000/svg" width="960" height="300" viewBox="0 0 960 300" role="img">
<title>How often ports are excluded after a boot</title>
<style>
? exit 0

# Single boots, and back again.
$ portplan forecast --samples 2 --format ndjson
{"run":0,"excluded":[{"start":50000,"end":50059,"administered":true,"owner":"hns-excluded-range"},{"start":50060,"end":50159,"administered":false,"owner":"winnat"},{"start":50160,"end":50259,"administered":false,"owner":"winnat"},{"start":50638,"end":50737,"administered":false,"owner":"winnat"},{"start":51067,"end":51166,"administered":false,"owner":"winnat"},{"start":51167,"end":51266,"administered":false,"owner":"winnat"},{"start":51327,"end":51426,"administered":false,"owner":"winnat"},{"start":51571,"end":51670,"administered":false,"owner":"winnat"},{"start":51902,"end":52001,"administered":false,"owner":"winnat"},{"start":52003,"end":52102,"administered":false,"owner":"winnat"},{"start":52193,"end":52292,"administered":false,"owner":"winnat"},{"start":52375,"end":52474,"administered":false,"owner":"winnat"},{"start":52475,"end":52574,"administered":false,"owner":"winnat"},{"start":52623,"end":52722,"administered":false,"owner":"winnat"},{"start":52792,"end":52891,"administered":false,"owner":"winnat"},{"start":56252,"end":56351,"administered":false,"owner":"winnat"},{"start":57024,"end":57123,"administered":false,"owner":"winnat"},{"start":57324,"end":57423,"administered":false,"owner":"winnat"},{"start":57734,"end":57833,"administered":false,"owner":"winnat"}]}
{"run":1,"excluded":[{"start":49729,"end":49828,"administered":false,"owner":"winnat"},{"start":49829,"end":49928,"administered":false,"owner":"winnat"},{"start":50000,"end":50059,"administered":true,"owner":"hns-excluded-range"},{"start":50060,"end":50159,"administered":false,"owner":"winnat"},{"start":50160,"end":50259,"administered":false,"owner":"winnat"},{"start":50260,"end":50359,"administered":false,"owner":"winnat"},{"start":50360,"end":50459,"administered":false,"owner":"winnat"},{"start":50460,"end":50559,"administered":false,"owner":"winnat"},{"start":50560,"end":50659,"administered":false,"owner":"winnat"},{"start":50660,"end":50759,"administered":false,"owner":"winnat"},{"start":50760,"end":50859,"administered":false,"owner":"winnat"},{"start":50860,"end":50959,"administered":false,"owner":"winnat"},{"start":51569,"end":51668,"administered":false,"owner":"winnat"},{"start":51669,"end":51768,"administered":false,"owner":"winnat"},{"start":51769,"end":51868,"administered":false,"owner":"winnat"},{"start":51869,"end":51968,"administered":false,"owner":"winnat"}]}
? exit 0

$ portplan forecast --samples 1 --format netsh @hyper-v --quiet

Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      3073        3172
      3173        3272
      3273        3372
      3373        3472
      3473        3572
      5357        5357
     50000       50099     *
     55251       55350
     55351       55450
     55451       55550
     55670       55769
     55772       55871
     56072       56171

* - Administered port exclusions.
? exit 0

$ portplan forecast --samples 1 --format netsh | portplan show --format csv --quiet
protocol,start,end,count,administered,owner,confidence,persistent,family,capture,line
tcp,50000,50059,60,true,hns-excluded-range,certain,,,"standard input",6
tcp,50060,50159,100,false,winnat,likely,,,"standard input",7
tcp,50160,50259,100,false,winnat,likely,,,"standard input",8
tcp,50638,50737,100,false,winnat,likely,,,"standard input",9
tcp,51067,51166,100,false,winnat,likely,,,"standard input",10
tcp,51167,51266,100,false,winnat,likely,,,"standard input",11
tcp,51327,51426,100,false,winnat,likely,,,"standard input",12
tcp,51571,51670,100,false,winnat,likely,,,"standard input",13
tcp,51902,52001,100,false,winnat,likely,,,"standard input",14
tcp,52003,52102,100,false,winnat,likely,,,"standard input",15
tcp,52193,52292,100,false,winnat,likely,,,"standard input",16
tcp,52375,52474,100,false,winnat,likely,,,"standard input",17
tcp,52475,52574,100,false,winnat,likely,,,"standard input",18
tcp,52623,52722,100,false,winnat,likely,,,"standard input",19
tcp,52792,52891,100,false,winnat,likely,,,"standard input",20
tcp,56252,56351,100,false,winnat,likely,,,"standard input",21
tcp,57024,57123,100,false,winnat,likely,,,"standard input",22
tcp,57324,57423,100,false,winnat,likely,,,"standard input",23
tcp,57734,57833,100,false,winnat,likely,,,"standard input",24
? exit 0

# What is no question.
$ portplan forecast --samples 2
! portplan: --samples needs --format ndjson or --format netsh
? exit 2

$ portplan forecast --format ndjson
! portplan: --format ndjson writes simulated boots: say how many with --samples N
? exit 2

$ portplan forecast --profile desktpo
! portplan: --profile: there is no 'desktpo'; did you mean 'desktop'?
? exit 2

$ portplan forecast --profile server @hyper-v
! portplan: --profile replaces a capture: leave out '@hyper-v'
? exit 2

$ portplan forecast --dynamic 1024
! portplan: --dynamic takes a range such as 1024+13977 or udp:49152-65535, not '1024'
? exit 2

$ portplan forecast --dynamic udp:1024+100
! portplan: --dynamic udp:1024+100: netsh refuses a range that begins below 1024, has under 255 ports or ends above 65535
? exit 2

$ portplan forecast --precision 2
! portplan: --precision takes a number from 0.0001 to 0.5, not '2'
? exit 2

$ portplan forecast --threads 0
! portplan: --threads takes a whole number from 1 to 64, not '0'
? exit 2

$ portplan forecast 70000
! portplan: '70000' is not a port or range: the range goes above port 65535
? exit 2

$ portplan forecast @hyper-v 8080 --runs 1000 --quiet | head -3
8080/tcp  excluded in 5.4 % of 1,000 simulated boots (4.2 to 7)
  in the dynamic range 1024-65534, where blocks are made

? exit 0

$ portplan forecast --rate 5
! portplan: --rate is not an option of 'forecast'; portplan help forecast lists them
? exit 2

$ echo hello | portplan forecast 8080 -
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ portplan forecast 8080 --strict @hyper-v >answer; head -1 answer
8080/tcp  excluded in 5.7 % of 100,000 simulated boots (5.5 to 5.8)
! @hyper-v: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
? exit 0

# WSL's mirrored networking takes ports that no table shows
$ printf '[wsl2]\nnetworkingMode=mirrored\n' > wslconfig; portplan forecast 40000 @typical-desktop wslconfig --quiet --runs 1000 --assume mirrored-place=high-ports
40000/tcp  excluded in 23.8 % of 1,000 simulated boots (21.3 to 26.5)
  outside the dynamic range 49152-65535, where WSL's mirrored networking may
  take its 4096 ports

@typical-desktop and wslconfig, tcp: dynamic range 49152-65535 (captured)
tcp   1 ·································································· 65535
            ▁                              ▁▂▃▅▆▆▆▆▆▆▆▆▆▆▆▅▄▂▂★▆▄▃▃▃▃▃▃▃▃▃▃▃▃▃▂▁
                                                   ^
zoom  49152 ······························································ 65535
      ▃▃▆★★█▇▆▅▅▄▄▄▄▄▃▃▃▃▃▃▃▃▃▃▃▃▃▃▄▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▂▂▂▂▂▂▂▁▁
      ▁▂▃▄▅▆▇█ excluded, up to 36.7 % of boots   ★ administered   ^ asked for

a boot makes about 12 blocks of 100 (8 to 18 in 90 % of boots)
and WSL's mirrored networking takes 4096 ports that no table of netsh shows
safest stretches
  outside the dynamic range: 5358-32791, 1024-5356 (0 %)
  inside the dynamic range: 61546-65535 (up to 12.4 %), 57109-60998 (up to 12.4
  %), 53833-54730 (up to 12.4 %)
1,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0
$ printf '[wsl2]\nnetworkingMode=mirrored\n' > wslconfig; portplan forecast 55000 @typical-desktop wslconfig --quiet --runs 1000 --dynamic 50000+3000 --assume mirrored-place=dynamic-range
55000/tcp  never excluded in 1,000 simulated boots
  outside the dynamic range 50000-52999: no block is made there

@typical-desktop and wslconfig, tcp: dynamic range 50000-52999 (given)
tcp   1 ·································································· 65535
            ▁                                                 ★█▆▄
                                                                    ^
zoom  50000 ······························································ 52999
      ★★██▆▇▆▆▆▅▆▅▅▇█████████████████▇▇▇▇▇▇▇▇▇▇▆▆▇▆▆▆▆▆▆▆▆▆▆▆▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▄▄▃▁
      ▁▂▃▄▅▆▇█ excluded, up to 57.3 % of boots   ★ administered   ^ asked for

a boot makes about 12 blocks of 100 (8 to 18 in 90 % of boots)
safest stretches
  outside the dynamic range: 5358-49999, 53000-65535, 1024-5356 (0 %)
  inside the dynamic range: 51795-52999 (up to 41.7 %), 50360-50526 (up to 41.3
  %)
note: no run of 4096 ports is free for WSL's mirrored networking: WSL falls back
or fails (0x8007054f)
1,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0
