/* Help on what belongs to no single command: `help capture` and others. */
#ifndef PP_COMMAND_HELP_TOPICS_H
#define PP_COMMAND_HELP_TOPICS_H

#include "portplan/buf.h"

struct topic {
    const char *name;
    const char *summary; /* one line */
    const char *text;    /* NULL: made by `add` */
    void (*add)(struct pp_buf *buf);
};

const struct topic *pps_topics(size_t *ret_count);

/* The topic of that row of the table. */
const struct topic *pps_topic_at(size_t index);

/* Commands, then topics; NULL behind the last. */
const char *pps_name_of_subject(size_t index);

/* The topic of that name; NULL for none. */
const struct topic *pps_topic_named(const char *name);

/* What `help TOPIC` says. */
void pps_add_topic(struct pp_buf *buf, const struct topic *topic);

#endif
