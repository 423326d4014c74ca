/*
 * What becomes of a hit. Columns stay where they are: a replacement that is
 * longer takes from the blanks behind it, a shorter one gives to them.
 */
#include "redact_scan.h"

#include "base/utf8.h"
#include "redact_letters.h"

/* --- copying -------------------------------------------------------------- */

/* A run of blanks, mended by what the columns are off. */
static void copy_blanks(struct pp_scan *scan, size_t count)
{
    if (scan->shift > 0) {
        size_t spare = count > 2 ? count - 2 : 0;
        size_t longer = (size_t)scan->shift;
        size_t taken = longer < spare ? longer : spare;
        scan->shift -= (ptrdiff_t)taken;
        count -= taken;
    } else if (scan->is_columnar) {
        count += (size_t)-scan->shift;
        scan->shift = 0;
    }
    pp_buf_add_repeated(scan->out, ' ', count);
}

static void copy_to(struct pp_scan *scan, size_t to)
{
    struct pp_sv line = scan->line;
    while (scan->copied < to) {
        size_t from = scan->copied;
        size_t end = from;
        bool is_blank = line.ptr[from] == ' ';
        while (end < to && (line.ptr[end] == ' ') == is_blank) {
            end++;
        }
        if (is_blank && end < line.len) {
            copy_blanks(scan, end - from);
        } else {
            pp_buf_add(scan->out, pp_sv_sub(line, from, end - from));
        }
        scan->copied = end;
    }
}

/* A string literal with `\n` in it has many. */
static bool is_literal(struct pp_sv line)
{
    size_t first = pp_sv_find(line, PP_SV("\\n"), 0);
    return first != SIZE_MAX &&
           (pp_sv_find(line, PP_SV("\\n"), first + 1) != SIZE_MAX ||
            pp_sv_find(line, PP_SV("\""), 0) != SIZE_MAX);
}

void pp_scan_begin(struct pp_scan *scan)
{
    scan->copied = 0;
    scan->shift = 0;
    scan->is_columnar =
        pp_sv_find(pp_sv_trim(scan->line), PP_SV("  "), 0) != SIZE_MAX;
    scan->is_literal = is_literal(scan->line);
}

static void keep_status(struct pp_scan *scan, enum pp_status status)
{
    scan->status = scan->status == PP_OK ? status : scan->status;
}

enum pp_status pp_scan_end(struct pp_scan *scan)
{
    if (scan->mode == PP_SCAN_REPLACE) {
        copy_to(scan, scan->line.len);
        keep_status(scan, scan->out->status);
    }
    keep_status(scan, scan->patterns->status);
    return scan->status;
}

/* --- asking --------------------------------------------------------------- */

bool pp_scan_matches(struct pp_scan *scan, enum pp_redact_pattern id, size_t at)
{
    return pp_redact_match(scan->patterns, id, scan->line, at);
}

bool pp_scan_is_known(const struct pp_scan *scan,
                      struct pp_sv word,
                      unsigned bits)
{
    return pp_redact_is_known(scan->names->words, word, bits);
}

size_t pp_scan_offset(const struct pp_scan *scan, struct pp_sv part)
{
    return (size_t)(part.ptr - scan->line.ptr);
}

size_t pp_scan_behind(const struct pp_scan *scan, struct pp_sv part)
{
    return pp_scan_offset(scan, part) + part.len;
}

/* --- replacing ------------------------------------------------------------ */

static void
write_text(struct pp_scan *scan, struct pp_sv place, struct pp_sv text)
{
    copy_to(scan, pp_scan_offset(scan, place));
    pp_buf_add(scan->out, text);
    scan->shift += (ptrdiff_t)pp_utf8_width(text);
    scan->shift -= (ptrdiff_t)pp_utf8_width(place);
    scan->copied = pp_scan_behind(scan, place);
}

/* In the same letters and with the same separators as the original. */
static void
write_mac(struct pp_scan *scan, struct pp_sv place, struct pp_sv replacement)
{
    char text[32];
    size_t digit = 0;
    bool is_small = false;
    struct pp_sv mac = pp_sv_sub(place, 0, sizeof(text));
    for (size_t at = 0; at < mac.len; at++) {
        is_small = is_small || mac.ptr[at] >= 'a';
    }
    for (size_t at = 0; at < mac.len; at++) {
        text[at] = mac.ptr[at];
        if (pp_redact_is_word_byte(text[at]) && digit < replacement.len) {
            char c = replacement.ptr[digit++];
            text[at] = is_small && pp_is_alpha(c) ? (char)(c | 0x20) : c;
        }
    }
    write_text(scan, place, (struct pp_sv){text, mac.len});
}

/* 010.001.002.003 is a name for the parsers, and stays one. */
static void
write_ipv4(struct pp_scan *scan, struct pp_sv place, struct pp_sv replacement)
{
    char text[16];
    size_t len = 0;
    bool is_padded = false;
    for (size_t at = 0; at + 1 < place.len; at++) {
        bool is_first = at == 0 || place.ptr[at - 1] == '.';
        is_padded = is_padded || (is_first && place.ptr[at] == '0' &&
                                  pp_is_digit(place.ptr[at + 1]));
    }
    for (size_t at = 0; is_padded && at < replacement.len; at++) {
        bool is_first = at == 0 || replacement.ptr[at - 1] == '.';
        size_t digits =
            is_first ? pp_redact_word_end(replacement, at, "") - at : 3;
        for (; digits < 3; digits++) {
            text[len++] = '0';
        }
        text[len++] = replacement.ptr[at];
    }
    write_text(
        scan, place, is_padded ? (struct pp_sv){text, len} : replacement);
}

static void
apply(struct pp_scan *scan, struct pp_secret *secret, struct pp_sv place)
{
    size_t from = pp_scan_offset(scan, place);
    if (secret == NULL || secret->is_kept || from < scan->copied) {
        return;
    }
    secret->places++;
    if (scan->mode == PP_SCAN_MARK) {
        memset(scan->marks + from, 1, place.len);
        scan->copied = from + place.len;
    } else if (secret->kind == PP_REDACT_MAC) {
        write_mac(scan, place, secret->replacement);
    } else if (secret->kind == PP_REDACT_IPV4) {
        write_ipv4(scan, place, secret->replacement);
    } else {
        write_text(scan, place, secret->replacement);
    }
}

void pp_scan_key(struct pp_scan *scan,
                 enum pp_redact_kind kind,
                 struct pp_sv key,
                 struct pp_sv place)
{
    if (scan->mode == PP_SCAN_LEARN) {
        keep_status(scan, pp_names_add_key(scan->names, kind, key));
    } else {
        apply(scan, pp_names_find(scan->names, kind, key), place);
    }
}

void pp_scan_word(struct pp_scan *scan,
                  enum pp_redact_kind kind,
                  struct pp_sv word)
{
    if (scan->mode == PP_SCAN_LEARN) {
        keep_status(scan,
                    pp_names_add(scan->names, kind, word, scan->line_number));
    } else {
        apply(scan, pp_names_find(scan->names, kind, word), word);
    }
}

static void
make_certain(struct pp_scan *scan, enum pp_redact_kind kind, struct pp_sv word)
{
    struct pp_secret *secret = pp_names_find(scan->names, kind, word);
    if (secret != NULL) {
        secret->is_certain = true;
    }
}

void pp_scan_certain_word(struct pp_scan *scan,
                          enum pp_redact_kind kind,
                          struct pp_sv word)
{
    pp_scan_word(scan, kind, word);
    make_certain(scan, kind, word);
}

/* --- names with parts ----------------------------------------------------- */

/* The parts of a name are secrets that are met everywhere, if they are
 * distinctive; they are learned, and replaced where they are words. */
static void learn_parts(struct pp_scan *scan,
                        enum pp_redact_kind kind,
                        struct pp_sv name,
                        const char *separators)
{
    size_t start = 0;
    for (size_t at = 0; at <= name.len && scan->mode == PP_SCAN_LEARN; at++) {
        if (at < name.len && strchr(separators, name.ptr[at]) == NULL) {
            continue;
        }
        struct pp_sv part = pp_sv_sub(name, start, at - start);
        start = at + 1;
        if (part.len == 0 || part.len == name.len) {
            continue;
        }
        keep_status(scan, pp_names_add(scan->names, kind, part, 0));
        if (kind == PP_REDACT_DOMAIN) {
            make_certain(scan, kind, part);
        }
    }
}

void pp_scan_person(struct pp_scan *scan, struct pp_sv name)
{
    pp_scan_word(scan, PP_REDACT_USER, name);
    learn_parts(scan, PP_REDACT_USER, name, " ._-,");
}

void pp_scan_domain(struct pp_scan *scan, struct pp_sv name, bool is_deep)
{
    pp_scan_word(scan, PP_REDACT_DOMAIN, name);
    if (is_deep) {
        learn_parts(scan, PP_REDACT_DOMAIN, name, ".");
    }
}

void pp_scan_host(struct pp_scan *scan, struct pp_sv name, bool is_deep)
{
    if (pp_scan_is_known(scan, name, PP_REDACT_IS_NOBODY)) {
        return;
    }
    size_t dot = pp_sv_find(name, PP_SV("."), 0);
    if (dot == 0 || dot == SIZE_MAX || dot + 1 >= name.len) {
        pp_scan_certain_word(scan, PP_REDACT_HOST, name);
        return;
    }
    pp_scan_certain_word(scan, PP_REDACT_HOST, pp_sv_sub(name, 0, dot));
    pp_scan_domain(scan, pp_sv_sub(name, dot + 1, SIZE_MAX), is_deep);
}

void pp_scan_process(struct pp_scan *scan, struct pp_sv name)
{
    name.len -= pp_redact_exe_len(name);
    if (pp_scan_is_known(scan, name, PP_REDACT_IS_WINDOWS)) {
        *scan->kept_processes += scan->mode == PP_SCAN_REPLACE;
        return;
    }
    pp_scan_word(scan, PP_REDACT_PROCESS, name);
}
