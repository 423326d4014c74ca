/*
 * What the files of the program's Windows side share. Everything goes through
 * the functions that take UTF-16: the others know only one code page, and
 * paths would lose characters.
 */
#ifndef PP_CLI_PLATFORM_PLATFORM_WINDOWS_H
#define PP_CLI_PLATFORM_PLATFORM_WINDOWS_H

#define WIN32_LEAN_AND_MEAN
#include <wchar.h>
#include <windows.h>

#include "platform.h"

/* Allocated with pp_calloc; NULL, with errno set, without memory. */
wchar_t *windows_wide(const char *text);
char *windows_utf8(const wchar_t *wide);

/* Sets errno to what the last call of Windows answered. */
void windows_take_error(void);

HANDLE windows_stream(enum platform_stream stream);

/* Opens what the path names, to ask about it; follows links. */
HANDLE windows_open_to_ask(const wchar_t *path);

/* The file that is removed where Ctrl-C or its like ends the program; takes
 * the path over. One at a time. */
void windows_note_unfinished(wchar_t *path);
void windows_forget_unfinished(void);

#endif
