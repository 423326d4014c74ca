/* Writing the answer, the whole of it or nothing. */
#include "output.h"

#include <errno.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/platform/platform.h"

static enum pp_status open_file(struct output *output, const char *path)
{
    /* A device or a pipe is written to; a file in its place would be wrong
     * (and of /dev/null a disaster). */
    if (platform_file_kind(path) == PPS_FILE_OTHER) {
        output->file = platform_open(path, "wb");
        return output->file != NULL ? PP_OK : PP_ERR_IO;
    }
    if (platform_file_kind(path) == PPS_FILE_DIRECTORY) {
        errno = EISDIR;
        return PP_ERR_IO;
    }
    return platform_create_beside(
        path, &output->file, &output->temporary, &output->target);
}

enum pp_status output_open(struct output *output, const char *path)
{
    *output = (struct output){0};
    if (path == NULL || strcmp(path, "-") == 0) {
        output->file = stdout;
        return PP_OK;
    }
    output->path = path;
    return open_file(output, path);
}

static enum pp_status fail(struct output *output)
{
    if (!output->is_failed) {
        output->is_failed = true;
        output->error_number = errno;
        output->is_unwanted = platform_is_broken_pipe(errno);
    }
    return PP_ERR_IO;
}

enum pp_status output_write(struct output *output, struct pp_sv bytes)
{
    if (output->is_failed) {
        return PP_ERR_IO;
    }
    if (bytes.len > 0 &&
        fwrite(bytes.ptr, 1, bytes.len, output->file) != bytes.len) {
        return fail(output);
    }
    return PP_OK;
}

static void forget(struct output *output)
{
    pp_free(output->temporary);
    pp_free(output->target);
    output->temporary = NULL;
    output->target = NULL;
    output->file = NULL;
}

void output_abandon(struct output *output)
{
    if (output->file != NULL && output->file != stdout) {
        fclose(output->file);
    }
    if (output->temporary != NULL) {
        platform_remove(output->temporary);
    }
    forget(output);
}

enum pp_status output_close(struct output *output)
{
    if (output->file == NULL) {
        return PP_OK;
    }
    bool is_flushed = fflush(output->file) == 0;
    if (!is_flushed) {
        (void)fail(output);
    }
    if (!output->is_failed && output->file != stdout) {
        FILE *file = output->file;
        output->file = NULL;
        if (fclose(file) != 0) {
            (void)fail(output);
        }
    }
    if (!output->is_failed && output->temporary != NULL &&
        platform_replace(output->temporary, output->target) != PP_OK) {
        (void)fail(output);
    }
    if (output->is_failed) {
        output_abandon(output);
        return output->is_unwanted ? PP_OK : PP_ERR_IO;
    }
    forget(output);
    return PP_OK;
}
