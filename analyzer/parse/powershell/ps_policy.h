/*
 * Policies of HNS as text, as PowerShell prints objects within a value:
 * `{@{ExternalPort=8080; InternalPort=80; Protocol=6; Type=NAT}, ...}`. The
 * reader of JSON writes objects in arrays the same way.
 */
#ifndef PP_PARSE_POWERSHELL_PS_POLICY_H
#define PP_PARSE_POWERSHELL_PS_POLICY_H

#include "portplan/sv.h"

/* A mapping, its values as written; empty: not said. */
struct pp_ps_mapping {
    struct pp_sv external_port;
    struct pp_sv internal_port;
    struct pp_sv protocol;
    struct pp_sv address; /* the external one */
    struct pp_sv type;
};

/* The next object of the text that has a member ExternalPort; members of
 * objects within it count as its own. False: there is none. *io_is_whole
 * becomes false where the text is cut, or a mapping has lost its port. */
bool pp_ps_next_mapping(struct pp_sv text,
                        size_t *io_at,
                        struct pp_ps_mapping *ret_mapping,
                        bool *io_is_whole);

#endif
