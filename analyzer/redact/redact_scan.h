/*
 * One line on its way through redaction. The finders (redact_address.c,
 * redact_path.c, redact_host.c, redact_account.c) walk along it and report hits
 * from left to right; what becomes of a hit depends on the pass: learned,
 * replaced, or marked.
 */
#ifndef PP_REDACT_REDACT_SCAN_H
#define PP_REDACT_REDACT_SCAN_H

#include "redact_names.h"

enum pp_scan_mode {
    PP_SCAN_LEARN,
    PP_SCAN_REPLACE, /* into `out` */
    PP_SCAN_MARK,    /* in `marks`, a byte for each of the line */
};

struct pp_scan {
    struct pp_names *names;
    enum pp_scan_mode mode;
    struct pp_sv line;
    uint64_t line_number;
    struct pp_buf *out;
    char *marks;
    size_t copied;    /* of the line, into `out` */
    size_t longer;    /* how far the columns stand too far to the right */
    size_t shorter;   /* or to the left */
    bool is_columnar; /* blanks set things apart on this line */
    bool is_literal;  /* `\n` in it is the end of a line */
    size_t name_to;   /* behind the name of a registry value */
    uint64_t *kept_processes;
    enum pp_status status; /* PP_OK until the first failure */
};

/* Begins the walk: `line` and `mode` are set. */
void pp_scan_begin(struct pp_scan *scan);
/* Copies what is left. */
void pp_scan_end(struct pp_scan *scan);

/* The word from `from` to `to` is a secret; one that is none is left. */
void pp_scan_word(struct pp_scan *scan,
                  enum pp_redact_kind kind,
                  size_t from,
                  size_t to);

/* The same for a host: `srv1.corp.example.com` is a host and a domain. With
 * `is_deep` the names within the domain are secrets too. */
void pp_scan_host(struct pp_scan *scan, size_t from, size_t to, bool is_deep);

/* The same for the name of a person or an account, whose parts are names. */
void pp_scan_person(struct pp_scan *scan, size_t from, size_t to);

/* Learns the parts of a name; where they stand, they are met as words. */
void pp_scan_parts(struct pp_scan *scan,
                   enum pp_redact_kind kind,
                   size_t from,
                   size_t to,
                   const char *separators);

/* A program, with or without .exe. */
void pp_scan_process(struct pp_scan *scan, size_t from, size_t to);

/* What a key stands for; `suffix` is written behind the replacement, and
 * `style` is the original where its separators are to be kept. */
void pp_scan_key(struct pp_scan *scan,
                 enum pp_redact_kind kind,
                 struct pp_sv key,
                 bool is_kept,
                 size_t from,
                 size_t to);

/* A word that was hit here is known by more than its shape. */
void pp_scan_certain(struct pp_scan *scan, size_t from, size_t to);

/* `CORP\alice` as the value of a label or a cell. */
void pp_scan_account(struct pp_scan *scan, size_t from, size_t to);

/* A host of a URL or a mail address: `contoso.com` is a domain and no host. */
void pp_hit_public_host(struct pp_scan *scan,
                        size_t from,
                        size_t to,
                        bool is_deep);

/* One folder or file of a path. */
void pp_hit_segment(struct pp_scan *scan, size_t from, size_t to);

/* The segments behind a root, from its separator on; returns their end.
 * `limit` is where the `>` of a prompt stands, or SIZE_MAX. With `is_profile`
 * the first one is a person. */
size_t
pp_walk_path(struct pp_scan *scan, size_t at, size_t limit, bool is_profile);

/* The length of the ending of a file, its dot included; 0: it has none. */
size_t pp_ending_len(const struct pp_names *names, struct pp_sv segment);

/* Finders: each returns where the walk goes on, `at` if it found nothing. */
size_t pp_find_address(struct pp_scan *scan, size_t at);
size_t pp_find_path(struct pp_scan *scan, size_t at);
size_t pp_find_url(struct pp_scan *scan, size_t at);
size_t pp_find_account(struct pp_scan *scan, size_t at);
size_t pp_find_program(struct pp_scan *scan, size_t at);
size_t pp_find_host(struct pp_scan *scan, size_t at);
size_t pp_find_mount(struct pp_scan *scan, size_t at);

/* Whether the line is a string literal with escapes. */
bool pp_scan_is_literal(struct pp_sv line);

/* All of them, and the words learned, along the whole line. */
void pp_scan_line(struct pp_scan *scan);

/* The byte at `at`; NUL behind the end. */
char pp_byte_at(struct pp_sv line, size_t at);

bool pp_is_separator(char c);

/* The later part of a name that was looked at as a whole: behind a mark, or
 * inside a word of a script without blanks. */
bool pp_is_later_part(struct pp_sv line, size_t at);

/* The end of the word at `at`: letters, digits and bytes of `others`. */
size_t pp_word_end(struct pp_sv line, size_t at, const char *others);

#endif
