/*
 * Times between events that know nothing of each other: exponential draws,
 * made of whole numbers, so that they are the same on every platform. log()
 * is not: its last bit differs between C libraries.
 */
#ifndef PP_SIM_CHANCE_EXPONENTIAL_H
#define PP_SIM_CHANCE_EXPONENTIAL_H

#include "portplansim/prng.h"

/* Exponential with mean 1, in steps of 2^-32; 0 or more, at most 45. */
double pps_draw_exponential(struct pps_prng *prng);

#endif
