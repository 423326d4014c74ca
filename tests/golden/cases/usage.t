# Which ports sockets have taken, by whom, and why they run out.

# Closed connections to one end.
$ { echo 'Active Connections'; for i in $(seq 49152 65534); do echo "  TCP    10.6.0.2:$i    10.6.0.80:5432    TIME_WAIT    0"; done; } > wait.txt; portplan show wait.txt --quiet | sed -n '/^usage/,$p'; portplan check 50823,9000 wait.txt --quiet
usage  exhausted: at least 16,383 of 16,384 ports taken; the range is assumed
       cause: short connections to 10.6.0.80:5432, one after the other, have
       left 16,383 sockets in TIME_WAIT
       sockets: 16,383 TIME_WAIT
       other ends: 10.6.0.80:5432 with 16,383
       cure: let the program reuse its connections (a pool, keep-alive) instead
             of one for each request
       or    let it set SO_REUSE_UNICASTPORT before it connects: then remote
             ends share ports (Windows 10, Server 2016 and later;
             Set-NetTCPSetting's AutoReusePortRange does it for all programs)
       or    shorten TIME_WAIT: TcpTimedWaitDelay, 30 to 300 seconds, then
             restart; Microsoft's pages name 120 and 240 as the default
       or    widen the range, and reserve the ports in it that services listen
             on: netsh int ipv4 set dynamicport tcp start=32768 num=32768

udp   not captured: netsh int ipv4 show excludedportrange udp
50823/tcp  unknown: the captures hold no exclusion table for tcp
  beside it, pid 0, on 10.6.0.2, time-wait (wait.txt:1673)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
9000/tcp  unknown: the captures hold no exclusion table for tcp
  9000 is registered for cslistener (IANA); commonly run: ClickHouse native,
    Firebase database emulator, MinIO S3 API and 3 more
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=tcp
TCP: no ephemeral port is left, as the sockets show
  cause: short connections to 10.6.0.80:5432, one after the other, have left
         16,383 sockets in TIME_WAIT
  taken: at least 16,383 of the 16,384 ports of the dynamic range 49152-65535
         that are not excluded
  cure:  let the program reuse its connections (a pool, keep-alive) instead of
         one for each request
  or     let it set SO_REUSE_UNICASTPORT before it connects: then remote ends
         share ports (Windows 10, Server 2016 and later; Set-NetTCPSetting's
         AutoReusePortRange does it for all programs)
  or     shorten TIME_WAIT: TcpTimedWaitDelay, 30 to 300 seconds, then restart;
         Microsoft's pages name 120 and 240 as the default
  or     widen the range, and reserve the ports in it that services listen on:
         netsh int ipv4 set dynamicport tcp start=32768 num=32768
? exit 1

# One line where enough is left, and nothing in check.
$ { echo 'Active Connections'; for i in $(seq 49160 49200); do echo "  TCP    10.6.0.2:$i    10.6.0.80:5432    ESTABLISHED    4120"; done; } > few.txt; portplan show few.txt --quiet | sed -n '/^usage/,$p'; portplan check 9000 few.txt --quiet | grep -c 'run out'
usage  unknown: at least 41 of 16,384 ports taken; the range is assumed; only a
       part is listed: 135/tcp, always open, is missing

udp   not captured: netsh int ipv4 show excludedportrange udp
0
? exit 1

# One program, in a captured range; its ports are one item.
$ { printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 20000\nNumber of Ports : 1000\n\nActive Connections\n'; for i in $(seq 20005 20985); do echo "  TCP    0.0.0.0:$i    0.0.0.0:0    BOUND    7716"; done; echo '  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    900'; } > leak.txt; portplan show leak.txt --quiet | sed -n '/^in use/,$p'; portplan show leak.txt --quiet --format json | sed -n '/"usage": {/,/"basis"/p'
in use  135 (pid 900), 20005-20985 (pid 7716)
usage  near: 981 of 1,000 ports taken, 19 free
       cause: pid 7716 has 981 sockets BOUND and not connected: a leak
       sockets: 981 BOUND, 1 LISTENING
       programs: pid 7716 with 981 BOUND
       cure: restart the program (pid 7716), which frees its ports, and update
             it or get its sockets closed

udp   not captured: netsh int ipv4 show excludedportrange udp
      "usage": {
        "sockets": 982,
        "taken": 981,
        "free": 19,
        "counted": false,
        "partial": false,
        "hides_bound": false,
        "by_state": { "listening": 1, "bound": 981 },
        "by_process": [
          { "pid": 7716, "process": null, "state": "bound", "count": 981 },
          { "pid": 900, "process": null, "state": "listening", "count": 1 }
        ],
        "by_remote": [],
        "verdict": "near",
        "cause": "bound-leak",
        "holder": {
          "pid": 7716,
          "process": null,
          "state": "bound",
          "count": 981,
          "remote": null
        },
        "basis": "captured"
? exit 0

# It does not close what the other ends have closed.
$ { printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 20000\nNumber of Ports : 1000\n\nActive Connections\n'; for i in $(seq 20000 20990); do echo "  TCP    10.6.0.2:$i    [2001:db8::5]:443    CLOSE_WAIT    7716"; done; } > close.txt; portplan show close.txt --quiet | sed -n '/^usage/,$p'
usage  exhausted: at least 991 of 1,000 ports taken
       cause: pid 7716 has 991 sockets in CLOSE_WAIT: it does not close what the
       other end has closed
       sockets: 991 CLOSE_WAIT
       programs: pid 7716 with 991 CLOSE_WAIT
       other ends: [2001:db8::5]:443 with 991
       cure: restart the program (pid 7716), which frees its ports, and update
             it or get its sockets closed

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# Both ends are here.
$ { echo 'Active Connections'; for i in $(seq 49152 65000); do echo "  TCP    127.0.0.1:$i    127.0.0.1:8081    TIME_WAIT    0"; done; } > self.txt; portplan show self.txt --quiet | sed -n '/^usage/,$p'
usage  near: at least 15,849 of 16,384 ports taken; the range is assumed
       cause: connections of this host with itself to 127.0.0.1:8081 have left
       15,849 sockets in TIME_WAIT
       sockets: 15,849 TIME_WAIT
       other ends: 127.0.0.1:8081 with 15,849
       cure: let the program reuse its connections (a pool, keep-alive) instead
             of one for each request
       or    let programs of one host talk over a pipe or one lasting connection
       or    shorten TIME_WAIT: TcpTimedWaitDelay, 30 to 300 seconds, then
             restart; Microsoft's pages name 120 and 240 as the default
       or    widen the range, and reserve the ports in it that services listen
             on: netsh int ipv4 set dynamicport tcp start=32768 num=32768

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# Sockets tell nothing of blocks: these leave few ports.
$ { printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n'; for i in $(seq 1100 100 14900); do [ $i = 5000 ] || echo "$i $((i+99))"; done; printf '\n* - Administered port exclusions.\n\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 1100\nNumber of Ports : 13900\n\nActive Connections\n'; for i in $(seq 5000 5098); do echo "  TCP    10.6.0.2:$i    10.6.0.$((i-4999)):443    ESTABLISHED    $i"; done; } > blocks.txt; portplan show blocks.txt --quiet | sed -n '/^usage/,$p'
usage  exhausted: at least 99 of 100 ports taken
       cause: reserved blocks leave 100 ports of the range
       sockets: 99 ESTABLISHED
       cure: free the blocks: net stop winnat, net start winnat; they may come
             back after a restart
       or    widen the range, and reserve the ports in it that services listen
             on: netsh int ipv4 set dynamicport tcp start=32768 num=32768

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# Without BOUND rows nothing is proven on this system.
$ printf 'OS Name:    Microsoft Windows Server 2012 R2 Standard\nOS Version:    6.3.9600 N/A Build 9600\n\nActive Connections\n  TCP    0.0.0.0:49664    0.0.0.0:0    LISTENING    480\n' > old.txt; portplan show old.txt --quiet | sed -n '/^usage/,$p'
usage  unknown: at least 1 of 16,384 ports taken; only a part is listed:
       135/tcp, always open, is missing; without KB3123245 this Windows lists no
       BOUND sockets: more may be taken

udp   not captured: netsh int ipv4 show excludedportrange udp
? exit 0

# fix answers about no port as check does.
$ awk 'BEGIN { for (i = 49152; i < 65000; i++) printf "  TCP  10.0.0.5:%d  0.0.0.0:0  BOUND  9120\n", i }' > leak.txt; portplan fix leak.txt --quiet; echo $?; portplan fix leak.txt --quiet --format json | grep -E 'answer|cause"|restart'
TCP: few ephemeral ports are left, as the sockets show
  cause: pid 9120 has 15,848 sockets BOUND and not connected: a leak
  taken: at least 15,848 of the 16,384 ports of the dynamic range 49152-65535
         that are not excluded
  cure:  restart the program (pid 9120), which frees its ports, and update it or
         get its sockets closed
1
  "answer": "none",
    "cause": "bound-leak",
      "restart the program (pid 9120), which frees its ports, and update it or get its sockets closed"
? exit 0

# tasklist names the process and its services, once.
$ { printf 'Image Name                     PID Services\n========================= ======== ============================================\nsvchost.exe                    812 Dnscache, NlaSvc\n\nActive Connections\n\n'; for i in $(seq 49700 64999); do echo "  TCP    10.0.0.5:$i    0.0.0.0:0    BOUND    812"; done; } > svc.txt; portplan check svc.txt --quiet | head -3
TCP: few ephemeral ports are left, as the sockets show
  cause: svchost.exe: Dnscache, NlaSvc (pid 812) has 15,300 sockets BOUND and
         not connected: a leak
? exit 0

# The command above a list says what it shows: never "ample" of a part.
$ mapper='  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    900\n  TCP    10.6.0.2:50001    10.6.0.80:443    ESTABLISHED    77\n'; for c in 'netstat -ano' 'netstat -anoq' 'netstat -anoq | findstr TCP'; do printf "C:\\\\>$c\n$mapper" > list.txt; portplan show list.txt --quiet | sed -n '/^usage/,/^$/p'; done; { printf 'Active Connections\n'; for p in 135 445 5040 5357 7680 49664; do echo "  TCP    0.0.0.0:$p    0.0.0.0:0    LISTENING    900"; done; } > list.txt; portplan show list.txt --quiet | sed -n '/^usage/,/^$/p'
usage  unknown: at least 1 of 16,384 ports taken; the range is assumed; BOUND
       sockets are not listed: netstat -anoq has them

usage  ample: 1 of 16,384 ports taken, 16,383 free; the range is assumed

usage  unknown: at least 1 of 16,384 ports taken; the range is assumed; only a
       part is listed: the command above it filters

usage  unknown: at least 1 of 16,384 ports taken; the range is assumed; only a
       part is listed: nothing but listeners

? exit 0

# The state in a command is that of the sockets that it counts.
$ printf 'PS C:\\> Get-NetTCPConnection -State Bound | Group-Object OwningProcess -NoElement\n\nCount Name\n----- ----\n14102 9120\n   38 4\n' > bound.txt; portplan show bound.txt --quiet | sed -n '/^usage/,/cause/p'; printf 'C:\\>netstat -ano | find /c "TIME_WAIT"\n15011\n' > count.txt; portplan show count.txt --quiet --strict | sed -n '/^usage/,/^$/p'
usage  near: at least 14,140 of 16,384 ports taken; the range is assumed;
       sockets are counted, without their ports
       cause: pid 9120 has 14,102 sockets BOUND and not connected: a leak
usage  unknown: 15,011 sockets, counted without the ports that they take
       perhaps: short connections, one after the other, have left 15,011 sockets
       in TIME_WAIT
       sockets: 15,011 TIME_WAIT

? exit 0

# A narrow terminal breaks rows, within words, too; a row that breaks off is told.
$ printf 'Active Connections\n\n  TCP    10.6.0.2:50001         10.6.0.8\n0:443          ESTABLISHED     771\n2\n  TCP    10.6.0.2:50002         10.6.0\n\nC:\\>\n' > narrow.txt; portplan show narrow.txt --strict --format ndjson | grep '"fact"'; portplan show narrow.txt --strict | sed -n '1p;/in use  /p'
{"fact":"socket","protocol":"tcp","port":50001,"address":"10.6.0.2","state":"established","pid":7712,"process":null,"remote_address":"10.6.0.80","remote_port":443,"section":0,"source":{"capture":0,"line":3}}
narrow.txt: netstat rows; 0 rows, 1 line rejected
! narrow.txt:6: warning: the row breaks off [PP-571]
! (portplan explain PP-571 says more)
! narrow.txt:6: warning: the row breaks off [PP-571]
! (portplan explain PP-571 says more)
? exit 0

# What lets remote ends share ports is of Windows 10 and Server 2016; two updates
# bring a part of it to systems before; before Vista the registry has the range.
$ for v in '2008 R2 6.1.7601' '2012 6.2.9200' '2012 R2 6.3.9600' '2003 5.2.3790'; do echo "$v"; { echo "OS Name: Microsoft Windows Server ${v% *}"; echo "OS Version: ${v##* }"; awk 'BEGIN { for (i = 1025; i < 65536; i++) printf "  TCP  10.0.0.5:%d  10.0.0.9:1433  TIME_WAIT\n", i }'; } | portplan check - --quiet | grep -A2 -E 'share|KB|MaxUserPort'; done
2008 R2 6.1.7601
2012 6.2.9200
  or     install KB3014399 and set AutoReusePortRange (Set-NetTCPSetting): then
         remote ends share ports
  or     shorten TIME_WAIT: TcpTimedWaitDelay, 30 to 300 seconds, then restart;
         Microsoft's pages name 120 and 240 as the default
2012 R2 6.3.9600
  or     install KB3149157 and set AutoReusePortRange (Set-NetTCPSetting): then
         remote ends share ports
  or     shorten TIME_WAIT: TcpTimedWaitDelay, 30 to 300 seconds, then restart;
         Microsoft's pages name 120 and 240 as the default
2003 5.2.3790
         HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v MaxUserPort
         /t REG_DWORD /d 60000 /f
? exit 0
# Without sockets, a range that is small is the cause of a sign.
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 1025\nNumber of Ports : 3976\n\nevent 4231 tcpip: a request to allocate an ephemeral port number from the global TCP port space has failed due to all such ports being in use\n' >small.txt; portplan check small.txt --quiet; portplan check small.txt --json --quiet | grep '"cause"'
TCP: no ephemeral port was left (event 4231) (small.txt:6)
  cause: the range is small: 3,976 ports
  to see who has them, which decides the cure, while it happens:
    netstat -anoq
    Get-NetTCPConnection | Group-Object State, OwningProcess
  cure:  widen the range, and reserve the ports in it that services listen on:
         netsh int ipv4 set dynamicport tcp start=32768 num=32768
    "cause": "small-range",
? exit 0
