/* Processes by their ids: a sorted list, so that thousands of them beside a
 * million sockets take no longer than sorting them. */
#include "processes.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/bounds.h"

static int compare_ids(const struct pp_process *a, const struct pp_process *b)
{
    if (a->host != b->host) {
        return a->host < b->host ? -1 : 1;
    }
    return (a->pid > b->pid) - (a->pid < b->pid);
}

static int compare_entries(const void *a, const void *b)
{
    const struct pp_process *left = a;
    const struct pp_process *right = b;
    int order = compare_ids(left, right);
    return order != 0
               ? order
               : (left->order > right->order) - (left->order < right->order);
}

static uint32_t host_of(const struct pp_machine_input *input,
                        const struct pp_fact *fact)
{
    return fact->section < input->section_count
               ? input->sections[fact->section].host
               : 0;
}

enum pp_status pp_processes_collect(struct pp_processes *processes,
                                    const struct pp_machine_input *input)
{
    processes->input = input;
    for (size_t i = 0; i < input->fact_count; i++) {
        const struct pp_fact *fact = &input->facts[i];
        if (fact->kind != PP_FACT_PROCESS) {
            continue;
        }
        PP_TRY(PP_VEC_RESERVE(&processes->items, 1, PP_LIMIT_FACTS));
        processes->items.items[processes->items.count++] = (struct pp_process){
            .host = host_of(input, fact),
            .pid = fact->as.process.pid,
            .order = i,
            .said = &fact->as.process,
        };
    }
    if (processes->items.count > 1) {
        qsort(processes->items.items,
              processes->items.count,
              sizeof(*processes->items.items),
              compare_entries);
    }
    return PP_OK;
}

void pp_processes_done(struct pp_processes *processes)
{
    pp_free(processes->items.items);
    *processes = (struct pp_processes){0};
}

static size_t put(char *into, size_t at, struct pp_sv text)
{
    size_t room = PP_PROCESS_NAME_BYTES - at;
    size_t len = text.len < room ? text.len : room;
    if (len > 0) {
        memcpy(into + at, text.ptr, len);
    }
    return at + len;
}

/* As many services behind the name as there is room for, the rest as dots. */
static size_t put_services(char *into, size_t at, struct pp_sv services)
{
    const struct pp_sv gap = at > 0 ? PP_SV(": ") : PP_SV("");
    const struct pp_sv more = PP_SV(", ...");
    const size_t room = PP_PROCESS_NAME_BYTES - at - gap.len;
    const bool is_cut = services.len > room;
    if (is_cut) {
        services = pp_sv_sub(services, 0, room - more.len);
        while (services.len > 0 && services.ptr[services.len] != ',') {
            services.len--;
        }
    }
    if (services.len == 0) {
        return at;
    }
    at = put(into, at, gap);
    at = put(into, at, services);
    return is_cut ? put(into, at, more) : at;
}

enum {
    /* Facts of one id that are looked at, the last ones: more services than any
     * process has. */
    LOOKED_AT = 64
};

/* What is known of one id. */
struct known {
    struct pp_sv name;
    struct pp_sv services;          /* as one listing has them */
    const struct pp_process *first; /* the oldest that is looked at */
    const struct pp_process *end;   /* behind the last */
};

/* Behind the last entry of this machine and id. */
static size_t end_of_run(const struct pp_processes *processes,
                         const struct pp_process *key)
{
    size_t low = 0;
    size_t high = processes->items.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_ids(&processes->items.items[middle], key) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The last name counts, and the services that stand beside it. */
static struct known look(const struct pp_processes *processes,
                         const struct pp_process *key)
{
    const struct pp_process *items = processes->items.items;
    const size_t end = end_of_run(processes, key);
    struct known known = {.end = items + end, .first = items + end};
    for (size_t i = 0; i < LOOKED_AT && known.first > items &&
                       compare_ids(known.first - 1, key) == 0;
         i++) {
        known.first--;
        const struct pp_process_fact *said = known.first->said;
        if (known.name.len == 0 && said->name.len > 0) {
            known.name = said->name;
            known.services = said->services;
        }
    }
    return known;
}

/* Services that a listing has one by one, as Win32_Service does. */
static struct pp_sv join_services(const struct known *known,
                                  char scratch[PP_PROCESS_NAME_BYTES])
{
    size_t at = 0;
    for (const struct pp_process *it = known->first; it < known->end; it++) {
        if (it->said->name.len == 0) {
            at = put(scratch, at, at > 0 ? PP_SV(", ") : PP_SV(""));
            at = put(scratch, at, it->said->services);
        }
    }
    return (struct pp_sv){scratch, at};
}

struct pp_sv pp_processes_name(const struct pp_processes *processes,
                               const struct pp_fact *fact,
                               uint32_t pid,
                               char scratch[PP_PROCESS_NAME_BYTES])
{
    char joined[PP_PROCESS_NAME_BYTES];
    struct pp_process key = {.pid = pid};
    if (pid == 0 || processes->items.count == 0) {
        return (struct pp_sv){NULL, 0};
    }
    key.host = host_of(processes->input, fact);
    struct known known = look(processes, &key);
    if (known.services.len == 0) {
        known.services = join_services(&known, joined);
    }
    if (known.services.len == 0 ||
        known.name.len + 16 >= PP_PROCESS_NAME_BYTES) {
        return known.name;
    }
    size_t at = put(scratch, 0, known.name);
    return (struct pp_sv){scratch, put_services(scratch, at, known.services)};
}
