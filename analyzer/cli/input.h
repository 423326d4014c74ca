/*
 * From the words of the command line to captures in a load: files, the files
 * of a directory, standard input, built-in examples.
 */
#ifndef PP_CLI_INPUT_H
#define PP_CLI_INPUT_H

#include "portplan/load.h"

#include "cli/platform/platform_names.h"
#include "examples/examples.h"

/*
 * Reads the captures that the words name into the load; no word means
 * standard input. Every word that cannot be read is complained about on
 * standard error before anything is read; PP_ERR_IO says that this happened.
 * Any other failure is the load's.
 */
enum pp_status input_read(const char *const *words,
                          size_t word_count,
                          struct pp_load *load) PP_MUST_CHECK;

/* Whether the word can only be meant as a capture: @NAME, - or a file or
 * directory that is there. */
bool input_is_capture(const char *word);

/* The built-in example of that name, with or without its @; NULL after a
 * complaint. */
const struct pp_example *input_example(const char *word);

/* Adds the paths of a directory's files and directories, in order; PP_ERR_IO
 * after a complaint. */
enum pp_status input_entries(const char *directory,
                             struct platform_names *paths) PP_MUST_CHECK;

/* The whole of one file, or of standard input for "-", as far as the buffer
 * takes it; false after a complaint. */
bool input_slurp(const char *path, struct pp_buf *into);

#endif
