/* From words to machines with names. */
#include "verify_hosts.h"

#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "machines.h"

enum {
    MAX_HOSTS = 65536, /* as many as captures */
};

/* --- names ---------------------------------------------------------------- */

/* `machines/build-07.txt` is build-07, `@hyper-v` hyper-v. */
static struct pp_sv name_of_path(struct pps_io *io, const char *path)
{
    size_t end = strlen(path);
    while (end > 1 && io->is_separator(path[end - 1])) {
        end--;
    }
    size_t begin = end;
    while (begin > 0 && !io->is_separator(path[begin - 1])) {
        begin--;
    }
    struct pp_sv name = {path + begin, end - begin};
    if (pp_sv_starts(name, PP_SV("@"))) {
        return pp_sv_sub(name, 1, SIZE_MAX);
    }
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    bool is_file = io->kind(io, path) != PPS_FILE_DIRECTORY;
    return is_file && dot > 1 ? pp_sv_sub(name, 0, dot - 1) : name;
}

/* Whose section counts: the chosen one, else the last. */
static void find_host(const struct call *call,
                      const struct session *session,
                      struct pp_verify_host *host)
{
    uint64_t chosen = session->view.section_count;
    if (pps_call_has(call, OPTION_SECTION)) {
        (void)pps_call_number(call, OPTION_SECTION, 1, chosen, &chosen);
    }
    host->has_one_host = !pps_call_has(call, OPTION_ALL) && chosen > 0;
    if (host->has_one_host) {
        host->host = session->view.sections[chosen - 1].host;
        if (host->host < session->view.host_count) {
            host->name = session->view.hosts[host->host].name;
        }
    }
}

/* --- machines ------------------------------------------------------------- */

/* Room for one more in three arrays, which grow alike. */
static enum pp_status make_room(struct verify_hosts *hosts)
{
    size_t capacity = hosts->capacity;
    PP_TRY(pp_vec_reserve(&hosts->sessions,
                          &capacity,
                          hosts->count,
                          1,
                          sizeof(*hosts->sessions),
                          MAX_HOSTS));
    capacity = hosts->capacity;
    PP_TRY(pp_vec_reserve(&hosts->hosts,
                          &capacity,
                          hosts->count,
                          1,
                          sizeof(*hosts->hosts),
                          MAX_HOSTS));
    return pp_vec_reserve(&hosts->shows,
                          &hosts->capacity,
                          hosts->count,
                          1,
                          sizeof(*hosts->shows),
                          MAX_HOSTS);
}

static void keep_host(const struct call *call,
                      struct verify_hosts *hosts,
                      const struct session *session,
                      const struct pp_sv *name)
{
    struct pp_verify_host host = {
        .machine = session->machine,
        .sections = session->view.sections,
        .section_count = session->view.section_count,
        .facts = session->view.facts,
        .fact_count = session->view.fact_count,
    };
    find_host(call, session, &host);
    host.name = name != NULL ? *name : host.name;
    hosts->sessions[hosts->count] = *session;
    hosts->hosts[hosts->count] = host;
    hosts->shows[hosts->count] = session->view;
    hosts->count++;
}

/* Adds the machine of all words; `name` NULL: the name in the captures. */
static bool add_host(const struct call *call,
                     struct verify_hosts *hosts,
                     const char *const *words,
                     size_t word_count,
                     const struct pp_sv *name)
{
    struct session session;
    if (!pps_io_is_ok(call->io, make_room(hosts)) ||
        !pps_session_open_words(&session, call, words, word_count, NULL)) {
        return false;
    }
    keep_host(call, hosts, &session, name);
    return true;
}

/* --- each a machine ------------------------------------------------------- */

/* False without memory. */
static bool add_unread(const struct call *call,
                       struct verify_hosts *hosts,
                       struct pp_verify_unread unread)
{
    enum pp_status status = PP_VEC_RESERVE(&hosts->unread, 1, MAX_HOSTS);
    if (status == PP_OK) {
        hosts->unread.items[hosts->unread.count++] = unread;
    }
    return pps_io_is_ok(call->io, status);
}

/* A machine of its own: its path and its name live on in the arena. */
static bool
add_one(const struct call *call, struct verify_hosts *hosts, const char *path)
{
    struct pp_verify_unread host = {.gap = PP_VERIFY_UNREADABLE};
    struct pp_sv name = name_of_path(call->io, path);
    struct session session;
    if (!pp_arena_copy(&hosts->arena, pp_sv_from(path), &host.file) ||
        !pp_arena_copy(&hosts->arena, name, &host.name)) {
        return pps_io_is_ok(call->io, PP_ERR_NOMEM);
    }
    if (!pps_io_is_ok(call->io, make_room(hosts))) {
        return false;
    }
    if (!pps_session_open_words(&session, call, &host.file.ptr, 1, NULL)) {
        return session.is_unread && add_unread(call, hosts, host);
    }
    if (pps_session_has_captures(&session)) {
        keep_host(call, hosts, &session, &host.name);
        return true;
    }
    host.gap = pps_session_is_empty(&session) ? PP_VERIFY_EMPTY
                                              : PP_VERIFY_UNRECOGNISED;
    pps_session_print_diags(&session, call);
    pps_session_complain_nothing(&session);
    pps_session_close(&session);
    return add_unread(call, hosts, host);
}

static bool add_entries(const struct call *call,
                        struct verify_hosts *hosts,
                        const char *directory)
{
    struct pps_names entries = {0};
    bool is_listed = pps_machines_add_entries(call, &entries, directory);
    bool is_good = !call->io->is_out_of_memory;
    for (size_t i = 0; i < entries.count && is_good; i++) {
        is_good = add_one(call, hosts, entries.items[i]);
    }
    if (is_good && entries.count == 0) {
        struct pp_sv file = pp_sv_from(directory);
        if (is_listed) {
            pps_io_complain(call->io, "there is no machine in '%s'", directory);
        }
        is_good = add_unread(
            call,
            hosts,
            (struct pp_verify_unread){.name = name_of_path(call->io, directory),
                                      .file = file,
                                      .gap = is_listed ? PP_VERIFY_NO_MACHINE
                                                       : PP_VERIFY_UNREADABLE});
    }
    pps_names_done(&entries);
    return is_good;
}

bool pps_verify_hosts_each(const struct call *call,
                           const char *const *words,
                           size_t word_count,
                           struct verify_hosts *ret)
{
    *ret = (struct verify_hosts){0};
    pp_arena_init(&ret->arena, SIZE_MAX / 2);
    if (word_count == 0) {
        pps_io_complain(call->io, "--each needs a CAPTURE for every machine");
        return false;
    }
    for (size_t i = 0; i < word_count; i++) {
        bool is_folder =
            call->io->kind(call->io, words[i]) == PPS_FILE_DIRECTORY;
        if (!(is_folder ? add_entries(call, ret, words[i])
                        : add_one(call, ret, words[i]))) {
            return false;
        }
    }
    return true;
}

bool pps_verify_hosts_open(const struct call *call, struct verify_hosts *ret)
{
    *ret = (struct verify_hosts){0};
    pp_arena_init(&ret->arena, SIZE_MAX / 2);
    if (pps_call_has(call, OPTION_EACH)) {
        if (pps_call_has(call, OPTION_HOSTNAME)) {
            pps_io_complain(
                call->io,
                "--hostname names one machine, and --each reads several: leave "
                "one out");
            return false;
        }
        return pps_verify_hosts_each(
            call, call->words + 1, call->word_count - 1, ret);
    }
    if (call->word_count == 1 && strcmp(call->words[0], "-") == 0) {
        pps_io_complain(
            call->io, "the policy is read from standard input: name a CAPTURE");
        return false;
    }
    const char *host = pps_call_value(call, OPTION_HOSTNAME);
    struct pp_sv name = pp_sv_from(host);
    return add_host(call,
                    ret,
                    call->words + 1,
                    call->word_count - 1,
                    host != NULL ? &name : NULL);
}

void pps_verify_hosts_close(struct verify_hosts *hosts)
{
    for (size_t i = 0; i < hosts->count; i++) {
        pps_session_close(&hosts->sessions[i]);
    }
    pp_free(hosts->sessions);
    pp_free(hosts->hosts);
    pp_free(hosts->shows);
    pp_free(hosts->unread.items);
    pp_arena_done(&hosts->arena);
    *hosts = (struct verify_hosts){0};
}
