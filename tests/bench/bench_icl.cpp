/* Boost.ICL as its documentation uses it: a joining interval_set for "is it
 * in", a splitting interval_map of sets for "whose is it". */
#include "bench_icl.h"

#include <boost/icl/interval_map.hpp>
#include <boost/icl/interval_set.hpp>
#include <set>

using interval = boost::icl::closed_interval<uint32_t>;
using label_set = std::set<uint32_t>;
using port_set = boost::icl::interval_set<uint32_t, std::less, interval>;
using port_map = boost::icl::interval_map<uint32_t,
                                          label_set,
                                          boost::icl::partial_absorber,
                                          std::less,
                                          boost::icl::inplace_plus,
                                          boost::icl::inter_section,
                                          interval>;

struct bench_icl {
    port_set set;
    port_map map;
};

bench_icl *bench_icl_new(const bench_icl_item *items, size_t count)
{
    bench_icl *icl = new bench_icl;
    for (size_t i = 0; i < count; i++) {
        interval range(items[i].first, items[i].last);
        icl->set.add(range);
        icl->map.add({range, label_set{items[i].label}});
    }
    return icl;
}

void bench_icl_free(bench_icl *icl)
{
    delete icl;
}

uint64_t
bench_icl_contains(const bench_icl *icl, const uint16_t *ports, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += boost::icl::contains(icl->set, uint32_t{ports[i]});
    }
    return sum;
}

uint64_t
bench_icl_stab(const bench_icl *icl, const uint16_t *ports, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        auto found = icl->map.find(uint32_t{ports[i]});
        if (found == icl->map.end()) {
            continue;
        }
        for (uint32_t label : found->second) {
            sum += label;
        }
    }
    return sum;
}

uint64_t bench_icl_overlap(const bench_icl *icl,
                           const uint16_t *ports,
                           size_t count,
                           uint32_t port_count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t first = ports[i];
        auto found =
            icl->map.equal_range(interval(first, first + port_count - 1));
        for (auto part = found.first; part != found.second; ++part) {
            for (uint32_t label : part->second) {
                sum += label;
            }
        }
    }
    return sum;
}

void bench_icl_annotate(const bench_icl *icl, uint32_t *ret_counts)
{
    uint32_t at = 0;
    for (const auto &part : icl->map) {
        while (at < part.first.lower()) {
            ret_counts[at++] = 0;
        }
        while (at <= part.first.upper()) {
            ret_counts[at++] = static_cast<uint32_t>(part.second.size());
        }
    }
    while (at < 65536) {
        ret_counts[at++] = 0;
    }
}

void bench_icl_replace(bench_icl *icl,
                       const bench_icl_item *old_item,
                       const bench_icl_item *new_item)
{
    interval old_range(old_item->first, old_item->last);
    interval new_range(new_item->first, new_item->last);
    icl->map.subtract({old_range, label_set{old_item->label}});
    icl->map.add({new_range, label_set{new_item->label}});
}
