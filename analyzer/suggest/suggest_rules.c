/* The rules of `suggest` and their weights, for people and programs. */
#include "suggest_rules.h"

#include "portplan/suggest.h"

#include "json/json_write.h"
#include "print/table.h"

enum {
    TEXT_MAX = 64 /* of one weight */
};

static void add_weight(struct pp_buf *buf, uint32_t weight)
{
    if (weight == PP_SUGGEST_NEVER) {
        pp_buf_add_str(buf, "never");
    } else {
        pp_buf_printf(
            buf, "%u.%02u", (unsigned)(weight / 100), (unsigned)(weight % 100));
    }
}

void pp_suggest_rules_text(struct pp_buf *buf, const struct pp_style *style)
{
    struct table table;
    pp_table_init(&table, "lll", 0);
    pp_table_add_str(&table, PP_COLOR_STRONG, "taken off");
    pp_table_add_str(&table, PP_COLOR_STRONG, "rule");
    pp_table_add_str(&table, PP_COLOR_STRONG, "what is looked at");
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        const struct pp_suggest_rule_info *info =
            pp_suggest_rule_info((enum pp_suggest_rule)r);
        struct pp_buf weight;
        pp_buf_init(&weight, TEXT_MAX);
        add_weight(&weight, info->weight);
        pp_table_take(&table, PP_COLOR_PLAIN, &weight);
        pp_table_add_str(&table, PP_COLOR_PLAIN, info->name);
        pp_table_add_str(&table, PP_COLOR_PLAIN, info->meaning);
    }
    pp_buf_add_str(
        buf,
        "A port starts with a score of 1 and loses what each broken rule takes "
        "off;\n\"never\" means that it is not suggested.\n\n");
    pp_table_write(&table, style, buf);
    pp_table_done(&table);
}

void pp_suggest_rules_markdown(struct pp_buf *buf)
{
    pp_buf_add_str(buf,
                   "# The rules of portplan suggest\n\n"
                   "Written by `portplan suggest --table --format markdown`; "
                   "do not edit.\n\n"
                   "| taken off | rule | what is looked at |\n|---|---|---|\n");
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        const struct pp_suggest_rule_info *info =
            pp_suggest_rule_info((enum pp_suggest_rule)r);
        pp_buf_add_str(buf, "| ");
        add_weight(buf, info->weight);
        pp_buf_printf(buf, " | `%s` | %s |\n", info->name, info->meaning);
    }
}

void pp_suggest_rules_json(struct pp_buf *buf)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.suggest-rules/1");
    struct pp_json *array = pp_json_array(doc, "rules");
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        const struct pp_suggest_rule_info *info =
            pp_suggest_rule_info((enum pp_suggest_rule)r);
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "rule", info->name);
        if (info->weight == PP_SUGGEST_NEVER) {
            pp_json_add_null(row, "weight");
        } else {
            pp_json_add_double(row, "weight", (double)info->weight / 100, 2);
        }
        pp_json_add_str(row, "meaning", info->meaning);
    }
    pp_json_finish(doc, buf);
}
