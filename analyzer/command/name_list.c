/* Names, each allocated by itself. */
#include "name_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"

enum {
    MAX_NAMES = 65536 /* files of one machine; more is a wrong directory */
};

void pps_free_keep_errno(void *memory)
{
    int error_number = errno;
    pp_free(memory);
    errno = error_number;
}

char *pps_copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = pp_calloc(size, 1);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

enum pp_status pps_names_add(struct pps_names *names, char *name)
{
    enum pp_status status = PP_ERR_NOMEM;
    if (name != NULL) {
        status = PP_VEC_RESERVE(names, 1, MAX_NAMES);
    }
    if (status != PP_OK) {
        pps_free_keep_errno(name);
        return status;
    }
    names->items[names->count++] = name;
    return PP_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void pps_names_sort(struct pps_names *names)
{
    if (names->count > 0) {
        qsort(names->items, names->count, sizeof(*names->items), compare_names);
    }
}

void pps_names_done(struct pps_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        pps_free_keep_errno(names->items[i]);
    }
    pps_free_keep_errno(names->items);
    *names = (struct pps_names){0};
}
