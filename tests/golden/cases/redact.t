# redact: the capture on standard output, what was changed on standard error.

$ printf 'C:\\Users\\alice>hostname\nSRV1\n' | portplan redact
C:\Users\user1>hostname
host1
! portplan: nothing in standard input looks like output of netsh; names were replaced all the same
! redacted 1 user name in 1 place, 1 host name in 1 place
! in prose, only names that also appear elsewhere as names are replaced: read it
! before you post it; --name WORD replaces another word
? exit 3

$ portplan redact @hyper-v | head -4
C:\Users\Xyz> netsh interface ipv4 show excludedportrange protocol=tcp

Protocol tcp Port Exclusion Ranges

! redacted nothing: no name found
! in prose, only names that also appear elsewhere as names are replaced: read it
! before you post it; --name WORD replaces another word
? exit 0

# What names nobody comes out byte for byte.
$ portplan redact --quiet @hyper-v | cmp - fixtures/documented/hyper-v.txt
? exit 0

# One document with the counts, the text within; a word of the caller's.
$ printf '[SRV1]: PS C:\\Users\\alice> netsh int ipv4 show dynamicport tcp\nStart Port      : 49152\nNumber of Ports : 16384\nalice likes Contoso on 10.1.2.3\n' | portplan redact --name contoso --format json
{
  "schema": "portplan.redact/1",
  "encoding": "utf-8",
  "redacted": {
    "user": { "names": 1, "places": 2 },
    "host": { "names": 1, "places": 1 },
    "domain": { "names": 0, "places": 0 },
    "name": { "names": 1, "places": 1 },
    "process": { "names": 0, "places": 0 },
    "folder": { "names": 0, "places": 0 },
    "ipv4": { "names": 1, "places": 1 },
    "ipv6": { "names": 0, "places": 0 },
    "mac": { "names": 0, "places": 0 },
    "sid": { "names": 0, "places": 0 },
    "guid": { "names": 0, "places": 0 },
    "serial": { "names": 0, "places": 0 }
  },
  "masked_bytes": 0,
  "control_characters": 0,
  "kept_processes": 0,
  "cut_lines": 0,
  "facts": 1,
  "same_facts": true,
  "text": "[host1]: PS C:\\Users\\user1> netsh int ipv4 show dynamicport tcp\nStart Port      : 49152\nNumber of Ports : 16384\nuser1 likes name1 on 192.0.2.1\n"
}
? exit 0

$ portplan redact a b
! portplan: redact takes one capture, not 2
? exit 2

$ portplan redact @nothing
! portplan: there is no built-in capture '@nothing'; there are @hyper-v, @hyper-v-reserved, @typical-desktop, @low-dynamic-range, @kubernetes-node, @german
? exit 2

$ portplan redact --encoding klingon @hyper-v
! portplan: --encoding takes an encoding such as utf-8, utf-16le, cp850, not 'klingon'
? exit 2

$ portplan redact --name= @hyper-v
! portplan: --name takes a word, not ''
? exit 2

$ portplan redact fixtures/registry/hive-system.hiv
! portplan: 'fixtures/registry/hive-system.hiv' is a registry hive, not text; export its keys with reg export and redact that
? exit 2

$ portplan redact fixtures
! portplan: 'fixtures' is a directory; redact takes one file
? exit 2

$ portplan redact --strict --quiet fixtures/malformed/netsh_excluded/end-too-big.txt

Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      1031        1130
     55506      555605
     50000       50059     *
     55500       55599

* - Administered port exclusions.

? exit 4

# The image of a process that registered a URL: its path and its name go.
$ portplan redact fixtures/netsh/servicestate-requestq-en.txt --quiet

Snapshot of HTTP service state (Request Queue View): 
----------------------------------------------------- 

Request queue name: Request queue is unnamed.
    Version: 2.0
    State: Active
    Max requests: 1000
    Number of active processes attached: 1
    Processes:
        ID: 1412, image: C:\Windows\System32\svchost.exe
        Services: WinRM
        Tagged Service: WinRM
    URL groups:
    URL group ID: FC00000120000001
        State: Active
        Request queue name: Request queue is unnamed.
        Properties:
            Max bandwidth: inherited
            Timeouts:
                Timeout values inherited
            Number of registered URLs: 2
            Registered URLs:
                HTTP://+:5985/WSMAN/
                HTTP://+:47001/WSMAN/
    Server session ID: FF00000010000001
        Version: 2.0
        State: Active
        Properties:
            Max bandwidth: 4294967295
            Timeouts:
                Idle connection timeout (secs): 120

Request queue name: IdlePool
    Version: 2.0
    State: Active
    Max requests: 1000
    Number of active processes attached: 0
    Processes:

Request queue name: ExamplePool
    Version: 2.0
    State: Active
    Max requests: 1000
    Number of active processes attached: 1
    Processes:
        ID: 3248, image: C:\Windows\System32\folder1\w3wp.exe
    URL groups:
    URL group ID: FA00000120000001
        State: Active
        Request queue name: ExamplePool
        Properties:
            Max bandwidth: inherited
            Timeouts:
                Timeout values inherited
            Number of registered URLs: 1
            Registered URLs:
                HTTP://*:8080/
    Server session ID: FD00000010000001
        Version: 2.0
        State: Active
        Properties:
            Max bandwidth: 4294967295
            Timeouts:
                Idle connection timeout (secs): 120

Request queue name: Request queue is unnamed.
    Version: 2.0
    State: Active
    Max requests: 1000
    Number of active processes attached: 1
    Processes:
        ID: 4796, image: C:\Program Files\folder2\process1.exe
    URL groups:
    URL group ID: F900000120000001
        State: Active
        Request queue name: Request queue is unnamed.
        Properties:
            Max bandwidth: inherited
            Timeouts:
                Timeout values inherited
            Number of registered URLs: 1
            Registered URLs:
                HTTP://+:8000/EXAMPLE/
    Server session ID: FC00000010000001
        Version: 2.0
        State: Active
        Properties:
            Max bandwidth: 4294967295
            Timeouts:
                Idle connection timeout (secs): 120

? exit 0
