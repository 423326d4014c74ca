/* What changed between two machines, and what probably happened. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "diff/diff.h"
#include "files.h"
#include "machines.h"

/* --- helpers -------------------------------------------------------------- */

struct pair {
    struct pp_machine *before;
    struct pp_machine *after;
    struct pp_diff *diff;
};

static void compare(struct pair *pair)
{
    cr_assert_eq(pp_diff_run(pair->before, pair->after, &pair->diff), PP_OK);
}

static struct pair pair_of(const char *before, const char *after)
{
    const struct pp_test_machine one = {.exclusions = before};
    const struct pp_test_machine two = {.exclusions = after};
    struct pair pair = {pp_test_machine(&one), pp_test_machine(&two), NULL};
    return pair;
}

static void pair_done(struct pair *pair)
{
    pp_diff_free(pair->diff);
    pp_machine_free(pair->before);
    pp_machine_free(pair->after);
}

static void add_row(struct pp_buf *out, const struct pp_exclusion *row)
{
    if (row == NULL) {
        return;
    }
    pp_range_print(out, row->range);
    pp_buf_add_str(out,
                   row->is_administered == PP_YES       ? "*"
                   : row->is_administered == PP_UNKNOWN ? "?"
                                                        : "");
}

static void
add_rows(struct pp_buf *out, char mark, const struct pp_diff_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_diff_row *row = &rows->items[i];
        pp_buf_printf(out, "%s%c", out->len > 0 ? " " : "", mark);
        add_row(out, row->before);
        pp_buf_add_str(out,
                       row->before != NULL && row->after != NULL ? ">" : "");
        add_row(out, row->after);
    }
}

/* "=80>80 -1031-1130 +2000-2099 ?9 ~1031-1130>2000-2099 !7>7*" */
static const char *rows_of(const struct pp_diff_table *table)
{
    static char text[4096];
    struct pp_buf out;
    pp_buf_init(&out, sizeof(text) - 1);
    add_rows(&out, '=', &table->kept);
    add_rows(&out, '-', &table->removed);
    add_rows(&out, '+', &table->added);
    add_rows(&out, '?', &table->unknown);
    add_rows(&out, '~', &table->moved);
    add_rows(&out, '!', &table->changed);
    (void)snprintf(text, sizeof(text), "%s", out.data != NULL ? out.data : "");
    pp_buf_done(&out);
    return text;
}

/* "winnat-stopped 90 | hyper-v-disabled 10, reservation-added 95" */
static const char *events_of(const struct pp_diff *diff)
{
    static char text[4096];
    size_t count = diff->events.count;
    size_t len = 0;
    const struct pp_event *events = diff->events.items;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        int added = snprintf(text + len,
                             sizeof(text) - len,
                             "%s%s %u",
                             events[i].is_alternative ? " | "
                             : i > 0                  ? ", "
                                                      : "",
                             pp_event_name(events[i].kind),
                             events[i].percent);
        cr_assert(added > 0);
        len += (size_t)added;
    }
    return text;
}

/* The machine of a text in memory, or of a fixture. */
static struct pp_machine *machine_of_bytes(struct pp_sv bytes)
{
    struct pp_load *load = NULL;
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("text"), bytes), PP_OK);
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    pp_load_free(load);
    return machine;
}

static struct pp_machine *machine_of_fixture(const char *name)
{
    char path[256];
    struct pp_buf bytes;
    pp_buf_init(&bytes, 1 << 20);
    (void)snprintf(path, sizeof(path), "fixtures/%s.txt", name);
    cr_assert(pp_test_read_file(path, &bytes), "%s", path);
    struct pp_machine *machine = machine_of_bytes(pp_buf_view(&bytes));
    pp_buf_done(&bytes);
    return machine;
}

/* --- rows ----------------------------------------------------------------- */

Test(diff, rows_are_parted)
{
    static const struct {
        const char *label;
        const char *before;
        const char *after;
        const char *rows;
    } rows[] = {
        {"nothing in either", "", "", ""},
        {"the same",
         "80-80 1031-1130",
         "80-80 1031-1130",
         "=80>80 =1031-1130>1031-1130"},
        {"gone and new", "80-80", "443-443", "-80 +443"},
        {"touching rows stay apart",
         "1031-1130 1131-1230",
         "1031-1230",
         "-1031-1130 -1131-1230 +1031-1230"},
        {"a block moved",
         "1031-1130",
         "2000-2099",
         "-1031-1130>2000-2099 +1031-1130>2000-2099 ~1031-1130>2000-2099"},
        {"sizes do not mix", "1031-1130", "2000-2063", "-1031-1130 +2000-2063"},
        {"what is no block does not move",
         "80-80 7000-7059*",
         "443-443 9000-9059*",
         "-80 -7000-7059* +443 +9000-9059*"},
        {"a star came",
         "55500-55599",
         "55500-55599*",
         "-55500-55599>55500-55599* +55500-55599>55500-55599* "
         "!55500-55599>55500-55599*"},
        {"a star was lost in the paste",
         "50000-50059*",
         "50000-50059?",
         "=50000-50059*>50000-50059?"},
        {"the exact mark goes first", "7-7? 7-7*", "7-7* 7-7", "=7*>7* =7?>7"},
        {"a row twice", "80-80 80-80", "80-80", "=80>80 -80"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = pair_of(rows[i].before, rows[i].after);
        compare(&pair);
        cr_expect_str_eq(rows_of(&pair.diff->tables[PP_TCP]),
                         rows[i].rows,
                         "%s: %s",
                         rows[i].label,
                         rows_of(&pair.diff->tables[PP_TCP]));
        pair_done(&pair);
    }
}

static const char *moves_of(const struct pp_diff *diff)
{
    const char *all = rows_of(&diff->tables[PP_TCP]);
    const char *moves = strchr(all, '~');
    return moves != NULL ? moves : "";
}

Test(diff, moves_keep_their_order_and_are_short)
{
    static const struct {
        const char *label;
        const char *before;
        const char *after;
        const char *moves;
    } rows[] = {
        {"as many",
         "1000-1099 2000-2099",
         "2100-2199 9000-9099",
         "~1000-1099>2100-2199 ~2000-2099>9000-9099"},
        {"one is left over after",
         "2000-2099",
         "1000-1099 2100-2199 9000-9099",
         "~2000-2099>2100-2199"},
        {"one is left over before",
         "1000-1099 2000-2099 9000-9099",
         "8000-8099 8900-8999",
         "~2000-2099>8000-8099 ~9000-9099>8900-8999"},
        {"blocks of 10 and of 64 too",
         "1000-1009 3000-3063",
         "2000-2009 4000-4063",
         "~1000-1009>2000-2009 ~3000-3063>4000-4063"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = pair_of(rows[i].before, rows[i].after);
        compare(&pair);
        cr_expect_str_eq(moves_of(pair.diff),
                         rows[i].moves,
                         "%s: %s",
                         rows[i].label,
                         moves_of(pair.diff));
        pair_done(&pair);
    }
}

Test(diff, what_a_table_cannot_show_is_unknown)
{
    static const struct {
        const char *label;
        enum pp_table_extent before;
        enum pp_table_extent after;
        const char *rows; /* of "80 1031-1130 3000" and "80 443 2000" */
        bool is_compared;
    } rows[] = {
        {"both whole",
         PP_TABLE_WHOLE,
         PP_TABLE_WHOLE,
         "=80>80 -1031-1130 -3000 +443 +2000",
         true},
        {"both open",
         PP_TABLE_OPEN,
         PP_TABLE_OPEN,
         "=80>80 -1031-1130 -3000 +443 +2000",
         true},
        {"after cut",
         PP_TABLE_WHOLE,
         PP_TABLE_CUT,
         "=80>80 -1031-1130 +443 +2000 ?3000",
         true},
        {"before cut: all of after lies before its end",
         PP_TABLE_CUT,
         PP_TABLE_WHOLE,
         "=80>80 -1031-1130 -3000 +443 +2000",
         true},
        {"after holed",
         PP_TABLE_WHOLE,
         PP_TABLE_HOLED,
         "=80>80 +443 +2000 ?1031-1130 ?3000",
         true},
        {"before holed",
         PP_TABLE_HOLED,
         PP_TABLE_WHOLE,
         "=80>80 -1031-1130 -3000 ?443 ?2000",
         true},
        {"no table before",
         PP_TABLE_NONE,
         PP_TABLE_WHOLE,
         "=80>80 -1031-1130 -3000 ?443 ?2000",
         false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair =
            pair_of("80-80 1031-1130 3000-3000", "80-80 443-443 2000-2000");
        pp_machine_set_table_extent(pair.before, PP_TCP, rows[i].before);
        pp_machine_set_table_extent(pair.after, PP_TCP, rows[i].after);
        compare(&pair);
        const struct pp_diff_table *table = &pair.diff->tables[PP_TCP];
        cr_expect_str_eq(rows_of(table),
                         rows[i].rows,
                         "%s: %s",
                         rows[i].label,
                         rows_of(table));
        cr_expect_eq(table->is_compared, rows[i].is_compared, "%zu", i);
        pair_done(&pair);
    }
}

Test(diff, without_common_ground_nothing_is_the_same)
{
    struct pair none = pair_of(NULL, NULL);
    compare(&none);
    cr_expect_eq(pp_diff_is_same(none.diff), PP_UNKNOWN);
    pair_done(&none);
    struct pair empty = pair_of("", "");
    compare(&empty);
    cr_expect_eq(pp_diff_is_same(empty.diff), PP_YES);
    pair_done(&empty);
}

/* --- events --------------------------------------------------------------- */

Test(diff, blocks_tell_what_happened)
{
    static const struct {
        const char *label;
        const char *before;
        const char *after;
        const char *events;
    } rows[] = {
        {"nothing", "80-80", "80-80", ""},
        {"all gone",
         "80-80 1031-1130 2000-2099",
         "80-80",
         "winnat-stopped 90 | hyper-v-disabled 10"},
        {"with HNS's own range",
         "1031-1130 50000-50059*",
         "",
         "hyper-v-disabled 55 | winnat-stopped 35, hns-range-removed 95"},
        {"appeared",
         "80-80",
         "80-80 1031-1130",
         "winnat-started 60 | reboot 25 | hyper-v-enabled 10"},
        {"appeared with the range",
         "",
         "1031-1130 50000-50059*",
         "hyper-v-enabled 55 | winnat-started 35, hns-range-added 95"},
        {"replaced far away",
         "1031-1130",
         "9000-9099",
         "reboot 50 | winnat-restarted 40"},
        {"replaced near by",
         "1031-1130 1131-1230 1300-1399",
         "1050-1149 1250-1349 1500-1599",
         "winnat-restarted 50 | reboot 40"},
        {"most moved",
         "1031-1130 2000-2099 3000-3099",
         "1031-1130 5000-5099 6000-6099",
         "reboot 45 | networks-changed 25 | winnat-restarted 15"},
        {"some moved",
         "1031-1130 2000-2099 3000-3099",
         "1031-1130 2000-2099 6000-6099",
         "networks-changed 50 | reboot 25 | winnat-restarted 10"},
        {"fewer",
         "1031-1130 2000-2099",
         "1031-1130",
         "networks-changed 60 | reboot 25"},
        {"more",
         "1031-1130",
         "1031-1130 2000-2099",
         "networks-changed 60 | reboot 25"},
        {"a reservation where a block was",
         "1031-1130 2000-2099",
         "1031-1130 2050-2050*",
         "winnat-restarted 60 | reboot 30, reservation-added 95"},
        {"pools of HNS",
         "80-80 1210-1273 1274-1337",
         "80-80",
         "hns-stopped 90 | hyper-v-disabled 10"},
        {"winnat alone leaves the pools",
         "1210-1273 2000-2099",
         "1210-1273",
         "winnat-stopped 90 | hyper-v-disabled 10"},
        {"single ports",
         "5357-5357 4000-4000",
         "8080-8080 80-80",
         "url-registered 85, port-published 45 | url-registered 45, "
         "url-unregistered 85, port-unpublished 45 | url-unregistered 45"},
        {"a reservation went", "7000-7099*", "", "reservation-removed 95"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = pair_of(rows[i].before, rows[i].after);
        compare(&pair);
        cr_expect_str_eq(events_of(pair.diff),
                         rows[i].events,
                         "%s: %s",
                         rows[i].label,
                         events_of(pair.diff));
        pair_done(&pair);
    }
}

/* What else the captures hold decides between the explanations. */
Test(diff, other_captures_weigh_in)
{
#define HEAD                                                      \
    "Protocol tcp Port Exclusion Ranges\n\nStart Port End Port\n" \
    "---------- --------\n"
#define FOOT       "\n* - Administered port exclusions.\n\n"
#define BLOCK      "      1031        1130\n"
#define OTHER      "      9000        9099\n"
#define HTTP       "        80          80\n"
#define BOOT(time) "System Boot Time:          " time "\n"
#define HYPER_V(state) \
    "Feature Name : Microsoft-Hyper-V-All\nState : " state "\n\n"
#define WINNAT(state) "SERVICE_NAME: winnat\n        STATE : " state "\n"
    static const struct {
        const char *label;
        const char *before;
        const char *after;
        const char *events;
    } rows[] = {
        {"the boot time is the same",
         HEAD HTTP BLOCK FOOT BOOT("2/5/2024, 8:01:33 AM"),
         HEAD HTTP FOOT BOOT("2/5/2024, 8:01:33 AM"),
         "winnat-stopped 95"},
        {"the boot time differs",
         HEAD HTTP BLOCK FOOT BOOT("2/5/2024, 8:01:33 AM"),
         HEAD HTTP OTHER FOOT BOOT("2/6/2024, 9:00:00 AM"),
         "reboot 90"},
        {"the feature was switched off",
         HEAD HTTP BLOCK FOOT HYPER_V("Enabled"),
         HEAD HTTP FOOT HYPER_V("Disabled"),
         "winnat-stopped 20, hyper-v-disabled 97"},
        {"the feature is on",
         HEAD HTTP BLOCK FOOT,
         HEAD HTTP FOOT HYPER_V("Enabled"),
         "winnat-stopped 90"},
        {"the service is stopped",
         HEAD HTTP BLOCK FOOT WINNAT("4  RUNNING"),
         HEAD HTTP FOOT WINNAT("1  STOPPED"),
         "winnat-stopped 98"},
        {"the service runs again",
         HEAD HTTP BLOCK FOOT,
         HEAD HTTP FOOT WINNAT("4  RUNNING"),
         "winnat-stopped 90"},
        {"a service without a table",
         WINNAT("4  RUNNING"),
         WINNAT("1  STOPPED"),
         "winnat-stopped 97"},
        {"a table without its end weighs less",
         HEAD HTTP BLOCK FOOT,
         HEAD "        80          80\n     50000       50059     *\n",
         "winnat-stopped 72 | hyper-v-disabled 8, hns-range-added 76"},
        {"updates",
         "OS Version: 10.0.19041 N/A Build 19041\n[01]: KB5017264\n",
         "OS Version: 10.0.19045 N/A Build 19045\n[01]: KB5017264\n"
         "[02]: KB5021233\n",
         "update-installed 95"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = {machine_of_bytes(pp_sv_from(rows[i].before)),
                            machine_of_bytes(pp_sv_from(rows[i].after)),
                            NULL};
        compare(&pair);
        cr_expect_str_eq(events_of(pair.diff),
                         rows[i].events,
                         "%s: %s",
                         rows[i].label,
                         events_of(pair.diff));
        pair_done(&pair);
    }
}

/* Each pair of the corpus (fixtures/captured) with what its own notes say
 * happened in between. */
Test(diff, pairs_of_the_corpus)
{
    static const struct {
        const char *before;
        const char *after;
        const char *truth;
        const char *events;
    } rows[] = {
        {"captured/c004",
         "captured/c005",
         "winnat stopped, 55679 reserved",
         "winnat-stopped 98, reservation-added 95"},
        {"captured/c040",
         "captured/c041",
         "winnat stopped and started",
         "winnat-stopped 90 | hyper-v-disabled 10"},
        {"captured/c056",
         "captured/c057",
         "winnat stopped and started",
         "winnat-stopped 72 | hyper-v-disabled 8"},
        {"captured/c058",
         "captured/c059",
         "winnat stopped and started",
         "winnat-stopped 90"},
        {"captured/c074",
         "captured/c075",
         "range set to 49152+16384, winnat stopped and started",
         "winnat-stopped 90 | hyper-v-disabled 10, dynamic-range-changed 70"},
        {"captured/c119",
         "captured/c126",
         "winnat and HNS restarted",
         "winnat-restarted 50 | reboot 40"},
        {"captured/c122",
         "captured/c139",
         "range set to 50000+1000, reboot",
         "reboot 40 | winnat-restarted 32, dynamic-range-changed 70"},
        {"captured/c029",
         "captured/c030",
         "docker run -p 8080:80",
         "port-published 45 | url-registered 45"},
        {"captured/c048",
         "captured/c050",
         "a single port appeared",
         "port-published 36 | url-registered 36"},
        {"captured/doubtful/d040",
         "captured/doubtful/d041",
         "the next day",
         "reboot 40 | winnat-restarted 32, hns-range-added 76"},
        {"captured/doubtful/d044",
         "captured/doubtful/d045",
         "12 days later",
         "reboot 40 | winnat-restarted 32"},
        {"captured/doubtful/d046",
         "captured/doubtful/d069",
         "reboots",
         "reboot 36 | networks-changed 20 | winnat-restarted 12"},
        {"captured/doubtful/d094",
         "captured/doubtful/d095",
         "a reboot",
         "reboot 40 | winnat-restarted 32"},
        {"documented/hyper-v",
         "documented/hyper-v-reserved",
         "winnat stopped, 55500-55599 reserved, winnat started",
         "winnat-restarted 60 | reboot 30, reservation-added 95"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = {machine_of_fixture(rows[i].before),
                            machine_of_fixture(rows[i].after),
                            NULL};
        compare(&pair);
        cr_expect_str_eq(events_of(pair.diff),
                         rows[i].events,
                         "%s (%s): %s",
                         rows[i].before,
                         rows[i].truth,
                         events_of(pair.diff));
        pair_done(&pair);
    }
}

Test(diff, the_dynamic_range_counts_where_both_show_it)
{
    static const struct {
        const char *label;
        struct pp_range before;
        enum pp_basis basis_before;
        struct pp_range after;
        enum pp_basis basis_after;
        enum pp_tri changed;
    } rows[] = {
        {"both captured",
         {1024, 15000},
         PP_BASIS_CAPTURED,
         {49152, 65535},
         PP_BASIS_CAPTURED,
         PP_YES},
        {"the same",
         {1024, 15000},
         PP_BASIS_CAPTURED,
         {1024, 15000},
         PP_BASIS_CAPTURED,
         PP_NO},
        {"by the registry",
         {1024, 60000},
         PP_BASIS_REGISTRY,
         {1024, 65534},
         PP_BASIS_REGISTRY,
         PP_YES},
        {"a default is not seen",
         {49152, 65535},
         PP_BASIS_DEFAULT,
         {1024, 15000},
         PP_BASIS_CAPTURED,
         PP_UNKNOWN},
        {"nor is an assumption",
         {49152, 65535},
         PP_BASIS_ASSUMED,
         {49152, 65535},
         PP_BASIS_CAPTURED,
         PP_UNKNOWN},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_dynamic before = {.range = rows[i].before,
                                          .basis = rows[i].basis_before};
        const struct pp_dynamic after = {.range = rows[i].after,
                                         .basis = rows[i].basis_after};
        cr_expect_eq(pp_diff_dynamic_changed(&before, &after),
                     rows[i].changed,
                     "%s",
                     rows[i].label);
        cr_expect_eq(pp_diff_dynamic_changed(&after, &before),
                     rows[i].changed,
                     "%s, mirrored",
                     rows[i].label);
    }
}

/* --- sockets -------------------------------------------------------------- */

Test(diff, sockets_count_where_listings_have_one_in_common)
{
    static const struct {
        const char *label;
        const char *before;
        const char *after;
        bool is_compared;
        size_t opened, closed, kept;
    } rows[] = {
        {"one came, one went", "135 8080", "135 3000", true, 1, 1, 1},
        {"nothing in common", "8080", "3000", false, 0, 0, 0},
        {"none on one side", "8080", NULL, false, 0, 0, 0},
        {"addresses count", "135 80@127.0.0.1", "135 80", true, 1, 1, 1},
        {"one twice is one", "135 135 80", "135 80 80", true, 0, 0, 2},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_test_machine one = {.sockets = rows[i].before};
        const struct pp_test_machine two = {.sockets = rows[i].after};
        struct pair pair = {pp_test_machine(&one), pp_test_machine(&two), NULL};
        compare(&pair);
        const struct pp_diff_sockets *sockets = &pair.diff->sockets[PP_TCP];
        cr_expect_eq(
            sockets->is_compared, rows[i].is_compared, "%s", rows[i].label);
        cr_expect_eq(sockets->opened_count, rows[i].opened, "%zu", i);
        cr_expect_eq(sockets->closed_count, rows[i].closed, "%zu", i);
        cr_expect_eq(sockets->kept_count, rows[i].kept, "%zu", i);
        cr_expect_eq(sockets->same_process_count, rows[i].kept, "%zu", i);
        pair_done(&pair);
    }
}

Test(diff, process_ids_tell_of_a_boot)
{
    static const char before[] =
        "Active Connections\n\n  Proto  Local Address  Foreign Address  State  "
        "PID\n"
        "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    900\n"
        "  TCP    0.0.0.0:445    0.0.0.0:0    LISTENING    4\n"
        "  TCP    0.0.0.0:5040   0.0.0.0:0    LISTENING    6100\n"
        "  TCP    0.0.0.0:49664  0.0.0.0:0    LISTENING    800\n";
    static const char after[] =
        "Active Connections\n\n  Proto  Local Address  Foreign Address  State  "
        "PID\n"
        "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    912\n"
        "  TCP    0.0.0.0:445    0.0.0.0:0    LISTENING    4\n"
        "  TCP    0.0.0.0:5040   0.0.0.0:0    LISTENING    6244\n"
        "  TCP    0.0.0.0:49664  0.0.0.0:0    LISTENING    816\n";
    struct pair pair = {
        machine_of_bytes(PP_SV(before)), machine_of_bytes(PP_SV(after)), NULL};
    compare(&pair);
    cr_expect_str_eq(events_of(pair.diff), "reboot 70");
    cr_expect_eq(pp_diff_is_same(pair.diff), PP_YES);
    pair_done(&pair);
}

/* --- how much of a table is known ----------------------------------------- */

Test(diff, how_much_of_a_table_a_capture_shows)
{
    static const struct {
        const char *text;
        enum pp_table_extent extent;
    } rows[] = {
        {HEAD HTTP FOOT, PP_TABLE_WHOLE},
        {HEAD HTTP, PP_TABLE_CUT},
        {HEAD HTTP "     ...\n" BLOCK FOOT, PP_TABLE_HOLED},
        {HEAD HTTP "     55506      555605\n" FOOT, PP_TABLE_HOLED},
        {HTTP BLOCK OTHER, PP_TABLE_OPEN},
        {BOOT("2/5/2024, 8:01:33 AM"), PP_TABLE_NONE},
        {HEAD HTTP
         "\n> netsh int ipv6 show excludedportrange tcp\n\n" HEAD HTTP FOOT,
         PP_TABLE_WHOLE},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = machine_of_bytes(pp_sv_from(rows[i].text));
        cr_expect_eq(pp_machine_table_extent(machine, PP_TCP),
                     rows[i].extent,
                     "row %zu: %d",
                     i,
                     (int)pp_machine_table_extent(machine, PP_TCP));
        pp_machine_free(machine);
    }
}

/* --- URLs of http.sys, port proxies --------------------------------------- */

static struct pair pair_of_texts(const char *before, const char *after)
{
    struct pair pair = {machine_of_bytes(pp_sv_from(before)),
                        machine_of_bytes(pp_sv_from(after)),
                        NULL};
    compare(&pair);
    return pair;
}

/* "+registered http://+:8080/ -reserved http://+:80/" */
static const char *urls_of(const struct pp_diff *diff)
{
    static char text[4096];
    size_t count = diff->facts.count;
    const struct pp_diff_fact *facts = diff->facts.items;
    struct pp_buf out;
    pp_buf_init(&out, sizeof(text) - 1);
    for (size_t i = 0; i < count; i++) {
        const struct pp_fact *fact =
            facts[i].before != NULL ? facts[i].before : facts[i].after;
        cr_assert_eq(fact->kind, PP_FACT_URL);
        pp_buf_printf(&out,
                      "%s%c%s %.*s",
                      i > 0 ? " " : "",
                      facts[i].before != NULL ? '-' : '+',
                      fact->as.url.is_registered ? "registered" : "reserved",
                      PP_SV_ARGS(fact->as.url.url));
    }
    (void)snprintf(text, sizeof(text), "%s", out.data != NULL ? out.data : "");
    pp_buf_done(&out);
    return text;
}

#define ACL(url) "    Reserved URL            : " url "\n        User: x\n"
#define TABLE(rows)                                                  \
    "Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n" \
    "----------    --------\n" rows "\n* - Administered port exclusions.\n\n"
#define STATE    "Server session ID: FE00000020000001\n    Registered URLs:\n"
#define URL(url) "        " url "\n"

Test(diff, urls_count_where_listings_have_one_in_common)
{
    static const struct {
        const char *before;
        const char *after;
        const char *urls;
        const char *events;
    } rows[] = {
        {ACL("http://+:80/a/") ACL("http://+:81/b/"),
         ACL("http://+:80/a/") ACL("http://+:82/c/"),
         "-reserved http://+:81/b/ +reserved http://+:82/c/",
         "url-unreserved 97, url-reserved 97"},
        {ACL("http://+:80/a/"), ACL("HTTP://+:80/A/"), "", ""},
        /* Nothing in common, or one side alone: unknown. */
        {ACL("http://+:80/a/"), ACL("http://+:81/b/"), "", ""},
        {ACL("http://+:80/a/"), "", "", ""},
        {STATE URL("HTTP://+:5985/WSMAN/"),
         STATE URL("HTTP://+:5985/WSMAN/") URL("HTTP://+:8080/SHOP/"),
         "+registered HTTP://+:8080/SHOP/",
         "url-registered 97"},
        /* Registered and reserved are two things. */
        {ACL("http://+:80/a/") STATE URL("HTTP://+:5985/WSMAN/"),
         ACL("http://+:80/a/"),
         "",
         ""},
        /* A row of the table that came with it is told by it. */
        {TABLE("      5985        5985\n") STATE URL("HTTP://+:5985/WSMAN/"),
         TABLE("      5985        5985\n      8080        8080\n")
             STATE URL("HTTP://+:5985/WSMAN/") URL("HTTP://+:8080/SHOP/"),
         "+registered HTTP://+:8080/SHOP/",
         "url-registered 97"},
        {TABLE("      5985        5985\n      8080        8080\n")
             STATE URL("HTTP://+:5985/WSMAN/") URL("HTTP://+:8080/SHOP/"),
         TABLE("      5985        5985\n      9090        9090\n")
             STATE URL("HTTP://+:5985/WSMAN/"),
         "-registered HTTP://+:8080/SHOP/",
         "url-unregistered 97, port-published 45 | url-registered 45"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = pair_of_texts(rows[i].before, rows[i].after);
        cr_expect_str_eq(urls_of(pair.diff), rows[i].urls, "row %zu", i);
        cr_expect_str_eq(events_of(pair.diff), rows[i].events, "row %zu", i);
        pair_done(&pair);
    }
}

#define PROXIES                                          \
    "Listen on ipv4:             Connect to ipv4:\n\n"   \
    "Address         Port        Address         Port\n" \
    "--------------- ----------  --------------- ----------\n"
#define PROXY(port) "*               " port "        10.1.2.3        22\n"
#define LISTENER                                                              \
    "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       " \
    "900\n"
#define NETSTAT                                                      \
    "Active Connections\n\n  Proto  Local Address          Foreign " \
    "Address        State           PID\n" LISTENER "\n"

/* They are listeners of one service, and count where both sides list them. */
Test(diff, port_proxies_count_where_both_sides_list_them)
{
    static const struct {
        const char *before;
        const char *after;
        size_t opened;
        size_t closed;
    } rows[] = {
        {PROXIES PROXY("8080") PROXY("8081"),
         PROXIES PROXY("8080") PROXY("8082"),
         1,
         1},
        {NETSTAT PROXIES PROXY("8080"), NETSTAT, 0, 0},
        {NETSTAT, NETSTAT PROXIES PROXY("8080"), 0, 0},
        {NETSTAT PROXIES PROXY("8080"), NETSTAT PROXIES PROXY("8081"), 1, 1},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = pair_of_texts(rows[i].before, rows[i].after);
        const struct pp_diff_sockets *sockets = &pair.diff->sockets[PP_TCP];
        cr_expect(sockets->is_compared, "row %zu", i);
        cr_expect_eq(sockets->opened_count, rows[i].opened, "row %zu", i);
        cr_expect_eq(sockets->closed_count, rows[i].closed, "row %zu", i);
        pair_done(&pair);
    }
}

#define NSI                                                                   \
    "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\"   \
    "CurrentControlSet\\Control\\Nsi\\{eb004a03-9b1a-11d4-9123-0050047759bc}" \
    "\\29]\n"

#define HNS      "\"c3503c00\"=hex:12,00,ff,ff\n"
#define STORED   "\"d8cc6400\"=hex:12,00,ff,ff\n"
#define UNMARKED "\"d8cc6400\"=hex:01,00,00,00\n"

/* Without any table, what survives a reboot is compared. */
Test(diff, persistent_stores_count_where_both_sides_show_them)
{
    static const struct {
        const char *before;
        const char *after;
        bool is_compared;
        const char *rows;
        const char *events;
    } rows[] = {
        {NSI HNS STORED,
         NSI HNS,
         true,
         "=50000-50059*>50000-50059* -55500-55599*",
         "reservation-removed 76"},
        {NSI HNS,
         NSI STORED HNS,
         true,
         "=50000-50059*>50000-50059* +55500-55599*",
         "reservation-added 76"},
        /* A block of another mark is no block of winnat: it is stored. */
        {NSI HNS,
         NSI HNS UNMARKED,
         true,
         "=50000-50059*>50000-50059* +55500-55599?",
         ""},
        {NSI HNS, NSI, false, "?50000-50059*", ""},
        {NSI HNS,
         TABLE("     50000       50059     *\n"),
         false,
         "=50000-50059*>50000-50059*",
         ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pair pair = pair_of_texts(rows[i].before, rows[i].after);
        const struct pp_diff_table *table = &pair.diff->tables[PP_TCP];
        cr_expect_eq(table->is_compared, rows[i].is_compared, "row %zu", i);
        cr_expect_str_eq(rows_of(table), rows[i].rows, "row %zu", i);
        cr_expect_str_eq(events_of(pair.diff), rows[i].events, "row %zu", i);
        pair_done(&pair);
    }
}
