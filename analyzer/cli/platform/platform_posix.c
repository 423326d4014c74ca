/* The system's side of the program on POSIX. */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE /* ioctl's TIOCGWINSZ */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "command/name_list.h"
#include "platform.h"

/* --- signals ------------------------------------------------------------- */

/* The signals that end the program, of a terminal or of a service. */
static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};

/* A file that must not be left behind; NULL: there is none. */
static const char *volatile unfinished;

/* Only what POSIX allows in a handler: unlink and raise. SA_RESETHAND has put
 * the default back, so the shell sees that a signal ended the program. */
static void remove_and_end(int number)
{
    if (unfinished != NULL) {
        unlink(unfinished);
    }
    raise(number);
}

static void handle_signals(void)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(ending_signals); i++) {
        struct sigaction action;
        /* What the caller ignores (nohup) stays ignored. */
        if (sigaction(ending_signals[i], NULL, &action) != 0 ||
            action.sa_handler == SIG_IGN) {
            continue;
        }
        action = (struct sigaction){.sa_handler = remove_and_end,
                                    .sa_flags = (int)SA_RESETHAND};
        sigemptyset(&action.sa_mask);
        (void)sigaction(ending_signals[i], &action, NULL);
    }
}

void platform_start(void)
{
    /* The write then fails with EPIPE, which is handled in one place. */
    signal(SIGPIPE, SIG_IGN);
    handle_signals();
}

/* mkstemp, with no moment in which the file is there and `unfinished` does
 * not say so. */
static int make_unfinished(char *path)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    int descriptor = mkstemp(path);
    int error_number = errno;
    if (descriptor >= 0) {
        unfinished = path;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error_number;
    return descriptor;
}

static int descriptor_of(enum platform_stream stream)
{
    switch (stream) {
    case PLATFORM_STDIN:
        return STDIN_FILENO;
    case PLATFORM_STDOUT:
        return STDOUT_FILENO;
    case PLATFORM_STDERR:
        return STDERR_FILENO;
    }
    return -1;
}

bool platform_is_terminal(enum platform_stream stream)
{
    return isatty(descriptor_of(stream)) == 1;
}

unsigned platform_terminal_width(enum platform_stream stream)
{
    struct winsize size = {0};
    if (ioctl(descriptor_of(stream), TIOCGWINSZ, &size) != 0) {
        return 0;
    }
    return size.ws_col;
}

bool platform_shows_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        const char *value = getenv(names[i]);
        if (value == NULL || value[0] == '\0') {
            continue;
        }
        struct pp_sv view = pp_sv_from(value);
        return pp_sv_find_nocase(view, PP_SV("utf-8"), 0) != SIZE_MAX ||
               pp_sv_find_nocase(view, PP_SV("utf8"), 0) != SIZE_MAX;
    }
    return false;
}

enum pps_file_kind platform_file_kind(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return PPS_FILE_NONE;
    }
    if (S_ISREG(status.st_mode)) {
        return PPS_FILE_REGULAR;
    }
    return S_ISDIR(status.st_mode) ? PPS_FILE_DIRECTORY : PPS_FILE_OTHER;
}

bool platform_is_separator(char c)
{
    return c == '/';
}

FILE *platform_open(const char *path, const char *mode)
{
    return fopen(path, mode);
}

static enum pp_status read_names(DIR *directory, struct pps_names *names)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL) {
            return errno == 0 ? PP_OK : PP_ERR_IO;
        }
        if (entry->d_name[0] != '.') {
            PP_TRY(pps_names_add(names, pps_copy_text(entry->d_name)));
        }
    }
}

enum pp_status platform_list(const char *directory, struct pps_names *ret_names)
{
    DIR *opened = opendir(directory);
    if (opened == NULL) {
        return PP_ERR_IO;
    }
    struct pps_names names = {0};
    enum pp_status status = read_names(opened, &names);
    int error_number = errno;
    closedir(opened);
    errno = error_number;
    if (status != PP_OK) {
        pps_names_done(&names);
        return status;
    }
    pps_names_sort(&names);
    *ret_names = names;
    return PP_OK;
}

/* The path behind all links, or the path itself where nothing is yet. */
static char *resolve(const char *path)
{
    char resolved[PATH_MAX];
    if (realpath(path, resolved) != NULL) {
        return pps_copy_text(resolved);
    }
    return pps_copy_text(path);
}

/* `target` with a suffix that mkstemp fills in. */
static char *temporary_name(const char *target)
{
    static const char suffix[] = ".XXXXXX";
    size_t len = strlen(target);
    char *name = pp_calloc(len + sizeof(suffix), 1);
    if (name != NULL) {
        memcpy(name, target, len);
        memcpy(name + len, suffix, sizeof(suffix));
    }
    return name;
}

/* mkstemp makes a file that only its owner may read; the answer shall have
 * the rights of the file that it replaces, or of a new file. */
static void copy_rights(int descriptor, const char *target)
{
    struct stat status;
    mode_t mode;
    if (stat(target, &status) == 0) {
        mode = status.st_mode & 07777;
    } else {
        mode_t mask = umask(0);
        umask(mask);
        mode = 0666 & ~mask;
    }
    /* Where the file system knows no rights, there is nothing to keep. */
    (void)!fchmod(descriptor, mode);
}

static enum pp_status
open_beside(char *temporary, const char *target, FILE **ret_file)
{
    int descriptor = make_unfinished(temporary);
    if (descriptor < 0) {
        return PP_ERR_IO;
    }
    copy_rights(descriptor, target);
    FILE *file = fdopen(descriptor, "wb");
    if (file == NULL) {
        close(descriptor);
        platform_remove(temporary);
        return PP_ERR_IO;
    }
    *ret_file = file;
    return PP_OK;
}

enum pp_status platform_create_beside(const char *path,
                                      FILE **ret_file,
                                      char **ret_temporary,
                                      char **ret_target)
{
    char *target = resolve(path);
    char *temporary = target != NULL ? temporary_name(target) : NULL;
    enum pp_status status = PP_ERR_NOMEM;
    if (temporary != NULL) {
        status = open_beside(temporary, target, ret_file);
    }
    if (status != PP_OK) {
        pps_free_keep_errno(target);
        pps_free_keep_errno(temporary);
        return status;
    }
    *ret_temporary = temporary;
    *ret_target = target;
    return PP_OK;
}

enum pp_status platform_replace(const char *temporary, const char *target)
{
    if (rename(temporary, target) != 0) {
        return PP_ERR_IO;
    }
    unfinished = NULL;
    return PP_OK;
}

void platform_remove(const char *path)
{
    unlink(path);
    unfinished = NULL;
}

bool platform_is_broken_pipe(int error_number)
{
    return error_number == EPIPE;
}

/* --- threads -------------------------------------------------------------- */

enum {
    MAX_THREADS = 256
};

struct job {
    void (*call)(void *context, unsigned index);
    void *context;
    unsigned index;
};

static void *do_job(void *user)
{
    const struct job *job = user;
    job->call(job->context, job->index);
    return NULL;
}

void platform_run_jobs(unsigned count,
                       void (*job)(void *context, unsigned index),
                       void *context)
{
    pthread_t threads[MAX_THREADS];
    struct job jobs[MAX_THREADS];
    unsigned started = 0;
    /* The first job is this thread's own, and so is what gets no thread. */
    while (started + 1 < count && started < MAX_THREADS) {
        jobs[started] = (struct job){job, context, started + 1};
        if (pthread_create(&threads[started], NULL, do_job, &jobs[started]) !=
            0) {
            break;
        }
        started++;
    }
    job(context, 0);
    for (unsigned i = started + 1; i < count; i++) {
        job(context, i);
    }
    for (unsigned i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
}

uint32_t platform_today(void)
{
    struct timespec now = {0};
    struct tm day = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (gmtime_r(&now.tv_sec, &day) == NULL) {
        return 0;
    }
    return (uint32_t)(day.tm_year + 1900) * 10000 +
           (uint32_t)(day.tm_mon + 1) * 100 + (uint32_t)day.tm_mday;
}
