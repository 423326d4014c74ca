/* The program's side of struct pps_io. */
#include "surroundings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/platform/platform.h"
#include "command/wrap.h"
#include "input.h"

static void say(struct pps_io *io, struct pp_sv text)
{
    (void)io;
    struct pp_buf broken;
    pp_buf_init(&broken, SIZE_MAX / 2);
    pps_wrap(&broken, text, platform_terminal_width(PLATFORM_STDERR));
    text = broken.status == PP_OK ? pp_buf_view(&broken) : text;
    fwrite(text.ptr, 1, text.len, stderr);
    pp_buf_done(&broken);
}

/* --- the document --------------------------------------------------------- */

static struct output *output_of(struct pps_io *io)
{
    struct surroundings *surroundings = io->user;
    return &surroundings->output;
}

/* `path` NULL: standard output. */
static void
complain_unwritable(struct pps_io *io, const char *path, int error_number)
{
    const char *quote = path != NULL ? "'" : "";
    pps_io_complain(io,
                    "cannot write %s%s%s: %s",
                    quote,
                    path != NULL ? path : "standard output",
                    quote,
                    strerror(error_number));
}

static bool open_document(struct pps_io *io, const char *path)
{
    if (output_open(output_of(io), path) == PP_OK) {
        return true;
    }
    complain_unwritable(io, path, errno);
    return false;
}

static enum pp_status write_document(struct pps_io *io, struct pp_sv bytes)
{
    return output_write(output_of(io), bytes);
}

static bool close_document(struct pps_io *io, bool is_whole)
{
    struct output *output = output_of(io);
    io->is_unwanted = output->is_unwanted;
    if (!is_whole && !output->is_failed && output->path != NULL) {
        output_abandon(output);
        return true;
    }
    if (output_close(output) == PP_OK) {
        return true;
    }
    complain_unwritable(io, output->path, output->error_number);
    return false;
}

static bool write_file(struct pps_io *io, const char *path, struct pp_sv text)
{
    struct output output = {0};
    enum pp_status status = output_open(&output, path);
    int error_number = errno;
    if (status == PP_OK) {
        /* A failure stays in the output, which reports it when it is closed. */
        (void)!output_write(&output, text);
        status = output_close(&output);
        error_number = output.error_number;
    }
    if (status != PP_OK) {
        complain_unwritable(io, path, error_number);
    }
    return status == PP_OK;
}

/* --- progress ------------------------------------------------------------- */

/* On one line of the terminal, from about a second on. */
static void show_progress(struct pps_io *io, uint32_t done, uint32_t runs)
{
    struct surroundings *surroundings = io->user;
    surroundings->begun =
        surroundings->begun != 0 ? surroundings->begun : clock();
    if (runs == 0) {
        fputs(surroundings->is_progress
                  ? "\r                                                  \r"
                  : "",
              stderr);
    } else if (clock() - surroundings->begun >= CLOCKS_PER_SEC) {
        surroundings->is_progress = true;
        fprintf(stderr,
                "\r%lu of %lu boots simulated",
                (unsigned long)done,
                (unsigned long)runs);
        fflush(stderr);
    }
}

void surroundings_show_progress(struct surroundings *surroundings)
{
    surroundings->io.progress = show_progress;
}

void surroundings_init(struct surroundings *surroundings)
{
    *surroundings =
        (struct surroundings){.io = {
                                  .user = surroundings,
                                  .say = say,
                                  .kind = input_kind,
                                  .nearest = input_nearest,
                                  .is_separator = platform_is_separator,
                                  .is_readable = input_is_readable,
                                  .add = input_add,
                                  .list = input_list,
                                  .slurp = input_slurp,
                                  .open = open_document,
                                  .write = write_document,
                                  .close = close_document,
                                  .write_file = write_file,
                                  .today = platform_today(),
                                  .run_jobs = platform_run_jobs,
                              }};
}
