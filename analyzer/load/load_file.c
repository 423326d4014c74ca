/* Files as captures: the one place where the library opens any. */
#include "portplan/load_file.h"

#include <errno.h>
#include <stdio.h>

static enum pp_status
read_file(void *user, char *into, size_t size, size_t *ret_read)
{
    FILE *file = user;
    *ret_read = fread(into, 1, size, file);
    return ferror(file) ? PP_ERR_IO : PP_OK;
}

static enum pp_status
add_file(struct pp_load *load, const char *path, FILE *file)
{
    char beginning[4];
    size_t count = fread(beginning, 1, sizeof(beginning), file);
    if (pp_load_is_hive((struct pp_sv){beginning, count})) {
        return pp_load_add_hive(load, pp_sv_from(path), path);
    }
    if (ferror(file) || fseek(file, 0, SEEK_SET) != 0) {
        return PP_ERR_IO;
    }
    const struct pp_byte_source source = {file, read_file};
    return pp_load_add(load, pp_sv_from(path), &source);
}

enum pp_status pp_load_file(struct pp_load *load, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return PP_ERR_IO;
    }
    enum pp_status status = add_file(load, path, file);
    int error = errno;
    (void)fclose(file);
    errno = error; /* of the reading */
    return status;
}
