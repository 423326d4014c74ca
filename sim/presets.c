/*
 * What the setup of well-known products writes
 * (docs/ports-on-windows.md#presets). The dynamic ranges hold for Vista and
 * later, which is where an exclusion table can come from at all.
 */
#include "portplansim/scenario.h"

static const struct pps_preset presets[] = {
    /* MaxUserPort on NT 5: Cadzow's page; aa995661 for Exchange 2003. */
    {"sbs-2000", "Small Business Server 2000", 60000, {0, 0}},
    {"sbs-2003", "Small Business Server 2003", 60000, {0, 0}},
    {"isa", "ISA Server", 65535, {0, 0}},
    {"exchange-2003", "Exchange Server 2003", 60000, {0, 0}},
    {"sbs-exchange", "SBS with Exchange", 65535, {0, 0}},
    /* KB929851: on Server 2008 a dynamic range of 1025 to 60000. */
    {"exchange-2007", "Exchange Server 2007", 0, {1025, 60000}},
    /* start 6005, 59530 ports: 1ask2.com, blog.rmilne.ca 2021/04/12 */
    {"exchange-2010", "Exchange Server 2010 and later", 0, {6005, 65534}},
    /* Microsoft's BizTalk tuning guide: start 1025, 64511 ports */
    {"biztalk", "BizTalk Server tuning", 0, {1025, 65535}},
};

const struct pps_preset *pps_presets(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(presets);
    return presets;
}
