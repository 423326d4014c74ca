/* `explain`: the registry of diagnostics. */
#include "cmd_explain.h"

#include "portplan/diag.h"

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

enum exit_code pps_cmd_explain(struct call *call)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (call->word_count == 0) {
        add_list(&text);
    }
    for (size_t i = 0; i < call->word_count; i++) {
        const struct pp_diag_info *info =
            pp_diag_info_named(pp_sv_from(call->words[i]));
        if (info == NULL) {
            pps_io_complain(
                call->io,
                "there is no diagnostic '%s'; portplan explain lists them",
                call->words[i]);
            pp_buf_done(&text);
            return EXIT_TROUBLE;
        }
        pp_buf_add_str(&text, i > 0 ? "\n" : "");
        pp_diag_info_text(&text, &call->style, info);
    }
    return pps_call_deliver(call, &text, EXIT_YES);
}
