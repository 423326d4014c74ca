/* A JSON object by the table options.def. */
#include "options_json.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "json/json.h"

/* What is read, and where it goes. */
struct reader {
    struct pp_sv json;
    struct pp_json_places places;
    struct arguments *arguments;
    struct pp_arena *arena;
    struct pp_buf *message;
};

/* Copies a string, or a number as it is written. */
static enum pp_status copy_text(struct reader *reader,
                                const struct pp_json_value *value,
                                const char **ret_text)
{
    struct pp_sv text;
    if (!pp_json_value_sv(value, &text)) {
        size_t from = pp_json_place_of(&reader->places, value).value;
        size_t end = from;
        while (end < reader->json.len &&
               !pp_is_one_of(reader->json.ptr[end], ",]} \t\r\n")) {
            end++;
        }
        text = pp_sv_sub(reader->json, from, end - from);
    }
    struct pp_sv copy;
    if (!pp_arena_copy(reader->arena, text, &copy)) {
        return PP_ERR_NOMEM;
    }
    *ret_text = copy.ptr;
    return PP_OK;
}

/* `value` is neither a string nor a number. */
static enum pp_status refuse(struct reader *reader,
                             const char *name,
                             const char *wanted,
                             const struct pp_json_value *value)
{
    static const char *const kinds[] = {
        [PP_JSON_NULL] = "null",
        [PP_JSON_BOOL] = "true or false",
        [PP_JSON_ARRAY] = "an array",
        [PP_JSON_OBJECT] = "an object",
    };
    pp_buf_printf(reader->message, "%s takes ", name);
    pps_add_choices(reader->message, wanted);
    pp_buf_printf(
        reader->message, ", not %s", kinds[pp_json_value_kind(value)]);
    return PP_ERR_INVALID;
}

static bool is_text(const struct pp_json_value *value)
{
    enum pp_json_kind kind = pp_json_value_kind(value);
    return kind == PP_JSON_STRING || kind == PP_JSON_NUMBER;
}

static enum pp_status take_value(struct reader *reader,
                                 enum option_id id,
                                 const struct pp_json_value *value)
{
    const struct option *option = &pps_option_table()[id];
    const char *text = NULL;
    bool is_given = false;
    if (is_text(value)) {
        PP_TRY(copy_text(reader, value, &text));
    } else if (option->argument != NULL ||
               !pp_json_value_bool(value, &is_given)) {
        return refuse(reader,
                      option->name,
                      option->argument != NULL ? option->argument
                                               : "true or false",
                      value);
    } else if (!is_given) {
        return PP_OK;
    }
    return pps_arguments_take(reader->arguments, id, text, reader->message);
}

/* Each element of an array, or the value itself. */
static enum pp_status take_option(struct reader *reader,
                                  const struct pp_json_value *member)
{
    struct pp_sv name = pp_sv_from(pp_json_key(member));
    enum option_id id = pps_option_named(name, reader->message);
    if (id == OPTION_COUNT) {
        return PP_ERR_INVALID;
    }
    if (pp_json_value_kind(member) != PP_JSON_ARRAY) {
        return take_value(reader, id, member);
    }
    const struct pp_json_value *item = pp_json_first(member);
    for (; item != NULL; item = pp_json_next(item)) {
        PP_TRY(take_value(reader, id, item));
    }
    return PP_OK;
}

static enum pp_status take_words(struct reader *reader,
                                 const struct pp_json_value *member)
{
    struct arguments *arguments = reader->arguments;
    if (pp_json_value_kind(member) != PP_JSON_ARRAY) {
        pp_buf_add_str(reader->message, "arguments takes an array of words");
        return PP_ERR_INVALID;
    }
    const struct pp_json_value *item = pp_json_first(member);
    for (; item != NULL; item = pp_json_next(item)) {
        if (!is_text(item)) {
            return refuse(reader, "arguments", "words", item);
        }
        PP_TRY(
            copy_text(reader, item, &arguments->words[arguments->word_count]));
        arguments->word_count++;
    }
    return PP_OK;
}

static enum pp_status take_members(struct reader *reader,
                                   const struct pp_json_value *root)
{
    if (pp_json_value_kind(root) != PP_JSON_OBJECT) {
        pp_buf_add_str(reader->message, "the options are not a JSON object");
        return PP_ERR_INVALID;
    }
    const struct pp_json_value *member = pp_json_first(root);
    for (; member != NULL; member = pp_json_next(member)) {
        bool is_words = strcmp(pp_json_key(member), "arguments") == 0;
        PP_TRY(is_words ? take_words(reader, member)
                        : take_option(reader, member));
    }
    return PP_OK;
}

enum pp_status pps_arguments_from_json(struct arguments *ret_arguments,
                                       struct pp_sv json,
                                       size_t more,
                                       struct pp_arena *arena,
                                       struct pp_buf *reterr_message)
{
    struct reader reader = {.json = json,
                            .arguments = ret_arguments,
                            .arena = arena,
                            .message = reterr_message};
    struct pp_json_value *root = NULL;
    size_t at = 0;
    enum pp_status status =
        pp_json_parse_placed(json, &root, &reader.places, &at);
    if (status == PP_ERR_FORMAT || status == PP_ERR_LIMIT) {
        pp_buf_printf(reterr_message,
                      "the options are not JSON from byte %zu on",
                      at + 1);
        status = PP_ERR_INVALID;
    }
    if (status == PP_OK) {
        status = pps_arguments_init(ret_arguments, reader.places.count + more);
    }
    if (status == PP_OK) {
        status = take_members(&reader, root);
    }
    pp_json_value_free(root);
    pp_free(reader.places.items);
    return status;
}
