/* Which machines a command line names. */
#include "machines.h"

#include <errno.h>
#include <string.h>

#include "input.h"
#include "platform_names.h"

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

static enum pp_status add_directory(struct machines *machines, const char *word)
{
    struct platform_names names;
    enum pp_status status = platform_list(word, &names);
    if (status == PP_ERR_IO) {
        complain("cannot read '%s': %s", word, strerror(errno));
    }
    if (status != PP_OK) {
        return status;
    }
    for (size_t i = 0; i < names.count && status == PP_OK; i++) {
        status = add_entry(&machines->entries, word, names.items[i]);
    }
    platform_names_done(&names);
    return status;
}

static enum pp_status find_words(const struct cli *cli,
                                 struct machines *machines)
{
    for (size_t i = 0; i < cli->word_count; i++) {
        if (is_directory(cli->words[i])) {
            PP_TRY(add_directory(machines, cli->words[i]));
        } else {
            machines->files[machines->file_count++] = cli->words[i];
        }
    }
    return PP_OK;
}

static void find_hosts(const struct cli *cli, struct machines *machines)
{
    for (size_t i = 0; i < cli->arguments.use_count; i++) {
        const struct option_use *use = &cli->arguments.uses[i];
        if (use->id == OPTION_HOST) {
            machines->hosts[machines->host_count++] = use->value;
        }
    }
}

bool machines_find(const struct cli *cli, struct machines *ret_machines)
{
    struct machines machines = {0};
    enum pp_status status = PP_ERR_NOMEM;
    /* One more than needed: a count of 0 has no array. */
    machines.files = pp_calloc(cli->word_count + 1, sizeof(*machines.files));
    machines.hosts =
        pp_calloc(cli->arguments.use_count + 1, sizeof(*machines.hosts));
    if (machines.files != NULL && machines.hosts != NULL) {
        find_hosts(cli, &machines);
        status = find_words(cli, &machines);
    }
    if (status != PP_OK) {
        machines_done(&machines);
        if (status != PP_ERR_IO) {
            (void)complain_status(status);
        }
        return false;
    }
    *ret_machines = machines;
    return true;
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
