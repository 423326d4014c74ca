/* The console of Windows: what it shows, what it is set to, and Ctrl-C. */
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>

#include "portplan/base.h"

#include "base/alloc.h"
#include "platform_windows.h"

enum {
    CONSOLE_BUFFER_BYTES = 65536,
};

/* What the console was set to before, to be left as it was found. */
static UINT console_codepage;
static DWORD console_mode;

/* The console behind the output or the messages; NULL: neither is one. */
static HANDLE console_handle(void)
{
    static const enum platform_stream streams[] = {PLATFORM_STDOUT,
                                                   PLATFORM_STDERR};
    for (size_t i = 0; i < PP_ARRAY_LEN(streams); i++) {
        if (platform_is_terminal(streams[i])) {
            return windows_stream(streams[i]);
        }
    }
    return NULL;
}

/* The path of a file that must not be left behind; NULL: there is none. */
static wchar_t *volatile unfinished;

void windows_note_unfinished(wchar_t *path)
{
    unfinished = path;
}

void windows_forget_unfinished(void)
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

/* The shell uses the console, too: what is set here outlives the
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
    return GetConsoleMode(windows_stream(stream), &mode) != 0;
}

unsigned platform_terminal_width(enum platform_stream stream)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(windows_stream(stream), &info) ||
        info.srWindow.Right < info.srWindow.Left) {
        return 0;
    }
    return (unsigned)(info.srWindow.Right - info.srWindow.Left + 1);
}

bool platform_shows_utf8(void)
{
    return GetConsoleOutputCP() == CP_UTF8;
}
