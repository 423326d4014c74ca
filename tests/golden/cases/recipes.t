# Recipes as they are pasted: which steps they are, and what is not played.
$ for r in fixtures/recipes/*; do echo "${r##*/}"; portplan what-if --script $r @typical-desktop --quiet --runs 20 2>> err | grep -E '^[0-9]+ +[a-zA-Z"]|^   x |not run|differs|^change nothing|^not played' | grep -v ' runs, seed'; done
01-reserve-one.txt
1  stop winnat                  net stop winnat
2  reserve tcp 1880
3  start winnat                 net start winnat
02-hns-off-on.txt
1  stop hns                     net stop hns
2  start hns                    net start hns
03-hns-one-line.txt
1  stop hns                     net stop hns
2  start hns                    net start hns
04-hns-state.txt
1  netsh int ipv4 show dynamicport tcp
2  dynamic tcp 49152+16384
3  set EnableExcludedPortRange=0
4  reboot                       shutdown /r /t 0
05-networks-removed.txt
1  stop docker                  net stop com.docker.service
2  stop hns                     net stop hns
3  del 'C:\ProgramData\Microsoft\Windows\HNS\HNS.data'
4  Remove-ContainerNetwork
5  Remove-NetNat
6  start hns                    net start hns
7  start docker                 net start com.docker.service
8  docker network create -d nat --subnet=192.168.1.0/24 mynat
change nothing here: steps 3, 4, 5, 8
not played: 1 piece of output (line 9)
06-networks-with-errors.txt
1  stop docker                  net stop com.docker.service
2  stop hns                     net stop hns
3  Remove-ContainerNetwork
4  del C:\ProgramData\Microsoft\Windows\HNS\HNS.data
5  start hns                    net start hns
6  start docker                 net start com.docker.service
change nothing here: steps 3, 4
07-who-holds-it.txt
1  netstat -ano
2  tasklist /FI "PID eq 12345"
3  kill 12345                   taskkill /F /PID 12345
4  kill holder of tcp 3000
08-proxies-of-wsl.txt
1  wsl.exe -e exit
2  close tcp 11434
3  close tcp 22
4  bind tcp 11434 at 0.0.0.0
5  bind tcp 22 at 0.0.0.0
change nothing here: steps 1
not played: 1 unknown command (line 3)
09-address-by-loop.txt
1  bind tcp 2375 at 0.0.0.0
2  wsl -d Ubuntu -u root -e nohup sh -c "dockerd -H tcp://%wsl_ip% &" < nul > nul 2>&1
change nothing here: steps 2
not played: 1 loop (line 3)
10-collector-port.txt
1  netsh interface ip show excludedportrange protocol=tcp
2  stop winnat                  net stop winnat
3  reserve tcp 55679
4  start winnat                 net start winnat
5  netsh interface ip show excludedportrange protocol=tcp
11-toggle.txt
1  dism /online /get-features
2  dynamic tcp 49152+16384
3  dynamic udp 49152+16384
4  unset EnableExcludedPortRange
not played: 1 branch that only the machine decides (line 2)
12-reset-with-checks.txt
1  net session >nul 2>&1
2  netsh int ip reset >nul 2>&1
change nothing here: steps 2
13-delete-and-add-again.txt
1  unreserve tcp 5141+100
   x refused (2): The system cannot find the file specified.
2  reserve tcp 5141+32
3  reserve tcp 5174+67
14-range-moved.txt
1  dynamic tcp 50000+15536
2  dynamic udp 50000+15536
3  reboot                       shutdown /r /t 0
15-hyper-v-off-and-on.txt
1  disable hyper-v
2  reserve tcp 50051
   x refused (32): The process cannot access the file because it is being used by another process.
3  enable hyper-v
not played: 2 unknown commands (line 3, 5)
not played: 1 command with arguments that cannot be used (line 1)
16-with-answers.txt
1  stop hns                     net stop hns
   differs from the paste, where Windows refuses (3521)
2  start hns                    net start hns
17-max-user-port.txt
1  set MaxUserPort=65534
2  set TcpTimedWaitDelay=30
3  reboot                       shutdown /r /t 0
18-kill-by-name.txt
1  netstat -ano
2  tasklist
3  kill 4711                    taskkill /F /PID 4711
4  kill QQ.exe                  taskkill /F /IM QQ.exe
19-elevated-one-liner.txt
1  stop winnat                  net stop winnat
2  reserve tcp 8081
3  start winnat                 net start winnat
20-from-git-bash.txt
1  netstat -ano
2  kill 4242                    taskkill /F /PID 4242
3  stop winnat                  net stop winnat
4  start winnat                 net start winnat
21-docker-anew.txt
1  wsl --shutdown
2  stop docker                  net stop com.docker.service
3  kill "Docker Desktop.exe"    taskkill /F /IM "Docker Desktop.exe"
4  start docker                 net start com.docker.service
6  start docker
   x refused (2182): The requested service has already been started.
change nothing here: steps 5
22-winnat-disabled.txt
1  stop winnat                  net stop winnat
2  config winnat disabled       sc config winnat start= disabled
3  reboot                       shutdown /r /t 0
23-hypervisor-off.txt
1  set hypervisorlaunchtype=off
2  reboot                       shutdown /r /t 0
3  netsh int ipv4 show excludedportrange protocol=tcp
4  set hypervisorlaunchtype=auto
5  reboot
24-administered-range.txt
1  reserve tcp 50060+60
   x refused (32): The process cannot access the file because it is being used by another process.
2  restart winnat               net stop winnat && net start winnat
3  reserve tcp 50060+60
25-repair-all.txt
1  sfc /scannow
2  DISM /Online /Cleanup-Image /RestoreHealth
3  netsh winsock reset
4  netsh int ip reset
5  ipconfig /release
6  ipconfig /renew
7  ipconfig /flushdns
8  netcfg -d
9  reboot                       shutdown /r /t 0
change nothing here: steps 1, 3, 4, 8
26-http-sys.txt
1  net stop was /y
2  net stop http /y
3  sc config http start= disabled
4  iisreset /stop
5  netsh http show servicestate
6  netsh http add iplisten ipaddress=127.0.0.1
7  netsh http delete urlacl url=http://+:80/
change nothing here: steps 1, 2, 3, 4, 6, 7
27-forwarding-script.txt
1  Remove-NetFireWallRule -DisplayName 'WSL 2 Firewall Unlock'
2  New-NetFireWallRule -DisplayName 'WSL 2 Firewall Unlock' -Direction Inbound -LocalPort $ports_a -Action Allow -Protocol TCP
change nothing here: steps 1, 2
not played: 1 unknown command (line 1)
not played: 1 loop (line 19)
not played: 1 branch that only the machine decides (line 4)
28-own-nat.txt
1  New-VMSwitch -SwitchName "NATSwitch" -SwitchType Internal
2  New-NetIPAddress -IPAddress 192.168.100.1 -PrefixLength 24 -InterfaceAlias "vEthernet (NATSwitch)"
3  New-NetNat -Name NATNetwork -InternalIPInterfaceAddressPrefix 192.168.100.0/24
4  bind tcp 8443 as container
change nothing here: steps 1, 2, 3
29-everything-of-hns.txt
1  Remove-HnsNetwork
2  Remove-NetNat -Confirm:$false
3  stop hns                     net stop hns
4  stop winnat                  net stop winnat
5  Remove-Item C:\ProgramData\Microsoft\Windows\HNS\HNS.data -Force
6  netcfg -d
7  reboot                       shutdown /r /t 0
change nothing here: steps 1, 2, 5, 6
30-script-with-admin-check.txt
1  net session >nul 2>&1
2  stop winnat                  net stop winnat
3  docker compose up -d
4  start winnat                 net start winnat
change nothing here: steps 3
not played: 1 branch that only the machine decides (line 6)
31-between-compose.txt
1  docker-compose down
2  stop winnat                  net stop winnat
3  docker-compose up -d
4  start winnat                 net start winnat
change nothing here: steps 1, 3
32-powershell-ranges.txt
1  Get-NetTCPSetting
2  dynamic tcp 49152+16384
3  dynamic udp 49152+16384
4  restart winnat               net stop winnat && net start winnat
5  restart hns                  net stop hns && net start hns
? exit 0

# With --strict each command has to be a step.
$ for r in fixtures/recipes/*; do portplan what-if --script $r @typical-desktop --quiet --strict --runs 20 > out 2> err || echo "$? ${r##*/}"; done
4 08-proxies-of-wsl.txt
4 09-address-by-loop.txt
4 11-toggle.txt
1 13-delete-and-add-again.txt
4 15-hyper-v-off-and-on.txt
1 21-docker-anew.txt
1 24-administered-range.txt
4 27-forwarding-script.txt
4 30-script-with-admin-check.txt
? exit 0
