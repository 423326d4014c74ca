/*
 * Which encoding a text is in, by its first bytes. For the text reader's use:
 * see text.h.
 */
#ifndef PP_TEXT_TEXT_DETECT_H
#define PP_TEXT_TEXT_DETECT_H

#include "text.h"

/* Settles the encoding (never PP_TEXT_UTF16) and how many bytes of byte order
 * mark the text begins with. `is_whole`: nothing follows `first`.
 * PP_ERR_INVALID: options->encoding is not known; PP_ERR_NOMEM. */
enum pp_status pp_text_detect(struct pp_sv first,
                              bool is_whole,
                              const struct pp_text_options *options,
                              struct pp_text_encoding *ret_encoding,
                              size_t *ret_bom_bytes) PP_MUST_CHECK;

#endif
