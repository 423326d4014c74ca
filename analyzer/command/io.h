/*
 * What a command sees of its surroundings: where captures and files come from,
 * where its words and its document go. The program gives files and standard
 * streams, pp_answer what its caller holds in memory. Commands know no others.
 */
#ifndef PP_COMMAND_IO_H
#define PP_COMMAND_IO_H

#include "portplan/load.h"

#include "name_list.h"

enum pps_file_kind {
    PPS_FILE_NONE = 0, /* there is nothing of that name */
    PPS_FILE_REGULAR,
    PPS_FILE_DIRECTORY,
    PPS_FILE_OTHER, /* a device, a pipe */
};

/* Functions that complain do so by `say`, and then return PP_ERR_IO or false.
 */
struct pps_io {
    void *user;
    bool is_out_of_memory; /* an allocation failed in the course of it */
    bool is_unwanted;      /* after `close`: the reader has gone */

    /* A text for people, complete lines. */
    void (*say)(struct pps_io *io, struct pp_sv text);

    /* What there is of that name. */
    enum pps_file_kind (*kind)(struct pps_io *io, const char *name);
    /* Appends the name of what is there under a name like this one, which is
     * not; false: nothing is. */
    bool (*nearest)(struct pps_io *io, const char *name, struct pp_buf *into);
    /* Whether a name may follow this character of a path. */
    bool (*is_separator)(char c);
    /* Whether it can be read as a capture; complains. */
    bool (*is_readable)(struct pps_io *io, const char *name);
    /* Reads it as a capture, or as those of a directory; "-" is standard
     * input. Complains; other failures are the load's. */
    enum pp_status (*add)(struct pps_io *io,
                          const char *name,
                          struct pp_load *load);
    /* Adds the paths of a directory's files and directories, in order;
     * complains. NULL where `kind` knows no directory. */
    enum pp_status (*list)(struct pps_io *io,
                           const char *directory,
                           struct pps_names *names);
    /* The whole of a file, as far as the buffer takes it; complains. */
    bool (*slurp)(struct pps_io *io, const char *name, struct pp_buf *into);

    /* The document: opened once, written piece by piece, closed. `path` is
     * that of --output, or NULL. `open` and `close` complain. Without
     * `is_whole` no file is left. */
    bool (*open)(struct pps_io *io, const char *path);
    enum pp_status (*write)(struct pps_io *io, struct pp_sv bytes);
    bool (*close)(struct pps_io *io, bool is_whole);
    /* Another file, written whole or not at all; complains. NULL where nothing
     * asks for it. */
    bool (*write_file)(struct pps_io *io, const char *path, struct pp_sv text);

    uint32_t today; /* 20270331; 0: nobody knows */
    /* As platform_run_jobs; NULL: there is one thread. */
    void (*run_jobs)(unsigned count,
                     void (*job)(void *context, unsigned index),
                     void *context);
    /* How far a simulation is, and with 0 runs that it is over; NULL: nobody
     * looks. */
    void (*progress)(struct pps_io *io, uint32_t done, uint32_t runs);
};

/* One line, `portplan: ` in front. Everything in it is escaped, so that
 * arguments and file names can be passed as they are. */
void pps_io_complain(struct pps_io *io, const char *format, ...)
    PP_PRINTF(2, 3);

/* Complains with these words that there is nothing of that name, and names
 * what is meant, if something is near. */
void pps_io_complain_missing(struct pps_io *io,
                             const char *words,
                             const char *name);

/* Says a text, already escaped; complains if the buffer has failed. Frees it.
 */
void pps_io_print(struct pps_io *io, struct pp_buf *text);

/* Complains about a status of the library that is not PP_OK; whether it is. */
bool pps_io_is_ok(struct pps_io *io, enum pp_status status);

/* Notes a failure that only shortens a message. */
void pps_io_note(struct pps_io *io, enum pp_status status);

/* The same of diagnostics that may be incomplete; NULL: none. */
void pps_io_note_diags(struct pps_io *io, const struct pp_diags *diags);

#endif
