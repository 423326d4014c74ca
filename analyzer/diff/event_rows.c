/*
 * What single rows that came or went tell: reservations, HNS's own range,
 * ports of http.sys or of containers.
 */
#include "event_words.h"
#include "events.h"

static bool is_reservation(const struct pp_exclusion *row)
{
    return row->is_administered == PP_YES &&
           row->owner != PP_OWNER_HNS_EXCLUDED_RANGE;
}

static bool is_range_of_hns(const struct pp_exclusion *row)
{
    return row->owner == PP_OWNER_HNS_EXCLUDED_RANGE;
}

static bool is_single(const struct pp_exclusion *row)
{
    return row->is_administered == PP_NO && pp_range_count(row->range) == 1;
}

static bool is_http_port(const struct pp_exclusion *row)
{
    return is_single(row) && row->owner == PP_OWNER_HTTP_SYS;
}

static bool is_other_single(const struct pp_exclusion *row)
{
    return is_single(row) && row->owner != PP_OWNER_HTTP_SYS;
}

/* What a kind of row that comes or goes is a sign of. */
struct sign {
    bool (*is_meant)(const struct pp_exclusion *row);
    enum pp_event_about about;
    enum pp_event_kind added;
    enum pp_event_kind removed;
    unsigned percent;
    bool is_alternative;
};

static const struct sign signs[] = {
    {is_reservation,
     PP_ABOUT_RESERVATIONS,
     PP_EVENT_RESERVATION_ADDED,
     PP_EVENT_RESERVATION_REMOVED,
     95,
     false},
    {is_range_of_hns,
     PP_ABOUT_RESERVATIONS,
     PP_EVENT_HNS_RANGE_ADDED,
     PP_EVENT_HNS_RANGE_REMOVED,
     95,
     false},
    {is_http_port,
     PP_ABOUT_SINGLE_PORTS,
     PP_EVENT_URL_REGISTERED,
     PP_EVENT_URL_UNREGISTERED,
     85,
     false},
    {is_other_single,
     PP_ABOUT_SINGLE_PORTS,
     PP_EVENT_PORT_PUBLISHED,
     PP_EVENT_PORT_UNPUBLISHED,
     45,
     false},
    {is_other_single,
     PP_ABOUT_SINGLE_PORTS,
     PP_EVENT_URL_REGISTERED,
     PP_EVENT_URL_UNREGISTERED,
     45,
     true},
};

static enum pp_status add_sign(struct pp_diff *diff,
                               const struct clues *clues,
                               enum pp_protocol protocol,
                               const struct sign *sign,
                               bool is_added)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    const struct pp_diff_rows *rows =
        is_added ? &table->added : &table->removed;
    const struct pp_event event = {
        .kind = is_added ? sign->added : sign->removed,
        .about = sign->about,
        .is_alternative = sign->is_alternative,
        .percent = event_weigh(sign->percent, clues),
        .has_protocol = true,
        .protocol = protocol,
    };
    struct pp_buf evidence;
    evidence_init(&evidence);
    if (!evidence_rows(&evidence, diff, rows, is_added, sign->is_meant)) {
        pp_buf_done(&evidence);
        return PP_OK;
    }
    return event_add(diff, &event, &evidence);
}

enum pp_status event_add_rows(struct pp_diff *diff,
                              const struct clues *clues,
                              enum pp_event_about about)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (int is_added = 1; is_added >= 0; is_added--) {
            for (size_t i = 0; i < PP_ARRAY_LEN(signs); i++) {
                if (signs[i].about == about) {
                    PP_TRY(add_sign(diff,
                                    clues,
                                    (enum pp_protocol)p,
                                    &signs[i],
                                    is_added != 0));
                }
            }
        }
    }
    return PP_OK;
}
