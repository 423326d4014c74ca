/* The first word may be a list of ports; all others are captures. */
#include "port_words.h"

#include <string.h>

#include "portplan/port_list.h"

#include "captures.h"

bool pps_is_port_word(struct pps_io *io, const char *word)
{
    struct pp_port_list ports = {0};
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status = PP_ERR_FORMAT;
    if (!pps_is_capture(io, word)) {
        status = pp_port_list_parse(pp_sv_from(word), &ports, &item, &why);
    }
    if (status == PP_OK) {
        pp_port_list_done(&ports);
    }
    return status == PP_OK;
}

/* Whether a word behind the first is a list of ports and no file: then the
 * words are in the wrong order. */
static bool has_late_ports(const struct call *call)
{
    for (size_t i = 1; i < call->word_count; i++) {
        if (pps_is_port_word(call->io, call->words[i])) {
            return true;
        }
    }
    return false;
}

/* `file` NULL: the word does not look like one. */
static void complain_item(struct pps_io *io,
                          struct pp_sv item,
                          const char *why,
                          const char *file)
{
    struct pp_buf words;
    pp_buf_init(&words, SIZE_MAX / 2);
    pp_buf_printf(&words,
                  "'%.*s' is no port or range%s: %s",
                  PP_SV_ARGS(item),
                  file != NULL ? ", and there is no such file" : "",
                  why);
    if (!pps_io_is_ok(io, words.status)) {
        pp_buf_done(&words);
        return;
    }
    if (file != NULL) {
        pps_io_complain_missing(io, words.data, file);
    } else {
        pps_io_complain(io, "%s", words.data);
    }
    pp_buf_done(&words);
}

static bool complain_word(const struct call *call,
                          const char *command,
                          struct pp_sv item,
                          const char *why)
{
    const char *word = call->words[0];
    if (!pps_is_capture(call->io, word)) {
        bool looks_like_file = strpbrk(word, ".\\") != NULL;
        complain_item(call->io, item, why, looks_like_file ? word : NULL);
        return false;
    }
    if (has_late_ports(call)) {
        pps_io_complain(
            call->io,
            "the ports come first, then the captures: portplan %s PORTS "
            "%s",
            command,
            word);
        return false;
    }
    return true;
}

/* Of the list, which can be read: every item that names no protocol is of this
 * one. */
static void set_protocol(struct pp_sv list,
                         enum pp_protocol protocol,
                         struct pp_port_list *ports)
{
    size_t from = 0;
    for (size_t i = 0; i < ports->count; i++) {
        size_t comma = pp_sv_find(list, PP_SV(","), from);
        size_t end = comma == SIZE_MAX ? list.len : comma;
        struct pp_sv item = pp_sv_sub(list, from, end - from);
        if (pp_sv_find(item, PP_SV("/"), 0) == SIZE_MAX) {
            ports->items[i].protocol = protocol;
        }
        from = end + 1;
    }
}

bool pps_port_words_read(const struct call *call,
                         const char *command,
                         enum pp_protocol protocol,
                         struct port_words *ret_words)
{
    *ret_words = (struct port_words){0};
    if (call->word_count == call->capture_count) {
        return true;
    }
    struct pp_sv word = pp_sv_from(call->words[0]);
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status =
        pp_port_list_parse(word, &ret_words->ports, &item, &why);
    if (status == PP_ERR_FORMAT) {
        return complain_word(call, command, item, why);
    }
    if (!pps_io_is_ok(call->io, status)) {
        return false;
    }
    set_protocol(word, protocol, &ret_words->ports);
    ret_words->has_ports = true;
    ret_words->first_capture = 1;
    return true;
}
