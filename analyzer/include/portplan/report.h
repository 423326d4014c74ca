/*
 * Reports: views in, bytes out. A report prints what it is given and computes
 * nothing; it writes into a pp_buf, whose status tells whether all of it came
 * to be written.
 *
 * Text that came from a capture is escaped: no control character of the input
 * reaches a report. The same views and style give the same bytes.
 */
#ifndef PORTPLAN_REPORT_H
#define PORTPLAN_REPORT_H

#include "portplan/check.h"
#include "portplan/diff.h"
#include "portplan/json.h"
#include "portplan/load.h"
#include "portplan/style.h"
#include "portplan/suggest.h"

/* --- what a load holds --- */

/* Everything that `show` prints; all of it borrowed. */
struct pp_show {
    const struct pp_capture *captures;
    size_t capture_count;
    const struct pp_section *sections; /* of the whole load */
    size_t section_count;
    const struct pp_fact *facts; /* likewise */
    size_t fact_count;
    const struct pp_host *hosts; /* by the index of sections */
    size_t host_count;
    const struct pp_machine *machine;
    const struct pp_diags *diags;
    const struct pp_port_list *asked; /* ports to point at; NULL: none */
    bool all_rows;                    /* never fold rows (text only) */
};

/* The view of a load and of the machine made from it. */
PP_API struct pp_show pp_show_of(const struct pp_load *load,
                                 const struct pp_machine *machine,
                                 const struct pp_diags *diags);

PP_API void pp_show_text(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pp_show *show);
/* The document portplan.show/1. */
PP_API void pp_show_json(struct pp_buf *buf, const struct pp_show *show);
/* The member `machine` of this and other documents. */
PP_API void pp_machine_json(struct pp_json *parent,
                            const struct pp_machine *machine);
/* The exclusions, one a line, under a line of names. */
PP_API void pp_show_csv(struct pp_buf *buf, const struct pp_show *show);
/* The port maps as one SVG picture. */
PP_API void pp_show_svg(struct pp_buf *buf, const struct pp_show *show);
/* One line: the document portplan.count/1. */
PP_API void pp_show_count(struct pp_buf *buf,
                          const struct pp_load_totals *totals);

/*
 * A sink that writes each fact as one line of JSON while the captures are
 * read. Lines gather in a block of memory of fixed size; a full block goes to
 * `flush`, whose status ends the reading when it is not PP_OK.
 */
struct pp_fact_writer; /* opaque */

struct pp_flush {
    void *user;
    enum pp_status (*write)(void *user, struct pp_sv bytes);
};

PP_API enum pp_status
pp_fact_writer_new(const struct pp_flush *flush,
                   struct pp_fact_writer **ret_writer) PP_MUST_CHECK;
/* Borrows the writer, which must live as long as the load reads. */
PP_API struct pp_fact_sink pp_fact_writer_sink(struct pp_fact_writer *writer);
/* Hands on what has gathered. Call it when the last capture has been read. */
PP_API enum pp_status
pp_fact_writer_finish(struct pp_fact_writer *writer) PP_MUST_CHECK;
/* Does not flush. */
PP_API void pp_fact_writer_free(struct pp_fact_writer *writer);

/* --- what check found --- */

/* `captures` give the names of the places. */
PP_API void pp_check_text(struct pp_buf *buf,
                          const struct pp_style *style,
                          const struct pp_check *check,
                          const struct pp_show *show);
/* The document portplan.check/1: one element for each port. */
/* The members `pid`, `process` and `queue` of a URL of http.sys, null where not
 * known. */
PP_API void pp_registrant_json(struct pp_json *row,
                               const struct pp_reservation *url);
PP_API void pp_check_json(struct pp_buf *buf,
                          const struct pp_check *check,
                          const struct pp_show *show);

/* --- what suggest chose --- */

/* Ends with the commands that reserve the first suggestion. */
PP_API void pp_suggest_text(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pp_suggest *suggest);
/* The document portplan.suggest/1. */
PP_API void pp_suggest_json(struct pp_buf *buf,
                            const struct pp_suggest *suggest);
/* The rules and their weights. */
PP_API void pp_suggest_rules_text(struct pp_buf *buf,
                                  const struct pp_style *style);
PP_API void pp_suggest_rules_markdown(struct pp_buf *buf);
/* The document portplan.suggest-rules/1. */
PP_API void pp_suggest_rules_json(struct pp_buf *buf);

/* --- what diff found --- */

/* Everything borrowed; the views give the names of the places. */
struct pp_diff_view {
    const struct pp_diff *diff;
    const struct pp_show *before;
    const struct pp_show *after;
    bool all_rows; /* never leave rows out (text only) */
};

PP_API void pp_diff_text(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pp_diff_view *view);
/* The document portplan.diff/1. */
PP_API void pp_diff_json(struct pp_buf *buf, const struct pp_diff_view *view);

/* --- diagnostics --- */

/*
 * `FILE:LINE:COLUMN: severity: message [PP-NNN]`, the line, a caret, a second
 * place; at the end how many were not kept. Leaves out what is below `least`.
 */
PP_API void pp_diags_text(struct pp_buf *buf,
                          const struct pp_style *style,
                          const struct pp_show *show,
                          enum pp_severity least);
/* A row of the registry, for `explain`. */
PP_API void pp_diag_info_text(struct pp_buf *buf,
                              const struct pp_style *style,
                              const struct pp_diag_info *info);

/* --- the port space as a picture --- */

struct pp_portmap {
    const struct pp_machine *machine;
    enum pp_protocol protocol;
    const struct pp_port_list *asked; /* marked by a caret line; NULL: none */
};

/*
 * A strip of all ports as wide as the style says, with what occurs in it
 * explained below; and, where the dynamic range is too narrow to be seen in
 * that, a second strip of the dynamic range alone. `indent` blanks stand in
 * front of each line.
 */
PP_API void pp_portmap_text(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pp_portmap *map,
                            size_t indent);

#endif
