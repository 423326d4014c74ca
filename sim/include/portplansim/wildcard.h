/*
 * How Windows picks a port for a socket that named none (bind to port 0,
 * connect without bind): the interface of a model of that choice, and the
 * table of models. A model sees one range and what is taken in it, and answers
 * with one port; it knows nothing of sockets, destinations or time, which are
 * the business of portplansim/ephemeral.h. Each model is one file and one row.
 *
 * Law for every model: the port lies inside the range and in neither of the
 * two sets; while such a port exists one is given; port 0 is never given.
 *
 * Microsoft has published no algorithm (RFC 6056, appendix B, does not survey
 * Windows either), which is assumption U-10. Tags of confidence are those of
 * docs/ports-on-windows.md#how-sure. Nothing here computes with floating
 * point: one seed gives the same ports on every platform.
 */
#ifndef PORTPLANSIM_WILDCARD_H
#define PORTPLANSIM_WILDCARD_H

#include "portplan/fact.h"
#include "portplan/portset.h"
#include "portplansim/prng.h"

/*
 * What a machine remembers from one pick to the next, for both protocols.
 * About 16 KiB; begun with pps_wildcard_init, nothing to give back, copied by
 * assignment: the copy continues as the original would. The fields belong to
 * the models.
 */
struct pps_wildcard_state {
    struct pps_prng prng;
    /* Where a pointer begins; 0: at the first port of the range. */
    uint16_t start;
    /* The port to look at next, up to 65536; it says nothing until
     * `has_begun`. Models with one counter for both use that of PP_TCP. */
    uint32_t next[PP_PROTOCOL_COUNT];
    bool has_begun[PP_PROTOCOL_COUNT];
    /* Ports given in this cycle, for models that give each one once. */
    struct pp_portset given[PP_PROTOCOL_COUNT];
};

/* `start` is where the pointers of `pointer` begin, wherever that port lies
 * inside the range asked for; 0: at the range's first port. Windows 10 and
 * later begin at 49664 (PPS_WILDCARD_START_10). */
PP_API void pps_wildcard_init(struct pps_wildcard_state *state,
                              struct pps_prng prng,
                              uint16_t start);

enum {
    /* The first listeners after boot stand here and upward (0xC200). */
    PPS_WILDCARD_START_10 = 49664,
};

/* One pick. Ports in either set are not given. */
struct pps_wildcard_request {
    enum pp_protocol protocol;
    struct pp_range range;
    const struct pp_portset *excluded; /* NULL: nothing */
    const struct pp_portset *in_use;   /* NULL: nothing */
};

/* The port, or 0 where none is left: Windows answers 10055 WSAENOBUFS then.
 * The caller marks the port as in use. */
typedef uint16_t (*pps_wildcard_fn)(struct pps_wildcard_state *state,
                                    const struct pps_wildcard_request *request);

struct pps_wildcard_model {
    const char *name; /* "random-start" */
    unsigned version; /* changes whenever the same seed gives other ports */
    const char *summary;
    const char *source;
    const char *confidence; /* "re", "eng", "inf" */
    pps_wildcard_fn pick;
};

/* The models; the first one is the default. */
PP_API const struct pps_wildcard_model *const *
pps_wildcard_models(size_t *ret_count);

/* By name, in any case; NULL if there is none of that name. */
PP_API const struct pps_wildcard_model *
pps_wildcard_model_named(struct pp_sv name);

/*
 * Vista and later, the default assumption: a pointer for each protocol that
 * begins at a random port, goes upward and wraps. Concluded (inf): consecutive
 * sockets get close, increasing numbers, and SO_RANDOMIZE_PORT would not exist
 * if the choice were random anyway (sol-socket-socket-options.md); that the
 * first port is random is the assumption.
 */
PP_API extern const struct pps_wildcard_model pps_wildcard_random_start;
/*
 * Vista and later, the other reading: the same pointer, begun at the first
 * port of the range, or at 49664 as on Windows 10 and later. Concluded (inf)
 * from where the listeners of a booted machine stand.
 */
PP_API extern const struct pps_wildcard_model pps_wildcard_pointer;
/*
 * NT 4, 2000, XP and Server 2003 without MS08-037: one counter for TCP and
 * UDP together, upward from the first port of the range, wrapping behind the
 * last. Found by reverse engineering (re; the HSC paper on ephemeral ports,
 * win_net_srv/ephem_port_alloc.html: when TCP gets 1025 the next UDP socket
 * gets 1026); low ports first, says Microsoft too (Q194952).
 */
PP_API extern const struct pps_wildcard_model pps_wildcard_sequential;
/*
 * 2000, XP and Server 2003 with MS08-037: random. That it is random was said
 * by Microsoft's engineers (eng; SRD blog of 2008-07-08); that a port does not
 * come twice before every other free one came, and that each protocol has an
 * order of its own, is concluded.
 */
PP_API extern const struct pps_wildcard_model pps_wildcard_random;
/*
 * Every pick uniform among the free ports, without memory. No version is known
 * to do so by default (inf); SO_RANDOMIZE_PORT asks for it, and it is what to
 * compare the others with.
 */
PP_API extern const struct pps_wildcard_model pps_wildcard_uniform;

#endif
