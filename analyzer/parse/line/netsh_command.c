/*
 * netsh command lines about ports, found in a line of anything: behind a
 * prompt, inside quotes or backticks, before a comment or the rest of a
 * sentence.
 *
 * In: one line. Out: the command in parts. Knows nothing of captures, tables
 * or machines. The grammar is netsh's (Microsoft's netsh-interface.md);
 * keywords and argument names may be cut to an unambiguous prefix, and
 * arguments come by position, by name, or mixed.
 */
#include "netsh_command.h"

#include "base/bytes.h"
#include "base/cursor.h"

/* A keyword and the shortest prefix that netsh takes for it, which depends on
 * the words beside it (`s` could be set or show). */
struct keyword {
    struct pp_sv word;
    size_t min_len;
    int value;
};

static const struct keyword families[] = {
    {{"ipv4", 4}, 4, PP_FAMILY_IPV4},
    {{"ipv6", 4}, 4, PP_FAMILY_IPV6},
    {{"ip", 2}, 2, PP_FAMILY_IPV4},
};

/* `d` alone could be `dump`. */
static const struct keyword verbs[] = {
    {{"add", 3}, 1, PP_NETSH_ADD},
    {{"delete", 6}, 2, PP_NETSH_DELETE},
    {{"set", 3}, 2, PP_NETSH_SET},
    {{"show", 4}, 2, PP_NETSH_SHOW},
};

/* `d` alone could be `dnsservers` or `destinationcache`. KB929851 writes
 * dynamicport, newer pages dynamicportrange: one command. */
static const struct keyword objects[] = {
    {{"excludedportrange", 17}, 1, PP_NETSH_EXCLUDED},
    {{"dynamicportrange", 16}, 2, PP_NETSH_DYNAMIC},
};

enum argument {
    ARGUMENT_PROTOCOL = 0,
    ARGUMENT_START,
    ARGUMENT_COUNT,
    ARGUMENT_STORE,
};
enum {
    ARGUMENT_KINDS = ARGUMENT_STORE + 1,
};

static const struct keyword arguments[] = {
    {{"protocol", 8}, 1, ARGUMENT_PROTOCOL},
    {{"startport", 9}, 3, ARGUMENT_START},
    {{"numberofports", 13}, 1, ARGUMENT_COUNT},
    {{"store", 5}, 3, ARGUMENT_STORE},
};

static const struct keyword protocols[] = {
    {{"tcp", 3}, 3, PP_TCP},
    {{"udp", 3}, 3, PP_UDP},
};

static const struct keyword stores[] = {
    {{"active", 6}, 1, PP_STORE_ACTIVE},
    {{"persistent", 10}, 1, PP_STORE_PERSISTENT},
};

#define KEYWORD_FIND(table, text, ret_value) \
    keyword_find((table), PP_ARRAY_LEN(table), (text), (ret_value))

static bool keyword_find(const struct keyword *table,
                         size_t count,
                         struct pp_sv text,
                         int *ret_value)
{
    for (size_t i = 0; i < count; i++) {
        if (text.len >= table[i].min_len &&
            pp_sv_starts_nocase(table[i].word, text)) {
            *ret_value = table[i].value;
            return true;
        }
    }
    return false;
}

/* Reads the words of a command. `ended` is set by the first byte that no
 * netsh word holds: a closing quote, a comment, a pipe, CJK punctuation. */
struct word_reader {
    struct pp_cursor cursor;
    const char *last_end; /* behind the last word read */
    bool ended;
};

static struct pp_sv take_word_bytes(struct pp_cursor *cursor)
{
    struct pp_sv rest = pp_cursor_rest(cursor);
    size_t len = pp_word_len(rest, "_=.:-+*%");
    cursor->at += len;
    return pp_sv_sub(rest, 0, len);
}

/* Takes a quote that stands around a word or an argument's value. */
static bool take_quote(struct pp_cursor *cursor)
{
    if (pp_cursor_at_end(cursor) || !pp_is_one_of(*cursor->at, "\"'`")) {
        return false;
    }
    cursor->at++;
    return true;
}

/* The next word; false where the command ends. */
static bool next_word(struct word_reader *reader, struct pp_sv *ret_word)
{
    struct pp_cursor *cursor = &reader->cursor;
    pp_cursor_skip_blanks(cursor);
    if (reader->ended) {
        return false;
    }
    bool is_quoted = take_quote(cursor);
    struct pp_sv word = take_word_bytes(cursor);
    size_t full_len = word.len;
    /* What a sentence or markdown may leave at the end of a word. */
    word = pp_trim_end(word, ".:*-_");
    if (word.len == 0) {
        reader->ended = true;
        return false;
    }
    reader->last_end = word.ptr + word.len;
    if (is_quoted) {
        take_quote(cursor);
    }
    reader->ended = word.len != full_len ||
                    (!pp_cursor_at_end(cursor) && !pp_is_blank(*cursor->at));
    *ret_word = word;
    return true;
}

/* For `name="value"`: the bytes of a value that begins with a quote. */
static struct pp_sv take_quoted_value(struct word_reader *reader)
{
    struct pp_cursor *cursor = &reader->cursor;
    if (!take_quote(cursor)) {
        return (struct pp_sv){cursor->at, 0};
    }
    struct pp_sv value = take_word_bytes(cursor);
    take_quote(cursor);
    reader->last_end = cursor->at;
    reader->ended = !pp_cursor_at_end(cursor) && !pp_is_blank(*cursor->at);
    return value;
}

/* What is being collected, and which arguments were seen. */
struct collector {
    struct pp_netsh_command command;
    bool is_given[ARGUMENT_KINDS];
};

static bool set_number(struct pp_sv text, bool *ret_has, uint32_t *ret_number)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv digits = {NULL, 0};
    if (!pp_cursor_take_digits(&cursor, &digits) ||
        !pp_cursor_at_end(&cursor)) {
        return false;
    }
    uint32_t number = 0;
    if (!pp_sv_to_u32(digits, UINT32_MAX, &number)) {
        number = UINT32_MAX; /* too large either way */
    }
    *ret_has = true;
    *ret_number = number;
    return true;
}

/* NULL, or why `text` is not a value of the argument. */
static const char *set_argument(struct collector *collector,
                                enum argument argument,
                                struct pp_sv text)
{
    struct pp_netsh_command *command = &collector->command;
    int value = 0;
    if (collector->is_given[argument]) {
        return "an argument is given twice";
    }
    collector->is_given[argument] = true;
    switch (argument) {
    case ARGUMENT_PROTOCOL:
        if (!KEYWORD_FIND(protocols, text, &value)) {
            return "the protocol is neither tcp nor udp";
        }
        command->has_protocol = true;
        command->protocol = (enum pp_protocol)value;
        break;
    case ARGUMENT_START:
        if (!set_number(text, &command->has_start, &command->start)) {
            return "the start port is not a number";
        }
        break;
    case ARGUMENT_COUNT:
        if (!set_number(text, &command->has_count, &command->count)) {
            return "the number of ports is not a number";
        }
        break;
    case ARGUMENT_STORE:
        if (!KEYWORD_FIND(stores, text, &value)) {
            return "the store is neither active nor persistent";
        }
        command->has_store = true;
        command->store = (enum pp_store)value;
        break;
    }
    return NULL;
}

/* Whether the verb takes this argument: show has neither ports nor counts. */
static bool verb_takes(enum pp_netsh_verb verb, enum argument argument)
{
    return verb != PP_NETSH_SHOW || argument == ARGUMENT_PROTOCOL ||
           argument == ARGUMENT_STORE;
}

/* The argument that a word without a name means: the first one missing;
 * false where none is. */
static bool next_position(const struct collector *collector,
                          enum argument *ret_argument)
{
    for (int i = 0; i < ARGUMENT_KINDS; i++) {
        if (!collector->is_given[i] &&
            verb_takes(collector->command.verb, (enum argument)i)) {
            *ret_argument = (enum argument)i;
            return true;
        }
    }
    return false;
}

static const char *add_named(struct collector *collector,
                             struct word_reader *reader,
                             struct pp_sv word,
                             size_t equals)
{
    struct pp_sv value = pp_sv_sub(word, equals + 1, word.len);
    int argument = 0;
    if (!KEYWORD_FIND(arguments, pp_sv_sub(word, 0, equals), &argument) ||
        !verb_takes(collector->command.verb, (enum argument)argument)) {
        return "netsh knows no argument of this name here";
    }
    if (value.len == 0) {
        value = take_quoted_value(reader);
    }
    return set_argument(collector, (enum argument)argument, value);
}

static const char *add_word(struct collector *collector,
                            struct word_reader *reader,
                            struct pp_sv word)
{
    size_t equals = pp_sv_find(word, PP_SV("="), 0);
    if (equals != SIZE_MAX) {
        return add_named(collector, reader, word, equals);
    }
    enum argument argument = ARGUMENT_PROTOCOL;
    return next_position(collector, &argument)
               ? set_argument(collector, argument, word)
               : "netsh takes no further argument here";
}

/* NULL, or what a command that changes something lacks. */
static const char *missing_argument(const struct collector *collector)
{
    const struct pp_netsh_command *command = &collector->command;
    if (command->verb == PP_NETSH_SHOW) {
        return NULL;
    }
    if (!command->has_protocol) {
        return "the protocol is missing";
    }
    if (!command->has_start) {
        return "the start port is missing";
    }
    return command->has_count ? NULL : "the number of ports is missing";
}

static bool verb_has_object(enum pp_netsh_verb verb,
                            enum pp_netsh_object object)
{
    if (verb == PP_NETSH_SHOW) {
        return true;
    }
    return (verb == PP_NETSH_SET) == (object == PP_NETSH_DYNAMIC);
}

/* Behind `show` a sentence may go on, so a word that fits nowhere ends the
 * command; the other verbs are held to netsh's grammar. */
static const char *read_arguments(struct collector *collector,
                                  struct word_reader *reader,
                                  const char **ret_text_end)
{
    struct pp_sv word;
    *ret_text_end = reader->last_end;
    while (next_word(reader, &word)) {
        struct collector before = *collector;
        const char *why = add_word(collector, reader, word);
        if (why != NULL && collector->command.verb == PP_NETSH_SHOW &&
            pp_sv_find(word, PP_SV("="), 0) == SIZE_MAX) {
            *collector = before;
            return NULL;
        }
        *ret_text_end = reader->last_end;
        if (why != NULL) {
            return why;
        }
    }
    return missing_argument(collector);
}

/* `interface ipv4 VERB OBJECT`; an interactive netsh prints its context as a
 * prompt: `netsh interface ipv4>`. */
static bool read_context(struct word_reader *reader,
                         struct pp_netsh_command *command)
{
    static const struct keyword contexts[] = {{{"interface", 9}, 2, 0}};
    struct pp_sv word[4];
    int value[4];
    for (size_t i = 0; i < PP_ARRAY_LEN(word); i++) {
        pp_cursor_skip_blanks(&reader->cursor);
        if (i < 3 && pp_cursor_take(&reader->cursor, '>')) {
            reader->ended = false;
        }
        if (!next_word(reader, &word[i])) {
            return false;
        }
    }
    if (!KEYWORD_FIND(contexts, word[0], &value[0]) ||
        !KEYWORD_FIND(families, word[1], &value[1]) ||
        !KEYWORD_FIND(verbs, word[2], &value[2]) ||
        !KEYWORD_FIND(objects, word[3], &value[3])) {
        return false;
    }
    command->family = (enum pp_family)value[1];
    command->verb = (enum pp_netsh_verb)value[2];
    command->object = (enum pp_netsh_object)value[3];
    return true;
}

/* Reads the words after netsh, which begins at `start`. */
static enum pp_netsh_result read_command(struct word_reader *reader,
                                         const char *start,
                                         struct pp_netsh_command *ret_command,
                                         const char **reterr_why)
{
    struct collector collector = {0};
    if (!read_context(reader, &collector.command)) {
        return PP_NETSH_NONE;
    }
    const char *text_end = NULL;
    const char *why = read_arguments(&collector, reader, &text_end);
    struct pp_netsh_command *command = &collector.command;
    if (!verb_has_object(command->verb, command->object)) {
        why = "netsh has no such command: exclusions are added and deleted, "
              "the dynamic port range is set";
    }
    if (!command->has_store) {
        command->store = command->verb == PP_NETSH_SHOW ? PP_STORE_ACTIVE
                                                        : PP_STORE_PERSISTENT;
    }
    command->text = (struct pp_sv){start, (size_t)(text_end - start)};
    *ret_command = *command;
    if (why != NULL && reterr_why != NULL) {
        *reterr_why = why;
    }
    return why == NULL ? PP_NETSH_OK : PP_NETSH_SYNTAX;
}

/* Moves behind `netsh`, `netsh.exe` and a closing quote of its path; false
 * where the word is part of another one. */
static bool
begin_command(struct pp_sv line, size_t at, struct word_reader *ret_reader)
{
    if (at > 0 && (pp_is_alpha(line.ptr[at - 1]) ||
                   pp_is_digit(line.ptr[at - 1]) || line.ptr[at - 1] == '_')) {
        return false;
    }
    struct word_reader reader = {.cursor = pp_cursor_over(line)};
    struct pp_cursor *cursor = &reader.cursor;
    cursor->at += at + PP_SV("netsh").len;
    pp_cursor_take_nocase(cursor, PP_SV(".exe"));
    take_quote(cursor);
    if (!pp_is_blank(pp_cursor_peek(cursor)) && pp_cursor_peek(cursor) != '>') {
        return false;
    }
    reader.last_end = cursor->at;
    *ret_reader = reader;
    return true;
}

enum pp_netsh_result pp_netsh_find(struct pp_sv line,
                                   struct pp_netsh_command *ret_command,
                                   const char **reterr_why)
{
    size_t at = pp_sv_find_nocase(line, PP_SV("netsh"), 0);
    while (at != SIZE_MAX) {
        struct word_reader reader;
        if (begin_command(line, at, &reader)) {
            enum pp_netsh_result result =
                read_command(&reader, line.ptr + at, ret_command, reterr_why);
            if (result != PP_NETSH_NONE) {
                return result;
            }
        }
        at = pp_sv_find_nocase(line, PP_SV("netsh"), at + 1);
    }
    return PP_NETSH_NONE;
}
