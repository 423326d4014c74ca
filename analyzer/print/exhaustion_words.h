/*
 * What is said where ephemeral ports run out: which sign says so, what has
 * taken the ports, what to capture, and the cures that fit
 * (docs/ports-on-windows.md#running-out).
 */
#ifndef PP_PRINT_EXHAUSTION_WORDS_H
#define PP_PRINT_EXHAUSTION_WORDS_H

#include "portplan/usage.h"

#include "style.h"

/* "no ephemeral port was left (event 4231)"; NULL: the sockets show it, as
 * far as their verdict goes. Static. */
const char *pp_exhaustion_headline(const struct pp_exhaustion_fact *sign,
                                   enum pp_usage_verdict verdict);

/* What has taken the ports: what the sockets show, else the usual causes. */
void pp_exhaustion_cause(struct pp_buf *buf, const struct pp_usage *usage);

/* The cure of that index that fits the cause, a sentence; false: there are no
 * more of them. */
bool pp_exhaustion_cure(struct pp_buf *buf,
                        const struct pp_machine *machine,
                        const struct pp_usage *usage,
                        size_t index);

/* The cures as lines below pp_usage_text; nothing while ports are free. */
void pp_exhaustion_cures_text(struct pp_buf *buf,
                              const struct pp_style *style,
                              const struct pp_machine *machine,
                              const struct pp_usage *usage);

/* The commands that show who has the ports; NULL behind the last. Static. */
const char *pp_exhaustion_capture(enum pp_protocol protocol, size_t index);

/* The command that sets a DWORD of Tcpip's parameters. */
void pp_add_tcpip_value(struct pp_buf *buf, const char *name, unsigned value);

#endif
