/* Encodings by name: a small table in front of iconv's own, much larger and
 * different on every system. */
#ifndef PP_TEXT_TEXT_NAMES_H
#define PP_TEXT_TEXT_NAMES_H

#include "portplan/sv.h"

#include "text_decode.h"

/* Finds an encoding by any of its usual names: "utf-8", "utf16le", "cp850",
 * "850", "ibm850", "windows-1252", "latin1", "gbk", "shift_jis" ... Case,
 * blanks, '-' and '_' do not matter. False for an unknown name. */
bool pp_text_encoding_find(struct pp_sv name,
                           struct pp_text_encoding *ret_encoding) PP_MUST_CHECK;

#endif
