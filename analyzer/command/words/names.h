/* The names that are words of a command line, by index; NULL behind the last.
 */
#ifndef PP_COMMAND_WORDS_NAMES_H
#define PP_COMMAND_WORDS_NAMES_H

#include "base/nearest.h"

const char *pps_name_of_os(size_t index);
const char *pps_name_of_preset(size_t index);
const char *pps_name_of_profile(size_t index);
const char *pps_name_of_example(size_t index);

#endif
