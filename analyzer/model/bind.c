/* What bind() answers: the order of tests of Windows
 * (docs/ports-on-windows.md#what-bind-answers). */
#include "portplan/bind.h"

/* --- words
 * -------------------------------------------------------------------- */

static const char *const kind_names[] = {
    [PP_BIND_PLAIN] = "plain",
    [PP_BIND_REUSE] = "reuse",
    [PP_BIND_EXCLUSIVE] = "exclusive",
    [PP_BIND_HTTP_SYS] = "http.sys",
    [PP_BIND_QUIC] = "quic",
    [PP_BIND_CONTAINER] = "container",
    [PP_BIND_RESERVATION] = "reservation",
};

static const char *const verdict_names[] = {
    [PP_VERDICT_FREE] = "free",
    [PP_VERDICT_BLOCKED] = "blocked",
    [PP_VERDICT_IN_USE] = "in-use",
    [PP_VERDICT_AT_RISK] = "at-risk",
    [PP_VERDICT_RESERVED] = "reserved",
    [PP_VERDICT_UNKNOWN] = "unknown",
};

const char *pp_bind_kind_name(enum pp_bind_kind kind)
{
    return kind_names[kind];
}

bool pp_bind_kind_parse(struct pp_sv text, enum pp_bind_kind *ret)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(kind_names); i++) {
        if (pp_sv_equal_nocase(text, pp_sv_from(kind_names[i]))) {
            *ret = (enum pp_bind_kind)i;
            return true;
        }
    }
    return false;
}

const char *pp_verdict_name(enum pp_verdict verdict)
{
    return verdict_names[verdict];
}

bool pp_verdict_parse(struct pp_sv text, enum pp_verdict *ret)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(verdict_names); i++) {
        if (pp_sv_equal_nocase(text, pp_sv_from(verdict_names[i]))) {
            *ret = (enum pp_verdict)i;
            return true;
        }
    }
    return false;
}

bool pp_verdict_is_yes(enum pp_verdict verdict)
{
    return verdict == PP_VERDICT_FREE || verdict == PP_VERDICT_AT_RISK ||
           verdict == PP_VERDICT_RESERVED;
}

/* The texts are Windows' own, from Microsoft's lists of system error codes
 * and of Winsock error codes. */
static const struct {
    enum pp_windows_error error;
    const char *name;
    const char *text;
} errors[] = {
    {PP_WIN_OK, "", "The operation completed successfully."},
    {PP_WIN_FILE_NOT_FOUND,
     "ERROR_FILE_NOT_FOUND",
     "The system cannot find the file specified."},
    {PP_WIN_ACCESS_DENIED, "ERROR_ACCESS_DENIED", "Access is denied."},
    {PP_WIN_SHARING_VIOLATION,
     "ERROR_SHARING_VIOLATION",
     "The process cannot access the file because it is being used by another "
     "process."},
    {PP_WIN_INVALID_PARAMETER,
     "ERROR_INVALID_PARAMETER",
     "The parameter is incorrect."},
    {PP_WIN_ALREADY_RUNNING,
     "ERROR_SERVICE_ALREADY_RUNNING",
     "An instance of the service is already running."},
    {PP_WIN_NO_SUCH_SERVICE,
     "ERROR_SERVICE_DOES_NOT_EXIST",
     "The specified service does not exist as an installed service."},
    {PP_WIN_NOT_STARTED,
     "ERROR_SERVICE_NOT_ACTIVE",
     "The service has not been started."},
    {PP_WSA_ACCES,
     "WSAEACCES",
     "An attempt was made to access a socket in a way forbidden by its access "
     "permissions."},
    {PP_WSA_ADDRINUSE,
     "WSAEADDRINUSE",
     "Only one usage of each socket address (protocol/network address/port) "
     "is normally permitted."},
    {PP_WSA_NOBUFS,
     "WSAENOBUFS",
     "An operation on a socket could not be performed because the system "
     "lacked sufficient buffer space or because a queue was full."},
};

const char *pp_windows_error_name(enum pp_windows_error error)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(errors); i++) {
        if (errors[i].error == error) {
            return errors[i].name;
        }
    }
    return "";
}

const char *pp_windows_error_text(enum pp_windows_error error)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(errors); i++) {
        if (errors[i].error == error) {
            return errors[i].text;
        }
    }
    return "Unknown error.";
}

/* --- verdicts
 * ------------------------------------------------------------------- */

/* The error of the caller that meets a reservation, by what it calls: a bind
 * is refused, SIO_ACQUIRE finds the address in use, the rest gets a sharing
 * violation (docs/ports-on-windows.md#reservations-meet-reservations). */
static enum pp_windows_error reservation_error(enum pp_bind_kind kind)
{
    switch (kind) {
    case PP_BIND_PLAIN:
    case PP_BIND_REUSE:
    case PP_BIND_EXCLUSIVE:
        return PP_WSA_ACCES;
    case PP_BIND_QUIC:
        return PP_WSA_ADDRINUSE;
    case PP_BIND_HTTP_SYS:
    case PP_BIND_CONTAINER:
    case PP_BIND_RESERVATION:
        return PP_WIN_SHARING_VIOLATION;
    }
    return PP_WSA_ACCES;
}

/* http.sys, QUIC, HNS and netsh make reservations of their own, so an
 * administered exclusion refuses them while a plain bind passes. */
static bool is_reservation(enum pp_bind_kind kind)
{
    return kind == PP_BIND_HTTP_SYS || kind == PP_BIND_QUIC ||
           kind == PP_BIND_CONTAINER || kind == PP_BIND_RESERVATION;
}

/* A second bind of a port in use: WSAEADDRINUSE, but SO_REUSEADDR on another
 * program's port is refused access (the tables of using-so-reuseaddr-and-
 * so-exclusiveaddruse, default first bind, Server 2003 and later). */
static enum pp_windows_error in_use_error(enum pp_bind_kind kind)
{
    if (kind == PP_BIND_REUSE) {
        return PP_WSA_ACCES;
    }
    return kind == PP_BIND_PLAIN || kind == PP_BIND_EXCLUSIVE
               ? PP_WSA_ADDRINUSE
               : reservation_error(kind);
}

struct pp_bind_answer pp_bind_judge(enum pp_bind_kind kind,
                                    const struct pp_port_state *state)
{
    if (state->has_plain_exclusion) {
        return (struct pp_bind_answer){PP_VERDICT_BLOCKED,
                                       reservation_error(kind)};
    }
    if (state->has_administered_exclusion && is_reservation(kind)) {
        return (struct pp_bind_answer){PP_VERDICT_BLOCKED,
                                       reservation_error(kind)};
    }
    if (state->has_unclear_exclusion) {
        return is_reservation(kind)
                   ? (struct pp_bind_answer){PP_VERDICT_BLOCKED,
                                             reservation_error(kind)}
                   : (struct pp_bind_answer){PP_VERDICT_UNKNOWN, PP_WIN_OK};
    }
    if (state->is_in_use) {
        return (struct pp_bind_answer){PP_VERDICT_IN_USE, in_use_error(kind)};
    }
    if (state->has_administered_exclusion) {
        return (struct pp_bind_answer){PP_VERDICT_RESERVED, PP_WIN_OK};
    }
    if (!state->is_table_known) {
        return (struct pp_bind_answer){PP_VERDICT_UNKNOWN, PP_WIN_OK};
    }
    return (struct pp_bind_answer){
        state->is_dynamic ? PP_VERDICT_AT_RISK : PP_VERDICT_FREE, PP_WIN_OK};
}
