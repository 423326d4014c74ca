/* Status codes and the version, as words. */
#include "portplan/base.h"

const char *pp_status_text(enum pp_status status)
{
    switch (status) {
    case PP_OK:
        return "no error";
    case PP_ERR_NOMEM:
        return "out of memory";
    case PP_ERR_IO:
        return "input or output failed";
    case PP_ERR_LIMIT:
        return "a limit was reached";
    case PP_ERR_FORMAT:
        return "not in the expected form";
    case PP_ERR_INVALID:
        return "a value is out of range";
    case PP_ERR_INTERNAL:
        return "a library returned something unexpected";
    }
    return "unknown status";
}

const char *pp_version(void)
{
    return PP_VERSION;
}
