/* The document portplan.suggest/1. */
#include "suggest_json.h"

#include "json/json_write.h"
#include "suggest_words.h"

enum {
    TEXT_MAX = 4096, /* of one reason or command */
    SCORE_DECIMALS = 2,
    SHARE_DECIMALS = 6,
    PPM = 1000000,
};

/* What is being written. */
struct writer {
    const struct pp_suggest_basis *basis;
    struct pp_buf text; /* of one reason or command */
    enum pp_status status;
};

/* A member, or an element where `key` is NULL, of the text gathered. */
static void
add_text(struct writer *writer, struct pp_json *parent, const char *key)
{
    if (writer->text.status != PP_OK) {
        writer->status = writer->text.status;
    }
    pp_json_add_sv(parent, key, pp_buf_view(&writer->text));
    pp_buf_clear(&writer->text);
}

/* Elements { "rule": "not-in-use", "text": "..." }. */
static void
add_rules(struct writer *writer,
          struct pp_json *array,
          const struct pp_suggestion *suggestion,
          const char *(*words_of)(const struct pp_suggestion *suggestion,
                                  enum pp_suggest_rule rule))
{
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        enum pp_suggest_rule rule = (enum pp_suggest_rule)r;
        const char *words = words_of(suggestion, rule);
        if (words != NULL) {
            struct pp_json *element = pp_json_append_object(array);
            pp_json_add_str(element, "rule", pp_suggest_rule_info(rule)->name);
            pp_buf_add_str(&writer->text, words);
            pp_add_suggest_detail(
                &writer->text, writer->basis, suggestion, rule);
            add_text(writer, element, "text");
        }
    }
}

static void add_commands(struct writer *writer,
                         struct pp_json *array,
                         const struct pp_suggestion *suggestion)
{
    size_t count = pp_suggest_command_count(writer->basis);
    for (size_t i = 0; i < count; i++) {
        pp_add_suggest_command(&writer->text, writer->basis, suggestion, i);
        add_text(writer, array, NULL);
    }
}

static void add_item(struct writer *writer,
                     struct pp_json *row,
                     const struct pp_suggestion *suggestion)
{
    const struct pp_suggest_basis *basis = writer->basis;
    /* Outside the dynamic range it needs no simulation to be 0. */
    uint32_t telling = pp_suggest_bit(PP_SUGGEST_EXCLUDED) |
                       pp_suggest_bit(PP_SUGGEST_DYNAMIC);
    bool has_share =
        (basis->asked & pp_suggest_bit(PP_SUGGEST_FORECAST)) != 0 ||
        (suggestion->holds & telling) == telling;
    pp_json_add_u64(row, "start", suggestion->range.first);
    pp_json_add_u64(row, "end", suggestion->range.last);
    pp_json_add_str(row, "protocol", pp_suggest_protocols(&basis->options));
    pp_json_add_double(row, "score", suggestion->score, SCORE_DECIMALS);
    if (has_share) {
        pp_json_add_double(row,
                           "excluded",
                           (double)suggestion->share_ppm / PPM,
                           SHARE_DECIMALS);
    } else {
        pp_json_add_null(row, "excluded");
    }
    if (has_share) {
        pp_json_add_double(row,
                           "excluded_nearby",
                           (double)suggestion->risk_ppm / PPM,
                           SHARE_DECIMALS);
    } else {
        pp_json_add_null(row, "excluded_nearby");
    }
    add_rules(
        writer, pp_json_array(row, "reasons"), suggestion, pp_suggest_reason);
    add_rules(
        writer, pp_json_array(row, "warnings"), suggestion, pp_suggest_warning);
    add_commands(writer, pp_json_array(row, "commands"), suggestion);
}

static void add_near(struct pp_json *doc, const struct pp_suggest_basis *basis)
{
    if (!basis->options.has_near) {
        pp_json_add_null(doc, "near");
        return;
    }
    struct pp_json *near = pp_json_object(doc, "near");
    pp_json_add_u64(near, "port", basis->options.near);
    pp_json_add_double(near,
                       "excluded_nearby",
                       (double)basis->near_risk_ppm / PPM,
                       SHARE_DECIMALS);
}

void pp_suggest_json(struct pp_buf *buf, const struct pp_suggest *suggest)
{
    const struct pp_suggest_basis *basis = pp_suggest_basis_of(suggest);
    struct writer writer = {.basis = basis, .status = PP_OK};
    struct pp_json *doc = pp_json_doc_new();
    pp_buf_init(&writer.text, TEXT_MAX);
    pp_json_add_str(doc, "schema", "portplan.suggest/1");
    pp_json_add_u64(doc, "machines", basis->machine_count);
    pp_json_add_u64_if(doc, "runs", basis->least_runs > 0, basis->least_runs);
    pp_json_add_bool(doc, "typical", pp_suggest_is_typical(basis));
    pp_json_add_u64(doc, "seed", basis->options.seed);
    add_near(doc, basis);
    pp_json_add_bool(doc, "unexplained_error", basis->has_loose_refusal);
    struct pp_json *array = pp_json_array(doc, "suggestions");
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    for (size_t i = 0; i < count; i++) {
        add_item(&writer, pp_json_append_object(array), &items[i]);
    }
    if (writer.status != PP_OK) {
        buf->status = writer.status;
    }
    pp_buf_done(&writer.text);
    pp_json_finish(doc, buf);
}
