/*
 * Which code page a text is in: the one in which it holds most of the words
 * that the caller takes for likely there.
 */
#ifndef PP_TEXT_TEXT_DETECT_CODEPAGE_H
#define PP_TEXT_TEXT_DETECT_CODEPAGE_H

#include "portplan/base.h"

#include "text.h"

/* The part of it that tells code pages apart, for 8-bit text that is no
 * UTF-8; leaves `encoding` alone where no word is found. PP_ERR_NOMEM. */
enum pp_status
pp_text_detect_codepage(struct pp_sv first,
                        const struct pp_text_options *options,
                        struct pp_text_encoding *encoding) PP_MUST_CHECK;

#endif
