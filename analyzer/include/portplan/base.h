/*
 * What every part of portplan shares: status codes, the macros that make a
 * status hard to ignore, and the three memory functions that everything
 * allocates through.
 *
 * Knows nothing of ports, text or Windows.
 */
#ifndef PORTPLAN_BASE_H
#define PORTPLAN_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#    define PP_MUST_CHECK __attribute__((warn_unused_result))
#else
#    define PP_MUST_CHECK
#endif

/* On Windows the library is static: nothing is exported. */
#if defined(__GNUC__) && !defined(_WIN32)
#    define PP_API __attribute__((visibility("default")))
#else
#    define PP_API
#endif

/* Around the declarations of a header, so that C++ can call them. */
#ifdef __cplusplus
#    define PP_BEGIN_DECLS extern "C" {
#    define PP_END_DECLS   }
#else
#    define PP_BEGIN_DECLS
#    define PP_END_DECLS
#endif

/* MinGW's own printf, which knows what C17 does, goes by another name. */
#if defined(__MINGW32__)
#    define PP_PRINTF(fmt, args) __attribute__((format(gnu_printf, fmt, args)))
#elif defined(__GNUC__)
#    define PP_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#    define PP_PRINTF(fmt, args)
#endif

#define PP_ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Returns the status of `call` to the caller unless it is PP_OK. Only where
 * the function holds nothing that it would have to give back. */
#define PP_TRY(call)                            \
    do {                                        \
        enum pp_status pp_try_status_ = (call); \
        if (pp_try_status_ != PP_OK) {          \
            return pp_try_status_;              \
        }                                       \
    } while (0)

PP_BEGIN_DECLS

/*
 * What can go wrong with the program's surroundings. What is wrong with the
 * *input* is never a status: it is a diagnostic (portplan/diag.h).
 */
enum pp_status {
    PP_OK = 0,
    PP_ERR_NOMEM,    /* an allocation failed */
    PP_ERR_IO,       /* reading or writing failed; errno tells why */
    PP_ERR_LIMIT,    /* a limit of base/bounds.h was reached */
    PP_ERR_FORMAT,   /* the text is not of the form asked for */
    PP_ERR_INVALID,  /* an argument is outside what the function accepts */
    PP_ERR_INTERNAL, /* a library below answered with what it never should */
};

/* One lower-case sentence about a status, for people; never NULL. */
PP_API const char *pp_status_text(enum pp_status status);

/* The version of the library, "MAJOR.MINOR.PATCH"; static storage. */
PP_API const char *pp_version(void);

/* Three-valued knowledge: what a capture cannot show is PP_UNKNOWN, and JSON
 * prints it as null. */
enum pp_tri {
    PP_UNKNOWN = 0,
    PP_NO,
    PP_YES,
};

/* Bytes of a capture, wherever they come from. `read` writes at most `size`
 * bytes and tells how many; 0 is the end and is not asked again. Any status
 * but PP_OK ends the reading with that status. */
struct pp_byte_source {
    void *user;
    enum pp_status (*read)(void *user,
                           char *into,
                           size_t size,
                           size_t *ret_read);
};

PP_END_DECLS

#endif
