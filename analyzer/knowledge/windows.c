/* The table of Windows' generations, and finding its rows. */
#include "windows.h"

#include "base/bytes.h"

/* Sets of eras, as windows.def writes them. */
enum era_bit {
    NT4 = 1 << PP_ERA_NT4,
    NT5 = 1 << PP_ERA_NT5,
    NT52 = 1 << PP_ERA_NT52,
    MS08_037 = 1 << PP_ERA_MS08_037,
    NT6 = 1 << PP_ERA_NT6,
    NT10 = 1 << PP_ERA_NT10,
};

static const struct {
    const char *name;
    const char *words;
} eras[PP_ERA_COUNT] = {
#define PP_WINDOWS_ERA(id, name, words) {name, words},
#include "windows.def"
};

static const struct pp_windows versions[] = {
#define PP_WINDOWS(name, words, era, patched) \
    {name, words, PP_ERA_##era, PP_ERA_##patched},
#include "windows.def"
};

static const char *const property_words[PP_WINDOWS_PROPERTY_COUNT] = {
#define PP_WINDOWS_PROPERTY(id, words) words,
#include "windows.def"
};

static const struct pp_windows_cell cells[] = {
#define PP_WINDOWS_CELL(eras, property, number, words, confidence, source) \
    {PP_WINDOWS_##property,                                                \
     eras,                                                                 \
     number,                                                               \
     words,                                                                \
     PP_EVIDENCE_##confidence,                                             \
     source},
#include "windows.def"
};

static const struct pp_windows_preset presets[] = {
#define PP_WINDOWS_PRESET(                                \
    name, words, max_user_port, start, count, os, source) \
    {name, words, max_user_port, start, count, os, source},
#include "windows.def"
};

static const struct pp_windows_update updates[] = {
#define PP_WINDOWS_UPDATE(id, kb, os, words, source) {kb, os, words, source},
#include "windows.def"
};

const char *pp_evidence_words(enum pp_evidence evidence)
{
    static const char *const words[] = {
        [PP_EVIDENCE_DOC] = "documented",
        [PP_EVIDENCE_ENG] = "said by Microsoft",
        [PP_EVIDENCE_RE] = "reverse engineered",
        [PP_EVIDENCE_OBS] = "observed",
        [PP_EVIDENCE_INF] = "inferred",
    };
    return words[evidence];
}

const struct pp_windows *pp_windows_all(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(versions);
    return versions;
}

const struct pp_windows *pp_windows_named(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(versions); i++) {
        if (pp_sv_equal_nocase(name, pp_sv_from(versions[i].name))) {
            return &versions[i];
        }
    }
    return NULL;
}

const char *pp_era_name(enum pp_era era)
{
    return eras[era].name;
}

const char *pp_era_words(enum pp_era era)
{
    return eras[era].words;
}

const char *pp_windows_property_words(enum pp_windows_property property)
{
    return property_words[property];
}

const struct pp_windows_cell *pp_windows_cells(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(cells);
    return cells;
}

const struct pp_windows_cell *pp_windows_cell(enum pp_era era,
                                              enum pp_windows_property property)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(cells); i++) {
        if (cells[i].property == property &&
            (cells[i].eras & (1u << era)) != 0) {
            return &cells[i];
        }
    }
    return NULL;
}

uint32_t pp_windows_number(enum pp_era era, enum pp_windows_property property)
{
    const struct pp_windows_cell *cell = pp_windows_cell(era, property);
    return cell != NULL ? cell->number : 0;
}

const struct pp_windows_preset *pp_windows_presets(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(presets);
    return presets;
}

const struct pp_windows_preset *pp_windows_preset_named(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(presets); i++) {
        if (pp_sv_equal_nocase(name, pp_sv_from(presets[i].name))) {
            return &presets[i];
        }
    }
    return NULL;
}

bool pp_era_has_netsh(enum pp_era era)
{
    return era == PP_ERA_NT6 || era == PP_ERA_NT10;
}

const struct pp_windows_update *pp_windows_updates(void)
{
    return updates;
}

bool pp_windows_update_is_for(const struct pp_windows_update *update,
                              const struct pp_windows *os)
{
    struct pp_sv names = pp_sv_from(update->os);
    while (names.len > 0) {
        if (pp_sv_equal(pp_take_until(&names, ' '), pp_sv_from(os->name))) {
            return true;
        }
    }
    return false;
}

struct pp_range pp_windows_wide_range(enum pp_era era)
{
    const struct pp_range since_vista = {PP_WIDE_FIRST,
                                         PP_WIDE_FIRST + PP_WIDE_COUNT - 1};
    const struct pp_range before = {1025, 60000};
    return pp_era_has_netsh(era) ? since_vista : before;
}
