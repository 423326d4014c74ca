/*
 * Registry values, whatever they were read from: a type and bytes become a
 * fact. All readers of the registry give their facts to pp_reg_emit, which
 * reports what is wrong with values about ports.
 */
#ifndef PP_PARSE_REGISTRY_REG_VALUE_H
#define PP_PARSE_REGISTRY_REG_VALUE_H

#include "portplan/buf.h"

#include "parse/line/parser.h"

/* The registry's own numbers of types: hex(7) is a MULTI_SZ. */
enum pp_reg_number {
    PP_REG_NUMBER_BINARY = 3,
    PP_REG_NUMBER_DWORD = 4,
};

/* How the bytes of strings are encoded. */
enum pp_reg_chars {
    PP_REG_CHARS_GUESS = 0, /* by what they look like */
    PP_REG_CHARS_ANSI,
    PP_REG_CHARS_UTF16,
};

/* A value as it is stored. */
struct pp_reg_raw {
    uint32_t number; /* of its type */
    enum pp_reg_chars chars;
    struct pp_sv bytes;
};

struct pp_reg_result {
    enum pp_reg_verdict {
        PP_REG_TAKEN,
        PP_REG_OTHER_TYPE, /* a type that no value about ports has */
        PP_REG_BAD,        /* the bytes do not fit the type */
    } verdict;
    const char *why; /* a phrase in static storage; PP_REG_BAD only */
};

/* A type by its name, REG_SZ; false for those that no value about ports has. */
bool pp_reg_type_named(struct pp_sv name, enum pp_registry_type *ret_type);

/* Sets type, number and text of `value`; strings are decoded into `scratch`,
 * which is cleared first, and the text borrows from it or from `raw`. */
enum pp_status pp_reg_decode(const struct pp_reg_raw *raw,
                             struct pp_buf *scratch,
                             struct pp_registry_fact *value,
                             struct pp_reg_result *ret_result) PP_MUST_CHECK;

/* `HKEY_LOCAL_MACHINE`, `HKLM` and their like, in any case: the root at the
 * start of the text, ended by a backslash or by the text's end. */
bool pp_reg_starts_with_root(struct pp_sv text);

/* Gives the fact to the sink, and reports impossible ports in its value.
 * `excerpt`: the line it stands on, or empty. */
enum pp_status pp_reg_emit(struct pp_context *context,
                           const struct pp_fact *fact,
                           struct pp_sv excerpt) PP_MUST_CHECK;

#endif
