/* Encodings by name, and decoding to UTF-8: UTF-16 here, code pages by what the
 * system has. Decoding never fails. */
#include "text_decode.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "text_codepage.h"

/* --- encodings by name ---------------------------------------------------- */

/* A small table in front of iconv's own, which is much larger and differs from
 * system to system. */

/* Long enough for every name in the table. */
enum {
    MAX_NAME_BYTES = 16
};

struct name_row {
    const char *alias; /* as drop_filler and drop_prefix leave it */
    enum pp_text_encoding_kind kind;
    const char *name;
    const char *iconv_name;
};

/* clang-format off */
static const struct name_row name_rows[] = {
    {"utf8", PP_TEXT_UTF8, "utf-8", NULL},
    {"65001", PP_TEXT_UTF8, "utf-8", NULL},
    {"ascii", PP_TEXT_UTF8, "utf-8", NULL},
    {"usascii", PP_TEXT_UTF8, "utf-8", NULL},
    {"utf16", PP_TEXT_UTF16, "utf-16", NULL},
    {"unicode", PP_TEXT_UTF16, "utf-16", NULL},
    {"utf16le", PP_TEXT_UTF16LE, "utf-16le", NULL},
    {"1200", PP_TEXT_UTF16LE, "utf-16le", NULL},
    {"utf16be", PP_TEXT_UTF16BE, "utf-16be", NULL},
    {"1201", PP_TEXT_UTF16BE, "utf-16be", NULL},
    /* OEM code pages: what a console writes. */
    {"437", PP_TEXT_CODEPAGE, "cp437", "CP437"},
    {"737", PP_TEXT_CODEPAGE, "cp737", "CP737"},
    {"775", PP_TEXT_CODEPAGE, "cp775", "CP775"},
    {"850", PP_TEXT_CODEPAGE, "cp850", "CP850"},
    {"852", PP_TEXT_CODEPAGE, "cp852", "CP852"},
    {"855", PP_TEXT_CODEPAGE, "cp855", "CP855"},
    {"857", PP_TEXT_CODEPAGE, "cp857", "CP857"},
    {"858", PP_TEXT_CODEPAGE, "cp858", "CP858"},
    {"860", PP_TEXT_CODEPAGE, "cp860", "CP860"},
    {"861", PP_TEXT_CODEPAGE, "cp861", "CP861"},
    {"862", PP_TEXT_CODEPAGE, "cp862", "CP862"},
    {"863", PP_TEXT_CODEPAGE, "cp863", "CP863"},
    {"864", PP_TEXT_CODEPAGE, "cp864", "CP864"},
    {"865", PP_TEXT_CODEPAGE, "cp865", "CP865"},
    {"866", PP_TEXT_CODEPAGE, "cp866", "CP866"},
    {"869", PP_TEXT_CODEPAGE, "cp869", "CP869"},
    {"874", PP_TEXT_CODEPAGE, "cp874", "CP874"},
    {"932", PP_TEXT_CODEPAGE, "cp932", "CP932"},
    {"shiftjis", PP_TEXT_CODEPAGE, "cp932", "CP932"},
    {"sjis", PP_TEXT_CODEPAGE, "cp932", "CP932"},
    {"31j", PP_TEXT_CODEPAGE, "cp932", "CP932"},
    {"936", PP_TEXT_CODEPAGE, "cp936", "CP936"},
    {"gbk", PP_TEXT_CODEPAGE, "cp936", "CP936"},
    {"gb2312", PP_TEXT_CODEPAGE, "cp936", "CP936"},
    {"gb18030", PP_TEXT_CODEPAGE, "gb18030", "GB18030"},
    {"54936", PP_TEXT_CODEPAGE, "gb18030", "GB18030"},
    {"949", PP_TEXT_CODEPAGE, "cp949", "CP949"},
    {"uhc", PP_TEXT_CODEPAGE, "cp949", "CP949"},
    {"euckr", PP_TEXT_CODEPAGE, "cp949", "CP949"},
    {"950", PP_TEXT_CODEPAGE, "cp950", "CP950"},
    {"big5", PP_TEXT_CODEPAGE, "cp950", "CP950"},
    /* ANSI code pages: what editors and older scripts write. */
    {"1250", PP_TEXT_CODEPAGE, "cp1250", "CP1250"},
    {"1251", PP_TEXT_CODEPAGE, "cp1251", "CP1251"},
    {"1252", PP_TEXT_CODEPAGE, "cp1252", "CP1252"},
    {"ansi", PP_TEXT_CODEPAGE, "cp1252", "CP1252"},
    {"1253", PP_TEXT_CODEPAGE, "cp1253", "CP1253"},
    {"1254", PP_TEXT_CODEPAGE, "cp1254", "CP1254"},
    {"1255", PP_TEXT_CODEPAGE, "cp1255", "CP1255"},
    {"1256", PP_TEXT_CODEPAGE, "cp1256", "CP1256"},
    {"1257", PP_TEXT_CODEPAGE, "cp1257", "CP1257"},
    {"1258", PP_TEXT_CODEPAGE, "cp1258", "CP1258"},
    /* What other tools make of them. */
    {"latin1", PP_TEXT_CODEPAGE, "iso-8859-1", "ISO-8859-1"},
    {"iso88591", PP_TEXT_CODEPAGE, "iso-8859-1", "ISO-8859-1"},
    {"28591", PP_TEXT_CODEPAGE, "iso-8859-1", "ISO-8859-1"},
    {"latin2", PP_TEXT_CODEPAGE, "iso-8859-2", "ISO-8859-2"},
    {"iso88592", PP_TEXT_CODEPAGE, "iso-8859-2", "ISO-8859-2"},
    {"latin9", PP_TEXT_CODEPAGE, "iso-8859-15", "ISO-8859-15"},
    {"iso885915", PP_TEXT_CODEPAGE, "iso-8859-15", "ISO-8859-15"},
    {"koi8r", PP_TEXT_CODEPAGE, "koi8-r", "KOI8-R"},
    {"20866", PP_TEXT_CODEPAGE, "koi8-r", "KOI8-R"},
    {"eucjp", PP_TEXT_CODEPAGE, "euc-jp", "EUC-JP"},
};
/* clang-format on */

/* Without its filler; a name that does not fit is empty, and unknown. */
static struct pp_sv drop_filler(struct pp_sv name, char into[MAX_NAME_BYTES])
{
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (pp_is_one_of(name.ptr[i], " -_")) {
            continue;
        }
        if (len == MAX_NAME_BYTES) {
            return (struct pp_sv){into, 0};
        }
        into[len++] = name.ptr[i];
    }
    return (struct pp_sv){into, len};
}

/* "cp850" is "850", but "ansi" stays what it is: digits must follow. */
static struct pp_sv drop_prefix(struct pp_sv name)
{
    static const char *const prefixes[] = {
        "windows", "codepage", "cp", "ibm", "oem", "dos", "ms"};
    for (size_t i = 0; i < PP_ARRAY_LEN(prefixes); i++) {
        struct pp_sv prefix = pp_sv_from(prefixes[i]);
        if (name.len > prefix.len && pp_is_digit(name.ptr[prefix.len]) &&
            pp_sv_starts_nocase(name, prefix)) {
            return pp_sv_sub(name, prefix.len, SIZE_MAX);
        }
    }
    return name;
}

bool pp_text_encoding_find(struct pp_sv name,
                           struct pp_text_encoding *ret_encoding)
{
    char bytes[MAX_NAME_BYTES];
    struct pp_sv alias = drop_prefix(drop_filler(name, bytes));
    for (size_t i = 0; i < PP_ARRAY_LEN(name_rows); i++) {
        const struct name_row *row = &name_rows[i];
        if (pp_sv_equal_nocase(alias, pp_sv_from(row->alias))) {
            *ret_encoding = (struct pp_text_encoding){
                row->kind, row->name, row->iconv_name};
            return true;
        }
    }
    return false;
}

/* --- decoding ------------------------------------------------------------- */

enum pp_status pp_text_decoder_open(struct pp_text_decoder *decoder,
                                    const struct pp_text_encoding *encoding)
{
    *decoder = (struct pp_text_decoder){.kind = encoding->kind};
    if (encoding->kind != PP_TEXT_CODEPAGE) {
        return PP_OK;
    }
    return pp_text_codepage_open(encoding->iconv_name, &decoder->codepage);
}

void pp_text_decoder_close(struct pp_text_decoder *decoder)
{
    if (decoder->codepage != NULL) {
        pp_text_codepage_close(decoder->codepage);
    }
    *decoder = (struct pp_text_decoder){.kind = PP_TEXT_UTF8};
}

static uint32_t read_unit(enum pp_text_encoding_kind kind,
                          const unsigned char *bytes)
{
    return kind == PP_TEXT_UTF16LE ? bytes[0] | (uint32_t)bytes[1] << 8
                                   : bytes[1] | (uint32_t)bytes[0] << 8;
}

/* Reads one code point of UTF-16; 0 when its second half is still to come. A
 * surrogate without its other half is lost, alone. */
static size_t read_utf16(enum pp_text_encoding_kind kind,
                         struct pp_sv raw,
                         bool is_last,
                         uint32_t *ret_code)
{
    const unsigned char *bytes = (const unsigned char *)raw.ptr;
    uint32_t high = read_unit(kind, bytes);
    *ret_code = high;
    if (high < 0xD800 || high > 0xDFFF) {
        return 2;
    }
    *ret_code = 0xFFFF;
    if (high >= 0xDC00) {
        return 2;
    }
    if (raw.len < 4) {
        return is_last ? 2 : 0;
    }
    uint32_t low = read_unit(kind, bytes + 2);
    if (low < 0xDC00 || low > 0xDFFF) {
        return 2;
    }
    *ret_code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

static struct pp_text_step decode_utf16(enum pp_text_encoding_kind kind,
                                        struct pp_sv raw,
                                        bool is_last,
                                        char *into,
                                        size_t room)
{
    struct pp_text_step step = {0, 0};
    while (raw.len - step.consumed_bytes >= 2 &&
           room - step.produced_bytes >= PP_UTF8_MAX_BYTES) {
        struct pp_sv rest = pp_sv_sub(raw, step.consumed_bytes, SIZE_MAX);
        uint32_t code;
        size_t len = read_utf16(kind, rest, is_last, &code);
        if (len == 0) {
            break;
        }
        step.consumed_bytes += len;
        step.produced_bytes += pp_utf8_encode(code, into + step.produced_bytes);
    }
    return step;
}

struct pp_text_step pp_text_decode(struct pp_text_decoder *decoder,
                                   struct pp_sv raw,
                                   bool is_last,
                                   char *into,
                                   size_t room)
{
    if (decoder->kind == PP_TEXT_CODEPAGE) {
        return pp_text_codepage_decode(
            decoder->codepage, raw, is_last, into, room);
    }
    return decode_utf16(decoder->kind, raw, is_last, into, room);
}
