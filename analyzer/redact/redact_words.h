/*
 * Words of redaction (redact_words.def) as data. Static storage, no start-up
 * cost.
 */
#ifndef PP_REDACT_REDACT_WORDS_H
#define PP_REDACT_REDACT_WORDS_H

#include "portplan/sv.h"

/* What a label or a cue says of the value behind it. */
enum pp_redact_value {
    PP_REDACT_VALUE_NONE = 0,
    PP_REDACT_VALUE_HOST,
    PP_REDACT_VALUE_USER,
    PP_REDACT_VALUE_DOMAIN,
    PP_REDACT_VALUE_WORD, /* an organisation, a title, a container */
    PP_REDACT_VALUE_PROCESS,
    PP_REDACT_VALUE_SERIAL,
};

/* By a label, in any case; NONE for any other. */
enum pp_redact_value pp_redact_label(struct pp_sv label);

/* The cue that begins here; *ret_len is its length. */
enum pp_redact_value pp_redact_cue(struct pp_sv text, size_t *ret_len);

/* The same for a command. */
enum pp_redact_value pp_redact_command(struct pp_sv text, size_t *ret_len);

/* A folder below `/`, where Linux has its own. */
bool pp_redact_is_root(struct pp_sv name);

/* Words in lower case. */
const struct pp_sv *pp_redact_nobody(size_t *ret_count);
const struct pp_sv *pp_redact_windows(size_t *ret_count);
const struct pp_sv *pp_redact_folders(size_t *ret_count);
const struct pp_sv *pp_redact_common(size_t *ret_count);
const struct pp_sv *pp_redact_endings(size_t *ret_count);
const struct pp_sv *pp_redact_tlds(size_t *ret_count);
const struct pp_sv *pp_redact_sites(size_t *ret_count);

#endif
