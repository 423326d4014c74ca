/*
 * Holding a policy against machines: asks every rule of every machine, then
 * says of each finding whether it is waived, known from before, or fails.
 */
#include "verify.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "baseline.h"
#include "verify_rules.h"

const char *pp_verify_result_name(enum pp_verify_result result)
{
    static const char *const names[] = {
        [PP_VERIFY_HOLDS] = "holds",
        [PP_VERIFY_VIOLATED] = "violation",
        [PP_VERIFY_UNKNOWN] = "unknown",
    };
    return names[result];
}

/* --- fingerprints --------------------------------------------------------- */

/* FNV-1a, 64 bits (RFC 9923): short, and the same on every machine. */
static uint64_t hash_bytes(uint64_t hash, struct pp_sv bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        hash ^= (unsigned char)bytes.ptr[i];
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}

/* Each part ends in a NUL, so that no two lists of parts are alike. */
static uint64_t hash_part(uint64_t hash, struct pp_sv part)
{
    return hash_bytes(hash_bytes(hash, part), (struct pp_sv){"", 1});
}

/* What a finding is known by: nothing that changes when lines move. */
static uint64_t fingerprint_of(const struct pp_verify *verify,
                               const struct pp_verify_check *check)
{
    char ports[32] = "";
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash = hash_part(hash, PP_SV("portplan.finding/1"));
    hash = hash_part(hash, check->rule->id);
    hash = hash_part(hash, verify->hosts[check->host].name);
    hash = hash_part(hash, pp_sv_from(pp_verify_result_name(check->result)));
    hash = hash_part(hash,
                     pp_sv_from(check->has_protocol
                                    ? pp_protocol_name(check->ports.protocol)
                                    : ""));
    if (check->has_ports) {
        struct pp_range range = check->ports.range;
        uint32_t parts[] = {range.first, range.last};
        for (size_t i = 0; i < 2; i++) {
            for (size_t digit = 0; digit < 5; digit++) {
                ports[i * 6 + 4 - digit] = (char)('0' + parts[i] % 10);
                parts[i] /= 10;
            }
        }
        ports[5] = '-';
    }
    hash = hash_part(hash, pp_sv_from(ports));
    bool is_unclear = check->wanted != NULL && check->wanted->unclear != NULL;
    hash =
        hash_part(hash, is_unclear ? check->wanted->owner : (struct pp_sv){0});
    return hash_part(hash,
                     is_unclear ? check->wanted->text : (struct pp_sv){0});
}

/* --- what becomes of a finding -------------------------------------------- */

static bool covers_ports(const struct pp_waiver *waiver,
                         const struct pp_verify_check *check)
{
    if (waiver->ports.count == 0) {
        return true;
    }
    for (size_t i = 0; i < waiver->ports.count && check->has_ports; i++) {
        const struct pp_port_query *item = &waiver->ports.items[i];
        if (item->protocol == check->ports.protocol &&
            pp_range_covers(item->range, check->ports.range)) {
            return true;
        }
    }
    return false;
}

/* The first waiver that counts; names of hosts compare without case, as
 * Windows compares them. */
static void find_waiver(struct pp_verify *verify, struct pp_verify_check *check)
{
    size_t count = 0;
    const struct pp_waiver *waivers = pp_policy_waivers(verify->policy, &count);
    struct pp_sv host = verify->hosts[check->host].name;
    for (size_t i = 0; i < count; i++) {
        const struct pp_waiver *waiver = &waivers[i];
        if (!pp_sv_equal(waiver->rule, check->rule->id) ||
            (waiver->host.len > 0 && !pp_sv_equal_nocase(waiver->host, host)) ||
            !covers_ports(waiver, check)) {
            continue;
        }
        verify->used[i] = true;
        if (waiver->expires != 0 && waiver->expires < verify->options.today) {
            check->expired = check->expired != NULL ? check->expired : waiver;
            continue;
        }
        check->waiver = waiver;
        check->expired = NULL;
        return;
    }
}

static enum pp_status take_check(void *user,
                                 const struct pp_verify_check *check)
{
    struct pp_verify *verify = user;
    const struct pp_verify_options *options = &verify->options;
    PP_TRY(PP_VEC_RESERVE(&verify->checks, 1, PP_LIMIT_FACTS));
    struct pp_verify_check taken = *check;
    if (pp_verify_is_finding(check)) {
        taken.fingerprint = fingerprint_of(verify, check);
        find_waiver(verify, &taken);
        taken.is_baseline =
            options->baseline != NULL &&
            pp_baseline_has(options->baseline, taken.fingerprint);
        taken.fails =
            taken.waiver == NULL && !taken.is_baseline &&
            taken.rule->severity >= options->fail_on &&
            (taken.result == PP_VERIFY_VIOLATED || options->is_strict);
    }
    verify->checks.items[verify->checks.count++] = taken;
    return PP_OK;
}

/* --- the whole ------------------------------------------------------------ */

static enum pp_status ask_host(struct pp_verify *verify, size_t host)
{
    size_t count = 0;
    const struct pp_rule *rules = pp_policy_rules(verify->policy, &count);
    for (size_t i = 0; i < count; i++) {
        const struct rule_question question = {
            .host = &verify->hosts[host],
            .host_index = host,
            .rule = &rules[i],
            .options = &verify->options,
            .arena = &verify->arena,
            .add = take_check,
            .user = verify,
        };
        PP_TRY(pp_verify_rule_ask(&question));
    }
    return PP_OK;
}

enum pp_status pp_verify_run(const struct pp_policy *policy,
                             const struct pp_verify_host *hosts,
                             size_t host_count,
                             const struct pp_verify_options *options,
                             struct pp_verify **ret_verify)
{
    size_t waiver_count = 0;
    (void)pp_policy_waivers(policy, &waiver_count);
    struct pp_verify *verify = pp_calloc(1, sizeof(*verify));
    if (verify == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&verify->arena, PP_LIMIT_ARENA_BYTES);
    verify->policy = policy;
    verify->hosts = hosts;
    verify->host_count = host_count;
    verify->options = *options;
    verify->used = pp_calloc(waiver_count + 1, sizeof(*verify->used));
    enum pp_status status = verify->used != NULL ? PP_OK : PP_ERR_NOMEM;
    for (size_t i = 0; i < host_count && status == PP_OK; i++) {
        status = ask_host(verify, i);
    }
    if (status != PP_OK) {
        pp_verify_free(verify);
        return status;
    }
    *ret_verify = verify;
    return PP_OK;
}

void pp_verify_free(struct pp_verify *verify)
{
    if (verify == NULL) {
        return;
    }
    pp_free(verify->checks.items);
    pp_free(verify->used);
    pp_arena_done(&verify->arena);
    pp_free(verify);
}

bool pp_verify_passed(const struct pp_verify *verify)
{
    for (size_t i = 0; i < verify->checks.count; i++) {
        if (verify->checks.items[i].fails) {
            return false;
        }
    }
    return true;
}
