/* Ports in sentences. */
#include "sentence.h"

#include "base/bytes.h"
#include "text/words.h"

enum {
    MAX_GAP_BYTES = 40 /* "the port that my application needs (24340)" */
};

/* The word in the languages that people ask in, and what says as much in
 * English; those without blanks last. */
static const char spaced[] =
    "listening on|listens on|listen on|binding to|binds to|bind to|"
    "ports|port|puertos|puerto|portas|porta|porte|poort|"
    "\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82"; /* Russian */
static const char unspaced[] =
    "\xE7\xAB\xAF\xE5\x8F\xA3|"             /* Chinese */
    "\xE9\x80\xA3\xE6\x8E\xA5\xE5\x9F\xA0|" /* of Taiwan */
    "\xE3\x83\x9D\xE3\x83\xBC\xE3\x83\x88|" /* Japanese */
    "\xED\x8F\xAC\xED\x8A\xB8";             /* Korean */

static bool is_letter(char c)
{
    return pp_is_alpha(c) || pp_is_digit(c) || c == '_' || c == '-' || c == '=';
}

/* A line may be long, and most bytes begin no word. */
static bool may_begin_word(char c)
{
    return pp_is_one_of(c, "pPlLbB") || (unsigned char)c >= 0x80;
}

/* Bytes of the word for a port at `at`, or 0: no part of `export`, and no
 * option or name as `--port`, `port=`. */
static size_t word_at(struct pp_sv line, size_t at)
{
    if (!may_begin_word(line.ptr[at])) {
        return 0;
    }
    struct pp_sv rest = pp_sv_sub(line, at, SIZE_MAX);
    size_t len = pp_words_start(unspaced, rest);
    if (len > 0) {
        return len;
    }
    len = pp_words_start_nocase(spaced, rest);
    bool is_open = at == 0 || !is_letter(line.ptr[at - 1]);
    bool is_closed = at + len == line.len || !is_letter(line.ptr[at + len]);
    return is_open && is_closed ? len : 0;
}

/* The end of a sentence parts a number from the word. */
static bool is_stop(struct pp_sv line, size_t at)
{
    char c = line.ptr[at];
    bool is_last = at + 1 == line.len || pp_is_blank(line.ptr[at + 1]);
    return c == ';' || ((c == '.' || c == '?' || c == '!') && is_last) ||
           pp_sv_starts(pp_sv_sub(line, at, SIZE_MAX), PP_SV("\xE3\x80\x82"));
}

/* Whether nothing but marks and the name of a protocol stands between. */
static bool is_adjacent(struct pp_sv gap)
{
    for (size_t i = 0; i < gap.len; i++) {
        size_t len =
            pp_words_start_nocase("tcp|udp", pp_sv_sub(gap, i, SIZE_MAX));
        if (len > 0) {
            i += len - 1;
        } else if (pp_is_alpha(gap.ptr[i]) || gap.ptr[i] == ',') {
            return false;
        }
    }
    return true;
}

/* Years, and versions of Windows: 1607 to 2009. */
static bool may_be_date(struct pp_range range)
{
    return range.first >= 1600 && range.first < 2100;
}

/* Whether the word that ends at `word_end` (0: none did) stands in front of
 * the number, at most MAX_GAP_BYTES away. */
static bool has_word_before(struct pp_sv line,
                            size_t word_end,
                            size_t number,
                            struct pp_range range)
{
    if (word_end == 0 || number - word_end > MAX_GAP_BYTES) {
        return false;
    }
    return !may_be_date(range) ||
           is_adjacent(pp_sv_sub(line, word_end, number - word_end));
}

/* Right behind: `8080 port`, `the 50031 TCP port`. */
static bool has_word_behind(struct pp_sv line, size_t end)
{
    size_t limit = end + MAX_GAP_BYTES / 2;
    for (size_t at = end; at < line.len && at < limit; at++) {
        if (is_stop(line, at)) {
            return false;
        }
        if (word_at(line, at) > 0) {
            return is_adjacent(pp_sv_sub(line, end, at - end));
        }
    }
    return false;
}

/* `localhost:8080`, `0.0.0.0:8080`: an address of this machine says enough. */
static bool is_behind_host(struct pp_sv line, size_t at)
{
    struct pp_sv before = pp_sv_sub(line, 0, at);
    return pp_sv_ends(before, PP_SV("localhost:")) ||
           pp_sv_ends(before, PP_SV("0.0.0.0:")) ||
           pp_sv_ends(before, PP_SV("127.0.0.1:")) ||
           pp_sv_ends(before, PP_SV("[::]:")) ||
           pp_sv_ends(before, PP_SV("[::1]:"));
}

/* The number at `at`, or a range, is a port, by the word before it that ends
 * at `word_end` or the one behind it: its bytes; else 0. */
static size_t read_port(struct pp_sv line,
                        size_t word_end,
                        size_t at,
                        struct pp_range *ret_range)
{
    if (is_behind_host(line, at)) {
        return pp_ports_at(pp_sv_sub(line, at, SIZE_MAX), ret_range);
    }
    if (!pp_may_begin_port(line, at) || (at > 0 && line.ptr[at - 1] == '/')) {
        return 0; /* of a path, too */
    }
    size_t len = pp_ports_at(pp_sv_sub(line, at, SIZE_MAX), ret_range);
    bool is_named =
        len > 0 && (has_word_before(line, word_end, at, *ret_range) ||
                    has_word_behind(line, at + len));
    return is_named ? len : 0;
}

static size_t skip_digits(struct pp_sv line, size_t at)
{
    while (at < line.len && pp_is_digit(line.ptr[at])) {
        at++;
    }
    return at;
}

void pp_sentence_read(struct pp_sv line, struct pp_found *found)
{
    struct pp_found_port port = {.kind = PP_MENTION_TEXT, .protocol = PP_TCP};
    size_t word_end = 0;
    size_t at = 0;
    if (pp_words_within("udp", line) && !pp_words_within("tcp", line)) {
        port.protocol = PP_UDP;
    }
    while (at < line.len && found->count < PP_FOUND_MAX) {
        if (!pp_is_digit(line.ptr[at])) {
            size_t word = word_at(line, at);
            word_end = word > 0 ? at + word : is_stop(line, at) ? 0 : word_end;
            at += word > 0 ? word : 1;
            continue;
        }
        size_t len = read_port(line, word_end, at, &port.range);
        if (len > 0) {
            port.part = pp_sv_sub(line, at, len);
            pp_found_add(found, &port);
        }
        at = skip_digits(line, at + len);
    }
}
