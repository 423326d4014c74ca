/*
 * Parsing one capture: decoded lines in, sections, facts and diagnostics out.
 * Works line by line with bounded memory. Parsers know nothing of machines.
 */
#ifndef PP_PARSE_LINE_PARSE_H
#define PP_PARSE_LINE_PARSE_H

#include "portplan/fact.h"

#include "hosts.h"
#include "text/text.h"

struct pp_parse; /* opaque: the state of one capture */

struct pp_parse_options {
    uint32_t capture;       /* index for the places of facts */
    uint32_t first_section; /* index of the first section found here */
    const struct pp_fact_sink *sink;
    struct pp_diags *diags; /* borrowed */
    struct pp_hosts *hosts; /* those of the load, borrowed; NULL: nobody asks
                             * whose the sections are */
};

enum pp_status pp_parse_new(const struct pp_parse_options *options,
                            struct pp_parse **ret_parse) PP_MUST_CHECK;
void pp_parse_free(struct pp_parse *parse);

enum pp_status pp_parse_line(struct pp_parse *parse,
                             const struct pp_line *line) PP_MUST_CHECK;

/* Takes whole rows of the table that is open from the start of `bytes`, as
 * many as stand there without anything between them; the first of them is on
 * `line_number`. For speed: pp_parse_line would do the same one by one. */
enum pp_status pp_parse_rows(struct pp_parse *parse,
                             struct pp_sv bytes,
                             uint64_t line_number,
                             struct pp_text_taken *ret_taken) PP_MUST_CHECK;

/* The capture has ended: settles what was held back. */
enum pp_status pp_parse_end(struct pp_parse *parse) PP_MUST_CHECK;

/* The lines so far; the sum is right only after pp_parse_end. */
struct pp_line_counts pp_parse_counts(const struct pp_parse *parse);

/* Index behind the last section found. */
uint32_t pp_parse_next_section(const struct pp_parse *parse);

#endif
