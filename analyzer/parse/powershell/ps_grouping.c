/* The arguments of Group-Object and the names of its groups. */
#include "ps_grouping.h"

#include "base/bytes.h"
#include "knowledge/netstat_words.h"
#include "ps_object.h"

bool pp_ps_has_group_object(struct pp_sv text, size_t *ret_behind)
{
    const struct pp_sv name = PP_SV("Group-Object");
    const struct pp_sv alias = PP_SV("group ");
    size_t at = pp_sv_find_nocase(text, name, 0);
    if (at != SIZE_MAX) {
        *ret_behind = at + name.len;
        return true;
    }
    for (at = pp_sv_find(text, PP_SV("|"), 0); at != SIZE_MAX;
         at = pp_sv_find(text, PP_SV("|"), at + 1)) {
        const struct pp_sv rest = pp_sv_sub(text, at + 1, SIZE_MAX);
        const struct pp_sv command = pp_trim_start(rest, " \t");
        if (pp_sv_starts_nocase(command, alias)) {
            *ret_behind = (size_t)(command.ptr - text.ptr) + alias.len;
            return true;
        }
    }
    return false;
}

static enum pp_ps_grouped property_of(struct pp_sv word)
{
    static const struct {
        const char *words;
        enum pp_ps_grouped by;
    } properties[] = {
        {"State", PP_PS_BY_STATE},
        {"OwningProcess PID", PP_PS_BY_PROCESS},
        {"RemoteAddress", PP_PS_BY_REMOTE_ADDRESS},
        {"RemotePort", PP_PS_BY_REMOTE_PORT},
        {"LocalPort", PP_PS_BY_LOCAL_PORT},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(properties); i++) {
        if (pp_ps_is_one_of(word, properties[i].words)) {
            return properties[i].by;
        }
    }
    return PP_PS_BY_OTHER;
}

/* Up to the next pipe or switch; an expression in braces may hold both, and
 * ends the reading. */
struct pp_ps_grouping pp_ps_grouping_read(struct pp_sv arguments)
{
    struct pp_ps_grouping grouping = {0};
    struct pp_sv rest = pp_take_until(&arguments, '|');
    rest = pp_trim_start(rest, " \t");
    if (pp_sv_starts_nocase(rest, PP_SV("-NoElement"))) {
        rest = pp_trim_start(pp_sv_sub(rest, 10, SIZE_MAX), " \t");
    }
    if (pp_sv_starts_nocase(rest, PP_SV("-P"))) {
        (void)pp_take_until(&rest, ' ');
    }
    while (rest.len > 0 && grouping.count < PP_PS_GROUPED_MAX) {
        struct pp_sv word = pp_sv_trim(pp_take_until(&rest, ','));
        size_t len = pp_word_len(word, "_");
        if (len == 0) {
            return (struct pp_ps_grouping){0};
        }
        grouping.by[grouping.count++] = property_of(pp_sv_sub(word, 0, len));
        if (len < word.len) {
            return grouping; /* a switch, or a bracket that ends it */
        }
    }
    return grouping;
}

static bool read_port(struct pp_sv text, uint16_t *ret_port)
{
    uint32_t port = 0;
    if (!pp_sv_to_u32(text, PP_PORT_MAX, &port)) {
        return false;
    }
    *ret_port = (uint16_t)port;
    return true;
}

static bool is_address(struct pp_sv text)
{
    return (pp_has_one_of(text, ":") &&
            pp_is_all_of(text, PP_HEX_DIGITS ":.%")) ||
           (pp_has_one_of(text, ".") && pp_is_all_of(text, PP_DIGITS "."));
}

/* One value of a name; false: it is not possible. */
static bool read_value(enum pp_ps_grouped by,
                       struct pp_sv value,
                       struct pp_socket_count_fact *count,
                       uint16_t *ret_port)
{
    switch (by) {
    case PP_PS_BY_OTHER:
        return true;
    case PP_PS_BY_STATE:
        count->state = pp_connection_state(value);
        count->has_state = count->state != PP_SOCKET_NONE;
        return count->has_state;
    case PP_PS_BY_PROCESS:
        count->has_pid = pp_sv_to_u32(value, UINT32_MAX, &count->pid);
        return count->has_pid;
    case PP_PS_BY_REMOTE_ADDRESS:
        count->remote_address = value;
        return is_address(value);
    case PP_PS_BY_REMOTE_PORT:
        count->has_remote_port = read_port(value, &count->remote_port);
        return count->has_remote_port;
    case PP_PS_BY_LOCAL_PORT:
        count->has_local_port = read_port(value, ret_port) && *ret_port > 0;
        return count->has_local_port;
    }
    return false;
}

/* Without a command: a state has a word of its own, nothing else has. */
static enum pp_ps_group_result read_by_form(struct pp_sv name,
                                            struct pp_socket_count_fact *count)
{
    enum pp_ps_group_result result = PP_PS_GROUP_READ;
    while (name.len > 0) {
        const struct pp_sv value = pp_sv_trim(pp_take_until(&name, ','));
        enum pp_socket_state state = pp_connection_state(value);
        if (state == PP_SOCKET_NONE) {
            result = PP_PS_GROUP_PARTLY;
        } else {
            count->has_state = true;
            count->state = state;
        }
    }
    return count->has_state ? result : PP_PS_GROUP_UNKNOWN;
}

enum pp_ps_group_result pp_ps_group_read(const struct pp_ps_grouping *grouping,
                                         struct pp_sv name,
                                         struct pp_socket_count_fact *count,
                                         uint16_t *ret_port)
{
    if (grouping->count == 0) {
        return read_by_form(name, count);
    }
    for (size_t i = 0; i < grouping->count; i++) {
        const struct pp_sv value = pp_sv_trim(pp_take_until(&name, ','));
        if (!read_value(grouping->by[i], value, count, ret_port)) {
            return PP_PS_GROUP_BAD;
        }
    }
    return name.len == 0 ? PP_PS_GROUP_READ : PP_PS_GROUP_BAD;
}
