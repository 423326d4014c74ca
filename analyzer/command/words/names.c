/* Names out of the tables of the library. */
#include "names.h"

#include "examples/examples.h"
#include "knowledge/windows.h"
#include "sim/state/profile.h"

const char *pps_name_of_os(size_t index)
{
    size_t count = 0;
    const struct pp_windows *all = pp_windows_all(&count);
    return index < count ? all[index].name : NULL;
}

const char *pps_name_of_preset(size_t index)
{
    size_t count = 0;
    const struct pp_windows_preset *all = pp_windows_presets(&count);
    return index < count ? all[index].name : NULL;
}

const char *pps_name_of_profile(size_t index)
{
    size_t count = 0;
    const struct pps_profile *all = pps_profiles(&count);
    return index < count ? all[index].name : NULL;
}

const char *pps_name_of_example(size_t index)
{
    size_t count = 0;
    const struct pp_example *all = pp_examples(&count);
    return index < count ? all[index].name : NULL;
}
