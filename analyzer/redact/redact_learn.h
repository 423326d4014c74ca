/*
 * Learning secrets from what is around them: labels, titles of columns,
 * prompts, questions and their answers, and the facts of the parsers.
 */
#ifndef PP_REDACT_REDACT_LEARN_H
#define PP_REDACT_REDACT_LEARN_H

#include "portplan/fact.h"

#include "redact_label.h"
#include "redact_table.h"

/* From line to line. */
struct pp_learner {
    enum pp_redact_value asked; /* what the next line answers */
    struct pp_label_memory labels;
    struct pp_table_memory tables;
};

void pp_learner_init(struct pp_learner *learner);
void pp_learner_done(struct pp_learner *learner);

/* The scan is at the beginning of a line, and learns. */
void pp_learn_line(struct pp_learner *learner, struct pp_scan *scan);

/* What a fact says: programs, and hosts where an address is a name. */
enum pp_status pp_learn_fact(struct pp_names *names,
                             const struct pp_fact *fact) PP_MUST_CHECK;

#endif
