/*
 * The version that `ver` prints and that cmd greets with:
 * `Microsoft Windows [Version 10.0.19041.329]`, in any language
 * (`[版本 ...]`, `[Wersja ...]`), and the forms of older systems. Only the
 * numbers are read, not the words around them.
 */
#include "base/regex.h"
#include "os_version.h"
#include "parse/line/parsers.h"

struct ver {
    struct pp_open_section open;
    struct pp_regex *regex; /* compiled when first needed */
};

/* Groups, the same on either side: the system's name; the version. Every
 * quantifier is bounded and none is nested, so the work for a line is bounded
 * too. */
static const char pattern[] =
    "(?|((?:Microsoft|Майкрософт)(?:\\(R\\))? Windows[A-Za-z0-9 ]{0,16})"
    "\\[[^\\[\\]0-9]{0,40}([0-9.]{3,30})\\]"
    "|((?:Microsoft )?Windows NT)[^0-9\\[\\]]{1,20}"
    "([0-9]{1,2}\\.[0-9]{1,2})[ \\t]*$)";

static enum pp_status ver_close(void *state, struct pp_context *context)
{
    struct ver *ver = state;
    return pp_section_close(&ver->open, context);
}

static void ver_done(void *state)
{
    struct ver *ver = state;
    pp_regex_free(ver->regex);
}

/* Matches at the start of `text`. Where a limit is met, says so and leaves the
 * line to others. */
static enum pp_status match(struct ver *ver,
                            struct pp_context *context,
                            struct pp_sv text,
                            struct pp_sv *groups,
                            bool *ret_is_match)
{
    *ret_is_match = false;
    if (ver->regex == NULL) {
        PP_TRY(pp_regex_new(pattern, PP_REGEX_ANCHORED, &ver->regex));
    }
    struct pp_diag draft;
    switch (pp_regex_match(ver->regex, text, groups, 3)) {
    case PP_MATCH_YES:
        *ret_is_match = true;
        return PP_OK;
    case PP_MATCH_NO:
        return PP_OK;
    case PP_MATCH_NOMEM:
        return PP_ERR_NOMEM;
    case PP_MATCH_LIMIT:
        draft = pp_context_draft(context, PP_DIAG_PATTERN_LIMIT, text);
        pp_diags_add(context->options.diags,
                     &draft,
                     "the line is too complex to search for a version");
        return PP_OK;
    }
    return PP_OK;
}

/* "Microsoft Windows 2000" is a name; "Microsoft Windows" says nothing. */
static struct pp_sv name_of(struct pp_sv words)
{
    words = pp_sv_trim(words);
    size_t at = pp_sv_find(words, PP_SV("Windows"), 0);
    bool is_bare = at == SIZE_MAX || at + PP_SV("Windows").len == words.len;
    return is_bare ? (struct pp_sv){NULL, 0} : words;
}

static enum pp_status take_version(struct ver *ver,
                                   struct pp_context *context,
                                   const struct pp_sv *groups)
{
    struct pp_os_fact os;
    struct pp_sv rest;
    PP_TRY(pp_section_extend(&ver->open, context, PP_SECTION_VER));
    if (!pp_os_version_read(groups[2], &os, &rest)) {
        pp_context_reject(context,
                          PP_DIAG_SYSTEM_VALUE,
                          groups[2],
                          "a version such as 10.0.19045");
        return PP_OK;
    }
    pp_context_take(context, PP_TAKE_USED);
    struct pp_fact fact =
        pp_section_fact(&ver->open, context, PP_FACT_OS, groups[2]);
    fact.as.os = os;
    fact.as.os.name = name_of(groups[1]);
    return pp_context_fact(context, &fact);
}

/* Where a version may begin, from `at` on: cheap, and far from most lines. */
static size_t find_start(struct pp_sv text, size_t at)
{
    static const struct pp_sv starts[] = {
        PP_SV_INIT("Microsoft Windows"),
        PP_SV_INIT("Microsoft(R) Windows"),
        PP_SV_INIT("Майкрософт Windows"),
        PP_SV_INIT("Windows NT"),
    };
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < PP_ARRAY_LEN(starts); i++) {
        size_t start = pp_sv_find(text, starts[i], at);
        found = start < found ? start : found;
    }
    return found;
}

/* More mentions of Windows than this are no console's output. */
enum {
    MAX_STARTS = 8
};

static enum pp_status
ver_take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct ver *ver = state;
    struct pp_sv text = offer->text;
    struct pp_sv groups[3];
    bool is_match = false;
    size_t at = 0;
    if (pp_sv_find(text, PP_SV("Windows"), 0) == SIZE_MAX) {
        return PP_OK;
    }
    for (int i = 0; i < MAX_STARTS && !is_match; i++, at++) {
        at = find_start(text, at);
        if (at == SIZE_MAX) {
            return PP_OK;
        }
        PP_TRY(match(
            ver, context, pp_sv_sub(text, at, SIZE_MAX), groups, &is_match));
    }
    return is_match ? take_version(ver, context, groups) : PP_OK;
}

const struct pp_parser pp_parser_ver = {
    .name = "ver",
    .state_size = sizeof(struct ver),
    .take = ver_take,
    .close = ver_close,
    .done = ver_done,
};
