/* The commands of a scenario that are not played. Private to sim/. */
#ifndef PP_SIM_WHATIF_LEFT_OUT_H
#define PP_SIM_WHATIF_LEFT_OUT_H

#include "portplansim/whatif.h"

#include "json/json_write.h"
#include "sim/print/report.h"

/* Which steps change nothing, how many commands are not played for each
 * reason, and in which lines; nothing without any. */
void pps_left_out_text(const struct pps_report *to,
                       const struct pps_whatif *whatif);

/* What the paste has of Windows' answer to the step, where no run gives it. */
void pps_difference_text(const struct pps_report *to,
                         const struct pps_step_result *result);

/* The member `printed`: that answer, `ok` or its number, or null. */
void pps_difference_json(struct pp_json *row, const struct pps_step *step);

/* The member `not_played`. */
void pps_left_out_json(struct pp_json *doc, const struct pps_whatif *whatif);

#endif
