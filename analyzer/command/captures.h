/*
 * From the words behind a command to captures in a load: files and
 * directories of the surroundings, built-in examples.
 */
#ifndef PP_COMMAND_CAPTURES_H
#define PP_COMMAND_CAPTURES_H

#include "examples/examples.h"
#include "io.h"

/*
 * Reads the captures that the words name into the load; no word means
 * standard input. Every word that cannot be read is complained about before
 * anything is read; PP_ERR_IO says that this happened. Any other failure is
 * the load's.
 */
enum pp_status pps_captures_read(struct pps_io *io,
                                 const char *const *words,
                                 size_t word_count,
                                 struct pp_load *load) PP_MUST_CHECK;

/* Whether the word can only be meant as a capture: @NAME, - or a file or
 * directory that is there. */
bool pps_is_capture(struct pps_io *io, const char *word);

/* The built-in example of that name, with or without its @; NULL after a
 * complaint. */
const struct pp_example *pps_captures_example(struct pps_io *io,
                                              const char *word);

#endif
