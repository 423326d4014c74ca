/* Regular expressions: PCRE2 over bytes, with limits, never fatal. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "regex.h"

#include <pcre2.h>

#include "alloc.h"
#include "bounds.h"

struct pp_regex {
    pcre2_general_context *memory;
    pcre2_match_context *limits;
    pcre2_code *code;
    pcre2_match_data *match;
};

static void *allocate(size_t size, void *user)
{
    (void)user;
    return pp_calloc(1, size);
}

static void release(void *memory, void *user)
{
    (void)user;
    pp_free(memory);
}

static uint32_t compile_options(unsigned flags)
{
    uint32_t options = PCRE2_NEVER_UTF | PCRE2_DOLLAR_ENDONLY;
    options |= (flags & PP_REGEX_CASELESS) != 0 ? PCRE2_CASELESS : 0;
    /* At one place, looking ahead for a byte that must come is slower than
     * matching, and takes a time that grows with the line. */
    options |= (flags & PP_REGEX_ANCHORED) != 0
                   ? PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE
                   : 0;
    return options;
}

static enum pp_status
compile(struct pp_regex *regex, const char *pattern, unsigned flags)
{
    pcre2_compile_context *context =
        pcre2_compile_context_create(regex->memory);
    if (context == NULL) {
        return PP_ERR_NOMEM;
    }
    (void)pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
    int error = 0;
    PCRE2_SIZE error_offset = 0;
    regex->code = pcre2_compile((PCRE2_SPTR)pattern,
                                PCRE2_ZERO_TERMINATED,
                                compile_options(flags),
                                &error,
                                &error_offset,
                                context);
    pcre2_compile_context_free(context);
    if (regex->code == NULL) {
        return error == PCRE2_ERROR_HEAP_FAILED ? PP_ERR_NOMEM : PP_ERR_INVALID;
    }
    /* Without JIT matching is slower, not different. */
    (void)pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
    return PP_OK;
}

static enum pp_status
build(struct pp_regex *regex, const char *pattern, unsigned flags)
{
    regex->memory = pcre2_general_context_create(allocate, release, NULL);
    if (regex->memory == NULL) {
        return PP_ERR_NOMEM;
    }
    PP_TRY(compile(regex, pattern, flags));
    regex->limits = pcre2_match_context_create(regex->memory);
    regex->match =
        pcre2_match_data_create_from_pattern(regex->code, regex->memory);
    if (regex->limits == NULL || regex->match == NULL) {
        return PP_ERR_NOMEM;
    }
    (void)pcre2_set_match_limit(regex->limits, PP_LIMIT_REGEX_MATCH);
    (void)pcre2_set_depth_limit(regex->limits, PP_LIMIT_REGEX_DEPTH);
    return PP_OK;
}

enum pp_status
pp_regex_new(const char *pattern, unsigned flags, struct pp_regex **ret_regex)
{
    struct pp_regex *regex = pp_calloc(1, sizeof(*regex));
    if (regex == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = build(regex, pattern, flags);
    if (status != PP_OK) {
        pp_regex_free(regex);
        return status;
    }
    *ret_regex = regex;
    return PP_OK;
}

void pp_regex_free(struct pp_regex *regex)
{
    if (regex == NULL) {
        return;
    }
    pcre2_match_data_free(regex->match);
    pcre2_match_context_free(regex->limits);
    pcre2_code_free(regex->code);
    pcre2_general_context_free(regex->memory);
    pp_free(regex);
}

static struct pp_sv
group_view(const struct pp_regex *regex, const char *subject, size_t group)
{
    if (group >= pcre2_get_ovector_count(regex->match)) {
        return (struct pp_sv){NULL, 0};
    }
    const PCRE2_SIZE *bounds =
        pcre2_get_ovector_pointer(regex->match) + 2 * group;
    if (bounds[0] == PCRE2_UNSET) {
        return (struct pp_sv){NULL, 0};
    }
    return (struct pp_sv){subject + bounds[0], bounds[1] - bounds[0]};
}

enum pp_match pp_regex_match(struct pp_regex *regex,
                             struct pp_sv subject,
                             struct pp_sv *groups,
                             size_t group_count)
{
    return pp_regex_match_from(regex, subject, 0, groups, group_count);
}

enum pp_match pp_regex_match_from(struct pp_regex *regex,
                                  struct pp_sv subject,
                                  size_t from,
                                  struct pp_sv *groups,
                                  size_t group_count)
{
    const char *bytes = subject.ptr != NULL ? subject.ptr : "";
    int result = pcre2_match(regex->code,
                             (PCRE2_SPTR)bytes,
                             subject.len,
                             from,
                             0,
                             regex->match,
                             regex->limits);
    if (result == PCRE2_ERROR_NOMATCH) {
        return PP_MATCH_NO;
    }
    if (result == PCRE2_ERROR_NOMEMORY) {
        return PP_MATCH_NOMEM;
    }
    if (result < 0) {
        return PP_MATCH_LIMIT;
    }
    for (size_t i = 0; i < group_count; i++) {
        groups[i] = group_view(regex, bytes, i);
    }
    return PP_MATCH_YES;
}
