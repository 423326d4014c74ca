/* The exclusions as comma-separated values (RFC 4180, but with LF). */
#include "show_csv.h"

#include "base/utf8.h"
#include "print/place.h"

static const char *tri_word(enum pp_tri value)
{
    return value == PP_YES ? "true" : value == PP_NO ? "false" : "";
}

/* A text field: quoted, quotes doubled, controls escaped. */
static void add_field(struct pp_buf *buf, struct pp_sv text)
{
    struct pp_buf safe;
    pp_buf_init(&safe, SIZE_MAX / 2);
    pp_escape_text(&safe, text);
    struct pp_sv view = pp_buf_view(&safe);
    pp_buf_add_char(buf, '"');
    for (size_t i = 0; i < view.len; i++) {
        if (view.ptr[i] == '"') {
            pp_buf_add_char(buf, '"');
        }
        pp_buf_add_char(buf, view.ptr[i]);
    }
    pp_buf_add_char(buf, '"');
    pp_finish_part(buf, &safe);
}

static void add_row(struct pp_buf *buf,
                    const struct pp_show *show,
                    enum pp_protocol protocol,
                    const struct pp_exclusion *row)
{
    const char *family = pp_family_name(row->family);
    pp_buf_add_str(buf, pp_protocol_name(protocol));
    pp_buf_add_char(buf, ',');
    pp_buf_add_u64(buf, row->range.first);
    pp_buf_add_char(buf, ',');
    pp_buf_add_u64(buf, row->range.last);
    pp_buf_add_char(buf, ',');
    pp_buf_add_u64(buf, pp_range_count(row->range));
    const char *const words[] = {tri_word(row->is_administered),
                                 pp_owner_name(row->owner),
                                 pp_confidence_name(row->confidence),
                                 tri_word(row->is_persistent),
                                 family != NULL ? family : ""};
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        pp_buf_add_char(buf, ',');
        pp_buf_add_str(buf, words[i]);
    }
    pp_buf_add_char(buf, ',');
    if (row->place.capture < show->capture_count && row->place.line > 0) {
        add_field(buf, show->captures[row->place.capture].name);
        pp_buf_add_char(buf, ',');
        pp_buf_add_u64(buf, row->place.line);
    } else {
        pp_buf_add_char(buf, ',');
    }
    pp_buf_add_char(buf, '\n');
}

void pp_show_csv(struct pp_buf *buf, const struct pp_show *show)
{
    pp_buf_add_str(buf,
                   "protocol,start,end,count,administered,owner,confidence,"
                   "persistent,family,capture,line\n");
    for (unsigned p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        size_t count = 0;
        const struct pp_exclusion *rows =
            pp_machine_exclusions(show->machine, protocol, &count);
        for (size_t i = 0; i < count; i++) {
            add_row(buf, show, protocol, &rows[i]);
        }
    }
}
