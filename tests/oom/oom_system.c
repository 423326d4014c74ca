/*
 * Each allocation of reading listings of netstat and of the system fails in
 * turn: the load says so, leaks nothing (the sanitizers watch) and keeps
 * nothing of the capture.
 */
#include <criterion/criterion.h>

#include "portplan/load.h"

#include "fail_alloc.h"

enum {
    ALLOCATIONS_MAX = 100000
};

/* Every parser of the group, held facts and compiled patterns among them. */
static const char text[] =
    "Microsoft Windows [Version 10.0.19041.329]\n"
    "Windows NT Version 4.0\n"
    "Active Connections\n"
    "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING   1\n"
    "  RpcSs\n"
    " [svchost.exe]\n"
    "  TCP    0.0.0.0:70000          0.0.0.0:0              LISTENING   1\n"
    "  TCP    [2001:db8::1]:445      [::]:0                 LISTENING   4\n"
    "OS Name:       Microsoft Windows 10 Pro\n"
    "OS Version:    10.0.19045 N/A Build 19045\n"
    "[01]: KB5017264\n"
    "SERVICE_NAME: winnat\n"
    "        STATE  : 4  RUNNING\n"
    "Feature Name : Containers\n"
    "State : Enabled\n"
    "[wsl2]\n"
    "networkingMode=mirrored\n"
    "RpcPortAssignment: 5722\n"
    "dnscmd /info /socketpoolsize\n"
    "Dword: 2500 (000009c4)\n"
    "    Reserved URL : http://*:5357/\n"
    "Server session ID: FF01\n"
    "    Request queue name: Pool\n"
    "    Registered URLs:\n"
    "        HTTP://*:80/\n"
    "        HTTP://*:81/\n"
    "Request queues:\n"
    "    Request queue name: Pool\n"
    "        Processes:\n"
    "            ID: 1234, image: x.exe\n"
    "        Registered URLs:\n"
    "            HTTP://*:81/\n"
    "NAT\n"
    "Protocol : TCP\n"
    "Address : 192.0.2.1\n"
    "Port : 8445\n"
    "Private Address : 10.0.0.1\n"
    "Private Port : 80\n"
    "pushd routing ip nat\n"
    "add portmapping WAN udp 0.0.0.0 4500 10.0.0.3 4501\n"
    "popd\n"
    "Listen on ipv4:             Connect to ipv4:\n"
    "*               13333       127.0.0.1       12333\n"
    "0xde\tTCPv4\t0.0.0.0\t8443\t0.0.0.0\t0\tLISTENING\t4\tSystem\tN/A\n"
    "0xde\tTCPv4\t0.0.0.0\n"
    "a.exe:12\tTCP\tsrv:8443\tsrv:0\tLISTENING\n"
    "Process Name  : a.exe\n"
    "Process ID    : 12\n"
    "Protocol      : TCP\n"
    "Local Port    : 8444\n"
    "TCP Statistics for IPv4\n"
    "  Active Opens = 48120\n"
    "  Passive Opens = x\n"
    "Image Name                     PID Services\n"
    "========================= ======== ======================\n"
    "svchost.exe                   1084 Dhcp,\n"
    "                                   lmhosts\n";

static enum pp_status load_all(size_t *ret_facts)
{
    struct pp_load *load = NULL;
    size_t captures = 0;
    PP_TRY(pp_load_new(NULL, &load));
    enum pp_status status =
        pp_load_add_bytes(load, PP_SV("text"), pp_sv_from(text));
    (void)pp_load_captures(load, &captures);
    (void)pp_load_facts(load, ret_facts);
    cr_expect_eq(captures, status == PP_OK ? 1 : 0);
    pp_load_free(load);
    return status;
}

Test(oom_system, every_failing_allocation_is_told)
{
    size_t whole = 0;
    size_t facts = 0;
    long failed = 0;
    cr_assert_eq(load_all(&whole), PP_OK);
    cr_expect_eq(whole, 22);
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        facts = 0;
        pp_test_fail_after(n);
        enum pp_status status = load_all(&facts);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (!was_reached) {
            cr_expect_eq(status, PP_OK);
            cr_expect_eq(facts, whole);
            break;
        }
        /* A diagnostic that finds no memory is dropped, not fatal. */
        cr_expect(status == PP_ERR_NOMEM || (status == PP_OK && facts == whole),
                  "allocation %ld: %s, %zu facts",
                  n,
                  pp_status_text(status),
                  facts);
        cr_expect(status == PP_OK || facts == 0, "allocation %ld", n);
        failed += status == PP_ERR_NOMEM;
    }
    cr_expect_geq(failed, 20, "%ld", failed);
}
