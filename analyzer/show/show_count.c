/* The document portplan.count/1: totals on one line. */
#include "show_count.h"

void pp_show_count(struct pp_buf *buf, const struct pp_load_totals *totals)
{
    const struct {
        const char *name;
        uint64_t value;
    } members[] = {
        {"sections", totals->sections},
        {"excluded", totals->excluded},
        {"administered", totals->administered},
        {"facts", totals->facts},
        {"rejected", totals->rejected},
    };
    pp_buf_add_str(buf, "{ \"schema\": \"portplan.count/1\"");
    for (size_t i = 0; i < PP_ARRAY_LEN(members); i++) {
        pp_buf_add_str(buf, ", \"");
        pp_buf_add_str(buf, members[i].name);
        pp_buf_add_str(buf, "\": ");
        pp_buf_add_u64(buf, members[i].value);
    }
    pp_buf_add_str(buf, " }\n");
}
