/*
 * Learning secrets from what stands around them: labels, titles of columns,
 * prompts, questions and their answers, and the facts of the parsers.
 */
#ifndef PP_ANSWER_REDACT_LEARN_H
#define PP_ANSWER_REDACT_LEARN_H

#include "portplan/fact.h"

#include "ps_columns.h"
#include "redact_csv.h"
#include "redact_scan.h"
#include "redact_words.h"

/* From line to line; all zero at the start. */
struct pp_learner {
    enum pp_redact_value asked; /* what the next line answers */
    struct pp_buf above;        /* the line above: it may be titles */
    bool has_table;
    struct pp_ps_columns columns;
    enum pp_redact_value values[PP_LIMIT_PS_COLUMNS]; /* of the columns */
    struct pp_redact_csv csv;
};

void pp_learner_init(struct pp_learner *learner);
void pp_learner_done(struct pp_learner *learner);

/* The scan is at the beginning of a line, and learns. */
void pp_learn_line(struct pp_learner *learner, struct pp_scan *scan);

/* What a fact tells: programs, and hosts where an address is a name. */
enum pp_status pp_learn_fact(struct pp_names *names,
                             const struct pp_fact *fact) PP_MUST_CHECK;

#endif
