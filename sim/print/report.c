/* Lines that several reports have. */
#include "report.h"

#include "base/utf8.h"

void pps_report_place(struct pp_buf *buf,
                      const struct pps_report *report,
                      const struct pp_place *place)
{
    if (place->line == 0) {
        return;
    }
    pp_buf_add_str(buf, " (");
    if (report->capture_names != NULL &&
        place->capture < report->capture_count) {
        pp_escape_text(buf, report->capture_names[place->capture]);
        pp_buf_add_char(buf, ':');
    } else {
        pp_buf_add_str(buf, "line ");
    }
    pp_buf_add_u64(buf, place->line);
    pp_buf_add_char(buf, ')');
}

void pps_report_runs(const struct pps_report *report,
                     struct pps_report_basis basis)
{
    struct pp_buf *buf = report->buf;
    pp_style_begin(buf, report->style, PP_COLOR_FAINT);
    pp_buf_add_thousands(buf, basis.runs);
    pp_buf_printf(buf,
                  " runs, seed %llu, model %s %u",
                  (unsigned long long)basis.seed,
                  basis.model,
                  basis.version);
    pp_style_end(buf, report->style, PP_COLOR_FAINT);
    pp_buf_add_char(buf, '\n');
}
