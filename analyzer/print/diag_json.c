/* Diagnostics as members of a JSON document. */
#include "diag_json.h"

#include "json/json_write.h"
#include "place.h"

static void add_related(struct pp_json *row, const struct pp_diag *diag)
{
    if (diag->related_note == NULL) {
        return;
    }
    struct pp_json *related = pp_json_object(row, "related");
    pp_json_add_u64(related, "capture", diag->related.capture);
    pp_json_add_u64_if(
        related, "line", diag->related.line > 0, diag->related.line);
    pp_json_add_str(related, "note", diag->related_note);
}

void pp_diags_json_append(struct pp_json *array,
                          const struct pp_diags *diags,
                          uint32_t first_capture)
{
    size_t count = 0;
    const struct pp_diag *items = pp_diags_items(diags, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_diag diag = items[i];
        char code[] = "PP-000";
        code[3] = (char)('0' + diag.code / 100 % 10);
        code[4] = (char)('0' + diag.code / 10 % 10);
        code[5] = (char)('0' + diag.code % 10);
        diag.place.capture += first_capture;
        diag.related.capture += first_capture;
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_str(row, "code", code);
        pp_json_add_str(row, "severity", pp_severity_name(diag.severity));
        pp_json_add_sv(row, "message", diag.message);
        pp_json_add_u64(row, "capture", diag.place.capture);
        pp_json_add_u64_if(row, "line", diag.place.line > 0, diag.place.line);
        pp_json_add_u64_if(
            row, "column", diag.place.column > 0, diag.place.column);
        add_related(row, &diag);
    }
}

void pp_diags_json(struct pp_json *doc, const struct pp_diags *diags)
{
    pp_diags_json_append(pp_json_array(doc, "diagnostics"), diags, 0);
    pp_json_add_u64(doc, "diagnostics_dropped", pp_diags_dropped(diags));
}
