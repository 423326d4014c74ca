/* The tables of bind errors and of netsh's answers. */
#include "bind_patterns.h"

enum {
    IS_UDP = 255
};

const struct pp_bind_pattern *pp_bind_patterns(void)
{
    static const struct pp_bind_pattern patterns[] = {
/* clang-format off */
#define PP_BIND_PATTERN(kind, keyword, program, error, port, address,          \
                        protocol, number, pattern)                             \
    {PP_BIND_LINE_##kind, PP_BIND_KEY_##keyword, (program), (error),           \
     (protocol) == IS_UDP, (port), (address),                                  \
     (protocol) == IS_UDP ? 0 : (protocol), (number), pattern},
#include "bind_patterns.def"
        /* clang-format on */
    };
    return patterns;
}

const struct pp_bind_keyword_row *pp_bind_keywords(size_t *ret_count)
{
    enum {
        IS_WEAK,
        IS_STRONG,
        IS_NUMBER,
        IS_NETSH
    };
    static const struct pp_bind_keyword_row keywords[] = {
/* clang-format off */
#define PP_BIND_KEYWORD(id, strength, letters)                                 \
    {PP_BIND_KEY_##id, PP_SV_INIT(letters), IS_##strength == IS_STRONG,        \
     IS_##strength == IS_NUMBER, IS_##strength == IS_NETSH},
#define PP_BIND_SPELLING(id, letters)                                          \
    {PP_BIND_KEY_##id, PP_SV_INIT(letters), false, false, false},
#include "bind_patterns.def"
        /* clang-format on */
    };
    *ret_count = PP_ARRAY_LEN(keywords);
    return keywords;
}

const struct pp_bind_words *pp_bind_words(size_t *ret_count)
{
    enum {
        KIND_TEXT,
        KIND_WORDS
    };
    static const struct pp_bind_words words[] = {
#define PP_BIND_WORDS(error, kind, locale, fragment) \
    {(error), KIND_##kind == KIND_TEXT, (locale), PP_SV_INIT(fragment)},
#include "bind_words.def"
    };
    *ret_count = PP_ARRAY_LEN(words);
    return words;
}

const struct pp_netsh_answer *pp_netsh_answers(size_t *ret_count)
{
    static const struct pp_netsh_answer answers[] = {
#define PP_NETSH_ANSWER(is_success, text) {(is_success), PP_SV_INIT(text)},
#include "knowledge/netsh_answers.def"
    };
    *ret_count = PP_ARRAY_LEN(answers);
    return answers;
}
