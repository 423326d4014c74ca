/* From a machine to bind(): holders, and the rules of the system. */
#include <criterion/criterion.h>

#include "model/holder.h"

static struct pp_assumptions assuming(const char *setting)
{
    struct pp_assumptions assumptions = {{0}};
    if (setting != NULL) {
        cr_assert_eq(
            pp_assumptions_set(&assumptions, pp_sv_from(setting), NULL),
            PP_OK,
            "%s",
            setting);
    }
    return assumptions;
}

Test(holder, has_the_address_and_what_is_assumed)
{
    static const struct {
        const char *address;
        const char *assumption;
        enum pp_address_kind kind;
        enum pp_bind_kind options;
        bool is_other_user;
    } rows[] = {
        {"0.0.0.0", NULL, PP_ADDRESS_WILDCARD, PP_BIND_PLAIN, false},
        {"::", NULL, PP_ADDRESS_WILDCARD, PP_BIND_PLAIN, false},
        {"127.0.0.1", NULL, PP_ADDRESS_SPECIFIC, PP_BIND_PLAIN, false},
        {"", NULL, PP_ADDRESS_UNKNOWN, PP_BIND_PLAIN, false},
        {"pc7", NULL, PP_ADDRESS_UNKNOWN, PP_BIND_PLAIN, false},
        {"::1",
         "holder-options=reuse",
         PP_ADDRESS_SPECIFIC,
         PP_BIND_REUSE,
         false},
        {"::1",
         "holder-options=exclusive",
         PP_ADDRESS_SPECIFIC,
         PP_BIND_EXCLUSIVE,
         false},
        {"::1", "holder-user=other", PP_ADDRESS_SPECIFIC, PP_BIND_PLAIN, true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_assumptions assumptions = assuming(rows[i].assumption);
        const struct pp_socket socket = {
            .port = 80, .address = pp_sv_from(rows[i].address)};
        struct pp_holder holder = pp_holder_of(&socket, &assumptions);
        cr_expect_eq(holder.address.kind, rows[i].kind, "row %zu", i);
        cr_expect_eq(holder.options, rows[i].options, "row %zu", i);
        cr_expect_eq(holder.is_other_user, rows[i].is_other_user, "row %zu", i);
    }
}

Test(holder, is_any_socket_but_one_that_waits)
{
    struct pp_socket socket = {.port = 80};
    cr_expect(pp_socket_is_holder(&socket));
    socket.state = PP_SV("listening");
    cr_expect(pp_socket_is_holder(&socket));
    socket.state = pp_sv_from(pp_socket_state_name(PP_SOCKET_TIME_WAIT));
    cr_expect_not(pp_socket_is_holder(&socket));
}

struct system {
    uint32_t major;
    uint32_t minor;
    uint32_t build;
    const char *name;
    uint32_t hotfix; /* 0: none */
};

static struct pp_machine *machine_of(const struct system *system)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    if (system->major != 0) {
        const struct pp_fact os = {
            .kind = PP_FACT_OS,
            .as.os = {.major = system->major,
                      .minor = system->minor,
                      .build = system->build,
                      .name = pp_sv_from(system->name),
                      .version = PP_SV("said")},
        };
        cr_assert_eq(pp_machine_add_fact(machine, &os), PP_OK);
    }
    if (system->hotfix != 0) {
        const struct pp_fact hotfix = {.kind = PP_FACT_HOTFIX,
                                       .as.hotfix.number = system->hotfix};
        cr_assert_eq(pp_machine_add_fact(machine, &hotfix), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

Test(bind_rules, are_those_of_the_system)
{
    static const struct {
        const char *label;
        struct system system;
        bool is_before_2003;
        bool has_reuse_defect;
    } rows[] = {
        {"nothing known", {0, 0, 0, "", 0}, false, false},
        {"NT 4.0", {4, 0, 1381, "", 0}, true, false},
        {"2000", {5, 0, 2195, "", 0}, true, false},
        {"XP", {5, 1, 2600, "", 0}, true, false},
        {"2003", {5, 2, 3790, "Windows Server 2003", 0}, false, false},
        {"Vista", {6, 0, 6002, "", 0}, false, false},
        {"2008", {6, 0, 6002, "Windows Server 2008", 0}, false, false},
        {"7", {6, 1, 7601, "Windows 7", 0}, false, false},
        {"2008 R2", {6, 1, 7601, "Windows Server 2008 R2", 0}, false, true},
        {"2012", {6, 2, 9200, "Windows Server 2012", 0}, false, true},
        {"2012 R2", {6, 3, 9600, "Windows Server 2012 R2", 0}, false, true},
        {"2012 R2 with another update",
         {6, 3, 9600, "Windows Server 2012 R2", 2665809},
         false,
         true},
        {"2008 R2, mended",
         {6, 1, 7601, "Windows Server 2008 R2", 3039044},
         false,
         false},
        {"2012, mended",
         {6, 2, 9200, "Windows Server 2012", 3039044},
         false,
         false},
        {"2012 R2, mended",
         {6, 3, 9600, "Windows Server 2012 R2", 3039044},
         false,
         false},
        {"8.1", {6, 3, 9600, "Windows 8.1", 0}, false, false},
        {"2016", {10, 0, 14393, "Windows Server 2016", 0}, false, false},
        {"11", {10, 0, 22631, "", 0}, false, false},
    };
    const struct pp_assumptions assumptions = assuming("mirrored-bind=10048");
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = machine_of(&rows[i].system);
        struct pp_bind_rules rules = pp_bind_rules_of(machine, &assumptions);
        cr_expect_eq(
            rules.is_before_2003, rows[i].is_before_2003, "%s", rows[i].label);
        cr_expect_eq(rules.has_reuse_defect,
                     rows[i].has_reuse_defect,
                     "%s",
                     rows[i].label);
        cr_expect_eq(rules.mirrored, PP_MIRRORED_BIND_10048);
        pp_machine_free(machine);
    }
}

Test(bind_rules, mirrored_networking_is_a_setting_of_wsl)
{
    static const struct {
        const char *scope;
        const char *name;
        const char *values[2]; /* in order; the last counts */
        bool is_mirrored;
    } rows[] = {
        {"wslconfig", "networkingMode", {"mirrored", NULL}, true},
        {"wslconfig", "NETWORKINGMODE", {"Mirrored", NULL}, true},
        {"wslconfig", "networkingMode", {"nat", NULL}, false},
        {"wslconfig", "networkingMode", {"nat", "mirrored"}, true},
        {"wslconfig", "networkingMode", {"mirrored", "nat"}, false},
        {"wslconfig", "mode", {"mirrored", NULL}, false},
        {"Internet", "networkingMode", {"mirrored", NULL}, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        for (size_t v = 0; v < 2 && rows[i].values[v] != NULL; v++) {
            const struct pp_fact fact = {
                .kind = PP_FACT_SETTING,
                .as.setting = {pp_sv_from(rows[i].scope),
                               pp_sv_from(rows[i].name),
                               pp_sv_from(rows[i].values[v])},
            };
            cr_assert_eq(pp_machine_add_fact(machine, &fact), PP_OK);
        }
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        cr_expect_eq(pp_machine_mirrored(machine) != NULL,
                     rows[i].is_mirrored,
                     "row %zu",
                     i);
        pp_machine_free(machine);
    }
}
