/* Steps in JSON documents. */
#include "step_json.h"

#include "json/json_write.h"
#include "step_text.h"

/* The bytes from `start` on as a member; what was written from `end` on is
 * taken off again. A buffer that has failed says so at the end of the report.
 */
static void add_text(struct pp_json *row,
                     const char *key,
                     struct pp_buf *scratch,
                     size_t start,
                     size_t end)
{
    struct pp_sv all = pp_buf_view(scratch);
    if (scratch->status == PP_OK) {
        pp_json_add_known(row, key, pp_sv_sub(all, start, all.len));
    }
    if (scratch->len > end) {
        scratch->len = end;
        scratch->data[end] = '\0';
    }
}

void pps_step_json_text(struct pp_json *row,
                        const struct pps_step *step,
                        struct pp_buf *scratch)
{
    size_t end = scratch->len;
    pps_step_text(scratch, step);
    add_text(row, "step", scratch, end, end);
}

void pps_step_json(struct pp_json *row,
                   const struct pps_step *step,
                   struct pp_buf *scratch)
{
    size_t end = scratch->len;
    pps_step_json_text(row, step, scratch);
    pps_step_command(scratch, step);
    add_text(row, "command", scratch, end, end);
}

void pps_step_json_expect(struct pp_json *row,
                          const struct pps_step *step,
                          struct pp_buf *scratch)
{
    size_t end = scratch->len;
    pps_step_text(scratch, step);
    add_text(row, "expect", scratch, end + PP_SV("expect ").len, end);
}
