/* Which captured errors say that a port was refused. */
#include "refusal.h"

#include "portplan/bind.h"

/* What a bind gets from something that has the port: an exclusion, a socket,
 * WSL, HNS or http.sys. An error without a number counts, the program did not
 * get its port; so does 183, for somebody has registered the URL. 5 is about
 * the right to a URL, 10049 about the address, 10055 about the pool, as is
 * whatever a connection gets. */
static bool is_refusal(const struct pp_fact *fact)
{
    if (fact->kind != PP_FACT_BIND_ERROR || fact->as.bind_error.is_outgoing) {
        return false;
    }
    switch (fact->as.bind_error.error) {
    case 0:
    case PP_WIN_SHARING_VIOLATION:
    case PP_WIN_ALREADY_EXISTS:
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

static bool may_be_denied(const struct pp_bind_error_fact *error)
{
    return error->error == PP_WSA_ACCES || error->also == PP_WSA_ACCES;
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
            may_be_denied(&facts[i].as.bind_error)) {
            loose = &facts[i];
        }
    }
    return loose;
}
