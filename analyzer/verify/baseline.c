/*
 * Baselines: earlier findings that are accepted. They are read from the
 * document that --write-baseline writes, or from an answer of `verify`.
 */
#include "baseline.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/bytes.h"
#include "base/vec.h"
#include "policy.h"
#include "policy_reader.h"

enum {
    FINGERPRINT_DIGITS = 16
};

/* As they are written: small letters only. */
static bool parse_fingerprint(struct pp_sv text, uint64_t *ret_value)
{
    return text.len == FINGERPRINT_DIGITS &&
           pp_is_all_of(text, PP_DIGITS "abcdef") &&
           pp_hex_to_u64(text, FINGERPRINT_DIGITS, ret_value);
}

static int compare(const void *left, const void *right)
{
    const uint64_t *a = left;
    const uint64_t *b = right;
    return (*a > *b) - (*a < *b);
}

static enum pp_status read_finding(struct policy_reader *reader,
                                   const struct pp_json_value *finding,
                                   struct pp_baseline *baseline)
{
    const struct pp_json_value *value = pp_json_get(finding, "fingerprint");
    struct pp_sv text;
    uint64_t fingerprint = 0;
    if (!pp_json_value_sv(value, &text) ||
        !parse_fingerprint(text, &fingerprint)) {
        pp_policy_complain(
            reader,
            value != NULL ? value : finding,
            false,
            PP_DIAG_POLICY_VALUE,
            "a finding must have a 'fingerprint' of 16 hexadecimal digits");
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(baseline, 1, PP_LIMIT_BASELINE));
    baseline->items[baseline->count++] = fingerprint;
    return PP_OK;
}

static enum pp_status read_findings(struct policy_reader *reader,
                                    struct pp_baseline *baseline)
{
    const struct pp_json_value *list = pp_json_get(reader->root, "findings");
    struct pp_sv schema;
    bool is_answer =
        pp_json_value_sv(pp_json_get(reader->root, "schema"), &schema) &&
        pp_sv_equal(schema, PP_SV("portplan.verify/1"));
    if (!is_answer && !pp_policy_check_schema(reader, "portplan.baseline/1")) {
        return PP_ERR_FORMAT;
    }
    if (pp_json_value_kind(list) != PP_JSON_ARRAY) {
        pp_policy_complain(reader,
                           list != NULL ? list : reader->root,
                           false,
                           PP_DIAG_POLICY_MEMBER,
                           "a baseline must have a list 'findings'");
    }
    for (const struct pp_json_value *at = pp_json_first(list); at != NULL;
         at = pp_json_next(at)) {
        PP_TRY(read_finding(reader, at, baseline));
    }
    return reader->error_count > 0 ? PP_ERR_FORMAT : PP_OK;
}

enum pp_status pp_baseline_parse(struct pp_sv text,
                                 uint32_t capture,
                                 struct pp_diags *diags,
                                 struct pp_baseline *ret_baseline)
{
    struct policy_reader reader = {.capture = capture, .diags = diags};
    struct pp_baseline baseline = {0};
    enum pp_status status =
        pp_policy_reader_open(&reader, text, PP_LIMIT_BASELINE_BYTES);
    if (status == PP_OK) {
        status = read_findings(&reader, &baseline);
    }
    pp_policy_reader_close(&reader);
    if (status != PP_OK) {
        pp_baseline_done(&baseline);
        return status;
    }
    if (baseline.count > 0) {
        qsort(baseline.items, baseline.count, sizeof(uint64_t), compare);
    }
    *ret_baseline = baseline;
    return PP_OK;
}

void pp_baseline_done(struct pp_baseline *baseline)
{
    pp_free(baseline->items);
    *baseline = (struct pp_baseline){0};
}

bool pp_baseline_has(const struct pp_baseline *baseline, uint64_t fingerprint)
{
    return baseline->count > 0 && bsearch(&fingerprint,
                                          baseline->items,
                                          baseline->count,
                                          sizeof(fingerprint),
                                          compare) != NULL;
}
