/* The first word may be a list of ports; all others are captures. */
#include "port_words.h"

#include <string.h>

#include "portplan/port_list.h"

#include "input.h"

enum {
    MAX_LIST_BYTES = 1 << 20
};

/* Whether a word behind the first is a list of ports and no file: then the
 * words are in the wrong order. */
static bool has_late_ports(const struct cli *cli)
{
    for (size_t i = 1; i < cli->word_count; i++) {
        struct pp_port_list ports = {0};
        struct pp_sv item = {0};
        const char *why = "";
        struct pp_sv word = pp_sv_from(cli->words[i]);
        if (!input_is_capture(cli->words[i]) &&
            pp_port_list_parse(word, &ports, &item, &why) == PP_OK) {
            pp_port_list_done(&ports);
            return true;
        }
    }
    return false;
}

static bool complain_word(const struct cli *cli,
                          const char *command,
                          struct pp_sv item,
                          const char *why)
{
    const char *word = cli->words[0];
    if (!input_is_capture(word)) {
        bool looks_like_file = strpbrk(word, ".\\") != NULL;
        complain("'%.*s' is no port or range%s: %s",
                 PP_SV_ARGS(item),
                 looks_like_file ? ", and there is no such file" : "",
                 why);
        return false;
    }
    if (has_late_ports(cli)) {
        complain("the ports come first, then the captures: portplan %s PORTS "
                 "%s",
                 command,
                 word);
        return false;
    }
    return true;
}

/* The list, which can be read, with the protocol written behind every item
 * that names none. */
static enum pp_status
add_protocols(struct pp_sv list, enum pp_protocol protocol, struct pp_buf *into)
{
    size_t at = 0;
    while (at <= list.len) {
        size_t comma = pp_sv_find(list, PP_SV(","), at);
        size_t end = comma == SIZE_MAX ? list.len : comma;
        struct pp_sv item = pp_sv_sub(list, at, end - at);
        pp_buf_add_str(into, at > 0 ? "," : "");
        pp_buf_add(into, item);
        if (pp_sv_find(item, PP_SV("/"), 0) == SIZE_MAX) {
            pp_buf_printf(into, "/%s", pp_protocol_name(protocol));
        }
        at = end + 1;
    }
    return into->status;
}

static enum pp_status read_again(struct pp_sv list,
                                 enum pp_protocol protocol,
                                 struct pp_port_list *ports)
{
    struct pp_buf text;
    struct pp_sv item = {0};
    const char *why = "";
    pp_port_list_done(ports);
    *ports = (struct pp_port_list){0};
    pp_buf_init(&text, MAX_LIST_BYTES);
    enum pp_status status = add_protocols(list, protocol, &text);
    if (status == PP_OK) {
        status = pp_port_list_parse(pp_buf_view(&text), ports, &item, &why);
    }
    pp_buf_done(&text);
    return status;
}

bool port_words_read(const struct cli *cli,
                     const char *command,
                     enum pp_protocol protocol,
                     struct port_words *ret_words)
{
    *ret_words = (struct port_words){0};
    if (cli->word_count == 0) {
        return true;
    }
    struct pp_sv word = pp_sv_from(cli->words[0]);
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status =
        pp_port_list_parse(word, &ret_words->ports, &item, &why);
    if (status == PP_ERR_FORMAT) {
        return complain_word(cli, command, item, why);
    }
    if (status == PP_OK && protocol != PP_TCP) {
        status = read_again(word, protocol, &ret_words->ports);
    }
    if (!is_ok(status)) {
        return false;
    }
    ret_words->has_ports = true;
    ret_words->first_capture = 1;
    return true;
}
