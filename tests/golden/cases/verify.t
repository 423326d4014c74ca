# A machine that satisfies the policy, and one that does not.
$ portplan verify fixtures/machines/shop.policy.json fixtures/machines/hosts/build-07 --today 2027-01-15 --strict
shop: passed; 9 checks: 9 hold
? exit 0

$ portplan verify fixtures/machines/shop.policy.json fixtures/machines/hosts/build-08 --hostname build-08 --today 2027-01-15
shop on build-08: failed; 9 checks: 2 fail, 1 is waived, 6 hold
  error     containers: 50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013) (fixtures/machines/hosts/build-08/netsh.txt:18)
            named in fixtures/machines/compose.yaml:10
  error     kept: 50070-50079/tcp is not reserved: no administered exclusion covers port 50070
  waived    no-maxuserport: MaxUserPort is in the registry (fixtures/machines/hosts/build-08/registry.reg:6)
            waived until 2027-03-31: set anew by the old installer, which goes in spring
? exit 1

# Several machines, one answer; the waiver has expired.
$ portplan verify fixtures/machines/shop.policy.json --each fixtures/machines/hosts --today 2027-04-01
shop on 2 machines: failed; 18 checks: 3 fail, 15 hold
build-07: 9 checks: 9 hold
build-08: 9 checks: 3 fail, 6 hold
  error     containers: 50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013) (fixtures/machines/hosts/build-08/netsh.txt:18)
            named in fixtures/machines/compose.yaml:10
  error     kept: 50070-50079/tcp is not reserved: no administered exclusion covers port 50070
  error     no-maxuserport: MaxUserPort is in the registry (fixtures/machines/hosts/build-08/registry.reg:6)
            its waiver expired on 2027-03-31: set anew by the old installer, which goes in spring
? exit 1

$ portplan verify fixtures/machines/shop.policy.json --each fixtures/machines/hosts --today 2027-01-15 --format json
{
  "schema": "portplan.verify/1",
  "policy": "shop",
  "passed": false,
  "fail_on": "error",
  "strict": false,
  "checks": {
    "total": 18,
    "hold": 15,
    "fail": 2,
    "below_fail_on": 0,
    "unknown": 0,
    "waived": 1,
    "baseline": 0
  },
  "captures": [
    { "name": "fixtures/machines/hosts/build-07/netsh.txt", "host": "build-07" },
    { "name": "fixtures/machines/hosts/build-07/registry.reg", "host": "build-07" },
    { "name": "fixtures/machines/hosts/build-08/netsh.txt", "host": "build-08" },
    { "name": "fixtures/machines/hosts/build-08/registry.reg", "host": "build-08" }
  ],
  "unread": [],
  "findings": [
    {
      "rule": "containers",
      "kind": "violation",
      "severity": "error",
      "host": "build-08",
      "port": null,
      "protocol": "tcp",
      "start": 50070,
      "end": 50071,
      "message": "50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)",
      "source": { "capture": 2, "line": 18 },
      "location": {
        "file": "fixtures/machines/compose.yaml",
        "line": 10,
        "service": "events"
      },
      "waived": false,
      "baseline": false,
      "fails": true,
      "fingerprint": "d1117edafade8825"
    },
    {
      "rule": "kept",
      "kind": "violation",
      "severity": "error",
      "host": "build-08",
      "port": null,
      "protocol": "tcp",
      "start": 50070,
      "end": 50079,
      "message": "50070-50079/tcp is not reserved: no administered exclusion covers port 50070",
      "source": null,
      "location": { "file": "fixtures/machines/shop.policy.json", "line": 9 },
      "waived": false,
      "baseline": false,
      "fails": true,
      "fingerprint": "d453d1c06a16c46d"
    },
    {
      "rule": "no-maxuserport",
      "kind": "violation",
      "severity": "error",
      "host": "build-08",
      "port": null,
      "protocol": null,
      "start": null,
      "end": null,
      "message": "MaxUserPort is in the registry",
      "source": { "capture": 3, "line": 6 },
      "location": { "file": "fixtures/machines/shop.policy.json", "line": 12 },
      "waived": true,
      "baseline": false,
      "fails": false,
      "fingerprint": "9b55568f0f4474c6"
    }
  ],
  "waivers": [
    { "rule": "no-maxuserport", "host": "build-08", "reason": "set anew by the old installer, which goes in spring", "expires": "2027-03-31", "expired": false, "used": true }
  ],
  "diagnostics": [],
  "diagnostics_dropped": 0
}
? exit 1

$ portplan verify fixtures/machines/shop.policy.json --each fixtures/machines/hosts --today 2027-01-15 --format junit
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="shop" tests="18" failures="2" errors="0">
  <testsuite name="build-07" tests="9" failures="0" errors="0" skipped="0">
    <testcase classname="containers" name="8080/tcp"/>
    <testcase classname="containers" name="50070-50071/tcp"/>
    <testcase classname="containers" name="9100/tcp"/>
    <testcase classname="back-office" name="7080/tcp"/>
    <testcase classname="back-office" name="5080/tcp"/>
    <testcase classname="kept" name="50070-50079/tcp"/>
    <testcase classname="high-range" name="dynamic-range-within/tcp"/>
    <testcase classname="room" name="free-run/tcp"/>
    <testcase classname="no-maxuserport" name="absent"/>
  </testsuite>
  <testsuite name="build-08" tests="9" failures="2" errors="0" skipped="1">
    <testcase classname="containers" name="8080/tcp"/>
    <testcase classname="containers" name="50070-50071/tcp">
      <failure type="error" message="50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)"/>
    </testcase>
    <testcase classname="containers" name="9100/tcp"/>
    <testcase classname="back-office" name="7080/tcp"/>
    <testcase classname="back-office" name="5080/tcp"/>
    <testcase classname="kept" name="50070-50079/tcp">
      <failure type="error" message="50070-50079/tcp is not reserved: no administered exclusion covers port 50070"/>
    </testcase>
    <testcase classname="high-range" name="dynamic-range-within/tcp"/>
    <testcase classname="room" name="free-run/tcp"/>
    <testcase classname="no-maxuserport" name="absent">
      <skipped message="MaxUserPort is in the registry (waived until 2027-03-31: set anew by the old installer, which goes in spring)"/>
    </testcase>
  </testsuite>
</testsuites>
? exit 1

$ portplan verify fixtures/machines/shop.policy.json fixtures/machines/hosts/build-08 --hostname build-08 --today 2027-01-15 --format sarif
{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "portplan",
          "semanticVersion": "0.1.0",
          "rules": [
            {
              "id": "containers",
              "shortDescription": {
                "text": "the ports can be bound, now or after a reboot"
              },
              "defaultConfiguration": { "level": "error" }
            },
            {
              "id": "back-office",
              "shortDescription": {
                "text": "the ports can be bound, now or after a reboot"
              },
              "defaultConfiguration": { "level": "error" }
            },
            {
              "id": "kept",
              "shortDescription": {
                "text": "administered exclusions cover the ports"
              },
              "defaultConfiguration": { "level": "error" }
            },
            {
              "id": "high-range",
              "shortDescription": {
                "text": "the dynamic range is within a range"
              },
              "defaultConfiguration": { "level": "warning" }
            },
            {
              "id": "room",
              "shortDescription": {
                "text": "so many adjacent free ports are left in the dynamic range"
              },
              "defaultConfiguration": { "level": "error" }
            },
            {
              "id": "no-maxuserport",
              "shortDescription": {
                "text": "a registry value, a service or a feature is absent"
              },
              "defaultConfiguration": { "level": "error" }
            }
          ]
        }
      },
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "containers",
          "ruleIndex": 0,
          "kind": "fail",
          "level": "error",
          "message": {
            "text": "build-08: 50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": { "uri": "fixtures/machines/compose.yaml" },
                "region": { "startLine": 10 }
              }
            }
          ],
          "relatedLocations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "fixtures/machines/hosts/build-08/netsh.txt"
                },
                "region": { "startLine": 18 }
              },
              "message": { "text": "the line that decides" }
            }
          ],
          "partialFingerprints": { "portplanFinding/v1": "d1117edafade8825" },
          "suppressions": [],
          "properties": { "host": "build-08" }
        },
        {
          "ruleId": "kept",
          "ruleIndex": 2,
          "kind": "fail",
          "level": "error",
          "message": {
            "text": "build-08: 50070-50079/tcp is not reserved: no administered exclusion covers port 50070."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "fixtures/machines/shop.policy.json"
                },
                "region": { "startLine": 9, "startColumn": 5 }
              }
            }
          ],
          "partialFingerprints": { "portplanFinding/v1": "d453d1c06a16c46d" },
          "suppressions": [],
          "properties": { "host": "build-08" }
        },
        {
          "ruleId": "no-maxuserport",
          "ruleIndex": 5,
          "kind": "fail",
          "level": "error",
          "message": { "text": "build-08: MaxUserPort is in the registry." },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "fixtures/machines/shop.policy.json"
                },
                "region": { "startLine": 12, "startColumn": 5 }
              }
            }
          ],
          "relatedLocations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "fixtures/machines/hosts/build-08/registry.reg"
                },
                "region": { "startLine": 6 }
              },
              "message": { "text": "the line that decides" }
            }
          ],
          "partialFingerprints": { "portplanFinding/v1": "9b55568f0f4474c6" },
          "suppressions": [
            { "kind": "external", "status": "accepted", "justification": "set anew by the old installer, which goes in spring" }
          ],
          "properties": { "host": "build-08" }
        }
      ]
    }
  ]
}
? exit 1

$ portplan verify fixtures/machines/shop.policy.json --each fixtures/machines/hosts --today 2027-04-01 --format github
::error file=fixtures/machines/compose.yaml,line=10,title=containers::build-08: 50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)
::error file=fixtures/machines/shop.policy.json,line=9,title=kept::build-08: 50070-50079/tcp is not reserved: no administered exclusion covers port 50070
::error file=fixtures/machines/shop.policy.json,line=12,title=no-maxuserport::build-08: MaxUserPort is in the registry (its waiver expired on 2027-03-31: set anew by the old installer, which goes in spring)
portplan: shop: failed; 18 checks: 3 fail, 15 hold
? exit 1

$ portplan verify fixtures/machines/shop.policy.json --each fixtures/machines/hosts --today 2027-01-15 --format tap
TAP version 14
1..18
ok 1 - build-07: containers: 8080/tcp
ok 2 - build-07: containers: 50070-50071/tcp
ok 3 - build-07: containers: 9100/tcp
ok 4 - build-07: back-office: 7080/tcp
ok 5 - build-07: back-office: 5080/tcp
ok 6 - build-07: kept: 50070-50079/tcp
ok 7 - build-07: high-range: dynamic-range-within/tcp
ok 8 - build-07: room: free-run/tcp
ok 9 - build-07: no-maxuserport: absent
ok 10 - build-08: containers: 8080/tcp
not ok 11 - build-08: containers: 50070-50071/tcp
  ---
  message: "50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)"
  severity: error
  kind: violation
  fingerprint: "d1117edafade8825"
  ...
ok 12 - build-08: containers: 9100/tcp
ok 13 - build-08: back-office: 7080/tcp
ok 14 - build-08: back-office: 5080/tcp
not ok 15 - build-08: kept: 50070-50079/tcp
  ---
  message: "50070-50079/tcp is not reserved: no administered exclusion covers port 50070"
  severity: error
  kind: violation
  fingerprint: "d453d1c06a16c46d"
  ...
ok 16 - build-08: high-range: dynamic-range-within/tcp
ok 17 - build-08: room: free-run/tcp
not ok 18 - build-08: no-maxuserport: absent # TODO borne, MaxUserPort is in the registry (waived until 2027-03-31: set anew by the old installer, which goes in spring)
? exit 1

# What is not captured is unknown.
$ printf '{"schema":"portplan.policy/1","rules":[{"id":"kept","require":"reserved","ports":"50000+10","persistent":true},{"id":"high","require":"dynamic-range-within","range":"49152-65535","severity":"warning"},{"id":"room","require":"free-run","count":4096},{"id":"no-value","require":"absent","value":"MaxUserPort","severity":"note"},{"id":"udp","require":"bindable","ports":"53/udp"}]}' > p.json; portplan verify p.json @hyper-v --quiet
p.json: passed; 5 checks: 5 are unknown
  unknown   kept: 50000-50009/tcp is reserved; no capture shows whether it survives a reboot (@hyper-v:20)
  unknown   high: the dynamic range 1024-65534 (assumed) of tcp is not within 49152-65535
  unknown   room: longest free run of the dynamic range: 44642 as far as the captures show, at least 4096 asked (tcp)
  unknown   no-value: MaxUserPort: no capture shows its whole key
  unknown   udp: 53/udp: the captures hold no exclusion table for udp
? exit 0

$ printf '{"schema":"portplan.policy/1","rules":[{"id":"kept","require":"reserved","ports":"50000+10","persistent":true},{"id":"high","require":"dynamic-range-within","range":"49152-65535","severity":"warning"},{"id":"room","require":"free-run","count":4096},{"id":"no-value","require":"absent","value":"MaxUserPort","severity":"note"},{"id":"udp","require":"bindable","ports":"53/udp"}]}' > p.json; portplan verify p.json @hyper-v --quiet --strict --fail-on warning
p.json: failed; 5 checks: 4 fail, 1 is unknown
  unknown   kept: 50000-50009/tcp is reserved; no capture shows whether it survives a reboot (@hyper-v:20)
  unknown   high: the dynamic range 1024-65534 (assumed) of tcp is not within 49152-65535
  unknown   room: longest free run of the dynamic range: 44642 as far as the captures show, at least 4096 asked (tcp)
  unknown   no-value: MaxUserPort: no capture shows its whole key
  unknown   udp: 53/udp: the captures hold no exclusion table for udp
? exit 1

# A baseline accepts what there was.
$ portplan verify fixtures/machines/shop.policy.json fixtures/machines/hosts/build-08 --today 2027-04-01 --write-baseline known.json >/dev/null; cat known.json
{
  "schema": "portplan.baseline/1",
  "findings": [
    { "fingerprint": "8e9ff8e2f9e2530c", "rule": "containers", "host": null, "message": "50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)" },
    { "fingerprint": "bb07a01855b922c4", "rule": "kept", "host": null, "message": "50070-50079/tcp is not reserved: no administered exclusion covers port 50070" },
    { "fingerprint": "029b64bd272b72e3", "rule": "no-maxuserport", "host": null, "message": "MaxUserPort is in the registry" }
  ]
}
? exit 0

$ portplan verify fixtures/machines/shop.policy.json fixtures/machines/hosts/build-08 --today 2027-04-01 --write-baseline known.json >/dev/null; portplan verify fixtures/machines/shop.policy.json fixtures/machines/hosts/build-08 --today 2027-04-01 --baseline known.json
shop: passed; 9 checks: 3 are in the baseline, 6 hold
  baseline  containers: 50070-50071/tcp of 'events' cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013) (fixtures/machines/hosts/build-08/netsh.txt:18)
            named in fixtures/machines/compose.yaml:10
  baseline  kept: 50070-50079/tcp is not reserved: no administered exclusion covers port 50070
  baseline  no-maxuserport: MaxUserPort is in the registry (fixtures/machines/hosts/build-08/registry.reg:6)
? exit 0

# Policies that are wrong.
$ portplan verify
! portplan: which policy? portplan verify POLICY [CAPTURE...]
? exit 2

$ portplan verify no-such.json @hyper-v
! portplan: cannot read 'no-such.json': No such file or directory
? exit 2

$ echo '{"schema":"portplan.policy/1","rules":[],}' | portplan verify - @hyper-v
! standard input:1:42: error: this is not JSON from here on [PP-907]
! {"schema":"portplan.policy/1","rules":[],}
!                                          ^
! (portplan explain PP-907 says more)
? exit 2

$ echo '{"schema":"portplan.policy/1","rules":[{"id":"a","require":"bindable","from":"no.yaml"}]}' | portplan verify - @hyper-v
! portplan: cannot read 'no.yaml': No such file or directory
? exit 2

$ echo '{"schema":"portplan.policy/1","rules":[{"id":"a","require":"pool"},{"id":"a","require":"bindable","ports":"80-70"}],"waivers":[{"rule":"b"}]}' | portplan verify - @hyper-v
! standard input:1:40: error: 'count' is missing here [PP-911]
! {"schema":"portplan.policy/1","rules":[{"id":"a","require":"pool"},{"id":"a","require":"bindable","ports":"80-70"}],"waivers":[{"rule":"b"}]}
!                                        ^
! standard input:1:107: error: '80-70' is not a port or range: the end is below the start [PP-919]
! {"schema":"portplan.policy/1","rules":[{"id":"a","require":"pool"},{"id":"a","require":"bindable","ports":"80-70"}],"waivers":[{"rule":"b"}]}
!                                                                                                           ^
! standard input:1:74: error: another rule has the id 'a' [PP-929]
! {"schema":"portplan.policy/1","rules":[{"id":"a","require":"pool"},{"id":"a","require":"bindable","ports":"80-70"}],"waivers":[{"rule":"b"}]}
!                                                                          ^
! standard input:1:136: error: there is no rule 'b' [PP-929]
! {"schema":"portplan.policy/1","rules":[{"id":"a","require":"pool"},{"id":"a","require":"bindable","ports":"80-70"}],"waivers":[{"rule":"b"}]}
!                                                                                                                                        ^
! standard input:1:128: error: 'reason' is missing here [PP-911]
! {"schema":"portplan.policy/1","rules":[{"id":"a","require":"pool"},{"id":"a","require":"bindable","ports":"80-70"}],"waivers":[{"rule":"b"}]}
!                                                                                                                                ^
! (portplan explain PP-911 says more)
? exit 2

$ printf '{"schema":"portplan.policy/1","rules":[{"id":"a","require":"bindable","from":"c.yaml"}]}' > p.json; printf 'services:\n  web:\n    ports:\n      - x:80\n' > c.yaml; portplan verify p.json @hyper-v
! c.yaml:4:9: error: these are not published ports such as 8080:80, 127.0.0.1:8080:80/udp or 3000-3005:3000-3005 [PP-937]
!       - x:80
!         ^
! (portplan explain PP-937 says more)
? exit 2

# Words that do not fit together.
$ portplan verify fixtures/machines/shop.policy.json --each
! portplan: --each needs a CAPTURE for every machine
? exit 2

$ portplan verify fixtures/machines/shop.policy.json --each --hostname x @hyper-v
! portplan: --hostname names one machine, and --each reads several: leave one out
? exit 2

$ echo '{}' | portplan verify -
! standard input:1:1: error: 'schema' must be "portplan.policy/1" [PP-919]
! {}
! ^
! (portplan explain PP-919 says more)
? exit 2

$ portplan verify fixtures/machines/shop.policy.json @hyper-v --today tomorrow
! portplan: --today takes a day such as 2027-03-31, not 'tomorrow'
? exit 2

$ portplan verify fixtures/machines/shop.policy.json @hyper-v --format csv
! portplan: verify --format takes text, json, junit, sarif, github or tap, not 'csv'
? exit 2

$ echo hello | portplan verify fixtures/machines/shop.policy.json --format sarif --output x.sarif; echo $?; ls
3
fixtures
! portplan: nothing in standard input looks like output of netsh
! what to capture on the Windows machine: portplan help capture
? exit 0

# Nothing of a name reaches the terminal as it is.
$ printf '{"schema":"portplan.policy/1","name":"a\\u001b[31mb","rules":[{"id":"i\\u0007","require":"bindable","ports":"55555"}]}' > p.json; portplan verify p.json @hyper-v --quiet
a\x1B[31mb: failed; 1 check: 1 fails
  error     i\x07: 55555/tcp cannot be bound: excluded 55500-55599, owner winnat; Windows answers WSAEACCES (10013) (@hyper-v:21)
? exit 1

# A machine that is empty, broken or missing does not keep the others from their
# answer, and is an error in every report.
$ mkdir hosts; portplan examples typical-desktop > hosts/web01.txt; : > hosts/web02.txt; echo hello > hosts/web03.txt; echo '{"schema":"portplan.policy/1","rules":[{"id":"web","ports":"50070","require":"bindable"}]}' > p.json; portplan verify p.json --each hosts web04.txt --today 2027-01-15; for f in junit tap github; do portplan verify p.json --each hosts --today 2027-01-15 --format $f --output $f 2> err; echo "$?"; cat $f; done
p.json on 1 of 4 machines: failed; 1 check: 1 fails
web01: 1 check: 1 fails
  error     web: 50070/tcp cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013) (hosts/web01.txt:25)
web02: not verified: hosts/web02.txt is empty
web03: not verified: nothing in hosts/web03.txt looks like output of netsh
web04: not verified: web04.txt cannot be read
2
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="p.json" tests="3" failures="1" errors="2">
  <testsuite name="web01" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="web" name="50070/tcp">
      <failure type="error" message="50070/tcp cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)"/>
    </testcase>
  </testsuite>
  <testsuite name="web02" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="capture" name="hosts/web02.txt">
      <error type="capture" message="hosts/web02.txt is empty"/>
    </testcase>
  </testsuite>
  <testsuite name="web03" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="capture" name="hosts/web03.txt">
      <error type="capture" message="nothing in hosts/web03.txt looks like output of netsh"/>
    </testcase>
  </testsuite>
</testsuites>
2
TAP version 14
1..3
not ok 1 - web01: web: 50070/tcp
  ---
  message: "50070/tcp cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)"
  severity: error
  kind: violation
  fingerprint: "3f87181eab8b2044"
  ...
not ok 2 - web02: capture
  ---
  message: "hosts/web02.txt is empty"
  severity: error
  ...
not ok 3 - web03: capture
  ---
  message: "nothing in hosts/web03.txt looks like output of netsh"
  severity: error
  ...
2
::error file=p.json,line=1,title=web::web01: 50070/tcp cannot be bound: excluded 50060-50159, owner winnat; Windows answers WSAEACCES (10013)
::error file=hosts/web02.txt,title=capture::web02: hosts/web02.txt is empty
::error file=hosts/web03.txt,title=capture::web03: nothing in hosts/web03.txt looks like output of netsh
portplan: p.json: failed; 1 check: 1 fails
! portplan: hosts/web02.txt is empty
! portplan: nothing in hosts/web03.txt looks like output of netsh
! portplan: cannot read 'web04.txt': No such file or directory
? exit 0

$ : > web02.txt; echo '{"schema":"portplan.policy/1","rules":[{"id":"web","ports":"80","require":"bindable"}]}' > p.json; portplan verify p.json --each web02.txt --today 2027-01-15 --json | grep -A2 unread; portplan verify p.json --each web02.txt --today 2027-01-15 -f sarif --write-baseline known.json | grep -A18 invocations; test -e known.json
  "unread": [
    { "host": "web02", "file": "web02.txt", "message": "web02.txt is empty" }
  ],
      "invocations": [
        {
          "executionSuccessful": false,
          "toolExecutionNotifications": [
            {
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": { "uri": "web02.txt" }
                  }
                }
              ],
              "message": { "text": "web02: web02.txt is empty." },
              "level": "error"
            }
          ]
        }
      ],
      "columnKind": "unicodeCodePoints",
! portplan: web02.txt is empty
! portplan: web02.txt is empty
! portplan: not every machine could be read: 'known.json' is not written
? exit 1

# Rows that are missing can only make a count worse: what holds is unknown, what
# is violated stays violated.
$ printf 'Protocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : 1024\nNumber of Ports : 64511\n\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n      2904        3003\n...\n     50000       50059     *\n\n* - Administered port exclusions.\n' > dump.txt; echo '{"schema":"portplan.policy/1","rules":[{"id":"run","require":"free-run","count":1000},{"id":"big","require":"free-run","count":60000},{"id":"blocks","require":"blocks","count":50},{"id":"none","require":"blocks","count":0}]}' > p.json; portplan verify p.json dump.txt --quiet
p.json: failed; 4 checks: 2 fail, 2 are unknown
  unknown   run: longest free run of the dynamic range: 46996 as far as the captures show, at least 1000 asked (tcp)
  error     big: longest free run of the dynamic range: 46996, at least 60000 required (tcp)
  unknown   blocks: blocks of winnat and HNS: 1 as far as the captures show, at most 50 asked (tcp)
  error     none: blocks of winnat and HNS: 1, at most 0 required (tcp)
? exit 1
