/*
 * The system's side of the program on Windows. Everything goes through the
 * functions that take UTF-16: the others know only one code page, and paths
 * would lose characters.
 */
#define WIN32_LEAN_AND_MEAN
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <wchar.h>
#include <windows.h>

#include "portplan/buf.h"

#include "platform_names.h"

enum {
    MAX_TEMPORARY = 1000, /* names tried */
    CONSOLE_BUFFER_BYTES = 65536,
};

/* Where mingw's start-up code begins, and the program proper. */
int wmain(int argc, wchar_t **argv);
int main(int argc, char **argv);

/* What the console was set to before, to be left as it was found. */
static UINT console_codepage;
static DWORD console_mode;

/* --- errors -----------------------------------------------------------------
 */

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

static void take_error(void)
{
    errno = errno_of(GetLastError());
}

/* --- text -------------------------------------------------------------------
 */

/* Allocated with pp_calloc; NULL, with errno set, where there is no memory. */
static wchar_t *to_wide(const char *text)
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

static char *to_utf8(const wchar_t *wide)
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

/* --- start ------------------------------------------------------------------
 */

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
        words[i] = to_utf8(argv[i]);
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

static HANDLE handle_of(enum platform_stream stream)
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

/* The console behind the output or the messages; NULL where there is none. */
static HANDLE console_handle(void)
{
    static const enum platform_stream streams[] = {PLATFORM_STDOUT,
                                                   PLATFORM_STDERR};
    for (size_t i = 0; i < PP_ARRAY_LEN(streams); i++) {
        if (platform_is_terminal(streams[i])) {
            return handle_of(streams[i]);
        }
    }
    return NULL;
}

/* The path of a file that must not be left behind; NULL: there is none. */
static wchar_t *volatile unfinished;

static void forget_unfinished(void)
{
    wchar_t *path = unfinished;
    unfinished = NULL;
    pp_free(path);
}

static void restore_console(void)
{
    HANDLE console = console_handle();
    fflush(stdout);
    if (console_codepage != 0) {
        SetConsoleOutputCP(console_codepage);
    }
    if (console_mode != 0 && console != NULL) {
        SetConsoleMode(console, console_mode);
    }
}

/* Ctrl-C, a closed window, the end of the session. Runs in a thread of its
 * own; the process ends when it has said that it did not handle it. */
static BOOL WINAPI on_console_event(DWORD event)
{
    (void)event;
    const wchar_t *path = unfinished;
    if (path != NULL) {
        DeleteFileW(path); /* gone when its handle is, which is at once */
    }
    restore_console();
    return FALSE;
}

/* The console belongs to the shell, too: what is set here outlives the
 * program unless it is put back. */
static void set_console(void)
{
    HANDLE console = console_handle();
    if (console == NULL) {
        return;
    }
    console_codepage = GetConsoleOutputCP();
    SetConsoleOutputCP(CP_UTF8);
    if (GetConsoleMode(console, &console_mode)) {
        SetConsoleMode(console,
                       console_mode | ENABLE_PROCESSED_OUTPUT |
                           ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
    atexit(restore_console);
    /* A character written byte by byte would be shown as several. */
    setvbuf(stdout, NULL, _IOFBF, CONSOLE_BUFFER_BYTES);
}

void platform_start(void)
{
    SetConsoleCtrlHandler(on_console_event, TRUE);
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
    /* Of a console Ctrl-Z is the end, which only text mode knows. */
    if (!platform_is_terminal(PLATFORM_STDIN)) {
        _setmode(_fileno(stdin), _O_BINARY);
    }
    set_console();
}

/* _isatty takes NUL and serial lines for terminals, too. */
bool platform_is_terminal(enum platform_stream stream)
{
    DWORD mode;
    return GetConsoleMode(handle_of(stream), &mode) != 0;
}

unsigned platform_terminal_width(enum platform_stream stream)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(handle_of(stream), &info) ||
        info.srWindow.Right < info.srWindow.Left) {
        return 0;
    }
    return (unsigned)(info.srWindow.Right - info.srWindow.Left + 1);
}

bool platform_shows_utf8(void)
{
    return GetConsoleOutputCP() == CP_UTF8;
}

/* --- files ------------------------------------------------------------------
 */

/* Opens what the path names, to ask about it; follows links. */
static HANDLE open_to_ask(const wchar_t *path)
{
    return CreateFileW(path,
                       0,
                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                       NULL,
                       OPEN_EXISTING,
                       FILE_FLAG_BACKUP_SEMANTICS, /* directories, too */
                       NULL);
}

static enum platform_file_kind kind_of(HANDLE handle)
{
    BY_HANDLE_FILE_INFORMATION information;
    if (GetFileType(handle) != FILE_TYPE_DISK) {
        return PLATFORM_FILE_OTHER;
    }
    if (!GetFileInformationByHandle(handle, &information)) {
        return PLATFORM_FILE_OTHER;
    }
    return (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0
               ? PLATFORM_FILE_DIRECTORY
               : PLATFORM_FILE_REGULAR;
}

enum platform_file_kind platform_file_kind(const char *path)
{
    /* Devices and pipes; to open a pipe would take its one connection. */
    if (strncmp(path, "\\\\.\\", 4) == 0) {
        return PLATFORM_FILE_OTHER;
    }
    wchar_t *wide = to_wide(path);
    if (wide == NULL) {
        return PLATFORM_FILE_NONE;
    }
    HANDLE handle = open_to_ask(wide);
    enum platform_file_kind kind = PLATFORM_FILE_NONE;
    if (handle == INVALID_HANDLE_VALUE) {
        take_error();
    } else {
        kind = kind_of(handle);
        CloseHandle(handle);
    }
    int error_number = errno;
    pp_free(wide);
    errno = error_number;
    return kind;
}

bool platform_is_separator(char c)
{
    return c == '/' || c == '\\' || c == ':';
}

FILE *platform_open(const char *path, const char *mode)
{
    wchar_t *wide = to_wide(path);
    wchar_t *wide_mode = wide != NULL ? to_wide(mode) : NULL;
    FILE *file = wide_mode != NULL ? _wfopen(wide, wide_mode) : NULL;
    int error_number = errno;
    pp_free(wide);
    pp_free(wide_mode);
    errno = error_number;
    return file;
}

/* --- directories ------------------------------------------------------------
 */

static enum pp_status read_names(const wchar_t *pattern,
                                 struct platform_names *names)
{
    WIN32_FIND_DATAW entry;
    HANDLE search = FindFirstFileW(pattern, &entry);
    if (search == INVALID_HANDLE_VALUE) {
        take_error();
        /* The root of an empty drive has not even "." in it. */
        return GetLastError() == ERROR_FILE_NOT_FOUND ? PP_OK : PP_ERR_IO;
    }
    enum pp_status status = PP_OK;
    bool is_there = true;
    while (status == PP_OK && is_there) {
        if (entry.cFileName[0] != L'.') {
            status = platform_names_add(names, to_utf8(entry.cFileName));
        }
        is_there = FindNextFileW(search, &entry) != 0;
    }
    if (status == PP_OK && GetLastError() != ERROR_NO_MORE_FILES) {
        take_error();
        status = PP_ERR_IO;
    }
    int error_number = errno;
    FindClose(search);
    errno = error_number;
    return status;
}

/* `directory\*`, what FindFirstFileW wants. */
static wchar_t *pattern_for(const char *directory)
{
    static const wchar_t suffix[] = L"\\*";
    wchar_t *wide = to_wide(directory);
    if (wide == NULL) {
        return NULL;
    }
    size_t len = wcslen(wide);
    wchar_t *pattern =
        pp_realloc(wide, len + PP_ARRAY_LEN(suffix), sizeof(*pattern));
    if (pattern == NULL) {
        pp_free(wide);
        return NULL;
    }
    memcpy(pattern + len, suffix, sizeof(suffix));
    return pattern;
}

enum pp_status platform_list(const char *directory,
                             struct platform_names *ret_names)
{
    wchar_t *pattern = pattern_for(directory);
    if (pattern == NULL) {
        return PP_ERR_NOMEM;
    }
    struct platform_names names = {0};
    enum pp_status status = read_names(pattern, &names);
    int error_number = errno;
    pp_free(pattern);
    if (status != PP_OK) {
        platform_names_done(&names);
        errno = error_number;
        return status;
    }
    platform_names_sort(&names);
    *ret_names = names;
    return PP_OK;
}

/* --- replacing a file -------------------------------------------------------
 */

/* The path of what is opened, without links; NULL where Windows cannot say. */
static char *final_path(HANDLE handle)
{
    DWORD size = GetFinalPathNameByHandleW(handle, NULL, 0, 0);
    wchar_t *wide = size > 0 ? pp_calloc(size + 1U, sizeof(*wide)) : NULL;
    char *path = NULL;
    if (wide != NULL &&
        GetFinalPathNameByHandleW(handle, wide, size + 1U, 0) <= size) {
        path = to_utf8(wide);
    }
    pp_free(wide);
    return path;
}

/* The path behind a link. Only then: Windows writes it in a form of its own,
 * \\?\C:\..., in which not every function takes it. */
static char *link_target(const wchar_t *wide)
{
    DWORD attributes = GetFileAttributesW(wide);
    if (attributes == INVALID_FILE_ATTRIBUTES ||
        (attributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0) {
        return NULL;
    }
    HANDLE handle = open_to_ask(wide);
    if (handle == INVALID_HANDLE_VALUE) {
        return NULL;
    }
    char *path = final_path(handle);
    CloseHandle(handle);
    return path;
}

static char *resolve(const char *path)
{
    wchar_t *wide = to_wide(path);
    char *target = wide != NULL ? link_target(wide) : NULL;
    pp_free(wide);
    return target != NULL ? target : platform_copy_text(path);
}

/* A file that was not there before; -1 with errno EEXIST where it was. */
static int create_new(const char *path)
{
    wchar_t *wide = to_wide(path);
    if (wide == NULL) {
        return -1;
    }
    /* Not _wopen: on_console_event must be able to delete the file. */
    HANDLE file = CreateFileW(wide,
                              GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_DELETE,
                              NULL,
                              CREATE_NEW,
                              FILE_ATTRIBUTE_NORMAL,
                              NULL);
    if (file == INVALID_HANDLE_VALUE) {
        take_error();
        int error_number = errno;
        pp_free(wide);
        errno = error_number;
        return -1;
    }
    unfinished = wide;
    int descriptor = _open_osfhandle((intptr_t)file, _O_WRONLY | _O_BINARY);
    if (descriptor < 0) {
        CloseHandle(file);
        DeleteFileW(wide);
        forget_unfinished();
    }
    return descriptor;
}

/* `target` with a suffix that no other run of the program uses now. */
static char *temporary_name(const char *target, unsigned attempt)
{
    struct pp_buf name;
    pp_buf_init(&name, SIZE_MAX / 2);
    pp_buf_printf(&name,
                  "%s.%lx-%u",
                  target,
                  (unsigned long)GetCurrentProcessId(),
                  attempt);
    char *copy = name.status == PP_OK ? platform_copy_text(name.data) : NULL;
    pp_buf_done(&name);
    return copy;
}

static enum pp_status
open_beside(const char *target, FILE **ret_file, char **ret_temporary)
{
    for (unsigned attempt = 0; attempt < MAX_TEMPORARY; attempt++) {
        char *temporary = temporary_name(target, attempt);
        if (temporary == NULL) {
            return PP_ERR_NOMEM;
        }
        int descriptor = create_new(temporary);
        FILE *file = descriptor >= 0 ? _fdopen(descriptor, "wb") : NULL;
        if (file != NULL) {
            *ret_file = file;
            *ret_temporary = temporary;
            return PP_OK;
        }
        int error_number = errno;
        if (descriptor >= 0) {
            _close(descriptor);
            platform_remove(temporary);
        }
        pp_free(temporary);
        errno = error_number;
        if (error_number != EEXIST) {
            return PP_ERR_IO;
        }
    }
    return PP_ERR_IO;
}

enum pp_status platform_create_beside(const char *path,
                                      FILE **ret_file,
                                      char **ret_temporary,
                                      char **ret_target)
{
    char *target = resolve(path);
    if (target == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = open_beside(target, ret_file, ret_temporary);
    if (status != PP_OK) {
        int error_number = errno;
        pp_free(target);
        errno = error_number;
        return status;
    }
    *ret_target = target;
    return PP_OK;
}

enum pp_status platform_replace(const char *temporary, const char *target)
{
    wchar_t *from = to_wide(temporary);
    wchar_t *to = from != NULL ? to_wide(target) : NULL;
    enum pp_status status = PP_ERR_NOMEM;
    if (to != NULL) {
        bool is_moved = MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING) != 0;
        if (!is_moved) {
            take_error();
        } else {
            forget_unfinished();
        }
        status = is_moved ? PP_OK : PP_ERR_IO;
    }
    int error_number = errno;
    pp_free(from);
    pp_free(to);
    errno = error_number;
    return status;
}

void platform_remove(const char *path)
{
    wchar_t *wide = to_wide(path);
    if (wide != NULL) {
        _wunlink(wide);
    }
    forget_unfinished();
    pp_free(wide);
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
        return GetFileType(handle_of(PLATFORM_STDOUT)) == FILE_TYPE_PIPE;
    }
    return error == ERROR_NO_DATA || error == ERROR_BROKEN_PIPE ||
           error == ERROR_PIPE_NOT_CONNECTED;
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
