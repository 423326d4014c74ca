/* Which machines a command line names. */
#include "machines.h"

#include <string.h>

#include "base/alloc.h"

static bool is_directory(const struct call *call, const char *word)
{
    return word[0] != '@' && strcmp(word, "-") != 0 &&
           call->io->kind(call->io, word) == PPS_FILE_DIRECTORY;
}

bool pps_machines_add_entries(const struct call *call,
                              struct pps_names *entries,
                              const char *directory)
{
    enum pp_status status = call->io->list(call->io, directory, entries);
    return status != PP_ERR_IO && pps_io_is_ok(call->io, status);
}

static void
add_machine(struct machines *machines, const char *const *words, size_t count)
{
    machines->items[machines->count++] =
        (struct machine_words){words, count, false};
}

/* Puts them in order; `word_count` words are of hosts and files. */
static bool list_machines(const struct call *call,
                          struct machines *machines,
                          size_t word_count)
{
    const char *const *entries = (const char *const *)machines->entries.items;
    const size_t hosts = machines->host_count;
    machines->items = pp_calloc(hosts + machines->entries.count + 1,
                                sizeof(*machines->items));
    if (machines->items == NULL) {
        return pps_io_is_ok(call->io, PP_ERR_NOMEM);
    }
    for (size_t i = 0; i < hosts; i++) {
        add_machine(machines, &machines->words[i], 1);
    }
    for (size_t i = 0; i < machines->entries.count; i++) {
        add_machine(machines, &entries[i], 1);
    }
    if (word_count > hosts) {
        add_machine(machines, machines->words + hosts, word_count - hosts);
    }
    for (size_t i = 0; i < word_count; i++) {
        machines->has_stdin |= strcmp(machines->words[i], "-") == 0;
    }
    return true;
}

bool pps_machines_find(const struct call *call, struct machines *ret_machines)
{
    struct machines *machines = ret_machines;
    const char *value;
    *machines = (struct machines){0};
    /* One more than needed: a count of 0 has no array. */
    machines->words =
        pp_calloc(call->word_count + call->arguments.use_count + 1,
                  sizeof(*machines->words));
    if (machines->words == NULL) {
        return pps_io_is_ok(call->io, PP_ERR_NOMEM);
    }
    for (size_t at = 0;
         (value = pps_call_next(call, OPTION_HOST, &at)) != NULL;) {
        machines->words[machines->host_count++] = value;
    }
    size_t count = machines->host_count;
    for (size_t i = 0; i < call->word_count; i++) {
        if (!is_directory(call, call->words[i])) {
            machines->words[count++] = call->words[i];
        } else if (!pps_machines_add_entries(
                       call, &machines->entries, call->words[i])) {
            return false;
        }
    }
    return list_machines(call, machines, count);
}

void pps_machines_done(struct machines *machines)
{
    pps_names_done(&machines->entries);
    pp_free(machines->words);
    pp_free(machines->items);
    *machines = (struct machines){0};
}
