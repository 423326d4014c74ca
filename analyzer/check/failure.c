/*
 * Errors of HNS and WSL that are about no port of a program: what causes them
 * and what helps (docs/ports-on-windows.md).
 */
#include "failure.h"

#include "json/json_write.h"
#include "print/place.h"

struct failure {
    uint32_t error;
    const char *code;
    const char *headline;
    const char *cause;
    const char *capture;
    const char *cure;
};

static const struct failure failures[] = {
    {UINT32_C(0x803b0013),
     "0x803b0013",
     "HNS could not take a port: the specified port already exists",
     "a program of this machine listens on the port on all addresses, another "
     "policy of HNS has it, or HNS has used up its pool of 64 ports",
     "netstat -ano; Get-HnsPolicyList; netsh int ipv4 show excludedportrange "
     "protocol=tcp",
     "stop the listener or publish another port; for stale policies: "
     "Restart-Service hns"},
    {UINT32_C(0x80070034),
     "0x80070034",
     "HNS could not make a network: the name exists",
     "a network of that name or subnet is there already; no port is behind it",
     "Get-HnsNetwork",
     "remove the old network: Get-HnsNetwork | Where-Object Name -eq NAME | "
     "Remove-HnsNetwork"},
    {UINT32_C(0x8007054f),
     "0x8007054f",
     "WSL's mirrored networking found no free block of 4096 ports",
     "exclusions or sockets lie in all of its places: 44620-48715 first, then "
     "40525-44620 and 37794-41890",
     "netsh int ipv4 show excludedportrange protocol=tcp; netstat -ano",
     "free one of the places, then wsl --shutdown and start WSL again; or set "
     "networkingMode=nat in .wslconfig"},
};

/* NULL: the fact is none. */
static const struct failure *failure_of(const struct pp_fact *fact)
{
    if (fact->kind != PP_FACT_BIND_ERROR || fact->as.bind_error.has_port) {
        return NULL;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(failures); i++) {
        if (failures[i].error == fact->as.bind_error.error) {
            return &failures[i];
        }
    }
    return NULL;
}

const char *pp_failure_headline(const struct pp_show *show)
{
    for (size_t i = 0; i < show->fact_count; i++) {
        const struct failure *failure = failure_of(&show->facts[i]);
        if (failure != NULL) {
            return failure->headline;
        }
    }
    return NULL;
}

bool pp_is_refused(const struct pp_show *show,
                   const struct pp_exhaustion *found)
{
    return found->is_found || pp_failure_headline(show) != NULL;
}

static void add_line(struct pp_buf *buf,
                     const struct pp_style *style,
                     const char *label,
                     const char *text)
{
    pp_buf_add_str(buf, label);
    pp_style_hanging(buf, style, strlen(label), strlen(label), text);
}

void pp_failures_text(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_show *show)
{
    struct pp_buf line;
    pp_buf_init(&line, buf->max);
    for (size_t i = 0; i < show->fact_count; i++) {
        const struct failure *failure = failure_of(&show->facts[i]);
        if (failure == NULL) {
            continue;
        }
        pp_buf_printf(&line, "%s (%s, ", failure->headline, failure->code);
        pp_add_place(&line, show, &show->facts[i].place);
        pp_buf_add_char(&line, ')');
        pp_style_end_paragraph(buf, style, 0, &line);
        add_line(buf, style, "  cause:   ", failure->cause);
        add_line(buf, style, "  capture: ", failure->capture);
        add_line(buf, style, "  cure:    ", failure->cure);
    }
    pp_finish_part(buf, &line);
}

void pp_failures_json(struct pp_json *doc, const struct pp_show *show)
{
    if (pp_failure_headline(show) == NULL) {
        return;
    }
    struct pp_json *rows = pp_json_array(doc, "failures");
    for (size_t i = 0; i < show->fact_count; i++) {
        const struct failure *failure = failure_of(&show->facts[i]);
        if (failure == NULL) {
            continue;
        }
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_u64(row, "error", failure->error);
        pp_json_add_str(row, "code", failure->code);
        pp_json_add_str(row, "message", failure->headline);
        pp_json_add_str(row, "cause", failure->cause);
        pp_json_add_str(row, "capture", failure->capture);
        struct pp_json *advice = pp_json_array(row, "advice");
        pp_json_append_str(advice, failure->cure);
        pp_add_source(row, &show->facts[i].place);
    }
}
