/* `redact`: the same capture without names, addresses and process names. */
#include "cmd_redact.h"

#include <string.h>

#include "portplan/load.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "captures.h"
#include "redact/redact_report.h"

enum {
    MAX_INPUT_BYTES = 256 << 20,
};

static const char *capture_of(const struct call *call)
{
    return call->word_count > 0 ? call->words[0] : "-";
}

/* The bytes of the capture; false after a complaint. */
static bool read_bytes(const struct call *call, struct pp_buf *bytes)
{
    const char *word = capture_of(call);
    if (call->word_count > 1) {
        pps_io_complain(
            call->io, "redact takes one capture, not %zu", call->word_count);
        return false;
    }
    if (word[0] == '@') {
        const struct pp_example *example = pps_captures_example(call->io, word);
        if (example == NULL) {
            return false;
        }
        pp_buf_add(bytes, example->bytes);
    } else if (call->io->kind(call->io, word) == PPS_FILE_DIRECTORY) {
        pps_io_complain(
            call->io, "'%s' is a directory; redact takes one file", word);
        return false;
    } else if (!call->io->slurp(call->io, word, bytes)) {
        return false;
    }
    if (pp_load_is_hive(pp_buf_view(bytes))) {
        pps_io_complain(call->io,
                        "'%s' is a registry hive, not text; export its keys "
                        "with reg export and redact that",
                        word);
        return false;
    }
    return true;
}

/* The words of every --name; the caller frees them. */
static bool
read_names(const struct call *call, struct pp_sv **ret_words, size_t *ret_count)
{
    struct pp_sv *words =
        pp_calloc(call->arguments.use_count + 1, sizeof(**ret_words));
    if (words == NULL) {
        return pps_io_is_ok(call->io, PP_ERR_NOMEM);
    }
    const char *value;
    for (size_t at = 0;
         (value = pps_call_next(call, OPTION_NAME, &at)) != NULL;) {
        if (value[0] == '\0') {
            pp_free(words);
            return pps_call_complain_value(call, OPTION_NAME, value, "a word");
        }
        words[(*ret_count)++] = pp_sv_from(value);
    }
    *ret_words = words;
    return true;
}

static enum exit_code complain_redact(const struct call *call,
                                      enum pp_status status)
{
    if (status == PP_ERR_LIMIT) {
        pps_io_complain(call->io,
                        "the capture holds more names than can be told apart");
        return EXIT_TROUBLE;
    }
    return pps_call_fail(call, status);
}

static enum exit_code code_of(const struct call *call,
                              const struct pp_redacted *redacted)
{
    if (!redacted->is_same) {
        return EXIT_NO;
    }
    if (redacted->sections == 0) {
        bool is_stdin = strcmp(capture_of(call), "-") == 0;
        pps_io_complain(call->io,
                        "nothing in %s looks like output of netsh; names were "
                        "replaced all the same",
                        is_stdin ? "standard input" : capture_of(call));
        return EXIT_NOTHING;
    }
    return pps_call_has(call, OPTION_STRICT) && redacted->rejected > 0
               ? EXIT_STRICT
               : EXIT_YES;
}

static enum exit_code deliver(struct call *call, struct pp_redacted *redacted)
{
    enum exit_code code = code_of(call, redacted);
    if (pps_call_is_format(call, "json")) {
        struct pp_buf report = pps_call_report();
        pp_redact_json(&report, redacted);
        return pps_call_deliver(call, &report, code);
    }
    struct pp_buf notes = pps_call_report();
    pp_redact_text(&notes, redacted, pps_call_has(call, OPTION_QUIET));
    call->is_verbatim = true;
    code = pps_call_deliver(call, &redacted->text, code);
    pps_io_print(call->io, &notes);
    return code;
}

static enum exit_code redact_bytes(struct call *call, struct pp_sv bytes)
{
    struct pp_sv *words = NULL;
    struct pp_redact_options options = {
        .encoding = pps_call_value(call, OPTION_ENCODING)};
    if (!read_names(call, &words, &options.word_count)) {
        return EXIT_TROUBLE;
    }
    options.words = words;
    struct pp_redacted redacted = {0};
    enum pp_status status = pp_redact(bytes, &options, &redacted);
    pp_free(words);
    if (status == PP_ERR_INVALID) {
        (void)pps_call_complain_value(
            call,
            OPTION_ENCODING,
            options.encoding,
            "an encoding such as utf-8, utf-16le, cp850");
        return EXIT_TROUBLE;
    }
    if (status != PP_OK) {
        return complain_redact(call, status);
    }
    enum exit_code code = deliver(call, &redacted);
    pp_redacted_done(&redacted);
    return code;
}

enum exit_code pps_cmd_redact(struct call *call)
{
    struct pp_buf bytes;
    pp_buf_init(&bytes, MAX_INPUT_BYTES);
    enum exit_code code = EXIT_TROUBLE;
    if (read_bytes(call, &bytes)) {
        code = redact_bytes(call, pp_buf_view(&bytes));
    }
    pp_buf_done(&bytes);
    return code;
}
