/* The machines that the captures of one load speak of. */
#include "hosts.h"

#include "base/alloc.h"
#include "base/bounds.h"

void pp_hosts_done(struct pp_hosts *hosts)
{
    pp_free(hosts->known.items);
    pp_free(hosts->told.items);
}

void pp_hosts_go_back(struct pp_hosts *hosts, const struct pp_hosts *before)
{
    /* A name learned of an older machine may stay: it is true of it. */
    hosts->known.count = before->known.count;
    hosts->told.count = before->told.count;
    hosts->current = before->current;
}

void pp_hosts_begin_capture(struct pp_hosts *hosts)
{
    hosts->is_asked = false;
    hosts->is_fresh = true;
}

/* The name up to its first dot; an address as it is. */
static struct pp_sv short_name(struct pp_sv name)
{
    bool is_address = name.len > 0 && pp_is_digit(name.ptr[0]);
    size_t dot = pp_sv_find(name, PP_SV("."), 0);
    return is_address ? name : pp_sv_sub(name, 0, dot);
}

/* `SRV1` and `srv1.corp.example` are one machine. */
static bool is_same(struct pp_sv a, struct pp_sv b)
{
    return a.len > 0 && pp_sv_equal_nocase(short_name(a), short_name(b));
}

static bool goes_by(const struct pp_known_host *known, struct pp_sv name)
{
    return is_same(known->reached_by, name) || is_same(known->own_name, name);
}

/* --- finding --------------------------------------------------------------
 */

static uint32_t find_by_name(const struct pp_hosts *hosts, struct pp_sv name)
{
    for (size_t i = 0; i < hosts->known.count; i++) {
        if (goes_by(&hosts->known.items[i], name)) {
            return (uint32_t)i;
        }
    }
    return UINT32_MAX;
}

static uint32_t find_local(const struct pp_hosts *hosts)
{
    for (size_t i = 0; i < hosts->known.count; i++) {
        if (hosts->known.items[i].is_local) {
            return (uint32_t)i;
        }
    }
    return UINT32_MAX;
}

/* Adds a machine; where there are too many, answers the last one. */
static enum pp_status
add_host(struct pp_hosts *hosts, struct pp_place place, uint32_t *ret_host)
{
    if (hosts->known.count == PP_LIMIT_HOSTS) {
        *ret_host = (uint32_t)hosts->known.count - 1;
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&hosts->known, 1, PP_LIMIT_HOSTS));
    PP_TRY(PP_VEC_RESERVE(&hosts->told, 1, PP_LIMIT_HOSTS));
    hosts->known.items[hosts->known.count] = (struct pp_known_host){0};
    hosts->told.items[hosts->told.count++] = (struct pp_host){.place = place};
    *ret_host = (uint32_t)hosts->known.count++;
    return PP_OK;
}

static enum pp_status find_or_add(struct pp_hosts *hosts,
                                  uint32_t found,
                                  struct pp_place place,
                                  uint32_t *ret_host)
{
    *ret_host = found;
    return found != UINT32_MAX ? PP_OK : add_host(hosts, place, ret_host);
}

/* --- learning -------------------------------------------------------------
 */

/* Back at the prompt of the machine that the paste was taken on. */
static enum pp_status
learn_local(struct pp_hosts *hosts, struct pp_place place, uint32_t *ret_host)
{
    const struct pp_known_host *current = &hosts->known.items[hosts->current];
    *ret_host = hosts->current;
    if (current->reached_by.len > 0) {
        if (hosts->is_fresh) {
            return PP_OK; /* a file of its own: perhaps the same machine */
        }
        PP_TRY(find_or_add(hosts, find_local(hosts), place, ret_host));
    }
    hosts->known.items[*ret_host].is_local = true;
    return PP_OK;
}

/* A name: the one that the machine is reached by, or its own. A machine that
 * goes by another name already is another machine. */
static enum pp_status learn_name(struct pp_hosts *hosts,
                                 const struct pp_host_evidence *evidence,
                                 struct pp_place place,
                                 uint32_t *ret_host)
{
    const struct pp_known_host *now = &hosts->known.items[hosts->current];
    struct pp_sv name = evidence->name;
    bool is_own = evidence->kind == PP_HOST_SELF;
    bool is_unnamed =
        now->reached_by.len == 0 && now->own_name.len == 0 && !now->is_local;
    bool is_another =
        is_own ? now->own_name.len > 0 && !is_same(now->own_name, name)
               : !is_unnamed && !goes_by(now, name);
    *ret_host = hosts->current;
    if (is_another) {
        PP_TRY(find_or_add(hosts, find_by_name(hosts, name), place, ret_host));
    }
    struct pp_known_host *host = &hosts->known.items[*ret_host];
    struct pp_sv *kept = is_own ? &host->own_name : &host->reached_by;
    if (kept->len == 0 && !pp_arena_copy(hosts->arena, name, kept)) {
        return PP_ERR_NOMEM;
    }
    hosts->told.items[*ret_host].name =
        host->own_name.len > 0 ? host->own_name : host->reached_by;
    return PP_OK;
}

/* What the line says, the answer to `hostname` above it included. */
static struct pp_host_evidence read_line(struct pp_hosts *hosts,
                                         struct pp_sv line)
{
    struct pp_host_evidence evidence = pp_host_evidence_read(line);
    if (hosts->is_asked && evidence.kind == PP_HOST_NOTHING &&
        pp_is_host_name(line)) {
        evidence = (struct pp_host_evidence){PP_HOST_SELF, line};
    }
    hosts->is_asked = evidence.kind == PP_HOST_ASKED;
    return evidence;
}

enum pp_status pp_hosts_learn(struct pp_hosts *hosts,
                              struct pp_sv line,
                              struct pp_place place,
                              uint32_t *ret_host)
{
    struct pp_host_evidence evidence = read_line(hosts, line);
    *ret_host = hosts->current;
    if (evidence.kind == PP_HOST_NOTHING) {
        return PP_OK;
    }
    if (hosts->known.count == 0) {
        PP_TRY(add_host(hosts, place, &hosts->current));
    }
    if (evidence.kind == PP_HOST_LOCAL || evidence.kind == PP_HOST_ASKED) {
        return learn_local(hosts, place, ret_host);
    }
    enum pp_status status = learn_name(hosts, &evidence, place, ret_host);
    hosts->is_fresh = false;
    return status;
}
