/* The members of the document portplan.ephemeral/1 that tell the range. */
#include "ephemeral_json.h"

#include "json/json_write.h"

static void add_alternatives(struct pp_json *parent,
                             const struct pp_ephemeral *ephemeral)
{
    struct pp_json *rows = pp_json_array(parent, "alternatives");
    for (size_t i = 0; i < ephemeral->alternative_count; i++) {
        const struct pp_ephemeral_alternative *other =
            &ephemeral->alternatives[i];
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_sv(row, "assumption", other->assumption);
        pp_json_add_u64(row, "start", other->range.first);
        pp_json_add_u64(row, "end", other->range.last);
        pp_json_add_u64(row, "count", pp_range_count(other->range));
    }
}

static void add_range(struct pp_json *parent,
                      const struct pp_ephemeral *ephemeral)
{
    pp_json_add_u64(parent, "start", ephemeral->range.first);
    pp_json_add_u64(parent, "end", ephemeral->range.last);
    pp_json_add_u64(parent, "count", pp_range_count(ephemeral->range));
    pp_json_add_str(parent, "basis", pp_basis_name(ephemeral->basis));
    pp_json_add_sv(parent, "rule", ephemeral->rule);
    pp_json_add_bool(parent, "shared_by_tcp_and_udp", ephemeral->is_shared);
    pp_json_add_str(parent, "algorithm", ephemeral->algorithm);
    pp_json_add_u64(parent, "time_wait", ephemeral->time_wait);
    pp_json_add_bool(parent, "refused", ephemeral->is_refused);
    if (ephemeral->has_auto_reuse) {
        struct pp_json *reuse = pp_json_object(parent, "auto_reuse");
        pp_json_add_u64(reuse, "start", ephemeral->auto_reuse.first);
        pp_json_add_u64(reuse, "end", ephemeral->auto_reuse.last);
    } else {
        pp_json_add_null(parent, "auto_reuse");
    }
    add_alternatives(parent, ephemeral);
    struct pp_json *warnings = pp_json_array(parent, "warnings");
    for (size_t i = 0; i < ephemeral->warning_count; i++) {
        pp_json_add_sv(warnings, NULL, ephemeral->warnings[i]);
    }
    pp_json_add_sv(parent, "advice", ephemeral->advice);
}

void pp_ephemeral_json(struct pp_json *doc,
                       const struct pp_ephemeral *tcp,
                       const struct pp_ephemeral *udp)
{
    pp_json_add_str(doc, "schema", "portplan.ephemeral/1");
    pp_json_add_str(doc, "os", tcp->os != NULL ? tcp->os->name : NULL);
    pp_json_add_str(doc, "era", pp_era_name(tcp->era));
    pp_json_add_str(doc, "protocol", "tcp");
    add_range(doc, tcp);
    if (tcp->is_shared) {
        pp_json_add_null(doc, "udp");
    } else {
        add_range(pp_json_object(doc, "udp"), udp);
    }
}
