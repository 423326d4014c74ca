/*
 * The generations of Windows, what each does with ephemeral ports, and what
 * products write: windows.def as data. Static storage, no start-up cost.
 */
#ifndef PP_KNOWLEDGE_WINDOWS_H
#define PP_KNOWLEDGE_WINDOWS_H

#include "portplan/range.h"
#include "portplan/sv.h"

/* Systems with equal rules. */
enum pp_era {
#define PP_WINDOWS_ERA(id, name, words) PP_ERA_##id,
#include "windows.def"
    PP_ERA_COUNT
};

enum pp_windows_property {
#define PP_WINDOWS_PROPERTY(id, words) PP_WINDOWS_##id,
#include "windows.def"
    PP_WINDOWS_PROPERTY_COUNT
};

/* How sure a statement about Windows is, surest first. */
enum pp_evidence {
    PP_EVIDENCE_DOC = 0, /* Microsoft's documentation */
    PP_EVIDENCE_ENG,     /* a Microsoft engineer, Microsoft's own source */
    PP_EVIDENCE_RE,      /* reverse engineering */
    PP_EVIDENCE_OBS,     /* observed and reported */
    PP_EVIDENCE_INF,     /* inferred here */
};

/* "documented", "said by Microsoft", ... */
const char *pp_evidence_words(enum pp_evidence evidence);

/* A version of Windows. */
struct pp_windows {
    const char *name;  /* as --os takes it: "2008r2" */
    const char *words; /* "Server 2008 R2" */
    enum pp_era era;
    enum pp_era patched_era; /* with MS08-037; the same where it is no update
                              * for this version */
};

const struct pp_windows *pp_windows_all(size_t *ret_count);
/* In any case; NULL: no version of that name. */
const struct pp_windows *pp_windows_named(struct pp_sv name);

/* "nt6" and "Vista to 8.1, Server 2008 to 2012 R2" */
const char *pp_era_name(enum pp_era era);
const char *pp_era_words(enum pp_era era);
const char *pp_windows_property_words(enum pp_windows_property property);

/* What one or more eras do. */
struct pp_windows_cell {
    enum pp_windows_property property;
    unsigned eras;   /* a bit an era */
    uint32_t number; /* 0 where words say it all */
    const char *words;
    enum pp_evidence evidence;
    const char *source;
};

/* All of them, by property and then by era. */
const struct pp_windows_cell *pp_windows_cells(size_t *ret_count);
/* NULL: the property means nothing there. */
const struct pp_windows_cell *
pp_windows_cell(enum pp_era era, enum pp_windows_property property);
/* Its number; 0 without a cell. */
uint32_t pp_windows_number(enum pp_era era, enum pp_windows_property property);

/* What a product writes. */
struct pp_windows_preset {
    const char *name;       /* as --preset takes it */
    const char *words;      /* "Exchange Server 2007" */
    uint32_t max_user_port; /* for NT 5 and earlier; 0: nothing */
    uint32_t start;         /* for Vista and later: a dynamic range */
    uint32_t count;         /* 0: none */
    const char *os;         /* the usual system, a name of pp_windows */
    const char *source;
};

const struct pp_windows_preset *pp_windows_presets(size_t *ret_count);
const struct pp_windows_preset *pp_windows_preset_named(struct pp_sv name);

/* Updates that bear on running out of ports. */
enum pp_windows_update_id {
#define PP_WINDOWS_UPDATE(id, kb, os, words, source) PP_WINDOWS_##id,
#include "windows.def"
    PP_WINDOWS_UPDATE_COUNT
};

struct pp_windows_update {
    uint32_t kb;
    const char *os;    /* the versions that it is for, by name */
    const char *words; /* what holds without it */
    const char *source;
};

/* PP_WINDOWS_UPDATE_COUNT of them, by id. */
const struct pp_windows_update *pp_windows_updates(void);
bool pp_windows_update_is_for(const struct pp_windows_update *update,
                              const struct pp_windows *os);

/* The wide range since Vista: the upper half of all ports. */
enum {
    PP_WIDE_FIRST = 32768,
    PP_WIDE_COUNT = 32768
};

/* A wide dynamic range that leaves services room below it, or above it up to
 * Server 2003, where MaxUserPort sets its end alone. A choice of portplan. */
struct pp_range pp_windows_wide_range(enum pp_era era);

/* Whether the era is Vista or later: TCP and UDP have a dynamic range each,
 * and netsh sets it. */
bool pp_era_has_netsh(enum pp_era era);

#endif
