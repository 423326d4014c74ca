/* Random edits of a text. */
#include "mutate.h"

#include <stdio.h>
#include <string.h>

void pp_test_text_set(struct pp_test_text *text, struct pp_sv bytes)
{
    text->len = 0;
    pp_test_text_insert(text, 0, bytes);
}

struct pp_sv pp_test_text_view(const struct pp_test_text *text)
{
    return (struct pp_sv){text->bytes, text->len};
}

void pp_test_text_insert(struct pp_test_text *text,
                         size_t at,
                         struct pp_sv bytes)
{
    size_t room = sizeof(text->bytes) - text->len;
    size_t len = bytes.len < room ? bytes.len : room;
    at = at < text->len ? at : text->len;
    if (len > 0) {
        memmove(text->bytes + at + len, text->bytes + at, text->len - at);
        memcpy(text->bytes + at, bytes.ptr, len);
    }
    text->len += len;
}

void pp_test_text_cut(struct pp_test_text *text, size_t at, size_t len)
{
    at = at < text->len ? at : text->len;
    len = len < text->len - at ? len : text->len - at;
    memmove(text->bytes + at, text->bytes + at + len, text->len - at - len);
    text->len -= len;
}

/* What pastes hold, and what stands at the borders of what a reader takes. */
static const char *const tokens[] = {
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "*",
    "    *",
    "* - Administered port exclusions.",
    "Start Port    End Port",
    "----------    --------",
    "---------------------------------",
    "Protocol tcp Port Exclusion Ranges",
    "Protocol udp Dynamic Port Range",
    "Start Port      : 1024",
    "Number of Ports : 13977",
    "netsh int ipv4 show excludedportrange protocol=tcp",
    "netsh int ipv6 show dynamicport udp store=persistent",
    "Ok.",
    "...",
    "```",
    "> ",
    "# ",
    "| ",
    "1. ",
    "<br>",
    "<td>",
    "&nbsp;",
    "\\n",
    "\\t",
    "\"",
    ",",
    "-",
    " to ",
    "excluded",
    "tcp",
    "udp",
    "0",
    "1",
    "60",
    "1024",
    "49152",
    "50000-50059",
    "65535",
    "65536",
    "99999999999999999999",
    "1031        1130",
    "1131        1130",
    "5O000       50059",
    "\xEF\xBB\xBF",
    "\xC2\xA0",
    "\xE3\x80\x80",
    "\xE2\x80\x93",
    "\xE5\x8D\x8F\xE8\xAE\xAE tcp \xE7\xAB\xAF\xE5\x8F\xA3",
    "\xFF",
    "\x1B[31m",
};

static size_t place_in(struct pp_test_random *random,
                       const struct pp_test_text *text)
{
    return pp_test_random_below(random, (uint32_t)text->len + 1);
}

static void turn_bit(struct pp_test_random *random, struct pp_test_text *text)
{
    if (text->len > 0) {
        size_t at = pp_test_random_below(random, (uint32_t)text->len);
        unsigned bit = 1u << pp_test_random_below(random, 8);
        text->bytes[at] = (char)((unsigned char)text->bytes[at] ^ bit);
    }
}

static void put_byte(struct pp_test_random *random, struct pp_test_text *text)
{
    char byte = (char)pp_test_random_below(random, 256);
    size_t at = place_in(random, text);
    pp_test_text_cut(text, at, pp_test_random_below(random, 2));
    pp_test_text_insert(text, at, (struct pp_sv){&byte, 1});
}

static void put_token(struct pp_test_random *random, struct pp_test_text *text)
{
    const char *token = tokens[pp_test_random_below(
        random, (uint32_t)(sizeof(tokens) / sizeof(tokens[0])))];
    pp_test_text_insert(text, place_in(random, text), pp_sv_from(token));
}

/* A digit run somewhere behind a place becomes another number. */
static void put_number(struct pp_test_random *random, struct pp_test_text *text)
{
    size_t at = place_in(random, text);
    while (at < text->len && !pp_is_digit(text->bytes[at])) {
        at++;
    }
    size_t len = 0;
    while (at + len < text->len && pp_is_digit(text->bytes[at + len])) {
        len++;
    }
    char digits[16];
    int count = snprintf(
        digits, sizeof(digits), "%u", pp_test_random_below(random, 70000));
    pp_test_text_cut(text, at, len);
    pp_test_text_insert(text, at, (struct pp_sv){digits, (size_t)count});
}

static void cut_piece(struct pp_test_random *random, struct pp_test_text *text)
{
    size_t at = place_in(random, text);
    pp_test_text_cut(text, at, 1 + pp_test_random_below(random, 40));
}

/* Doubles a piece, at its place or elsewhere. */
static void copy_piece(struct pp_test_random *random, struct pp_test_text *text)
{
    char piece[80];
    size_t from = place_in(random, text);
    size_t len = pp_test_random_below(random, sizeof(piece));
    len = len < text->len - from ? len : text->len - from;
    memcpy(piece, text->bytes + from, len);
    size_t to =
        pp_test_random_below(random, 2) == 0 ? from : place_in(random, text);
    pp_test_text_insert(text, to, (struct pp_sv){piece, len});
}

/* Takes the next line end away, or tears a line in two. */
static void join_lines(struct pp_test_random *random, struct pp_test_text *text)
{
    size_t at = place_in(random, text);
    if (pp_test_random_below(random, 2) == 0) {
        pp_test_text_insert(text, at, PP_SV("\n"));
        return;
    }
    while (at < text->len && text->bytes[at] != '\n') {
        at++;
    }
    pp_test_text_cut(text, at, 1);
}

void pp_test_mutate(struct pp_test_random *random, struct pp_test_text *text)
{
    static void (*const edits[])(struct pp_test_random * random,
                                 struct pp_test_text * text) = {
        turn_bit,
        put_byte,
        put_token,
        put_token,
        put_number,
        cut_piece,
        copy_piece,
        join_lines,
    };
    uint32_t count = 1 + pp_test_random_below(random, 4);
    for (uint32_t i = 0; i < count; i++) {
        edits[pp_test_random_below(
            random, (uint32_t)(sizeof(edits) / sizeof(edits[0])))](random,
                                                                   text);
    }
}
