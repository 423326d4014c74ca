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

static int compare_to_key(const void *key, const void *item)
{
    return compare_ids(key, item);
}

static uint32_t host_of(const struct pp_machine_input *input,
                        const struct pp_fact *fact)
{
    return fact->section < input->section_count
               ? input->sections[fact->section].host
               : 0;
}

/* Keeps the last of each run of one id. */
static void drop_repeated(struct pp_processes *processes)
{
    struct pp_process *items = processes->items.items;
    size_t kept = 0;
    for (size_t i = 0; i < processes->items.count; i++) {
        bool is_last = i + 1 == processes->items.count ||
                       compare_ids(&items[i], &items[i + 1]) != 0;
        if (is_last) {
            items[kept++] = items[i];
        }
    }
    processes->items.count = kept;
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
        drop_repeated(processes);
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
    memcpy(into + at, text.ptr, len);
    return at + len;
}

/* The program and its services, as many of them as there is room for. */
static struct pp_sv join(const struct pp_process_fact *process,
                         char scratch[PP_PROCESS_NAME_BYTES])
{
    const struct pp_sv more = PP_SV(", ...");
    size_t room = PP_PROCESS_NAME_BYTES - 2 - process->name.len;
    struct pp_sv services = process->services;
    bool is_cut = services.len > room;
    if (is_cut) {
        services = pp_sv_sub(services, 0, room - more.len);
        while (services.len > 0 && services.ptr[services.len] != ',') {
            services.len--;
        }
    }
    size_t at = put(scratch, 0, process->name);
    if (services.len == 0) {
        return (struct pp_sv){scratch, at};
    }
    at = put(scratch, at, PP_SV(": "));
    at = put(scratch, at, services);
    at = is_cut ? put(scratch, at, more) : at;
    return (struct pp_sv){scratch, at};
}

struct pp_sv pp_processes_name(const struct pp_processes *processes,
                               const struct pp_fact *fact,
                               uint32_t pid,
                               char scratch[PP_PROCESS_NAME_BYTES])
{
    struct pp_process key = {.pid = pid};
    if (pid == 0 || processes->items.count == 0) {
        return (struct pp_sv){NULL, 0};
    }
    key.host = host_of(processes->input, fact);
    const struct pp_process *found = bsearch(&key,
                                             processes->items.items,
                                             processes->items.count,
                                             sizeof(*processes->items.items),
                                             compare_to_key);
    if (found == NULL) {
        return (struct pp_sv){NULL, 0};
    }
    bool has_room = found->said->name.len + 16 < PP_PROCESS_NAME_BYTES;
    return found->said->services.len > 0 && has_room
               ? join(found->said, scratch)
               : found->said->name;
}
