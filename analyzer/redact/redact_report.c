/* What redaction changed, in words and as JSON. */
#include "redact_report.h"

#include "json/json_write.h"

static const struct {
    const char *name; /* the member of the JSON report */
    const char *one;
    const char *many;
} kinds[PP_REDACT_KIND_COUNT] = {
    [PP_REDACT_USER] = {"user", "user name", "user names"},
    [PP_REDACT_HOST] = {"host", "host name", "host names"},
    [PP_REDACT_DOMAIN] = {"domain", "domain", "domains"},
    [PP_REDACT_WORD] = {"name", "other name", "other names"},
    [PP_REDACT_PROCESS] = {"process", "process name", "process names"},
    [PP_REDACT_FOLDER] = {"folder", "folder or file", "folders or files"},
    [PP_REDACT_IPV4] = {"ipv4", "IPv4 address", "IPv4 addresses"},
    [PP_REDACT_IPV6] = {"ipv6", "IPv6 address", "IPv6 addresses"},
    [PP_REDACT_MAC] = {"mac", "hardware address", "hardware addresses"},
    [PP_REDACT_SID] = {"sid", "SID", "SIDs"},
    [PP_REDACT_GUID] = {"guid", "GUID", "GUIDs"},
    [PP_REDACT_SERIAL] = {"serial", "product id", "product ids"},
};

static void add_counts(struct pp_buf *out, const struct pp_redacted *redacted)
{
    bool has_any = false;
    for (int kind = 0; kind < PP_REDACT_KIND_COUNT; kind++) {
        const struct pp_redact_count *count = &redacted->counts[kind];
        if (count->names == 0) {
            continue;
        }
        pp_buf_printf(out,
                      "%s%llu %s in %llu place%s",
                      has_any ? ", " : "redacted ",
                      (unsigned long long)count->names,
                      count->names == 1 ? kinds[kind].one : kinds[kind].many,
                      (unsigned long long)count->places,
                      count->places == 1 ? "" : "s");
        has_any = true;
    }
    pp_buf_add_str(out, has_any ? "\n" : "redacted nothing: no name found\n");
}

static void add_left(struct pp_buf *out, const struct pp_redacted *redacted)
{
    const struct {
        uint64_t count;
        const char *before;
        const char *one;
        const char *many;
    } rows[] = {
        {redacted->masked_bytes,
         "made x: ",
         " letter in registry data written in hexadecimal\n",
         " letters in registry data written in hexadecimal\n"},
        {redacted->control_count,
         "taken out: ",
         " control or invisible character\n",
         " control or invisible characters\n"},
        {redacted->kept_processes,
         "kept: programs of Windows itself in ",
         " place\n",
         " places\n"},
        {redacted->cut_lines,
         "left out: the ends of ",
         " line of more than 64 KiB\n",
         " lines of more than 64 KiB\n"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        if (rows[i].count > 0) {
            pp_buf_add_str(out, rows[i].before);
            pp_buf_add_u64(out, rows[i].count);
            pp_buf_add_str(out,
                           rows[i].count == 1 ? rows[i].one : rows[i].many);
        }
    }
}

void pp_redact_text(struct pp_buf *out,
                    const struct pp_redacted *redacted,
                    bool is_quiet)
{
    if (!is_quiet) {
        add_counts(out, redacted);
        add_left(out, redacted);
        pp_buf_add_str(out,
                       "in prose, only names that also appear elsewhere as "
                       "names are replaced: read it\nbefore you post it; "
                       "--name WORD replaces another word\n");
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
        struct pp_json *one = pp_json_object(counts, kinds[kind].name);
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
    pp_json_finish(doc, out);
}
