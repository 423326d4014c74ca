/* `examples`: the built-in captures. */
#include "cmd_examples.h"

#include "captures.h"
#include "json/json_write.h"

static void add_text(struct pp_buf *text)
{
    size_t count = 0;
    const struct pp_example *examples = pp_examples(&count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(
            text, "@%-18s %s\n", examples[i].name, examples[i].description);
    }
}

static void add_json(struct pp_buf *text)
{
    size_t count = 0;
    const struct pp_example *examples = pp_examples(&count);
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.examples/1");
    struct pp_json *array = pp_json_array(doc, "examples");
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "name", examples[i].name);
        pp_json_add_str(row, "description", examples[i].description);
        pp_json_add_u64(row, "bytes", examples[i].bytes.len);
    }
    enum pp_status status = pp_json_write(doc, text, true);
    pp_json_free(doc);
    if (status != PP_OK && text->status == PP_OK) {
        text->status = status;
    }
    pp_buf_add_char(text, '\n');
}

enum exit_code pps_cmd_examples(struct call *call)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (call->word_count > 0) {
        const struct pp_example *example =
            pps_captures_example(call->io, call->words[0]);
        if (example == NULL) {
            return EXIT_TROUBLE;
        }
        pp_buf_add(&text, example->bytes);
        call->is_verbatim = true;
    } else if (pps_call_is_format(call, "json")) {
        add_json(&text);
    } else {
        add_text(&text);
    }
    return pps_call_deliver(call, &text, EXIT_YES);
}
