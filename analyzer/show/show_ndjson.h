/* Facts as lines of JSON, written while captures are read. */
#ifndef PP_SHOW_SHOW_NDJSON_H
#define PP_SHOW_SHOW_NDJSON_H

#include "portplan/base.h"
#include "portplan/fact.h"
#include "portplan/sv.h"

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

enum pp_status
pp_fact_writer_new(const struct pp_flush *flush,
                   struct pp_fact_writer **ret_writer) PP_MUST_CHECK;

/* Borrows the writer, which must live as long as the load reads. */
struct pp_fact_sink pp_fact_writer_sink(struct pp_fact_writer *writer);

/* Hands on what has gathered. Call it when the last capture has been read. */
enum pp_status
pp_fact_writer_finish(struct pp_fact_writer *writer) PP_MUST_CHECK;

/* Does not flush. */
void pp_fact_writer_free(struct pp_fact_writer *writer);

#endif
