/*
 * Diagnostics: what is wrong, odd or worth knowing about the *input*, with
 * its place. They are collected, never printed here; a report prints them.
 *
 * Every diagnostic has a code of the registry portplan/diag_codes.def, which
 * also gives `portplan explain PP-NNN` its text. Codes are never reused.
 */
#ifndef PORTPLAN_DIAG_H
#define PORTPLAN_DIAG_H

#include "portplan/sv.h"

PP_BEGIN_DECLS

enum pp_severity {
    PP_SEVERITY_NOTE,
    PP_SEVERITY_WARNING,
    PP_SEVERITY_ERROR,
};

/* "note", "warning", "error" */
PP_API const char *pp_severity_name(enum pp_severity severity);

/* A place in a capture. Lines and columns count from 1; columns count code
 * points. Line 0 means that there is no place, column 0 the whole line. */
struct pp_place {
    uint32_t capture; /* index among the captures of the load */
    uint32_t column;
    uint64_t line;
};

/* PP_DIAG_<NAME>, one for each row of the registry; the value is the number
 * that people see as PP-NNN. */
enum pp_diag_code {
#define PP_DIAG(name, number, severity, summary, explanation) \
    PP_DIAG_##name = (number),
#include "portplan/diag_codes.def"
#undef PP_DIAG
};

/* A row of the registry. */
struct pp_diag_info {
    enum pp_diag_code code;
    enum pp_severity severity;
    const char *summary;     /* half a sentence */
    const char *explanation; /* a paragraph: what it means, what to do */
};

/* The rows, ascending by code. */
PP_API const struct pp_diag_info *pp_diag_infos(size_t *ret_count);

/* The row of a code, or NULL. */
PP_API const struct pp_diag_info *pp_diag_info(uint32_t code);

/* "PP-417", "pp-417" or "417" -> its row; NULL if there is none. */
PP_API const struct pp_diag_info *pp_diag_info_named(struct pp_sv name);

struct pp_diag {
    enum pp_diag_code code;
    enum pp_severity severity;
    struct pp_place place;
    uint32_t span;           /* columns under the caret; 0 is the same as 1 */
    struct pp_sv message;    /* UTF-8; may hold bytes of the input: escape it */
    struct pp_sv excerpt;    /* the line at `place`, or empty; escape it too */
    struct pp_place related; /* the second place where two facts clash */
    const char *related_note; /* what stands there; NULL: no second place */
};

/* A collection; opaque. Keeps at most PP_LIMIT_DIAGS, and of one code at most
 * PP_LIMIT_DIAGS_PER_CODE; what is above is counted. */
struct pp_diags;

PP_API enum pp_status pp_diags_new(struct pp_diags **ret_diags) PP_MUST_CHECK;
PP_API void pp_diags_free(struct pp_diags *diags);

/*
 * Adds a diagnostic: `draft` gives code, place, span, excerpt and related
 * place (its severity and message are ignored: they come from the registry
 * and the format); excerpt and message are copied. A failing allocation is
 * counted as a diagnostic not kept: reporting must not fail a load.
 */
PP_API void pp_diags_add(struct pp_diags *diags,
                         const struct pp_diag *draft,
                         const char *format,
                         ...) PP_PRINTF(3, 4);

/* Those kept, in the order of their adding; borrowed until the next add. */
PP_API const struct pp_diag *pp_diags_items(const struct pp_diags *diags,
                                            size_t *ret_count);

/* How many were added but not kept. */
PP_API uint64_t pp_diags_dropped(const struct pp_diags *diags);

/* Whether one was not kept for lack of memory. */
PP_API bool pp_diags_is_out_of_memory(const struct pp_diags *diags);

/* How many were added with this severity, kept or not. */
PP_API uint64_t pp_diags_count(const struct pp_diags *diags,
                               enum pp_severity severity);

PP_END_DECLS

#endif
