$ portplan
! usage: portplan [COMMAND] [QUERY] [CAPTURE...] [OPTIONS]
!
! Reads captured output of Windows and says which ports are excluded, by whom, and
! what can be done about it.
!
! commands
!   show         what the captures say: tables, owners, the pool, a map
!   check        can these ports be bound, and if not, why and what cures it
!   what-if      what Windows would answer to each step, and what changes
!   ephemeral    which ports outgoing connections get, and by which rule
!   forecast     how likely each port is to be excluded after a boot
!   suggest      which ports to choose, and the commands that reserve them
!   redact       the same capture without names and addresses, for posting
!   diff         what changed between two captures, and what probably happened
!   verify       does the machine satisfy a policy: for build servers
!   fix          the commands that make ports bindable, and the way back
!   examples     the built-in captures, to be used as @NAME
!   explain      what a diagnostic such as PP-417 or a term such as winnat means
!   help         help on a command or a topic
!
! help on topics: portplan help TOPIC
!   capture      what to run on Windows, ready to paste
!   formats      what --format takes
!   exit-codes   what the exit status means
!   assumptions  what --assume takes
!
! A CAPTURE is a file, a directory of files, - or nothing for standard input, or
! @NAME for a built-in example:
!
!   portplan show @hyper-v
!   portplan check 55555 @hyper-v
!
! Without a COMMAND, ports are checked (portplan 55555 dump.txt); captures alone
! are checked if they name a port, and shown otherwise.
? exit 2

$ portplan help
usage: portplan [COMMAND] [QUERY] [CAPTURE...] [OPTIONS]

Reads captured output of Windows and says which ports are excluded, by whom, and
what can be done about it.

commands
  show         what the captures say: tables, owners, the pool, a map
  check        can these ports be bound, and if not, why and what cures it
  what-if      what Windows would answer to each step, and what changes
  ephemeral    which ports outgoing connections get, and by which rule
  forecast     how likely each port is to be excluded after a boot
  suggest      which ports to choose, and the commands that reserve them
  redact       the same capture without names and addresses, for posting
  diff         what changed between two captures, and what probably happened
  verify       does the machine satisfy a policy: for build servers
  fix          the commands that make ports bindable, and the way back
  examples     the built-in captures, to be used as @NAME
  explain      what a diagnostic such as PP-417 or a term such as winnat means
  help         help on a command or a topic

help on topics: portplan help TOPIC
  capture      what to run on Windows, ready to paste
  formats      what --format takes
  exit-codes   what the exit status means
  assumptions  what --assume takes

A CAPTURE is a file, a directory of files, - or nothing for standard input, or
@NAME for a built-in example:

  portplan show @hyper-v
  portplan check 55555 @hyper-v

Without a COMMAND, ports are checked (portplan 55555 dump.txt); captures alone
are checked if they name a port, and shown otherwise.
? exit 0

$ portplan --help
usage: portplan [COMMAND] [QUERY] [CAPTURE...] [OPTIONS]

Reads captured output of Windows and says which ports are excluded, by whom, and
what can be done about it.

commands
  show         what the captures say: tables, owners, the pool, a map
  check        can these ports be bound, and if not, why and what cures it
  what-if      what Windows would answer to each step, and what changes
  ephemeral    which ports outgoing connections get, and by which rule
  forecast     how likely each port is to be excluded after a boot
  suggest      which ports to choose, and the commands that reserve them
  redact       the same capture without names and addresses, for posting
  diff         what changed between two captures, and what probably happened
  verify       does the machine satisfy a policy: for build servers
  fix          the commands that make ports bindable, and the way back
  examples     the built-in captures, to be used as @NAME
  explain      what a diagnostic such as PP-417 or a term such as winnat means
  help         help on a command or a topic

help on topics: portplan help TOPIC
  capture      what to run on Windows, ready to paste
  formats      what --format takes
  exit-codes   what the exit status means
  assumptions  what --assume takes

A CAPTURE is a file, a directory of files, - or nothing for standard input, or
@NAME for a built-in example:

  portplan show @hyper-v
  portplan check 55555 @hyper-v

Without a COMMAND, ports are checked (portplan 55555 dump.txt); captures alone
are checked if they name a port, and shown otherwise.
? exit 0

$ portplan help check
usage: portplan check [PORTS] [CAPTURE...] [OPTIONS]

can these ports be bound, and if not, why and what cures it

PORTS is a list such as 8080,50051/udp,55500-55599,55500+100; without a protocol
a port is a tcp port. The answer is one of

  free      nothing in the captures stands in its way
  at-risk   works now, but is in the dynamic range, unreserved
  reserved  inside an administered exclusion (*): a plain bind works
  blocked   an exclusion forbids it
  in-use    a socket has it
  unknown   no table of that protocol, rows missing from it, or an error that
            nothing captured explains

The first three mean yes. Without PORTS, check takes the ports of the error
messages in the captures (of Docker, Node.js, .NET, nginx, ...) and says whether
the captures explain the error; if there are none, the ports of a filter such as
findstr :8080, a compose file, code, or a note beside a row. With --each every
CAPTURE, and every entry of a folder, is a machine; the answer is a table.

options
  --format text|json    write the answer as NAME (-f NAME; --json)
  --output FILE         write the answer to FILE, the whole of it or nothing
  --as plain|reuse|exclusive|http.sys|quic|container|reservation
                        ask for this kind of binding (plain)
  --address ADDR        bind this address: 127.0.0.1, 0.0.0.0, ::1, ::
  --each                each CAPTURE, each entry of a folder is a machine
  --assume NAME=VALUE   settle a contested question (help assumptions)
  --section N           use the tables of section N (the latest)
  --all                 use the rows of all tables of a protocol
  --encoding NAME       the encoding of the captures (detected)
  --strict              exit with 4 if anything was rejected or unexplained
  --quiet               leave out notes; warnings and errors stay
  --color auto|always|never
                        colour (auto: on a terminal, without NO_COLOR)
  --ascii               draw with ASCII characters only
  --help                show the help of the command (-h)
  --version             show the version of portplan (-V)

examples
  portplan check 55555 dump.txt
  portplan check 8080,50051/udp --format json dump.txt
  portplan check 8080 --as container @typical-desktop
  portplan check 8080 --address 127.0.0.1 dump.txt netstat.txt
  portplan check bug-report.txt
  portplan check 8080 --each machines/
? exit 0

$ portplan check --help | head -1
usage: portplan check [PORTS] [CAPTURE...] [OPTIONS]
? exit 0

$ portplan help show
usage: portplan show [CAPTURE...] [OPTIONS]

what the captures say: tables, owners, the pool, a map

Shows what each capture is; then, for tcp and udp, a map of the ports, the
dynamic range and how it is known, each exclusion with its likely owner and the
reason for thinking so, and what is left for the system to hand out.

In tables of more than 40 rows, neighbouring rows of one kind are folded into
one line; --rows shows each. --format ndjson writes every fact as it is read and
keeps none, so the input may be larger than memory; count writes totals only;
svg draws the map as a picture.

options
  --format text|json|ndjson|csv|count|svg
                        write the answer as NAME (-f NAME; --json)
  --output FILE         write the answer to FILE, the whole of it or nothing
  --mark PORTS          point at these ports in the map
  --rows                show every row, even of long tables
  --section N           use the tables of section N (the latest)
  --all                 use the rows of all tables of a protocol
  --encoding NAME       the encoding of the captures (detected)
  --strict              exit with 4 if anything was rejected or unexplained
  --quiet               leave out notes; warnings and errors stay
  --color auto|always|never
                        colour (auto: on a terminal, without NO_COLOR)
  --ascii               draw with ASCII characters only
  --help                show the help of the command (-h)
  --version             show the version of portplan (-V)

examples
  portplan show dump.txt
  netsh int ipv4 show excludedportrange tcp | portplan show
  portplan show --format svg --output map.svg @hyper-v
? exit 0

$ portplan help what-if
usage: portplan what-if STEPS [CAPTURE...] [OPTIONS]

what Windows would answer to each step, and what changes

Plays steps on the captured machine; nothing is really changed. Write one step a
line or separate steps by `;`. `#` begins a comment. Words may be shortened:

  reserve [tcp|udp] RANGE [active|persistent]    unreserve [tcp|udp] RANGE
  dynamic [tcp|udp] RANGE                        set NAME=VALUE | unset NAME
  start|stop|restart winnat|hns                  reboot
  enable|disable hyper-v|containers|wsl          kill PID|NAME|holder of PORT
  bind [tcp|udp] PORT [as KIND] [at ADDRESS]     close [tcp|udp] PORT
  config SERVICE auto|demand|disabled
  install KB951748 | preset exchange-2007
  expect PORT[/udp] free|blocked|in-use|at-risk|reserved|bindable
  expect RANGE excluded|not-excluded [administered]
  expect outcome ok|NUMBER                       of the step before
  any expect may end in: at-least P%

Commands from articles work as they are, with prompts, wrappers (cmd /c, sudo,
Start-Process), pipes and what they printed: netsh, net, sc, wmic, reg, dism,
bcdedit, taskkill, shutdown, docker, PowerShell's cmdlets. What cannot be played
is named and counted. With --script FILE leave STEPS out: the first word is a
capture.

--sweep asks where in a range a reservation would be safest, on the machine as
captured or after STEPS: what Windows would accept, and how likely a boot is to
exclude it, with and without the reservation (csv is only for --sweep).

options
  --format text|json|csv
                        write the answer as NAME (-f NAME; --json)
  --output FILE         write the answer to FILE, the whole of it or nothing
  --script FILE         read the steps from FILE (- is standard input)
  --sweep RANGE         where in this range is a reservation safest
  --length N            with --sweep: for N neighbouring ports (1)
  --runs N              play N runs where chance plays a part (10000)
  --seed N              begin the random numbers at N (1)
  --assume NAME=VALUE   settle a contested question (help assumptions)
  --section N           use the tables of section N (the latest)
  --all                 use the rows of all tables of a protocol
  --encoding NAME       the encoding of the captures (detected)
  --strict              a refused step means no; exit with 4 as elsewhere
  --quiet               leave out notes; warnings and errors stay
  --color auto|always|never
                        colour (auto: on a terminal, without NO_COLOR)
  --ascii               draw with ASCII characters only
  --help                show the help of the command (-h)
  --version             show the version of portplan (-V)

examples
  portplan what-if 'stop winnat; reserve 55500+100; start winnat' dump.txt
  portplan what-if --script cure.txt dump.txt
  portplan what-if --sweep 50000-60000 --length 10 dump.txt
  portplan what-if 'reboot; expect 8080 bindable at-least 95%' @typical-desktop
? exit 0

$ portplan help capture
What to run on the Windows machine. No administrator rights are needed, and
nothing is changed. Paste the output into portplan, or save it as a file.

Command prompt, everything in one file:

  (netsh int ipv4 show excludedportrange tcp & netsh int ipv4 show excludedportrange udp & netsh int ipv4 show dynamicport tcp & netsh int ipv4 show dynamicport udp) > dump.txt

PowerShell, the same:

  & { netsh int ipv4 show excludedportrange tcp; netsh int ipv4 show excludedportrange udp; netsh int ipv4 show dynamicport tcp; netsh int ipv4 show dynamicport udp } > dump.txt

Then, here:

  portplan show dump.txt

What each adds:

  show excludedportrange tcp   which ports no program may bind: the answer to
                               most questions, and what must not be missing
  show excludedportrange udp   the same for udp, which has its own table
  show dynamicport tcp, udp    where Windows takes ports for outgoing
                               connections and reserves its blocks; without it
                               the range has to be assumed

Any language and encoding will do, and so will text around the tables: prompts,
quote marks, a whole message from a bug report.
? exit 0

$ portplan help exit-codes
0  yes: the ports can be bound, the expectations hold, the report was written
1  no: a port cannot be bound or is unknown, an expectation failed, a policy is
   violated, or two captures differ
2  no answer: a wrong command line, an unreadable or unwritable file, no memory
3  nothing in the input was recognised as a capture
4  with --strict: something was rejected or left unexplained (a warning was given)

When several apply, the first of 2, 3, 4, 1 wins. When the reader of a pipe goes
away (portplan show ... | head -1), the program ends without a message.
? exit 0

$ portplan help formats
What --format takes, and what each writes:

  text    for people: the answer first, then the evidence; diagnostics go to
          standard error
  json    one document in UTF-8, with its diagnostics inside; `schema` names its
          form (portplan.show/1), whose members may grow but never change
  ndjson  show: one fact a line, written while the input is read
  csv     show: the exclusions, one a line, under a line of names
  count   show: totals only, as one line of JSON
  svg     show: the map of the ports as a picture
  junit, sarif, github, tap
          verify: for build servers

What the captures do not show is null in JSON, and empty in CSV.
Colour is used on a terminal only; NO_COLOR or --color never turns it off,
--color always turns it on.
? exit 0

$ portplan help captures
! portplan: there is no help on 'captures'; did you mean 'capture'?
? exit 2

$ portplan examples
@hyper-v            a developer's PC with Hyper-V: blocks of 100 from port 1031 on, one of them over port 55555
@hyper-v-reserved   the same PC after an administrator reserved 55500-55599
@typical-desktop    a PC with Hyper-V and the default dynamic range: tcp and udp
@low-dynamic-range  a PC whose dynamic range begins at 1024, so that blocks take 1074, 9598, ...
@kubernetes-node    a Windows node of a cluster, with load balancer blocks of 64
@german             the output of a German Windows
? exit 0

$ portplan examples german
C:\Users\me>netsh interface ipv4 show excludedportrange protocol=tcp

Portausschlussbereiche für das Protokoll "tcp"

Startport      Endport
----------    --------
      5357        5357
      5985        5985
     47001       47001
     49152       49152
     49153       49153
     49154       49154
     49851       49950
     50000       50059     *
     50060       50159
     50705       50804
     50805       50904
     50905       51004
     51005       51104
     60706       60805
     60806       60905

* - Verwaltete Portausschlüsse.
? exit 0

$ portplan examples nothing
! portplan: there is no built-in capture 'nothing'; there are hyper-v, hyper-v-reserved, typical-desktop, low-dynamic-range, kubernetes-node, german
? exit 2

# Slips of the finger.
$ portplan shwo @hyper-v
! portplan: there is no command 'shwo'; did you mean 'show'?
? exit 2

$ portplan frobnicate
! portplan: there is no command 'frobnicate'; portplan help lists them
? exit 2

$ portplan show --formt json @hyper-v
! portplan: there is no option '--formt'; did you mean '--format'?
? exit 2

$ portplan show -x @hyper-v
! portplan: there is no option '-x'; options are long: --format
? exit 2

$ portplan show --format yaml @hyper-v
! portplan: show --format takes text, json, ndjson, csv, count or svg, not 'yaml'
? exit 2

$ portplan check 80 --format csv @hyper-v
! portplan: check --format takes text or json, not 'csv'
? exit 2

$ portplan show --script x @hyper-v
! portplan: --script is not an option of 'show'; portplan help show lists them
? exit 2

$ portplan show @hyper-v --format
! portplan: --format takes NAME
? exit 2

$ portplan show --color=sometimes @hyper-v
! portplan: --color takes auto, always or never, not 'sometimes'
? exit 2

$ portplan show --strict=yes @hyper-v
! portplan: --strict takes no value
? exit 2

$ portplan show --encoding klingon @hyper-v
! portplan: --encoding takes utf-8, utf-16le, utf-16be, latin1 or a code page such as cp437, cp850, cp852, cp866, cp932, cp936, cp949, cp950 or cp1252, not 'klingon'
? exit 2

# Options stand anywhere, and a double dash ends them.
$ portplan --format=count show --quiet @hyper-v
{ "schema": "portplan.count/1", "sections": 1, "excluded": 15, "administered": 1, "facts": 15, "rejected": 0 }
? exit 0

$ portplan examples hyper-v > --strict; portplan show --format count -- --strict
{ "schema": "portplan.count/1", "sections": 1, "excluded": 15, "administered": 1, "facts": 15, "rejected": 0 }
? exit 0

# Common options are taken where they do nothing.
$ portplan show --format count --seed 7 --runs 10 --assume block-ports=64 @hyper-v
{ "schema": "portplan.count/1", "sections": 1, "excluded": 15, "administered": 1, "facts": 15, "rejected": 0 }
? exit 0

# Manual pages and completions (tests/golden/completions.py runs them).
$ portplan help explain --format man
.TH PORTPLAN\-EXPLAIN 1 "" "portplan 0.1.0" "portplan"
.SH NAME
portplan\-explain \- what a diagnostic such as PP\-417 or a term such as winnat means
.SH SYNOPSIS
.B portplan explain
[CODE | TERM...] [OPTIONS]
.SH DESCRIPTION
.nf
Says what a diagnostic means and what to do about it; without a CODE, lists
them all. A TERM is one of winnat, hns, http.sys, wsl\-mirrored, administered,
dynamic range, 10013, 10048, 10055, or an assumption such as U\-03.
.fi
.SH OPTIONS
.TP
.B \-\-output FILE
write the answer to FILE, the whole of it or nothing
.TP
.B \-\-color auto|always|never
colour (auto: on a terminal, without NO_COLOR)
.TP
.B \-\-ascii
draw with ASCII characters only
.TP
.B \-\-help
show the help of the command (\-h)
.TP
.B \-\-version
show the version of portplan (\-V)
.SH EXAMPLES
.nf
portplan explain PP\-417
portplan explain winnat
portplan explain
.fi
.SH EXIT STATUS
.nf
0  yes: the ports can be bound, the expectations hold, the report was written
1  no: a port cannot be bound or is unknown, an expectation failed, a policy is
   violated, or two captures differ
2  no answer: a wrong command line, an unreadable or unwritable file, no memory
3  nothing in the input was recognised as a capture
4  with \-\-strict: something was rejected or left unexplained (a warning was given)

When several apply, the first of 2, 3, 4, 1 wins. When the reader of a pipe goes
away (portplan show ... | head \-1), the program ends without a message.
.fi
.SH SEE ALSO
.BR portplan (1)
? exit 0

$ portplan help --format fish | grep 'from explain'
complete -c portplan -n '__fish_seen_subcommand_from explain' -a 'PP-203 PP-211 PP-227 PP-409 PP-417 PP-421 PP-431 PP-437 PP-443 PP-449 PP-457 PP-463 PP-467 PP-479 PP-487 PP-491 PP-499 PP-503 PP-509 PP-521 PP-523 PP-541 PP-547 PP-551 PP-552 PP-553 PP-554 PP-555 PP-556 PP-557 PP-558 PP-559 PP-561 PP-563 PP-565 PP-567 PP-568 PP-569 PP-570 PP-571 PP-572 PP-573 PP-575 PP-577 PP-578 PP-579 PP-581 PP-583 PP-584 PP-587 PP-601 PP-603 PP-607 PP-611 PP-613 PP-617 PP-618 PP-619 PP-811 PP-823 PP-829 PP-837 PP-839 PP-907 PP-911 PP-919 PP-929 PP-937'
complete -c portplan -n '__fish_seen_subcommand_from explain' -l output -r -F -d 'write the answer to FILE, the whole of it or nothing'
complete -c portplan -n '__fish_seen_subcommand_from explain' -l color -x -a 'auto always never' -d 'colour (auto: on a terminal, without NO_COLOR)'
complete -c portplan -n '__fish_seen_subcommand_from explain' -l ascii -d 'draw with ASCII characters only'
complete -c portplan -n '__fish_seen_subcommand_from explain' -l help -d 'show the help of the command (-h)'
complete -c portplan -n '__fish_seen_subcommand_from explain' -l version -d 'show the version of portplan (-V)'
? exit 0

$ portplan help capture --format man
! portplan: --format man is for commands; 'capture' is a topic
? exit 2

$ portplan help check --format bash
! portplan: --format bash writes all commands at once: portplan help --format bash
? exit 2

$ portplan help --format svg
! portplan: help --format takes text, man, bash, zsh or fish, not 'svg'
? exit 2

# An option that several commands have says in each what it does there.
$ portplan suggest --help | grep -A1 -e '^  --protocol' -e '^  --length'
  --length N            suggest ranges of N neighbouring ports (1)
  --protocol tcp|udp|tcp,udp
                        what the ports are for (tcp); tcp,udp: for both
? exit 0

$ portplan forecast --help | grep -A1 -e '^  --protocol'
  --protocol tcp|udp    for PORTS that name none, and the overview (tcp)
  --samples N           write N simulated boots: --format ndjson or netsh
? exit 0

# Without a command: ports are checked, captures that name a port as well, all
# others are shown.
$ portplan 55555 @hyper-v --quiet | head -1
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
? exit 0

$ portplan @hyper-v --quiet | head -1
@hyper-v: netsh excluded port ranges, tcp, English; 15 rows, nothing left out
? exit 0

$ (portplan examples hyper-v; echo 'listen tcp 0.0.0.0:55555: bind: An attempt was made to access a socket in a way forbidden by its access permissions.') > bug.txt; portplan bug.txt --quiet | head -2; portplan --quiet < bug.txt | head -1; portplan bug.txt --json | head -2
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 55500-55599, owner winnat (likely): block of 100 (bug.txt:21)
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
{
  "schema": "portplan.check/1",
? exit 0

$ portplan @hyper-v -f count
{ "schema": "portplan.count/1", "sections": 1, "excluded": 15, "administered": 1, "facts": 15, "rejected": 0 }
? exit 0

$ portplan @hyper-v --as container --quiet
! portplan: @hyper-v (netsh excluded port ranges, tcp, English) names no port: name one, as in portplan check 1031 @hyper-v, or see portplan show @hyper-v
? exit 2

# The ports may come last.
$ portplan @hyper-v 55555 --quiet | head -1; portplan @hyper-v tcp:55555 --quiet | head -1; portplan check @hyper-v @typical-desktop 55555 --quiet | head -1; portplan fix @hyper-v 55555 --quiet | head -1; portplan @hyper-v 55555 @typical-desktop
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
55555/tcp  at-risk: it can be bound now, but is in the dynamic range, where a
55555/tcp  blocked, excluded 55500-55599, owner winnat (@hyper-v:21)
! @typical-desktop:17: warning: this tcp table differs from an earlier one; it is taken as the state of the machine (use --section N or --all to choose otherwise) [PP-601]
! @hyper-v:3: note: the earlier table
! (portplan explain PP-601 says more)
! portplan: the ports come first, then the captures: portplan check PORTS @hyper-v
? exit 2

$ portplan @hyper-v --script steps.txt
! portplan: --script is not an option of 'show'; portplan help show lists them
? exit 2

# A terminal that waits, or nothing piped: then nothing was asked.
$ printf '' | portplan --json 2>&1 | head -1
usage: portplan [COMMAND] [QUERY] [CAPTURE...] [OPTIONS]
? exit 0

$ portplan examples hyper-v > dump.txt; portplan dunp.txt; portplan dump; portplan show ./Dmp.txt; portplan check 80 dump.tx; portplan check dmp.txt; portplan what-if --script dump.tzt @hyper-v; portplan verify dump.txt.json @hyper-v
! portplan: there is no file or command 'dunp.txt'; did you mean 'dump.txt'?
! portplan: there is no command 'dump'; did you mean 'dump.txt'?
! portplan: cannot read './Dmp.txt': No such file or directory; did you mean './dump.txt'?
! portplan: cannot read 'dump.tx': No such file or directory; did you mean 'dump.txt'?
! portplan: 'dmp.txt' is not a port or range, and there is no such file: expected a number; did you mean 'dump.txt'?
! portplan: cannot read 'dump.tzt': No such file or directory; did you mean 'dump.txt'?
! portplan: cannot read 'dump.txt.json': No such file or directory
? exit 2

$ portplan show @hyperv; portplan examples hyperv; portplan @germn
! portplan: there is no built-in capture '@hyperv'; did you mean '@hyper-v'?
! portplan: there is no built-in capture 'hyperv'; did you mean 'hyper-v'?
! portplan: there is no built-in capture '@germn'; did you mean '@german'?
? exit 2

$ portplan -V
portplan 0.1.0
? exit 0

$ portplan check -h | head -1
usage: portplan check [PORTS] [CAPTURE...] [OPTIONS]
? exit 0

$ portplan show -format json @hyper-v
! portplan: there is no option '-format'; did you mean '--format'?
? exit 2
