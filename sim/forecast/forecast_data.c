/* A forecast for programs: JSON and CSV. */
#include "forecast_data.h"

#include "forecast_shares.h"
#include "json/json_write.h"
#include "print/place.h"
#include "sim/print/figures.h"
#include "sim/print/json_parts.h"

static void add_start(struct pp_json *doc, const struct pps_forecast *forecast)
{
    const struct pps_montecarlo *montecarlo = forecast->montecarlo;
    const struct pp_dynamic *dynamic =
        &montecarlo->after.protocols[forecast->protocol].dynamic;
    pp_json_add_str(doc,
                    "profile",
                    forecast->profile != NULL ? forecast->profile->name : NULL);
    pp_json_add_str(doc, "protocol", pp_protocol_name(forecast->protocol));
    pp_json_add_u64(doc, "runs", montecarlo->runs);
    pp_json_add_u64(doc, "seed", montecarlo->seed);
    struct pp_json *object = pp_json_object(doc, "dynamic");
    pp_json_add_u64(object, "start", dynamic->range.first);
    pp_json_add_u64(object, "count", pp_range_count(dynamic->range));
    pp_json_add_u64(object, "end", dynamic->range.last);
    pp_json_add_str(object, "basis", pp_basis_name(dynamic->basis));
}

/* Protocol and shares; these are null where nothing is known. */
static void add_shares(struct pp_json *row,
                       const struct pps_port_forecast *port)
{
    pp_json_add_str(row, "protocol", pp_protocol_name(port->protocol));
    if (port->why == PPS_WHY_UNKNOWN) {
        pp_json_add_null(row, "excluded");
        pp_json_add_null(row, "interval");
    } else {
        pps_json_add_share(row, "excluded", port->share);
        pps_json_add_interval(row, "interval", port->interval);
    }
}

/* A row for every port; ranges as a whole go to `ranges`. */
static void add_ports(struct pp_json *doc,
                      const struct pps_montecarlo *montecarlo)
{
    const struct pp_port_list *asked = montecarlo->asked;
    struct pp_json *ports = pp_json_array(doc, "ports");
    struct pp_json *ranges = pp_json_array(doc, "ranges");
    for (size_t i = 0; asked != NULL && i < asked->count; i++) {
        const struct pp_port_query *query = &asked->items[i];
        for (uint32_t port = query->range.first; port <= query->range.last;
             port++) {
            struct pps_port_forecast one =
                pps_forecast_port(montecarlo, query->protocol, (uint16_t)port);
            struct pp_json *row = pp_json_append_object(ports);
            pp_json_add_u64(row, "port", port);
            add_shares(row, &one);
            pp_json_add_str(row, "why", pps_why_name(one.why));
        }
        if (query->range.first != query->range.last) {
            struct pps_port_forecast whole = pps_forecast_asked(montecarlo, i);
            struct pp_json *row = pp_json_append_object(ranges);
            pps_json_add_range(row, query->range);
            add_shares(row, &whole);
        }
    }
}

static void add_blocks(struct pp_json *doc, const struct pps_forecast *forecast)
{
    const struct pps_histogram *histogram =
        &forecast->montecarlo->protocols[forecast->protocol].blocks;
    if (!pps_forecast_is_known(forecast->montecarlo, forecast->protocol)) {
        pp_json_add_null(doc, "blocks");
        return;
    }
    struct pp_json *blocks = pp_json_object(doc, "blocks");
    pps_json_add_spread(blocks, pps_histogram_spread(histogram));
}

static void add_stretches(struct pp_json *array,
                          const struct pps_forecast *forecast,
                          bool is_inside)
{
    struct pps_stretch stretches[PPS_STRETCHES_MAX];
    size_t count = pps_forecast_stretches(
        forecast->montecarlo, forecast->protocol, is_inside, stretches);
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(array);
        pps_json_add_range(row, stretches[i].range);
        pps_json_add_share(row, "excluded", stretches[i].most_share);
        pp_json_add_bool(row, "dynamic", is_inside);
    }
}

void pps_forecast_json(struct pp_buf *buf, const struct pps_forecast *forecast)
{
    const struct pps_montecarlo *montecarlo = forecast->montecarlo;
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.forecast/1");
    pps_json_add_model(doc, montecarlo->model, &montecarlo->assumptions);
    add_start(doc, forecast);
    pp_json_add_bool(doc, "reserves", montecarlo->is_reserving);
    if (forecast->precision_ppm > 0) {
        pp_json_add_bool(doc, "precise", montecarlo->is_precise);
    } else {
        pp_json_add_null(doc, "precise");
    }
    add_ports(doc, montecarlo);
    add_blocks(doc, forecast);
    struct pp_json *safest = pp_json_array(doc, "safest");
    if (pps_forecast_is_known(montecarlo, forecast->protocol)) {
        add_stretches(safest, forecast, false);
        add_stretches(safest, forecast, true);
    }
    pp_json_finish(doc, buf);
}

void pps_forecast_csv(struct pp_buf *buf, const struct pps_forecast *forecast)
{
    const struct pps_montecarlo *montecarlo = forecast->montecarlo;
    const uint32_t *counts =
        montecarlo->protocols[forecast->protocol].excluded_runs;
    struct pp_range dynamic = pps_forecast_dynamic(forecast);
    bool is_known = pps_forecast_is_known(montecarlo, forecast->protocol);
    pp_buf_add_str(buf, "port,excluded\n");
    for (uint32_t port = dynamic.first; port <= dynamic.last; port++) {
        pp_buf_printf(buf, "%u,", (unsigned)port);
        if (is_known) {
            pps_add_ppm(buf, counts[port], montecarlo->runs);
        }
        pp_buf_add_char(buf, '\n');
    }
}
