/*
 * Places and other small pieces of wording that several reports share.
 */
#ifndef PP_PRINT_PLACE_H
#define PP_PRINT_PLACE_H

#include "portplan/machine.h"

#include "json/json_write.h"
#include "show_view.h"

/* The escaped name of a capture; "?" for an index that the view lacks. */
void pp_add_capture_name(struct pp_buf *buf,
                         const struct pp_show *show,
                         uint32_t capture);

/* `dump.txt:22`, or only the name without a line. */
void pp_add_place(struct pp_buf *buf,
                  const struct pp_show *show,
                  const struct pp_place *place);

/* `1 port`, `12 ports`: the plural is the word with an s. */
void pp_add_counted(struct pp_buf *buf, uint64_t count, const char *word);

/* The member `source`: { "capture": 0, "line": 9 }, null without a place. */
void pp_add_source(struct pp_json *parent, const struct pp_place *place);

/* The same under another name. */
void pp_add_source_as(struct pp_json *parent,
                      const char *key,
                      const struct pp_place *place);

/* Frees a text that was made beside the report; the report fails where the
 * text did. */
void pp_finish_part(struct pp_buf *buf, struct pp_buf *part);

/* "de" -> "German"; the locale itself where its name is not known here. */
const char *pp_language_name(const char *locale);

/* `winnat (likely)`; a certain owner without brackets. */
void pp_add_owner(struct pp_buf *buf, const struct pp_exclusion *exclusion);

/* Who is refused a port of an administered exclusion, and who is not, though
 * its ports are published, too (docs/ports-on-windows.md#what-bind-answers). A
 * macro, for tables of texts. */
#define PP_WHO_IS_REFUSED                                                \
    "http.sys, QUIC, Windows containers and Kubernetes nodes (HNS) are " \
    "refused there, Docker Desktop's Linux containers are not"

/* Appends `netsh int ipv4 VERB excludedportrange ...`; the verb is "add" or
 * "delete". */
void pp_add_exclusion_command(struct pp_buf *text,
                              const char *verb,
                              enum pp_protocol protocol,
                              struct pp_range range);

#endif
