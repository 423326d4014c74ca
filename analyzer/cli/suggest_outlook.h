/* What the next boots of a machine hold for `suggest`. */
#ifndef PP_CLI_SUGGEST_OUTLOOK_H
#define PP_CLI_SUGGEST_OUTLOOK_H

#include "suggest_options.h"

/* Where the dynamic range lies after a boot: one simulated boot. Outside it no
 * block is made, whatever chance decides. */
enum pp_status
suggest_look_ahead(struct pp_suggest *suggest,
                   const struct suggest_options *options,
                   const struct pp_machine *machine) PP_MUST_CHECK;

/* That, and the share of `runs` simulated boots in which each port is
 * excluded, where a table is captured. */
enum pp_status suggest_forecast(struct pp_suggest *suggest,
                                const struct suggest_options *options,
                                uint32_t runs,
                                const struct pp_machine *machine) PP_MUST_CHECK;

#endif
