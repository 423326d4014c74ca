/* Finding and reading the captures. */
#include "input.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "cli/platform/platform.h"
#include "cli/words/names.h"
#include "examples/examples.h"

static const char stdin_name[] = "standard input";

static bool is_stdin(const char *word)
{
    return strcmp(word, "-") == 0;
}

bool input_is_capture(const char *word)
{
    return word[0] == '@' || is_stdin(word) ||
           platform_file_kind(word) != PLATFORM_FILE_NONE;
}

static void complain_unreadable(const char *path)
{
    pps_io_complain("cannot read '%s': %s", path, strerror(errno));
}

static void complain_example(const char *word)
{
    struct pp_buf names;
    pp_buf_init(&names, 4096);
    for (size_t i = 0; pps_name_of_example(i) != NULL; i++) {
        pp_buf_printf(
            &names, "%s@%s", i > 0 ? ", " : "", pps_name_of_example(i));
    }
    struct pp_sv view = pp_buf_view(&names);
    pps_io_complain("there is no built-in capture '%s'; there are %.*s",
                    word,
                    PP_SV_ARGS(view));
    pp_buf_done(&names);
}

/* Whether the file can be opened; complains where it cannot. */
static bool is_readable(const char *path)
{
    FILE *file = platform_open(path, "rb");
    if (file == NULL) {
        complain_unreadable(path);
        return false;
    }
    fclose(file);
    return true;
}

/* Looks at a word before anything is read. */
static bool is_word_good(const char *word, bool *is_stdin_taken)
{
    if (is_stdin(word)) {
        if (*is_stdin_taken) {
            pps_io_complain("standard input can be read only once");
            return false;
        }
        *is_stdin_taken = true;
        return true;
    }
    if (word[0] == '@') {
        bool exists = pp_example_named(pp_sv_from(word + 1)) != NULL;
        if (!exists) {
            complain_example(word);
        }
        return exists;
    }
    switch (platform_file_kind(word)) {
    case PLATFORM_FILE_NONE:
        complain_unreadable(word);
        return false;
    case PLATFORM_FILE_DIRECTORY:
    case PLATFORM_FILE_OTHER:
        /* A pipe loses what is read from it: not opened to try. */
        return true;
    case PLATFORM_FILE_REGULAR:
        return is_readable(word);
    }
    return false;
}

static enum pp_status
read_bytes(void *user, char *into, size_t size, size_t *ret_read)
{
    FILE *file = user;
    /* A terminal reports the end of a paste once; reading on would wait. */
    if (feof(file)) {
        *ret_read = 0;
        return PP_OK;
    }
    size_t count = fread(into, 1, size, file);
    if (count == 0 && ferror(file)) {
        return PP_ERR_IO;
    }
    *ret_read = count;
    return PP_OK;
}

static enum pp_status
add_stream(struct pp_load *load, const char *name, FILE *file)
{
    /* The library reads in large pieces: another buffer only copies. */
    setvbuf(file, NULL, _IONBF, 0);
    struct pp_byte_source source = {.user = file, .read = read_bytes};
    enum pp_status status = pp_load_add(load, pp_sv_from(name), &source);
    if (status == PP_ERR_IO && ferror(file)) {
        complain_unreadable(name);
    }
    return status;
}

/* Looks at the first bytes and goes back; a pipe cannot. */
static bool is_hive(FILE *file, const char *path)
{
    char bytes[4];
    if (platform_file_kind(path) != PLATFORM_FILE_REGULAR) {
        return false;
    }
    size_t count = fread(bytes, 1, sizeof(bytes), file);
    rewind(file);
    return pp_load_is_hive((struct pp_sv){bytes, count});
}

static enum pp_status add_hive(struct pp_load *load, const char *path)
{
    enum pp_status status = pp_load_add_hive(load, pp_sv_from(path), path);
    if (status == PP_ERR_IO) {
        complain_unreadable(path);
    }
    return status;
}

static enum pp_status add_file(struct pp_load *load, const char *path)
{
    FILE *file = platform_open(path, "rb");
    if (file == NULL) {
        complain_unreadable(path);
        return PP_ERR_IO;
    }
    if (is_hive(file, path)) {
        fclose(file);
        return add_hive(load, path);
    }
    enum pp_status status = add_stream(load, path, file);
    fclose(file);
    return status;
}

static enum pp_status add_stdin(struct pp_load *load)
{
    if (platform_is_terminal(PLATFORM_STDIN)) {
        pps_io_complain("waiting for a capture: paste it, then press Ctrl-D "
                        "(on Windows Ctrl-Z and Enter)");
    }
    return add_stream(load, stdin_name, stdin);
}

const struct pp_example *input_example(const char *word)
{
    const struct pp_example *example =
        pp_example_named(pp_sv_from(word[0] == '@' ? word + 1 : word));
    if (example == NULL) {
        pps_io_complain(
            "there is no built-in capture '%s'; portplan examples lists "
            "them",
            word);
    }
    return example;
}

/* Adds `directory/name`, if that is a file or a directory. */
static enum pp_status
add_entry(struct platform_names *paths, const char *directory, const char *name)
{
    struct pp_buf path;
    pp_buf_init(&path, SIZE_MAX / 2);
    size_t len = strlen(directory);
    bool is_open = len == 0 || !platform_is_separator(directory[len - 1]);
    pp_buf_printf(&path, "%s%s%s", directory, is_open ? "/" : "", name);
    enum pp_status status = path.status;
    if (status == PP_OK) {
        enum platform_file_kind kind = platform_file_kind(path.data);
        if (kind == PLATFORM_FILE_REGULAR || kind == PLATFORM_FILE_DIRECTORY) {
            status = platform_names_add(paths, platform_copy_text(path.data));
        }
    }
    pp_buf_done(&path);
    return status;
}

enum pp_status input_entries(const char *directory,
                             struct platform_names *paths)
{
    struct platform_names names;
    enum pp_status status = platform_list(directory, &names);
    if (status == PP_ERR_IO) {
        complain_unreadable(directory);
    }
    if (status != PP_OK) {
        return status;
    }
    for (size_t i = 0; i < names.count && status == PP_OK; i++) {
        status = add_entry(paths, directory, names.items[i]);
    }
    platform_names_done(&names);
    return status;
}

static enum pp_status add_directory(struct pp_load *load, const char *directory)
{
    struct platform_names paths = {0};
    enum pp_status status = input_entries(directory, &paths);
    for (size_t i = 0; i < paths.count && status == PP_OK; i++) {
        if (platform_file_kind(paths.items[i]) == PLATFORM_FILE_REGULAR) {
            status = add_file(load, paths.items[i]);
        }
    }
    platform_names_done(&paths);
    return status;
}

static enum pp_status add_word(struct pp_load *load, const char *word)
{
    if (is_stdin(word)) {
        return add_stdin(load);
    }
    if (word[0] == '@') {
        const struct pp_example *example =
            pp_example_named(pp_sv_from(word + 1));
        return pp_load_add_bytes(load, pp_sv_from(word), example->bytes);
    }
    if (platform_file_kind(word) == PLATFORM_FILE_DIRECTORY) {
        return add_directory(load, word);
    }
    return add_file(load, word);
}

enum pp_status
input_read(const char *const *words, size_t word_count, struct pp_load *load)
{
    if (word_count == 0) {
        return add_stdin(load);
    }
    bool is_all_good = true;
    bool is_stdin_taken = false;
    for (size_t i = 0; i < word_count; i++) {
        is_all_good &= is_word_good(words[i], &is_stdin_taken);
    }
    if (!is_all_good) {
        return PP_ERR_IO;
    }
    for (size_t i = 0; i < word_count; i++) {
        PP_TRY(add_word(load, words[i]));
    }
    return PP_OK;
}

static bool slurp_stream(FILE *file, const char *name, struct pp_buf *into)
{
    char block[4096];
    size_t count;
    while (into->status == PP_OK &&
           (count = fread(block, 1, sizeof(block), file)) > 0) {
        pp_buf_add(into, (struct pp_sv){block, count});
    }
    if (into->status == PP_ERR_LIMIT) {
        pps_io_complain("'%s' is too large", name);
        return false;
    }
    if (ferror(file)) {
        complain_unreadable(name);
        return false;
    }
    return pps_io_is_ok(into->status);
}

bool input_slurp(const char *path, struct pp_buf *into)
{
    if (is_stdin(path)) {
        return slurp_stream(stdin, stdin_name, into);
    }
    FILE *file = platform_open(path, "rb");
    if (file == NULL) {
        complain_unreadable(path);
        return false;
    }
    bool is_read = slurp_stream(file, path, into);
    fclose(file);
    return is_read;
}
