/* Compiling the patterns, and matching one. */
#include "redact_patterns.h"

enum {
    HERE = PP_REGEX_CASELESS | PP_REGEX_ANCHORED,
    FIND = PP_REGEX_CASELESS,
};

static const struct {
    unsigned flags;
    const char *pattern;
} rows[PP_REDACT_PATTERN_COUNT] = {
#define PP_REDACT_PATTERN(id, how, pattern) {how, pattern},
#include "redact_patterns.def"
};

enum pp_status pp_redact_patterns_init(struct pp_redact_patterns *patterns)
{
    for (size_t i = 0; i < PP_REDACT_PATTERN_COUNT; i++) {
        PP_TRY(
            pp_regex_new(rows[i].pattern, rows[i].flags, &patterns->items[i]));
    }
    return PP_OK;
}

void pp_redact_patterns_done(struct pp_redact_patterns *patterns)
{
    for (size_t i = 0; i < PP_REDACT_PATTERN_COUNT; i++) {
        pp_regex_free(patterns->items[i]);
    }
    *patterns = (struct pp_redact_patterns){0};
}

bool pp_redact_match(struct pp_redact_patterns *patterns,
                     enum pp_redact_pattern id,
                     struct pp_sv line,
                     size_t at)
{
    if (at > line.len) {
        return false;
    }
    enum pp_match match = pp_regex_match_from(
        patterns->items[id], line, at, patterns->groups, PP_REDACT_GROUPS);
    if (match == PP_MATCH_NOMEM || match == PP_MATCH_LIMIT) {
        /* A secret that was not looked for may not go out. */
        patterns->status =
            match == PP_MATCH_NOMEM ? PP_ERR_NOMEM : PP_ERR_LIMIT;
    }
    return match == PP_MATCH_YES;
}
