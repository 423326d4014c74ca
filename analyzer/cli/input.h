/* Files, directories and standard input, as struct pps_io wants them. */
#ifndef PP_CLI_INPUT_H
#define PP_CLI_INPUT_H

#include "command/io.h"

enum pps_file_kind input_kind(struct pps_io *io, const char *name);
bool input_nearest(struct pps_io *io, const char *path, struct pp_buf *into);
bool input_is_readable(struct pps_io *io, const char *path);
enum pp_status input_add(struct pps_io *io,
                         const char *name,
                         struct pp_load *load) PP_MUST_CHECK;
enum pp_status input_list(struct pps_io *io,
                          const char *directory,
                          struct pps_names *paths) PP_MUST_CHECK;
bool input_slurp(struct pps_io *io, const char *path, struct pp_buf *into);

#endif
