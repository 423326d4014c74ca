# How likely each port is to be excluded after a boot.

$ portplan forecast 55555,8137 @hyper-v --quiet
55555/tcp  excluded in 0.99 % of 100,000 simulated boots (0.93 to 1.1)
  in the dynamic range 1024-65534, where blocks are made; now excluded by
  55500-55599 of winnat, which ends with the boot
8137/tcp  excluded in 2.7 % of 100,000 simulated boots (2.6 to 2.8)
  in the dynamic range 1024-65534, where blocks are made

@hyper-v, tcp: dynamic range 1024-65534 (assumed)
tcp   1 ·································································· 65535
       ██▄▃▃▃▃▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁★▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
               ^                                                    ^
      ▁▂▃▄▅▆▇█ excluded, up to 23.6 % of boots   ★ administered   ^ asked for

a boot makes about 13 blocks of 100 (8 to 23 in 90 % of boots)
safest stretches
  inside the dynamic range: 9571-49999 (up to 1.3 %), 50300-65534 (up to 1.2 %)
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

# Without a capture, and without ports: a typical desktop, the overview.
$ portplan forecast
a typical desktop with Hyper-V, tcp: dynamic range 49152-65535 (default)
tcp   1 ·································································· 65535
                                                             ▂★▅▄▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂
zoom  49152 ······························································ 65535
      ▄▃▇★★▇▆▅▄▄▄▄▄▄▃▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁
      ▁▂▃▄▅▆▇█ excluded, up to 34.3 % of boots   ★ administered

a boot makes about 9 blocks of 100 (3 to 40 in 90 % of boots): as many blocks of
100 as the complete tables of the corpus have
safest stretches
  outside the dynamic range: 5041-49151, 1024-5039 (0 %)
  inside the dynamic range: 56781-65535 (up to 6 %)
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

$ portplan forecast --profile server --ascii
a Windows node of Kubernetes, tcp: dynamic range 49152-65535 (default)
tcp   1 ------------------------------------------------------------------ 65535
                                                             .+.................
zoom  49152 -------------------------------------------------------------- 65535
      :.##+::...................................................................
      .:+# excluded, up to 24.9 % of boots

a boot makes 6 blocks of 64: 6 pools of 64 for load balancers, as in
kubernetes#117783
safest stretches
  outside the dynamic range: 5041-49151, 1024-5039 (0 %)
  inside the dynamic range: 57092-65535 (up to 0.68 %)
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

$ portplan forecast --profile Windows-10-1709 50051
50051/tcp  excluded in 0.81 % of 100,000 simulated boots (0.75 to 0.87)
  in the dynamic range 49152-65535, where blocks are made

a desktop with Windows 10 1709 and Docker, tcp: dynamic range 49152-65535
(default)
tcp   1 ·································································· 65535
                                                             ▁▄▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                                                              ^
zoom  49152 ······························································ 65535
      ▃▁█▃▃▁▁▁▁▁▁▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
          ^
      ▁▂▃▄▅▆▇█ excluded, up to 5.1 % of boots   ^ asked for

a boot makes about 4 blocks of 10 (2 to 7 in 90 % of boots): 4 blocks of 10, as
in docker/for-win#1707
safest stretches
  outside the dynamic range: 5041-49151, 1024-5039 (0 %)
  inside the dynamic range: 59867-62409 (up to 0.06 %), 64087-65535 (up to 0.06
  %), 62411-63698 (up to 0.06 %)
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

# Each reason once.
$ portplan forecast 5357,50010,51000,55900-55999,49151,80/udp @typical-desktop --quiet
5357/tcp  excluded in each of 100,000 simulated boots
  the exclusion 5357 of http.sys is there at every boot
50010/tcp  never excluded in 100,000 simulated boots
  the administered exclusion 50000-50059 of hns-excluded-range keeps blocks away
51000/tcp  excluded in 20.4 % of 100,000 simulated boots (20.1 to 20.6)
  in the dynamic range 49152-65535, where blocks are made; now excluded by
  50983-51082 of winnat, which ends with the boot
55900-55999/tcp  at least one port excluded in 7.3 % of 100,000 simulated boots (7.2 to 7.5)
  each port in 5.3 to 5.5 % of them
  in the dynamic range 49152-65535, where blocks are made
49151/tcp  never excluded in 100,000 simulated boots
  outside the dynamic range 49152-65535: no block is made there
80/udp  never excluded in 100,000 simulated boots
  outside the dynamic range 49152-65535: no block is made there

@typical-desktop, tcp: dynamic range 49152-65535 (captured)
tcp   1 ·································································· 65535
            ▁                                                ▂★▅▄▃▂▂▂▂▁▁▁▁▁▁▁▁▁▁
            ^                                                ^^^     ^
zoom  49152 ······························································ 65535
      ▃▃▇★★█▆▆▅▅▄▄▄▄▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
         ^    ^                     ^
      ▁▂▃▄▅▆▇█ excluded, up to 35.8 % of boots   ★ administered   ^ asked for

a boot makes about 12 blocks of 100 (7 to 21 in 90 % of boots)
safest stretches
  outside the dynamic range: 5358-49151, 1024-5356 (0 %)
  inside the dynamic range: 57225-65535 (up to 4.3 %)
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

# UDP alone asked for: its overview.
$ portplan forecast 50500/udp,50010/udp --runs 20000 @typical-desktop --quiet
50500/udp  excluded in 23.2 % of 20,000 simulated boots (22.6 to 23.7)
  in the dynamic range 49152-65535, where blocks are made
50010/udp  never excluded in 20,000 simulated boots
  the administered exclusion 50000-50059 of hns-excluded-range keeps blocks away

@typical-desktop, udp: dynamic range 49152-65535 (captured)
udp   1 ·································································· 65535
                                                             ▂★▄▃▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                                                              ^^
zoom  49152 ······························································ 65535
      ▃▂▇★★▇▆▄▄▃▃▃▃▃▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
         ^  ^
      ▁▂▃▄▅▆▇█ excluded, up to 33.6 % of boots   ★ administered   ^ asked for

a boot makes about 8 blocks of 100 (5 to 14 in 90 % of boots)
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 57363-65535 (up to 2.2 %)
20,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

$ portplan forecast 50500 --protocol udp --runs 20000 @typical-desktop --quiet | head -1
50500/udp  excluded in 23.2 % of 20,000 simulated boots (22.6 to 23.7)
? exit 0

# No table of udp was captured.
$ portplan forecast 80/udp @hyper-v --quiet
80/udp  unknown
  no table of udp exclusions is captured: netsh int ipv4 show excludedportrange
  udp

@hyper-v: no table of udp exclusions is captured, so nothing is told of udp:
netsh int ipv4 show excludedportrange udp
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

$ portplan forecast @kubernetes-node --quiet
@kubernetes-node, tcp: dynamic range 1024-65534 (assumed)
tcp   1 ·································································· 65535
       █▄▁▁▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
      ▁▂▃▄▅▆▇█ excluded, up to 15.8 % of boots

a boot makes 6 blocks of 64
safest stretches
  inside the dynamic range: 8691-47000 (up to 0.18 %), 47130-65534 (up to 0.17
  %)
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

# Nothing that reserves blocks.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      5357        5357\n\n* - Administered port exclusions.\n' | portplan forecast 5357,50500 - --quiet
5357/tcp  excluded in each of 100,000 simulated boots
  the exclusion 5357 of http.sys is there at every boot
50500/tcp  never excluded in 100,000 simulated boots
  nothing on this machine reserves blocks

standard input, tcp: dynamic range 49152-65535 (assumed)
nothing in standard input reserves blocks: its tables hold none of winnat or
HNS, and no capture says that Hyper-V, containers or WSL is on
assumed: they are off, so that no boot adds an exclusion; with Hyper-V the
answer would be another: portplan forecast --profile desktop
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

# Windows XP has none at all.
$ portplan forecast 80 fixtures/system/ver-xp.txt --quiet
80/tcp  never excluded in 100,000 simulated boots
  nothing on this machine reserves blocks

fixtures/system/ver-xp.txt, tcp: dynamic range 1025-5000 (default)
Windows has exclusions since Vista; before it nothing reserves blocks, and every
port can be bound that no socket holds
100,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

# Features say that something reserves, where no table does.
$ portplan forecast 50500,50500/udp fixtures/system/dism-en.txt --runs 20000 --quiet
50500/tcp  excluded in 22.7 % of 20,000 simulated boots (22.1 to 23.3)
  in the dynamic range 49152-65535, where blocks are made
50500/udp  excluded in 22.4 % of 20,000 simulated boots (21.8 to 23)
  in the dynamic range 49152-65535, where blocks are made

fixtures/system/dism-en.txt, tcp: dynamic range 49152-65535 (assumed)
tcp   1 ·································································· 65535
                                                             ▂▇▅▄▃▂▂▂▂▂▂▂▂▂▂▂▂▂▁
                                                               ^
zoom  49152 ······························································ 65535
      ▃▃▇██▇▅▅▄▄▃▄▄▃▃▃▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▁
            ^
      ▁▂▃▄▅▆▇█ excluded, up to 35.6 % of boots   ^ asked for

a boot makes about 9 blocks of 100 (3 to 40 in 90 % of boots): as many as the
tables of the corpus have, for no capture shows how many this machine makes
safest stretches
  outside the dynamic range: 1024-49151 (0 %)
  inside the dynamic range: 56693-65535 (up to 6.2 %)
20,000 simulated boots, seed 1, model first-fit 1; a model, no promise:
docs/manual/forecast.md
? exit 0

# The range decides where blocks go.
$ portplan forecast 8080 --dynamic tcp:1024+13977 | head -4
8080/tcp  excluded in 6.9 % of 100,000 simulated boots (6.7 to 7.1)
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
50500/tcp  excluded in 24.7 % of 1,000 simulated boots (22.1 to 27.5)
? exit 0

$ portplan forecast 50500 --precision 0.002 | grep -v '^ \|^tcp\|^zoom'
50500/tcp  excluded in 24.4 % of 180,000 simulated boots (24.2 to 24.6)

a typical desktop with Hyper-V, tcp: dynamic range 49152-65535 (default)

a boot makes about 8 blocks of 100 (3 to 35 in 90 % of boots): as many blocks of
100 as the complete tables of the corpus have
safest stretches
180,000 simulated boots, seed 1, model first-fit 1; every interval is as narrow
as asked; a model, no promise: docs/manual/forecast.md
? exit 0

$ portplan forecast 50500 --precision 0.0001 --runs 20000 | tail -3
  inside the dynamic range: 56695-65535 (up to 6.2 %)
20,000 simulated boots, seed 1, model first-fit 1; not as precise as asked: more
--runs would be; a model, no promise: docs/manual/forecast.md
? exit 0

$ portplan forecast 50500 --assume block-place=random --runs 20000 | tail -2
20,000 simulated boots, seed 1, model random 1; a model, no promise:
docs/manual/forecast.md
? exit 0

$ portplan forecast 50500-50501,80/udp --runs 20000 --format json @typical-desktop | grep -v '": "[a-z0-9-]*",\?$'
{
  "schema": "portplan.forecast/1",
  "model": {
    "version": 1,
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
      "excluded": 0.277550,
      "interval": [0.271387, 0.283798],
    },
    {
      "port": 50501,
      "excluded": 0.278000,
      "interval": [0.271834, 0.284251],
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
      "excluded": 0.278300,
      "interval": [0.272132, 0.284553]
    }
  ],
  "blocks": { "mean": 12.67, "p5": 7, "p50": 12, "p95": 21 },
  "safest": [
    { "start": 5358, "end": 49151, "excluded": 0.000000, "dynamic": false },
    { "start": 1024, "end": 5356, "excluded": 0.000000, "dynamic": false },
    { "start": 57386, "end": 65535, "excluded": 0.043550, "dynamic": true }
  ]
}
? exit 0

$ portplan forecast --format csv | sed -n 1,3p
port,excluded
49152,0.097710
49153,0.099320
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
{"run":0,"excluded":[{"start":50000,"end":50059,"administered":true,"owner":"hns-excluded-range"},{"start":51597,"end":51696,"administered":false,"owner":"winnat"},{"start":51697,"end":51796,"administered":false,"owner":"winnat"},{"start":52180,"end":52279,"administered":false,"owner":"winnat"},{"start":52280,"end":52379,"administered":false,"owner":"winnat"},{"start":52380,"end":52479,"administered":false,"owner":"winnat"},{"start":52480,"end":52579,"administered":false,"owner":"winnat"},{"start":52657,"end":52756,"administered":false,"owner":"winnat"},{"start":60384,"end":60483,"administered":false,"owner":"winnat"}]}
{"run":1,"excluded":[{"start":49223,"end":49322,"administered":false,"owner":"winnat"},{"start":49323,"end":49422,"administered":false,"owner":"winnat"},{"start":49708,"end":49807,"administered":false,"owner":"winnat"},{"start":49808,"end":49907,"administered":false,"owner":"winnat"},{"start":50000,"end":50059,"administered":true,"owner":"hns-excluded-range"},{"start":50356,"end":50455,"administered":false,"owner":"winnat"},{"start":50456,"end":50555,"administered":false,"owner":"winnat"},{"start":50556,"end":50655,"administered":false,"owner":"winnat"},{"start":50656,"end":50755,"administered":false,"owner":"winnat"},{"start":51343,"end":51442,"administered":false,"owner":"winnat"},{"start":51443,"end":51542,"administered":false,"owner":"winnat"},{"start":56937,"end":57036,"administered":false,"owner":"winnat"},{"start":57851,"end":57950,"administered":false,"owner":"winnat"}]}
? exit 0

$ portplan forecast --samples 1 --format netsh @hyper-v --quiet

Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      1072        1171
      1655        1754
      1755        1854
      1855        1954
      1955        2054
      4248        4347
      4348        4447
      4448        4547
      5357        5357
     12527       12626
     12892       12991
     12996       13095
     13328       13427
     50000       50099     *

* - Administered port exclusions.
? exit 0

$ portplan forecast --samples 1 --format netsh | portplan show --format csv --quiet
protocol,start,end,count,administered,owner,confidence,persistent,family,capture,line
tcp,50000,50059,60,true,hns-excluded-range,certain,,,"standard input",6
tcp,51597,51696,100,false,winnat,likely,,,"standard input",7
tcp,51697,51796,100,false,winnat,likely,,,"standard input",8
tcp,52180,52279,100,false,winnat,likely,,,"standard input",9
tcp,52280,52379,100,false,winnat,likely,,,"standard input",10
tcp,52380,52479,100,false,winnat,likely,,,"standard input",11
tcp,52480,52579,100,false,winnat,likely,,,"standard input",12
tcp,52657,52756,100,false,winnat,likely,,,"standard input",13
tcp,60384,60483,100,false,winnat,likely,,,"standard input",14
? exit 0

# What is no question.
$ portplan forecast --samples 2
! portplan: --samples needs --format ndjson or --format netsh
? exit 2

$ portplan forecast --format ndjson
! portplan: --format ndjson writes simulated boots: say how many by --samples N
? exit 2

$ portplan forecast --profile desktpo
! portplan: --profile: there is no 'desktpo'; is 'desktop' meant?
? exit 2

$ portplan forecast --profile server @hyper-v
! portplan: --profile takes the place of a capture: leave out '@hyper-v'
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
! portplan: '70000' is no port or range: the range goes above port 65535
? exit 2

$ portplan forecast @hyper-v 8080
! portplan: the ports come first, then the captures: portplan forecast PORTS @hyper-v
? exit 2

$ portplan forecast --rate 5
! portplan: --rate is no option of 'forecast'; portplan help forecast lists them
? exit 2

$ echo hello | portplan forecast 8080 -
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 3

$ portplan forecast 8080 --strict @hyper-v >answer; head -1 answer
8080/tcp  excluded in 2.8 % of 100,000 simulated boots (2.7 to 2.9)
! @hyper-v: note: no capture shows the tcp dynamic range, 1024-65534 is assumed: 1024+64511, the smallest usual range that holds every block [PP-617]
! (portplan explain PP-617 says more)
? exit 0
