/* `explain`: codes of diagnostics, terms and assumptions. */
#include "cmd_explain.h"

#include "portplan/diag.h"

#include "base/nearest.h"
#include "command/help/terms.h"
#include "print/diag_text.h"

static void add_list(struct pp_buf *text)
{
    size_t count = 0;
    const struct pp_diag_info *infos = pp_diag_infos(&count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(text,
                      "PP-%03u  %-7s  %s\n",
                      (unsigned)infos[i].code,
                      pp_severity_name(infos[i].severity),
                      infos[i].summary);
    }
}

/* The words of the call in one: `explain dynamic range`. */
static void add_all_words(struct pp_buf *name, const struct call *call)
{
    for (size_t i = 0; i < call->word_count; i++) {
        pp_buf_printf(name, "%s%s", i > 0 ? " " : "", call->words[i]);
    }
}

static bool
explain_word(const struct call *call, struct pp_buf *text, const char *word)
{
    const struct pp_diag_info *info = pp_diag_info_named(pp_sv_from(word));
    if (info != NULL) {
        pp_diag_info_text(text, &call->style, info);
        return true;
    }
    return pps_term_add(text, &call->style, pp_sv_from(word));
}

static void complain_word(const struct call *call, const char *word)
{
    const char *nearest = pp_nearest_name(pp_sv_from(word), pps_name_of_term);
    if (nearest != NULL) {
        pps_io_complain(
            call->io,
            "there is no diagnostic and no term '%s'; did you mean '%s'?",
            word,
            nearest);
    } else {
        pps_io_complain(call->io,
                        "there is no diagnostic and no term '%s'; portplan "
                        "explain lists the diagnostics",
                        word);
    }
}

static bool explain(const struct call *call, struct pp_buf *text)
{
    struct pp_buf name;
    pp_buf_init(&name, SIZE_MAX / 2);
    add_all_words(&name, call);
    bool is_one = call->word_count > 1 && name.status == PP_OK &&
                  pps_term_add(text, &call->style, pp_buf_view(&name));
    pps_io_note(call->io, name.status);
    pp_buf_done(&name);
    for (size_t i = 0; i < call->word_count && !is_one; i++) {
        pp_buf_add_str(text, i > 0 ? "\n" : "");
        if (!explain_word(call, text, call->words[i])) {
            complain_word(call, call->words[i]);
            return false;
        }
    }
    return true;
}

enum exit_code pps_cmd_explain(struct call *call)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (call->word_count == 0) {
        add_list(&text);
    }
    if (!explain(call, &text)) {
        pp_buf_done(&text);
        return EXIT_TROUBLE;
    }
    return pps_call_deliver(call, &text, EXIT_YES);
}
