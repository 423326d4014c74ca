# tasklist names the process behind netstat's id; of svchost.exe the services, too.
$ printf 'C:\\>netstat -ano\n  TCP    0.0.0.0:9100           0.0.0.0:0              LISTENING       5212\n  UDP    0.0.0.0:5355           *:*                                    1084\n\nC:\\>tasklist\n\nImage Name                     PID Session Name        Session#    Mem Usage\n========================= ======== ================ =========== ============\nSystem Idle Process              0 Services                   0          8 K\nindexd.exe                    5212 Services                   0     21,112 K\n\nC:\\>tasklist /svc | findstr 1084\nsvchost.exe                   1084 Dnscache\n' > who.txt; portplan check tcp:9100,udp:5355 who.txt; portplan show who.txt --format ndjson
9100/tcp  in-use: a program that binds it gets WSAEADDRINUSE (10048)
  in use by indexd.exe, pid 5212, on 0.0.0.0, listening (who.txt:2)
  9100 is registered for hp-pdl-datastr, pdl-datastream (IANA); commonly run:
    Printer raw port (JetDirect/PDL), Prometheus node exporter
  cure: stop indexd.exe (process id 5212), or use another port
5355/udp  in-use: a program that binds it gets WSAEADDRINUSE (10048)
  in use by svchost.exe: Dnscache, pid 1084, on 0.0.0.0 (who.txt:3)
  5355 is registered for llmnr (IANA); commonly run: LLMNR (DNS Client)
  cure: stop the program with process id 1084, or use another port
next: portplan fix tcp:9100,udp:5355 who.txt
{"fact":"socket","protocol":"tcp","port":9100,"address":"0.0.0.0","state":"listening","pid":5212,"process":null,"section":0,"source":{"capture":0,"line":2}}
{"fact":"socket","protocol":"udp","port":5355,"address":"0.0.0.0","state":null,"pid":1084,"process":null,"section":0,"source":{"capture":0,"line":3}}
{"fact":"process","pid":0,"name":"System Idle Process","services":null,"section":1,"source":{"capture":0,"line":9}}
{"fact":"process","pid":5212,"name":"indexd.exe","services":null,"section":1,"source":{"capture":0,"line":10}}
{"fact":"process","pid":1084,"name":"svchost.exe","services":"Dnscache","section":1,"source":{"capture":0,"line":13}}
? exit 0

# Group-Object counts sockets; the command says by what.
$ printf 'PS C:\\> Get-NetTCPConnection | Group-Object State, OwningProcess | Sort-Object Count -Descending\n\nCount Name                      Group\n----- ----                      -----\n 9204 Bound, 5120               {MSFT_NetTCPConnection (InstanceID = "x"), MSFT_NetTCPConnection (Instanc...\n   41 Listen, 4                 {MSFT_NetTCPConnection (InstanceID = "x")...\n   1x Listen, 9                 {MSFT_NetTCPConnection (InstanceID = "x")...\n' > groups.txt; portplan show groups.txt --format ndjson
{"fact":"socket-count","protocol":"tcp","count":9204,"port":null,"state":"bound","pid":5120,"process":null,"remote_address":null,"remote_port":null,"section":0,"source":{"capture":0,"line":5}}
{"fact":"socket-count","protocol":"tcp","count":41,"port":null,"state":"listening","pid":4,"process":null,"remote_address":null,"remote_port":null,"section":0,"source":{"capture":0,"line":6}}
! groups.txt:7:4: warning: this is no number of sockets: '1x' [PP-570]
!    1x Listen, 9                 {MSFT_NetTCPConnection (InstanceID = "x")...
!    ^~
! (portplan explain PP-570 says more)
? exit 0

# A listing of Volatility: who has the port is known, and a closed connection is told.
$ printf 'Offset\tProto\tLocalAddr\tLocalPort\tForeignAddr\tForeignPort\tState\tPID\tOwner\tCreated\n0xa0\tTCPv4\t10.1.1.7\t50110\t10.2.2.9\t443\tESTABLISHED\t-\t-\tN/A\n0xa1\tTCPv4\t0.0.0.0\t8447\t0.0.0.0\t0\tLISTENING\t2204\tweb.exe\t2024-03-01 10:00:00.000000\n0xa2\tTCPv4\t10.1.1.7\t50111\t10.2.2.9\t443\tCLOSED\t2204\tweb.exe\tN/A\n' > image.txt; portplan check 8447 image.txt; portplan show image.txt --format ndjson
8447/tcp  in-use: a program that binds it gets WSAEADDRINUSE (10048)
  in use by web.exe, pid 2204, on 0.0.0.0, listening (image.txt:3)
  cure: stop web.exe (process id 2204), or use another port
next: portplan fix 8447 image.txt
{"fact":"socket","protocol":"tcp","port":50110,"address":"10.1.1.7","state":"established","pid":null,"process":null,"remote_address":"10.2.2.9","remote_port":443,"section":0,"source":{"capture":0,"line":2}}
{"fact":"socket","protocol":"tcp","port":8447,"address":"0.0.0.0","state":"listening","pid":2204,"process":"web.exe","section":0,"source":{"capture":0,"line":3}}
! image.txt:4:40: note: a closed connection holds no port [PP-572]
! 0xa2    TCPv4   10.1.1.7        50111   10.2.2.9        443     CLOSED  2204    web.exe N/A
!                                                                 ^~~~~~
! (portplan explain PP-572 says more)
! image.txt:4:40: note: a closed connection holds no port [PP-572]
! 0xa2    TCPv4   10.1.1.7        50111   10.2.2.9        443     CLOSED  2204    web.exe N/A
!                                                                 ^~~~~~
! (portplan explain PP-572 says more)
? exit 0

# Counters of TCP: failed attempts are a sign, no proof.
$ printf 'TCP Statistics for IPv4\n\n  Active Opens                        = 52010\n  Passive Opens                       = 804\n  Failed Connection Attempts          = 7120\n  Reset Connections                   = 51x\n' > counters.txt; portplan show counters.txt; portplan show counters.txt --format ndjson
counters.txt: TCP statistics; 0 rows, 1 line rejected, rows are missing

failed  7,120 connection attempts over IPv4, beside 52,010 active and 804
        passive opens (counters.txt:5): a sign that ports may have run out, no
        proof; the other end may have refused them

tcp   not captured: netsh int ipv4 show excludedportrange tcp

udp   not captured: netsh int ipv4 show excludedportrange udp
{"fact":"setting","scope":"tcp-statistics","name":"Active Opens","value":"52010","section":0,"source":{"capture":0,"line":3}}
{"fact":"setting","scope":"tcp-statistics","name":"Passive Opens","value":"804","section":0,"source":{"capture":0,"line":4}}
{"fact":"setting","scope":"tcp-statistics","name":"Failed Connection Attempts","value":"7120","section":0,"source":{"capture":0,"line":5}}
! counters.txt:6:41: warning: expected a number, got '51x' [PP-575]
!   Reset Connections                   = 51x
!                                         ^~~
! (portplan explain PP-575 says more)
! counters.txt:6:41: warning: expected a number, got '51x' [PP-575]
!   Reset Connections                   = 51x
!                                         ^~~
! (portplan explain PP-575 says more)
? exit 0

# Listings that say nothing of ports are recognised and give no fact.
$ printf 'PS C:\\> Get-NetNat\n\nName                             : lab\nExternalIPInterfaceAddressPrefix :\nInternalIPInterfaceAddressPrefix : 172.27.0.0/20\nUdpIdleSessionTimeout            : 120\nActive                           : True\n' > nat.txt; printf '\nReceiveSideScaling       : Enabled\nReceiveSegmentCoalescing : Enabled\nChimney                  : Disabled\n' > offload.txt; printf '\nID           : 7d2a\nManagementIP : 10.8.0.5\nName         : nat\nPolicies     : {}\nSubnets      : {@{AddressPrefix=172.27.0.0/20}}\n' > network.txt; for i in nat offload network; do portplan show $i.txt --quiet --strict | head -1; portplan show $i.txt --format ndjson; done
nat.txt: PowerShell list; 0 rows, nothing left out
offload.txt: PowerShell list; 0 rows, nothing left out
network.txt: PowerShell list; 0 rows, nothing left out
? exit 0
