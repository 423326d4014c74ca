/* Words of netstat, and finding them. */
#include "netstat_words.h"

struct state_word {
    struct pp_sv word;
    enum pp_socket_state state;
};

struct head_words {
    struct pp_sv first;
    struct pp_sv second;
};

struct port_name {
    struct pp_sv name;
    uint16_t port;
};

/* The one table is read once for each kind of row. */
static const struct state_word states[] = {
#define PP_NETSTAT_STATE(word, state) {PP_SV_INIT(word), PP_SOCKET_##state},
#include "netstat_words.def"
};

static const struct {
    struct pp_sv word;
    uint32_t number;
    enum pp_socket_state state;
} connection_states[] = {
#define PP_CONNECTION_STATE(word, number, state) \
    {PP_SV_INIT(word), number, PP_SOCKET_##state},
#include "netstat_words.def"
};

static const struct pp_sv titles[] = {
#define PP_NETSTAT_TITLE(text) PP_SV_INIT(text),
#include "netstat_words.def"
};

static const struct head_words heads[] = {
#define PP_NETSTAT_HEAD(first, second) {PP_SV_INIT(first), PP_SV_INIT(second)},
#include "netstat_words.def"
};

static const struct pp_sv ownerless[] = {
#define PP_NETSTAT_NO_OWNER(text) PP_SV_INIT(text),
#include "netstat_words.def"
};

static const struct port_name port_names[] = {
#define PP_PORT_NAME(name, port) {PP_SV_INIT(name), port},
#include "netstat_words.def"
};

/* --- words broken by code pages ------------------------------------------- */

/* What a wrong code page makes of a letter outside ASCII: something outside
 * ASCII or `?`, perhaps of another length. */
static bool is_breakable(char c)
{
    return (unsigned char)c >= 0x80 || c == '?';
}

static size_t skip_breakable(struct pp_sv word, size_t at)
{
    while (at < word.len && is_breakable(word.ptr[at])) {
        at++;
    }
    return at;
}

/* Equal but for what a code page breaks; a word without any ASCII letter has
 * nothing left to recognise it by. */
static bool is_same_but_broken(struct pp_sv a, struct pp_sv b)
{
    size_t i = 0;
    size_t j = 0;
    size_t letters = 0;
    while (i < a.len && j < b.len) {
        bool is_broken = is_breakable(a.ptr[i]);
        if (is_broken != is_breakable(b.ptr[j])) {
            return false;
        }
        if (is_broken) {
            i = skip_breakable(a, i);
            j = skip_breakable(b, j);
            continue;
        }
        if (a.ptr[i++] != b.ptr[j++]) {
            return false;
        }
        letters++;
    }
    return i == a.len && j == b.len && letters >= 3;
}

enum pp_socket_state pp_netstat_state(struct pp_sv word)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(states); i++) {
        if (pp_sv_equal(word, states[i].word)) {
            return states[i].state;
        }
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(states); i++) {
        if (is_same_but_broken(word, states[i].word) ||
            pp_sv_equal_nocase(word, states[i].word)) {
            return states[i].state;
        }
    }
    return PP_SOCKET_NONE;
}

enum pp_socket_state pp_connection_state(struct pp_sv word)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(connection_states); i++) {
        if (pp_sv_equal_nocase(word, connection_states[i].word)) {
            return connection_states[i].state;
        }
    }
    return PP_SOCKET_NONE;
}

enum pp_socket_state pp_connection_state_numbered(uint32_t number)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(connection_states); i++) {
        if (number == connection_states[i].number) {
            return connection_states[i].state;
        }
    }
    return PP_SOCKET_NONE;
}

/* --- lines ---------------------------------------------------------------- */

const struct pp_sv *pp_netstat_titles(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(titles);
    return titles;
}

bool pp_netstat_is_title(struct pp_sv line)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(titles); i++) {
        if (pp_sv_equal_nocase(line, titles[i])) {
            return true;
        }
    }
    return false;
}

bool pp_netstat_is_head(struct pp_sv line)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(heads); i++) {
        if (!pp_sv_starts_nocase(line, heads[i].first)) {
            continue;
        }
        struct pp_sv rest =
            pp_sv_trim(pp_sv_sub(line, heads[i].first.len, SIZE_MAX));
        if (pp_sv_starts_nocase(rest, heads[i].second)) {
            return true;
        }
    }
    return false;
}

bool pp_netstat_is_ownerless(struct pp_sv line)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(ownerless); i++) {
        if (pp_sv_find_nocase(line, ownerless[i], 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

uint16_t pp_port_by_name(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(port_names); i++) {
        if (pp_sv_equal_nocase(name, port_names[i].name)) {
            return port_names[i].port;
        }
    }
    return 0;
}
