/*
 * Starts of the DNS Server, simulated: how often its pool has a port. Private
 * to sim/.
 */
#ifndef PP_SIM_EXHAUSTION_DNS_POOL_SIM_H
#define PP_SIM_EXHAUSTION_DNS_POOL_SIM_H

#include "model/dns_pool.h"

/* In how many of `runs` starts the pool has the port, run by run from a stream
 * of `seed`. */
enum pp_status pps_dns_pool_count(const struct pp_dns_pool *pool,
                                  uint16_t port,
                                  uint32_t runs,
                                  uint64_t seed,
                                  uint32_t *ret_hits) PP_MUST_CHECK;

#endif
