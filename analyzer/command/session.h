/*
 * From the captures named on the command line to a machine that can be asked
 * and back to an exit code: what all commands that read captures share.
 */
#ifndef PP_COMMAND_SESSION_H
#define PP_COMMAND_SESSION_H

#include "portplan/check.h"
#include "portplan/fact.h"
#include "portplan/load.h"
#include "portplan/port_list.h"

#include "call.h"
#include "print/show_view.h"

struct pp_exhaustion;

struct session {
    struct pps_io *io;
    struct pp_load *load;
    struct pp_machine *machine; /* NULL while a sink takes the facts */
    struct pp_show view;
    bool is_asked; /* the captures name the ports, if only in a compose file:
                    * then there is an answer, though it is `unknown` */
    struct pp_sv *names; /* of the captures by index, for places in reports */
    const struct pp_exhaustion *exhaustion; /* NULL: not looked for yet */
    bool is_unread; /* it could not be opened because of what these captures
                     * are: others may be */
};

/* Checks the options that name something of the library, reads the captures
 * and builds the machine (not with a sink). On failure complains, leaves
 * nothing open and returns false: then the exit code is EXIT_TROUBLE. */
bool pps_session_open(struct session *session,
                      const struct call *call,
                      size_t first_capture_word,
                      const struct pp_fact_sink *sink);
/* The same of some of the words alone. */
bool pps_session_open_words(struct session *session,
                            const struct call *call,
                            const char *const *words,
                            size_t word_count,
                            const struct pp_fact_sink *sink);
void pps_session_close(struct session *session);

/* Whether any section was recognised, or ports were taken. */
bool pps_session_has_captures(const struct session *session);

/* Whether the only capture has not a single line. */
bool pps_session_is_empty(const struct session *session);

/* "a.txt", "a.txt and b.txt", "a.txt and 3 more"; nothing for no capture. */
enum pp_status pps_session_name_captures(const struct session *session,
                                         struct pp_buf *names) PP_MUST_CHECK;

/* The ports that the captures are about (errors, else mentions), where there
 * is a capture; false after a complaint that there is none. The caller frees
 * the list. */
bool pps_session_take_ports(struct session *session,
                            const struct call *call,
                            const char *command,
                            struct pp_port_list *ret_ports);

/* Without --as the captures say how the ports are bound: as those bind whose
 * errors name them. */
void pps_session_take_kind(const struct session *session,
                           const struct call *call,
                           const struct pp_port_list *ports,
                           struct pp_check_options *io_options);

/* Writes diagnostics to standard error, as text. */
void pps_session_print_diags(const struct session *session,
                             const struct call *call);

/* Complains that nothing was recognised; with EXIT_NOTHING says what to
 * capture. */
void pps_session_complain_nothing(const struct session *session);
enum exit_code pps_session_complain_empty(const struct session *session);
/* The same after the diagnostics. */
enum exit_code pps_session_end_empty(const struct session *session,
                                     const struct call *call);

/* Writes an answer that ends with `answer`, then the diagnostics. */
enum exit_code pps_session_deliver(const struct session *session,
                                   struct call *call,
                                   struct pp_buf *report,
                                   enum exit_code answer);

/* The exit code when the answer itself is `answer`. */
enum exit_code pps_session_code(const struct session *session,
                                const struct call *call,
                                enum exit_code answer);

#endif
