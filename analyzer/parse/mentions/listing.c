/*
 * Commands that list sockets. One rule: a list is whole only if every word of
 * its command is known to leave nothing out.
 */
#include "listing.h"

#include "base/bytes.h"
#include "filter.h"
#include "knowledge/netstat_words.h"
#include "text/words.h"

/* --- words ---------------------------------------------------------------- */

/* Without quotes and brackets, and what stands behind a closing one:
 * `TimeWait).Count`. */
static struct pp_sv word_of(struct pp_sv token)
{
    struct pp_sv word = pp_bare_token(token);
    size_t len = 0;
    while (len < word.len && !pp_is_one_of(word.ptr[len], ")};,")) {
        len++;
    }
    return pp_sv_sub(word, 0, len);
}

static bool is_option(struct pp_sv word)
{
    return word.len > 1 && (word.ptr[0] == '-' || word.ptr[0] == '/');
}

/* `> list.txt`, `2>nul`, `2>&1`: takes the name of the file, too. */
static bool is_redirection(struct pp_sv token, struct pp_sv *io_rest)
{
    struct pp_sv file;
    size_t behind = pp_behind_last(token, '>');
    if (behind == 0) {
        return false;
    }
    if (behind == token.len) {
        (void)pp_take_token(io_rest, &file);
    }
    return true;
}

static bool ends_command(struct pp_sv token)
{
    return token.ptr[token.len - 1] == ';';
}

static void keep_state(struct pp_listing *listing, enum pp_socket_state state)
{
    if (listing->state == PP_SOCKET_NONE) {
        listing->state = state;
    }
}

/* --- who lists ------------------------------------------------------------ */

/* What the arguments of a stage come to. */
enum reading {
    READING_PROSE, /* no command at all */
    READING_WHOLE, /* the stage ends with the bar, or the line */
    READING_OVER,  /* another command or other words follow */
};

/* `-a` and `-q` list all, and `-q` BOUND sockets, too; `-p` asks for one
 * protocol of one family. False: `-s`, `-r` and `-e` list no sockets. */
static bool read_letters(struct pp_sv option, enum pp_shown *io_shown)
{
    for (size_t i = 1; i < option.len; i++) {
        char letter = (char)(option.ptr[i] | 0x20);
        if (pp_is_one_of(letter, "sre")) {
            return false;
        }
        if (letter == 'p' || *io_shown == PP_SHOWN_PART) {
            *io_shown = PP_SHOWN_PART;
        } else if (letter == 'q') {
            *io_shown = PP_SHOWN_ALL;
        } else if (letter == 'a' && *io_shown == PP_SHOWN_UNKNOWN) {
            *io_shown = PP_SHOWN_UNBOUND;
        }
    }
    return true;
}

static enum reading read_netstat(struct pp_listing *listing, struct pp_sv rest)
{
    struct pp_sv token;
    enum reading reading = READING_PROSE;
    enum pp_shown shown = PP_SHOWN_UNKNOWN;
    bool wants_protocol = false;
    while (pp_take_token(&rest, &token)) {
        const struct pp_sv word = word_of(token);
        bool is_value = wants_protocol || pp_is_all_of(word, PP_DIGITS);
        wants_protocol = false;
        if (is_redirection(token, &rest) || is_value) {
            continue;
        }
        if (!is_option(word)) {
            reading = reading == READING_PROSE ? reading : READING_OVER;
            break;
        }
        if (!read_letters(word, &shown)) {
            return READING_PROSE;
        }
        wants_protocol = (word.ptr[word.len - 1] | 0x20) == 'p';
        reading = ends_command(token) ? READING_OVER : READING_WHOLE;
    }
    listing->shown = shown != PP_SHOWN_UNKNOWN ? shown : PP_SHOWN_PART;
    return reading;
}

/* Parameters that choose no sockets, and those of them without a value. */
#define SWITCHES "-AsJob|-Verbose|-Debug|-IncludeAllCompartments"
#define HARMLESS                                                    \
    SWITCHES "|-ErrorAction|-ea|-ErrorVariable|-WarningAction|-wa|" \
             "-OutVariable|-OutBuffer|-CimSession|-ThrottleLimit|"  \
             "-InformationAction"

static enum reading read_cmdlet(struct pp_listing *listing, struct pp_sv rest)
{
    struct pp_sv token;
    listing->shown = PP_SHOWN_ALL;
    while (pp_take_token(&rest, &token)) {
        struct pp_sv word = word_of(token);
        if (word.len == 0 || is_redirection(token, &rest)) {
            continue;
        }
        if (!is_option(word)) {
            bool is_address = pp_has_one_of(word, PP_DIGITS ":");
            listing->shown = is_address ? PP_SHOWN_PART : listing->shown;
            return READING_OVER;
        }
        const struct pp_sv name = pp_take_until(&word, ':');
        struct pp_sv value = word;
        if (value.len == 0 && !pp_words_has(SWITCHES, name) &&
            pp_take_token(&rest, &token)) {
            value = token;
        }
        if (!pp_words_has(HARMLESS, name)) {
            listing->shown = PP_SHOWN_PART;
        }
        if (pp_words_has("-State", name) && !pp_has_one_of(value, ",")) {
            keep_state(listing, pp_connection_state(word_of(value)));
        }
        if (ends_command(token)) {
            return READING_OVER;
        }
    }
    return READING_WHOLE;
}

/* --- the stages behind it ------------------------------------------------- */

/* `find /c "TIME_WAIT"`, `findstr /v TCP`, `Select-String Bound`. */
static void read_filter(struct pp_listing *listing, struct pp_sv rest)
{
    struct pp_sv token;
    bool is_inverted = false;
    while (pp_take_token(&rest, &token)) {
        struct pp_sv word = pp_bare_token(token);
        if (is_option(word) && !pp_sv_starts_nocase(word, PP_SV("/c:"))) {
            listing->is_count =
                listing->is_count || pp_words_has("/c|-c", word);
            is_inverted = is_inverted || pp_words_has("/v|-v|-NotMatch", word);
            continue;
        }
        word = is_option(word) ? pp_bare_token(pp_sv_sub(word, 3, SIZE_MAX))
                               : word;
        if (word.len > 0) { /* `find /c /v ""` counts all lines */
            listing->shown = PP_SHOWN_PART;
        }
        if (!is_inverted && word.len > 0) {
            keep_state(listing, pp_netstat_state(word));
        }
        return;
    }
    listing->shown = PP_SHOWN_PART;
}

/* `Where-Object State -eq Bound`, `? { $_.State -eq 'Bound' -and ... }` */
static void read_where(struct pp_listing *listing, struct pp_sv rest)
{
    struct pp_sv token;
    enum pp_socket_state state = PP_SOCKET_NONE;
    bool has_other = false;
    listing->shown = PP_SHOWN_PART;
    while (pp_take_token(&rest, &token)) {
        const struct pp_sv word = word_of(token);
        has_other = has_other || pp_words_has("-or|-not|!", word);
        struct pp_sv behind = rest;
        if (pp_words_has("State|$_.State|$PSItem.State", word) &&
            pp_take_token(&behind, &token) && pp_words_has("-eq", token) &&
            pp_take_token(&behind, &token)) {
            state = pp_connection_state(word_of(token));
        }
    }
    if (!has_other) {
        keep_state(listing, state);
    }
}

/* Sorting and choosing columns leaves out nothing, unless it ends early. */
static void read_columns(struct pp_listing *listing, struct pp_sv rest)
{
    struct pp_sv token;
    while (pp_take_token(&rest, &token)) {
        if (pp_words_has("-First|-Last|-Skip|-SkipLast|-Index|-Unique|-Top|"
                         "-Bottom|-f|-l|-fi|-la|-u|/unique|/uniq",
                         word_of(token))) {
            listing->shown = PP_SHOWN_PART;
        }
    }
}

#define COLUMNS "Select-Object|select|Sort-Object|sort"
#define PASSING                                                          \
    "more|more.com|ft|Format-Table|fl|Format-List|fw|Format-Wide|"       \
    "Format-Custom|Out-File|Out-String|Out-Host|oh|tee|Tee-Object|clip|" \
    "Set-Clipboard|ConvertTo-Json|ConvertTo-Csv|Export-Csv|epcsv|"       \
    "Export-Clixml|Group-Object|group|cat|less|Out-GridView|ogv"

static enum reading read_stage(struct pp_listing *listing, struct pp_sv rest)
{
    struct pp_sv token;
    if (!pp_take_token(&rest, &token)) {
        return READING_OVER; /* `|| echo` */
    }
    const struct pp_sv name = word_of(pp_command_name(token));
    if (pp_words_has("find|findstr|Select-String|sls|grep|egrep|rg", name)) {
        read_filter(listing, rest);
    } else if (pp_words_has("Where-Object|where|?", name)) {
        read_where(listing, rest);
    } else if (pp_words_has(COLUMNS, name)) {
        read_columns(listing, rest);
    } else if (pp_words_has("Measure-Object|measure|wc", name)) {
        listing->is_count = true;
    } else if (!pp_words_has(PASSING, name)) {
        listing->shown = PP_SHOWN_PART;
    }
    return READING_WHOLE;
}

/* --- the pipeline --------------------------------------------------------- */

static enum reading read_lister(struct pp_listing *listing, struct pp_sv stage)
{
    return listing->lister == PP_LISTER_NETSTAT ? read_netstat(listing, stage)
                                                : read_cmdlet(listing, stage);
}

/* Stages from `text` on; false: it was no command. */
static bool
read_pipeline(struct pp_listing *listing, struct pp_sv text, bool is_lister)
{
    size_t from = 0;
    enum reading reading = READING_WHOLE;
    do {
        size_t end = pp_stage_end(text, from);
        const struct pp_sv stage =
            pp_sv_trim(pp_sv_sub(text, from, end - from));
        bool has_bar = end < text.len;
        reading = is_lister ? read_lister(listing, stage)
                            : read_stage(listing, stage);
        if (reading == READING_PROSE && !(is_lister && has_bar)) {
            return false;
        }
        is_lister = false;
        from = end + 1;
    } while (from < text.len && reading != READING_OVER);
    listing->is_count =
        listing->is_count ||
        pp_sv_find_nocase(text, PP_SV(").Count"), 0) != SIZE_MAX ||
        pp_sv_find_nocase(text, PP_SV(").Length"), 0) != SIZE_MAX;
    listing->goes_on = text.len > 0 && text.ptr[text.len - 1] == '|';
    return true;
}

/* Nothing that makes the word a part of a longer one. */
static bool is_word(struct pp_sv line, size_t at, size_t len)
{
    char before = at > 0 ? line.ptr[at - 1] : ' ';
    char behind = at + len < line.len ? line.ptr[at + len] : ' ';
    return !pp_is_alpha(before) && !pp_is_one_of(before, PP_DIGITS "-_.$") &&
           (pp_is_blank(behind) || pp_is_one_of(behind, "|)'\"`>;"));
}

static enum pp_lister lister_at(struct pp_sv line, size_t net, size_t *ret_end)
{
    static const struct {
        size_t before; /* bytes in front of `net` */
        struct pp_sv word;
        enum pp_lister lister;
    } listers[] = {
        {0, PP_SV_INIT("netstat"), PP_LISTER_NETSTAT},
        {0, PP_SV_INIT("netstat.exe"), PP_LISTER_NETSTAT},
        {4, PP_SV_INIT("Get-NetTCPConnection"), PP_LISTER_TCP},
        {4, PP_SV_INIT("Get-NetUDPEndpoint"), PP_LISTER_UDP},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(listers); i++) {
        const struct pp_sv word = listers[i].word;
        size_t at = net - listers[i].before;
        if (net >= listers[i].before && is_word(line, at, word.len) &&
            pp_sv_starts_nocase(pp_sv_sub(line, at, SIZE_MAX), word)) {
            *ret_end = at + word.len;
            return listers[i].lister;
        }
    }
    return PP_LISTER_NONE;
}

/* What another program is given to run ends with its quote:
 * `cmd /c "netstat -ano | findstr TCP"`. */
static struct pp_sv command_at(struct pp_sv line, size_t from)
{
    bool is_quoted = false;
    for (size_t i = 0; i < from; i++) {
        is_quoted = is_quoted != (line.ptr[i] == '"');
    }
    size_t last = pp_behind_last(line, '"');
    size_t end = is_quoted && last > from ? last - 1 : line.len;
    return pp_sv_trim(pp_sv_sub(line, from, end - from));
}

void pp_listing_read(struct pp_context *context)
{
    enum {
        LISTERS_MAX = 8 /* each is read to the end of the line; prose that
                         * names more of them runs none */
    };
    const struct pp_sv net = PP_SV("net");
    struct pp_sv line = pp_sv_trim(context->line_text);
    struct pp_listing *listing = &context->listing;
    if (listing->goes_on && line.len > 0) {
        listing->goes_on = false;
        listing->nonblank = context->nonblank_line;
        (void)read_pipeline(listing, pp_trim_start(line, "> "), false);
        return;
    }
    unsigned lister_count = 0;
    for (size_t at = pp_sv_find_nocase(line, net, 0); at != SIZE_MAX;
         at = pp_sv_find_nocase(line, net, at + net.len)) {
        size_t end = 0;
        struct pp_listing found = {.nonblank = context->nonblank_line};
        found.lister = lister_at(line, at, &end);
        if (found.lister == PP_LISTER_NONE) {
            continue;
        }
        if (read_pipeline(&found, command_at(line, end), true)) {
            *listing = found;
            return;
        }
        if (++lister_count == LISTERS_MAX) {
            return;
        }
    }
}
