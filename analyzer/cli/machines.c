/* Which machines a command line names. */
#include "machines.h"

#include <errno.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/platform/platform_names.h"
#include "input.h"

static bool is_directory(const char *word)
{
    return word[0] != '@' && strcmp(word, "-") != 0 &&
           platform_file_kind(word) == PLATFORM_FILE_DIRECTORY;
}

static enum pp_status add_entry(struct platform_names *entries,
                                const char *directory,
                                const char *name)
{
    struct pp_buf path;
    pp_buf_init(&path, SIZE_MAX / 2);
    enum pp_status status = input_join(&path, directory, name);
    if (status == PP_OK) {
        enum platform_file_kind kind = platform_file_kind(path.data);
        if (kind == PLATFORM_FILE_REGULAR || kind == PLATFORM_FILE_DIRECTORY) {
            status = platform_names_add(entries, platform_copy_text(path.data));
        }
    }
    pp_buf_done(&path);
    return status;
}

/* The entries by their names; the status of the first that failed. */
static enum pp_status add_names(struct platform_names *entries,
                                const char *directory,
                                const struct platform_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        PP_TRY(add_entry(entries, directory, names->items[i]));
    }
    return PP_OK;
}

bool machines_add_entries(struct platform_names *entries, const char *directory)
{
    struct platform_names names;
    enum pp_status status = platform_list(directory, &names);
    if (status == PP_ERR_IO) {
        complain("cannot read '%s': %s", directory, strerror(errno));
        return false;
    }
    if (status == PP_OK) {
        status = add_names(entries, directory, &names);
        platform_names_done(&names);
    }
    return is_ok(status);
}

static bool find_words(const struct cli *cli, struct machines *machines)
{
    for (size_t i = 0; i < cli->word_count; i++) {
        const char *word = cli->words[i];
        if (!is_directory(word)) {
            machines->files[machines->file_count++] = word;
        } else if (!machines_add_entries(&machines->entries, word)) {
            return false;
        }
    }
    return true;
}

static void find_hosts(const struct cli *cli, struct machines *machines)
{
    const char *value;
    for (size_t at = 0; (value = cli_next(cli, OPTION_HOST, &at)) != NULL;) {
        machines->hosts[machines->host_count++] = value;
    }
}

bool machines_find(const struct cli *cli, struct machines *ret_machines)
{
    struct machines *machines = ret_machines;
    *machines = (struct machines){0};
    /* One more than needed: a count of 0 has no array. */
    machines->files = pp_calloc(cli->word_count + 1, sizeof(*machines->files));
    machines->hosts =
        pp_calloc(cli->arguments.use_count + 1, sizeof(*machines->hosts));
    if (machines->files == NULL || machines->hosts == NULL) {
        (void)complain_status(PP_ERR_NOMEM);
        return false;
    }
    find_hosts(cli, machines);
    return find_words(cli, machines);
}

void machines_done(struct machines *machines)
{
    platform_names_done(&machines->entries);
    pp_free(machines->files);
    pp_free(machines->hosts);
    *machines = (struct machines){0};
}

bool machines_have_stdin(const struct machines *machines)
{
    for (size_t i = 0; i < machines->file_count; i++) {
        if (strcmp(machines->files[i], "-") == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < machines->host_count; i++) {
        if (strcmp(machines->hosts[i], "-") == 0) {
            return true;
        }
    }
    return false;
}

size_t machines_count(const struct machines *machines)
{
    return (machines->file_count > 0 ? 1 : 0) + machines->entries.count +
           machines->host_count;
}

struct machine_words machines_at(const struct machines *machines, size_t index)
{
    if (index < machines->host_count) {
        return (struct machine_words){&machines->hosts[index], 1, false};
    }
    index -= machines->host_count;
    if (index < machines->entries.count) {
        const char *const *entries =
            (const char *const *)machines->entries.items;
        return (struct machine_words){&entries[index], 1, true};
    }
    return (struct machine_words){machines->files, machines->file_count, false};
}
