/* What several lines say about one failure, put together. */
#include "bind_finding.h"

#include "portplan/bind.h"

#include "text/words.h"

static void set_address(struct pp_bind_finding *finding, struct pp_sv address)
{
    if (address.len == 0 || address.len > PP_BIND_ADDRESS_BYTES) {
        return;
    }
    memcpy(finding->address, address.ptr, address.len);
    finding->address_len = address.len;
}

struct pp_bind_finding pp_bind_finding_from(const struct pp_bind_evidence *says,
                                            struct pp_place place,
                                            uint64_t nonblank_line)
{
    struct pp_bind_finding finding = {
        .is_set = true,
        .says = *says,
        .place = place,
        .nonblank_line = nonblank_line,
    };
    finding.says.address = (struct pp_sv){NULL, 0};
    set_address(&finding, says->address);
    return finding;
}

/* Whether one prints what the other passes on: Docker and kubectl are
 * written in Go, Docker runs on HNS, Kestrel on .NET's sockets and on MsQuic.
 */
static bool is_layer_of(struct pp_sv below, struct pp_sv above)
{
    return (pp_sv_equal(above, PP_SV("docker")) &&
            pp_words_find("go|hns", below) > 0) ||
           (pp_sv_equal(above, PP_SV("kubectl")) &&
            pp_sv_equal(below, PP_SV("go"))) ||
           (pp_sv_equal(below, PP_SV("dotnet")) &&
            pp_words_find("kestrel|http-listener", above) > 0) ||
           (pp_sv_equal(above, PP_SV("kestrel")) &&
            pp_sv_equal(below, PP_SV("msquic")));
}

static bool is_one_program(struct pp_sv a, struct pp_sv b)
{
    return a.len == 0 || b.len == 0 || pp_sv_equal(a, b) || is_layer_of(a, b) ||
           is_layer_of(b, a);
}

bool pp_bind_evidence_agrees(const struct pp_bind_evidence *a,
                             const struct pp_bind_evidence *b)
{
    /* Of 10055 it does not matter who asked for a port. */
    bool is_either_way = a->error == PP_WSA_NOBUFS && b->error == a->error;
    return is_one_program(a->program, b->program) &&
           (is_either_way || a->is_outgoing == b->is_outgoing) &&
           (!a->has_port || !b->has_port || a->port == b->port) &&
           (!a->has_protocol || !b->has_protocol ||
            a->protocol == b->protocol) &&
           (a->error == 0 || b->error == 0 || a->error == b->error);
}

void pp_bind_finding_add(struct pp_bind_finding *finding,
                         const struct pp_bind_evidence *says,
                         struct pp_sv address)
{
    struct pp_bind_evidence *has = &finding->says;
    if (!has->has_port && says->has_port) {
        has->has_port = true;
        has->port = says->port;
        set_address(finding, address);
    }
    if (!has->has_protocol && says->has_protocol) {
        has->has_protocol = true;
        has->protocol = says->protocol;
    }
    has->error = has->error != 0 ? has->error : says->error;
    has->program = has->program.len > 0 ? has->program : says->program;
}

struct pp_sv pp_bind_finding_address(const struct pp_bind_finding *finding)
{
    return (struct pp_sv){finding->address, finding->address_len};
}
