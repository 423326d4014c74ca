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
            "Tables of more than 40 rows have neighbouring rows of one kind folded into one\n"
            "line; --rows shows each. --format ndjson writes every fact as it is read and keeps\n"
            "none, so that the input may be larger than memory; count writes totals only; svg\n"
            "draws the map as a picture.\n",
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
            "  at-risk   works now, but lies in the dynamic range, unreserved\n"
            "  reserved  inside an administered exclusion (*): a plain bind works\n"
            "  blocked   an exclusion forbids it\n"
            "  in-use    a socket has it\n"
            "  unknown   no table of that protocol, rows missing from it, or an error that\n"
            "            nothing captured explains\n"
            "\n"
            "The first three are a yes. Without PORTS the ports are those of the error\n"
            "messages in the captures (of Docker, Node.js, .NET, nginx, ...), and the answer\n"
            "says whether what is captured explains the error; else those of a filter such as\n"
            "findstr :8080, a compose file, code, or a note beside a row. With --each every\n"
            "CAPTURE is a machine, and every entry of a folder: the answer is a table.\n",
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
        .summary = "what each step would answer on Windows, and what it changes",
        .formats = "text|json|csv",
        .details =
            "Plays steps on the captured machine; nothing is touched. One step a line or\n"
            "separated by `;`, `#` begins a comment, words may be cut short:\n"
            "\n"
            "  reserve [tcp|udp] RANGE [active|persistent]    unreserve [tcp|udp] RANGE\n"
            "  dynamic [tcp|udp] RANGE                        set NAME=VALUE | unset NAME\n"
            "  start|stop|restart winnat|hns                  reboot\n"
            "  enable|disable hyper-v|containers|wsl\n"
            "  bind [tcp|udp] PORT [as KIND] [at ADDRESS]     close [tcp|udp] PORT\n"
            "  install KB951748 | preset exchange-2007\n"
            "  expect PORT[/udp] free|blocked|in-use|at-risk|reserved|bindable\n"
            "  expect RANGE excluded|not-excluded [administered]\n"
            "  expect outcome ok|NUMBER                       of the step before\n"
            "  any expect may end in: at-least P%\n"
            "\n"
            "The commands of articles are steps as they stand, prompt and all: netsh int ipv4\n"
            "add|delete|set|show ..., net stop|start winnat, sc stop, reg add|delete,\n"
            "Set-NetTCPSetting, dism, Enable-WindowsOptionalFeature, Restart-Service,\n"
            "shutdown /r. With --script FILE there is no STEPS: the first word is a capture.\n"
            "\n"
            "--sweep asks where in a range a reservation would be safest, on the machine as\n"
            "captured or after STEPS: what Windows would accept, and how likely a boot is to\n"
            "exclude it, reserved and not (csv is for it alone).\n",
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
        .summary = "which ports outgoing connections take, and by which rule",
        .formats = "text|json|csv|markdown",
        .details =
            "Says which ports the system hands out by itself, for settings that are captured\n"
            "or given: the range, the rule that gives it, what else it could be where Windows\n"
            "is contested, what is wrong with the settings, and where services may listen.\n"
            "\n"
            "With settings alone nothing is read; captures are named, - is standard input.\n"
            "Settings given outrank captured ones; a range that netsh printed outranks all.\n"
            "--table prints the rules of all versions (csv and markdown are for it alone).\n"
            "\n"
            "With --rate it answers whether the pool bears so many connections a second, how\n"
            "long an empty pool lasts, which share is refused in the long run, by formula and\n"
            "by a simulation, and what would help most.\n",
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
            "block of winnat or HNS lies over each port. PORTS is a list such as\n"
            "8080,50051/udp,55500-55599; without it only the overview is shown: where blocks\n"
            "go, how many there are, and which stretches of ports are the safest.\n"
            "\n"
            "Without a CAPTURE nothing is read (- is standard input), and the machine is\n"
            "a typical one of a --profile:\n"
            "\n"
            "  desktop          with Hyper-V, as the corpus of captures has it; the default\n"
            "  server           a node with pools of 64 for load balancers\n"
            "  windows-10-1709  with blocks of 10\n"
            "\n"
            "--precision makes rounds of boots until the share of every port asked for (of\n"
            "every dynamic port, if none is) is known to P on either side, --runs at most.\n"
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
            "Suggests ports of 1025 and above that are neither excluded nor in use, best of\n"
            "all outside every dynamic range, rarely excluded in simulated boots, and neither\n"
            "registered, nor common, nor known for malware. Each comes with its reasons and\n"
            "with what speaks against it; --table shows what is weighed how.\n"
            "\n"
            "Files together are one machine. Of a directory each entry is one, a file or a\n"
            "directory of files, and so is what each --host names; a suggestion is good on\n"
            "all of them. Without a CAPTURE nothing is read (- is standard input): then only\n"
            "the defaults of Windows and the lists of ports are looked at.\n"
            "\n"
            "--protocol tcp,udp asks for one number that is free in both, --length N for N\n"
            "neighbouring ports. Among equals chance decides, the same way at each call;\n"
            "another --seed decides otherwise (markdown is for --table).\n",
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
        .summary = "the same capture without names and addresses, to be posted",
        .formats = "text|json",
        .details =
            "Writes the capture with the names of people, machines, domains, programs and\n"
            "folders, with addresses, SIDs, GUIDs and product ids replaced: the same by the\n"
            "same everywhere. Ports, process ids, versions and updates stay, and the result\n"
            "is read again to see that it states the same facts about ports (else the exit\n"
            "status is 1).\n"
            "\n"
            "A name in free prose is replaced only if it stands somewhere else as a name (in\n"
            "a path, a prompt, a label, a column), or is given by --name. What was changed\n"
            "is counted on standard error; --format json writes the counts and the text as\n"
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
            "  ~  moved (a block that stands elsewhere now) or changed (its * came or went)\n"
            "  ?  unknown: one of the tables is not all there\n"
            "\n"
            "then ports in use, the dynamic range, the version of Windows, updates, services,\n"
            "features and registry values, where both captures tell of them. What only one\n"
            "of them tells is unknown and no difference. Tables with more than 40 changes are\n"
            "cut short; --rows shows each. With --section or --all the same tables are chosen\n"
            "on both sides.\n"
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
            "Holds the rules of POLICY, a JSON file, against the captured machine: ports that\n"
            "can be bound, now or with a probability after a reboot; reservations; the dynamic\n"
            "range; room in it; values of the registry that must not be there. A rule may take\n"
            "its ports from a compose file or launchSettings.json. A finding can be waived in\n"
            "the policy until a day, or accepted by a baseline; the exit status is 1 where one\n"
            "is left that --fail-on names. What the captures cannot decide is unknown, and\n"
            "fails with --strict.\n"
            "\n"
            "All captures are one machine; with --each every CAPTURE is one by itself, and a\n"
            "folder stands for its entries. A machine that cannot be read is an error in the\n"
            "report; the others are answered, and the exit status is 2.\n",
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
            "  reserve        the ports can be bound, and are to stay so\n"
            "  wsl            shut WSL down, reserve: its mirrored networking may have them\n"
            "  winnat         stop winnat, reserve, start winnat\n"
            "  reserved-ports add to ReservedPorts, restart; Windows 2000 to Server 2003\n"
            "  dynamic-range  the dynamic range was pushed low: put it back, restart\n"
            "  wide-range     widen the dynamic range: room for mirrored networking\n"
            "  hyper-v        Hyper-V off, reserve, Hyper-V on; two restarts\n"
            "\n"
            "Each is played on the captured machine first, with a restart behind it; one\n"
            "that fails there, or works in fewer than --at-least P percent of the runs, is\n"
            "not printed. --format cmd and powershell write a script with comments, checks\n"
            "and the way back; what-if --script reads it. Where no commands help (another\n"
            "program has the port, http.sys, WSL's mirrored networking, ...) the answer\n"
            "says what does, and the exit status is 1.\n",
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
            "Lists the captures that stand ready as @NAME in place of a file; with a NAME,\n"
            "prints that capture as it is.\n",
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
