/* The templates of pages, a row for each format; page.c fills them. */
#ifndef PP_COMMAND_HELP_PAGE_FORMS_H
#define PP_COMMAND_HELP_PAGE_FORMS_H

#include "portplan/buf.h"

#include "option_words.h"
#include "topics.h"

struct page_form {
    const char *format;
    bool is_of_command; /* of one; else of all */
    bool has_accepted;  /* all options that a command accepts, not only those
                         * that its help lists */
    size_t column;      /* of %| */
    void (*escape)(struct pp_buf *buf, const char *text);
    const char *page;
    const char *command;                     /* %C */
    const char *name;                        /* %L */
    const char *option[ARGUMENT_KIND_COUNT]; /* %O; NULL: as ARGUMENT_FREE */
    const char *option_name;                 /* %P */
    const char *topic;                       /* %T */
    const char *captures[2]; /* %p: words only, and where files can be, too */
};

/* The row; NULL where there is none. */
const struct page_form *pps_page_form_of(const char *format,
                                         bool is_of_command);

#endif
