/* What bind() answers: the order of tests of Windows, and what each kind of
 * binding meets in it (docs/ports-on-windows.md#what-bind-answers). */
#include "portplan/bind.h"

/* --- words --- */

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
    {PP_WIN_ALREADY_EXISTS,
     "ERROR_ALREADY_EXISTS",
     "Cannot create a file when that file already exists."},
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

/* --- verdicts --- */

enum {
    OK = PP_WIN_OK,
    SHARING = PP_WIN_SHARING_VIOLATION,
    ACCESS = PP_WSA_ACCES,
    IN_USE = PP_WSA_ADDRINUSE,
};

/*
 * What meets what: the error of each kind of binding on a row without `*`, on
 * a row with one, and on a socket where no address is asked. http.sys, QUIC,
 * HNS and netsh reserve, so an administered exclusion refuses them while a
 * plain bind passes (#reservations-meet-reservations). The sockets' column of
 * the first three is that of a first bind without options, wildcard both.
 */
/* clang-format off */
static const struct {
    uint16_t row;
    uint16_t starred_row;
    uint16_t socket;
} meets[PP_BIND_KIND_COUNT] = {
    /*                       row      `*` row  socket */
    [PP_BIND_PLAIN]       = {ACCESS,  OK,      IN_USE},
    [PP_BIND_REUSE]       = {ACCESS,  OK,      ACCESS},
    [PP_BIND_EXCLUSIVE]   = {ACCESS,  OK,      IN_USE},
    [PP_BIND_HTTP_SYS]    = {SHARING, SHARING, SHARING},
    [PP_BIND_QUIC]        = {IN_USE,  IN_USE,  IN_USE},
    [PP_BIND_CONTAINER]   = {SHARING, SHARING, SHARING},
    [PP_BIND_RESERVATION] = {SHARING, SHARING, SHARING},
};
/* clang-format on */

bool pp_bind_has_address(enum pp_bind_kind kind)
{
    return kind == PP_BIND_PLAIN || kind == PP_BIND_REUSE ||
           kind == PP_BIND_EXCLUSIVE;
}

static bool asks_address(const struct pp_bind_request *request)
{
    return pp_bind_has_address(request->kind) &&
           request->address.kind != PP_ADDRESS_UNKNOWN;
}

/* --- the rules ------------------------------------------------------------ */

static bool meets_row(const struct pp_bind_request *request,
                      const struct pp_port_state *state)
{
    (void)request;
    return state->has_plain_exclusion;
}

static uint16_t row_error(const struct pp_bind_request *request,
                          const struct pp_port_state *state)
{
    (void)state;
    return meets[request->kind].row;
}

static uint16_t starred_row_error(const struct pp_bind_request *request,
                                  const struct pp_port_state *state)
{
    (void)state;
    return meets[request->kind].starred_row;
}

static bool has_starred_row(const struct pp_bind_request *request,
                            const struct pp_port_state *state)
{
    (void)request;
    return state->has_administered_exclusion;
}

static bool meets_starred_row(const struct pp_bind_request *request,
                              const struct pp_port_state *state)
{
    return state->has_administered_exclusion &&
           meets[request->kind].starred_row != OK;
}

static bool meets_mirrored(const struct pp_bind_request *request,
                           const struct pp_port_state *state)
{
    (void)request;
    return state->is_mirrored;
}

/* WSL's block (U-24). Who reserves meets a reservation like any other. */
static uint16_t mirrored_error(const struct pp_bind_request *request,
                               const struct pp_port_state *state)
{
    (void)state;
    if (!pp_bind_has_address(request->kind)) {
        return meets[request->kind].row;
    }
    switch (request->rules.mirrored) {
    case PP_MIRRORED_BIND_BY_PROTOCOL:
        return request->protocol == PP_UDP ? IN_USE : ACCESS;
    case PP_MIRRORED_BIND_10048:
        return IN_USE;
    case PP_MIRRORED_BIND_10013:
        return ACCESS;
    }
    return ACCESS;
}

/* Of http.sys any number of programs may have a port, each its own paths. */
static bool shares_url(const struct pp_bind_request *request,
                       const struct pp_port_state *state)
{
    return state->has_url && request->kind == PP_BIND_HTTP_SYS;
}

static bool meets_url(const struct pp_bind_request *request,
                      const struct pp_port_state *state)
{
    (void)request;
    return state->has_url;
}

/* WinNAT and HNS reserve an external port as http.sys does, unless it is
 * assumed that a bind works beside them. */
static bool is_held(const struct pp_bind_request *request,
                    const struct pp_port_state *state)
{
    bool works = request->rules.mapping == PP_MAPPING_BIND_WORKS &&
                 pp_bind_has_address(request->kind);
    return state->is_held && !works;
}

static bool meets_unclear_row(const struct pp_bind_request *request,
                              const struct pp_port_state *state)
{
    (void)request;
    return state->has_unclear_exclusion;
}

/* With a star or without one, the row refuses who reserves. */
static bool meets_either_row(const struct pp_bind_request *request,
                             const struct pp_port_state *state)
{
    return state->has_unclear_exclusion &&
           meets[request->kind].starred_row != OK;
}

/* A second bind with SO_REUSEADDR inside an administered exclusion. */
static bool meets_reuse_defect(const struct pp_bind_request *request,
                               const struct pp_port_state *state)
{
    return request->rules.has_reuse_defect && state->is_in_use &&
           state->has_administered_exclusion && request->kind == PP_BIND_REUSE;
}

static uint16_t holder_error(const struct pp_bind_request *request,
                             const struct pp_port_state *state)
{
    if (meets_reuse_defect(request, state)) {
        return ACCESS;
    }
    return asks_address(request) ? (uint16_t)state->conflict
                                 : meets[request->kind].socket;
}

static bool meets_holder(const struct pp_bind_request *request,
                         const struct pp_port_state *state)
{
    return state->is_in_use && holder_error(request, state) != OK;
}

static bool is_given(const struct pp_bind_request *request,
                     const struct pp_port_state *state)
{
    (void)request;
    return state->is_given;
}

static bool is_given_in_row(const struct pp_bind_request *request,
                            const struct pp_port_state *state)
{
    (void)request;
    return state->is_given && state->has_administered_exclusion;
}

static bool may_be_served(const struct pp_bind_request *request,
                          const struct pp_port_state *state)
{
    (void)request;
    return state->may_be_served;
}

static bool has_no_table(const struct pp_bind_request *request,
                         const struct pp_port_state *state)
{
    (void)request;
    return !state->is_table_known;
}

static bool lies_in_gap(const struct pp_bind_request *request,
                        const struct pp_port_state *state)
{
    (void)request;
    return state->is_in_gap;
}

static bool was_refused(const struct pp_bind_request *request,
                        const struct pp_port_state *state)
{
    (void)request;
    return state->is_refused;
}

static bool may_be_mirrored(const struct pp_bind_request *request,
                            const struct pp_port_state *state)
{
    (void)request;
    return state->may_be_mirrored;
}

static bool is_ephemeral(const struct pp_bind_request *request,
                         const struct pp_port_state *state)
{
    (void)request;
    return state->is_dynamic;
}

static bool is_anything(const struct pp_bind_request *request,
                        const struct pp_port_state *state)
{
    (void)request;
    (void)state;
    return true;
}

static uint16_t no_error(const struct pp_bind_request *request,
                         const struct pp_port_state *state)
{
    (void)request;
    (void)state;
    return OK;
}

static const struct {
    enum pp_verdict verdict;
    bool (*applies)(const struct pp_bind_request *request,
                    const struct pp_port_state *state);
    uint16_t (*error)(const struct pp_bind_request *request,
                      const struct pp_port_state *state);
} rules[] = {
#define PP_BIND_RULE(id, verdict, applies, error) \
    [PP_BIND_RULE_##id] = {PP_VERDICT_##verdict, applies, error},
#include "portplan/bind_rules.def"
#undef PP_BIND_RULE
};

struct pp_bind_answer pp_bind_judge(const struct pp_bind_request *request,
                                    const struct pp_port_state *state)
{
    size_t rule = 0;
    while (!rules[rule].applies(request, state)) {
        rule++;
    }
    return (struct pp_bind_answer){
        .rule = (enum pp_bind_rule)rule,
        .verdict = rules[rule].verdict,
        .error = (enum pp_windows_error)rules[rule].error(request, state),
        .is_reuse_defect =
            rule == PP_BIND_RULE_HOLDER && meets_reuse_defect(request, state),
    };
}
