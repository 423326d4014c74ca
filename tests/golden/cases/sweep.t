# Where a reservation would be safest.

# One port, on the machine as captured.
$ portplan what-if @hyper-v --sweep 50000-60000 --quiet
@hyper-v: one tcp port in 50000-60000 can be reserved at 9,801 of 10,001 places
dynamic range 1024-65534 (assumed)
accepted, the safest first
   50100-55499  unreserved, excluded after 0.62 to 1.7 % of boots
   56966-60000  unreserved, excluded after 0.78 to 1.5 % of boots
   55600-56965  unreserved, excluded after 1.6 to 3.9 % of boots
not accepted
   55500-55599  refused (32), excluded by winnat; stop winnat first
   50000-50099  refused (32), excluded by administrator: reserved already
once reserved, none of them is excluded by a boot: blocks stay off administered
ranges
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Ten in a row, after a step that takes the blocks away.
$ portplan what-if 'stop winnat' @hyper-v --sweep 55000-55999 --length 10 --quiet
@hyper-v after 1 step: 10 neighbouring tcp ports in 55000-55999 can be reserved
at 991 of 991 places
dynamic range 1024-65534 (assumed); below, a place is named by its first port
accepted, the safest first
   55000-55490  unreserved, excluded after 0.86 to 1.6 % of boots
   55491-55990  unreserved, excluded after 2.7 to 4.3 % of boots
once reserved, none of them is excluded by a boot: blocks stay off administered
ranges
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# What chance does in the steps is told in shares.
$ portplan what-if 'restart winnat' @typical-desktop --sweep 50000-50400/udp --quiet --assume winnat-start=reserves-anew
@typical-desktop after 1 step: one udp port in 50000-50400 can be reserved at
341 of 401 places
dynamic range 49152-65535 (captured)
accepted, the safest first
   50360-50400  accepted in 71 to 71.5 % of runs;
                unreserved, excluded after 22.7 to 22.9 % of boots
   50060-50359  accepted in 55.2 to 72 % of runs;
                unreserved, excluded after 24.2 to 41.3 % of boots
not accepted
   50000-50059  refused (32), excluded by hns-excluded-range: reserved already
once reserved, none of them is excluded by a boot: blocks stay off administered
ranges
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Nothing can be reserved.
$ portplan what-if @hyper-v --sweep 55500-55599 --quiet
@hyper-v: one tcp port in 55500-55599 can be reserved at 0 of 100 places
dynamic range 1024-65534 (assumed)
not accepted
   55500-55599  refused (32), excluded by winnat; stop winnat first
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 1

# A step that is refused is told of.
$ portplan what-if 'reserve 55500' @hyper-v --sweep 55550 --quiet
@hyper-v after 1 step: one tcp port in 55550 can be reserved at 0 of 1 place
dynamic range 1024-65534 (assumed)
not accepted
   55550        refused (32), excluded by winnat; stop winnat first
note: step 1, reserve tcp 55500, is refused; without --sweep what-if says why
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 1

# Steps of a script; and an assumption under which a reservation is no cure.
$ printf 'net stop winnat\n' > stop.txt; portplan what-if --script stop.txt @hyper-v --sweep 55500-55599 --assume boot-order=hns-first --quiet
@hyper-v after 1 step: one tcp port in 55500-55599 can be reserved at 100 of 100
places
dynamic range 1024-65534 (assumed)
accepted, the safest first
   55500-55599  unreserved, excluded after 3.9 to 4.2 % of boots
with boot-order=hns-first a reservation does not keep blocks away: the shares
stay as they are
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Nothing is known of udp.
$ portplan what-if @hyper-v --sweep 50000-50009/udp --quiet
@hyper-v: one udp port in 50000-50009 can be reserved at 0 of 10 places
dynamic range 49152-65535 (assumed)
not accepted
   50000-50009  unknown: no table of exclusions is captured
what is missing: netsh int ipv4 show excludedportrange udp
? exit 1

# Nothing reserves blocks.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      5357        5357\n\n* - Administered port exclusions.\n' | portplan what-if --sweep 5350-5360 --quiet
standard input: one tcp port in 5350-5360 can be reserved at 10 of 11 places
dynamic range 49152-65535 (assumed)
accepted, the safest first
   5350-5356    nothing reserves blocks: no reservation needed
   5358-5360    nothing reserves blocks: no reservation needed
not accepted
   5357         refused (32), excluded by http.sys
nothing captured reserves blocks; portplan forecast says what that rests on
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Windows before Vista.
$ printf 'Microsoft Windows XP [Version 5.1.2600]\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n    MaxUserPort    REG_DWORD    0x2000\n' | portplan what-if --sweep 5000-6000 --quiet
standard input: one tcp port in 5000-6000 can be reserved at 0 of 1,001 places
dynamic range 1025-8192 (registry)
Windows has exclusions since Vista: before it there is nothing to reserve, and
nothing that reserves blocks
? exit 1

# CSV has a row for every place.
$ portplan what-if @hyper-v --sweep 55496-55503 --length 3 --format csv --quiet
start,end,answer,accepted,error,dynamic,excluded,excluded_if_reserved,in_the_way
55496,55498,accepted,1.000000,,true,0.015700,0.000000,
55497,55499,accepted,1.000000,,true,0.015700,0.000000,
55498,55500,steps-first,0.000000,32,true,0.039400,,winnat
55499,55501,steps-first,0.000000,32,true,0.039600,,winnat
55500,55502,steps-first,0.000000,32,true,0.039700,,winnat
55501,55503,steps-first,0.000000,32,true,0.039700,,winnat
? exit 0

# JSON.
$ portplan what-if @hyper-v --sweep 55496-55503 --length 3 --format json --quiet | sed -n '/"runs"/,$p'
  "runs": 10000,
  "seed": 1,
  "protocol": "tcp",
  "range": { "start": 55496, "end": 55503 },
  "length": 3,
  "dynamic": { "start": 1024, "end": 65534, "basis": "assumed" },
  "reserves": true,
  "steps": [],
  "stretches": [
    {
      "first": 55496,
      "last": 55497,
      "answer": "accepted",
      "accepted": [1.000000, 1.000000],
      "error": null,
      "dynamic": true,
      "excluded": [0.015700, 0.015700],
      "excluded_if_reserved": [0.000000, 0.000000],
      "in_the_way": null
    },
    {
      "first": 55498,
      "last": 55501,
      "answer": "steps-first",
      "accepted": [0.000000, 0.000000],
      "error": 32,
      "dynamic": true,
      "excluded": [0.039400, 0.039700],
      "excluded_if_reserved": null,
      "in_the_way": {
        "kind": "excluded",
        "administered": false,
        "owner": "winnat"
      }
    }
  ]
}
? exit 0

# What cannot be asked.
$ portplan what-if @hyper-v --sweep 1-5 --length 6
! portplan: --length takes a whole number from 1 to 5, not '6'
? exit 2
$ portplan what-if @hyper-v --sweep 80,443
! portplan: --sweep takes one port or range, not 2
? exit 2
$ portplan what-if @hyper-v --sweep 70000
! portplan: --sweep: '70000' is not a port or range: the range goes above port 65535
? exit 2
$ portplan what-if 'stop winnat; expect 55555 bindable' @hyper-v --sweep 55555
! portplan: --sweep checks no expectations: leave out 'expect 55555 bindable'
? exit 2
$ portplan what-if 'stop winnat' @hyper-v --length 3
! portplan: --length is for --sweep
? exit 2
$ portplan what-if 'stop winnat' @hyper-v --format csv
! portplan: --format csv is for --sweep
? exit 2
$ portplan what-if 'fly' @hyper-v --sweep 55555
! steps:1:1: warning: not a step, and not a Windows command known here, got 'fly' [PP-811]
! fly
! ^~~
! (portplan explain PP-811 says more)
! portplan: there is no step to play
? exit 2
