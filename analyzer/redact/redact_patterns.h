/* The patterns of redact_patterns.def, compiled. */
#ifndef PP_REDACT_REDACT_PATTERNS_H
#define PP_REDACT_REDACT_PATTERNS_H

#include "base/regex.h"

enum pp_redact_pattern {
#define PP_REDACT_PATTERN(id, how, pattern) PP_REDACT_PATTERN_##id,
#include "redact_patterns.def"
    PP_REDACT_PATTERN_COUNT
};

enum {
    PP_REDACT_GROUPS = 6
};

struct pp_redact_patterns {
    struct pp_regex *items[PP_REDACT_PATTERN_COUNT];
    struct pp_sv groups[PP_REDACT_GROUPS]; /* of the last match; 0: all of it */
    enum pp_status status; /* PP_OK until a match fails for want of memory */
};

/* `patterns` is all zero; pp_redact_patterns_done after a failure too. */
enum pp_status
pp_redact_patterns_init(struct pp_redact_patterns *patterns) PP_MUST_CHECK;
void pp_redact_patterns_done(struct pp_redact_patterns *patterns);

/* Whether the pattern matches the line at `at`, or from there on. */
bool pp_redact_match(struct pp_redact_patterns *patterns,
                     enum pp_redact_pattern id,
                     struct pp_sv line,
                     size_t at);

#endif
