/* What the reports of `suggest` share. */
#ifndef PP_SUGGEST_SUGGEST_WORDS_H
#define PP_SUGGEST_SUGGEST_WORDS_H

#include "portplan/suggest.h"

/* "tcp", "udp" or "tcp,udp" */
const char *pp_suggest_protocols(const struct pp_suggest_options *options);

/* The reason that the rule gives the suggestion, or the warning; NULL: none. */
const char *pp_suggest_reason(const struct pp_suggestion *suggestion,
                              enum pp_suggest_rule rule);
const char *pp_suggest_warning(const struct pp_suggestion *suggestion,
                               enum pp_suggest_rule rule);

/* " (up to 1.23 % of them)"; never 0 for what is not. */
void pp_add_suggest_share(struct pp_buf *buf,
                          const char *up_to,
                          uint32_t share_ppm);

/* Appends the detail of either: ranges, a share, or nothing. */
void pp_add_suggest_detail(struct pp_buf *buf,
                           const struct pp_suggest_basis *basis,
                           const struct pp_suggestion *suggestion,
                           enum pp_suggest_rule rule);

/* Whether boots were simulated of a typical machine, for want of a table. */
bool pp_suggest_is_typical(const struct pp_suggest_basis *basis);

/* The commands that reserve it: how many there are, and one of them. */
size_t pp_suggest_command_count(const struct pp_suggest_basis *basis);
void pp_add_suggest_command(struct pp_buf *buf,
                            const struct pp_suggest_basis *basis,
                            const struct pp_suggestion *suggestion,
                            size_t index);

#endif
