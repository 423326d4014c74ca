/*
 * Redacting: a capture without the names, addresses and paths in it, that
 * still says the same about ports. Text in, text out.
 *
 * The text is read twice: once to learn what is a secret (from its place:
 * a prompt, a label, a path, a column, a fact of a parser), once to replace it
 * everywhere. The same secret gets the same replacement in
 * all of the text. Replacements come from what is set aside for examples: the
 * addresses of RFC 5737, RFC 3849 and RFC 2544, the hardware addresses of
 * RFC 7042, the domain `example` of RFC 2606; so a text that was redacted
 * before does not change again.
 *
 * A name in free prose is replaced only if something else in the text shows
 * that it is one, or the caller names it.
 */
#ifndef PORTPLAN_REDACT_H
#define PORTPLAN_REDACT_H

#include "portplan/buf.h"

PP_BEGIN_DECLS

/* What was replaced. */
enum pp_redact_kind {
    PP_REDACT_USER = 0, /* user1: accounts and people */
    PP_REDACT_HOST,     /* host1 */
    PP_REDACT_DOMAIN,   /* domain1, domain1.example */
    PP_REDACT_WORD,     /* name1: organisations, what the caller names */
    PP_REDACT_PROCESS,  /* process1.exe */
    PP_REDACT_FOLDER,   /* folder1, folder2.txt: parts of a path */
    PP_REDACT_IPV4,     /* 192.0.2.1 */
    PP_REDACT_IPV6,     /* 2001:db8::1 */
    PP_REDACT_MAC,      /* 00-00-5E-00-53-01 */
    PP_REDACT_SID,      /* S-1-5-21-0-0-0-1001 */
    PP_REDACT_GUID,     /* 00000000-0000-0000-0000-000000000001 */
    PP_REDACT_SERIAL,   /* product ids and keys: 00000-00000-00000-00001 */
};
enum {
    PP_REDACT_KIND_COUNT = PP_REDACT_SERIAL + 1
};

struct pp_redact_options {
    const char *encoding;      /* NULL: by evidence */
    const struct pp_sv *words; /* to be replaced besides; borrowed */
    size_t word_count;
};

struct pp_redact_count {
    uint64_t names;  /* different ones that were replaced */
    uint64_t places; /* where */
};

struct pp_redacted {
    struct pp_buf text;   /* UTF-8 with the line ends of the input */
    const char *encoding; /* of the input; static storage */
    struct pp_redact_count counts[PP_REDACT_KIND_COUNT];
    uint64_t kept_processes; /* names of Windows' own programs, left */
    uint64_t masked_bytes;   /* of registry data in hexadecimal, made `x` */
    uint64_t control_count;  /* control and invisible characters taken out */
    uint64_t cut_lines;      /* too long: their ends are left out */
    uint64_t sections;       /* recognised in the input */
    uint64_t rejected;       /* lines that only looked like data */
    uint64_t facts;          /* about ports, in the input */
    bool is_same; /* the redacted text states the same facts about ports, and
                   * redacting it again changes nothing */
};

/*
 * Redacts a whole text. The caller frees the result with pp_redacted_done.
 * PP_ERR_INVALID: the encoding is unknown, or the bytes are a registry hive,
 * which is not text. PP_ERR_LIMIT: more secrets or text than can be kept;
 * nothing is given out then.
 */
PP_API enum pp_status pp_redact(struct pp_sv bytes,
                                const struct pp_redact_options *options,
                                struct pp_redacted *ret_redacted) PP_MUST_CHECK;
PP_API void pp_redacted_done(struct pp_redacted *redacted);

PP_END_DECLS

#endif
