/*
 * Which error a text names: by its number, by its HRESULT, by the name that
 * POSIX or Winsock gives it, or in the words of Windows (bind_words.def).
 */
#ifndef PP_PARSE_ERRORS_BIND_CODE_H
#define PP_PARSE_ERRORS_BIND_CODE_H

#include "portplan/buf.h"
#include "portplan/fact.h"

/* Beside the errors of portplan/bind.h: what a connection and HNS get. */
enum {
    PP_BIND_ADDRNOTAVAIL = 10049,
};
#define PP_BIND_HCN_PORT_EXISTS UINT32_C(0x803b0013)
#define PP_BIND_NAME_EXISTS     UINT32_C(0x80070034)
#define PP_BIND_NO_PORT_BLOCK   UINT32_C(0x8007054f)

/* The rows of a table that begin with a byte, one after the other: numbers
 * from 1, 0 ends. */
struct pp_bind_index {
    uint8_t first[256];
    uint8_t next[128];
};

void pp_bind_index_add(struct pp_bind_index *index, size_t row, char first);

char pp_bind_lower(char c);

/* Made when first needed; all zero is the start. */
struct pp_bind_codes {
    bool is_indexed;
    struct pp_bind_index words;
    struct pp_buf squeezed; /* a text without blanks */
};

void pp_bind_codes_done(struct pp_bind_codes *codes);

/* What a number means where a port could not be bound; POSIX' numbers become
 * Winsock's. 0: another matter. */
uint32_t pp_bind_known_error(uint32_t number);

/* What the error of a connection says of the local ports, an event of Tcpip by
 * its number; false: nothing. */
bool pp_bind_sign_of(uint32_t error, enum pp_exhaustion_sign *ret_sign);

/* The error that the text names: 0 for none. *ret_is_text: whether it was
 * Windows' own text, which is enough alone. */
enum pp_status pp_bind_error_of(struct pp_bind_codes *codes,
                                struct pp_sv text,
                                uint32_t *ret_error,
                                bool *ret_is_text) PP_MUST_CHECK;

#endif
