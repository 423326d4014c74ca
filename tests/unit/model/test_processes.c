/* Who a process id is: names beside sockets, machine by machine. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "model/processes.h"
#include "random.h"

enum {
    FACTS = 400,
    HOSTS = 3,
    PIDS = 90,
    ROUNDS = 200,
};

static struct pp_fact
process(uint32_t section, uint32_t pid, const char *name, const char *services)
{
    struct pp_fact fact = {.kind = PP_FACT_PROCESS, .section = section};
    fact.as.process.pid = pid;
    fact.as.process.name = pp_sv_from(name);
    fact.as.process.services = pp_sv_from(services);
    return fact;
}

/* The last of the machine with that id, found by looking at every one. */
static const char *
last_named(const struct pp_fact *facts, uint32_t host, uint32_t pid)
{
    const char *name = "";
    for (size_t i = 0; i < FACTS; i++) {
        bool is_it = facts[i].kind == PP_FACT_PROCESS &&
                     facts[i].section == host &&
                     facts[i].as.process.pid == pid && pid != 0;
        name = is_it ? facts[i].as.process.name.ptr : name;
    }
    return name;
}

Test(processes, the_last_name_of_the_same_machine_counts)
{
    static char names[FACTS][16];
    static struct pp_fact facts[FACTS];
    const struct pp_section sections[HOSTS] = {
        {.host = 0}, {.host = 1}, {.host = 2}};
    struct pp_test_random random = pp_test_random_from(14);
    size_t named = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < FACTS; i++) {
            snprintf(names[i], sizeof(names[i]), "p%u.exe", (unsigned)i);
            facts[i] = process(pp_test_random_below(&random, HOSTS),
                               pp_test_random_below(&random, PIDS),
                               names[i],
                               NULL);
            if (pp_test_random_below(&random, 4) == 0) {
                facts[i].kind = PP_FACT_SERVICE;
            }
        }
        const struct pp_machine_input input = {
            .sections = sections,
            .section_count = HOSTS,
            .facts = facts,
            .fact_count = FACTS,
        };
        struct pp_processes processes = {.input = &input};
        cr_assert_eq(pp_processes_collect(&processes, &input), PP_OK);
        for (uint32_t pid = 0; pid < PIDS; pid++) {
            char scratch[PP_PROCESS_NAME_BYTES];
            const struct pp_fact asking = {.section = pid % HOSTS};
            const char *wanted = last_named(facts, pid % HOSTS, pid);
            struct pp_sv name =
                pp_processes_name(&processes, &asking, pid, scratch);
            cr_expect(pp_sv_equal(name, pp_sv_from(wanted)),
                      "round %d, pid %u: '%.*s', not '%s'",
                      round,
                      (unsigned)pid,
                      PP_SV_ARGS(name),
                      wanted);
            named += name.len > 0;
        }
        pp_processes_done(&processes);
    }
    cr_expect_geq(named, 1000);
}

Test(processes, services_stand_behind_their_program)
{
    static const struct {
        const char *services;
        const char *wanted;
    } rows[] = {
        {NULL, "svchost.exe"},
        {"Dnscache", "svchost.exe: Dnscache"},
        {"Dhcp, EventLog", "svchost.exe: Dhcp, EventLog"},
        {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, "
         "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, "
         "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC",
         "svchost.exe: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, "
         "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, ..."},
        {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         "svchost.exe"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_fact fact =
            process(0, 7, "svchost.exe", rows[i].services);
        const struct pp_machine_input input = {.facts = &fact, .fact_count = 1};
        char scratch[PP_PROCESS_NAME_BYTES];
        struct pp_processes processes = {.input = &input};
        cr_assert_eq(pp_processes_collect(&processes, &input), PP_OK);
        struct pp_sv name = pp_processes_name(&processes, &fact, 7, scratch);
        cr_expect(pp_sv_equal(name, pp_sv_from(rows[i].wanted)),
                  "row %zu: '%.*s'",
                  i,
                  PP_SV_ARGS(name));
        pp_processes_done(&processes);
    }
}

/* A listing has one service a row; the first of the names, as many as there is
 * room for, stand behind the program, wherever it is named. */
Test(processes, services_one_by_one_go_together)
{
    enum {
        SERVICES = 40
    };
    char names[SERVICES][8];
    struct pp_fact facts[SERVICES + 1];
    for (unsigned count = 1; count <= SERVICES; count++) {
        char wanted[PP_PROCESS_NAME_BYTES] = "svchost.exe: ";
        char scratch[PP_PROCESS_NAME_BYTES];
        unsigned named = count % 4; /* where the program stands */
        size_t at = 0;
        for (unsigned i = 0; i < count; i++) {
            snprintf(names[i], sizeof(names[i]), "s%02u", i);
            if (i == named) {
                facts[at++] = process(0, 7, "svchost.exe", NULL);
            }
            facts[at++] = process(0, 7, NULL, names[i]);
        }
        if (at == count) {
            facts[at++] = process(0, 7, "svchost.exe", NULL);
        }
        const struct pp_machine_input input = {.facts = facts,
                                               .fact_count = at};
        struct pp_processes processes = {.input = &input};
        cr_assert_eq(pp_processes_collect(&processes, &input), PP_OK);
        struct pp_sv name = pp_processes_name(&processes, facts, 7, scratch);
        size_t len = strlen(wanted);
        for (unsigned i = 0; i < count && i < 22; i++) {
            len += (size_t)snprintf(wanted + len,
                                    sizeof(wanted) - len,
                                    "%s%s",
                                    i > 0 ? ", " : "",
                                    names[i]);
        }
        snprintf(wanted + len,
                 sizeof(wanted) - len,
                 "%s",
                 count > 23    ? ", ..."
                 : count == 23 ? ", s22"
                               : "");
        cr_expect(pp_sv_equal(name, pp_sv_from(wanted)),
                  "%u: '%.*s', not '%s'",
                  count,
                  PP_SV_ARGS(name),
                  wanted);
        pp_processes_done(&processes);
    }
}
