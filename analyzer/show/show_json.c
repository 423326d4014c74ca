/* The documents portplan.show/1 and portplan.count/1. */
#include "show_json.h"

#include "json/json_write.h"
#include "print/diag_json.h"
#include "print/machine_json.h"

static void add_lines(struct pp_json *parent,
                      const struct pp_line_counts *counts)
{
    struct pp_json *lines = pp_json_object(parent, "lines");
    pp_json_add_u64(lines, "total", counts->total);
    pp_json_add_u64(lines, "blank", counts->blank);
    pp_json_add_u64(lines, "used", counts->used);
    pp_json_add_u64(lines, "ignored", counts->ignored);
    pp_json_add_u64(lines, "rejected", counts->rejected);
}

static void add_section(struct pp_json *array,
                        const struct pp_show *show,
                        const struct pp_section *section)
{
    struct pp_json *row = pp_json_append_object(array);
    pp_json_add_str(row, "format", pp_section_format_name(section->format));
    pp_json_add_str(row,
                    "protocol",
                    section->has_protocol ? pp_protocol_name(section->protocol)
                                          : NULL);
    pp_json_add_bool(row, "protocol_assumed", section->is_protocol_assumed);
    pp_json_add_str(row, "family", pp_family_name(section->family));
    pp_json_add_str(row, "store", pp_store_name(section->store));
    pp_json_add_str(row, "locale", section->locale);
    pp_json_add_u64(row, "first_line", section->first_line);
    pp_json_add_u64(row, "last_line", section->last_line);
    pp_json_add_tri(row, "complete", section->complete);
    pp_json_add_known(row,
                      "host",
                      section->host < show->host_count
                          ? show->hosts[section->host].name
                          : (struct pp_sv){0});
}

static void add_captures(struct pp_json *doc, const struct pp_show *show)
{
    struct pp_json *captures = pp_json_array(doc, "captures");
    for (size_t i = 0; i < show->capture_count; i++) {
        const struct pp_capture *capture = &show->captures[i];
        struct pp_json *row = pp_json_append_object(captures);
        pp_json_add_sv(row, "name", capture->name);
        pp_json_add_str(row, "encoding", capture->encoding);
        pp_json_add_str(row, "newline", capture->newline);
        add_lines(row, &capture->lines);
        struct pp_json *sections = pp_json_array(row, "sections");
        for (size_t s = 0; s < capture->section_count; s++) {
            add_section(
                sections, show, &show->sections[capture->first_section + s]);
        }
    }
}

void pp_show_json(struct pp_buf *buf, const struct pp_show *show)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.show/1");
    add_captures(doc, show);
    pp_machine_json(doc, show->machine);
    pp_diags_json(doc, show->diags);
    pp_json_finish(doc, buf);
}

void pp_show_count(struct pp_buf *buf, const struct pp_load_totals *totals)
{
    const struct {
        const char *name;
        uint64_t value;
    } members[] = {
        {"sections", totals->sections},
        {"excluded", totals->excluded},
        {"administered", totals->administered},
        {"facts", totals->facts},
        {"rejected", totals->rejected},
    };
    pp_buf_add_str(buf, "{ \"schema\": \"portplan.count/1\"");
    for (size_t i = 0; i < PP_ARRAY_LEN(members); i++) {
        pp_buf_add_str(buf, ", \"");
        pp_buf_add_str(buf, members[i].name);
        pp_buf_add_str(buf, "\": ");
        pp_buf_add_u64(buf, members[i].value);
    }
    pp_buf_add_str(buf, " }\n");
}
