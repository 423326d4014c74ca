/* The system's side of the program on Windows: its words, errors, threads and
 * clock. */
#include "platform_windows.h"

#include <errno.h>
#include <stdlib.h>

#include "base/alloc.h"

/* Where mingw's start-up code begins, and the program proper. */
int wmain(int argc, wchar_t **argv);
int main(int argc, char **argv);

/* --- errors and text ------------------------------------------------------ */

/* errno for what Windows' own functions answer. */
static int errno_of(DWORD error)
{
    switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
    case ERROR_BAD_PATHNAME:
        return ENOENT;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_WRITE_PROTECT:
        return EACCES;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return EEXIST;
    case ERROR_DIRECTORY:
        return ENOTDIR;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return ENOSPC;
    case ERROR_NOT_SAME_DEVICE:
        return EXDEV;
    case ERROR_FILENAME_EXCED_RANGE:
        return ENAMETOOLONG;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
        return ENOMEM;
    default:
        return EIO;
    }
}

void windows_take_error(void)
{
    errno = errno_of(GetLastError());
}

wchar_t *windows_wide(const char *text)
{
    int count = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    wchar_t *wide = count > 0 ? pp_calloc((size_t)count, sizeof(*wide)) : NULL;
    if (wide == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, count);
    return wide;
}

char *windows_utf8(const wchar_t *wide)
{
    int count = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *text = count > 0 ? pp_calloc((size_t)count, 1) : NULL;
    if (text == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, count, NULL, NULL);
    return text;
}

/* --- start ---------------------------------------------------------------- */

static void free_words(char **words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pp_free(words[i]);
    }
    pp_free(words);
}

int wmain(int argc, wchar_t **argv)
{
    size_t count = argc > 0 ? (size_t)argc : 0;
    char **words = pp_calloc(count + 1, sizeof(*words));
    int code = 2;
    bool is_complete = words != NULL;
    for (size_t i = 0; i < count && is_complete; i++) {
        words[i] = windows_utf8(argv[i]);
        is_complete = words[i] != NULL;
    }
    if (is_complete) {
        code = main(argc, words);
    } else {
        fputs("portplan: out of memory\n", stderr);
    }
    if (words != NULL) {
        free_words(words, count);
    }
    return code;
}

HANDLE windows_stream(enum platform_stream stream)
{
    switch (stream) {
    case PLATFORM_STDIN:
        return GetStdHandle(STD_INPUT_HANDLE);
    case PLATFORM_STDOUT:
        return GetStdHandle(STD_OUTPUT_HANDLE);
    case PLATFORM_STDERR:
        return GetStdHandle(STD_ERROR_HANDLE);
    }
    return INVALID_HANDLE_VALUE;
}

/* The C library calls most of what Windows answers EINVAL and keeps the answer
 * in _doserrno; Wine leaves that at 0 when a part was written. */
bool platform_is_broken_pipe(int error_number)
{
    if (error_number != EINVAL) {
        return error_number == EPIPE;
    }
    unsigned long error = _doserrno;
    if (error == 0) {
        return GetFileType(windows_stream(PLATFORM_STDOUT)) == FILE_TYPE_PIPE;
    }
    return error == ERROR_NO_DATA || error == ERROR_BROKEN_PIPE ||
           error == ERROR_PIPE_NOT_CONNECTED;
}

/* --- threads and clock ---------------------------------------------------- */

enum {
    MAX_THREADS = 256
};

struct job {
    void (*call)(void *context, unsigned index);
    void *context;
    unsigned index;
};

static DWORD WINAPI do_job(void *user)
{
    const struct job *job = user;
    job->call(job->context, job->index);
    return 0;
}

void platform_run_jobs(unsigned count,
                       void (*job)(void *context, unsigned index),
                       void *context)
{
    HANDLE threads[MAX_THREADS];
    struct job jobs[MAX_THREADS];
    unsigned started = 0;
    /* The first job is this thread's own, and so is what gets no thread. */
    while (started + 1 < count && started < MAX_THREADS) {
        jobs[started] = (struct job){job, context, started + 1};
        threads[started] =
            CreateThread(NULL, 0, do_job, &jobs[started], 0, NULL);
        if (threads[started] == NULL) {
            break;
        }
        started++;
    }
    job(context, 0);
    for (unsigned i = started + 1; i < count; i++) {
        job(context, i);
    }
    for (unsigned i = 0; i < started; i++) {
        (void)WaitForSingleObject(threads[i], INFINITE);
        CloseHandle(threads[i]);
    }
}

uint32_t platform_today(void)
{
    SYSTEMTIME now;
    GetSystemTime(&now);
    return (uint32_t)now.wYear * 10000 + (uint32_t)now.wMonth * 100 + now.wDay;
}
