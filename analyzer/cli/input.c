/* Reading files and standard input. */
#include "input.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/platform/platform.h"

static const char stdin_name[] = "standard input";

static bool is_stdin(const char *word)
{
    return strcmp(word, "-") == 0;
}

/* The last name of a path. */
static const char *base_of(const char *path)
{
    const char *base = path;
    for (const char *at = path; *at != '\0'; at++) {
        base = platform_is_separator(*at) ? at + 1 : base;
    }
    return base;
}

/* A name that goes on with an ending which was not typed. */
static const char *with_ending(const struct pps_names *names, struct pp_sv base)
{
    for (size_t i = 0; i < names->count && base.len > 0; i++) {
        struct pp_sv name = pp_sv_from(names->items[i]);
        if (pp_sv_starts(name, base) && name.len > base.len &&
            name.ptr[base.len] == '.') {
            return names->items[i];
        }
    }
    return NULL;
}

bool input_nearest(struct pps_io *io, const char *path, struct pp_buf *into)
{
    (void)io;
    struct pp_sv base = pp_sv_from(base_of(path));
    struct pp_sv folder = {path, (size_t)(base.ptr - path)};
    struct pp_buf copy;
    struct pps_names names = {0};
    pp_buf_init(&copy, SIZE_MAX / 2);
    pp_buf_add(&copy, folder.len > 0 ? folder : PP_SV("."));
    const char *found = NULL;
    if (copy.status == PP_OK && platform_list(copy.data, &names) == PP_OK) {
        found =
            pp_nearest_of(base, (const char *const *)names.items, names.count);
        found = found != NULL ? found : with_ending(&names, base);
    }
    if (found != NULL) {
        pp_buf_add(into, folder);
        pp_buf_add_str(into, found);
    }
    pps_names_done(&names);
    pp_buf_done(&copy);
    return found != NULL;
}

static void complain_unreadable(struct pps_io *io, const char *path)
{
    int error_number = errno;
    struct pp_buf words;
    pp_buf_init(&words, SIZE_MAX / 2);
    pp_buf_printf(&words, "cannot read '%s': %s", path, strerror(error_number));
    if (words.status == PP_OK && error_number == ENOENT) {
        pps_io_complain_missing(io, words.data, path);
    } else if (pps_io_is_ok(io, words.status)) {
        pps_io_complain(io, "%s", words.data);
    }
    pp_buf_done(&words);
}

enum pps_file_kind input_kind(struct pps_io *io, const char *name)
{
    (void)io;
    return platform_file_kind(name);
}

bool input_is_readable(struct pps_io *io, const char *path)
{
    enum pps_file_kind kind = platform_file_kind(path);
    if (kind == PPS_FILE_DIRECTORY || kind == PPS_FILE_OTHER) {
        /* A pipe loses what is read from it: not opened to try. */
        return true;
    }
    FILE *file = kind == PPS_FILE_NONE ? NULL : platform_open(path, "rb");
    if (file == NULL) {
        complain_unreadable(io, path);
        return false;
    }
    fclose(file);
    return true;
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

static enum pp_status add_stream(struct pps_io *io,
                                 struct pp_load *load,
                                 const char *name,
                                 FILE *file)
{
    /* The library reads in large pieces: another buffer only copies. */
    setvbuf(file, NULL, _IONBF, 0);
    struct pp_byte_source source = {.user = file, .read = read_bytes};
    enum pp_status status = pp_load_add(load, pp_sv_from(name), &source);
    if (status == PP_ERR_IO && ferror(file)) {
        complain_unreadable(io, name);
    }
    return status;
}

/* Looks at the first bytes and goes back; a pipe cannot. */
static bool is_hive(FILE *file, const char *path)
{
    char bytes[4];
    if (platform_file_kind(path) != PPS_FILE_REGULAR) {
        return false;
    }
    size_t count = fread(bytes, 1, sizeof(bytes), file);
    rewind(file);
    return pp_load_is_hive((struct pp_sv){bytes, count});
}

static enum pp_status
add_hive(struct pps_io *io, struct pp_load *load, const char *path)
{
    enum pp_status status = pp_load_add_hive(load, pp_sv_from(path), path);
    if (status == PP_ERR_IO) {
        complain_unreadable(io, path);
    }
    return status;
}

static enum pp_status
add_file(struct pps_io *io, struct pp_load *load, const char *path)
{
    FILE *file = platform_open(path, "rb");
    if (file == NULL) {
        complain_unreadable(io, path);
        return PP_ERR_IO;
    }
    if (is_hive(file, path)) {
        fclose(file);
        return add_hive(io, load, path);
    }
    enum pp_status status = add_stream(io, load, path, file);
    fclose(file);
    return status;
}

static enum pp_status add_stdin(struct pps_io *io, struct pp_load *load)
{
    if (platform_is_terminal(PLATFORM_STDIN)) {
        pps_io_complain(io,
                        "waiting for a capture: paste it, then press Ctrl-D "
                        "(on Windows Ctrl-Z and Enter)");
    }
    return add_stream(io, load, stdin_name, stdin);
}

/* Adds `directory/name`, if that is a file or a directory. */
static enum pp_status
add_entry(struct pps_names *paths, const char *directory, const char *name)
{
    struct pp_buf path;
    pp_buf_init(&path, SIZE_MAX / 2);
    size_t len = strlen(directory);
    bool is_open = len == 0 || !platform_is_separator(directory[len - 1]);
    pp_buf_printf(&path, "%s%s%s", directory, is_open ? "/" : "", name);
    enum pp_status status = path.status;
    if (status == PP_OK) {
        enum pps_file_kind kind = platform_file_kind(path.data);
        if (kind == PPS_FILE_REGULAR || kind == PPS_FILE_DIRECTORY) {
            status = pps_names_add(paths, pps_copy_text(path.data));
        }
    }
    pp_buf_done(&path);
    return status;
}

enum pp_status
input_list(struct pps_io *io, const char *directory, struct pps_names *paths)
{
    struct pps_names names;
    enum pp_status status = platform_list(directory, &names);
    if (status == PP_ERR_IO) {
        complain_unreadable(io, directory);
    }
    if (status != PP_OK) {
        return status;
    }
    for (size_t i = 0; i < names.count && status == PP_OK; i++) {
        status = add_entry(paths, directory, names.items[i]);
    }
    pps_names_done(&names);
    return status;
}

static enum pp_status
add_directory(struct pps_io *io, struct pp_load *load, const char *directory)
{
    struct pps_names paths = {0};
    enum pp_status status = input_list(io, directory, &paths);
    for (size_t i = 0; i < paths.count && status == PP_OK; i++) {
        if (platform_file_kind(paths.items[i]) == PPS_FILE_REGULAR) {
            status = add_file(io, load, paths.items[i]);
        }
    }
    pps_names_done(&paths);
    return status;
}

enum pp_status
input_add(struct pps_io *io, const char *name, struct pp_load *load)
{
    if (is_stdin(name)) {
        return add_stdin(io, load);
    }
    return platform_file_kind(name) == PPS_FILE_DIRECTORY
               ? add_directory(io, load, name)
               : add_file(io, load, name);
}

static bool slurp_stream(struct pps_io *io,
                         FILE *file,
                         const char *name,
                         struct pp_buf *into)
{
    char block[4096];
    size_t count;
    while (into->status == PP_OK &&
           (count = fread(block, 1, sizeof(block), file)) > 0) {
        pp_buf_add(into, (struct pp_sv){block, count});
    }
    if (into->status == PP_ERR_LIMIT) {
        pps_io_complain(io, "'%s' is too large", name);
        return false;
    }
    if (ferror(file)) {
        complain_unreadable(io, name);
        return false;
    }
    return pps_io_is_ok(io, into->status);
}

bool input_slurp(struct pps_io *io, const char *path, struct pp_buf *into)
{
    if (is_stdin(path)) {
        return slurp_stream(io, stdin, stdin_name, into);
    }
    FILE *file = platform_open(path, "rb");
    if (file == NULL) {
        complain_unreadable(io, path);
        return false;
    }
    bool is_read = slurp_stream(io, file, path, into);
    fclose(file);
    return is_read;
}
