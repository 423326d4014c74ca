/* The answer to `ephemeral --rate`, for people and for programs. */
#ifndef PP_SIM_EXHAUSTION_EXHAUSTION_REPORT_H
#define PP_SIM_EXHAUSTION_EXHAUSTION_REPORT_H

#include "exhaustion.h"
#include "exhaustion_advice.h"
#include "json/json_write.h"
#include "print/style.h"

/* Yes or no, in a sentence. */
void pps_exhaustion_verdict(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pps_exhaustion *exhaustion);
void pps_exhaustion_text(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pps_exhaustion *exhaustion,
                         const struct pps_exhaustion_system *system);
/* The member `exhaustion` of a document. */
void pps_exhaustion_json(struct pp_json *parent,
                         const struct pps_exhaustion *exhaustion,
                         const struct pps_exhaustion_system *system);

#endif
