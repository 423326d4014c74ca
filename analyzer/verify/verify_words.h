/* What the formats of `verify` share. */
#ifndef PP_VERIFY_VERIFY_WORDS_H
#define PP_VERIFY_VERIFY_WORDS_H

#include "verify.h"
#include "verify_view.h"

/* What a check is, after waivers, baseline, --fail-on and --strict. */
enum verify_state {
    VERIFY_HOLDS = 0,
    VERIFY_FAILS,   /* makes the whole fail */
    VERIFY_MILD,    /* violated, below --fail-on */
    VERIFY_UNKNOWN, /* not decided, without --strict */
    VERIFY_WAIVED,
    VERIFY_BASELINE,
};
enum {
    VERIFY_STATE_COUNT = 6
};

enum verify_state pp_verify_state_of(const struct pp_verify_check *check);

struct verify_counts {
    uint64_t total;
    uint64_t states[VERIFY_STATE_COUNT];
};
/* `host` SIZE_MAX: of all. */
struct verify_counts pp_verify_count(const struct pp_verify *verify,
                                     size_t host);

/* "7 checks: 4 hold, 2 fail, 1 is unknown"; what is 0 is left out. */
void pp_verify_add_counts(struct pp_buf *buf,
                          const struct verify_counts *counts);

/* The name of the policy, escaped; its file where it has none. */
void pp_verify_add_policy_name(struct pp_buf *buf,
                               const struct pp_verify_view *view);

/* "8080/tcp", "8080-8090/udp"; the rule's own words where it has no ports. */
void pp_verify_add_check_subject(struct pp_buf *buf,
                                 const struct pp_verify_check *check);

/* The message, then why it is accepted or not, escaped. */
void pp_verify_add_check_message(struct pp_buf *buf,
                                 const struct pp_verify_check *check);
/* "waived until 2027-03-31: retired in March", "accepted by the baseline",
 * "the waiver of LINE expired on ..."; nothing for others. Escaped. */
void pp_verify_add_check_remark(struct pp_buf *buf,
                                const struct pp_verify_check *check);

/* Whether every machine was read and no finding fails. */
bool pp_verify_view_passed(const struct pp_verify_view *view);

/* Why nothing can be said of the machine: "web02.txt is empty". Escaped. */
void pp_verify_add_unread(struct pp_buf *buf,
                          const struct pp_verify_unread *unread);

/* A place in the project's files: where the ports are named, else the rule. */
struct verify_location {
    struct pp_sv file;
    uint64_t line;
    uint64_t column; /* 0: not known */
};
struct verify_location
pp_verify_location_of(const struct pp_verify_view *view,
                      const struct pp_verify_check *check);

/* "3f2a...", 16 hexadecimal digits, with a final NUL. */
struct fingerprint_text {
    char digits[17];
};
struct fingerprint_text pp_verify_fingerprint_text(uint64_t fingerprint);

#endif
