/* Members that several documents have alike. */
#include "json_parts.h"

#include "json/json_write.h"

void pps_json_add_range(struct pp_json *object, struct pp_range range)
{
    pp_json_add_u64(object, "start", range.first);
    pp_json_add_u64(object, "end", range.last);
}

void pps_json_add_place(struct pp_json *parent,
                        const char *key,
                        const struct pp_place *place)
{
    if (place->line == 0) {
        pp_json_add_null(parent, key);
        return;
    }
    struct pp_json *object = pp_json_object(parent, key);
    pp_json_add_u64(object, "capture", place->capture);
    pp_json_add_u64(object, "line", place->line);
}

void pps_json_finish(struct pp_json *doc, struct pp_buf *buf)
{
    enum pp_status status = pp_json_write(doc, buf, true);
    pp_buf_add_char(buf, '\n');
    if (status != PP_OK && buf->status == PP_OK) {
        buf->status = status;
    }
    pp_json_free(doc);
}
