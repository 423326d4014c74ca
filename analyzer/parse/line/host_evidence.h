/*
 * Which machine a line speaks of: prompts that name a host, commands that are
 * sent to another machine, lines in which a machine states its own name.
 *
 * A prompt of cmd names a directory and no machine, so it only says that the
 * machine is the one the paste was taken on.
 */
#ifndef PP_PARSE_LINE_HOST_EVIDENCE_H
#define PP_PARSE_LINE_HOST_EVIDENCE_H

#include "portplan/sv.h"

enum pp_host_evidence_kind {
    PP_HOST_NOTHING = 0,
    PP_HOST_LOCAL,  /* `PS C:\>`, `C:\>`: no other machine than this one */
    PP_HOST_REMOTE, /* `[SRV1]: PS C:\>`, `netsh -r SRV1`: by this name */
    PP_HOST_SELF,   /* `Host Name:   SRV1`, `me@SRV1 MINGW64`: its own name */
    PP_HOST_ASKED,  /* `C:\>hostname`: the next line is its own name */
};

struct pp_host_evidence {
    enum pp_host_evidence_kind kind;
    struct pp_sv name; /* PP_HOST_REMOTE, PP_HOST_SELF: a view into the line */
};

/* Reads one line, trimmed. */
struct pp_host_evidence pp_host_evidence_read(struct pp_sv line);

/* Whether a text may be the name or the address of a machine. */
bool pp_is_host_name(struct pp_sv text);

#endif
