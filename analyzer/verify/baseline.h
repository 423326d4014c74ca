/* Baselines: earlier findings that are accepted. */
#ifndef PP_VERIFY_BASELINE_H
#define PP_VERIFY_BASELINE_H

#include "portplan/base.h"
#include "portplan/diag.h"
#include "portplan/sv.h"

#include "policy.h"

/* Reads the document portplan.baseline/1, or takes the findings of a
 * portplan.verify/1. Errors as above. */
enum pp_status
pp_baseline_parse(struct pp_sv text,
                  uint32_t capture,
                  struct pp_diags *diags,
                  struct pp_baseline *ret_baseline) PP_MUST_CHECK;
void pp_baseline_done(struct pp_baseline *baseline);
bool pp_baseline_has(const struct pp_baseline *baseline, uint64_t fingerprint);

#endif
