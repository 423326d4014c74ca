# A URL that a program has registered: http.sys has its port, and shares it.
$ printf '> Request queue name: Request queue is unnamed.\n>     Version: 2.0\n>     Process IDs:\n>         2044\n>     URL groups:\n>         Registered URLs:\n>             <HTTP://+:8091/APP/>\n' > dump.txt; portplan check 8091 dump.txt; portplan check 8091 --as http.sys dump.txt; portplan what-if 'bind 8091; bind 8091 as http.sys; reserve 8091; expect 8091 in-use' dump.txt; portplan forecast 8091 dump.txt --runs 100 --quiet | head -2; portplan fix 8091 dump.txt
8091/tcp  in-use: http.sys (pid 2044) has it, a program that binds it gets
    WSAEACCES (10013)
  a URL of http.sys is on this port: HTTP://+:8091/APP/ (dump.txt:7), registered
    by a program (process id 2044)
  8091 is registered for jamlink (IANA); commonly run: Couchbase management
  cure: stop the program with process id 2044, which has registered the port
        with http.sys, or change its URL
next: portplan fix 8091 dump.txt
8091/tcp  free: http.sys (pid 2044) has it and shares it: another path can be
    registered
  a URL of http.sys is on this port: HTTP://+:8091/APP/ (dump.txt:7), registered
    by a program (process id 2044)
  8091 is registered for jamlink (IANA); commonly run: Couchbase management
1  bind tcp 8091
   x refused (10013): An attempt was made to access a socket in a way forbidden by its access permissions.
     8091 is excluded by http.sys (dump.txt:7)
2  bind tcp 8091 as http.sys
3  reserve tcp 8091
     netsh int ipv4 add excludedportrange protocol=tcp startport=8091 numberofports=1
   x refused (32): The process cannot access the file because it is being used by another process.
     8091 is excluded by http.sys (dump.txt:7)
4  expect 8091 in-use
   holds
Plan: no changes
8091/tcp  excluded in each of 100 simulated boots
  the exclusion 8091 of http.sys (dump.txt:7) is there at every boot
8091/tcp  in-use
  a URL of http.sys is on this port: HTTP://+:8091/APP/ (dump.txt:7), registered by a program (process id 2044)
  stop the program with process id 2044, which has registered the port with
  http.sys, or change its URL
  portplan suggest --near 8091 finds another port, and says why
no commands cure this
? exit 1

# A connection in TIME_WAIT: one rule for all commands, and an assumption about reservations.
$ (portplan examples typical-desktop; printf '\n  TCP    10.1.0.5:60923    10.1.0.9:1433    TIME_WAIT    0\n') > dump.txt; portplan check 60923 dump.txt --quiet; portplan what-if 'expect 60923 at-risk; bind 60923; close 60923; reserve 60923; expect 60923 reserved' dump.txt --quiet; portplan what-if 'reserve 60923' --assume time-wait-reserve=refused dump.txt --quiet; portplan fix 60923 dump.txt --quiet; portplan fix 60923 --assume time-wait-reserve=refused dump.txt --quiet
60923/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket or a reserved block may take it
  beside it, pid 0, on 10.1.0.5, time-wait (dump.txt:56)
  in the dynamic range 49152-65535, captured (dump.txt:5)
  cure: reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=60923 numberofports=1
1  expect 60923 at-risk
   holds
2  bind tcp 60923
   + 60923/tcp bound
3  close tcp 60923
   - 60923/tcp closed
4  reserve tcp 60923
     netsh int ipv4 add excludedportrange protocol=tcp startport=60923 numberofports=1
   + 60923 *
     note: programs can bind these ports; http.sys, QUIC, Windows containers and
       Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
       containers are not
     note: a closed connection is still waiting there (TIME_WAIT): if Windows
       refuses, try again after 4 minutes (--assume time-wait-reserve)
5  expect 60923 reserved
   holds
Plan: 1 to add
   + 60923 *
1  reserve tcp 60923
     netsh int ipv4 add excludedportrange protocol=tcp startport=60923 numberofports=1
   x refused (32): The process cannot access the file because it is being used by another process.
     60923 is in use (dump.txt:56)
     note: a closed connection is still waiting there (TIME_WAIT): if Windows
       refuses, try again after 4 minutes (--assume time-wait-reserve)
Plan: no changes
60923/tcp  at-risk, in the dynamic range
to keep it so: reserve the port before something takes it (reserve)
  at once 60923/tcp bindable in all 10,000 runs
  after a restart 60923/tcp bindable in all 10,000 runs
  ! http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused
    there, Docker Desktop's Linux containers are not
as an administrator:
  netsh int ipv4 add excludedportrange protocol=tcp startport=60923 numberofports=1
the way back:
  netsh int ipv4 delete excludedportrange protocol=tcp startport=60923 numberofports=1
10,000 runs, seed 1, model first-fit 3
60923/tcp  at-risk, in the dynamic range
nothing needs to be done
  reserve fails: `reserve tcp 60923` is refused (32)
10,000 runs, seed 1, model first-fit 3
? exit 0

# What the author says is not overruled by a guess, and what the text does not name is unknown.
$ echo 'Our table has no row with a star. The range 52000-52059 is in it and port 52022 is blocked.' > dump.txt; portplan check 52022,52099 dump.txt --quiet; portplan what-if 'expect 52022 blocked; expect 52099 unknown' dump.txt --quiet; printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      5357        5357\n     50000       50059\n\nNone of them is administered.\n' | portplan check 50010 - --quiet
52022/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 52000-52059, owner unknown: not a length that Windows itself reserves
    (dump.txt:1)
  named by: the text (dump.txt:1)
  cure: find what holds it: netsh http show servicestate for URL registrations,
        docker ps for ports of Windows containers
52099/tcp  unknown: the text names some ranges; the table itself is missing
    (dump.txt:1)
  paste the whole table:
    netsh int ipv4 show excludedportrange protocol=tcp
next: portplan fix 52022,52099 dump.txt
1  expect 52022 blocked
   holds
2  expect 52099 unknown
   holds
50010/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 50000-50059, owner unknown: not a length that Windows itself reserves
    (standard input:6)
  cure: find what holds it: netsh http show servicestate for URL registrations,
        docker ps for ports of Windows containers
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix 50010 - (the same text on standard input)
? exit 1

# A system named in words counts where Windows printed none; the range is the same everywhere.
$ printf 'Win Server 2003 x64, the usual settings:\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"MaxUserPort"=dword:0000ea60\n' > dump.txt; portplan ephemeral dump.txt | head -2; portplan show dump.txt --format json --quiet | grep -A3 '"dynamic"'; portplan check 40000 dump.txt --quiet
Windows Server 2003, tcp and udp together: 1025-60000, 58976 ports
  rule: MaxUserPort is the last port: 1025 to MaxUserPort (registry)
      "dynamic": {
        "start": 1025,
        "count": 58976,
        "end": 60000,
--
      "dynamic": {
        "start": 1025,
        "count": 58976,
        "end": 60000,
40000/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
    socket may take it
  in the dynamic range 1025-60000, registry: by MaxUserPort
  40000 is registered for safetynetp (IANA)
  cure: reserve it before something takes it: add 40000-40000 to ReservedPorts
        in the registry, and restart
! dump.txt:1:1: note: no capture shows the version of Windows; "Win Server 2003" in the text is used instead [PP-618]
! (portplan explain PP-618 says more)
? exit 0

# Without a system, too: the registry alone gives one range.
$ printf '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"MaxUserPort"=dword:0000ea60\n' > dump.txt; portplan ephemeral dump.txt | head -2; portplan show dump.txt --format json --quiet | grep -A3 '"dynamic"'
tcp and udp each: 1024-60000, 58977 ports
  rule: MaxUserPort is the last port, and the first becomes 1024 (registry)
      "dynamic": {
        "start": 1024,
        "count": 58977,
        "end": 60000,
--
      "dynamic": {
        "start": 1024,
        "count": 58977,
        "end": 60000,
? exit 0

# WSL's mirrored block where it is: the local ports that Linux prints inside WSL.
$ printf '$ cat /proc/sys/net/ipv4/ip_local_port_range\n40525\t44620\n\nlisten tcp 0.0.0.0:41300: bind: address already in use\n' > dump.txt; portplan check dump.txt --quiet; portplan check 44620/udp,44621/udp dump.txt --quiet; portplan forecast 41300 dump.txt --quiet --runs 100 | head -4; portplan what-if 'expect 41300 blocked; wsl --shutdown; expect 41300 unknown; reboot; expect 41300 blocked at-least 40%' dump.txt --quiet
41300/tcp  blocked: WSL's mirrored networking holds 40525-44620 for the guest: a
    program that binds it gets WSAEACCES (10013)
  excluded 40525-44620, owner wsl-mirrored: the local ports of WSL's mirrored
    networking (dump.txt:2)
  asked by: go, dump.txt:4: error 10048; the exclusion explains it
  cure: wsl --shutdown frees the range until WSL starts again; ignoredPorts of
        .wslconfig frees no port of it
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix dump.txt
44620/udp  blocked: WSL's mirrored networking holds 40525-44620 for the guest: a
    program that binds it gets WSAEADDRINUSE (10048)
  excluded 40525-44620, owner wsl-mirrored: the local ports of WSL's mirrored
    networking (dump.txt:2)
  cure: wsl --shutdown frees the range until WSL starts again; ignoredPorts of
        .wslconfig frees no port of it
        or use another port: 29998, the nearest good one outside the dynamic
        range
44621/udp  unknown: the captures hold no exclusion table for udp
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
next: portplan fix 44620/udp,44621/udp dump.txt
41300/tcp  unknown
  no table of tcp exclusions is captured: netsh int ipv4 show excludedportrange
  tcp; now excluded by 40525-44620 of wsl-mirrored (dump.txt:2), until the next
  boot
1  expect 41300 blocked
   holds
2  wsl --shutdown
   - 40525-44620
   - udp 40525-44620
     note: WSL's mirrored networking gives its 4096 ports back until WSL starts
       again
3  expect 41300 unknown
   holds
4  reboot                       shutdown /r /t 0
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
     note: nothing that is on asks winnat for ports, so none are reserved
     note: WSL's mirrored networking takes 4096 ports, not at the same place in
       every run: the plan has them
5  expect 41300 blocked at-least 40%
   holds in 4,995 of 10,000 runs (50 %); otherwise: 41300 is unknown
Plan: 4 to add, 2 to remove; 4 of them by chance
   + 2 blocks of 4096 reserved: 40525-44620, 44620-48715,
     in 50 % of runs
   - 40525-44620
   + udp 2 blocks of 4096 reserved: 40525-44620, 44620-48715,
     in 50 % of runs
   - udp 40525-44620
10,000 runs, seed 1, model first-fit 3
? exit 0

# And where it usually is, in mirrored mode.
$ printf '[wsl2]\nnetworkingMode=mirrored\n' > .wslconfig; portplan check 44619,44620,48716 @typical-desktop .wslconfig --quiet; portplan what-if 'expect 45000 unknown; wsl --shutdown; expect 45000 free; reboot; expect 45000 blocked' @typical-desktop .wslconfig --quiet
44619/tcp  free: nothing in the captures stands in its way
44620/tcp  unknown: WSL's mirrored networking holds 4096 ports that are in no
    table, usually 44620-48715 (.wslconfig:2)
  inside WSL, this names the block: sysctl net.ipv4.ip_local_port_range
48716/tcp  free: nothing in the captures stands in its way
WSL's mirrored networking (.wslconfig:2) holds 4096 ports that no table lists; a
    port that looks free in the tables may be one of them
1  expect 45000 unknown
   holds
2  wsl --shutdown
     note: WSL's mirrored networking gives its 4096 ports back until WSL starts
       again
3  expect 45000 free
   holds
4  reboot                       shutdown /r /t 0
   - 12 blocks of 100 released: 49800-49999, 50060-50359, 50683-51182, 51777-51976
   - udp 8 blocks of 100 released: 50060-50459, 50519-50818, 55807-55906
   + 1 block of 4096 reserved: 44620-48715
   + udp 1 block of 4096 reserved: 44620-48715
   ~ about 12 new blocks are reserved (8 to 18 in 90 % of runs),
     most often over 50060-50882 (in up to 48.5 % of runs)
   ~ udp about 8 new blocks are reserved (5 to 12 in 90 % of runs),
     most often over 50060-50459 (in up to 41.5 % of runs)
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
5  expect 45000 blocked
   holds in all 10,000 runs
Plan: 2 to add, 20 to remove, 2 to change; 22 of them by chance
   + 1 block of 4096 reserved: 44620-48715
   - 12 blocks of 100 released: 49800-49999, 50060-50359, 50683-51182, 51777-51976,
     in 59.3 to 99.5 % of runs
   + udp 1 block of 4096 reserved: 44620-48715
   - udp 8 blocks of 100 released: 50060-50459, 50519-50818, 55807-55906,
     in 65.4 to 99.1 % of runs
   ~ about 11 blocks of winnat elsewhere (7 to 17 in 90 % of runs)
   ~ udp about 7 blocks of winnat elsewhere (4 to 11 in 90 % of runs)
10,000 runs, seed 1, model first-fit 3
? exit 0

# Listeners of the boot at 1536 and up: the range starts at 1024, in every command.
$ printf '  TCP    0.0.0.0:1536    0.0.0.0:0    LISTENING    600\n  TCP    0.0.0.0:1537    0.0.0.0:0    LISTENING    700\n  TCP    0.0.0.0:1540    0.0.0.0:0    LISTENING    800\n  TCP    10.1.0.5:13007    10.1.0.9:443    ESTABLISHED    900\n' > dump.txt; portplan show dump.txt --quiet | tail -8; portplan ephemeral dump.txt | head -6; echo '{"schema": "portplan.policy/1", "rules": [{"id": "high", "require": "dynamic-range-within", "range": "49152-65535", "protocol": "tcp"}]}' > policy.json; portplan verify policy.json dump.txt --quiet
   dynamic range 1024-15000, assumed: 1024+13977: listeners from 1536 on say
   that it starts at 1024 or 1025

in use  1536 (pid 600), 1537 (pid 700), 1540 (pid 800)
usage  unknown: at least 4 of 13,977 ports taken; the range is assumed; only a
       part is listed: 135/tcp, always open, is missing

udp   not captured: netsh int ipv4 show excludedportrange udp
tcp usage  unknown: at least 4 of 13,977 ports taken; the range is assumed; only a
       part is listed: 135/tcp, always open, is missing

tcp: 1024-15000, 13977 ports
  rule: no capture shows it; the smallest usual range that starts where the
  listeners of the boot, from 1536 on, say (assumed)
policy.json: passed; 1 check: 1 is unknown
  unknown   high: the dynamic range 1024-15000 (assumed) of tcp is not within 49152-65535
? exit 0

# A dynamic range that was pushed low is the cause behind a block, also where only the range is captured.
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 1024\nNumber of Ports : 13977\n\nError: listen EACCES: permission denied 0.0.0.0:7171\n' > dump.txt; portplan check dump.txt --quiet; portplan fix dump.txt --quiet; portplan fix 7171 dump.txt --quiet --format json | grep -A8 root_causes; portplan check 1200 @low-dynamic-range --quiet
7171/tcp  unknown: the captures hold no exclusion table for tcp
  likely cause: the dynamic range 1024-15000, which has been set low, covers
    this port, and Windows reserves blocks in it (dump.txt:3)
  asked by: node, dump.txt:6: error 10013; the captures do not show enough to
    explain it
  by convention 6800-7568: Ceph OSD, MDS and MGR
  7171 is registered for drm-production (IANA)
  restore the dynamic range, then restart:
    netsh int ipv4 set dynamicport tcp start=49152 num=16384
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
7171/tcp  unknown
  the captures hold no exclusion table for tcp
  on a typical desktop with the dynamic range 1024-15000 this port cannot be
  bound after 6.3 % of boots; portplan suggest --near 7171 finds safer ones
  restore the dynamic range, then restart:
    netsh int ipv4 set dynamicport tcp start=49152 num=16384
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
  the dynamic range 1024-15000 reaches down to this port (dump.txt:3)
the likely cure; only the table proves it
  "root_causes": [
    {
      "cause": "low-dynamic-range",
      "protocol": "tcp",
      "start": 1024,
      "end": 15000,
      "basis": "captured",
      "source": { "capture": 0, "line": 3 },
      "max_user_port": null
1200/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 1174-1273, owner winnat: block of 100 inside the dynamic range
    (@low-dynamic-range:15)
  cause: the dynamic range 1024-15000, which has been set low, covers this port,
    and Windows reserves blocks in it (@low-dynamic-range:5)
  1200 is registered for scol (IANA)
  cure: stop winnat, reserve 1200, start winnat; the block comes back elsewhere
        or use another port: 15003, the nearest good one outside the dynamic
        range
        or restore the dynamic range, then restart:
    netsh int ipv4 set dynamicport tcp start=49152 num=16384
next: portplan fix 1200 @low-dynamic-range
? exit 1

# HNS's own row without a block: HNS runs here, and after most boots blocks come.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     50000       50059     *\n\n* - Administered port exclusions.\n\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 1024\nNumber of Ports : 13977\n' > dump.txt; portplan forecast 1300 dump.txt --quiet --runs 2000 | head -2; portplan what-if 'reboot; expect 1300 not-excluded at-least 95%' dump.txt --quiet --runs 2000 | grep -A1 '^2'
1300/tcp  excluded in 14.3 % of 2,000 simulated boots (12.8 to 15.9)
  in the dynamic range 1024-15000, where blocks are made
2  expect 1300 not-excluded at-least 95%
   does not hold: true in 1,715 of 2,000 runs (85.8 %); otherwise: 1300 is blocked
--
2,000 runs, seed 1, model first-fit 3
? exit 0

# A service that is disabled makes no blocks after the next boot; without the hypervisor HNS may.
$ (portplan examples hyper-v; printf '\nSERVICE_NAME: winnat\n        TYPE               : 1  KERNEL_DRIVER\n        START_TYPE         : 4   DISABLED\n') > dump.txt; portplan show dump.txt --quiet | sed -n 3p; portplan what-if 'reboot; expect 1040 free at-least 1%; expect 1040 at-risk' dump.txt --quiet; portplan forecast 1040 dump.txt --quiet | head -2; portplan show dump.txt --format ndjson | tail -1; (portplan examples hyper-v; echo 'hypervisorlaunchtype    Off') > off.txt; portplan forecast 1040 off.txt --runs 1000 --quiet | head -1; portplan forecast 1040 off.txt --runs 1000 --assume hypervisor-off=no-blocks --quiet | head -1
machine  winnat is disabled
1  reboot                       shutdown /r /t 0
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
     note: a service that is disabled does not start, and makes no blocks
2  expect 1040 free at-least 1%
   does not hold: true in 0 of 10,000 runs (0 %); otherwise: 1040 is at-risk
3  expect 1040 at-risk
   holds in all 10,000 runs
Plan: 14 to remove
10,000 runs, seed 1, model first-fit 3
1040/tcp  never excluded in 100,000 simulated boots (0 to under 0.01)
  in the dynamic range 1024-65534, where blocks are made; now excluded by
{"fact":"service","name":"winnat","running":null,"disabled":true,"section":1,"source":{"capture":0,"line":27}}
1040/tcp  excluded in 14.1 % of 1,000 simulated boots (12.1 to 16.4)
1040/tcp  never excluded in 1,000 simulated boots
? exit 0

# A row with a star may not keep it away, and a socket in its first place says that it has the next.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     45456       45457     *\n\n* - Administered port exclusions.\n' > rows.txt; printf '  TCP    0.0.0.0:46000    0.0.0.0:0    LISTENING    77\n' > sockets.txt; printf '[wsl2]\nnetworkingMode=mirrored\n' > .wslconfig; portplan check 45456 rows.txt .wslconfig --quiet; portplan forecast 45456,41000 rows.txt .wslconfig --quiet --runs 1000 | head -6; portplan check 41000 rows.txt sockets.txt .wslconfig --quiet; portplan what-if --sweep 44600-48800 rows.txt .wslconfig --quiet
45456/tcp  unknown: WSL's mirrored networking holds 4096 ports that are in no
    table, usually 44620-48715 (.wslconfig:2)
  excluded 45456-45457 *, owner administrator (likely): administered, not HNS's
    50000+60 (rows.txt:5)
  inside WSL, this names the block: sysctl net.ipv4.ip_local_port_range
45456/tcp  excluded in 51.1 % of 1,000 simulated boots (48 to 54.2)
  outside the dynamic range 49152-65535, where WSL's mirrored networking may
  take its 4096 ports
41000/tcp  excluded in 48.9 % of 1,000 simulated boots (45.8 to 52)
  outside the dynamic range 49152-65535, where WSL's mirrored networking may
  take its 4096 ports
41000/tcp  unknown: WSL's mirrored networking holds 4096 ports that are in no
    table, usually 44620-48715 (.wslconfig:2)
  inside WSL, this names the block: sysctl net.ipv4.ip_local_port_range
rows.txt and .wslconfig: one tcp port in 44600-48800 can be reserved at 105 of
4,201 places
dynamic range 49152-65535 (assumed)
accepted, the safest first
   48716-48800  nothing reserves blocks: no reservation needed
   44600-44619  unreserved, excluded after 50 % of boots
not accepted
   44620-45455  unknown: WSL's mirrored networking may have it; wsl --shutdown first
   45458-48715  unknown: WSL's mirrored networking may have it; wsl --shutdown first
   45456-45457  refused (32), excluded by administrator: reserved already
whether a reservation keeps WSL's mirrored networking away is doubtful
(httptoolkit#611)
10,000 simulated boots, seed 1, model first-fit 3; a model, not a promise:
docs/model-card.md
? exit 0

# Until WSL is shut down, and from its next start on.
$ printf '[wsl2]\nnetworkingMode=mirrored\n' > .wslconfig; portplan what-if 'reserve 45000; wsl --shutdown; expect 45000 reserved; wsl -d Debian; expect 46000 blocked at-least 40%' @typical-desktop .wslconfig --quiet; printf 'net.ipv4.ip_local_port_range = 40525\t44620\n' > wsl.txt; portplan fix 45000 @typical-desktop wsl.txt --quiet --runs 1000
1  reserve tcp 45000
     netsh int ipv4 add excludedportrange protocol=tcp startport=45000 numberofports=1
   + 45000 *
     note: programs can bind these ports; http.sys, QUIC, Windows containers and
       Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
       containers are not
     note: WSL's mirrored networking may have the port, which no table shows:
       then Windows refuses until wsl --shutdown
     note: one user's reservation did not keep WSL's mirrored networking away
       (httptoolkit#611)
2  wsl --shutdown
     note: WSL's mirrored networking gives its 4096 ports back until WSL starts
       again
3  expect 45000 reserved
   holds
4  wsl -d Debian
     note: WSL's mirrored networking takes 4096 ports, not at the same place in
       every run: the plan has them
5  expect 46000 blocked at-least 40%
   holds in 5,005 of 10,000 runs (50 %); otherwise: 46000 is free
Plan: 5 to add; 4 of them by chance
   + 2 blocks of 4096 reserved: 40525-44620, 44620-48715,
     in 50 % of runs
   + 45000 *
   + udp 2 blocks of 4096 reserved: 40525-44620, 44620-48715,
     in 50 % of runs
10,000 runs, seed 1, model first-fit 3
45000/tcp  free
  WSL's mirrored networking (wsl.txt:1) takes 4096 ports that no table lists;
  after a restart they were here in 49.9 % of runs
  where a program in WSL takes it: in .wslconfig, then wsl --shutdown
    [experimental]
    ignoredPorts=45000
  ignoredPorts does not move the 4096 ports, nor free one of them
  (microsoft/WSL#40169)
nothing needs to be done now, and no command is sure to help after a restart
  wsl fails: after a restart 45000/tcp bindable only in 501 of 1,000 runs (50.1 %)
1,000 runs, seed 1, model first-fit 3
? exit 0

# suggest goes around all three of its places, and says which they are.
$ printf '[wsl2]\nnetworkingMode=mirrored\n' > .wslconfig; portplan suggest --near 45000 --count 50 @typical-desktop .wslconfig --quiet > out; grep -c '/tcp  score' out; grep -cE '^(3[89]|4[0-8])[0-9]{3}/tcp' out; grep -A1 'mirrored networking holds' out
50
0
WSL's mirrored networking holds 4096 ports that no table lists: usually
44620-48715, else 40525-44620 or 37794-41890
? exit 0
