/* Standard input and output of the tools of ./dev calibrate. */
#include "streams.h"

#include <stdio.h>

enum {
    MAX_INPUT_BYTES = 1 << 20
};

enum pp_status pps_read_input(struct pp_buf *text)
{
    char chunk[4096];
    size_t size;
    pp_buf_init(text, MAX_INPUT_BYTES);
    while ((size = fread(chunk, 1, sizeof(chunk), stdin)) > 0) {
        pp_buf_add(text, (struct pp_sv){chunk, size});
    }
    return ferror(stdin) ? PP_ERR_IO : text->status;
}

void pps_write_numbers(const char *name, const uint32_t *numbers, size_t count)
{
    fputs(name, stdout);
    for (size_t i = 0; i < count; i++) {
        printf(" %lu", (unsigned long)numbers[i]);
    }
    putchar('\n');
}

int pps_complain(const char *what)
{
    fprintf(stderr, "calibrate: %s\n", what);
    return 2;
}
