/* Files and directories on Windows. */
#include <errno.h>
#include <string.h>

#include "base/alloc.h"
#include "command/name_list.h"
#include "platform_windows.h"

HANDLE windows_open_to_ask(const wchar_t *path)
{
    return CreateFileW(path,
                       0,
                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                       NULL,
                       OPEN_EXISTING,
                       FILE_FLAG_BACKUP_SEMANTICS, /* directories, too */
                       NULL);
}

static enum pps_file_kind kind_of(HANDLE handle)
{
    BY_HANDLE_FILE_INFORMATION information;
    if (GetFileType(handle) != FILE_TYPE_DISK) {
        return PPS_FILE_OTHER;
    }
    if (!GetFileInformationByHandle(handle, &information)) {
        return PPS_FILE_OTHER;
    }
    return (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0
               ? PPS_FILE_DIRECTORY
               : PPS_FILE_REGULAR;
}

enum pps_file_kind platform_file_kind(const char *path)
{
    /* Devices and pipes; to open a pipe would take its one connection. */
    if (strncmp(path, "\\\\.\\", 4) == 0) {
        return PPS_FILE_OTHER;
    }
    wchar_t *wide = windows_wide(path);
    if (wide == NULL) {
        return PPS_FILE_NONE;
    }
    HANDLE handle = windows_open_to_ask(wide);
    enum pps_file_kind kind = PPS_FILE_NONE;
    if (handle == INVALID_HANDLE_VALUE) {
        windows_take_error();
    } else {
        kind = kind_of(handle);
        CloseHandle(handle);
    }
    pps_free_keep_errno(wide);
    return kind;
}

bool platform_is_separator(char c)
{
    return c == '/' || c == '\\' || c == ':';
}

FILE *platform_open(const char *path, const char *mode)
{
    wchar_t *wide = windows_wide(path);
    wchar_t *wide_mode = wide != NULL ? windows_wide(mode) : NULL;
    FILE *file = wide_mode != NULL ? _wfopen(wide, wide_mode) : NULL;
    pps_free_keep_errno(wide);
    pps_free_keep_errno(wide_mode);
    return file;
}

/* --- directories ---------------------------------------------------------- */

static enum pp_status read_names(const wchar_t *pattern,
                                 struct pps_names *names)
{
    WIN32_FIND_DATAW entry;
    HANDLE search = FindFirstFileW(pattern, &entry);
    if (search == INVALID_HANDLE_VALUE) {
        windows_take_error();
        /* The root of an empty drive has not even "." in it. */
        return GetLastError() == ERROR_FILE_NOT_FOUND ? PP_OK : PP_ERR_IO;
    }
    enum pp_status status = PP_OK;
    bool is_there = true;
    while (status == PP_OK && is_there) {
        if (entry.cFileName[0] != L'.') {
            status = pps_names_add(names, windows_utf8(entry.cFileName));
        }
        is_there = FindNextFileW(search, &entry) != 0;
    }
    if (status == PP_OK && GetLastError() != ERROR_NO_MORE_FILES) {
        windows_take_error();
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
    wchar_t *wide = windows_wide(directory);
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

enum pp_status platform_list(const char *directory, struct pps_names *ret_names)
{
    wchar_t *pattern = pattern_for(directory);
    if (pattern == NULL) {
        return PP_ERR_NOMEM;
    }
    struct pps_names names = {0};
    enum pp_status status = read_names(pattern, &names);
    pps_free_keep_errno(pattern);
    if (status != PP_OK) {
        pps_names_done(&names);
        return status;
    }
    pps_names_sort(&names);
    *ret_names = names;
    return PP_OK;
}
