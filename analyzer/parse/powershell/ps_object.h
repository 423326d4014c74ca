/*
 * An object as PowerShell prints it, whatever the shape: properties in order,
 * each a name, a value and the place of the value. Lists, tables, JSON and CSV
 * all end up as this; ps_facts.h says what it means.
 *
 * Functions that take `names` take one or more of them, a blank between two.
 */
#ifndef PP_PARSE_POWERSHELL_PS_OBJECT_H
#define PP_PARSE_POWERSHELL_PS_OBJECT_H

#include "portplan/buf.h"
#include "portplan/diag.h"

#include "base/vec.h"

/* Offsets into the object's text, which moves while it grows. */
struct pp_ps_pair {
    size_t name_at;
    size_t name_len;
    size_t value_at;
    size_t value_len;
    bool is_list;  /* the value is strings, each ended by NUL */
    uint16_t next; /* in its bucket */
    struct pp_place place;
};

enum {
    PP_PS_BUCKETS = 256
};

/* What the command above lists: names alone tell a process from a service no
 * more than `Name` and `ProcessId` do. */
enum pp_ps_listing {
    PP_PS_LISTING_UNKNOWN = 0,
    PP_PS_LISTING_PROCESSES,
    PP_PS_LISTING_SERVICES,
};

/* All zero is empty. */
struct pp_ps_object {
    PP_VEC(struct pp_ps_pair) pairs;
    struct pp_buf text;
    /* Pairs by the hash of their names, the first of each name only; numbers
     * count from 1, 0 ends a bucket. */
    uint16_t buckets[PP_PS_BUCKETS];
    /* Noted once for each property, so that asking costs the same at any
     * size. */
    bool has_known_value;       /* MaxUserPort or its kin */
    bool has_registry_path;     /* a PSPath that names the registry */
    enum pp_ps_listing listing; /* stays when the object is cleared */
    size_t labels_noted;        /* pairs looked at for labels of systeminfo */
    bool has_os_name;
    bool has_os_version;
};

/* A property to add. */
struct pp_ps_property {
    struct pp_sv name;
    struct pp_sv value;
    struct pp_place place;
    bool is_list;
};

void pp_ps_object_done(struct pp_ps_object *object);

/* Forgets the properties, keeps the memory. */
void pp_ps_object_clear(struct pp_ps_object *object);

/* Adds a copy of the property. One that no longer fits
 * (PP_LIMIT_PS_PROPERTIES, PP_LIMIT_PS_OBJECT_BYTES) is left out silently:
 * portplan reads no object that large. */
enum pp_status
pp_ps_object_add(struct pp_ps_object *object,
                 const struct pp_ps_property *property) PP_MUST_CHECK;

/* More of the value added last: a value that went on on the next line. */
enum pp_status pp_ps_object_append(struct pp_ps_object *object,
                                   struct pp_sv more) PP_MUST_CHECK;

/* Views are borrowed until the next add or append. */
struct pp_sv pp_ps_name(const struct pp_ps_object *object,
                        const struct pp_ps_pair *pair);
struct pp_sv pp_ps_value(const struct pp_ps_object *object,
                         const struct pp_ps_pair *pair);

/* The first property of that name, in any case; NULL if there is none. */
const struct pp_ps_pair *pp_ps_find(const struct pp_ps_object *object,
                                    struct pp_sv name);

bool pp_ps_has_any(const struct pp_ps_object *object, const char *names);

/* Whether the names are those of `systeminfo /fo csv`, in any language. */
bool pp_ps_is_systeminfo(struct pp_ps_object *object);

/* The first of these properties that has a value. */
const struct pp_ps_pair *pp_ps_first_set(const struct pp_ps_object *object,
                                         const char *names);
/* Its value; empty if there is none. */
struct pp_sv pp_ps_value_of(const struct pp_ps_object *object,
                            const char *names);

/* The next of the words; false at the end. */
bool pp_ps_next_word(const char **io_words, struct pp_sv *ret_word);

/* The text is one of the words, in any case. */
bool pp_ps_is_one_of(struct pp_sv text, const char *words);

/* The value ends in the dots that PowerShell puts for what did not fit. */
bool pp_ps_is_cut(struct pp_sv value);

#endif
