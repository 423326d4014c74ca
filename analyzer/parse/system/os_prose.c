/* Systems named in running text. */
#include "os_prose.h"

#include "base/cursor.h"
#include "text/words.h"

/* The words behind "Windows", the version and the name that they mean. */
static const struct system {
    const char *words; /* "2012 r2": one blank between two */
    uint32_t major;
    uint32_t minor;
    uint32_t build; /* the first of that system */
    const char *name;
    bool is_server; /* "Server 2019" is enough */
} systems[] = {
    {"nt 4.0", 4, 0, 0, "Windows NT 4.0", false},
    {"nt 4", 4, 0, 0, "Windows NT 4.0", false},
    {"2000", 5, 0, 0, "Windows 2000", true},
    {"xp", 5, 1, 0, "Windows XP", false},
    {"2003", 5, 2, 0, "Windows Server 2003", true},
    {"vista", 6, 0, 0, "Windows Vista", false},
    {"2008 r2", 6, 1, 0, "Windows Server 2008 R2", true},
    {"2008r2", 6, 1, 0, "Windows Server 2008 R2", true},
    {"2008", 6, 0, 0, "Windows Server 2008", true},
    {"7", 6, 1, 0, "Windows 7", false},
    {"8.1", 6, 3, 0, "Windows 8.1", false},
    {"8", 6, 2, 0, "Windows 8", false},
    {"2012 r2", 6, 3, 0, "Windows Server 2012 R2", true},
    {"2012r2", 6, 3, 0, "Windows Server 2012 R2", true},
    {"2012", 6, 2, 0, "Windows Server 2012", true},
    {"10", 10, 0, 0, "Windows 10", false},
    {"11", 10, 0, 22000, "Windows 11", false},
    {"2016", 10, 0, 14393, "Windows Server 2016", true},
    {"2019", 10, 0, 17763, "Windows Server 2019", true},
    {"2022", 10, 0, 20348, "Windows Server 2022", true},
    {"2025", 10, 0, 26100, "Windows Server 2025", true},
};

/* Releases of Windows 10 and 11 by the names that people give them; 21H2 and
 * 22H2 are of both. */
static const struct {
    const char *word;
    uint32_t of_10;
    uint32_t of_11;
} releases[] = {
    {"1507", 10240, 0},
    {"1511", 10586, 0},
    {"1607", 14393, 0},
    {"1703", 15063, 0},
    {"1709", 16299, 0},
    {"1803", 17134, 0},
    {"1809", 17763, 0},
    {"1903", 18362, 0},
    {"1909", 18363, 0},
    {"2004", 19041, 0},
    {"20h2", 19042, 0},
    {"21h1", 19043, 0},
    {"21h2", 19044, 22000},
    {"22h2", 19045, 22621},
    {"23h2", 0, 22631},
    {"24h2", 0, 26100},
    {"25h2", 0, 26200},
};

static bool is_word_end(const struct pp_cursor *cursor)
{
    char c = pp_cursor_peek(cursor);
    bool is_dot_in =
        c == '.' && cursor->at + 1 < cursor->end && pp_is_digit(cursor->at[1]);
    /* `10/11`, `10-11`, `10+` are several; so is a year in a file's name. */
    return !pp_is_alpha(c) && !pp_is_digit(c) && c != '_' && c != '/' &&
           c != '-' && c != '+' && c != '\\' && !is_dot_in;
}

static bool
take_name(struct pp_cursor *cursor, bool needs_server, size_t *ret_system)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(systems); i++) {
        struct pp_cursor ahead = *cursor;
        if ((!needs_server || systems[i].is_server) &&
            pp_cursor_take_nocase(&ahead, pp_sv_from(systems[i].words)) &&
            is_word_end(&ahead)) {
            *cursor = ahead;
            *ret_system = i + 1;
            return true;
        }
    }
    return false;
}

/* The word in front; empty: there is none. */
static struct pp_sv word_before(struct pp_sv before)
{
    struct pp_cursor cursor = pp_cursor_over(before);
    struct pp_sv word;
    struct pp_sv last = {NULL, 0};
    (void)pp_cursor_skip_blanks(&cursor);
    while (pp_cursor_take_word(&cursor, &word)) {
        last = word;
        (void)pp_cursor_skip_blanks(&cursor);
    }
    return last;
}

/* `since Windows 10`, `Windows 10 and later` are about systems, not of one. */
static bool is_about_systems(struct pp_sv before, struct pp_cursor behind)
{
    struct pp_sv next = {NULL, 0};
    (void)pp_cursor_skip_blanks(&behind);
    (void)pp_cursor_take_word(&behind, &next);
    return pp_words_has("since|until|before|than|unlike|not|from|other",
                        word_before(before)) ||
           pp_words_has("and|or|to|through|upwards|onwards", next);
}

/* `Microsoft SQL Server 2019` is no system: in front of a bare `Server` may
 * stand only a word that is no name. */
static bool is_bare_server_free(struct pp_sv before)
{
    struct pp_sv last = word_before(before);
    return last.len == 0 ||
           pp_words_has("on|a|an|the|our|my|with|is|of|this|using|runs|"
                        "running|OS:|system:",
                        last);
}

/* `Windows Server`, `Win`, `Server`, up to the name. */
static bool
take_head(struct pp_cursor *cursor, struct pp_sv before, bool *ret_needs_server)
{
    bool is_windows = pp_cursor_take_nocase(cursor, PP_SV("Windows")) ||
                      pp_cursor_take_nocase(cursor, PP_SV("Win"));
    bool has_blank = pp_cursor_skip_blanks(cursor) > 0;
    struct pp_cursor ahead = *cursor;
    bool is_server = pp_cursor_take_nocase(&ahead, PP_SV("Server")) &&
                     pp_cursor_skip_blanks(&ahead) > 0;
    if (is_server) {
        *cursor = ahead;
    }
    *ret_needs_server = is_server || !is_windows;
    return is_windows
               ? has_blank || is_server || pp_is_digit(pp_cursor_peek(cursor))
               : is_server && is_bare_server_free(before);
}

/* A build or a release in the words right behind. */
static uint32_t find_build(struct pp_cursor cursor, uint32_t major, bool is_11)
{
    enum {
        WORDS_BEHIND = 6,
        BUILD_MIN = 10240,
        BUILD_MAX = 99999,
    };
    for (int i = 0; i < WORDS_BEHIND && !pp_cursor_at_end(&cursor); i++) {
        uint32_t number = 0;
        while (!pp_cursor_at_end(&cursor) &&
               !pp_is_alpha(pp_cursor_peek(&cursor)) &&
               !pp_is_digit(pp_cursor_peek(&cursor))) {
            cursor.at++;
        }
        const char *start = cursor.at;
        while (!pp_cursor_at_end(&cursor) &&
               (pp_is_alpha(pp_cursor_peek(&cursor)) ||
                pp_is_digit(pp_cursor_peek(&cursor)))) {
            cursor.at++;
        }
        struct pp_sv word = {start, (size_t)(cursor.at - start)};
        for (size_t r = 0; r < PP_ARRAY_LEN(releases) && major == 10; r++) {
            uint32_t build = is_11 ? releases[r].of_11 : releases[r].of_10;
            if (build > 0 && pp_words_has(releases[r].word, word)) {
                return build;
            }
        }
        if (major == 10 && pp_sv_to_u32(word, BUILD_MAX, &number) &&
            number >= BUILD_MIN) {
            return number;
        }
    }
    return 0;
}

static void note_system(struct pp_os_prose *prose,
                        size_t system,
                        uint32_t build,
                        struct pp_sv words,
                        struct pp_place place)
{
    if (prose->system > 0) {
        prose->has_others |=
            systems[prose->system - 1].name != systems[system - 1].name;
        prose->build = prose->build > 0 ? prose->build : build;
        return;
    }
    prose->system = system;
    prose->build = build;
    prose->place = place;
    (void)pp_keep_text(&prose->words, words);
}

void pp_os_prose_take(struct pp_os_prose *prose,
                      struct pp_context *context,
                      struct pp_sv text)
{
    for (size_t at = 0; at < text.len; at++) {
        char c = (char)(text.ptr[at] | 0x20);
        bool is_inside =
            at > 0 &&
            (pp_is_alpha(text.ptr[at - 1]) || pp_is_digit(text.ptr[at - 1]) ||
             text.ptr[at - 1] == '_' || text.ptr[at - 1] == '-' ||
             text.ptr[at - 1] == '/' || text.ptr[at - 1] == '\\');
        if ((c != 'w' && c != 's') || is_inside) {
            continue;
        }
        struct pp_cursor cursor = pp_cursor_over(pp_sv_sub(text, at, SIZE_MAX));
        size_t system = 0;
        bool needs_server = false;
        if (!take_head(&cursor, pp_sv_sub(text, 0, at), &needs_server) ||
            !take_name(&cursor, needs_server, &system) ||
            is_about_systems(pp_sv_sub(text, 0, at), cursor)) {
            continue;
        }
        const struct system *found = &systems[system - 1];
        uint32_t build =
            find_build(cursor, found->major, found->build == 22000);
        struct pp_sv words = pp_sv_sub(text, at, pp_cursor_offset(&cursor));
        note_system(
            prose, system, build, words, pp_context_place(context, words));
        at += pp_cursor_offset(&cursor) - 1;
    }
}

enum pp_status pp_os_prose_emit(const struct pp_os_prose *prose,
                                struct pp_context *context)
{
    if (prose->system == 0 || prose->has_others || context->has_os) {
        return PP_OK;
    }
    const struct system *system = &systems[prose->system - 1];
    struct pp_section section = {
        .format = PP_SECTION_OS_NAME,
        .capture = context->options.capture,
        .first_line = prose->place.line,
        .last_line = prose->place.line,
        .complete = PP_UNKNOWN,
    };
    struct pp_fact fact = {
        .kind = PP_FACT_OS,
        .place = prose->place,
        .as.os =
            {
                .version = pp_kept_view(&prose->words),
                .major = system->major,
                .minor = system->minor,
                .build =
                    prose->build > system->build ? prose->build : system->build,
                .name = pp_sv_from(system->name),
                .is_named_only = true,
            },
    };
    PP_TRY(pp_context_section(context, &section, &fact.section));
    return pp_context_fact(context, &fact);
}
