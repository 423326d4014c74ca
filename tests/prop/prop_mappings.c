/*
 * Mappings of WinNAT, RRAS and HNS hold the same ports however they are
 * written: a list, a table, JSON, CSV, a dump, over random mappings, with a
 * broken one among them now and then.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/buf.h"
#include "portplan/load.h"
#include "portplan/portset.h"

#include "random.h"
#include "seed.h"

enum {
    ROUNDS = 300 / PP_INPUT_STEP,
    MAX_MAPPINGS = 7,
    TEXT_MAX = 1 << 16,
};

struct mapping {
    bool is_udp;
    unsigned port; /* above 65535: it cannot be, and is left out */
    unsigned to_port;
    unsigned byte; /* of the address it leads to */
};

struct mappings {
    struct mapping items[MAX_MAPPINGS];
    size_t count;
};

static const char *name_of(const struct mapping *it)
{
    return it->is_udp ? "UDP" : "TCP";
}

static unsigned number_of(const struct mapping *it)
{
    return it->is_udp ? 17 : 6;
}

/* --- forms ---------------------------------------------------------------- */

static void write_nat_list(struct pp_buf *out, const struct mappings *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "StaticMappingID : %zu\nNatName : lab\nProtocol : %s\n"
                      "RemoteExternalIPAddressPrefix : 0.0.0.0/0\n"
                      "ExternalIPAddress : 0.0.0.0\nExternalPort : %u\n"
                      "InternalIPAddress : 172.20.0.%u\n"
                      "InternalPort : %u\nActive : True\n\n",
                      i,
                      name_of(it),
                      it->port,
                      it->byte,
                      it->to_port);
    }
}

static void write_nat_table(struct pp_buf *out, const struct mappings *all)
{
    pp_buf_add_str(out,
                   "StaticMappingID NatName Protocol ExternalPort InternalPort "
                   "Active\n"
                   "--------------- ------- -------- ------------ ------------ "
                   "------\n");
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "%-15zu lab     %-8s %12u %12u True\n",
                      i,
                      name_of(it),
                      it->port,
                      it->to_port);
    }
}

static void write_nat_csv(struct pp_buf *out, const struct mappings *all)
{
    pp_buf_add_str(out,
                   "\"StaticMappingID\",\"NatName\",\"Protocol\","
                   "\"ExternalPort\",\"Active\"\n");
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "\"%zu\",\"lab\",\"%s\",\"%u\",\"True\"\n",
                      i,
                      name_of(it),
                      it->port);
    }
}

static void write_nat_json(struct pp_buf *out, const struct mappings *all)
{
    pp_buf_add_char(out, '[');
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "%s{\"NatName\":\"lab\",\"Protocol\":%u,"
                      "\"ExternalPort\":%u,\"InternalPort\":%u,"
                      "\"Active\":true}",
                      i > 0 ? "," : "",
                      number_of(it),
                      it->port,
                      it->to_port);
    }
    pp_buf_add_str(out, "]\n");
}

static void write_rras_list(struct pp_buf *out, const struct mappings *all)
{
    pp_buf_add_str(out, "NAT Static Port Mapping Configuration\n------\n");
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "Protocol          : %s\nPublic Address    : 0.0.0.0\n"
                      "Public Port       : %u\n"
                      "Private Address   : 172.20.0.%u\n"
                      "Private Port      : %u\n\n",
                      name_of(it),
                      it->port,
                      it->byte,
                      it->to_port);
    }
}

static void write_rras_dump(struct pp_buf *out, const struct mappings *all)
{
    pp_buf_add_str(out, "pushd routing ip nat\n");
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      i % 2 == 0 ? "add portmapping name=\"W\" proto=%s "
                                   "publicip=0.0.0.0 publicport=%u "
                                   "privateip=172.20.0.%u privateport=%u\n"
                                 : "add portmapping \"W\" %s 0.0.0.0 %u "
                                   "172.20.0.%u %u\n",
                      name_of(it),
                      it->port,
                      it->byte,
                      it->to_port);
    }
    pp_buf_add_str(out, "popd\n");
}

static void write_hns_list(struct pp_buf *out, const struct mappings *all)
{
    pp_buf_add_str(out, "ActivityId : A\nID : 7a\nPolicies : {");
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "%s@{ExternalPort=%u; InternalPort=%u; Protocol=%u; "
                      "Type=NAT}",
                      i > 0 ? ", " : "",
                      it->port,
                      it->to_port,
                      number_of(it));
    }
    pp_buf_add_str(out, "}\nReferences : {/endpoints/e1}\n");
}

static void write_hns_json(struct pp_buf *out, const struct mappings *all)
{
    pp_buf_add_str(out, "{\"ActivityId\":\"A\",\"Policies\":[");
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "%s{\"Type\":\"NAT\",\"ExternalPort\":%u,"
                      "\"InternalPort\":%u,\"Protocol\":%u}",
                      i > 0 ? "," : "",
                      it->port,
                      it->to_port,
                      number_of(it));
    }
    pp_buf_add_str(out, "]}\n");
}

static void write_hns_balancers(struct pp_buf *out, const struct mappings *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct mapping *it = &all->items[i];
        pp_buf_printf(out,
                      "{\n\"ID\": \"b%zu\",\n\"HostComputeEndpoints\": [\"e\"],"
                      "\n\"PortMappings\": [ { \"Protocol\": %u, "
                      "\"InternalPort\": %u, \"ExternalPort\": %u } ]\n}\n",
                      i,
                      number_of(it),
                      it->to_port,
                      it->port);
    }
}

static const struct {
    const char *name;
    void (*write)(struct pp_buf *out, const struct mappings *all);
} forms[] = {
    {"a list of WinNAT", write_nat_list},
    {"a table of WinNAT", write_nat_table},
    {"CSV of WinNAT", write_nat_csv},
    {"JSON of WinNAT", write_nat_json},
    {"a listing of RRAS", write_rras_list},
    {"a dump of RRAS", write_rras_dump},
    {"a list of HNS", write_hns_list},
    {"JSON of HNS", write_hns_json},
    {"load balancers of HNS", write_hns_balancers},
};

/* --- the law -------------------------------------------------------------- */

static void make(struct pp_test_random *random, struct mappings *all)
{
    all->count = pp_test_random_in(random, 1, MAX_MAPPINGS);
    for (size_t i = 0; i < all->count; i++) {
        bool is_broken = pp_test_random_below(random, 12) == 0;
        all->items[i] = (struct mapping){
            .is_udp = pp_test_random_below(random, 2) == 0,
            .port =
                pp_test_random_in(random, 1, 65535) + (is_broken ? 65535u : 0u),
            .to_port = pp_test_random_in(random, 1, 65535),
            .byte = pp_test_random_below(random, 256),
        };
    }
}

static void held_of(const struct pp_buf *text,
                    struct pp_portset ret[PP_PROTOCOL_COUNT],
                    uint64_t *ret_rejected)
{
    struct pp_load *load = NULL;
    size_t count = 0;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("t"), pp_buf_view(text)), PP_OK);
    const struct pp_fact *facts = pp_load_facts(load, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_HELD) {
            pp_portset_set_range(&ret[facts[i].protocol], facts[i].range);
        }
    }
    *ret_rejected = pp_load_totals(load).rejected;
    pp_load_free(load);
}

Test(mappings, every_form_holds_the_same_ports)
{
    const uint32_t seed = pp_test_seed("mappings");
    struct pp_test_random random = pp_test_random_from(seed);
    for (int round = 0; round < ROUNDS; round++) {
        struct mappings all;
        struct pp_portset wanted[PP_PROTOCOL_COUNT] = {0};
        bool has_broken = false;
        make(&random, &all);
        for (size_t i = 0; i < all.count; i++) {
            const struct mapping *it = &all.items[i];
            has_broken |= it->port > 65535;
            if (it->port <= 65535) {
                pp_portset_set(&wanted[it->is_udp ? PP_UDP : PP_TCP],
                               (uint16_t)it->port);
            }
        }
        for (size_t i = 0; i < PP_ARRAY_LEN(forms); i++) {
            struct pp_portset found[PP_PROTOCOL_COUNT] = {0};
            uint64_t rejected = 0;
            struct pp_buf text;
            pp_buf_init(&text, TEXT_MAX);
            forms[i].write(&text, &all);
            held_of(&text, found, &rejected);
            cr_expect(pp_portset_equal(&found[PP_TCP], &wanted[PP_TCP]) &&
                          pp_portset_equal(&found[PP_UDP], &wanted[PP_UDP]),
                      "seed %lu, round %d, %s: %s",
                      (unsigned long)seed,
                      round,
                      forms[i].name,
                      text.data);
            cr_expect_eq(rejected > 0,
                         has_broken,
                         "seed %lu, round %d, %s: %s",
                         (unsigned long)seed,
                         round,
                         forms[i].name,
                         text.data);
            pp_buf_done(&text);
        }
    }
}
