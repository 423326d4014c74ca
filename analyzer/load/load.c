/*
 * Loading captures: the text reader feeds the parsers, their facts are kept
 * (or handed on), and the machine is built from them.
 */
#include "portplan/load.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "fact/fact_copy.h"
#include "knowledge/locales.h"
#include "knowledge/netstat_words.h"
#include "model/machine_facts.h"
#include "parse.h"
#include "parse/line/parse.h"
#include "parse/registry/reg_hive.h"

struct pp_load {
    struct pp_arena arena; /* names of captures */
    struct pp_diags *diags;
    const struct pp_fact_sink *sink; /* NULL: facts are kept */
    const char *encoding;
    PP_VEC(struct pp_capture) captures;
    PP_VEC(struct pp_section) sections;
    PP_VEC(struct pp_fact) facts;
    PP_VEC(struct pp_text_hint) hints;
    struct pp_hosts hosts;
    struct pp_load_totals totals;
    enum pp_table_choice choice;
    uint32_t chosen_section;
};

/* --- the words by which code pages are told apart ---------------------------
 */

static enum pp_status
add_hint(struct pp_load *load, struct pp_sv word, const char *codepages)
{
    if (word.len == 0) {
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&load->hints, 1, SIZE_MAX));
    load->hints.items[load->hints.count++] =
        (struct pp_text_hint){word, codepages};
    return PP_OK;
}

static enum pp_status add_hints(struct pp_load *load)
{
    size_t count = 0;
    const struct pp_locale *locales = pp_locales(&count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_locale *locale = &locales[i];
        const struct pp_sv words[] = {
            locale->excluded_before,
            locale->excluded_behind,
            locale->start_head,
            locale->end_head,
            locale->legend,
            locale->dynamic_before,
            locale->dynamic_behind,
            locale->start_label,
            locale->count_label,
        };
        for (size_t w = 0; w < PP_ARRAY_LEN(words); w++) {
            PP_TRY(add_hint(load, words[w], locale->codepages));
        }
    }
    /* A title of netstat is itself in one code page only. */
    const struct pp_sv *titles = pp_netstat_titles(&count);
    for (size_t i = 0; i < count; i++) {
        PP_TRY(add_hint(
            load,
            titles[i],
            "cp850 cp866 cp936 cp950 cp932 cp949 cp437 cp1252 cp1251"));
    }
    return PP_OK;
}

/* --- life ----------------------------------------------------------------- */

static enum pp_status check_encoding(const char *encoding)
{
    struct pp_text_encoding found;
    if (encoding != NULL &&
        !pp_text_encoding_find(pp_sv_from(encoding), &found)) {
        return PP_ERR_INVALID;
    }
    return PP_OK;
}

enum pp_status pp_load_new(const struct pp_load_options *options,
                           struct pp_load **ret_load)
{
    struct pp_load *load = pp_calloc(1, sizeof(*load));
    if (load == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&load->arena, PP_LIMIT_ARENA_BYTES);
    load->hosts.arena = &load->arena;
    enum pp_status status = pp_diags_new(&load->diags);
    if (status == PP_OK && options != NULL) {
        load->encoding = options->encoding;
        load->sink = options->sink;
        status = check_encoding(load->encoding);
    }
    if (status == PP_OK) {
        status = add_hints(load);
    }
    if (status != PP_OK) {
        pp_load_free(load);
        return status;
    }
    *ret_load = load;
    return PP_OK;
}

void pp_load_free(struct pp_load *load)
{
    if (load == NULL) {
        return;
    }
    pp_diags_free(load->diags);
    pp_arena_done(&load->arena);
    pp_free(load->captures.items);
    pp_free(load->sections.items);
    pp_free(load->facts.items);
    pp_free(load->hints.items);
    pp_hosts_done(&load->hosts);
    pp_free(load);
}

/* --- where facts go ------------------------------------------------------- */

static enum pp_status
on_section(void *user, uint32_t index, const struct pp_section *section)
{
    struct pp_load *load = user;
    load->totals.sections++;
    if (load->sink != NULL) {
        return load->sink->section != NULL
                   ? load->sink->section(load->sink->user, index, section)
                   : PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&load->sections, 1, PP_LIMIT_SECTIONS));
    load->sections.items[load->sections.count++] = *section;
    return PP_OK;
}

/* A section's last line and completeness are known at its end. */
static enum pp_status
on_section_end(void *user, uint32_t index, const struct pp_section *section)
{
    struct pp_load *load = user;
    if (load->sink != NULL) {
        return load->sink->section_end != NULL
                   ? load->sink->section_end(load->sink->user, index, section)
                   : PP_OK;
    }
    load->sections.items[index] = *section;
    return PP_OK;
}

static enum pp_status on_fact(void *user, const struct pp_fact *fact)
{
    struct pp_load *load = user;
    /* What is missing, or only named, is no fact of the machine. */
    load->totals.facts +=
        fact->kind != PP_FACT_GAP && fact->kind != PP_FACT_MENTION;
    load->totals.excluded += fact->kind == PP_FACT_EXCLUDED;
    load->totals.administered += fact->is_administered == PP_YES;
    if (load->sink != NULL) {
        return load->sink->fact != NULL
                   ? load->sink->fact(load->sink->user, fact)
                   : PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(&load->facts, 1, PP_LIMIT_FACTS));
    PP_TRY(pp_fact_copy(
        &load->arena, fact, &load->facts.items[load->facts.count]));
    load->facts.count++;
    return PP_OK;
}

/* --- reading -------------------------------------------------------------- */

/* As many rows as the buffer holds. */
static enum pp_status take_rows(struct pp_text_reader *reader,
                                struct pp_parse *parse,
                                uint64_t *io_line_number)
{
    struct pp_text_taken taken;
    do {
        PP_TRY(pp_parse_rows(
            parse, pp_text_peek(reader), *io_line_number + 1, &taken));
        pp_text_pass(reader, &taken);
        *io_line_number += taken.lf_count + taken.crlf_count;
    } while (taken.byte_count > 0);
    return PP_OK;
}

static enum pp_status parse_lines(struct pp_text_reader *reader,
                                  struct pp_parse *parse)
{
    uint64_t line_number = 0;
    struct pp_line line = {.has_more = false};
    for (;;) {
        if (!line.has_more) {
            PP_TRY(take_rows(reader, parse, &line_number));
        }
        bool has_ended = false;
        PP_TRY(pp_text_next_line(reader, &line, &has_ended));
        if (has_ended) {
            return pp_parse_end(parse);
        }
        PP_TRY(pp_parse_line(parse, &line));
        line_number = line.number;
    }
}

/* What was wrong with the bytes themselves. */
static void report_text(struct pp_load *load,
                        uint32_t capture,
                        const struct pp_text_summary *text)
{
    struct pp_diag draft = {.place = {.capture = capture}};
    if (text->invalid_count > 0) {
        draft.code = PP_DIAG_TEXT_INVALID;
        pp_diags_add(load->diags,
                     &draft,
                     "%llu %s not valid %s; ports are read all the same, "
                     "--encoding names another code page",
                     (unsigned long long)text->invalid_count,
                     text->invalid_count == 1 ? "byte is" : "bytes are",
                     text->encoding);
    }
    if (text->nul_count > 0) {
        draft.code = PP_DIAG_TEXT_NUL;
        pp_diags_add(load->diags,
                     &draft,
                     "%llu NUL %s read as blanks",
                     (unsigned long long)text->nul_count,
                     text->nul_count == 1 ? "byte is" : "bytes are");
    }
}

static enum pp_status read_capture(struct pp_load *load,
                                   struct pp_capture *capture,
                                   const struct pp_byte_source *source,
                                   const struct pp_parse_options *options)
{
    const struct pp_text_options text_options = {
        .splits_json = true,
        .encoding = load->encoding,
        .hint_words = load->hints.items,
        .hint_word_count = load->hints.count,
    };
    struct pp_text_reader reader = {0};
    struct pp_parse *parse = NULL;
    enum pp_status status = pp_text_open(&reader, *source, &text_options);
    if (status == PP_OK) {
        status = pp_parse_new(options, &parse);
    }
    if (status == PP_OK) {
        status = parse_lines(&reader, parse);
    }
    if (status == PP_OK) {
        const struct pp_text_summary text = pp_text_get_summary(&reader);
        capture->encoding = text.encoding;
        capture->newline = text.newline;
        capture->lines = pp_parse_counts(parse);
        load->totals.rejected += capture->lines.rejected;
        report_text(load, options->capture, &text);
    }
    pp_parse_free(parse);
    pp_text_close(&reader);
    return status;
}

/* What a capture is read from: bytes, or a hive by its path. */
struct origin {
    const struct pp_byte_source *source;
    const char *hive_path;
};

static enum pp_status read_origin(struct pp_load *load,
                                  struct pp_capture *capture,
                                  const struct origin *origin)
{
    const struct pp_fact_sink sink = {
        load, on_section, on_fact, on_section_end};
    const struct pp_parse_options options = {
        .capture = (uint32_t)load->captures.count,
        .first_section = (uint32_t)load->totals.sections,
        .sink = &sink,
        .diags = load->diags,
        .hosts = &load->hosts,
        .keeps_mentions = load->sink == NULL,
    };
    if (origin->hive_path == NULL) {
        return read_capture(load, capture, origin->source, &options);
    }
    uint32_t section_count = 0;
    capture->encoding = "binary";
    capture->newline = "none";
    return pp_reg_hive_read(origin->hive_path, &options, &section_count);
}

static enum pp_status add_capture(struct pp_load *load,
                                  struct pp_sv name,
                                  const struct origin *origin)
{
    PP_TRY(PP_VEC_RESERVE(&load->captures, 1, PP_LIMIT_CAPTURES));
    struct pp_capture capture = {
        .first_section = (size_t)load->totals.sections,
    };
    if (!pp_arena_copy(&load->arena, name, &capture.name)) {
        return PP_ERR_NOMEM;
    }
    const size_t section_count = load->sections.count;
    const size_t fact_count = load->facts.count;
    const struct pp_load_totals totals = load->totals;
    const struct pp_hosts hosts = load->hosts;
    pp_hosts_begin_capture(&load->hosts);
    enum pp_status status = read_origin(load, &capture, origin);
    if (status != PP_OK) {
        /* Leave the load as it was before the capture. */
        load->sections.count = section_count;
        load->facts.count = fact_count;
        load->totals = totals;
        pp_hosts_go_back(&load->hosts, &hosts);
        return status;
    }
    capture.section_count =
        (size_t)load->totals.sections - capture.first_section;
    load->captures.items[load->captures.count++] = capture;
    return PP_OK;
}

enum pp_status pp_load_add(struct pp_load *load,
                           struct pp_sv name,
                           const struct pp_byte_source *source)
{
    const struct origin origin = {.source = source};
    return add_capture(load, name, &origin);
}

enum pp_status
pp_load_add_hive(struct pp_load *load, struct pp_sv name, const char *path)
{
    const struct origin origin = {.hive_path = path};
    return path != NULL ? add_capture(load, name, &origin) : PP_ERR_INVALID;
}

bool pp_load_is_hive(struct pp_sv beginning)
{
    return pp_sv_starts(beginning, PP_SV("regf"));
}

enum pp_status
pp_load_add_bytes(struct pp_load *load, struct pp_sv name, struct pp_sv bytes)
{
    struct pp_text_memory memory = {.bytes = bytes};
    const struct pp_byte_source source = pp_text_memory_source(&memory);
    return pp_load_add(load, name, &source);
}

/* --- views --- */

const struct pp_capture *pp_load_captures(const struct pp_load *load,
                                          size_t *ret_count)
{
    *ret_count = load->captures.count;
    return load->captures.items;
}

const struct pp_section *pp_load_sections(const struct pp_load *load,
                                          size_t *ret_count)
{
    *ret_count = load->sections.count;
    return load->sections.items;
}

const struct pp_fact *pp_load_facts(const struct pp_load *load,
                                    size_t *ret_count)
{
    *ret_count = load->facts.count;
    return load->facts.items;
}

const struct pp_host *pp_load_hosts(const struct pp_load *load,
                                    size_t *ret_count)
{
    *ret_count = load->hosts.told.count;
    return load->hosts.told.items;
}

struct pp_diags *pp_load_diags(const struct pp_load *load)
{
    return load->diags;
}

struct pp_load_totals pp_load_totals(const struct pp_load *load)
{
    return load->totals;
}

enum pp_status pp_load_choose(struct pp_load *load,
                              enum pp_table_choice choice,
                              uint32_t section)
{
    if (choice == PP_TABLES_ONE && section >= load->sections.count) {
        return PP_ERR_INVALID;
    }
    load->choice = choice;
    load->chosen_section = section;
    return PP_OK;
}

struct pp_sv pp_load_host(const struct pp_load *load)
{
    const struct pp_sv none = {NULL, 0};
    if (load->sections.count == 0 || load->choice == PP_TABLES_ALL) {
        return none;
    }
    size_t deciding = load->choice == PP_TABLES_ONE ? load->chosen_section
                                                    : load->sections.count - 1;
    uint32_t host = load->sections.items[deciding].host;
    return host < load->hosts.told.count ? load->hosts.told.items[host].name
                                         : none;
}

enum pp_status pp_load_machine(struct pp_load *load,
                               struct pp_machine **ret_machine)
{
    const struct pp_machine_input input = {
        .sections = load->sections.items,
        .section_count = load->sections.count,
        .facts = load->facts.items,
        .fact_count = load->facts.count,
        .hosts = load->hosts.told.items,
        .host_count = load->hosts.told.count,
        .choice = load->choice,
        .chosen_section = load->chosen_section,
        .diags = load->diags,
    };
    return pp_machine_from_facts(&input, ret_machine);
}
