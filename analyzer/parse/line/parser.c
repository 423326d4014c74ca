/* Sections that are being read. */
#include "parser.h"

enum pp_status pp_section_extend(struct pp_open_section *open,
                                 struct pp_context *context,
                                 enum pp_section_format format)
{
    return pp_section_extend_from(open, context, format, context->line_number);
}

enum pp_status pp_section_extend_from(struct pp_open_section *open,
                                      struct pp_context *context,
                                      enum pp_section_format format,
                                      uint64_t first_line)
{
    if (!open->is_open) {
        *open = (struct pp_open_section){
            .section = {.format = format,
                        .capture = context->options.capture,
                        .first_line = first_line,
                        .last_line = context->line_number},
        };
        PP_TRY(pp_context_section(context, &open->section, &open->index));
        open->is_open = true;
    }
    open->section.last_line = context->line_number;
    return PP_OK;
}

enum pp_status pp_section_close(struct pp_open_section *open,
                                struct pp_context *context)
{
    if (!open->is_open) {
        return PP_OK;
    }
    open->is_open = false;
    const struct pp_fact_sink *sink = context->options.sink;
    return sink->section_end != NULL
               ? sink->section_end(sink->user, open->index, &open->section)
               : PP_OK;
}

void pp_section_set_listing(struct pp_open_section *open,
                            const struct pp_context *context,
                            enum pp_lister lister)
{
    const struct pp_listing *listing = pp_context_listing(context, lister);
    open->listing = listing != NULL ? listing->nonblank : 0;
    open->state = listing != NULL ? listing->state : PP_SOCKET_NONE;
    open->section.shown = listing != NULL ? listing->shown : PP_SHOWN_UNKNOWN;
}

bool pp_section_has_new_listing(const struct pp_open_section *open,
                                const struct pp_context *context,
                                enum pp_lister lister)
{
    return open->is_open && context->listing.lister == lister &&
           context->listing.nonblank > open->listing;
}

struct pp_fact pp_section_fact(const struct pp_open_section *open,
                               struct pp_context *context,
                               enum pp_fact_kind kind,
                               struct pp_sv part)
{
    return (struct pp_fact){
        .kind = kind,
        .section = open->index,
        .place = pp_context_place(context, part),
    };
}
