/*
 * JSON text that comes line by line: finds where each object of the outermost
 * array (or the outermost object itself) begins and ends, collects it, and
 * remembers the lines that it stands on. Bounded by the size of one object,
 * not by that of the document.
 */
#ifndef PP_PARSE_POWERSHELL_PS_JSON_TEXT_H
#define PP_PARSE_POWERSHELL_PS_JSON_TEXT_H

#include "portplan/buf.h"
#include "portplan/diag.h"

#include "base/vec.h"

/* A line of the text collected: where it begins there and in the capture. */
struct pp_ps_json_line {
    size_t offset;
    struct pp_place place;
};

/* All zero is empty. */
struct pp_ps_json_text {
    struct pp_buf element; /* the object in the making */
    PP_VEC(struct pp_ps_json_line) lines;
    unsigned depth; /* brackets open */
    bool is_array;  /* the outermost one */
    bool is_in_string;
    bool is_escaped; /* the byte before was a backslash in a string */
    bool is_in_element;
};

void pp_ps_json_text_done(struct pp_ps_json_text *text);
/* Before any bracket; keeps the memory. */
void pp_ps_json_text_clear(struct pp_ps_json_text *text);

/* Forgets the object told last, with its lines. */
void pp_ps_json_text_forget(struct pp_ps_json_text *text);

/* A line begins; `place` is where. */
enum pp_status pp_ps_json_text_begin_line(struct pp_ps_json_text *text,
                                          struct pp_place place) PP_MUST_CHECK;

enum pp_ps_json_event {
    PP_PS_JSON_MORE,    /* the line is used up, or the text has ended */
    PP_PS_JSON_ELEMENT, /* an object is whole: text->element */
    PP_PS_JSON_BROKEN,  /* no JSON, or too large */
};

/* Reads on in `line` from *io_at to the next event. After an element it is to
 * be forgotten before the next call. Depth 0 afterwards: the outermost bracket
 * is closed. */
enum pp_status
pp_ps_json_text_read(struct pp_ps_json_text *text,
                     struct pp_sv line,
                     struct pp_place place,
                     size_t *io_at,
                     enum pp_ps_json_event *ret_event) PP_MUST_CHECK;

/* Where the byte at `offset` of the element stands in the capture. */
struct pp_place pp_ps_json_text_place(const struct pp_ps_json_text *text,
                                      size_t offset);

/* The offset of the next member's name behind `offset` (0: the first) in the
 * element, an object of valid JSON; SIZE_MAX: there is none. */
size_t pp_ps_json_next_member(struct pp_sv element, size_t offset);

/* The offset of the value of the member whose name stands at `offset`. */
size_t pp_ps_json_value_at(struct pp_sv element, size_t offset);

#endif
