/*
 * What becomes of a hit. Columns stay where they are: a replacement that is
 * longer takes from the blanks behind it, a shorter one gives to them.
 */
#include "base/bounds.h"
#include "base/utf8.h"
#include "redact_fold.h"
#include "redact_scan.h"

/* --- copying -------------------------------------------------------------- */

static size_t blank_end(struct pp_sv line, size_t at)
{
    while (at < line.len && line.ptr[at] == ' ') {
        at++;
    }
    return at;
}

/* A run of blanks, mended by what the columns are off. */
static void copy_blanks(struct pp_scan *scan, size_t count)
{
    size_t spare = count > 2 ? count - 2 : 0;
    size_t taken = scan->longer < spare ? scan->longer : spare;
    scan->longer -= taken;
    count -= taken;
    if (scan->is_columnar) {
        count += scan->shorter;
        scan->shorter = 0;
    }
    pp_buf_add_repeated(scan->out, ' ', count);
}

static void copy_to(struct pp_scan *scan, size_t to)
{
    while (scan->copied < to) {
        size_t from = scan->copied;
        size_t end = blank_end(scan->line, from);
        end = end < to ? end : to;
        bool is_last = end == scan->line.len;
        if (end > from && !is_last) {
            copy_blanks(scan, end - from);
        } else {
            end = end > from ? end : from + 1;
            while (end < to && scan->line.ptr[end] != ' ') {
                end++;
            }
            pp_buf_add(scan->out, pp_sv_sub(scan->line, from, end - from));
        }
        scan->copied = end;
    }
}

static bool has_gap(struct pp_sv line)
{
    return pp_sv_find(pp_sv_trim(line), PP_SV("  "), 0) != SIZE_MAX;
}

void pp_scan_begin(struct pp_scan *scan)
{
    scan->copied = 0;
    scan->longer = 0;
    scan->shorter = 0;
    scan->is_columnar = has_gap(scan->line);
    scan->is_literal = pp_scan_is_literal(scan->line);
}

void pp_scan_end(struct pp_scan *scan)
{
    if (scan->mode == PP_SCAN_REPLACE) {
        copy_to(scan, scan->line.len);
        if (scan->status == PP_OK) {
            scan->status = scan->out->status;
        }
    }
}

static void keep_status(struct pp_scan *scan, enum pp_status status)
{
    if (scan->status == PP_OK) {
        scan->status = status;
    }
}

/* --- replacing ------------------------------------------------------------ */

static void
write_text(struct pp_scan *scan, size_t from, size_t to, struct pp_sv text)
{
    copy_to(scan, from);
    pp_buf_add(scan->out, text);
    size_t was = pp_utf8_width(pp_sv_sub(scan->line, from, to - from));
    size_t is = pp_utf8_width(text);
    size_t longer = scan->longer + is;
    size_t shorter = scan->shorter + was;
    scan->longer = longer > shorter ? longer - shorter : 0;
    scan->shorter = shorter > longer ? shorter - longer : 0;
    scan->copied = to;
}

/* In the same letters and with the same separators as the original. */
static void write_mac(struct pp_scan *scan,
                      size_t from,
                      size_t to,
                      struct pp_sv replacement)
{
    char text[32];
    size_t len = 0;
    size_t digit = 0;
    bool is_small = false;
    for (size_t at = from; at < to; at++) {
        char c = scan->line.ptr[at];
        is_small = is_small || (c >= 'a' && c <= 'f');
    }
    for (size_t at = from; at < to && len < sizeof(text); at++) {
        char c = scan->line.ptr[at];
        if (!pp_is_digit(c) && !pp_is_alpha(c)) {
            text[len++] = c;
            continue;
        }
        c = digit < replacement.len ? replacement.ptr[digit++] : '0';
        text[len++] = is_small && pp_is_alpha(c) ? (char)(c | 0x20) : c;
    }
    write_text(scan, from, to, (struct pp_sv){text, len});
}

/* 010.001.002.003 is a name for the parsers, and stays one. */
static bool is_padded(struct pp_sv text)
{
    for (size_t at = 0; at + 1 < text.len; at++) {
        bool is_first = at == 0 || text.ptr[at - 1] == '.';
        if (is_first && text.ptr[at] == '0' && pp_is_digit(text.ptr[at + 1])) {
            return true;
        }
    }
    return false;
}

static void write_padded(struct pp_scan *scan,
                         size_t from,
                         size_t to,
                         struct pp_sv replacement)
{
    enum {
        DIGITS = 3
    };
    char text[4 * (DIGITS + 1)];
    size_t len = 0;
    for (size_t at = 0; at < replacement.len && len + DIGITS < sizeof(text);) {
        size_t dot = pp_sv_find(replacement, PP_SV("."), at);
        size_t end = dot == SIZE_MAX ? replacement.len : dot;
        for (size_t i = end - at; i < DIGITS; i++) {
            text[len++] = '0';
        }
        memcpy(text + len, replacement.ptr + at, end - at);
        len += end - at;
        if (dot != SIZE_MAX) {
            text[len++] = '.';
        }
        at = end + 1;
    }
    write_text(scan, from, to, (struct pp_sv){text, len});
}

static void
apply(struct pp_scan *scan, struct pp_secret *secret, size_t from, size_t to)
{
    if (secret == NULL || secret->is_kept || from < scan->copied) {
        return;
    }
    if (scan->mode == PP_SCAN_MARK) {
        memset(scan->marks + from, 1, to - from);
        scan->copied = to;
        secret->places++;
        return;
    }
    secret->places++;
    if (secret->kind == PP_REDACT_MAC) {
        write_mac(scan, from, to, secret->replacement);
        return;
    }
    if (secret->kind == PP_REDACT_IPV4 &&
        is_padded(pp_sv_sub(scan->line, from, to - from))) {
        write_padded(scan, from, to, secret->replacement);
        return;
    }
    write_text(scan, from, to, secret->replacement);
}

void pp_scan_key(struct pp_scan *scan,
                 enum pp_redact_kind kind,
                 struct pp_sv key,
                 bool is_kept,
                 size_t from,
                 size_t to)
{
    if (scan->mode == PP_SCAN_LEARN) {
        keep_status(scan, pp_names_add_key(scan->names, kind, key, is_kept));
        return;
    }
    apply(scan, pp_names_find_key(scan->names, kind, key), from, to);
}

void pp_scan_word(struct pp_scan *scan,
                  enum pp_redact_kind kind,
                  size_t from,
                  size_t to)
{
    struct pp_sv word = pp_sv_sub(scan->line, from, to - from);
    if (scan->mode == PP_SCAN_LEARN) {
        keep_status(
            scan,
            pp_names_add(scan->names, kind, word, scan->line_number, false));
        return;
    }
    apply(scan, pp_names_find(scan->names, word), from, to);
}

void pp_scan_certain(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_secret *secret =
        pp_names_find(scan->names, pp_sv_sub(scan->line, from, to - from));
    if (secret != NULL) {
        secret->is_certain = true;
    }
}

/* --- names with parts ----------------------------------------------------- */

/* The parts of a name are secrets that are met everywhere, if they are
 * telling; they are learned and replaced where they stand as words. */
void pp_scan_parts(struct pp_scan *scan,
                   enum pp_redact_kind kind,
                   size_t from,
                   size_t to,
                   const char *separators)
{
    size_t start = from;
    if (scan->mode != PP_SCAN_LEARN) {
        return;
    }
    for (size_t at = from; at <= to; at++) {
        if (at < to && strchr(separators, scan->line.ptr[at]) == NULL) {
            continue;
        }
        if (at > start && (start > from || at < to)) {
            struct pp_sv part = pp_sv_sub(scan->line, start, at - start);
            keep_status(scan, pp_names_add(scan->names, kind, part, 0, false));
            if (kind == PP_REDACT_DOMAIN) {
                pp_scan_certain(scan, start, at);
            }
        }
        start = at + 1;
    }
}

void pp_scan_person(struct pp_scan *scan, size_t from, size_t to)
{
    pp_scan_word(scan, PP_REDACT_USER, from, to);
    pp_scan_parts(scan, PP_REDACT_USER, from, to, " ._-,");
}

void pp_scan_host(struct pp_scan *scan, size_t from, size_t to, bool is_deep)
{
    struct pp_sv name = pp_sv_sub(scan->line, from, to - from);
    if ((pp_names_known(scan->names, name) & PP_REDACT_IS_NOBODY) != 0) {
        return;
    }
    size_t dot = pp_sv_find(name, PP_SV("."), 0);
    if (dot == 0 || dot == SIZE_MAX || from + dot + 1 >= to) {
        pp_scan_word(scan, PP_REDACT_HOST, from, to);
        pp_scan_certain(scan, from, to);
        return;
    }
    pp_scan_word(scan, PP_REDACT_HOST, from, from + dot);
    pp_scan_certain(scan, from, from + dot);
    pp_scan_word(scan, PP_REDACT_DOMAIN, from + dot + 1, to);
    if (is_deep) {
        pp_scan_parts(scan, PP_REDACT_DOMAIN, from + dot + 1, to, ".");
    }
}

void pp_scan_process(struct pp_scan *scan, size_t from, size_t to)
{
    struct pp_sv name = pp_sv_sub(scan->line, from, to - from);
    struct pp_sv suffix = pp_sv_sub(name, name.len > 4 ? name.len - 4 : 0, 4);
    if (name.len > 4 && pp_sv_equal_nocase(suffix, PP_SV(".exe"))) {
        name.len -= 4;
    }
    unsigned known = pp_names_known(scan->names, name);
    if ((known & PP_REDACT_IS_WINDOWS) != 0) {
        *scan->kept_processes += scan->mode == PP_SCAN_REPLACE;
        return;
    }
    pp_scan_word(scan, PP_REDACT_PROCESS, from, from + name.len);
}
