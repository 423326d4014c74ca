/* The names of a directory's entries, whatever the system. */
#include "platform_names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"

enum {
    MAX_NAMES = 65536 /* files of one machine; more is a wrong directory */
};

void platform_free(void *memory)
{
    int error_number = errno;
    pp_free(memory);
    errno = error_number;
}

char *platform_copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = pp_calloc(size, 1);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

enum pp_status platform_names_add(struct platform_names *names, char *name)
{
    enum pp_status status = PP_ERR_NOMEM;
    if (name != NULL) {
        status = PP_VEC_RESERVE(names, 1, MAX_NAMES);
    }
    if (status != PP_OK) {
        platform_free(name);
        return status;
    }
    names->items[names->count++] = name;
    return PP_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void platform_names_sort(struct platform_names *names)
{
    if (names->count > 0) {
        qsort(names->items, names->count, sizeof(*names->items), compare_names);
    }
}

void platform_names_done(struct platform_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        platform_free(names->items[i]);
    }
    platform_free(names->items);
    *names = (struct platform_names){0};
}
