/*
 * The processes that captures name, by machine and id: who the process id
 * beside a socket is.
 */
#ifndef PP_MODEL_PROCESSES_H
#define PP_MODEL_PROCESSES_H

#include "base/vec.h"
#include "machine_facts.h"

struct pp_process {
    uint32_t host;
    uint32_t pid;
    size_t order; /* in the captures */
    const struct pp_process_fact *said;
};

/* All zero is empty. */
struct pp_processes {
    PP_VEC(struct pp_process) items; /* ascending by host, id, place */
    const struct pp_machine_input *input;
};

/* Collects them; of several names of one id the last counts, and
 * services that a listing has one by one go together. The input is
 * borrowed until pp_processes_done. */
enum pp_status
pp_processes_collect(struct pp_processes *processes,
                     const struct pp_machine_input *input) PP_MUST_CHECK;
void pp_processes_done(struct pp_processes *processes);

enum {
    /* Bytes of a name with its services. */
    PP_PROCESS_NAME_BYTES = 128
};

/* The name of the process on the machine that `fact` is of: "indexd.exe", and
 * "svchost.exe: Dnscache" where services are known. Empty: not known; id 0 is
 * nobody's. The view is borrowed from the captures or lies in `scratch`. */
struct pp_sv pp_processes_name(const struct pp_processes *processes,
                               const struct pp_fact *fact,
                               uint32_t pid,
                               char scratch[PP_PROCESS_NAME_BYTES]);

#endif
