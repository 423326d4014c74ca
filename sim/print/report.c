/* Phrases that several reports have. */
#include "report.h"

#include <stdarg.h>

#include "base/utf8.h"
#include "figures.h"

enum {
    PARAGRAPH_MAX_BYTES = 1 << 20 /* before it is broken */
};

struct pps_report pps_report_begin(struct pp_buf *buf,
                                   const struct pp_style *style)
{
    struct pps_report report = {.buf = buf, .style = style};
    pp_buf_init(&report.line, PARAGRAPH_MAX_BYTES);
    return report;
}

void pps_report_done(struct pps_report *report)
{
    pp_buf_done(&report->line);
}

void pps_report_end_paragraph(struct pps_report *report, size_t indent)
{
    pp_style_end_paragraph(report->buf, report->style, indent, &report->line);
}

void pps_report_say(struct pps_report *report,
                    size_t indent,
                    const char *format,
                    ...)
{
    va_list args;
    va_start(args, format);
    pp_buf_vprintf(&report->line, format, args);
    va_end(args);
    pps_report_end_paragraph(report, indent);
}

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

void pps_add_runs(struct pp_buf *buf, uint32_t part, uint32_t runs)
{
    pp_buf_add_str(buf, "in ");
    if (part == runs) {
        pp_buf_add_str(buf, "all ");
    } else {
        pp_buf_add_thousands(buf, part);
        pp_buf_add_str(buf, " of ");
    }
    pp_buf_add_thousands(buf, runs);
    pp_buf_add_str(buf, " runs");
    if (part != runs) {
        pp_buf_add_str(buf, " (");
        pps_add_percent(buf, (double)part / (double)runs);
        pp_buf_add_char(buf, ')');
    }
}

void pps_add_some_runs(struct pp_buf *buf, uint32_t part, uint32_t runs)
{
    if (part < runs) {
        pp_buf_add_str(buf, " in ");
        pps_add_percent(buf, (double)part / (double)runs);
        pp_buf_add_str(buf, " of runs");
    }
}

void pps_add_spread(struct pp_buf *buf,
                    struct pps_spread spread,
                    const char *runs)
{
    pp_buf_printf(buf,
                  " (%u to %u in 90 %% of %s)",
                  (unsigned)spread.p5,
                  (unsigned)spread.p95,
                  runs);
}

void pps_add_basis(struct pp_buf *buf, const char *runs, struct pps_basis basis)
{
    pp_buf_add_thousands(buf, basis.runs);
    pp_buf_printf(buf,
                  " %s, seed %llu, model %s %u",
                  runs,
                  (unsigned long long)basis.seed,
                  basis.model->name,
                  basis.model->version);
}

void pps_report_basis(const struct pps_report *report, struct pps_basis basis)
{
    pp_style_begin(report->buf, report->style, PP_COLOR_FAINT);
    pps_add_basis(report->buf, "runs", basis);
    pp_style_end(report->buf, report->style, PP_COLOR_FAINT);
    pp_buf_add_char(report->buf, '\n');
}
