/*
 * Steps in JSON documents. Their texts are written at the end of `scratch`,
 * the buffer that the document will go to, and taken off again. Private to
 * sim/.
 */
#ifndef PP_SIM_STEPS_STEP_JSON_H
#define PP_SIM_STEPS_STEP_JSON_H

#include "portplansim/scenario.h"

#include "json/json_write.h"

/* The member `step`. */
void pps_step_json_text(struct pp_json *row,
                        const struct pps_step *step,
                        struct pp_buf *scratch);

/* The members `step` and `command`, which is null where no command does it. */
void pps_step_json(struct pp_json *row,
                   const struct pps_step *step,
                   struct pp_buf *scratch);

/* The member `expect`: an expectation without its verb. */
void pps_step_json_expect(struct pp_json *row,
                          const struct pps_step *step,
                          struct pp_buf *scratch);

#endif
