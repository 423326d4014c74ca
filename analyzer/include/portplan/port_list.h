/* Lists of ports as a user writes them: "8080,50051/tcp,55500+100/udp". */
#ifndef PORTPLAN_PORT_LIST_H
#define PORTPLAN_PORT_LIST_H

#include "portplan/fact.h"

PP_BEGIN_DECLS

/* One item of a port list. */
struct pp_port_query {
    struct pp_range range;
    enum pp_protocol protocol;
};

struct pp_port_list {
    struct pp_port_query *items;
    size_t count;
    size_t capacity;
};

/*
 * "8080,50051/tcp,55500+100/udp". PP_ERR_FORMAT for a bad item: then
 * *reterr_item is that item and *reterr_why a phrase in static storage.
 */
PP_API enum pp_status pp_port_list_parse(struct pp_sv text,
                                         struct pp_port_list *ret_list,
                                         struct pp_sv *reterr_item,
                                         const char **reterr_why) PP_MUST_CHECK;
/* The ports that these facts are about, each once, in their order: those that
 * programs could not bind, else those of the strongest kind of mention. An
 * empty list where there is none. The caller frees the list with
 * pp_port_list_done. */
PP_API enum pp_status
pp_port_list_from_facts(const struct pp_fact *facts,
                        size_t fact_count,
                        struct pp_port_list *ret_list) PP_MUST_CHECK;
PP_API void pp_port_list_done(struct pp_port_list *list);

PP_END_DECLS

#endif
