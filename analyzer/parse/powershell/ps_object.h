/*
 * An object as PowerShell prints it, whatever the shape: properties in order,
 * each a name, a value and the place of the value. Lists, tables, JSON and CSV
 * all end up as this; ps_facts.h says what it means.
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
    bool is_list; /* the value is strings, each ended by NUL */
    struct pp_place place;
};

/* All zero is empty. */
struct pp_ps_object {
    PP_VEC(struct pp_ps_pair) pairs;
    struct pp_buf text;
};

void pp_ps_object_done(struct pp_ps_object *object);

/* Forgets the properties, keeps the memory. */
void pp_ps_object_clear(struct pp_ps_object *object);

/* Adds a property; both texts are copied. One that no longer fits
 * (PP_LIMIT_PS_PROPERTIES, PP_LIMIT_PS_OBJECT_BYTES) is left out without a
 * word: an object that large is none of ours. */
enum pp_status pp_ps_object_add(struct pp_ps_object *object,
                                struct pp_sv name,
                                struct pp_sv value,
                                struct pp_place place) PP_MUST_CHECK;

/* More of the value added last: a value that went on on the next line. */
enum pp_status pp_ps_object_append(struct pp_ps_object *object,
                                   struct pp_sv more) PP_MUST_CHECK;

/* The value added last is a list of strings. */
void pp_ps_object_mark_list(struct pp_ps_object *object);

/* Views are borrowed until the next add or append. */
struct pp_sv pp_ps_name(const struct pp_ps_object *object,
                        const struct pp_ps_pair *pair);
struct pp_sv pp_ps_value(const struct pp_ps_object *object,
                         const struct pp_ps_pair *pair);

/* The property of that name, in any case; NULL if there is none. */
const struct pp_ps_pair *pp_ps_find(const struct pp_ps_object *object,
                                    const char *name);
/* The same, and its value is not blank. */
const struct pp_ps_pair *pp_ps_find_set(const struct pp_ps_object *object,
                                        const char *name);

/* The value ends in the dots that PowerShell puts for what did not fit. */
bool pp_ps_is_cut(struct pp_sv value);

#endif
