/*
 * What bind() answers: the order of tests, the tables of what meets what, and
 * the conflict tables of sockets. Pure: knows a port's state, its holders and
 * what is asked, nothing of machines (holder.h brings those together)
 * (docs/ports-on-windows.md#what-bind-answers).
 */
#ifndef PORTPLAN_BIND_H
#define PORTPLAN_BIND_H

#include "portplan/address.h"
#include "portplan/assumptions.h"

PP_BEGIN_DECLS

enum pp_bind_kind {
    PP_BIND_PLAIN = 0,
    PP_BIND_REUSE,       /* SO_REUSEADDR */
    PP_BIND_EXCLUSIVE,   /* SO_EXCLUSIVEADDRUSE */
    PP_BIND_HTTP_SYS,    /* HttpListener, IIS: a URL registration */
    PP_BIND_QUIC,        /* MsQuic: SIO_ACQUIRE_PORT_RESERVATION */
    PP_BIND_CONTAINER,   /* HNS publishes a container port */
    PP_BIND_RESERVATION, /* netsh add excludedportrange and the API */
};
enum {
    PP_BIND_KIND_COUNT = 7
};

/* "plain", "reuse", "exclusive", "http.sys", ... */
PP_API const char *pp_bind_kind_name(enum pp_bind_kind kind);
PP_API bool pp_bind_kind_parse(struct pp_sv text, enum pp_bind_kind *ret);

enum pp_verdict {
    PP_VERDICT_FREE = 0,
    PP_VERDICT_BLOCKED, /* an exclusion forbids it */
    PP_VERDICT_IN_USE,
    PP_VERDICT_AT_RISK,  /* works now, but lies in the dynamic range */
    PP_VERDICT_RESERVED, /* inside an administered exclusion: works */
    PP_VERDICT_UNKNOWN,  /* the captures cannot tell */
};
enum {
    PP_VERDICT_COUNT = 6
};

/* "free", "blocked", "in-use", "at-risk", "reserved", "unknown" */
PP_API const char *pp_verdict_name(enum pp_verdict verdict);
PP_API bool pp_verdict_parse(struct pp_sv text, enum pp_verdict *ret);
/* free, at-risk and reserved */
PP_API bool pp_verdict_is_yes(enum pp_verdict verdict);

/* Windows error numbers that occur in answers. */
enum pp_windows_error {
    PP_WIN_OK = 0,
    PP_WIN_FILE_NOT_FOUND = 2,
    PP_WIN_ACCESS_DENIED = 5,
    PP_WIN_SHARING_VIOLATION = 32,
    PP_WIN_INVALID_PARAMETER = 87,
    PP_WIN_ALREADY_EXISTS = 183, /* of http.sys: the URL is registered */
    PP_WIN_ALREADY_RUNNING = 1056,
    PP_WIN_NO_SUCH_SERVICE = 1060,
    PP_WIN_NOT_STARTED = 1062,
    PP_WSA_ACCES = 10013,
    PP_WSA_ADDRINUSE = 10048,
    PP_WSA_NOBUFS = 10055,
};

/* "WSAEACCES", "ERROR_SHARING_VIOLATION", ...; "" for PP_WIN_OK. */
PP_API const char *pp_windows_error_name(enum pp_windows_error error);
/* The English text that Windows prints for it. */
PP_API const char *pp_windows_error_text(enum pp_windows_error error);

/* --- the question and what it meets --- */

/* What depends on the system. All zero bytes: Windows 10 and later, with
 * nothing assumed but the defaults. */
struct pp_bind_rules {
    bool is_before_2003;   /* the one table of NT 4.0 to XP */
    bool has_reuse_defect; /* inside an administered exclusion a second bind
                            * with SO_REUSEADDR is refused (KB3039044) */
    enum pp_assume_mirrored_bind mirrored;
    enum pp_assume_mapping_bind mapping;
};

/* Who asks for the port, and how. */
struct pp_bind_request {
    enum pp_bind_kind kind;
    enum pp_protocol protocol;
    struct pp_address address; /* unknown: any holder is in the way. Only a
                                * program's own bind has one: the kinds that
                                * reserve take the port of every address */
    struct pp_bind_rules rules;
};

/* A socket that has the port. */
struct pp_holder {
    struct pp_address address; /* unknown: wildcard or the same, whichever
                                * refuses more */
    enum pp_bind_kind options; /* plain, reuse or exclusive */
    bool is_other_user;        /* than the one who asks */
};

/* Whether this kind is a bind() of the program's own, which has an address. */
PP_API bool pp_bind_has_address(enum pp_bind_kind kind);

/* The state of one port of one protocol. */
struct pp_port_state {
    bool has_plain_exclusion;        /* a row without `*` covers it */
    bool has_administered_exclusion; /* a row with `*` covers it */
    bool has_unclear_exclusion;      /* a row whose `*` column was lost */
    bool is_mirrored;                /* in the block of WSL's mirrored mode */
    bool has_url;                    /* http.sys has it: a program registered a
                                      * URL */
    bool is_held;                    /* a NAT or an HNS mapping has it */
    bool is_in_use;                  /* has a holder */
    enum pp_windows_error conflict;  /* of the holders with what is asked; for
                                      * a request with an address */
    bool is_dynamic;                 /* inside the dynamic port range */
    bool is_in_gap;                  /* rows of the table may be missing here */
    bool is_refused; /* a program was refused the port, or one that the capture
                      * does not name */
    bool may_be_mirrored; /* where WSL's block usually lies, and it has one */
    bool is_given;        /* RPC's list gives it to servers, or a service has
                           * it for its own */
    bool may_be_served;   /* the latter, and no sockets were captured */
    bool is_table_known;  /* an exclusion table of this protocol was seen */
};

/* The rules of a bind; the first that applies decides. */
enum pp_bind_rule {
#define PP_BIND_RULE(id, verdict, applies, error) PP_BIND_RULE_##id,
#include "portplan/bind_rules.def"
#undef PP_BIND_RULE
};

struct pp_bind_answer {
    enum pp_bind_rule rule; /* which decided */
    enum pp_verdict verdict;
    enum pp_windows_error error; /* PP_WIN_OK where the bind works */
    bool is_reuse_defect;        /* the error comes of that defect */
};

PP_API struct pp_bind_answer
pp_bind_judge(const struct pp_bind_request *request,
              const struct pp_port_state *state);

PP_END_DECLS

#endif
