/* One line about a port that could not be bound. */
#include "bind_line.h"

#include "base/bounds.h"

/* From `port` to its number: `port(s) already bound: 80`. */
enum {
    MAX_TO_NUMBER_BYTES = 24,
    DNS_PORT = 53,
};

void pp_bind_reader_done(struct pp_bind_reader *reader)
{
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT; i++) {
        pp_regex_free(reader->regexes[i]);
        reader->regexes[i] = NULL;
    }
    pp_bind_codes_done(&reader->codes);
}

/* --- keywords ------------------------------------------------------------- */

static void make_index(struct pp_bind_reader *reader)
{
    size_t count = 0;
    const struct pp_bind_keyword_row *rows = pp_bind_keywords(&count);
    for (size_t i = 0; i < count; i++) {
        uint64_t bit = UINT64_C(1) << rows[i].keyword;
        pp_bind_index_add(&reader->keyword_index, i, rows[i].letters.ptr[0]);
        reader->strong_keywords |= rows[i].is_strong ? bit : 0;
        reader->netsh_keywords |= rows[i].is_netsh ? bit : 0;
    }
    reader->is_indexed = true;
}

/* `word` is in lower case; its first byte is there already. */
static bool stands_at(struct pp_sv text, size_t at, struct pp_sv word)
{
    if (text.len - at < word.len) {
        return false;
    }
    for (size_t i = 1; i < word.len; i++) {
        if (pp_bind_lower(text.ptr[at + i]) != word.ptr[i]) {
            return false;
        }
    }
    return true;
}

static bool is_digit_near(struct pp_sv text, size_t at)
{
    struct pp_sv near = pp_sv_sub(text, at, MAX_TO_NUMBER_BYTES);
    for (size_t i = 0; i < near.len; i++) {
        if (pp_is_digit(near.ptr[i])) {
            return true;
        }
    }
    return false;
}

static bool
is_here(struct pp_sv text, size_t at, const struct pp_bind_keyword_row *row)
{
    return stands_at(text, at, row->letters) &&
           (!row->is_number || is_digit_near(text, at + row->letters.len));
}

uint64_t pp_bind_keywords_of(struct pp_bind_reader *reader, struct pp_sv text)
{
    size_t count = 0;
    const struct pp_bind_keyword_row *rows = pp_bind_keywords(&count);
    if (!reader->is_indexed) {
        make_index(reader);
    }
    const struct pp_bind_index *index = &reader->keyword_index;
    uint64_t found = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char c = (unsigned char)pp_bind_lower(text.ptr[at]);
        for (size_t k = index->first[c]; k != 0; k = index->next[k - 1]) {
            if (is_here(text, at, &rows[k - 1])) {
                found |= UINT64_C(1) << rows[k - 1].keyword;
            }
        }
    }
    return found;
}

/* --- shapes --------------------------------------------------------------- */

static enum pp_status match(struct pp_bind_reader *reader,
                            size_t index,
                            struct pp_sv text,
                            struct pp_sv groups[PP_BIND_GROUP_COUNT],
                            bool *ret_matches)
{
    struct pp_regex **regex = &reader->regexes[index];
    *ret_matches = false;
    if (*regex == NULL) {
        PP_TRY(pp_regex_new(
            pp_bind_patterns()[index].pattern, PP_REGEX_CASELESS, regex));
    }
    switch (pp_regex_match(*regex, text, groups, PP_BIND_GROUP_COUNT)) {
    case PP_MATCH_YES:
        *ret_matches = true;
        return PP_OK;
    case PP_MATCH_NO:
        return PP_OK;
    case PP_MATCH_LIMIT:
        reader->gave_up = true;
        return PP_OK;
    case PP_MATCH_NOMEM:
        return PP_ERR_NOMEM;
    }
    return PP_OK;
}

/* `[::]` is the address `::`. */
static struct pp_sv without_brackets(struct pp_sv address)
{
    if (address.len >= 2 && address.ptr[0] == '[' &&
        address.ptr[address.len - 1] == ']') {
        return pp_sv_sub(address, 1, address.len - 2);
    }
    return address;
}

static struct pp_bind_evidence
evidence_of(const struct pp_bind_pattern *pattern,
            const struct pp_sv groups[PP_BIND_GROUP_COUNT])
{
    struct pp_bind_evidence found = {
        .kind = pattern->kind,
        .has_protocol = pattern->is_udp,
        .protocol = pattern->is_udp ? PP_UDP : PP_TCP,
        .error = pattern->error,
        .program = pp_sv_from(pattern->program),
        .is_general = pattern->program[0] == '\0',
    };
    uint32_t number = 0;
    if (pattern->port > 0 &&
        pp_sv_to_u32(groups[pattern->port], PP_PORT_MAX, &number)) {
        found.has_port = number > 0;
        found.port = (uint16_t)number;
    }
    if (pattern->kind == PP_BIND_LINE_SPAN) {
        found.has_port =
            found.has_port &&
            pp_sv_equal(groups[pattern->port], groups[pattern->address]);
    } else if (pattern->address > 0) {
        found.address = without_brackets(groups[pattern->address]);
    }
    if (pattern->protocol > 0) {
        found.has_protocol =
            pp_protocol_parse(groups[pattern->protocol], &found.protocol);
    }
    if (pattern->number > 0 &&
        pp_sv_to_u32(groups[pattern->number], UINT32_MAX, &number)) {
        found.error = pp_bind_known_error(number);
    }
    return found;
}

/* Whether a row of this kind is of a bind error itself. */
static bool needs_error(const struct pp_bind_evidence *evidence)
{
    return evidence->kind == PP_BIND_LINE_SURE ||
           evidence->kind == PP_BIND_LINE_NUMBER ||
           evidence->kind == PP_BIND_LINE_LOG ||
           evidence->kind == PP_BIND_LINE_SPAN;
}

/* --- the words tcp and udp ------------------------------------------------ */

/* `udp`, `UDP/`, `udp4`, `bind_udp`, `datagram`; not the name of a class. */
static bool
names_protocol(struct pp_sv text, size_t at, enum pp_protocol *ret_protocol)
{
    struct pp_sv rest = pp_sv_sub(text, at, SIZE_MAX);
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    if (pp_is_alpha(before) || pp_is_digit(before)) {
        return false;
    }
    if (pp_sv_starts_nocase(rest, PP_SV("datagram"))) {
        *ret_protocol = PP_UDP;
        return true;
    }
    char after = rest.len > 3 ? rest.ptr[3] : ' ';
    return rest.len >= 3 && !pp_is_alpha(after) &&
           pp_protocol_parse(pp_sv_sub(rest, 0, 3), ret_protocol);
}

/* The nearest before the port, else the only one of the line. */
static void read_protocol(struct pp_sv text,
                          const char *port,
                          struct pp_bind_evidence *evidence)
{
    bool has_seen[PP_PROTOCOL_COUNT] = {false, false};
    enum pp_protocol last = PP_TCP;
    bool is_before = false;
    size_t pair_end = 0;
    for (size_t at = 0; at + 3 <= text.len; at++) {
        enum pp_protocol protocol = PP_TCP;
        if ((text.ptr[at] | 0x20) < 'd' || at < pair_end ||
            !names_protocol(text, at, &protocol)) {
            continue;
        }
        if (pp_sv_starts_nocase(pp_sv_sub(text, at, SIZE_MAX),
                                PP_SV("tcp/udp"))) {
            pair_end = at + 7;
            continue;
        }
        has_seen[protocol] = true;
        is_before = port != NULL && text.ptr + at < port;
        if (is_before) {
            last = protocol;
            evidence->has_protocol = true;
        }
    }
    if (!evidence->has_protocol && has_seen[PP_TCP] != has_seen[PP_UDP]) {
        evidence->has_protocol = true;
        last = has_seen[PP_UDP] ? PP_UDP : PP_TCP;
    }
    evidence->protocol = evidence->has_protocol ? last : PP_TCP;
}

/* --- a line --------------------------------------------------------------- */

/* A line being read. */
struct reading {
    struct pp_bind_reader *reader;
    struct pp_sv text;
    uint64_t keywords;
    bool has_error; /* the error was looked for */
    bool is_text;   /* Windows' own text is in the line */
    uint32_t error;
    struct pp_sv match; /* of the row that is tried */
    bool has_shape;
    bool has_place; /* a row said where the port is */
    struct pp_bind_evidence found;
};

static enum pp_status look_for_error(struct reading *reading)
{
    if (reading->has_error) {
        return PP_OK;
    }
    reading->has_error = true;
    return pp_bind_error_of(&reading->reader->codes,
                            reading->text,
                            &reading->error,
                            &reading->is_text);
}

static bool has_keyword(const struct reading *reading,
                        enum pp_bind_keyword keyword)
{
    return (reading->keywords >> keyword & 1) != 0;
}

static enum pp_status is_talk(struct reading *reading, bool *ret_is_talk)
{
    const struct pp_bind_pattern *patterns = pp_bind_patterns();
    struct pp_sv groups[PP_BIND_GROUP_COUNT];
    *ret_is_talk = false;
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT && !*ret_is_talk; i++) {
        if (patterns[i].kind == PP_BIND_LINE_TALK) {
            PP_TRY(
                match(reading->reader, i, reading->text, groups, ret_is_talk));
        }
    }
    return PP_OK;
}

/* Whether the row is to be tried on this line, as far as it was read. */
static bool is_of_use(const struct reading *reading,
                      const struct pp_bind_pattern *row)
{
    if (!has_keyword(reading, row->keyword)) {
        return false;
    }
    switch (row->kind) {
    case PP_BIND_LINE_TALK:
    case PP_BIND_LINE_HOST:
        return false;
    case PP_BIND_LINE_NOT:
    case PP_BIND_LINE_NONE:
    case PP_BIND_LINE_PART:
    case PP_BIND_LINE_ABOVE:
    case PP_BIND_LINE_PORT:
        return !reading->has_shape;
    case PP_BIND_LINE_SURE:
    case PP_BIND_LINE_NUMBER:
    case PP_BIND_LINE_LOG:
    case PP_BIND_LINE_SPAN:
        return !reading->has_shape || row->port > 0;
    }
    return false;
}

/* A person who tells something may quote a log: 'unable to bind to port 80'. */
static bool is_quoted(const struct reading *reading)
{
    size_t at = (size_t)(reading->match.ptr - reading->text.ptr);
    return at > 0 && strchr("'\"`", reading->text.ptr[at - 1]) != NULL;
}

/* Whether a row that matches counts: a NUMBER has the number that it names, or
 * any in the line if it names none; a LOG's words are not a person's. */
static enum pp_status counts(struct reading *reading,
                             const struct pp_bind_pattern *row,
                             const struct pp_bind_evidence *evidence,
                             bool *ret_counts)
{
    *ret_counts = true;
    if (row->kind == PP_BIND_LINE_NUMBER && evidence->error == 0) {
        PP_TRY(look_for_error(reading));
        *ret_counts = reading->error != 0 && row->number == 0;
        reading->found.is_half = reading->error == 0 && row->number == 0;
    }
    if (row->kind == PP_BIND_LINE_LOG && !is_quoted(reading)) {
        PP_TRY(look_for_error(reading));
        if (!reading->is_text) {
            PP_TRY(is_talk(reading, ret_counts));
            *ret_counts = !*ret_counts;
        }
    }
    return PP_OK;
}

static void take_place(struct reading *reading,
                       const struct pp_bind_pattern *row,
                       const struct pp_sv groups[PP_BIND_GROUP_COUNT],
                       const struct pp_bind_evidence *evidence)
{
    struct pp_bind_evidence *found = &reading->found;
    reading->has_place = row->port > 0;
    found->has_port = evidence->has_port;
    found->port = evidence->port;
    found->address =
        evidence->address.len > 0 ? evidence->address : found->address;
    if (evidence->has_protocol) {
        found->has_protocol = true;
        found->protocol = evidence->protocol;
    } else if (!found->has_protocol && row->kind != PP_BIND_LINE_ABOVE) {
        read_protocol(reading->text, groups[row->port].ptr, found);
    }
}

/* The row matches: the first gives the kind and the error, the next one with
 * a place for it the port. */
static void take_row(struct reading *reading,
                     const struct pp_bind_pattern *row,
                     const struct pp_sv groups[PP_BIND_GROUP_COUNT],
                     const struct pp_bind_evidence *evidence)
{
    struct pp_bind_evidence *found = &reading->found;
    if (!reading->has_shape) {
        *found = *evidence;
        reading->has_shape = true;
    } else {
        found->error = found->error != 0 ? found->error : evidence->error;
        found->program =
            found->program.len > 0 ? found->program : evidence->program;
    }
    take_place(reading, row, groups, evidence);
}

static enum pp_status try_rows(struct reading *reading)
{
    const struct pp_bind_pattern *rows = pp_bind_patterns();
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT && !reading->has_place; i++) {
        struct pp_sv groups[PP_BIND_GROUP_COUNT];
        bool is_match = false;
        if (!is_of_use(reading, &rows[i])) {
            continue;
        }
        PP_TRY(match(reading->reader, i, reading->text, groups, &is_match));
        struct pp_bind_evidence evidence = {0};
        if (is_match) {
            evidence = evidence_of(&rows[i], groups);
            reading->match = groups[0];
            PP_TRY(counts(reading, &rows[i], &evidence, &is_match));
        }
        if (is_match) {
            take_row(reading, &rows[i], groups, &evidence);
        }
        if (reading->has_shape && !needs_error(&reading->found)) {
            return PP_OK;
        }
    }
    return PP_OK;
}

/* Behind Windows' own text .NET puts the other end of a connection:
 * `... access permissions 203.0.113.9:443`. A listener's address is of this
 * machine, 0.0.0.0 or 127.0.0.1 mostly. */
static bool is_other_end(const struct reading *reading,
                         const struct pp_sv groups[PP_BIND_GROUP_COUNT],
                         const struct pp_bind_evidence *evidence)
{
    struct pp_sv address = evidence->address;
    bool is_last =
        groups[0].ptr + groups[0].len == reading->text.ptr + reading->text.len;
    return reading->is_text && is_last && address.len > 0 &&
           pp_is_digit(address.ptr[0]) &&
           !pp_sv_starts(address, PP_SV("0.0.0.0")) &&
           !pp_sv_starts(address, PP_SV("127."));
}

/* The line has an error and no row said where its port is: one that the line
 * states plainly is taken. */
static enum pp_status look_for_port(struct reading *reading)
{
    const struct pp_bind_pattern *rows = pp_bind_patterns();
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT && !reading->has_place; i++) {
        struct pp_sv groups[PP_BIND_GROUP_COUNT];
        bool is_match = false;
        if (rows[i].kind == PP_BIND_LINE_HOST &&
            has_keyword(reading, rows[i].keyword)) {
            PP_TRY(match(reading->reader, i, reading->text, groups, &is_match));
        }
        if (is_match) {
            struct pp_bind_evidence evidence = evidence_of(&rows[i], groups);
            PP_TRY(look_for_error(reading)); /* for its text */
            if (is_other_end(reading, groups, &evidence)) {
                reading->found.is_outgoing = true;
                return PP_OK;
            }
            take_place(reading, &rows[i], groups, &evidence);
        }
    }
    return PP_OK;
}

/* A connection: an error only where no local port was left for it. Everyday
 * words do not say so. */
static enum pp_status read_connection(struct reading *reading, bool *ret_found)
{
    struct pp_bind_evidence *found = &reading->found;
    uint32_t error = found->error;
    if (error == 0) {
        PP_TRY(look_for_error(reading));
        bool is_named =
            reading->is_text || has_keyword(reading, PP_BIND_KEY_EADDRINUSE);
        error = is_named || reading->error == 10055 ? reading->error : 0;
    }
    enum pp_exhaustion_sign sign;
    *ret_found = pp_bind_sign_of(error, &sign);
    *found = (struct pp_bind_evidence){.kind = PP_BIND_LINE_SURE,
                                       .error = error,
                                       .program = found->program,
                                       .is_outgoing = true,
                                       .is_half = reading->error == 0,
                                       .is_text = reading->is_text};
    read_protocol(reading->text, NULL, found);
    return PP_OK;
}

/* Windows' own text holds the word socket, that of 10049 the word context:
 * without them there is no need to look for it. */
static bool may_hold_text(const struct reading *reading)
{
    return has_keyword(reading, PP_BIND_KEY_SOCKET) ||
           has_keyword(reading, PP_BIND_KEY_CONTEXT);
}

/* What no row knows is an error all the same if it has Windows' text. */
static enum pp_status finish(struct reading *reading, bool *ret_found)
{
    struct pp_bind_evidence *found = &reading->found;
    bool is_half = found->is_half && !reading->has_shape;
    if (!reading->has_shape && may_hold_text(reading)) {
        PP_TRY(look_for_error(reading));
    }
    *ret_found = reading->has_shape || reading->is_text;
    if (!*ret_found) {
        *found = (struct pp_bind_evidence){.is_half = is_half};
        return PP_OK;
    }
    if (!reading->has_shape) {
        *found = (struct pp_bind_evidence){.kind = PP_BIND_LINE_SURE,
                                           .is_general = true};
    }
    if (!needs_error(found)) {
        return PP_OK;
    }
    if (found->error == 0) {
        PP_TRY(look_for_error(reading));
        found->error = reading->error;
    }
    found->kind = PP_BIND_LINE_SURE;
    found->is_half = false;
    found->is_text = reading->is_text;
    PP_TRY(look_for_port(reading));
    if (!found->has_port && pp_sv_equal(found->program, PP_SV("dns-server"))) {
        /* Its events name the address alone. */
        found->has_port = true;
        found->port = DNS_PORT;
    }
    return PP_OK;
}

enum pp_status pp_bind_read(struct pp_bind_reader *reader,
                            struct pp_sv text,
                            uint64_t keywords,
                            struct pp_bind_evidence *ret_evidence,
                            bool *ret_found)
{
    struct reading reading = {
        .reader = reader,
        .text = text,
        .keywords = keywords | UINT64_C(1) << PP_BIND_KEY_ANY,
    };
    PP_TRY(try_rows(&reading));
    bool is_not = reading.has_shape && reading.found.kind == PP_BIND_LINE_NOT;
    bool is_none = reading.has_shape && reading.found.kind == PP_BIND_LINE_NONE;
    *ret_found = false;
    if (is_not) {
        PP_TRY(read_connection(&reading, ret_found));
    } else if (!is_none) {
        PP_TRY(finish(&reading, ret_found));
    }
    *ret_evidence = reading.found;
    return PP_OK;
}
