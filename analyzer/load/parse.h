/* The driver: takes a capture line by line and offers it to the parsers. */
#ifndef PP_LOAD_PARSE_H
#define PP_LOAD_PARSE_H

#include "portplan/base.h"
#include "portplan/sv.h"

#include "parse/line/parse.h"

enum pp_status pp_parse_new(const struct pp_parse_options *options,
                            struct pp_parse **ret_parse) PP_MUST_CHECK;
void pp_parse_free(struct pp_parse *parse);
enum pp_status pp_parse_line(struct pp_parse *parse,
                             const struct pp_line *line) PP_MUST_CHECK;

/* Takes whole rows of the table that is open from the start of `bytes`, as
 * many as follow one another without anything between; the first is on
 * `line_number`. For speed: pp_parse_line would do the same one by one. */
enum pp_status pp_parse_rows(struct pp_parse *parse,
                             struct pp_sv bytes,
                             uint64_t line_number,
                             struct pp_text_taken *ret_taken) PP_MUST_CHECK;

/* The capture has ended: settles what was held back. */
enum pp_status pp_parse_end(struct pp_parse *parse) PP_MUST_CHECK;

/* The lines so far; the sum is right only after pp_parse_end. */
struct pp_line_counts pp_parse_counts(const struct pp_parse *parse);

#endif
