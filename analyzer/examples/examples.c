/* Finding a built-in capture by its name. */
#include "examples.h"

const struct pp_example *pp_example_named(struct pp_sv name)
{
    size_t count = 0;
    const struct pp_example *examples = pp_examples(&count);
    for (size_t i = 0; i < count; i++) {
        if (pp_sv_equal_nocase(pp_sv_from(examples[i].name), name)) {
            return &examples[i];
        }
    }
    return NULL;
}
