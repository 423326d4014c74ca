/*
 * Reading JSON that somebody wrote by hand: objects by tables of members, and
 * complaints with line and column.
 */
#ifndef PP_VERIFY_POLICY_READER_H
#define PP_VERIFY_POLICY_READER_H

#include "portplan/diag.h"

#include "json/json.h"

struct policy_reader {
    struct pp_sv text; /* what `root` was read from */
    struct pp_json_value *root;
    struct pp_json_places places;
    uint32_t capture; /* of places */
    struct pp_diags *diags;
    size_t error_count;
    enum pp_status status; /* of memory */
};

/* Reads the text, of at most `max_bytes`; PP_ERR_FORMAT after a complaint. The
 * caller closes the reader, also after a failure. */
enum pp_status pp_policy_reader_open(struct policy_reader *reader,
                                     struct pp_sv text,
                                     size_t max_bytes) PP_MUST_CHECK;

void pp_policy_reader_close(struct policy_reader *reader);

/* Where a value is, or its name. */
struct pp_place pp_policy_place(const struct policy_reader *reader,
                                const struct pp_json_value *value,
                                bool of_key);

/* Adds a diagnostic at the value, or at its name. */
void pp_policy_complain(struct policy_reader *reader,
                        const struct pp_json_value *value,
                        bool of_key,
                        enum pp_diag_code code,
                        const char *format,
                        ...) PP_PRINTF(5, 6);

/* Adds a diagnostic at a byte of a text. */
void pp_policy_complain_at(struct pp_diags *diags,
                           uint32_t capture,
                           struct pp_sv text,
                           size_t offset,
                           enum pp_diag_code code,
                           const char *message);

/* A member that an object may have. One with neither function is for people,
 * or read elsewhere. */
struct policy_member {
    const char *name;
    unsigned kinds; /* bits: of which kinds of object */
    /* Reads the value into a field of the object; where it returns false, the
     * complaint is `'name' is EXPECTED`. */
    bool (*read)(const struct pp_json_value *value, void *field);
    size_t offset; /* of the field */
    const char *expected;
    /* Or takes the value into `object` and complains itself. */
    void (*take)(struct policy_reader *reader,
                 const struct pp_json_value *value,
                 void *object);
};

/* A row for a member that is read into a field. */
#define POLICY_VALUE(name, kinds, read, type, field, expected)   \
    {                                                            \
        name, kinds, read, offsetof(type, field), expected, NULL \
    }

/* The same of text, which must not be empty. */
#define POLICY_TEXT(name, kinds, type, field) \
    POLICY_VALUE(name,                        \
                 kinds,                       \
                 pp_policy_read_text,         \
                 type,                        \
                 field,                       \
                 "text that is not empty")
bool pp_policy_read_text(const struct pp_json_value *value, void *field);

/* Takes all members of an object by a table; complains about those that the
 * kind of object does not have, and about those that it has twice. `what` is
 * for the message: "a rule that requires bindable". */
void pp_policy_take_members(struct policy_reader *reader,
                            const struct pp_json_value *value,
                            const struct policy_member *table,
                            size_t count,
                            unsigned kind,
                            const char *what,
                            void *object);

/* `'count' is EXPECTED`, at the value. */
void pp_policy_complain_value(struct policy_reader *reader,
                              const struct pp_json_value *value,
                              const char *expected);

/* Complains unless `root` is an object whose "schema" is `schema`. */
bool pp_policy_check_schema(struct policy_reader *reader, const char *schema);

#endif
