/*
 * Encodings by name, and decoding to UTF-8 piece by piece. For the text
 * reader's use: see text.h.
 */
#ifndef PP_TEXT_TEXT_DECODE_H
#define PP_TEXT_TEXT_DECODE_H

#include "portplan/sv.h"

enum pp_text_encoding_kind {
    PP_TEXT_UTF8 = 0,
    PP_TEXT_UTF16LE,
    PP_TEXT_UTF16BE,
    PP_TEXT_UTF16, /* asked for without an order: only before detection */
    PP_TEXT_CODEPAGE,
};

struct pp_text_encoding {
    enum pp_text_encoding_kind kind;
    const char *name;       /* canonical; static storage */
    const char *iconv_name; /* NULL unless a code page; static storage */
};

/* Finds an encoding by any of its usual names: "utf-8", "utf16le", "cp850",
 * "850", "ibm850", "windows-1252", "latin1", "gbk", "shift_jis" ... Case,
 * blanks, '-' and '_' do not matter. False for an unknown name. */
bool pp_text_encoding_find(struct pp_sv name,
                           struct pp_text_encoding *ret_encoding) PP_MUST_CHECK;

/* What the decoder writes for bytes that the encoding does not have: U+FFFF,
 * which is not a character. The reader makes it U+FFFD and so knows, line by
 * line, that something was lost. */
#define PP_TEXT_LOST "\xEF\xBF\xBF"

/* Caller storage; all zero is a closed one. */
struct pp_text_decoder {
    enum pp_text_encoding_kind kind;
    void *codepage; /* the system's handle; NULL unless a code page */
};

/* How far one step came. */
struct pp_text_step {
    size_t consumed_bytes;
    size_t produced_bytes;
};

/* `encoding` is not UTF-8 and not PP_TEXT_UTF16. PP_ERR_INVALID: the
 * system does not know the code page; PP_ERR_NOMEM. */
enum pp_status
pp_text_decoder_open(struct pp_text_decoder *decoder,
                     const struct pp_text_encoding *encoding) PP_MUST_CHECK;

/* Takes a closed one. */
void pp_text_decoder_close(struct pp_text_decoder *decoder);

/* Decodes as much as there is room for. A sequence cut by the end of `raw` is
 * left for the next step unless `is_last`; of UTF-16 a last odd byte is left
 * in any case. `room` is at least 16. */
struct pp_text_step pp_text_decode(struct pp_text_decoder *decoder,
                                   struct pp_sv raw,
                                   bool is_last,
                                   char *into,
                                   size_t room);

#endif
