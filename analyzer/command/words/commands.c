/* The table of commands. */
#include "commands.h"

#include <string.h>

#include "options.h"
#include "print/table.h"

/* clang-format off */
static const struct command table[] = {
    {
        .name = "show",
        .bit = FOR_SHOW,
        .usage = "[CAPTURE...]",
        .summary = "what the captures say: tables, owners, the pool, a map",
        .formats = "text|json|ndjson|csv|count|svg",
        .details =
            "Shows what each capture is; then, for tcp and udp, a map of the ports, the\n"
            "dynamic range and how it is known, each exclusion with its likely owner and the\n"
            "reason for thinking so, and what is left for the system to hand out.\n"
            "\n"
            "In tables of more than 40 rows, neighbouring rows of one kind are folded into\n"
            "one line; --rows shows each. --format ndjson writes every fact as it is read and\n"
            "keeps none, so the input may be larger than memory; count writes totals only;\n"
            "svg draws the map as a picture.\n",
        .examples =
            "portplan show dump.txt\n"
            "netsh int ipv4 show excludedportrange tcp | portplan show\n"
            "portplan show --format svg --output map.svg @hyper-v\n",
    },
    {
        .name = "check",
        .bit = FOR_CHECK,
        .usage = "[PORTS] [CAPTURE...]",
        .summary = "can these ports be bound, and if not, why and what cures it",
        .formats = "text|json",
        .details =
            "PORTS is a list such as 8080,50051/udp,55500-55599,55500+100; without a protocol\n"
            "a port is a tcp port. The answer is one of\n"
            "\n"
            "  free      nothing in the captures stands in its way\n"
            "  at-risk   works now, but is in the dynamic range, unreserved\n"
            "  reserved  inside an administered exclusion (*): a plain bind works\n"
            "  blocked   an exclusion forbids it\n"
            "  in-use    a socket has it\n"
            "  unknown   no table of that protocol, rows missing from it, or an error that\n"
            "            nothing captured explains\n"
            "\n"
            "The first three mean yes. Without PORTS, check takes the ports of the error\n"
            "messages in the captures (of Docker, Node.js, .NET, nginx, ...) and says whether\n"
            "the captures explain the error; if there are none, the ports of a filter such as\n"
            "findstr :8080, a compose file, code, or a note beside a row. With --each every\n"
            "CAPTURE, and every entry of a folder, is a machine; the answer is a table.\n",
        .examples =
            "portplan check 55555 dump.txt\n"
            "portplan check 8080,50051/udp --format json dump.txt\n"
            "portplan check 8080 --as container @typical-desktop\n"
            "portplan check 8080 --address 127.0.0.1 dump.txt netstat.txt\n"
            "portplan check bug-report.txt\n"
            "portplan check 8080 --each machines/\n",
    },
    {
        .name = "what-if",
        .bit = FOR_WHAT_IF,
        .usage = "STEPS [CAPTURE...]",
        .summary = "what Windows would answer to each step, and what changes",
        .formats = "text|json|csv",
        .details =
            "Plays steps on the captured machine; nothing is really changed. Write one step a\n"
            "line or separate steps by `;`. `#` begins a comment. Words may be shortened:\n"
            "\n"
            "  reserve [tcp|udp] RANGE [active|persistent]    unreserve [tcp|udp] RANGE\n"
            "  dynamic [tcp|udp] RANGE                        set NAME=VALUE | unset NAME\n"
            "  start|stop|restart winnat|hns                  reboot\n"
            "  enable|disable hyper-v|containers|wsl          kill PID|NAME|holder of PORT\n"
            "  bind [tcp|udp] PORT [as KIND] [at ADDRESS]     close [tcp|udp] PORT\n"
            "  config SERVICE auto|demand|disabled\n"
            "  install KB951748 | preset exchange-2007\n"
            "  expect PORT[/udp] free|blocked|in-use|at-risk|reserved|bindable\n"
            "  expect RANGE excluded|not-excluded [administered]\n"
            "  expect outcome ok|NUMBER                       of the step before\n"
            "  any expect may end in: at-least P%\n"
            "\n"
            "Commands from articles work as they are, with prompts, wrappers (cmd /c, sudo,\n"
            "Start-Process), pipes and what they printed: netsh, net, sc, wmic, reg, dism,\n"
            "bcdedit, taskkill, shutdown, docker, PowerShell's cmdlets. What cannot be played\n"
            "is named and counted. With --script FILE leave STEPS out: the first word is a\n"
            "capture.\n"
            "\n"
            "--sweep asks where in a range a reservation would be safest, on the machine as\n"
            "captured or after STEPS: what Windows would accept, and how likely a boot is to\n"
            "exclude it, with and without the reservation (csv is only for --sweep).\n",
        .examples =
            "portplan what-if 'stop winnat; reserve 55500+100; start winnat' dump.txt\n"
            "portplan what-if --script cure.txt dump.txt\n"
            "portplan what-if --sweep 50000-60000 --length 10 dump.txt\n"
            "portplan what-if 'reboot; expect 8080 bindable at-least 95%' @typical-desktop\n",
    },
    {
        .name = "ephemeral",
        .bit = FOR_EPHEMERAL,
        .usage = "[CAPTURE...]",
        .summary = "which ports outgoing connections get, and by which rule",
        .formats = "text|json|csv|markdown",
        .details =
            "Says which ports the system hands out by itself, for captured or given settings:\n"
            "the range, the rule that gives it, what else it could be where sources disagree,\n"
            "what is wrong with the settings, and where services may listen.\n"
            "\n"
            "With settings alone nothing is read; captures are named, - is standard input.\n"
            "Settings given outrank captured ones; a range that netsh printed outranks all.\n"
            "--table prints the rules of all versions (csv and markdown are only for it).\n"
            "\n"
            "With --rate it says whether the pool can sustain so many connections a second,\n"
            "how long an unused pool lasts, which share is refused in the long run, by\n"
            "formula and by simulation, and what would help most.\n",
        .examples =
            "portplan ephemeral dump.txt\n"
            "portplan ephemeral --os 2003 --kb KB951746 --max-user-port 60000\n"
            "portplan ephemeral --os 11 --dynamic tcp:1024+13977\n"
            "portplan ephemeral --preset exchange-2010\n"
            "portplan ephemeral --rate 200 --hold 2 dump.txt\n"
            "portplan ephemeral --table\n",
    },
    {
        .name = "forecast",
        .bit = FOR_FORECAST,
        .usage = "[PORTS] [CAPTURE...]",
        .summary = "how likely each port is to be excluded after a boot",
        .formats = "text|json|csv|svg|ndjson|netsh",
        .details =
            "Simulates many boots of the captured machine and counts in how many of them a\n"
            "block of winnat or HNS covers each port. PORTS is a list such as\n"
            "8080,50051/udp,55500-55599; without it only the overview is shown: where blocks\n"
            "go, how many there are, and which stretches of ports are safest.\n"
            "\n"
            "Without a CAPTURE nothing is read (- is standard input), and the machine is\n"
            "a typical one of a --profile:\n"
            "\n"
            "  desktop          with Hyper-V, like the captures of the corpus; the default\n"
            "  server           a node with pools of 64 for load balancers\n"
            "  windows-10-1709  with blocks of 10\n"
            "\n"
            "--precision simulates boots in rounds until the share of every port asked for\n"
            "(of every dynamic port, if none is) is known to within P, or --runs is reached.\n"
            "--samples writes single boots instead of shares.\n",
        .examples =
            "portplan forecast 55555,8137 dump.txt\n"
            "portplan forecast\n"
            "portplan forecast 50051 --dynamic tcp:1024+13977\n"
            "portplan forecast --format csv --output shares.csv dump.txt\n"
            "portplan forecast --samples 3 --format netsh\n",
    },
    {
        .name = "suggest",
        .bit = FOR_SUGGEST,
        .usage = "[CAPTURE...]",
        .summary = "which ports to choose, and the commands that reserve them",
        .formats = "text|json|markdown",
        .details =
            "Suggests ports of 1025 and above that are neither excluded nor in use,\n"
            "preferably outside every dynamic range, rarely excluded in simulated boots, and\n"
            "neither registered, nor common, nor known for malware. Each comes with the\n"
            "reasons for and against it; --table shows the rules and their weights.\n"
            "\n"
            "Several files are one machine. Each entry of a directory (a file, or a directory\n"
            "of files) is a machine, and so is what each --host names; a suggestion is good\n"
            "on all of them. Without a CAPTURE nothing is read (- is standard input): then\n"
            "only Windows' defaults and the lists of ports count.\n"
            "\n"
            "--protocol tcp,udp asks for one number that is free in both, --length N for N\n"
            "neighbouring ports. Ties are broken at random, the same way each time; another\n"
            "--seed chooses others (markdown is only for --table).\n",
        .examples =
            "portplan suggest dump.txt\n"
            "portplan suggest --for http --near 8080 dump.txt\n"
            "portplan suggest --protocol tcp,udp --length 10 --host a.txt --host b.txt\n"
            "portplan suggest --also linux,macos captures/\n"
            "portplan suggest --table\n",
    },
    {
        .name = "redact",
        .bit = FOR_REDACT,
        .usage = "[CAPTURE]",
        .summary = "the same capture without names and addresses, for posting",
        .formats = "text|json",
        .details =
            "Writes the capture with the names of people, machines, domains, programs and\n"
            "folders, and with addresses, SIDs, GUIDs and product ids replaced, each by the\n"
            "same word everywhere. Ports, process ids, versions and updates stay. The result\n"
            "is read again to check that it states the same facts about ports (if not, the\n"
            "exit status is 1).\n"
            "\n"
            "In prose a name is replaced only if it also appears as a name elsewhere (in a\n"
            "path, a prompt, a label, a column), or is given by --name. Counts of what was\n"
            "changed go to standard error; --format json writes the counts and the text as\n"
            "one document.\n",
        .examples =
            "portplan redact dump.txt > public.txt\n"
            "portplan redact --name Contoso --name Fabrikam --output public.txt dump.txt\n"
            "portplan redact --format json dump.txt\n",
    },
    {
        .name = "diff",
        .bit = FOR_DIFF,
        .usage = "BEFORE AFTER",
        .summary = "what changed between two captures, and what probably happened",
        .formats = "text|json",
        .details =
            "Compares two captures of one machine: a file, a directory, - or @NAME each.\n"
            "First what probably happened, with its confidence and its evidence, then the\n"
            "rows of each protocol:\n"
            "\n"
            "  -  gone         +  new\n"
            "  ~  moved (a block is elsewhere now) or changed (its * came or went)\n"
            "  ?  unknown: one of the tables is incomplete\n"
            "\n"
            "then ports in use, the dynamic range, the version of Windows, updates, services,\n"
            "features and registry values, where both captures show them. What only one of\n"
            "them shows is unknown, not a difference. Tables with more than 40 changes are\n"
            "cut short; --rows shows each. --section and --all choose the same tables on both\n"
            "sides.\n"
            "\n"
            "The exit status is 0 if nothing differs, 1 if something does or nothing can be\n"
            "compared.\n",
        .examples =
            "portplan diff yesterday.txt today.txt\n"
            "portplan diff @hyper-v @hyper-v-reserved\n"
            "netsh int ipv4 show excludedportrange tcp | portplan diff before.txt -\n",
    },
    {
        .name = "verify",
        .bit = FOR_VERIFY,
        .usage = "POLICY [CAPTURE...]",
        .summary = "does the machine satisfy a policy: for build servers",
        .formats = "text|json|junit|sarif|github|tap",
        .details =
            "Checks the captured machine against the rules of POLICY, a JSON file: ports that\n"
            "can be bound, now or with a probability after a reboot; reservations; the\n"
            "dynamic range; room in it; registry values that must be absent. A rule may take\n"
            "its ports from a compose file or launchSettings.json. A finding can be waived in\n"
            "the policy until a day, or accepted by a baseline; the exit status is 1 if a\n"
            "finding is left whose severity --fail-on includes. What the captures cannot\n"
            "decide is unknown, and fails with --strict.\n"
            "\n"
            "All captures are one machine; with --each every CAPTURE is a machine of its own,\n"
            "and a folder stands for its entries. A machine that cannot be read is an error\n"
            "in the report; the others are answered, and the exit status is 2.\n",
        .examples =
            "portplan verify ports.policy.json dump.txt\n"
            "portplan verify ports.policy.json --each machines/\n"
            "portplan verify ports.policy.json --format sarif --output ports.sarif dump.txt\n"
            "portplan verify ports.policy.json --write-baseline known.json dump.txt\n"
            "portplan verify ports.policy.json --baseline known.json --fail-on warning dump.txt\n",
    },
    {
        .name = "fix",
        .bit = FOR_FIX,
        .usage = "PORTS [CAPTURE...]",
        .summary = "the commands that make ports bindable, and the way back",
        .formats = "text|cmd|powershell|json",
        .details =
            "Finds out why PORTS cannot be bound and chooses the least disruptive cure:\n"
            "\n"
            "  reserve        the ports can be bound, and should stay so\n"
            "  wsl            shut WSL down, reserve: its mirrored networking may have them\n"
            "  winnat         stop winnat, reserve, start winnat\n"
            "  reserved-ports add to ReservedPorts, restart; Windows 2000 to Server 2003\n"
            "  dynamic-range  the dynamic range has been set low: restore it, restart\n"
            "  wide-range     widen the dynamic range: room for mirrored networking\n"
            "  hyper-v        Hyper-V off, reserve, Hyper-V on; two restarts\n"
            "\n"
            "Each is played on the captured machine first, followed by a restart; one that\n"
            "fails there, or works in fewer than --at-least P percent of the runs, is not\n"
            "printed. --format cmd and powershell write a script with comments, checks and\n"
            "the way back; what-if --script reads it. Where no commands help (another program\n"
            "has the port, http.sys, WSL's mirrored networking, ...) the answer says what\n"
            "does, and the exit status is 1.\n",
        .examples =
            "portplan fix 55555 dump.txt\n"
            "portplan fix 8080,50051/udp --format powershell --output fix.ps1 dump.txt\n"
            "portplan fix 5000 --as http.sys dump.txt\n"
            "portplan fix 55555 --cure hyper-v @hyper-v\n",
    },
    {
        .name = "examples",
        .bit = FOR_EXAMPLES,
        .usage = "[NAME]",
        .summary = "the built-in captures, to be used as @NAME",
        .formats = "text|json",
        .details =
            "Lists the captures that can be named as @NAME in place of a file; with a NAME,\n"
            "prints that capture.\n",
        .examples =
            "portplan examples\n"
            "portplan examples hyper-v\n"
            "portplan show @hyper-v\n",
    },
    {
        .name = "explain",
        .bit = FOR_EXPLAIN,
        .usage = "[CODE | TERM...]",
        .summary = "what a diagnostic such as PP-417 or a term such as winnat means",
        .details =
            "Says what a diagnostic means and what to do about it; without a CODE, lists\n"
            "them all. A TERM is one of winnat, hns, http.sys, wsl-mirrored, administered,\n"
            "dynamic range, 10013, 10048, 10055, or an assumption such as U-03.\n",
        .examples =
            "portplan explain PP-417\n"
            "portplan explain winnat\n"
            "portplan explain\n",
    },
    {
        .name = "help",
        .bit = FOR_HELP,
        .usage = "[COMMAND | TOPIC]",
        .summary = "help on a command or a topic",
        .formats = "text|man|bash|zsh|fish",
        .details =
            "Without a word, lists commands and topics. --format man writes the manual page\n"
            "of the program or of a COMMAND; bash, zsh and fish write a script that completes\n"
            "commands, options and their values in that shell.\n",
        .examples =
            "portplan help check\n"
            "portplan help capture\n"
            "portplan help check --format man --output portplan-check.1\n"
            "source <(portplan help --format bash)\n",
    },
};
/* clang-format on */

const struct command *pps_commands(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(table);
    return table;
}

const char *pps_name_of_command(size_t index)
{
    return index < PP_ARRAY_LEN(table) ? table[index].name : NULL;
}

const struct command *pps_command_named(const char *name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(table); i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}
