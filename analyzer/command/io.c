/* Complaints. */
#include "io.h"

#include "base/utf8.h"

enum {
    MAX_COMPLAINT = 8191
};

void pps_io_note(struct pps_io *io, enum pp_status status)
{
    io->is_out_of_memory |= status == PP_ERR_NOMEM;
}

void pps_io_note_diags(struct pps_io *io, const struct pp_diags *diags)
{
    io->is_out_of_memory |= diags != NULL && pp_diags_is_out_of_memory(diags);
}

void pps_io_complain(struct pps_io *io, const char *format, ...)
{
    struct pp_buf text;
    struct pp_buf line;
    va_list arguments;
    pp_buf_init(&text, SIZE_MAX / 2);
    pp_buf_init(&line, SIZE_MAX / 2);
    va_start(arguments, format);
    pp_buf_vprintf(&text, format, arguments);
    va_end(arguments);
    pp_buf_add_str(&line, "portplan: ");
    pp_escape_text(&line, pp_sv_sub(pp_buf_view(&text), 0, MAX_COMPLAINT));
    pp_buf_add_char(&line, '\n');
    if (text.status == PP_OK && line.status == PP_OK) {
        io->say(io, pp_buf_view(&line));
    } else {
        pps_io_note(io, PP_ERR_NOMEM);
        io->say(io, PP_SV("portplan: out of memory\n"));
    }
    pp_buf_done(&text);
    pp_buf_done(&line);
}

void pps_io_complain_missing(struct pps_io *io,
                             const char *words,
                             const char *name)
{
    struct pp_buf near;
    pp_buf_init(&near, SIZE_MAX / 2);
    if (io->nearest(io, name, &near) && near.status == PP_OK) {
        pps_io_complain(io, "%s; did you mean '%s'?", words, near.data);
    } else {
        pps_io_complain(io, "%s", words);
    }
    pps_io_note(io, near.status);
    pp_buf_done(&near);
}

void pps_io_print(struct pps_io *io, struct pp_buf *text)
{
    if (pps_io_is_ok(io, text->status) && text->len > 0) {
        io->say(io, pp_buf_view(text));
    }
    pp_buf_done(text);
}

bool pps_io_is_ok(struct pps_io *io, enum pp_status status)
{
    if (status != PP_OK) {
        pps_io_note(io, status);
        pps_io_complain(io, "%s", pp_status_text(status));
    }
    return status == PP_OK;
}
