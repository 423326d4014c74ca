# The question that people come with.
$ portplan check 55555 @hyper-v
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013), and netstat shows no owner
  excluded 55500-55599, owner winnat (likely): block of 100 (@hyper-v:21)
  cure: stop winnat, reserve 55555, start winnat; the block comes back elsewhere
        or take another port: the nearest without an exclusion are 55499 and 55600
! @hyper-v: note: no capture shows the tcp dynamic range, 1024-65534 is assumed: 1024+64511, the smallest usual range that holds every block [PP-617]
! (portplan explain PP-617 says more)
? exit 1

$ portplan check 55555 @hyper-v-reserved --quiet
55555/tcp  reserved: an administered exclusion keeps it free
  excluded 55500-55599 *, owner administrator (likely): administered, not HNS's 50000+60 (@hyper-v-reserved:21)
  a program's plain bind works; http.sys, QUIC and published container ports are refused
? exit 0

# One of each kind of answer.
$ portplan check 8137,60000,50010,50070/tcp @typical-desktop
8137/tcp  free: nothing in the captures stands in its way
60000/tcp  at-risk: it can be bound now, but lies in the dynamic range, where a socket or a reserved block may take it
  in the dynamic range 49152-65535, captured (@typical-desktop:5)
  cure: reserve it before something takes it: netsh int ipv4 add excludedportrange protocol=tcp startport=60000 numberofports=1
50010/tcp  reserved: an administered exclusion keeps it free
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS makes itself (@typical-desktop:24)
  a program's plain bind works; http.sys, QUIC and published container ports are refused
50070/tcp  blocked: a program that binds it gets WSAEACCES (10013), and netstat shows no owner
  excluded 50060-50159, owner winnat: block of 100 inside the dynamic range (@typical-desktop:25)
  cure: stop winnat, reserve 50070, start winnat; the block comes back elsewhere
        or take another port: the nearest without an exclusion are 49799 and 50360
? exit 1

$ portplan check 8080/udp @hyper-v --quiet
8080/udp  unknown: the captures hold no exclusion table for udp
  add the table of this protocol: netsh int ipv4 show excludedportrange protocol=udp
? exit 1

# Another kind of binding.
$ portplan check 50010 --as http.sys @typical-desktop
50010/tcp  blocked: a URL registration with HTTP.sys gets ERROR_SHARING_VIOLATION (32), and netstat shows no owner
  excluded 50000-50059 *, owner hns-excluded-range: administered, the range HNS makes itself (@typical-desktop:24)
  cure: http.sys cannot take a port of an administered exclusion; remove it first: netsh int ipv4 delete excludedportrange protocol=tcp startport=50000 numberofports=60
        or take another port: the nearest without an exclusion are 49799 and 50360
? exit 1

# Ranges are answered in runs that share everything; JSON has every port.
$ portplan check 55490-55610 @hyper-v --quiet
55490-55499/tcp  at-risk: it can be bound now, but lies in the dynamic range, where a socket or a reserved block may take it
  in the dynamic range 1024-65534, assumed: 1024+64511, the smallest usual range that holds every block
  cure: reserve it before something takes it: netsh int ipv4 add excludedportrange protocol=tcp startport=55490 numberofports=10
55500-55599/tcp  blocked: a program that binds it gets WSAEACCES (10013), and netstat shows no owner
  excluded 55500-55599, owner winnat (likely): block of 100 (@hyper-v:21)
  cure: stop winnat, reserve 55500-55599, start winnat; the block comes back elsewhere
        or take another port: the nearest without an exclusion are 55499 and 55600
55600-55610/tcp  at-risk: it can be bound now, but lies in the dynamic range, where a socket or a reserved block may take it
  in the dynamic range 1024-65534, assumed: 1024+64511, the smallest usual range that holds every block
  cure: reserve it before something takes it: netsh int ipv4 add excludedportrange protocol=tcp startport=55600 numberofports=11
? exit 1

$ portplan check 55498+3 @hyper-v --format json
{
  "schema": "portplan.check/1",
  "ports": [
    {
      "port": 55498,
      "protocol": "tcp",
      "verdict": "at-risk",
      "as": "plain",
      "error": null,
      "reasons": [
        { "kind": "dynamic-range", "start": 1024, "end": 65534, "basis": "assumed", "source": null }
      ],
      "nearest_free": [],
      "advice": [
        "reserve it before something takes it: netsh int ipv4 add excludedportrange protocol=tcp startport=55498 numberofports=2"
      ]
    },
    {
      "port": 55499,
      "protocol": "tcp",
      "verdict": "at-risk",
      "as": "plain",
      "error": null,
      "reasons": [
        { "kind": "dynamic-range", "start": 1024, "end": 65534, "basis": "assumed", "source": null }
      ],
      "nearest_free": [],
      "advice": [
        "reserve it before something takes it: netsh int ipv4 add excludedportrange protocol=tcp startport=55498 numberofports=2"
      ]
    },
    {
      "port": 55500,
      "protocol": "tcp",
      "verdict": "blocked",
      "as": "plain",
      "error": 10013,
      "reasons": [
        {
          "kind": "excluded",
          "start": 55500,
          "end": 55599,
          "administered": false,
          "owner": "winnat",
          "confidence": "likely",
          "reason": "block of 100",
          "source": { "capture": 0, "line": 21 }
        },
        { "kind": "dynamic-range", "start": 1024, "end": 65534, "basis": "assumed", "source": null }
      ],
      "nearest_free": [55499, 55600],
      "advice": [
        "stop winnat, reserve 55500, start winnat; the block comes back elsewhere",
        "or take another port: the nearest without an exclusion are 55499 and 55600"
      ]
    }
  ],
  "diagnostics": [
    { "code": "PP-617", "severity": "note", "message": "no capture shows the tcp dynamic range, 1024-65534 is assumed: 1024+64511, the smallest usual range that holds every block", "capture": 0, "line": null, "column": null }
  ],
  "diagnostics_dropped": 0
}
? exit 1

# A query that is none.
$ portplan check
! portplan: check needs ports: portplan check 8080,50051/udp dump.txt
? exit 2

$ portplan check 80,x @hyper-v
! portplan: 'x' is no port or range: expected a number
? exit 2

$ portplan check 0 @hyper-v
! portplan: '0' is no port or range: port 0 cannot be named, ports go from 1 to 65535
? exit 2

$ portplan check 70000 @hyper-v
! portplan: '70000' is no port or range: the range goes above port 65535
? exit 2

$ portplan check 200-100 @hyper-v
! portplan: '200-100' is no port or range: the end lies before the start
? exit 2

$ portplan check @hyper-v 80
! portplan: the ports come first, then the captures: portplan check PORTS @hyper-v
? exit 2

$ portplan check 80 --as root @hyper-v
! portplan: --as takes plain, reuse, exclusive, http.sys, quic, container or reservation, not 'root'
? exit 2
