/* A forecast for programs: JSON and CSV. */
#include "forecast_data.h"

#include "forecast_shares.h"
#include "json/json_write.h"

enum {
    SHARE_DECIMALS = 6,
    MEAN_DECIMALS = 2,
};

static void add_model(struct pp_json *doc,
                      const struct pps_montecarlo *montecarlo)
{
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    struct pp_json *model = pp_json_object(doc, "model");
    pp_json_add_str(model, "name", montecarlo->model->name);
    pp_json_add_u64(model, "version", montecarlo->model->version);
    struct pp_json *assumptions = pp_json_object(model, "assumptions");
    for (size_t i = 0; i < count; i++) {
        pp_json_add_sv(assumptions,
                       infos[i].name,
                       pp_assumptions_value(&montecarlo->assumptions,
                                            (enum pp_assumption)i));
    }
}

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

static void
add_shares(struct pp_json *row, double share, struct pps_interval interval)
{
    pp_json_add_double(row, "excluded", share, SHARE_DECIMALS);
    struct pp_json *array = pp_json_array(row, "interval");
    pp_json_add_double(array, NULL, interval.low, SHARE_DECIMALS);
    pp_json_add_double(array, NULL, interval.high, SHARE_DECIMALS);
}

static void add_unknown_shares(struct pp_json *row)
{
    pp_json_add_null(row, "excluded");
    pp_json_add_null(row, "interval");
}

static void add_port(struct pp_json *array,
                     const struct pps_montecarlo *montecarlo,
                     enum pp_protocol protocol,
                     uint16_t number)
{
    struct pps_port_forecast port =
        pps_forecast_port(montecarlo, protocol, number);
    struct pp_json *row = pp_json_append_object(array);
    pp_json_add_u64(row, "port", number);
    pp_json_add_str(row, "protocol", pp_protocol_name(protocol));
    if (port.why == PPS_WHY_UNKNOWN) {
        add_unknown_shares(row);
    } else {
        add_shares(row, port.share, port.interval);
    }
    pp_json_add_str(row, "why", pps_why_name(port.why));
}

/* A row for every port; ranges as a whole stand in `ranges`. */
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
            add_port(ports, montecarlo, query->protocol, (uint16_t)port);
        }
        if (query->range.first == query->range.last) {
            continue;
        }
        struct pps_port_forecast whole = pps_forecast_asked(montecarlo, i);
        struct pp_json *row = pp_json_append_object(ranges);
        pp_json_add_u64(row, "start", query->range.first);
        pp_json_add_u64(row, "end", query->range.last);
        pp_json_add_str(row, "protocol", pp_protocol_name(query->protocol));
        if (whole.why == PPS_WHY_UNKNOWN) {
            add_unknown_shares(row);
        } else {
            add_shares(row, whole.share, whole.interval);
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
    pp_json_add_double(
        blocks, "mean", pps_histogram_mean(histogram), MEAN_DECIMALS);
    pp_json_add_u64(blocks, "p5", pps_histogram_quantile(histogram, 5));
    pp_json_add_u64(blocks, "p50", pps_histogram_quantile(histogram, 50));
    pp_json_add_u64(blocks, "p95", pps_histogram_quantile(histogram, 95));
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
        pp_json_add_u64(row, "start", stretches[i].range.first);
        pp_json_add_u64(row, "end", stretches[i].range.last);
        pp_json_add_double(
            row, "excluded", stretches[i].most_share, SHARE_DECIMALS);
        pp_json_add_bool(row, "dynamic", is_inside);
    }
}

void pps_forecast_json(struct pp_buf *buf, const struct pps_forecast *forecast)
{
    const struct pps_montecarlo *montecarlo = forecast->montecarlo;
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.forecast/1");
    add_model(doc, montecarlo);
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
    enum pp_status status = pp_json_write(doc, buf, true);
    pp_buf_add_char(buf, '\n');
    if (status != PP_OK && buf->status == PP_OK) {
        buf->status = status;
    }
    pp_json_free(doc);
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
        /* Whole numbers, so that no locale writes a comma. */
        uint64_t ppm =
            ((uint64_t)counts[port] * 2 * PPS_PPM + montecarlo->runs) /
            ((uint64_t)montecarlo->runs * 2);
        pp_buf_printf(buf, "%u,", (unsigned)port);
        if (is_known) {
            pp_buf_printf(buf,
                          "%u.%06u",
                          (unsigned)(ppm / PPS_PPM),
                          (unsigned)(ppm % PPS_PPM));
        }
        pp_buf_add_char(buf, '\n');
    }
}
