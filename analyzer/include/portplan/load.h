/*
 * Loading: captures in, sections, facts and diagnostics out. The only part
 * that knows both the parsers and the machine.
 */
#ifndef PORTPLAN_LOAD_H
#define PORTPLAN_LOAD_H

#include "portplan/machine.h"

PP_BEGIN_DECLS

struct pp_capture {
    struct pp_sv name;    /* as given: a path, "standard input", "@hyper-v" */
    const char *encoding; /* "utf-8", "utf-16le", "cp850", ...; static */
    const char *newline;  /* "lf", "crlf", "cr", "mixed", "none" */
    struct pp_line_counts lines;
    size_t first_section; /* its sections are neighbours in the load */
    size_t section_count;
};

struct pp_load_options {
    const char *encoding; /* NULL: found by evidence */
    /* Facts go here as they are read, and are not kept: for inputs larger
     * than memory. NULL: kept in the load. */
    const struct pp_fact_sink *sink;
};

struct pp_load; /* opaque */

/* `options` may be NULL; PP_ERR_INVALID for an encoding that is not known. */
PP_API enum pp_status pp_load_new(const struct pp_load_options *options,
                                  struct pp_load **ret_load) PP_MUST_CHECK;
PP_API void pp_load_free(struct pp_load *load);

/* Reads a capture to its end. After a failure the load has all the captures
 * that it had before, and nothing of this one but its diagnostics; facts that
 * went to a sink stay there. */
PP_API enum pp_status
pp_load_add(struct pp_load *load,
            struct pp_sv name,
            const struct pp_byte_source *source) PP_MUST_CHECK;
/* The same from bytes in memory; borrowed during the call only. */
PP_API enum pp_status pp_load_add_bytes(struct pp_load *load,
                                        struct pp_sv name,
                                        struct pp_sv bytes) PP_MUST_CHECK;

/*
 * Reads a registry hive, the binary file SYSTEM: its keys about ports. `name`
 * as for the others; the file is opened by its `path` (PP_ERR_IO if it cannot
 * be: errno tells why; PP_ERR_INVALID for NULL). A damaged hive, or a build
 * that cannot read any, is a diagnostic: the capture then has no section.
 */
PP_API enum pp_status pp_load_add_hive(struct pp_load *load,
                                       struct pp_sv name,
                                       const char *path) PP_MUST_CHECK;

/* Whether a file that begins with these bytes is a hive: `regf`. */
PP_API bool pp_load_is_hive(struct pp_sv beginning);

/* Borrowed until the load changes or is freed. */
PP_API const struct pp_capture *pp_load_captures(const struct pp_load *load,
                                                 size_t *ret_count);
PP_API const struct pp_section *pp_load_sections(const struct pp_load *load,
                                                 size_t *ret_count);
PP_API const struct pp_fact *pp_load_facts(const struct pp_load *load,
                                           size_t *ret_count);
/* The machines that the captures tell apart, by the index of sections; none
 * where no line names one: then all sections are of one machine. */
PP_API const struct pp_host *pp_load_hosts(const struct pp_load *load,
                                           size_t *ret_count);
PP_API struct pp_diags *pp_load_diags(const struct pp_load *load);

/* Totals over all captures. */
struct pp_load_totals {
    uint64_t sections;
    uint64_t facts;
    uint64_t excluded;
    uint64_t administered;
    uint64_t rejected; /* lines */
};
PP_API struct pp_load_totals pp_load_totals(const struct pp_load *load);

/* Which tables count where a protocol has several; `section` is an index
 * among pp_load_sections. PP_ERR_INVALID: there is no such section. */
PP_API enum pp_status pp_load_choose(struct pp_load *load,
                                     enum pp_table_choice choice,
                                     uint32_t section) PP_MUST_CHECK;

/* What the machine calls itself that pp_load_machine makes; empty where no
 * line names it, or where it is made of all machines. */
PP_API struct pp_sv pp_load_host(const struct pp_load *load);

/* The machine of all captures so far; conflicts go to pp_load_diags. The
 * caller frees it with pp_machine_free; it does not borrow from the load. */
PP_API enum pp_status
pp_load_machine(struct pp_load *load,
                struct pp_machine **ret_machine) PP_MUST_CHECK;

PP_END_DECLS

#endif
