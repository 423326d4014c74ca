/* Reading the policy and what it names. */
#include "verify_policy.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "print/diag_text.h"
#include "print/show_view.h"
#include "verify/baseline.h"

enum {
    MAX_FILE_BYTES = 256 << 20, /* the library has limits of its own */
    MAX_PATH_BYTES = 1 << 20,
};

/* A file, and what is found wrong with it. */
struct file {
    const char *path;
    struct pp_buf bytes;
    struct pp_diags *diags;
};

static void file_done(struct file *file)
{
    pp_buf_done(&file->bytes);
    pp_diags_free(file->diags);
}

/* False after a complaint; then nothing is left open. */
static bool
open_file(const struct call *call, struct file *file, const char *path)
{
    *file = (struct file){.path = path};
    pp_buf_init(&file->bytes, MAX_FILE_BYTES);
    if (pps_io_is_ok(call->io, pp_diags_new(&file->diags)) &&
        call->io->slurp(call->io, path, &file->bytes)) {
        return true;
    }
    file_done(file);
    return false;
}

static struct pp_sv name_of(const char *path)
{
    return strcmp(path, "-") == 0 ? PP_SV("standard input") : pp_sv_from(path);
}

/* Complains about what is wrong with the file; whether `status` is PP_OK. */
static bool
close_file(const struct call *call, struct file *file, enum pp_status status)
{
    struct pp_capture text = {.name = name_of(file->path)};
    struct pp_show view = {
        .captures = &text, .capture_count = 1, .diags = file->diags};
    if (status == PP_ERR_FORMAT) {
        struct pp_buf report = pps_call_report();
        pp_diags_text(&report, &call->error_style, &view, PP_SEVERITY_NOTE);
        pps_io_print(call->io, &report);
    } else if (status != PP_OK) {
        (void)pps_io_is_ok(call->io, status);
    }
    pps_io_note_diags(call->io, file->diags);
    file_done(file);
    return status == PP_OK;
}

static bool read_policy(const struct call *call, struct verify_policy *files)
{
    struct file file;
    if (!open_file(call, &file, files->path)) {
        return false;
    }
    enum pp_status status = pp_policy_parse(
        pp_buf_view(&file.bytes), 0, file.diags, &files->policy);
    return close_file(call, &file, status);
}

static bool is_absolute(const struct pps_io *io, struct pp_sv path)
{
    return io->is_separator(path.ptr[0]) ||
           (path.len > 1 && path.ptr[1] == ':');
}

/* The path of a rule's file, which is relative to the policy. */
static enum pp_status resolve(const struct pps_io *io,
                              const struct verify_policy *files,
                              struct pp_sv from,
                              struct pp_buf *path)
{
    size_t len = strcmp(files->path, "-") == 0 ? 0 : strlen(files->path);
    while (len > 0 && !io->is_separator(files->path[len - 1])) {
        len--;
    }
    if (!is_absolute(io, from)) {
        pp_buf_add(path, (struct pp_sv){files->path, len});
    }
    pp_buf_add(path, from);
    return path->status;
}

static bool read_source(const struct call *call,
                        struct verify_policy *files,
                        size_t index,
                        struct pp_sv from)
{
    struct pp_buf path;
    struct file file;
    pp_buf_init(&path, MAX_PATH_BYTES);
    enum pp_status status = resolve(call->io, files, from, &path);
    if (status == PP_OK && !pp_arena_copy(&files->arena,
                                          pp_buf_view(&path),
                                          &files->sources[index])) {
        status = PP_ERR_NOMEM;
    }
    pp_buf_done(&path);
    if (!pps_io_is_ok(call->io, status)) {
        return false;
    }
    if (!open_file(call, &file, files->sources[index].ptr)) {
        return false;
    }
    status = pp_policy_take_source(
        files->policy, index, pp_buf_view(&file.bytes), 0, file.diags);
    return close_file(call, &file, status);
}

static bool read_sources(const struct call *call, struct verify_policy *files)
{
    size_t count = 0;
    const struct pp_rule *rules = pp_policy_rules(files->policy, &count);
    bool is_good = true;
    files->sources = pp_calloc(count, sizeof(*files->sources));
    if (files->sources == NULL) {
        return pps_io_is_ok(call->io, PP_ERR_NOMEM);
    }
    for (size_t i = 0; i < count; i++) {
        is_good &= rules[i].from.len == 0 ||
                   read_source(call, files, i, rules[i].from);
    }
    return is_good;
}

static bool read_baseline(const struct call *call, struct verify_policy *files)
{
    const char *path = pps_call_value(call, OPTION_BASELINE);
    struct file file;
    if (path == NULL || !open_file(call, &file, path)) {
        return path == NULL;
    }
    enum pp_status status = pp_baseline_parse(
        pp_buf_view(&file.bytes), 0, file.diags, &files->baseline);
    files->has_baseline = status == PP_OK;
    return close_file(call, &file, status);
}

bool pps_verify_policy_open(const struct call *call, struct verify_policy *ret)
{
    *ret = (struct verify_policy){0};
    pp_arena_init(&ret->arena, SIZE_MAX / 2);
    if (call->word_count == call->capture_count) {
        pps_io_complain(call->io,
                        "which policy? portplan verify POLICY [CAPTURE...]");
        return false;
    }
    ret->path = call->words[0];
    ret->name = name_of(ret->path);
    return read_policy(call, ret) && read_sources(call, ret) &&
           read_baseline(call, ret);
}

void pps_verify_policy_close(struct verify_policy *files)
{
    pp_policy_free(files->policy);
    pp_baseline_done(&files->baseline);
    pp_free(files->sources);
    pp_arena_done(&files->arena);
    *files = (struct verify_policy){0};
}
