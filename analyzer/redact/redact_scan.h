/*
 * One line on its way through redaction. The finders walk along it and report
 * hits from left to right; what becomes of a hit depends on the pass: it is
 * learned, replaced, or marked.
 */
#ifndef PP_REDACT_REDACT_SCAN_H
#define PP_REDACT_REDACT_SCAN_H

#include "redact_names.h"
#include "redact_patterns.h"

enum pp_scan_mode {
    PP_SCAN_LEARN,
    PP_SCAN_REPLACE, /* into `out` */
    PP_SCAN_MARK,    /* in `marks`, a byte for each of the line */
};

struct pp_scan {
    struct pp_names *names;
    struct pp_redact_patterns *patterns;
    enum pp_scan_mode mode;
    struct pp_sv line;
    uint64_t line_number;
    struct pp_buf *out;
    char *marks;
    size_t copied;    /* of the line, into `out` */
    ptrdiff_t shift;  /* how far the columns are off, to the right above 0 */
    bool is_columnar; /* blanks set things apart on this line */
    bool is_literal;  /* `\n` in it is the end of a line */
    size_t name_to;   /* behind the name of a registry value */
    uint64_t *kept_processes;
    enum pp_status status; /* PP_OK until the first failure */
};

/* Begins the walk: `line` and `mode` are set. */
void pp_scan_begin(struct pp_scan *scan);
/* Copies what is left; the status of the whole walk. */
enum pp_status pp_scan_end(struct pp_scan *scan) PP_MUST_CHECK;

/* Whether the pattern matches the line at `at`, or from there on; its groups
 * are in scan->patterns. */
bool pp_scan_matches(struct pp_scan *scan,
                     enum pp_redact_pattern id,
                     size_t at);

/* Whether the word is known to be of one of the classes. */
bool pp_scan_is_known(const struct pp_scan *scan,
                      struct pp_sv word,
                      unsigned bits);

/* Where a part of the line begins, and where it ends. */
size_t pp_scan_offset(const struct pp_scan *scan, struct pp_sv part);
size_t pp_scan_behind(const struct pp_scan *scan, struct pp_sv part);

/* The hits: parts of the scan's line. A word is a secret; one that
 * identifies nobody is left. */
void pp_scan_word(struct pp_scan *scan,
                  enum pp_redact_kind kind,
                  struct pp_sv word);

/* A word of which the text shows what it is by more than its shape. */
void pp_scan_certain_word(struct pp_scan *scan,
                          enum pp_redact_kind kind,
                          struct pp_sv word);

/* A domain: with `is_deep` the names in it are secrets too. */
void pp_scan_domain(struct pp_scan *scan, struct pp_sv name, bool is_deep);

/* A host: `srv1.corp.example.com` is a host and a domain. */
void pp_scan_host(struct pp_scan *scan, struct pp_sv name, bool is_deep);

/* The name of a person or an account, whose parts are names. */
void pp_scan_person(struct pp_scan *scan, struct pp_sv name);

/* A program, with or without .exe. */
void pp_scan_process(struct pp_scan *scan, struct pp_sv name);

/* What is known by a key, and its place. */
void pp_scan_key(struct pp_scan *scan,
                 enum pp_redact_kind kind,
                 struct pp_sv key,
                 struct pp_sv place);

#endif
