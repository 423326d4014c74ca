/* A new file that takes an old one's place, on Windows. */
#include <errno.h>
#include <fcntl.h>
#include <io.h>

#include "portplan/buf.h"

#include "base/alloc.h"
#include "command/name_list.h"
#include "platform_windows.h"

enum {
    MAX_TEMPORARY = 1000, /* names tried */
};

/* The path of what is opened, without links; NULL where Windows cannot say. */
static char *final_path(HANDLE handle)
{
    DWORD size = GetFinalPathNameByHandleW(handle, NULL, 0, 0);
    wchar_t *wide = size > 0 ? pp_calloc(size + 1U, sizeof(*wide)) : NULL;
    char *path = NULL;
    if (wide != NULL &&
        GetFinalPathNameByHandleW(handle, wide, size + 1U, 0) <= size) {
        path = windows_utf8(wide);
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
    HANDLE handle = windows_open_to_ask(wide);
    if (handle == INVALID_HANDLE_VALUE) {
        return NULL;
    }
    char *path = final_path(handle);
    CloseHandle(handle);
    return path;
}

static char *resolve(const char *path)
{
    wchar_t *wide = windows_wide(path);
    char *target = wide != NULL ? link_target(wide) : NULL;
    pp_free(wide);
    return target != NULL ? target : pps_copy_text(path);
}

/* A file that was not there before; -1 with errno EEXIST where it was. */
static int create_new(const char *path)
{
    wchar_t *wide = windows_wide(path);
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
        windows_take_error();
        pps_free_keep_errno(wide);
        return -1;
    }
    windows_note_unfinished(wide);
    int descriptor = _open_osfhandle((intptr_t)file, _O_WRONLY | _O_BINARY);
    if (descriptor < 0) {
        CloseHandle(file);
        DeleteFileW(wide);
        windows_forget_unfinished();
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
    char *copy = name.status == PP_OK ? pps_copy_text(name.data) : NULL;
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
        pps_free_keep_errno(target);
        return status;
    }
    *ret_target = target;
    return PP_OK;
}

enum pp_status platform_replace(const char *temporary, const char *target)
{
    wchar_t *from = windows_wide(temporary);
    wchar_t *to = from != NULL ? windows_wide(target) : NULL;
    enum pp_status status = PP_ERR_NOMEM;
    if (to != NULL) {
        bool is_moved = MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING) != 0;
        if (!is_moved) {
            windows_take_error();
        } else {
            windows_forget_unfinished();
        }
        status = is_moved ? PP_OK : PP_ERR_IO;
    }
    pps_free_keep_errno(from);
    pps_free_keep_errno(to);
    return status;
}

void platform_remove(const char *path)
{
    wchar_t *wide = windows_wide(path);
    if (wide != NULL) {
        _wunlink(wide);
    }
    windows_forget_unfinished();
    pp_free(wide);
}
