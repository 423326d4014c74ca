/* Port lists: "8080,50051/tcp,55500+100/udp". */
#include "portplan/port_list.h"

#include "portplan/portset.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/vec.h"

static enum pp_status parse_item(struct pp_sv item,
                                 struct pp_port_query *ret_query,
                                 const char **reterr_why)
{
    struct pp_port_query query = {.protocol = PP_TCP};
    size_t slash = pp_sv_find(item, PP_SV("/"), 0);
    if (slash != SIZE_MAX &&
        !pp_protocol_parse(pp_sv_sub(item, slash + 1, SIZE_MAX),
                           &query.protocol)) {
        *reterr_why = "the protocol after '/' must be tcp or udp";
        return PP_ERR_FORMAT;
    }
    enum pp_range_error error = PP_RANGE_OK;
    if (!pp_range_parse(pp_sv_sub(item, 0, slash), &query.range, &error)) {
        *reterr_why = pp_range_error_text(error);
        return PP_ERR_FORMAT;
    }
    *ret_query = query;
    return PP_OK;
}

static enum pp_status
add_item(struct pp_port_list *list, struct pp_sv item, const char **reterr_why)
{
    PP_TRY(PP_VEC_RESERVE(list, 1, PP_PORT_COUNT));
    PP_TRY(parse_item(item, &list->items[list->count], reterr_why));
    list->count++;
    return PP_OK;
}

enum pp_status pp_port_list_parse(struct pp_sv text,
                                  struct pp_port_list *ret_list,
                                  struct pp_sv *reterr_item,
                                  const char **reterr_why)
{
    struct pp_port_list list = {0};
    size_t from = 0;
    for (;;) {
        size_t comma = pp_sv_find(text, PP_SV(","), from);
        size_t end = comma == SIZE_MAX ? text.len : comma;
        struct pp_sv item = pp_sv_trim(pp_sv_sub(text, from, end - from));
        enum pp_status status = add_item(&list, item, reterr_why);
        if (status != PP_OK) {
            *reterr_item = item;
            pp_port_list_done(&list);
            return status;
        }
        if (comma == SIZE_MAX) {
            break;
        }
        from = comma + 1;
    }
    *ret_list = list;
    return PP_OK;
}

/* How strongly a fact asks for its port, the strongest 0; RANK_COUNT: not at
 * all. */
enum {
    RANK_ERROR = 0,
    RANK_MENTION,
    RANK_COUNT = RANK_MENTION + PP_MENTION_KIND_COUNT,
};

static int rank_of(const struct pp_fact *fact)
{
    if (fact->kind == PP_FACT_BIND_ERROR && fact->as.bind_error.has_port) {
        return RANK_ERROR;
    }
    enum pp_mention_kind kind;
    return pp_fact_mentions(fact, &kind) ? RANK_MENTION + (int)kind
                                         : RANK_COUNT;
}

static enum pp_status add_ranked(const struct pp_fact *facts,
                                 size_t fact_count,
                                 int rank,
                                 struct pp_port_list *list)
{
    struct pp_portset seen[PP_PROTOCOL_COUNT] = {0};
    for (size_t i = 0; i < fact_count; i++) {
        const struct pp_fact *fact = &facts[i];
        if (rank_of(fact) != rank ||
            pp_portset_count(&seen[fact->protocol], fact->range) ==
                pp_range_count(fact->range)) {
            continue;
        }
        PP_TRY(PP_VEC_RESERVE(list, 1, SIZE_MAX));
        pp_portset_set_range(&seen[fact->protocol], fact->range);
        list->items[list->count++] = (struct pp_port_query){
            .range = fact->range, .protocol = fact->protocol};
    }
    return PP_OK;
}

enum pp_status pp_port_list_from_facts(const struct pp_fact *facts,
                                       size_t fact_count,
                                       struct pp_port_list *ret_list)
{
    struct pp_port_list list = {0};
    for (int rank = 0; rank < RANK_COUNT && list.count == 0; rank++) {
        enum pp_status status = add_ranked(facts, fact_count, rank, &list);
        if (status != PP_OK) {
            pp_port_list_done(&list);
            return status;
        }
    }
    *ret_list = list;
    return PP_OK;
}

void pp_port_list_done(struct pp_port_list *list)
{
    pp_free(list->items);
    *list = (struct pp_port_list){0};
}
