/* Objects by tables, and complaints with their places. */
#include "policy_reader.h"

#include <stdarg.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/utf8.h"

enum {
    MESSAGE_BYTES = 512
};

/* The line around a byte, and the place of the byte in it. */
static struct pp_sv
find_line(struct pp_sv text, size_t offset, struct pp_place *place)
{
    size_t begin = 0;
    offset = offset < text.len ? offset : text.len;
    place->line = 1;
    for (size_t i = 0; i < offset; i++) {
        if (text.ptr[i] == '\n') {
            place->line++;
            begin = i + 1;
        }
    }
    size_t end = pp_sv_find(text, PP_SV("\n"), offset);
    end = end == SIZE_MAX ? text.len : end;
    place->column =
        (uint32_t)pp_utf8_columns(pp_sv_sub(text, begin, offset - begin)) + 1;
    struct pp_sv line = pp_sv_sub(text, begin, end - begin);
    return pp_sv_ends(line, PP_SV("\r")) ? pp_sv_sub(line, 0, line.len - 1)
                                         : line;
}

void pp_policy_complain_at(struct pp_diags *diags,
                           uint32_t capture,
                           struct pp_sv text,
                           size_t offset,
                           enum pp_diag_code code,
                           const char *message)
{
    struct pp_diag draft = {.code = code, .place = {.capture = capture}};
    struct pp_sv line = find_line(text, offset, &draft.place);
    draft.excerpt = pp_utf8_clip(line, PP_LIMIT_EXCERPT_BYTES);
    pp_diags_add(diags, &draft, "%s", message);
}

static size_t offset_of(const struct policy_reader *reader,
                        const struct pp_json_value *value,
                        bool of_key)
{
    struct pp_json_place place = pp_json_place_of(&reader->places, value);
    return of_key ? place.key : place.value;
}

struct pp_place pp_policy_place(const struct policy_reader *reader,
                                const struct pp_json_value *value,
                                bool of_key)
{
    struct pp_place place = {.capture = reader->capture};
    (void)find_line(reader->text, offset_of(reader, value, of_key), &place);
    return place;
}

/* A message may quote text of the policy: a long one is cut. */
void pp_policy_complain(struct policy_reader *reader,
                        const struct pp_json_value *value,
                        bool of_key,
                        enum pp_diag_code code,
                        const char *format,
                        ...)
{
    struct pp_diag draft = {.code = code,
                            .place = {.capture = reader->capture}};
    reader->error_count++;
    if (reader->error_count > PP_LIMIT_DIAGS) {
        return; /* it would not be kept, and finding lines takes time */
    }
    size_t offset = offset_of(reader, value, of_key);
    struct pp_sv line = find_line(reader->text, offset, &draft.place);
    struct pp_buf message;
    va_list arguments;
    pp_buf_init(&message, PP_LIMIT_ARENA_BYTES);
    va_start(arguments, format);
    pp_buf_vprintf(&message, format, arguments);
    va_end(arguments);
    struct pp_sv text = pp_utf8_clip(pp_buf_view(&message), MESSAGE_BYTES);
    draft.excerpt = pp_utf8_clip(line, PP_LIMIT_EXCERPT_BYTES);
    pp_diags_add(reader->diags, &draft, "%.*s", PP_SV_ARGS(text));
    pp_buf_done(&message);
}

enum pp_status pp_policy_reader_open(struct policy_reader *reader,
                                     struct pp_sv text,
                                     size_t max_bytes)
{
    size_t offset = 0;
    reader->text = text;
    enum pp_status status = PP_ERR_FORMAT;
    const char *why = "this is not JSON from here on";
    if (text.len > max_bytes) {
        why = "the file is too large";
    } else {
        status =
            pp_json_parse_placed(text, &reader->root, &reader->places, &offset);
    }
    if (status == PP_ERR_LIMIT) {
        why = "nested too deeply";
        status = PP_ERR_FORMAT;
    }
    if (status == PP_ERR_FORMAT) {
        pp_policy_complain_at(reader->diags,
                              reader->capture,
                              text,
                              offset,
                              PP_DIAG_POLICY_JSON,
                              why);
        reader->error_count++;
    }
    return status;
}

void pp_policy_reader_close(struct policy_reader *reader)
{
    pp_json_value_free(reader->root);
    pp_free(reader->places.items);
}

/* --- objects -------------------------------------------------------------- */

static const struct policy_member *
find_member(const struct policy_member *table, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

void pp_policy_take_members(struct policy_reader *reader,
                            const struct pp_json_value *value,
                            const struct policy_member *table,
                            size_t count,
                            unsigned kind,
                            const char *what,
                            void *object)
{
    uint64_t seen = 0; /* tables are short */
    for (const struct pp_json_value *at = pp_json_first(value); at != NULL;
         at = pp_json_next(at)) {
        const char *name = pp_json_key(at);
        const struct policy_member *member = find_member(table, count, name);
        if (member == NULL || (member->kinds & kind) == 0) {
            pp_policy_complain(reader,
                               at,
                               true,
                               PP_DIAG_POLICY_MEMBER,
                               "%s has no member '%.80s'",
                               what,
                               name);
            continue;
        }
        uint64_t bit = UINT64_C(1) << (member - table);
        if ((seen & bit) != 0) {
            pp_policy_complain(reader,
                               at,
                               true,
                               PP_DIAG_POLICY_MEMBER,
                               "'%s' stands twice",
                               name);
        } else if (member->take != NULL) {
            member->take(reader, at, object);
        } else if (member->read != NULL &&
                   !member->read(at, (char *)object + member->offset)) {
            pp_policy_complain_value(reader, at, member->expected);
        }
        seen |= bit;
    }
}

bool pp_policy_read_text(const struct pp_json_value *value, void *field)
{
    struct pp_sv *text = field;
    return pp_json_value_sv(value, text) && text->len > 0;
}

void pp_policy_complain_value(struct policy_reader *reader,
                              const struct pp_json_value *value,
                              const char *expected)
{
    pp_policy_complain(reader,
                       value,
                       false,
                       PP_DIAG_POLICY_VALUE,
                       "'%s' is %s",
                       pp_json_key(value),
                       expected);
}

bool pp_policy_check_schema(struct policy_reader *reader, const char *schema)
{
    struct pp_sv named;
    const struct pp_json_value *value = pp_json_get(reader->root, "schema");
    if (pp_json_value_kind(reader->root) != PP_JSON_OBJECT) {
        pp_policy_complain(reader,
                           reader->root,
                           false,
                           PP_DIAG_POLICY_VALUE,
                           "the document must be an object");
        return false;
    }
    if (value != NULL && pp_json_value_sv(value, &named) &&
        pp_sv_equal(named, pp_sv_from(schema))) {
        return true;
    }
    pp_policy_complain(reader,
                       value != NULL ? value : reader->root,
                       false,
                       PP_DIAG_POLICY_VALUE,
                       "'schema' must be \"%s\"",
                       schema);
    return false;
}
