/*
 * Ranges that programs share by convention (knowledge/conventions.def). Static
 * storage.
 */
#ifndef PORTPLAN_CONVENTIONS_H
#define PORTPLAN_CONVENTIONS_H

#include "portplan/fact.h"

PP_BEGIN_DECLS

struct pp_convention {
    struct pp_range range;
    bool has_protocol[PP_PROTOCOL_COUNT];
    const char *name;   /* "Kubernetes NodePort" */
    const char *source; /* where it is stated */
};

/* In no order. */
PP_API const struct pp_convention *pp_conventions(size_t *ret_count);

PP_END_DECLS

#endif
