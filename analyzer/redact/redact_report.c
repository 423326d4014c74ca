/* What redaction changed, in words and as JSON. */
#include "redact_report.h"

#include "json/json_write.h"

static const char *plural_of(enum pp_redact_kind kind)
{
    switch (kind) {
    case PP_REDACT_IPV4:
    case PP_REDACT_IPV6:
    case PP_REDACT_MAC:
        return "es";
    case PP_REDACT_USER:
    case PP_REDACT_HOST:
    case PP_REDACT_DOMAIN:
    case PP_REDACT_WORD:
    case PP_REDACT_PROCESS:
    case PP_REDACT_FOLDER:
    case PP_REDACT_SID:
    case PP_REDACT_GUID:
    case PP_REDACT_SERIAL:
        return "s";
    }
    return "s";
}

/* `folder or file` has no plural but this. */
static void add_words(struct pp_buf *out, enum pp_redact_kind kind, bool is_one)
{
    if (kind == PP_REDACT_FOLDER && !is_one) {
        pp_buf_add_str(out, "folders or files");
        return;
    }
    pp_buf_add_str(out, pp_redact_kind_words(kind));
    pp_buf_add_str(out, is_one ? "" : plural_of(kind));
}

static void add_counts(struct pp_buf *out, const struct pp_redacted *redacted)
{
    bool has_any = false;
    for (int kind = 0; kind < PP_REDACT_KIND_COUNT; kind++) {
        const struct pp_redact_count *count = &redacted->counts[kind];
        if (count->names == 0) {
            continue;
        }
        pp_buf_printf(out,
                      "%s%llu ",
                      has_any ? ", " : "redacted ",
                      (unsigned long long)count->names);
        add_words(out, (enum pp_redact_kind)kind, count->names == 1);
        pp_buf_printf(out,
                      " in %llu place%s",
                      (unsigned long long)count->places,
                      count->places == 1 ? "" : "s");
        has_any = true;
    }
    pp_buf_add_str(out, has_any ? "\n" : "redacted nothing: no name found\n");
}

static void add_left(struct pp_buf *out, const struct pp_redacted *redacted)
{
    if (redacted->masked_bytes > 0) {
        pp_buf_printf(out,
                      "made x: %llu letter%s in registry data written in "
                      "hexadecimal\n",
                      (unsigned long long)redacted->masked_bytes,
                      redacted->masked_bytes == 1 ? "" : "s");
    }
    if (redacted->control_count > 0) {
        pp_buf_printf(out,
                      "taken out: %llu control or invisible character%s\n",
                      (unsigned long long)redacted->control_count,
                      redacted->control_count == 1 ? "" : "s");
    }
    if (redacted->kept_processes > 0) {
        pp_buf_printf(out,
                      "kept: programs of Windows itself in %llu place%s\n",
                      (unsigned long long)redacted->kept_processes,
                      redacted->kept_processes == 1 ? "" : "s");
    }
    if (redacted->cut_lines > 0) {
        pp_buf_printf(out,
                      "left out: the ends of %llu line%s of more than 64 KiB\n",
                      (unsigned long long)redacted->cut_lines,
                      redacted->cut_lines == 1 ? "" : "s");
    }
}

void pp_redact_text(struct pp_buf *out,
                    const struct pp_redacted *redacted,
                    bool is_quiet)
{
    if (!is_quiet) {
        add_counts(out, redacted);
        add_left(out, redacted);
        pp_buf_add_str(
            out,
            "prose is searched only for names that stand elsewhere as names: "
            "read it\nbefore you post it; --name WORD replaces a word more\n");
    }
    if (!redacted->is_same) {
        pp_buf_add_str(
            out,
            "warning: the redacted text does not state the same facts about "
            "ports\n");
    }
}

void pp_redact_json(struct pp_buf *out, const struct pp_redacted *redacted)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.redact/1");
    pp_json_add_str(doc, "encoding", redacted->encoding);
    struct pp_json *counts = pp_json_object(doc, "redacted");
    for (int kind = 0; kind < PP_REDACT_KIND_COUNT; kind++) {
        struct pp_json *one = pp_json_object(
            counts, pp_redact_kind_name((enum pp_redact_kind)kind));
        pp_json_add_u64(one, "names", redacted->counts[kind].names);
        pp_json_add_u64(one, "places", redacted->counts[kind].places);
    }
    pp_json_add_u64(doc, "masked_bytes", redacted->masked_bytes);
    pp_json_add_u64(doc, "control_characters", redacted->control_count);
    pp_json_add_u64(doc, "kept_processes", redacted->kept_processes);
    pp_json_add_u64(doc, "cut_lines", redacted->cut_lines);
    pp_json_add_u64(doc, "facts", redacted->facts);
    pp_json_add_bool(doc, "same_facts", redacted->is_same);
    pp_json_add_sv(doc, "text", pp_buf_view(&redacted->text));
    enum pp_status status = pp_json_write(doc, out, true);
    pp_json_free(doc);
    if (status != PP_OK && out->status == PP_OK) {
        out->status = status;
    }
    pp_buf_add_char(out, '\n');
}
