/* The table of Windows' generations as JSON and CSV. */

#include "windows_json.h"

#include "json/json_write.h"
#include "print/place.h"
#include "windows_rows.h"

static void add_eras(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "eras");
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(row, "name", pp_era_name((enum pp_era)era));
        pp_json_add_str(row, "systems", pp_era_words((enum pp_era)era));
    }
}

static void add_versions(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "versions");
    size_t count = 0;
    const struct pp_windows *versions = pp_windows_all(&count);
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(row, "os", versions[i].name);
        pp_json_add_str(row, "words", versions[i].words);
        pp_json_add_str(row, "era", pp_era_name(versions[i].era));
        pp_json_add_str(
            row, "era_with_ms08_037", pp_era_name(versions[i].patched_era));
    }
}

static void add_cells(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "cells");
    struct windows_row at = {0};
    while (windows_next_row(&at)) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(
            row, "property", pp_windows_property_words(at.property));
        struct pp_json *eras = pp_json_array(row, "eras");
        for (int era = 0; era < PP_ERA_COUNT; era++) {
            if ((at.eras & (1u << era)) != 0) {
                pp_json_append_str(eras, pp_era_name((enum pp_era)era));
            }
        }
        pp_json_add_str(row, "value", at.cell->words);
        pp_json_add_str(
            row, "confidence", pp_evidence_words(at.cell->evidence));
        pp_json_add_str(row, "source", at.cell->source);
    }
}

static void add_presets(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "presets");
    size_t count = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(row, "name", presets[i].name);
        pp_json_add_str(row, "words", presets[i].words);
        pp_json_add_u64(row, "max_user_port", presets[i].max_user_port);
        pp_json_add_u64(row, "start", presets[i].start);
        pp_json_add_u64(row, "count", presets[i].count);
        pp_json_add_str(row, "os", presets[i].os);
        pp_json_add_str(row, "source", presets[i].source);
    }
}

void pp_windows_json(struct pp_buf *buf)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.windows/1");
    add_eras(doc);
    add_versions(doc);
    add_cells(doc);
    add_presets(doc);
    pp_json_finish(doc, buf);
}

static void add_quoted(struct pp_buf *buf, const char *text)
{
    pp_buf_add_char(buf, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            pp_buf_add_char(buf, '"');
        }
        pp_buf_add_char(buf, *text);
    }
    pp_buf_add_char(buf, '"');
}

void pp_windows_csv(struct pp_buf *buf)
{
    pp_buf_add_str(buf, "property,era,number,value,confidence,source\n");
    struct windows_row at = {0};
    while (windows_next_row(&at)) {
        for (int era = 0; era < PP_ERA_COUNT; era++) {
            if ((at.eras & (1u << era)) == 0) {
                continue;
            }
            add_quoted(buf, pp_windows_property_words(at.property));
            pp_buf_printf(buf,
                          ",%s,%u,",
                          pp_era_name((enum pp_era)era),
                          (unsigned)at.cell->number);
            add_quoted(buf, at.cell->words);
            pp_buf_printf(buf, ",%s,", pp_evidence_words(at.cell->evidence));
            add_quoted(buf, at.cell->source);
            pp_buf_add_char(buf, '\n');
        }
    }
}
