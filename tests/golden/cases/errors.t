# --- errors whose meaning is not one refused port --------------------------

# The JDK says "in use" of a port that Windows refused, too: an exclusion
# explains it.
$ printf 'java.net.BindException: Address already in use: JVM_Bind\nCaused by: Port 55571 was already in use.\n' | portplan check - @hyper-v --quiet
55571/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 55500-55599, owner winnat (likely): block of 100 (@hyper-v:21)
  asked by: java, standard input:1: error 10048 or 10013; the exclusion explains
    it
  cure: stop winnat, reserve 55571, start winnat; the block comes back elsewhere
        or use another port: the nearest is 55498 or 55601, which is at risk
        too: no good port is left outside the dynamic range
next: portplan fix - @hyper-v (the same text on standard input)
? exit 1

$ printf 'java.net.BindException: Address already in use: JVM_Bind\nCaused by: Port 55571 was already in use.\n' | portplan show - --format ndjson --quiet
{"fact":"bind-error","protocol":"tcp","port":55571,"error":10048,"also":10013,"program":"java","address":null,"section":0,"source":{"capture":0,"line":1}}
? exit 0

# The protocol stands in the line above, or before a colon.
$ printf 'ports are not available: exposing port UDP 0.0.0.0:3481\nbind: Only one usage of each socket address (protocol/network address/port) is normally permitted.\n' | portplan check - --quiet
3481/udp  unknown: the captures hold no exclusion table for udp
  asked by: docker, standard input:2: error 10048; the captures do not show
    enough to explain it
  3481 is registered for cleanerliverc (IANA)
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
? exit 1

$ printf 'failed to listen: listen udp:127.0.0.1:21824: bind: An attempt was made to access a socket in a way forbidden by its access permissions\n' | portplan check - --quiet
21824/udp  unknown: the captures hold no exclusion table for udp
  asked by: go, standard input:1: error 10013; the captures do not show enough
    to explain it
  add the table of this protocol:
    netsh int ipv4 show excludedportrange protocol=udp
? exit 1

# No local port is left: the port in the message is the other side's.
$ printf 'Error: connect EADDRNOTAVAIL 10.0.0.9:443 - Local (10.0.0.5:0)\n' | portplan check -
! standard input:1:1: note: a connection got no local port, or its local address does not belong to this machine (10049); the port does not matter: count the sockets (netstat -anoq) [PP-583]
! (portplan explain PP-583 says more)
! portplan: nothing in the captures names a port; name it yourself: portplan check 8080 -
? exit 2

$ printf 'dial tcp 127.0.0.1:1080: bind: An operation on a socket could not be performed because the system lacked sufficient buffer space or because a queue was full.\n' | portplan show - --format ndjson --quiet
{"fact":"bind-error","protocol":"tcp","port":null,"error":10055,"outgoing":true,"program":null,"address":null,"section":0,"source":{"capture":0,"line":1}}
? exit 0

# HNS and WSL name no port; their causes are told.
$ printf 'hnsCall failed in Win32: The specified port already exists. (0x803b0013)\n' | portplan check -
! standard input:1:1: note: HNS could not take a port (0x803b0013, the specified port already exists): its pool of 64 ports is used up, or a program of this machine listens on the port on all addresses [PP-583]
! (portplan explain PP-583 says more)
! portplan: nothing in the captures names a port; name it yourself: portplan check 8080 -
? exit 2

$ printf 'wsl: Failed to configure network (networkingMode Mirrored). Error code: CreateInstance/CreateVm/ConfigureNetworking/0x8007054f\n' | portplan check -
! standard input:1:1: note: WSL's mirrored networking found no free block of 4096 ports (0x8007054f): exclusions or sockets are in all of its places, the first of them 44620-48715 [PP-583]
! (portplan explain PP-583 says more)
! portplan: nothing in the captures names a port; name it yourself: portplan check 8080 -
? exit 2
