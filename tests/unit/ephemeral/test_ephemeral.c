/*
 * Ephemeral ranges: the seed's table, the worked checks, presets, and what is
 * told about settings. Settings are written as words:
 *
 *     os=2003 kb=951746 mup=60000 netsh=1025+64511 captured=1024-15000
 *     reuse=22000+100 preset=isa reserved
 *     u=legacy-lower-bound=1024
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "ephemeral/ephemeral_words.h"

/* --- settings in words ---------------------------------------------------- */

static struct pp_sv behind(struct pp_sv word, const char *name)
{
    struct pp_sv prefix = pp_sv_from(name);
    return pp_sv_starts(word, prefix) ? pp_sv_sub(word, prefix.len, SIZE_MAX)
                                      : (struct pp_sv){NULL, 0};
}

static uint32_t number_of(struct pp_sv text)
{
    uint32_t number = 0;
    cr_assert(
        pp_sv_to_u32(text, UINT32_MAX, &number), "'%.*s'", PP_SV_ARGS(text));
    return number;
}

static void split(struct pp_sv text, char mark, uint32_t *a, uint32_t *b)
{
    size_t at = pp_sv_find(text, (struct pp_sv){&mark, 1}, 0);
    *a = number_of(pp_sv_sub(text, 0, at));
    *b = number_of(pp_sv_sub(text, at + 1, SIZE_MAX));
}

static void read_word(struct pp_sv word, struct pp_ephemeral_settings *to)
{
    struct pp_sv value;
    uint32_t a = 0;
    uint32_t b = 0;
    if ((value = behind(word, "os=")).len > 0) {
        to->os = pp_windows_named(value);
        cr_assert_not_null(to->os, "'%.*s'", PP_SV_ARGS(value));
    } else if ((value = behind(word, "kb=")).len > 0) {
        pp_ephemeral_add_update(to, number_of(value));
    } else if ((value = behind(word, "mup=")).len > 0) {
        to->has_max_user_port = true;
        to->max_user_port = number_of(value);
    } else if ((value = behind(word, "netsh=")).len > 0) {
        split(value, '+', &to->netsh.start, &to->netsh.count);
        to->has_netsh = true;
    } else if ((value = behind(word, "reuse=")).len > 0) {
        split(value, '+', &to->auto_reuse.start, &to->auto_reuse.count);
    } else if ((value = behind(word, "captured=")).len > 0) {
        split(value, '-', &a, &b);
        to->captured = (struct pp_range){(uint16_t)a, (uint16_t)b};
        to->has_captured = true;
    } else if ((value = behind(word, "preset=")).len > 0) {
        pp_ephemeral_apply(to, pp_windows_preset_named(value));
    } else if ((value = behind(word, "u=")).len > 0) {
        cr_assert_eq(pp_assumptions_set(&to->assumptions, value, NULL), PP_OK);
    } else if (pp_sv_equal(word, PP_SV("reserved"))) {
        to->has_reserved_ports = true;
    } else {
        cr_assert_fail("'%.*s'", PP_SV_ARGS(word));
    }
}

static struct pp_ephemeral_settings settings_of(const char *words)
{
    struct pp_ephemeral_settings settings = {0};
    struct pp_sv text = pp_sv_from(words);
    size_t from = 0;
    while (from < text.len) {
        size_t end = pp_sv_find(text, PP_SV(" "), from);
        end = end == SIZE_MAX ? text.len : end;
        read_word(pp_sv_sub(text, from, end - from), &settings);
        from = end + 1;
    }
    return settings;
}

struct told {
    struct pp_arena arena;
    struct pp_ephemeral ephemeral;
};

static struct told tell(const char *words)
{
    struct told told;
    struct pp_ephemeral_settings settings = settings_of(words);
    pp_arena_init(&told.arena, 1 << 20);
    cr_assert_eq(pp_ephemeral_derive(&settings, &told.arena, &told.ephemeral),
                 PP_OK);
    return told;
}

static const char *range_words(struct pp_range range)
{
    static char text[32];
    (void)snprintf(text,
                   sizeof(text),
                   "%u-%u",
                   (unsigned)range.first,
                   (unsigned)range.last);
    return text;
}

struct range_case {
    const char *settings;
    const char *range;
    enum pp_basis basis;
};

static void check_ranges(const struct range_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct told told = tell(rows[i].settings);
        cr_expect_str_eq(range_words(told.ephemeral.range),
                         rows[i].range,
                         "%s",
                         rows[i].settings);
        cr_expect_eq(
            told.ephemeral.basis, rows[i].basis, "%s", rows[i].settings);
        pp_arena_done(&told.arena);
    }
}

/* --- the tables ----------------------------------------------------------- */

/* Cadzow, Choosing a TCP port: each row of its table, for each system of the
 * row, without MaxUserPort and with it. */
Test(ephemeral, the_seeds_table)
{
    static const struct range_case rows[] = {
        /* Windows NT/2000/XP/2003: ending port */
        {"os=nt4", "1025-5000", PP_BASIS_DEFAULT},
        {"os=2000", "1025-5000", PP_BASIS_DEFAULT},
        {"os=xp", "1025-5000", PP_BASIS_DEFAULT},
        {"os=2003", "1025-5000", PP_BASIS_DEFAULT},
        {"os=nt4 mup=20000", "1025-20000", PP_BASIS_REGISTRY},
        {"os=2000 mup=5000", "1025-5000", PP_BASIS_REGISTRY},
        {"os=xp mup=60000", "1025-60000", PP_BASIS_REGISTRY},
        {"os=2003 mup=65535", "1025-65535", PP_BASIS_REGISTRY},
        /* Windows 2000/XP/2003 with KB951748/KB951746: ending port */
        {"os=2000 kb=951748", "49152-65535", PP_BASIS_DEFAULT},
        {"os=xp kb=951748", "49152-65535", PP_BASIS_DEFAULT},
        {"os=2003 kb=951746", "49152-65535", PP_BASIS_DEFAULT},
        {"os=2003 kb=951748 kb=951746", "49152-65535", PP_BASIS_DEFAULT},
        {"os=2000 kb=951748 mup=5000", "1025-5000", PP_BASIS_REGISTRY},
        {"os=xp kb=951748 mup=60000", "1025-60000", PP_BASIS_REGISTRY},
        {"os=2003 kb=951746 mup=65535", "1025-65535", PP_BASIS_REGISTRY},
        /* Windows Vista/2008: number of ports */
        {"os=vista", "49152-65535", PP_BASIS_DEFAULT},
        {"os=2008", "49152-65535", PP_BASIS_DEFAULT},
        {"os=vista mup=255", "49152-49406", PP_BASIS_REGISTRY},
        {"os=2008 mup=8000", "49152-57151", PP_BASIS_REGISTRY},
        {"os=2008 mup=16384", "49152-65535", PP_BASIS_REGISTRY},
    };
    check_ranges(rows, PP_ARRAY_LEN(rows));
}

/* The worked checks of the rules. */
Test(ephemeral, worked_checks)
{
    static const struct range_case rows[] = {
        {"os=2003 mup=60000", "1025-60000", PP_BASIS_REGISTRY},
        {"os=xp kb=951748", "49152-65535", PP_BASIS_DEFAULT},
        {"os=2003 kb=951746 mup=65534", "1025-65534", PP_BASIS_REGISTRY},
        {"os=2003 kb=951746 mup=65534 u=U-01=1024",
         "1024-65534",
         PP_BASIS_REGISTRY},
        {"os=10 netsh=49152+16384", "49152-65535", PP_BASIS_GIVEN},
        {"os=10 netsh=1025+64511", "1025-65535", PP_BASIS_GIVEN},
        {"os=10 netsh=1025+64512", "49152-65535", PP_BASIS_DEFAULT},
        {"os=10 netsh=49152+254", "49152-65535", PP_BASIS_DEFAULT},
        {"os=10 netsh=49152+255", "49152-49406", PP_BASIS_GIVEN},
        {"os=10 netsh=1023+1000", "49152-65535", PP_BASIS_DEFAULT},
        {"os=10 netsh=1024+1000", "1024-2023", PP_BASIS_GIVEN},
        {"os=10 netsh=1024+1000 u=U-18=1025", "49152-65535", PP_BASIS_DEFAULT},
        {"os=2008 mup=16384", "49152-65535", PP_BASIS_REGISTRY},
        {"os=2008 mup=16385", "49152-65535", PP_BASIS_REGISTRY},
        {"os=2008 mup=16385 u=U-03=ignore", "49152-65535", PP_BASIS_DEFAULT},
        {"os=11 mup=65534", "1024-65534", PP_BASIS_REGISTRY},
        {"os=10 mup=15000", "1024-15000", PP_BASIS_REGISTRY},
    };
    check_ranges(rows, PP_ARRAY_LEN(rows));
}

Test(ephemeral, every_reading_of_max_user_port)
{
    static const struct range_case rows[] = {
        {"os=11 mup=8000 u=U-06=count", "49152-57151", PP_BASIS_REGISTRY},
        {"os=11 mup=8000 u=U-06=endport-1024", "1024-8000", PP_BASIS_REGISTRY},
        {"os=11 mup=8000 u=U-06=ignored", "49152-65535", PP_BASIS_DEFAULT},
        {"os=11 mup=8000", "1024-8000", PP_BASIS_REGISTRY},
        {"os=8.1 mup=8000", "49152-57151", PP_BASIS_REGISTRY},
        {"os=8.1 mup=8000 u=count-end=plus0", "49152-57152", PP_BASIS_REGISTRY},
        {"os=8.1 mup=16384 u=count-end=plus0",
         "49152-65535",
         PP_BASIS_REGISTRY},
        {"os=2012 mup=8000 netsh=10000+1000", "10000-10999", PP_BASIS_GIVEN},
        {"os=2012 mup=8000 netsh=10000+1000 u=U-07=registry",
         "10000-17999",
         PP_BASIS_REGISTRY},
        {"os=2016 mup=8000 netsh=10000+1000 u=U-07=registry",
         "1024-8000",
         PP_BASIS_REGISTRY},
        {"os=11 mup=1277", "1024-1278", PP_BASIS_REGISTRY},
        {"os=11 mup=70000", "1024-65535", PP_BASIS_REGISTRY},
        {"os=11 mup=70000 u=U-03=ignore", "49152-65535", PP_BASIS_DEFAULT},
        {"os=2003 mup=4999", "1025-5000", PP_BASIS_REGISTRY},
        {"os=2003 mup=4999 u=U-03=ignore", "1025-5000", PP_BASIS_DEFAULT},
        {"os=2003 kb=951748 mup=4999 u=U-03=ignore",
         "49152-65535",
         PP_BASIS_DEFAULT},
        {"os=2003 mup=65535 u=U-02=clamp", "1025-65534", PP_BASIS_REGISTRY},
        {"os=2003 mup=4294967295", "1025-65535", PP_BASIS_REGISTRY},
        {"os=2003 u=U-04=patched", "49152-65535", PP_BASIS_DEFAULT},
        {"os=nt4 u=U-04=patched", "1025-5000", PP_BASIS_DEFAULT},
        {"os=xp u=U-01=1024", "1024-5000", PP_BASIS_DEFAULT},
        {"", "49152-65535", PP_BASIS_ASSUMED},
        {"kb=951748", "49152-65535", PP_BASIS_ASSUMED},
        {"os=10 captured=1024-15000 mup=60000",
         "1024-15000",
         PP_BASIS_CAPTURED},
    };
    check_ranges(rows, PP_ARRAY_LEN(rows));
}

Test(ephemeral, presets)
{
    static const struct {
        struct range_case range;
        const char *os;
    } rows[] = {
        {{"preset=sbs-2000", "1025-60000", PP_BASIS_GIVEN}, "2000"},
        {{"preset=sbs-2003", "1025-60000", PP_BASIS_GIVEN}, "2003"},
        {{"preset=isa", "1025-65535", PP_BASIS_GIVEN}, "2003"},
        {{"preset=exchange-2003", "1025-60000", PP_BASIS_GIVEN}, "2003"},
        {{"preset=sbs-exchange", "1025-65535", PP_BASIS_GIVEN}, "2003"},
        {{"preset=exchange-2007", "1025-60000", PP_BASIS_GIVEN}, "2008"},
        {{"os=2003 preset=exchange-2007", "1025-60000", PP_BASIS_GIVEN},
         "2003"},
        {{"preset=exchange-2010", "6005-65534", PP_BASIS_GIVEN}, "2008r2"},
        {{"preset=biztalk", "1025-65535", PP_BASIS_GIVEN}, "2008r2"},
        {{"os=11 preset=sbs-2003", "1024-60000", PP_BASIS_GIVEN}, "11"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        check_ranges(&rows[i].range, 1);
        struct told told = tell(rows[i].range.settings);
        cr_expect_str_eq(
            told.ephemeral.os->name, rows[i].os, "%s", rows[i].range.settings);
        pp_arena_done(&told.arena);
    }
}

/* --- what goes with the range --------------------------------------------- */

Test(ephemeral, sharing_algorithm_and_time_wait)
{
    static const struct {
        const char *settings;
        bool is_shared;
        const char *algorithm;
        uint32_t time_wait;
    } rows[] = {
        {"os=nt4", true, "sequential", 240},
        {"os=2000 kb=951748", true, "random", 240},
        {"os=xp", true, "sequential", 240},
        {"os=2003", true, "sequential", 120},
        {"os=2003 kb=951748", true, "random", 120},
        {"os=vista", false, "random-start", 120},
        {"os=11 u=wildcard=pointer", false, "pointer", 120},
        {"os=11 u=wildcard=uniform", false, "uniform", 120},
        {"os=11 u=time-wait=240", false, "random-start", 240},
        {"os=nt4 u=time-wait=120", true, "sequential", 120},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct told told = tell(rows[i].settings);
        cr_expect_eq(told.ephemeral.is_shared,
                     rows[i].is_shared,
                     "%s",
                     rows[i].settings);
        cr_expect_str_eq(told.ephemeral.algorithm,
                         rows[i].algorithm,
                         "%s",
                         rows[i].settings);
        cr_expect_eq(told.ephemeral.time_wait,
                     rows[i].time_wait,
                     "%s",
                     rows[i].settings);
        pp_arena_done(&told.arena);
    }
}

static const char *alternatives_of(const struct pp_ephemeral *ephemeral)
{
    static char words[512];
    size_t len = 0;
    words[0] = '\0';
    for (size_t i = 0; i < ephemeral->alternative_count; i++) {
        const struct pp_ephemeral_alternative *other =
            &ephemeral->alternatives[i];
        len += (size_t)snprintf(words + len,
                                sizeof(words) - len,
                                "%s%.*s:%s",
                                i > 0 ? " " : "",
                                PP_SV_ARGS(other->assumption),
                                range_words(other->range));
    }
    return words;
}

Test(ephemeral, alternatives)
{
    static const struct {
        const char *settings;
        const char *alternatives;
    } rows[] = {
        {"os=11", ""},
        {"os=2003 kb=951746 mup=60000", "legacy-lower-bound=1024:1024-60000"},
        {"os=nt4", "legacy-lower-bound=1024:1024-5000"},
        {"os=xp",
         "legacy-lower-bound=1024:1024-5000 later-rollups=patched:49152-65535"},
        {"os=2003 mup=65535",
         "legacy-lower-bound=1024:1024-65535 "
         "legacy-max-user-port-65535=clamp:1025-65534"},
        {"os=2008 mup=8000",
         "max-user-port=endport-1024:1024-8000 "
         "max-user-port=ignored:49152-65535 count-end=plus0:49152-57152"},
        {"os=11 mup=65534",
         "max-user-port=count:49152-65535 max-user-port=ignored:49152-65535"},
        {"os=11 mup=60000 netsh=10000+1000",
         "netsh-or-registry=registry:1024-60000"},
        {"os=11 captured=1024-15000", ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct told told = tell(rows[i].settings);
        cr_expect_str_eq(alternatives_of(&told.ephemeral),
                         rows[i].alternatives,
                         "%s",
                         rows[i].settings);
        pp_arena_done(&told.arena);
    }
}

static bool has_warning(const struct pp_ephemeral *ephemeral, const char *part)
{
    for (size_t i = 0; i < ephemeral->warning_count; i++) {
        if (pp_sv_find(ephemeral->warnings[i], pp_sv_from(part), 0) !=
            SIZE_MAX) {
            return true;
        }
    }
    return false;
}

Test(ephemeral, warnings)
{
    static const struct {
        const char *settings;
        const char *part;
        bool is_there;
    } rows[] = {
        {"os=2003 mup=4000", "below its minimum, 5000", true},
        {"os=2003 mup=5000", "minimum", false},
        {"os=2003 mup=65536", "above its maximum, 65535", true},
        {"os=2008 mup=16385",
         "above its maximum, 16384 (49152 + 16385 - 1 is above 65535)",
         true},
        {"os=2008 mup=254", "below its minimum, 255", true},
        {"os=2003 mup=65535", "leaves no port above 1024", true},
        {"os=2003 mup=65535", "set MaxUserPort to 60000", true},
        {"os=2003 mup=65535", "delete it, which gives 1025-5000", true},
        {"os=2003 kb=951746 mup=65535",
         "delete it, which gives 49152-65535",
         true},
        {"os=2003 mup=65534", "leaves only port 65535", true},
        {"os=2003 mup=60000", "leaves", false},
        {"os=11 reserved", "ReservedPorts has no effect since Vista", true},
        {"os=xp reserved", "ReservedPorts", false},
        {"os=11 netsh=1024+13977", "1024+13977", true},
        {"os=11 captured=1024-65534", "1024+64511", true},
        {"os=11 netsh=1025+13977", "1024+13977", false},
        {"os=xp", "3976 ports are few", true},
        {"os=xp", "16.6 new connections", true},
        {"os=11", "few", false},
        {"os=2003 kb=951746", "only with the DNS Server role", true},
        {"os=2003 kb=951748", "DNS Server role", false},
        {"os=xp kb=951746", "on XP the update is KB951748", true},
        {"os=nt4 kb=951748", "on NT 4.0 they change nothing", true},
        {"os=11 kb=951748", "on 11 they change nothing", true},
        {"os=11 netsh=1025+64512", "last port 65536", true},
        {"os=11 netsh=49152+254", "at least 255 ports", true},
        {"os=11 netsh=1000+300", "at least 1024", true},
        {"os=xp netsh=10000+300", "no dynamic range that netsh", true},
        {"os=11 mup=60000 captured=49152-65535", "would give 1024-60000", true},
        {"os=11 mup=60000 captured=1024-60000", "would give", false},
        {"os=11 reuse=60000+6000", "ends above 65535", true},
        {"os=11 reuse=60000+5000", "ends above 65535", false},
        {"os=xp reuse=60000+6000", "ends above 65535", false},
        {"mup=60000", "no version of Windows", true},
        {"os=11", "no version of Windows", false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct told told = tell(rows[i].settings);
        cr_expect_eq(has_warning(&told.ephemeral, rows[i].part),
                     rows[i].is_there,
                     "%s: '%s'",
                     rows[i].settings,
                     rows[i].part);
        pp_arena_done(&told.arena);
    }
}

Test(ephemeral, refusals_and_advice)
{
    static const struct {
        const char *settings;
        bool is_refused;
        const char *advice; /* its beginning */
    } rows[] = {
        {"os=11", false, "let services listen on 1025-49151;"},
        {"os=xp", false, "let services listen on 5001-65535;"},
        {"os=2008 mup=8000",
         false,
         "let services listen on 1025-49151 or 57152-65535; or delete"},
        {"os=2003 mup=65535", false, "reserve every port"},
        {"os=11 netsh=1025+64512", true, "let services listen on 1025-49151"},
        {"os=xp netsh=10000+300", true, "let services listen on 5001"},
        {"os=11 netsh=10000+300",
         false,
         "let services listen on 1025-9999 or 10300-65535;"},
        {"os=11 reuse=22000+1000",
         false,
         "let services listen on 1025-21999 or 23000-49151;"},
        {"os=11 netsh=5000+19475 reuse=22000+43536",
         false,
         "let services listen on 1025-4999;"},
        {"os=11 netsh=20000+1000 reuse=10000+20000",
         false,
         "let services listen on 1025-9999 or 30000-65535;"},
        {"os=11 reuse=1025+64511", false, "reserve every port"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct told told = tell(rows[i].settings);
        cr_expect_eq(told.ephemeral.is_refused,
                     rows[i].is_refused,
                     "%s",
                     rows[i].settings);
        cr_expect(
            pp_sv_starts(told.ephemeral.advice, pp_sv_from(rows[i].advice)),
            "%s: %.*s",
            rows[i].settings,
            PP_SV_ARGS(told.ephemeral.advice));
        pp_arena_done(&told.arena);
    }
}

/* Every system, with every value of MaxUserPort and every assumption: the
 * range is one, above 1023, and the range alone is the range that is told. */
Test(ephemeral, laws)
{
    size_t os_count = 0;
    size_t info_count = 0;
    const struct pp_windows *all = pp_windows_all(&os_count);
    const struct pp_assumption_info *infos = pp_assumption_infos(&info_count);
    for (size_t os = 0; os < os_count; os++) {
        for (uint32_t value = 0; value <= 70000; value += 499) {
            for (size_t a = 0; a < info_count; a++) {
                struct pp_ephemeral_settings settings = {
                    .os = &all[os],
                    .has_max_user_port = value > 0,
                    .max_user_port = value,
                };
                struct pp_sv ignored;
                uint8_t last = 0;
                while (pp_assumption_value_at(
                    &infos[a], (size_t)last + 1, &ignored)) {
                    last++;
                }
                settings.assumptions.chosen[a] = last;
                enum pp_basis basis;
                struct pp_range range = pp_ephemeral_range(&settings, &basis);
                cr_assert(range.first >= 1024 && range.first <= range.last,
                          "%s %u %s",
                          all[os].name,
                          value,
                          infos[a].name);
                cr_assert(pp_range_count(range) >= 255);
            }
        }
    }
}

Test(ephemeral, no_memory_for_texts)
{
    struct pp_ephemeral_settings settings = settings_of("os=2003 mup=65535");
    struct pp_ephemeral ephemeral;
    struct pp_arena arena;
    pp_arena_init(&arena, 16);
    cr_expect_eq(pp_ephemeral_derive(&settings, &arena, &ephemeral),
                 PP_ERR_NOMEM);
    pp_arena_done(&arena);
}

/* --- the table of windows.h ------------------------------------------------
 */

Test(ephemeral, every_era_has_its_cells)
{
    static const enum pp_windows_property all_have[] = {
        PP_WINDOWS_DEFAULT_FIRST,
        PP_WINDOWS_DEFAULT_LAST,
        PP_WINDOWS_MEANING,
        PP_WINDOWS_SET_FIRST,
        PP_WINDOWS_VALUE_MIN,
        PP_WINDOWS_VALUE_MAX,
        PP_WINDOWS_TAKES_EFFECT,
        PP_WINDOWS_SHARED,
        PP_WINDOWS_ALGORITHM,
        PP_WINDOWS_SHARING,
        PP_WINDOWS_KEEPING,
        PP_WINDOWS_TIME_WAIT,
        PP_WINDOWS_TIME_WAIT_MIN,
        PP_WINDOWS_TIME_WAIT_MAX,
    };
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        for (size_t i = 0; i < PP_ARRAY_LEN(all_have); i++) {
            const struct pp_windows_cell *cell =
                pp_windows_cell((enum pp_era)era, all_have[i]);
            cr_assert_not_null(cell,
                               "%s %s",
                               pp_era_name((enum pp_era)era),
                               pp_windows_property_words(all_have[i]));
            cr_expect(cell->source[0] != '\0' && cell->words[0] != '\0');
        }
    }
}

Test(ephemeral, presets_name_their_systems)
{
    size_t count = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_windows *os =
            pp_windows_named(pp_sv_from(presets[i].os));
        cr_assert_not_null(os, "%s", presets[i].name);
        cr_expect(presets[i].count > 0 || presets[i].max_user_port > 0,
                  "%s",
                  presets[i].name);
    }
}
