# How likely each port is to be excluded after a boot.

$ portplan forecast 55555,8137 @hyper-v --quiet
55555/tcp  excluded in 5 % of 100,000 simulated boots (4.8 to 5.1)
  in the dynamic range 1024-65534, where blocks are made; now excluded by
  55500-55599 of winnat (@hyper-v:21), until the next boot
8137/tcp  excluded in 5 % of 100,000 simulated boots (4.9 to 5.1)
  in the dynamic range 1024-65534, where blocks are made

@hyper-v, tcp: dynamic range 1024-65534 (assumed)
tcp   1 ·································································· 65535
       ██▅▃▃▃▃▃▃▃▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁★▁▁▁▁▁▂▂▁▁▁▁▁▁▁▁▁▁
               ^                                                    ^
      ▁▂▃▄▅▆▇█ excluded, up to 16.2 % of boots   ★ administered   ^ asked for

a boot makes about 13 blocks of 100 (9 to 20 in 90 % of boots)
safest stretches
  inside the dynamic range: 12002-49999 (up to 1.5 %), 57137-65534 (up to 1.5
  %), 50300-55278 (up to 1.5 %)
100,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

# Without a capture, and without ports: a typical desktop, the overview.
$ portplan forecast
a typical desktop with Hyper-V, tcp: dynamic range 49152-65535 (default)
tcp   1 ·································································· 65535
                                                             ▂★▄▃▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁
zoom  49152 ······························································ 65535
      ▂▃█★★▇▅▅▄▄▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
      ▁▂▃▄▅▆▇█ excluded, up to 28.7 % of boots   ★ administered

a boot makes about 8 blocks of 100 (3 to 22 in 90 % of boots): as many blocks of
100 as in the complete tables of the corpus
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 56888-65535 (up to 4.2 %)
100,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

$ portplan forecast --profile server --ascii
a Windows node of Kubernetes, tcp: dynamic range 49152-65535 (default)
tcp   1 ------------------------------------------------------------------ 65535
                                                             :##################
zoom  49152 -------------------------------------------------------------- 65535
      ##########################################################################
      .:+# excluded, up to 2.6 % of boots

a boot makes 6 blocks of 64: 6 pools of 64 for load balancers, as in
kubernetes#117783
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 49669-65535 (up to 3 %), 49152-49663 (up to 2.9 %)
100,000 simulated boots, seed 1, model load-balancer-pools 1; a model, not a
promise: docs/model-card.md
? exit 0

$ portplan forecast --profile Windows-10-1709 50051
50051/tcp  excluded in 0.26 % of 100,000 simulated boots (0.23 to 0.29)
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
  inside the dynamic range: 49679-65535 (up to 0.33 %), 49162-49663 (up to 0.31
  %)
100,000 simulated boots, seed 1, model tens 1; a model, not a promise:
docs/model-card.md
? exit 0

# Each reason once.
$ portplan forecast 5357,50010,51000,55900-55999,49151,80/udp @typical-desktop --quiet
5357/tcp  excluded in each of 100,000 simulated boots
  the exclusion 5357 of http.sys (@typical-desktop:21) is there at every boot
50010/tcp  never excluded in 100,000 simulated boots
  the administered exclusion 50000-50059 of hns-excluded-range
  (@typical-desktop:24) keeps blocks away
51000/tcp  excluded in 19.4 % of 100,000 simulated boots (19.2 to 19.7)
  in the dynamic range 49152-65535, where blocks are made; now excluded by
  50983-51082 of winnat (@typical-desktop:31), until the next boot
55900-55999/tcp  at least one port excluded in 7.8 % of 100,000 simulated boots (7.7 to 8)
  each port in 5.6 to 5.6 % of them
  in the dynamic range 49152-65535, where blocks are made
49151/tcp  never excluded in 100,000 simulated boots
  outside the dynamic range 49152-65535: no block is made there
80/udp  never excluded in 100,000 simulated boots
  outside the dynamic range 49152-65535: no block is made there

@typical-desktop, tcp: dynamic range 49152-65535 (captured)
tcp   1 ·································································· 65535
            ▁                                                ▂★▅▄▃▂▂▂▂▂▁▁▁▁▁▁▁▁▁
            ^                                                ^^^     ^
zoom  49152 ······························································ 65535
      ▂▃▇★★▇▆▆▅▄▄▄▄▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
         ^    ^                     ^
      ▁▂▃▄▅▆▇█ excluded, up to 33.6 % of boots   ★ administered   ^ asked for

a boot makes about 12 blocks of 100 (8 to 18 in 90 % of boots)
safest stretches
  outside the dynamic range: 5358-49151, 1024-5356 (0 %)
  inside the dynamic range: 56952-65535 (up to 5.1 %), 56826-56939 (up to 5.1 %)
100,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

# UDP alone asked for: its overview.
$ portplan forecast 50500/udp,50010/udp --runs 20000 @typical-desktop --quiet
50500/udp  excluded in 20.7 % of 20,000 simulated boots (20.2 to 21.3)
  in the dynamic range 49152-65535, where blocks are made
50010/udp  never excluded in 20,000 simulated boots
  the administered exclusion 50000-50059 of hns-excluded-range
  (@typical-desktop:44) keeps blocks away

@typical-desktop, udp: dynamic range 49152-65535 (captured)
udp   1 ·································································· 65535
                                                             ▁★▄▂▂▂▁▁▂▁▁▁▁▁▁▁▁▁▁
                                                              ^^
zoom  49152 ······························································ 65535
      ▂▃▇★★▇▆▅▄▃▃▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
         ^  ^
      ▁▂▃▄▅▆▇█ excluded, up to 30.2 % of boots   ★ administered   ^ asked for

a boot makes about 8 blocks of 100 (5 to 12 in 90 % of boots)
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 57199-65535 (up to 2.7 %)
20,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

$ portplan forecast 50500 --protocol udp --runs 20000 @typical-desktop --quiet | head -1
50500/udp  excluded in 20.7 % of 20,000 simulated boots (20.2 to 21.3)
? exit 0

# No table of udp was captured.
$ portplan forecast 80/udp @hyper-v --quiet
80/udp  unknown
  no table of udp exclusions is captured: netsh int ipv4 show excludedportrange
  udp

@hyper-v: no table of udp exclusions is captured, so nothing is known of udp:
netsh int ipv4 show excludedportrange udp; of a typical machine: portplan
forecast --dynamic udp:49152-65535
100,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

$ portplan forecast @kubernetes-node --quiet
@kubernetes-node, tcp: dynamic range 1024-65534 (assumed)
tcp   1 ·································································· 65535
       ▆▇▆▇▆█▆▇▆▆▆▆▆▆▆▆▆▆▇▆▆▆▆▆▆▆▆▆▆▆▆▇▆▆▆▆▆▆▆▆▆▆▆▇▇▆▆▆▆▆▆▆█▆▇▆▇▆▆▆▆▆▆▆▆▆▆▇▆▆▆▆▆
      ▁▂▃▄▅▆▇█ excluded, up to 0.8 % of boots

a boot makes 6 blocks of 64
safest stretches
  inside the dynamic range: 5987-47000 (up to 0.73 %), 47002-65534 (up to 0.77
  %), 1024-5984 (up to 0.76 %)
100,000 simulated boots, seed 1, model load-balancer-pools 1; a model, not a
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
100,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

# Windows XP has none at all.
$ portplan forecast 80 fixtures/system/ver-xp.txt --quiet
80/tcp  never excluded in 100,000 simulated boots
  nothing on this machine reserves blocks

fixtures/system/ver-xp.txt, tcp: dynamic range 1025-5000 (default)
Windows has exclusions since Vista; before that nothing reserves blocks, and a
program can bind any port that no socket holds
100,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

# Features say that something reserves, where no table does.
$ portplan forecast 50500,50500/udp fixtures/system/dism-en.txt --runs 20000 --quiet
50500/tcp  excluded in 18.8 % of 20,000 simulated boots (18.3 to 19.4)
  in the dynamic range 49152-65535, where blocks are made
50500/udp  excluded in 18.8 % of 20,000 simulated boots (18.2 to 19.3)
  in the dynamic range 49152-65535, where blocks are made

fixtures/system/dism-en.txt, tcp: dynamic range 49152-65535 (assumed)
tcp   1 ·································································· 65535
                                                             ▂★▄▃▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁
                                                               ^
zoom  49152 ······························································ 65535
      ▂▃█★★▇▅▅▄▄▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
            ^
      ▁▂▃▄▅▆▇█ excluded, up to 28.7 % of boots   ★ administered   ^ asked for

a boot makes about 8 blocks of 100 (3 to 22 in 90 % of boots): as many as in the
tables of the corpus, because no capture shows how many this machine makes
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 56854-65535 (up to 4.3 %)
20,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0

# The range decides where blocks go.
$ portplan forecast 8080 --dynamic tcp:1024+13977 | head -4
8080/tcp  excluded in 7.5 % of 100,000 simulated boots (7.4 to 7.7)
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
50500/tcp  excluded in 18.3 % of 1,000 simulated boots (16 to 20.8)
? exit 0

$ portplan forecast 50500 --precision 0.002 | grep -v '^ \|^tcp\|^zoom'
50500/tcp  excluded in 19 % of 150,000 simulated boots (18.8 to 19.2)

a typical desktop with Hyper-V, tcp: dynamic range 49152-65535 (default)

a boot makes about 9 blocks of 100 (3 to 22 in 90 % of boots): as many blocks of
100 as in the complete tables of the corpus
safest stretches
150,000 simulated boots, seed 1, model first-fit 2; every interval is as narrow
as asked; a model, not a promise: docs/model-card.md
? exit 0

$ portplan forecast 50500 --precision 0.0001 --runs 20000 | tail -3
  inside the dynamic range: 56854-65535 (up to 4.3 %)
20,000 simulated boots, seed 1, model first-fit 2; not as precise as asked: use
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
    "version": 2,
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
      "excluded": 0.250650,
      "interval": [0.244692, 0.256704],
    },
    {
      "port": 50501,
      "excluded": 0.251150,
      "interval": [0.245188, 0.257208],
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
      "excluded": 0.251800,
      "interval": [0.245833, 0.257863]
    }
  ],
  "blocks": { "mean": 12.36, "p5": 8, "p50": 12, "p95": 18 },
  "safest": [
    { "start": 5358, "end": 49151, "excluded": 0.000000, "dynamic": false },
    { "start": 1024, "end": 5356, "excluded": 0.000000, "dynamic": false },
    { "start": 56991, "end": 65535, "excluded": 0.051700, "dynamic": true },
    { "start": 56778, "end": 56939, "excluded": 0.051700, "dynamic": true }
  ]
}
? exit 0

$ portplan forecast --format csv | sed -n 1,3p
port,excluded
49152,0.048010
49153,0.048320
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
{"run":0,"excluded":[{"start":50000,"end":50059,"administered":true,"owner":"hns-excluded-range"},{"start":50559,"end":50658,"administered":false,"owner":"winnat"},{"start":50659,"end":50758,"administered":false,"owner":"winnat"},{"start":50759,"end":50858,"administered":false,"owner":"winnat"},{"start":50959,"end":51058,"administered":false,"owner":"winnat"},{"start":51061,"end":51160,"administered":false,"owner":"winnat"},{"start":61663,"end":61762,"administered":false,"owner":"winnat"}]}
{"run":1,"excluded":[{"start":49677,"end":49776,"administered":false,"owner":"winnat"},{"start":49777,"end":49876,"administered":false,"owner":"winnat"},{"start":49877,"end":49976,"administered":false,"owner":"winnat"},{"start":50000,"end":50059,"administered":true,"owner":"hns-excluded-range"},{"start":50300,"end":50399,"administered":false,"owner":"winnat"},{"start":50400,"end":50499,"administered":false,"owner":"winnat"},{"start":50500,"end":50599,"administered":false,"owner":"winnat"},{"start":50600,"end":50699,"administered":false,"owner":"winnat"},{"start":55021,"end":55120,"administered":false,"owner":"winnat"},{"start":55121,"end":55220,"administered":false,"owner":"winnat"},{"start":55221,"end":55320,"administered":false,"owner":"winnat"},{"start":55321,"end":55420,"administered":false,"owner":"winnat"},{"start":55421,"end":55520,"administered":false,"owner":"winnat"},{"start":65143,"end":65242,"administered":false,"owner":"winnat"},{"start":65245,"end":65344,"administered":false,"owner":"winnat"},{"start":65345,"end":65444,"administered":false,"owner":"winnat"}]}
? exit 0

$ portplan forecast --samples 1 --format netsh @hyper-v --quiet

Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      1030        1129
      5357        5357
     10468       10567
     10599       10698
     10779       10878
     11530       11629
     11630       11729
     25208       25307
     25397       25496
     25497       25596
     45251       45350
     46070       46169
     46282       46381
     50000       50099     *

* - Administered port exclusions.
? exit 0

$ portplan forecast --samples 1 --format netsh | portplan show --format csv --quiet
protocol,start,end,count,administered,owner,confidence,persistent,family,capture,line
tcp,50000,50059,60,true,hns-excluded-range,certain,,,"standard input",6
tcp,50559,50658,100,false,winnat,likely,,,"standard input",7
tcp,50659,50758,100,false,winnat,likely,,,"standard input",8
tcp,50759,50858,100,false,winnat,likely,,,"standard input",9
tcp,50959,51058,100,false,winnat,likely,,,"standard input",10
tcp,51061,51160,100,false,winnat,likely,,,"standard input",11
tcp,61663,61762,100,false,winnat,likely,,,"standard input",12
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
8080/tcp  excluded in 4.9 % of 1,000 simulated boots (3.7 to 6.4)
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
8080/tcp  excluded in 5 % of 100,000 simulated boots (4.9 to 5.1)
! @hyper-v: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
? exit 0

# WSL's mirrored networking takes ports that no table shows
$ printf '[wsl2]\nnetworkingMode=mirrored\n' > wslconfig; portplan forecast 40000 @typical-desktop wslconfig --quiet --runs 1000 --assume mirrored-place=high-ports
40000/tcp  excluded in 25.1 % of 1,000 simulated boots (22.5 to 27.9)
  outside the dynamic range 49152-65535, where WSL's mirrored networking may
  take its 4096 ports

@typical-desktop and wslconfig, tcp: dynamic range 49152-65535 (captured)
tcp   1 ·································································· 65535
            ▁                              ▁▃▄▆▇▇▇▇▇▇▇▇▇▇▆▅▄▂▂★▆▄▃▃▃▃▄▄▄▄▄▄▄▄▃▂▂
                                                   ^
zoom  49152 ······························································ 65535
      ▃▃▇★★▇▆▆▅▅▅▄▄▄▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▃▃▃▃▃▃▂▂▂▂▂▂▁
      ▁▂▃▄▅▆▇█ excluded, up to 31.4 % of boots   ★ administered   ^ asked for

a boot makes about 12 blocks of 100 (8 to 18 in 90 % of boots)
and WSL's mirrored networking takes 4096 ports that no table of netsh shows
safest stretches
  outside the dynamic range: 5358-32803, 1024-5356 (0 %)
  inside the dynamic range: 62644-65535 (up to 12 %), 52283-55062 (up to 12 %),
  55117-55672 (up to 12 %)
1,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0
$ printf '[wsl2]\nnetworkingMode=mirrored\n' > wslconfig; portplan forecast 55000 @typical-desktop wslconfig --quiet --runs 1000 --dynamic 50000+3000 --assume mirrored-place=dynamic-range
55000/tcp  never excluded in 1,000 simulated boots
  outside the dynamic range 50000-52999: no block is made there

@typical-desktop and wslconfig, tcp: dynamic range 50000-52999 (given)
tcp   1 ·································································· 65535
            ▁                                                 ★▇▆▄
                                                                    ^
zoom  50000 ······························································ 52999
      ★★▇█▆▆▆▅▆▅▅▅▅████████▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▄▃▁
      ▁▂▃▄▅▆▇█ excluded, up to 60.4 % of boots   ★ administered   ^ asked for

a boot makes about 12 blocks of 100 (8 to 18 in 90 % of boots)
safest stretches
  outside the dynamic range: 5358-49999, 53000-65535, 1024-5356 (0 %)
  inside the dynamic range: 51551-52999 (up to 45.3 %), 50160-50525 (up to 45.3
  %)
note: no run of 4096 ports is free for WSL's mirrored networking: WSL falls back
or fails (0x8007054f)
1,000 simulated boots, seed 1, model first-fit 2; a model, not a promise:
docs/model-card.md
? exit 0
