/*
 * The fuzz target of one section parser, PP_FUZZ_PARSER: every line of the
 * bytes is offered to it alone. Cheaper than the whole load by far, so that
 * the fuzzer gets deep into one format.
 *
 * Laws: no status but PP_OK, every line counted once, facts of a section that
 * was announced, ranges in order.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "fuzz_target.h"
#include "parse/line/parsers.h"

struct watch {
    uint32_t sections;
};

static void fail(const char *what)
{
    fprintf(stderr, "fuzz_parser: %s\n", what);
    abort();
}

static enum pp_status
on_section(void *user, uint32_t index, const struct pp_section *section)
{
    struct watch *watch = user;
    if (index != watch->sections || section->last_line < section->first_line) {
        fail("a section out of order");
    }
    watch->sections++;
    return PP_OK;
}

static enum pp_status on_fact(void *user, const struct pp_fact *fact)
{
    const struct watch *watch = user;
    if (fact->section >= watch->sections) {
        fail("a fact of no section");
    }
    if (fact->range.first > fact->range.last) {
        fail("a range that ends before it starts");
    }
    return PP_OK;
}

static void
offer_line(void *state, struct pp_context *context, struct pp_sv text)
{
    const struct pp_line line = {
        .text = text,
        .number = context->line_number + 1,
    };
    pp_context_begin_line(context, &line);
    if (pp_trim_wide(text).len == 0) {
        context->counts.blank++;
        return;
    }
    context->nonblank_line++;
    const struct pp_offer offer = {
        .line = text,
        .bare = pp_strip_marks(text),
        .text = pp_clean_piece(text).text,
    };
    if (PP_FUZZ_PARSER.take(state, context, &offer) != PP_OK) {
        fail("a line failed");
    }
    pp_context_end_line(context);
}

static void
offer_lines(void *state, struct pp_context *context, struct pp_sv bytes)
{
    size_t from = 0;
    while (from < bytes.len) {
        size_t end = pp_sv_find(bytes, PP_SV("\n"), from);
        end = end == SIZE_MAX ? bytes.len : end;
        offer_line(state,
                   context,
                   pp_sv_sub(pp_sv_sub(bytes, from, end - from),
                             0,
                             PP_LIMIT_LINE_BYTES));
        from = end + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct watch watch = {0};
    const struct pp_fact_sink sink = {
        .user = &watch, .section = on_section, .fact = on_fact};
    struct pp_diags *diags = NULL;
    void *state = calloc(1, PP_FUZZ_PARSER.state_size);
    if (state == NULL || pp_diags_new(&diags) != PP_OK) {
        fail("no memory");
    }
    struct pp_context context = {.options = {.sink = &sink, .diags = diags}};
    offer_lines(state, &context, (struct pp_sv){(const char *)data, size});
    if (PP_FUZZ_PARSER.close != NULL &&
        PP_FUZZ_PARSER.close(state, &context) != PP_OK) {
        fail("the end failed");
    }
    const struct pp_line_counts *counts = &context.counts;
    if (counts->total !=
        counts->blank + counts->used + counts->ignored + counts->rejected) {
        fail("the lines do not add up");
    }
    if (PP_FUZZ_PARSER.done != NULL) {
        PP_FUZZ_PARSER.done(state);
    }
    free(state);
    pp_diags_free(diags);
    return 0;
}
