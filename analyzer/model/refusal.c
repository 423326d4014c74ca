/* Which captured errors say that a port was refused. */
#include "refusal.h"

#include "portplan/bind.h"

/* What a bind gets from something that has the port: an exclusion, a socket,
 * WSL, HNS or http.sys. An error without a number counts, the program did not
 * get its port; 5 and 183 are about a URL, 10055 about the pool. */
static bool is_refusal(const struct pp_fact *fact)
{
    if (fact->kind != PP_FACT_BIND_ERROR) {
        return false;
    }
    switch (fact->as.bind_error.error) {
    case 0:
    case PP_WIN_SHARING_VIOLATION:
    case PP_WSA_ACCES:
    case PP_WSA_ADDRINUSE:
        return true;
    default:
        return false;
    }
}

bool pp_is_refusal_of_port(const struct pp_fact *fact)
{
    return is_refusal(fact) && fact->as.bind_error.has_port;
}

const struct pp_fact *pp_find_loose_refusal(const struct pp_fact *facts,
                                            size_t count)
{
    const struct pp_fact *loose = NULL;
    for (size_t i = 0; i < count; i++) {
        if (pp_is_refusal_of_port(&facts[i])) {
            return NULL;
        }
        /* Without a port only the words of 10013 are clear enough. */
        if (loose == NULL && is_refusal(&facts[i]) &&
            facts[i].as.bind_error.error == PP_WSA_ACCES) {
            loose = &facts[i];
        }
    }
    return loose;
}
