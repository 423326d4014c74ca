/*
 * One code page, decoded piece by piece by what the system has for it: iconv
 * (text_codepage_iconv.c) or Windows (text_codepage_windows.c). For the text
 * decoder's use: see text_decode.h.
 */
#ifndef PP_TEXT_TEXT_CODEPAGE_H
#define PP_TEXT_TEXT_CODEPAGE_H

#include "text_decode.h"

/* `iconv_name` is one of text_decode.c. The handle is never NULL; the caller
 * gives it back. PP_ERR_INVALID: the system does not know the code page;
 * PP_ERR_NOMEM. */
enum pp_status pp_text_codepage_open(const char *iconv_name,
                                     void **ret_handle) PP_MUST_CHECK;
void pp_text_codepage_close(void *handle);

/* As pp_text_decode: a byte that begins no character is PP_TEXT_LOST, and the
 * next is tried. */
struct pp_text_step pp_text_codepage_decode(
    void *handle, struct pp_sv raw, bool is_last, char *into, size_t room);

#endif
