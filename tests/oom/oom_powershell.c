/*
 * Every allocation of the PowerShell readers fails in turn: the load answers
 * PP_ERR_NOMEM, or succeeds where only a diagnostic was lost; nothing leaks;
 * and the load goes on as if the capture had never been there.
 */
#include <criterion/criterion.h>

#include "fail_alloc.h"
#include "load_laws.h"

enum {
    MOST_ALLOCATIONS = 10000,
};

static const char list[] =
    "PS> Get-NetTCPSetting\n\nSettingName : Internet\n"
    "DynamicPortRangeStartPort : 1025\nDynamicPortRangeNumberOfPorts : 64510\n"
    "AutoReusePortRangeStartPort : 0\n\nLocalPort : 70000\nState : Listen\n\n"
    "A : {18, 0}\nB : {a, b}\nC : {1...}\n"
    "PSPath : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\A\n";
static const char table[] =
    "LocalAddress LocalPort RemotePort State   OwningProcess\n"
    "------------ --------- ---------- -----   -------------\n"
    "::           135       0          Listen  7\n"
    "2001:db8:... 445       0          Bound   1200\n"
    "::           70000     0          Bound   1200\n"
    "Get-NetTCPConnection | Group-Object State, OwningProcess\n"
    "Count Name\n----- ----\n   12 Bound, 88\n    1 Bound\n"
    "Id ProcessName\n-- -----------\n88 indexd\n";
static const char json[] =
    "[\n{\n\"LocalPort\": 1,\n\"State\": { \"value\": 2, \"Value\": \"Listen\" "
    "},\n\"x\": [1, \"a\"]\n},\n{ \"HotFixID\": \"KB1\" }\n]\n"
    "{\"value\":[{\"FeatureName\":\"A\",\"State\":2}],\"Count\":1}\n"
    "{\"ActivityId\":\"A\",\"IPAddress\":\"1.2.3.4\",\"Policies\":[{"
    "\"ExternalPort\":1,\"InternalPort\":2,\"Protocol\":6}]}\n";
static const char csv[] =
    "Count,Name\n7,CloseWait\n8,9\n\n#TYPE "
    "MSFT_NetUDPEndpoint\n\"LocalAddress\",\"LocalPort\"\n\"::\",\"53\"\n"
    "\"x\"\nName;Status\nhns;Running\n";

static enum pp_status load_all(struct pp_load *load, struct pp_sv text)
{
    return pp_load_add_bytes(load, PP_SV("a name"), text);
}

static void check_left(struct pp_load *load, struct pp_sv text, long n)
{
    size_t captures = 0;
    size_t facts = 0;
    (void)pp_load_captures(load, &captures);
    (void)pp_load_facts(load, &facts);
    cr_expect_eq(captures, 0, "allocation %ld", n);
    cr_expect_eq(facts, 0, "allocation %ld", n);
    cr_expect_eq(load_all(load, text), PP_OK, "allocation %ld", n);
    (void)pp_load_facts(load, &facts);
    cr_expect_geq(facts, 2, "allocation %ld", n);
}

static void fail_each(const char *label, struct pp_sv text, long least)
{
    for (long n = 0; n < MOST_ALLOCATIONS; n++) {
        struct pp_load *load = NULL;
        cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
        pp_test_fail_after(n);
        enum pp_status status = load_all(load, text);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        cr_expect(status == PP_OK || (was_reached && status == PP_ERR_NOMEM),
                  "%s, allocation %ld: %s",
                  label,
                  n,
                  pp_status_text(status));
        if (status == PP_OK) {
            const char *broken = pp_test_broken_law(load);
            cr_expect_null(broken, "%s, allocation %ld: %s", label, n, broken);
        } else {
            check_left(load, text, n);
        }
        pp_load_free(load);
        if (!was_reached) {
            cr_expect_geq(n, least, "%s: only %ld allocations", label, n);
            return;
        }
    }
    cr_assert_fail("%s does not end", label);
}

Test(oom_powershell, every_shape_answers_every_failed_allocation)
{
    fail_each("list", pp_sv_from(list), 20);
    fail_each("table", pp_sv_from(table), 20);
    fail_each("JSON", pp_sv_from(json), 20);
    fail_each("CSV", pp_sv_from(csv), 20);
}
