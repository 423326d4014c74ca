/* The collection of diagnostics and the registry of their codes. */
#include "portplan/diag.h"

#include <stdarg.h>
#include <stdio.h>

#include "alloc.h"
#include "arena.h"
#include "bounds.h"
#include "vec.h"

static const struct pp_diag_info registry[] = {
#define PP_DIAG(name, number, level, summary, explanation) \
    {PP_DIAG_##name, PP_SEVERITY_##level, summary, explanation},
#include "portplan/diag_codes.def"
#undef PP_DIAG
};

struct pp_diags {
    struct pp_arena arena; /* messages and excerpts */
    PP_VEC(struct pp_diag) kept;
    uint64_t dropped;
    bool is_out_of_memory;
    uint64_t by_severity[PP_SEVERITY_ERROR + 1];
    uint64_t by_code[PP_ARRAY_LEN(registry)];
};

const char *pp_severity_name(enum pp_severity severity)
{
    switch (severity) {
    case PP_SEVERITY_NOTE:
        return "note";
    case PP_SEVERITY_WARNING:
        return "warning";
    case PP_SEVERITY_ERROR:
        return "error";
    }
    return "error";
}

const struct pp_diag_info *pp_diag_infos(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(registry);
    return registry;
}

const struct pp_diag_info *pp_diag_info(uint32_t code)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(registry); i++) {
        if ((uint32_t)registry[i].code == code) {
            return &registry[i];
        }
    }
    return NULL;
}

const struct pp_diag_info *pp_diag_info_named(struct pp_sv name)
{
    struct pp_sv prefix = PP_SV("pp-");
    if (pp_sv_starts_nocase(name, prefix)) {
        name = pp_sv_sub(name, prefix.len, SIZE_MAX);
    }
    uint32_t code = 0;
    return pp_sv_to_u32(name, 9999, &code) ? pp_diag_info(code) : NULL;
}

enum pp_status pp_diags_new(struct pp_diags **ret_diags)
{
    struct pp_diags *diags = pp_calloc(1, sizeof(*diags));
    if (diags == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&diags->arena, PP_LIMIT_ARENA_BYTES);
    *ret_diags = diags;
    return PP_OK;
}

void pp_diags_free(struct pp_diags *diags)
{
    if (diags == NULL) {
        return;
    }
    pp_arena_done(&diags->arena);
    pp_free(diags->kept.items);
    pp_free(diags);
}

/* The message as printf makes it, in the arena. */
PP_PRINTF(2, 0)
static bool format_message(struct pp_diags *diags,
                           const char *format,
                           va_list args,
                           struct pp_sv *ret_message)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    char *text = len < 0 ? NULL : pp_arena_take(&diags->arena, (size_t)len + 1);
    if (text != NULL) {
        (void)vsnprintf(text, (size_t)len + 1, format, again);
        *ret_message = (struct pp_sv){text, (size_t)len};
    }
    va_end(again);
    return text != NULL;
}

PP_PRINTF(3, 0)
static enum pp_status keep(struct pp_diags *diags,
                           struct pp_diag diag,
                           const char *format,
                           va_list args)
{
    struct pp_sv excerpt = pp_sv_sub(diag.excerpt, 0, PP_LIMIT_EXCERPT_BYTES);
    PP_TRY(PP_VEC_RESERVE(&diags->kept, 1, PP_LIMIT_DIAGS));
    if (!pp_arena_copy(&diags->arena, excerpt, &diag.excerpt) ||
        !format_message(diags, format, args, &diag.message)) {
        return PP_ERR_NOMEM;
    }
    diags->kept.items[diags->kept.count++] = diag;
    return PP_OK;
}

void pp_diags_add(struct pp_diags *diags,
                  const struct pp_diag *draft,
                  const char *format,
                  ...)
{
    const struct pp_diag_info *info = pp_diag_info((uint32_t)draft->code);
    struct pp_diag diag = *draft;
    diag.severity = info != NULL ? info->severity : PP_SEVERITY_ERROR;
    diags->by_severity[diag.severity]++;
    uint64_t *of_code = &diags->by_code[info != NULL ? info - registry : 0];
    *of_code += 1;

    va_list args;
    va_start(args, format);
    enum pp_status status = *of_code > PP_LIMIT_DIAGS_PER_CODE
                                ? PP_ERR_LIMIT
                                : keep(diags, diag, format, args);
    diags->dropped += status != PP_OK;
    diags->is_out_of_memory |= status == PP_ERR_NOMEM;
    va_end(args);
}

const struct pp_diag *pp_diags_items(const struct pp_diags *diags,
                                     size_t *ret_count)
{
    *ret_count = diags->kept.count;
    return diags->kept.items;
}

bool pp_diags_is_out_of_memory(const struct pp_diags *diags)
{
    return diags->is_out_of_memory;
}

uint64_t pp_diags_dropped(const struct pp_diags *diags)
{
    return diags->dropped;
}

uint64_t pp_diags_count(const struct pp_diags *diags, enum pp_severity severity)
{
    return diags->by_severity[severity];
}
