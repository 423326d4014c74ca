# A block of winnat: the recipe, its outcome, the way back.
$ portplan fix 55555 @hyper-v
55555/tcp  blocked, excluded 55500-55599, owner winnat (@hyper-v:21)
cure: stop winnat, reserve the port, start winnat (winnat)
  the least disruptive cure that works here
  others that work here: --cure hyper-v
  at once 55555/tcp bindable in all 10,000 runs
  after a restart 55555/tcp bindable in all 10,000 runs
  ! containers and WSL lose their network while winnat is stopped
  ! http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused
    there, Docker Desktop's Linux containers are not
as an administrator:
  net stop winnat
  netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1
  net start winnat
the way back:
  netsh int ipv4 delete excludedportrange protocol=tcp startport=55555 numberofports=1
10,000 runs, seed 1, model first-fit 3
! @hyper-v: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
? exit 0

# The same as scripts.
$ portplan fix 55555 @hyper-v --quiet --format cmd
rem portplan fix: stop winnat, reserve the port, start winnat
rem warning: containers and WSL lose their network while winnat is stopped
rem afterwards: http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers are not
rem simulated on the captured machine:
rem   at once 55555/tcp bindable in all 10,000 runs
rem   after a restart 55555/tcp bindable in all 10,000 runs
rem Run it as an administrator.

rem 1. winnat releases its blocks; containers and WSL lose their network
net stop winnat || exit /b 1
netsh int ipv4 show excludedportrange protocol=tcp

rem 2. blocks stay out of what is reserved, after a restart too
netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1 || (net start winnat & exit /b 1)
netsh int ipv4 show excludedportrange protocol=tcp

rem 3. the network comes back; blocks do so elsewhere, when HNS asks again: at the next boot
net start winnat || exit /b 1
netsh int ipv4 show excludedportrange protocol=tcp

rem The way back:
rem   netsh int ipv4 delete excludedportrange protocol=tcp startport=55555 numberofports=1
? exit 0

$ portplan fix 55555,55557 @hyper-v --quiet --format powershell
\# portplan fix: stop winnat, reserve the port, start winnat
\# warning: containers and WSL lose their network while winnat is stopped
\# afterwards: http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers are not
\# simulated on the captured machine:
\#   at once 55555/tcp bindable in all 10,000 runs
\#   at once 55557/tcp bindable in all 10,000 runs
\#   after a restart 55555/tcp bindable in all 10,000 runs
\#   after a restart 55557/tcp bindable in all 10,000 runs
\# Run it as an administrator.

\# 1. winnat releases its blocks; containers and WSL lose their network
net stop winnat
if ($LASTEXITCODE -ne 0) { throw 'step 1 failed' }
netsh int ipv4 show excludedportrange protocol=tcp

\# 2. blocks stay out of what is reserved, after a restart too
netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1
if ($LASTEXITCODE -ne 0) { net start winnat; throw 'step 2 failed' }

\# 3. blocks stay out of what is reserved, after a restart too
netsh int ipv4 add excludedportrange protocol=tcp startport=55557 numberofports=1
if ($LASTEXITCODE -ne 0) { net start winnat; throw 'step 3 failed' }
netsh int ipv4 show excludedportrange protocol=tcp

\# 4. the network comes back; blocks do so elsewhere, when HNS asks again: at the next boot
net start winnat
if ($LASTEXITCODE -ne 0) { throw 'step 4 failed' }
netsh int ipv4 show excludedportrange protocol=tcp

\# The way back:
\#   netsh int ipv4 delete excludedportrange protocol=tcp startport=55555 numberofports=1
\#   netsh int ipv4 delete excludedportrange protocol=tcp startport=55557 numberofports=1
? exit 0

# Read back, it does what was said.
$ portplan fix 55555 @hyper-v --quiet --runs 100 --format cmd > fix.cmd; echo 'expect 55555 bindable; reboot; expect 55555 bindable' >> fix.cmd; portplan what-if --script fix.cmd --quiet --runs 100 @hyper-v
1  stop winnat                  net stop winnat
   - 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, 55500-55599
   - winnat is stopped
     note: stopping winnat can disconnect containers and WSL
2  netsh int ipv4 show excludedportrange protocol=tcp
3  reserve tcp 55555
     netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1
   + 55555 *
     note: programs can bind these ports; http.sys, QUIC, Windows containers and
       Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
       containers are not
4  netsh int ipv4 show excludedportrange protocol=tcp
5  start winnat                 net start winnat
   + winnat runs
     note: blocks come back when HNS asks for them, at the next boot or when a
       NAT network starts: 7 of 8 captures after this show none (--assume
       winnat-start=reserves-anew)
6  netsh int ipv4 show excludedportrange protocol=tcp
7  expect 55555 bindable
   holds in all 100 runs
8  reboot                       shutdown /r /t 0
   ~ about 13 new blocks are reserved (9 to 19 in 90 % of runs),
     most often over 1046-2110 (in up to 27 % of runs)
     note: the captures do not say which of Hyper-V, containers and WSL is on;
       whatever no step names is assumed to reserve nothing
9  expect 55555 bindable
   holds in all 100 runs
Plan: 1 to add, 13 to remove, 1 to change; 12 of them by chance
   + 55555 *
   - 2 blocks of 100 released: 1231-1330, 55500-55599
   - 11 blocks of 100 released: 1031-1230, 1331-1530, 1561-1660, 2363-2962,
     in 97 to 99 % of runs
   ~ about 13 blocks of winnat elsewhere (8 to 19 in 90 % of runs)
100 runs, seed 1, model first-fit 3
? exit 0

# A restart between the commands.
$ portplan fix 55555 --cure hyper-v @hyper-v --quiet --format cmd
rem portplan fix: turn Hyper-V off, reserve the port, turn Hyper-V on
rem warning: the machine restarts twice, and no virtual machine runs in the meantime
rem afterwards: http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers are not
rem simulated on the captured machine:
rem   after the last command 55555/tcp bindable in all 10,000 runs
rem   after one more restart 55555/tcp bindable in all 10,000 runs
rem As an administrator, part by part: paste up to a restart, continue after it.

rem 1. in force after the restart that follows
dism /Online /Disable-Feature /FeatureName:Microsoft-Hyper-V /NoRestart

rem 2. save your work: the machine restarts at once
shutdown /r /t 0
exit /b 0

rem 3. blocks stay out of what is reserved, after a restart too
netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1 || exit /b 1
netsh int ipv4 show excludedportrange protocol=tcp

rem 4. in force after the restart that follows
dism /Online /Enable-Feature /FeatureName:Microsoft-Hyper-V /All /NoRestart

rem 5. save your work: the machine restarts at once
shutdown /r /t 0

rem The way back:
rem   netsh int ipv4 delete excludedportrange protocol=tcp startport=55555 numberofports=1
? exit 0

# A dynamic range that begins low; no capture shows it.
$ portplan fix 1100 --as http.sys @hyper-v --quiet
1100/tcp  blocked, excluded 1031-1130, owner winnat (@hyper-v:7)
  the dynamic range 1024-65534 (assumed) reaches down to this port
cure: restore Windows' default dynamic port range, and restart (dynamic-range)
  the least disruptive cure that works here
  after the last command 1100/tcp bindable in all 10,000 runs
  after the last command 1100/tcp not excluded in all 10,000 runs
  after one more restart 1100/tcp bindable in all 10,000 runs
  after one more restart 1100/tcp not excluded in all 10,000 runs
  ! the machine restarts
  ! blocks and connections then take ports in 49152-65535
as an administrator:
  netsh int ipv4 set dynamicport protocol=tcp startport=49152 numberofports=16384
  shutdown /r /t 0
the way back:
  netsh int ipv4 set dynamicport protocol=tcp startport=1024 numberofports=64511
  shutdown /r /t 0
  ! no capture shows the dynamic range: note it first, and restore that one
10,000 runs, seed 1, model first-fit 3
? exit 0

$ portplan fix 9598 --cure dynamic-range @low-dynamic-range --quiet
9598/tcp  blocked, excluded 9598-9697, owner winnat (@low-dynamic-range:21)
  the dynamic range 1024-15000 reaches down to this port (@low-dynamic-range:5)
cure: restore Windows' default dynamic port range, and restart (dynamic-range)
  after the last command 9598/tcp bindable in all 10,000 runs
  after one more restart 9598/tcp bindable in all 10,000 runs
  ! the machine restarts
  ! blocks and connections then take ports in 49152-65535
as an administrator:
  netsh int ipv4 set dynamicport protocol=tcp startport=49152 numberofports=16384
  shutdown /r /t 0
the way back:
  netsh int ipv4 set dynamicport protocol=tcp startport=1024 numberofports=13977
  shutdown /r /t 0
10,000 runs, seed 1, model first-fit 3
? exit 0

# What lies behind, with its lines, where another cure is less disruptive.
$ printf 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"MaxUserPort"=dword:0000fffe\n' > low.reg; portplan fix 9598 low.reg @low-dynamic-range --quiet; portplan fix 9598 low.reg @low-dynamic-range --quiet --runs 100 --format json | sed -n '/other_cures/,/max_user_port/p'
9598/tcp  blocked, excluded 9598-9697, owner winnat (@low-dynamic-range:21)
  the dynamic range 1024-15000 reaches down to this port (@low-dynamic-range:5);
  MaxUserPort = 65534 (low.reg:4); --cure dynamic-range restores it (a restart)
cure: stop winnat, reserve the port, start winnat (winnat)
  the least disruptive cure that works here
  others that work here: --cure dynamic-range, --cure hyper-v
  at once 9598/tcp bindable in all 10,000 runs
  after a restart 9598/tcp bindable in all 10,000 runs
  ! containers and WSL lose their network while winnat is stopped
  ! http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused
    there, Docker Desktop's Linux containers are not
as an administrator:
  net stop winnat
  netsh int ipv4 add excludedportrange protocol=tcp startport=9598 numberofports=1
  net start winnat
the way back:
  netsh int ipv4 delete excludedportrange protocol=tcp startport=9598 numberofports=1
10,000 runs, seed 1, model first-fit 3
  "other_cures": ["dynamic-range", "hyper-v"],
  "root_causes": [
    {
      "cause": "low-dynamic-range",
      "protocol": "tcp",
      "start": 1024,
      "end": 15000,
      "basis": "captured",
      "source": { "capture": 1, "line": 5 },
      "max_user_port": 65534
? exit 0

# MaxUserPort is captured: it goes, and the way back sets it again.
$ printf 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"MaxUserPort"=dword:0000fffe\n' > low.reg; portplan fix 9598 low.reg @low-dynamic-range --cure dynamic-range --quiet --format cmd
rem portplan fix: restore Windows' default dynamic port range, and restart
rem warning: the machine restarts
rem afterwards: blocks and connections then take ports in 49152-65535
rem simulated on the captured machine:
rem   after the last command 9598/tcp bindable in all 10,000 runs
rem   after one more restart 9598/tcp bindable in all 10,000 runs
rem Run it as an administrator.

rem 1. MaxUserPort takes effect at the next restart
reg delete HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /f || exit /b 1

rem 2. where Windows takes ports for connections and blocks
netsh int ipv4 set dynamicport protocol=tcp startport=49152 numberofports=16384 || exit /b 1
netsh int ipv4 show dynamicport protocol=tcp

rem 3. save your work: the machine restarts at once
shutdown /r /t 0

rem The way back:
rem   netsh int ipv4 set dynamicport protocol=tcp startport=1024 numberofports=13977
rem   reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /t REG_DWORD /d 65534 /f
rem   shutdown /r /t 0
? exit 0

$ printf 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"MaxUserPort"=dword:0000fffe\n' > low.reg; portplan fix 9598 low.reg @low-dynamic-range --cure dynamic-range --quiet --format powershell
\# portplan fix: restore Windows' default dynamic port range, and restart
\# warning: the machine restarts
\# afterwards: blocks and connections then take ports in 49152-65535
\# simulated on the captured machine:
\#   after the last command 9598/tcp bindable in all 10,000 runs
\#   after one more restart 9598/tcp bindable in all 10,000 runs
\# Run it as an administrator.

\# 1. MaxUserPort takes effect at the next restart
reg delete HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /f
if ($LASTEXITCODE -ne 0) { throw 'step 1 failed' }

\# 2. where Windows takes ports for connections and blocks
netsh int ipv4 set dynamicport protocol=tcp startport=49152 numberofports=16384
if ($LASTEXITCODE -ne 0) { throw 'step 2 failed' }
netsh int ipv4 show dynamicport protocol=tcp

\# 3. save your work: the machine restarts at once
shutdown /r /t 0

\# The way back:
\#   netsh int ipv4 set dynamicport protocol=tcp startport=1024 numberofports=13977
\#   reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /t REG_DWORD /d 65534 /f
\#   shutdown /r /t 0
? exit 0

# Before Vista there is neither winnat nor a table: ReservedPorts, added to.
$ portplan fix 3000,4002/udp,8080 fixtures/system/ver-2003.txt fixtures/registry/reserved-ports.reg 2>/dev/null
3000/tcp  at-risk, in the dynamic range
4002/udp  at-risk, in the dynamic range
8080/tcp  free
to keep it so: add the port to ReservedPorts in the registry, and restart (reserved-ports)
  after the last command 3000/tcp free in all 10,000 runs
  after the last command 4002/udp free in all 10,000 runs
  after one more restart 3000/tcp free in all 10,000 runs
  after one more restart 4002/udp free in all 10,000 runs
  ! the machine restarts
  ! whatever ReservedPorts holds besides ranges such as 4000-4010 is left out
as an administrator:
  reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v ReservedPorts /t REG_MULTI_SZ /d 3000-3000\04000-4002\08000-8010 /f
  shutdown /r /t 0
the way back:
  reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v ReservedPorts /t REG_MULTI_SZ /d 4000-4001\08000-8010 /f
  shutdown /r /t 0
10,000 runs, seed 1, model first-fit 3
? exit 0

# What the value holds is not known, so it is not set anew.
$ portplan fix 3000 fixtures/system/ver-2003.txt; portplan fix 3000 fixtures/system/ver-2003.txt --format cmd
3000/tcp  at-risk, in the dynamic range
  ReservedPorts would keep it so, but no capture shows what the value holds, and
  setting it again would lose that; add what this writes:
    reg export HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters tcpip.reg
nothing needs to be done
rem portplan fix: nothing needs to be done
? exit 0

# MaxUserPort is the range there; the whole key is captured, without the list.
$ printf 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"MaxUserPort"=dword:0000fffe\n' > low.reg; portplan fix 6000 low.reg fixtures/system/ver-2003.txt; portplan fix 6000 low.reg fixtures/system/ver-2003.txt --cure dynamic-range --format powershell; portplan fix 3000 low.reg fixtures/system/ver-2003.txt --cure dynamic-range
6000/tcp  at-risk, in the dynamic range
to keep it so: add the port to ReservedPorts in the registry, and restart (reserved-ports)
  others that work here: --cure dynamic-range
  after the last command 6000/tcp free in all 10,000 runs
  after one more restart 6000/tcp free in all 10,000 runs
  ! the machine restarts
  ! a program that names the port still gets it
as an administrator:
  reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v ReservedPorts /t REG_MULTI_SZ /d 6000-6000 /f
  shutdown /r /t 0
the way back:
  reg delete HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v ReservedPorts /f
  shutdown /r /t 0
10,000 runs, seed 1, model first-fit 3
\# portplan fix: restore Windows' default dynamic port range, and restart
\# warning: the machine restarts
\# afterwards: connections then take ports in the default range of the system
\# simulated on the captured machine:
\#   after the last command 6000/tcp free in all 10,000 runs
\#   after one more restart 6000/tcp free in all 10,000 runs
\# Run it as an administrator.

\# 1. MaxUserPort takes effect at the next restart
reg delete HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /f
if ($LASTEXITCODE -ne 0) { throw 'step 1 failed' }

\# 2. save your work: the machine restarts at once
shutdown /r /t 0

\# The way back:
\#   reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort /t REG_DWORD /d 65534 /f
\#   shutdown /r /t 0
3000/tcp  at-risk, in the dynamic range
nothing needs to be done
  dynamic-range fails: after the last command 3000/tcp free only in 0 of 10,000 runs (0 %)
10,000 runs, seed 1, model first-fit 3
? exit 0

# Nothing to be done, and what may be done.
$ portplan fix 8137 @typical-desktop --quiet
8137/tcp  free
nothing needs to be done
? exit 0

$ portplan fix 8137 @typical-desktop --quiet --format cmd
rem portplan fix: nothing needs to be done
? exit 0

$ portplan fix 8137,60000 @typical-desktop --quiet
8137/tcp  free
60000/tcp  at-risk, in the dynamic range
to keep it so: reserve the port before something takes it (reserve)
  at once 60000/tcp bindable in all 10,000 runs
  after a restart 60000/tcp bindable in all 10,000 runs
  ! http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused
    there, Docker Desktop's Linux containers are not
as an administrator:
  netsh int ipv4 add excludedportrange protocol=tcp startport=60000 numberofports=1
the way back:
  netsh int ipv4 delete excludedportrange protocol=tcp startport=60000 numberofports=1
10,000 runs, seed 1, model first-fit 3
? exit 0

# Where commands do not help.
$ portplan fix 5357,50070 @typical-desktop --quiet
5357/tcp  blocked, excluded 5357, owner http.sys (@typical-desktop:21)
  a service has registered the port with http.sys: netsh http show servicestate
  view=requestq names its process; stop it or change its URL
  or use another port: 5348 or 5365, the nearest good ones outside the dynamic
  range
  portplan suggest --near 5357 finds another port, and says why
50070/tcp  blocked, excluded 50060-50159, owner winnat (@typical-desktop:25)
no commands cure all of these: leave out the ports that have advice of their own
? exit 1

$ portplan fix 50070 --as quic @typical-desktop --quiet --format cmd
! 50070/tcp  blocked, excluded 50060-50159, owner winnat (@typical-desktop:25)
!   restart winnat until the block is elsewhere, or move the dynamic port range;
!   an administered exclusion would refuse this kind of binding too
!   or use another port: 29998, the nearest good one outside the dynamic range
!   portplan suggest --near 50070 finds another port, and says why
! no commands cure this
? exit 1

$ portplan fix 50010 --as http.sys @typical-desktop --quiet
50010/tcp  blocked, excluded 50000-50059 *, owner hns-excluded-range (@typical-desktop:24)
  http.sys cannot use a port in an administered exclusion; remove it (HNS makes
  it again when it starts):
    netsh int ipv4 delete excludedportrange protocol=tcp startport=50000 numberofports=60
  or use another port: 29998, the nearest good one outside the dynamic range
  portplan suggest --near 50010 finds another port, and says why
no commands cure this
? exit 1

$ portplan fix 445 fixtures/sockets/en-abno.txt @hyper-v --quiet
445/tcp  in-use, held by a program (process id 4) (fixtures/sockets/en-abno.txt:12)
  process id 4 is Windows itself, usually http.sys on behalf of another program:
  netsh http show servicestate view=requestq names it; stop that program, or use
  another port
  portplan suggest --near 445 finds another port, and says why
no commands cure this
? exit 1

$ portplan fix 135 fixtures/sockets/en-abno.txt @hyper-v --quiet
135/tcp  in-use, held by svchost.exe (process id 1236) (fixtures/sockets/en-abno.txt:5)
  stop svchost.exe (process id 1236), or use another port
  what runs in it: tasklist /svc /fi "PID eq 1236"
  portplan suggest --near 135 finds another port, and says why
no commands cure this
? exit 1

$ portplan fix 3389 fixtures/system/wslconfig.txt @typical-desktop --quiet --assume mirrored-place=dynamic-range
3389/tcp  free
  WSL's mirrored networking (fixtures/system/wslconfig.txt:3) takes 4096 ports
  that no table lists; after a restart they were here in no run; in 6.1 % there
  is no room for them, and it fails (0x8007054f); --cure wide-range may make
  room
  where a program in WSL takes it: in .wslconfig, then wsl --shutdown
    [experimental]
    ignoredPorts=3000,9000,3389
  ignoredPorts does not move the 4096 ports, nor free one of them
  (microsoft/WSL#40169)
nothing needs to be done
? exit 0

# Several ports, one of them beyond help; all of the dynamic range.
$ portplan fix 50100,3306,5357,60000/udp @typical-desktop --quiet; portplan fix 49152-65535 @typical-desktop --quiet | tail -1
50100/tcp  blocked, excluded 50060-50159, owner winnat (@typical-desktop:25)
3306/tcp  free
5357/tcp  blocked, excluded 5357, owner http.sys (@typical-desktop:21)
  a service has registered the port with http.sys: netsh http show servicestate
  view=requestq names its process; stop it or change its URL
  or use another port: 5348 or 5365, the nearest good ones outside the dynamic
  range
  portplan suggest --near 5357 finds another port, and says why
60000/udp  at-risk, in the dynamic range
no commands cure all of these: leave out the ports that have advice of their own
no commands cure this: reserving them leaves fewer than 255 ports for connections
? exit 0

# An exclusion that someone made: who is refused, and what takes it away.
$ portplan fix 55555 @hyper-v-reserved --quiet; portplan fix 50010 @typical-desktop --quiet; portplan fix 60000 --as quic @typical-desktop --quiet
55555/tcp  reserved, excluded 55500-55599 *, owner administrator (@hyper-v-reserved:21)
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
  to take the reservation away:
    netsh int ipv4 delete excludedportrange protocol=tcp startport=55500 numberofports=100
nothing needs to be done
50010/tcp  reserved, excluded 50000-50059 *, owner hns-excluded-range (@typical-desktop:24)
  a program's plain bind works; http.sys, QUIC, Windows containers and
  Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers
  are not
  to take the reservation away:
    netsh int ipv4 delete excludedportrange protocol=tcp startport=50000 numberofports=60
nothing needs to be done
60000/tcp  at-risk, in the dynamic range
  use a port outside the dynamic range; an administered exclusion would refuse
  this kind of binding
nothing needs to be done
? exit 0

$ portplan fix 55555 --as container @hyper-v-reserved --quiet
55555/tcp  blocked, excluded 55500-55599 *, owner administrator (@hyper-v-reserved:21)
  a Windows container (HNS) cannot use a port in an administered exclusion;
  remove it first:
    netsh int ipv4 delete excludedportrange protocol=tcp startport=55500 numberofports=100
  or use another port: 29998, the nearest good one outside the dynamic range
  portplan suggest --near 55555 finds another port, and says why
no commands cure this
? exit 1

# URLs of http.sys: named with their lines; a reservation can be moved.
$ portplan fix 5357 fixtures/netsh/servicestate-en.txt fixtures/netsh/urlacl-en.txt @typical-desktop --quiet
5357/tcp  blocked, excluded 5357, owner http.sys (@typical-desktop:21)
  a URL of http.sys is on this port: HTTP://*:5357/00000000-0000-0000-0000-000000000000/ (fixtures/netsh/servicestate-en.txt:13), registered by example.exe (process id 1234)
  a URL of http.sys is on this port: http://*:5357/ (fixtures/netsh/urlacl-en.txt:5), reserved for an account
  another account gets error 5 for a reserved URL; to move a reservation (this
  frees no port that a program has registered):
    netsh http delete urlacl url=http://*:5357/
    netsh http add urlacl url=http://*:PORT/ user=DOMAIN\USER
  stop example.exe (process id 1234), which has registered the port with
  http.sys, or change its URL
  or use another port: 5348 or 5365, the nearest good ones outside the dynamic
  range
  what runs in the process that registered the URL: tasklist /svc /fi "PID eq 1234"
  portplan suggest --near 5357 finds another port, and says why
no commands cure this
? exit 1

# Who registered them, where the listing proves it.
$ portplan fix 5985 fixtures/netsh/servicestate-sessions-en.txt @typical-desktop --quiet; portplan fix 5985 fixtures/netsh/servicestate-names-en.txt @typical-desktop --quiet
5985/tcp  in-use
  a URL of http.sys is on this port: HTTP://+:5985/WSMAN/ (fixtures/netsh/servicestate-sessions-en.txt:22), registered by svchost.exe (process id 1412)
  stop svchost.exe (process id 1412), which has registered the port with
  http.sys, or change its URL
  portplan suggest --near 5985 finds another port, and says why
no commands cure this
5985/tcp  in-use
  a URL of http.sys is on this port: HTTP://+:5985/WSMAN/ (fixtures/netsh/servicestate-names-en.txt:22), registered by a program
  a service has registered the port with http.sys: netsh http show servicestate
  view=requestq names its process; stop it or change its URL
  portplan suggest --near 5985 finds another port, and says why
no commands cure this
? exit 1

$ portplan fix 8080 fixtures/netsh/servicestate-names-en.txt @typical-desktop --quiet --format json
{
  "schema": "portplan.fix/1",
  "as": "plain",
  "answer": "none",
  "ports": [
    {
      "start": 8080,
      "end": 8080,
      "protocol": "tcp",
      "verdict": "in-use",
      "excluded": [],
      "in_use_by": [],
      "urls": [
        {
          "url": "HTTP://*:8080/",
          "registered": true,
          "pid": 3248,
          "process": "w3wp.exe",
          "queue": "ExamplePool",
          "source": { "capture": 0, "line": 42 }
        }
      ],
      "advice": [
        "stop w3wp.exe (process id 3248), which has registered the port with http.sys, or change its URL"
      ],
      "typical_share": null
    }
  ],
  "cure": null,
  "tried": [],
  "other_cures": [],
  "root_causes": [],
  "mirrored": null,
  "dns_pool": null,
  "model": {
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
  "at_least": 0.990000
}
? exit 1

$ portplan fix 8443,80 --as http.sys fixtures/netsh/urlacl-en.txt @typical-desktop --quiet; portplan fix 8443 fixtures/netsh/urlacl-en.txt @typical-desktop --quiet; portplan fix 8443 --as http.sys fixtures/netsh/urlacl-en.txt @typical-desktop --quiet --format powershell
8443/tcp  free
  a URL of http.sys is on this port: https://[2001:db8::1]:8443/example/ (fixtures/netsh/urlacl-en.txt:17), reserved for an account
  another account gets error 5 for a reserved URL; to move a reservation (this
  frees no port that a program has registered):
    netsh http delete urlacl url=https://[2001:db8::1]:8443/example/
    netsh http add urlacl url=https://[2001:db8::1]:PORT/example/ user=DOMAIN\USER
80/tcp  free
  a URL of http.sys is on this port: http://+:80/Temporary_Listen_Addresses/ (fixtures/netsh/urlacl-en.txt:11), reserved for an account
  another account gets error 5 for a reserved URL; to move a reservation (this
  frees no port that a program has registered):
    netsh http delete urlacl url=http://+:80/Temporary_Listen_Addresses/
    netsh http add urlacl url=http://+:PORT/Temporary_Listen_Addresses/ user=DOMAIN\USER
nothing needs to be done
8443/tcp  free
  a URL of http.sys is on this port: https://[2001:db8::1]:8443/example/ (fixtures/netsh/urlacl-en.txt:17), reserved for an account
nothing needs to be done
\# portplan fix: nothing needs to be done
? exit 0

# What a shell could read otherwise stands in no command.
$ printf 'URL Reservations:\n-----------------\n\n    Reserved URL            : http://+:8137/a&calc/\n        User: BUILTIN\\Users\n\n    Reserved URL            : http://+:8137/%%PATH%%/\n\n    Reserved URL            : http://+:8137/\001$(x)/\n\n    Reserved URL            : http://+:8137/reports/\n\n    Reserved URL            : http://+:8137/more/\n' > urlacl.txt; portplan fix 8137 --as http.sys urlacl.txt @typical-desktop --quiet
8137/tcp  free
  a URL of http.sys is on this port: http://+:8137/a&calc/ (urlacl.txt:4), reserved for an account
  a URL of http.sys is on this port: http://+:8137/%PATH%/ (urlacl.txt:7), reserved for an account
  a URL of http.sys is on this port: http://+:8137/\x01$(x)/ (urlacl.txt:9), reserved for an account
  a URL of http.sys is on this port: http://+:8137/reports/ (urlacl.txt:11), reserved for an account
  and 1 URLs more
  another account gets error 5 for a reserved URL; to move a reservation (this
  frees no port that a program has registered):
    netsh http delete urlacl url=http://+:8137/reports/
    netsh http add urlacl url=http://+:PORT/reports/ user=DOMAIN\USER
  no command is printed for a URL that a shell could misread
nothing needs to be done
? exit 0

# WSL's mirrored networking: how often it falls on the port, what leaves the port
# to Windows, and what keeps its run away or makes room for it.
# once: the runs of 3389 above, and those of a cure.
$ portplan fix 3389 fixtures/system/wslconfig.txt @typical-desktop --cure wide-range --quiet --assume mirrored-place=dynamic-range
3389/tcp  free
  WSL's mirrored networking (fixtures/system/wslconfig.txt:3) takes 4096 ports
  that no table lists; after a restart they were here in no run; in 6.1 % there
  is no room for them, and it fails (0x8007054f)
  where a program in WSL takes it: in .wslconfig, then wsl --shutdown
    [experimental]
    ignoredPorts=3000,9000,3389
  ignoredPorts does not move the 4096 ports, nor free one of them
  (microsoft/WSL#40169)
so that WSL finds room: widen the dynamic port range, and restart (wide-range)
  after the last command 3389/tcp bindable in all 10,000 runs
  after one more restart 3389/tcp bindable in all 10,000 runs
  ! the machine restarts
  ! blocks and connections then take ports in 32768-65535
as an administrator:
  netsh int ipv4 set dynamicport protocol=tcp startport=32768 numberofports=32768
  netsh int ipv4 set dynamicport protocol=udp startport=32768 numberofports=32768
  shutdown /r /t 0
the way back:
  netsh int ipv4 set dynamicport protocol=tcp startport=49152 numberofports=16384
  netsh int ipv4 set dynamicport protocol=udp startport=49152 numberofports=16384
  shutdown /r /t 0
10,000 runs, seed 1, model first-fit 3
? exit 0

# once: three ports take three times the runs of one.
$ portplan fix 52000,9000,52000/udp fixtures/system/wslconfig.txt @typical-desktop --quiet --assume mirrored-place=dynamic-range
52000/tcp  at-risk, in the dynamic range
9000/tcp  free
52000/udp  at-risk, in the dynamic range
  WSL's mirrored networking (fixtures/system/wslconfig.txt:3) takes 4096 ports
  that no table lists; after a restart they were here in 7.6 % of runs; in 6.1 %
  there is no room for them, and it fails (0x8007054f)
  where a program in WSL takes it: in .wslconfig, then wsl --shutdown
    [experimental]
    ignoredPorts=3000,9000,52000
  ignoredPorts does not move the 4096 ports, nor free one of them
  (microsoft/WSL#40169)
to keep it so: shut WSL down, reserve the port, then start WSL again (wsl)
  at once 52000/tcp bindable in all 10,000 runs
  at once 52000/udp bindable in all 10,000 runs
  after a restart 52000/tcp bindable in all 10,000 runs
  after a restart 52000/udp bindable in all 10,000 runs
  ! everything running in WSL stops
  ! http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused
    there, Docker Desktop's Linux containers are not
as an administrator:
  wsl --shutdown
  netsh int ipv4 add excludedportrange protocol=tcp startport=52000 numberofports=1
  netsh int ipv4 add excludedportrange protocol=udp startport=52000 numberofports=1
the way back:
  netsh int ipv4 delete excludedportrange protocol=tcp startport=52000 numberofports=1
  netsh int ipv4 delete excludedportrange protocol=udp startport=52000 numberofports=1
10,000 runs, seed 1, model first-fit 3
? exit 0

# once: the runs of all cures of a port outside of the range.
$ portplan fix 52000 fixtures/system/wslconfig.txt @typical-desktop --quiet --format cmd --assume mirrored-place=dynamic-range
rem portplan fix: shut WSL down, reserve the port, then start WSL again
rem warning: everything running in WSL stops
rem afterwards: http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers are not
rem simulated on the captured machine:
rem   at once 52000/tcp bindable in all 10,000 runs
rem   after a restart 52000/tcp bindable in all 10,000 runs
rem Run it as an administrator.

rem 1. WSL releases its ports, and everything running in it stops
wsl --shutdown || exit /b 1

rem 2. blocks stay out of what is reserved, after a restart too
netsh int ipv4 add excludedportrange protocol=tcp startport=52000 numberofports=1 || exit /b 1
netsh int ipv4 show excludedportrange protocol=tcp

rem The way back:
rem   netsh int ipv4 delete excludedportrange protocol=tcp startport=52000 numberofports=1
? exit 0

# once: two ports and a table in which there is no room.
$ portplan fix 20000,9000 fixtures/system/wslconfig.txt @low-dynamic-range --quiet --assume mirrored-place=dynamic-range; portplan fix 20000 fixtures/system/wslconfig.txt @low-dynamic-range --quiet --format json --runs 100 --assume mirrored-place=dynamic-range | grep -A3 '"mirrored"'
20000/tcp  free
9000/tcp  at-risk, in the dynamic range
  the dynamic range 1024-15000 reaches down to these ports
  (@low-dynamic-range:5); --cure dynamic-range restores it (a restart)
  WSL's mirrored networking (fixtures/system/wslconfig.txt:3) takes 4096 ports
  that no table lists; after a restart they were here in no run; in 100 % there
  is no room for them, and it fails (0x8007054f)
  where a program in WSL takes it: in .wslconfig, then wsl --shutdown
    [experimental]
    ignoredPorts=3000,9000,20000
  ignoredPorts does not move the 4096 ports, nor free one of them
  (microsoft/WSL#40169)
to keep it so: reserve the port before something takes it (reserve)
  others that work here: --cure dynamic-range, --cure wide-range
  at once 9000/tcp bindable in all 10,000 runs
  after a restart 9000/tcp bindable in all 10,000 runs
  ! http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused
    there, Docker Desktop's Linux containers are not
as an administrator:
  netsh int ipv4 add excludedportrange protocol=tcp startport=9000 numberofports=1
the way back:
  netsh int ipv4 delete excludedportrange protocol=tcp startport=9000 numberofports=1
10,000 runs, seed 1, model first-fit 3
  "mirrored": {
    "source": { "capture": 0, "line": 3 },
    "on_ports_probability": 0.000000,
    "no_room_probability": 1.000000
? exit 0

$ printf '[wsl2]\nnetworkingMode=mirrored\n[experimental]\nignoredPorts=3000,x&calc\n' > .wslconfig; portplan fix 3389 .wslconfig @typical-desktop --quiet --assume mirrored-place=dynamic-range; portplan fix 3389,3000-3100 .wslconfig @typical-desktop --quiet --assume mirrored-place=dynamic-range
3389/tcp  free
  WSL's mirrored networking (.wslconfig:2) takes 4096 ports that no table lists;
  after a restart they were here in no run; in 6.1 % there is no room for them,
  and it fails (0x8007054f); --cure wide-range may make room
  add the port to ignoredPorts of .wslconfig (.wslconfig:4), then wsl --shutdown
  ignoredPorts does not move the 4096 ports, nor free one of them
  (microsoft/WSL#40169)
nothing needs to be done
3389/tcp  free
3000-3100/tcp  free
  WSL's mirrored networking (.wslconfig:2) takes 4096 ports that no table lists;
  after a restart they were here in no run; in 6.1 % there is no room for them,
  and it fails (0x8007054f); --cure wide-range may make room
nothing needs to be done
? exit 0

$ printf '[wsl2]\nnetworkingMode=mirrored\n[experimental]\nignoredPorts= 3000, 3389,\n' > .wslconfig; portplan fix 3389 .wslconfig @typical-desktop --quiet --assume mirrored-place=dynamic-range
3389/tcp  free
  WSL's mirrored networking (.wslconfig:2) takes 4096 ports that no table lists;
  after a restart they were here in no run; in 6.1 % there is no room for them,
  and it fails (0x8007054f); --cure wide-range may make room
  ignoredPorts has it already (.wslconfig:4)
  ignoredPorts does not move the 4096 ports, nor free one of them
  (microsoft/WSL#40169)
nothing needs to be done
? exit 0

$ portplan fix 8080/udp @hyper-v --quiet
8080/udp  unknown
  the captures hold no exclusion table for udp
  on a typical desktop with the dynamic range 49152-65535 this port cannot be
  bound after 0 % of boots
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
no commands cure this
? exit 1

$ portplan fix 60000 --cure winnat @typical-desktop --quiet
60000/tcp  at-risk, in the dynamic range
  reserve it before something takes it:
    netsh int ipv4 add excludedportrange protocol=tcp startport=60000 numberofports=1
nothing needs to be done
? exit 0

# What its own simulation fails is not offered.
$ portplan fix 55555 @hyper-v --quiet --runs 1000 --assume boot-order=hns-first --assume winnat-start=nothing-until-hns
55555/tcp  blocked, excluded 55500-55599, owner winnat (@hyper-v:21)
  use another port: the nearest is 55498 or 55601, which is at risk too: no good
  port is left outside the dynamic range
  portplan suggest --near 55555 finds another port, and says why
no commands cure this
  winnat fails: after a restart 55555/tcp bindable only in 967 of 1,000 runs (96.7 %)
  hyper-v fails: after one more restart 55555/tcp bindable only in 952 of 1,000 runs (95.2 %)
1,000 runs, seed 1, model first-fit 3
? exit 1

$ portplan fix 55555 @hyper-v --quiet --runs 100 --format json
{
  "schema": "portplan.fix/1",
  "as": "plain",
  "answer": "cured",
  "ports": [
    {
      "start": 55555,
      "end": 55555,
      "protocol": "tcp",
      "verdict": "blocked",
      "excluded": [
        { "start": 55500, "end": 55599, "administered": false, "owner": "winnat" }
      ],
      "in_use_by": [],
      "urls": [],
      "advice": [
        "stop winnat, reserve 55555, start winnat; the block comes back elsewhere",
        "or use another port: the nearest is 55498 or 55601, which is at risk too: no good port is left outside the dynamic range"
      ],
      "typical_share": null
    }
  ],
  "cure": {
    "name": "winnat",
    "title": "stop winnat, reserve the port, start winnat",
    "warnings": [
      "containers and WSL lose their network while winnat is stopped",
      "http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux containers are not"
    ],
    "steps": [
      { "step": "stop winnat", "command": "net stop winnat" },
      { "step": "reserve tcp 55555", "command": "netsh int ipv4 add excludedportrange protocol=tcp startport=55555 numberofports=1" },
      { "step": "start winnat", "command": "net start winnat" }
    ],
    "way_back": [
      { "step": "unreserve tcp 55555", "command": "netsh int ipv4 delete excludedportrange protocol=tcp startport=55555 numberofports=1" }
    ],
    "way_back_assumed": false
  },
  "tried": [
    {
      "cure": "winnat",
      "works": true,
      "outcomes": [
        { "start": 55555, "end": 55555, "protocol": "tcp", "expect": "bindable", "when": "at once", "probability": 1.000000, "held": true },
        { "start": 55555, "end": 55555, "protocol": "tcp", "expect": "bindable", "when": "after a restart", "probability": 1.000000, "held": true }
      ]
    },
    {
      "cure": "hyper-v",
      "works": true,
      "outcomes": [
        { "start": 55555, "end": 55555, "protocol": "tcp", "expect": "bindable", "when": "after the last command", "probability": 1.000000, "held": true },
        { "start": 55555, "end": 55555, "protocol": "tcp", "expect": "bindable", "when": "after one more restart", "probability": 1.000000, "held": true }
      ]
    }
  ],
  "other_cures": ["hyper-v"],
  "root_causes": [],
  "mirrored": null,
  "dns_pool": null,
  "model": {
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
  "runs": 100,
  "seed": 1,
  "at_least": 0.990000
}
? exit 0

# Wrong command lines.
$ portplan fix @hyper-v
! @hyper-v: note: no capture shows the tcp dynamic range; 1024-65534 is assumed: 1024+64511, the smallest usual range that contains every block [PP-617]
! (portplan explain PP-617 says more)
! portplan: @hyper-v (netsh excluded port ranges, tcp, English) names no port: name one, as in portplan fix 1031 @hyper-v, or see portplan show @hyper-v
? exit 2

$ portplan fix 55555 --cure prayer @hyper-v
! portplan: --cure takes reserve, wsl, winnat, reserved-ports, dynamic-range, wide-range or hyper-v, not 'prayer'
? exit 2

$ portplan fix 55555 --at-least 101 @hyper-v
! portplan: --at-least takes a number from 0 to 100, not '101'
? exit 2

# Where no table is captured a typical machine tells what is likely; as often
# as suggest says.
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 49152\nNumber of Ports : 16384\n' > h.txt; portplan fix 50060,8080 h.txt --quiet; portplan fix 50060 h.txt --quiet --runs 2000 --format json | grep typical_share; portplan suggest --range 50060-50060 --runs 2000 h.txt --quiet --format json | grep '"excluded"'
50060/tcp  unknown
  the captures hold no exclusion table for tcp
  on a typical desktop with the dynamic range 49152-65535 this port cannot be
  bound after 31.6 % of boots; portplan suggest --near 50060 finds safer ones
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
8080/tcp  unknown
  the captures hold no exclusion table for tcp
  on a typical desktop with the dynamic range 49152-65535 this port cannot be
  bound after 0 % of boots
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
no commands cure this
      "typical_share": 0.325500
      "excluded": 0.325500,
? exit 0
