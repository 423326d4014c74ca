/* Labels and cues: what is in front of a value says what it is. */
#ifndef PP_REDACT_REDACT_LABEL_H
#define PP_REDACT_REDACT_LABEL_H

#include "redact_scan.h"

/* From line to line; all zero at the start. */
struct pp_label_memory {
    enum pp_redact_value open; /* of the line above: it may go on */
    bool is_computer;          /* the class of WMI that is the machine */
};

/* A value, quotes around it or not, of this kind; one that has a shape of its
 * own (an address, a path) is left to it. */
void pp_hit_value(struct pp_scan *scan,
                  enum pp_redact_value kind,
                  struct pp_sv value);

/* `Label: value` and its like. */
void pp_learn_labels(struct pp_label_memory *memory, struct pp_scan *scan);

/* `docker: ... on endpoint NAME (`, `/user:NAME`, `ping NAME`. */
void pp_learn_cues(struct pp_scan *scan);

#endif
