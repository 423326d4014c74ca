/* How much of the sockets a list shows. */
#include "socket_lists.h"

enum {
    /* RPC's endpoint mapper, which every Windows runs ("Service overview and
     * network port requirements"): a list without it was filtered or cut. */
    ALWAYS_OPEN = 135,
    /* netstat has the listeners first: of a longer list that has nothing else
     * the end is missing, or a filter let nothing else through. */
    FEW_SOCKETS = 5,
};

void pp_socket_list_add(struct pp_socket_list *list,
                        struct pp_machine *machine,
                        const struct pp_machine_input *input,
                        const struct pp_fact *fact)
{
    enum pp_socket_state state = fact->as.socket.state;
    bool is_listening = state == PP_SOCKET_LISTENING;
    if (fact->section != list->section) {
        pp_socket_list_end(list, machine, input);
        list->section = fact->section;
    }
    list->counts[fact->protocol]++;
    list->listening += is_listening;
    list->has_bound = list->has_bound || state == PP_SOCKET_BOUND;
    list->has_mapper =
        list->has_mapper || (is_listening && fact->range.first == ALWAYS_OPEN);
}

static enum pp_sockets_extent extent_of(const struct pp_socket_list *list,
                                        enum pp_shown shown,
                                        enum pp_protocol protocol)
{
    uint32_t tcp = list->counts[PP_TCP];
    if (shown == PP_SHOWN_PART) {
        return PP_SOCKETS_FILTERED;
    }
    /* A list of UDP alone has no sign of its own but the command. */
    if (!list->has_mapper && (tcp > 0 || shown == PP_SHOWN_UNKNOWN)) {
        return PP_SOCKETS_UNPROVEN;
    }
    if (tcp > FEW_SOCKETS && list->listening == tcp) {
        return PP_SOCKETS_LISTENING;
    }
    return protocol == PP_UDP || shown == PP_SHOWN_ALL || list->has_bound
               ? PP_SOCKETS_WHOLE
               : PP_SOCKETS_UNBOUND;
}

void pp_socket_list_end(struct pp_socket_list *list,
                        struct pp_machine *machine,
                        const struct pp_machine_input *input)
{
    enum pp_shown shown = list->section < input->section_count
                              ? input->sections[list->section].shown
                              : PP_SHOWN_UNKNOWN;
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        enum pp_protocol protocol = (enum pp_protocol)i;
        if (list->counts[i] > 0) {
            pp_machine_note_sockets(
                machine, protocol, extent_of(list, shown, protocol));
        }
    }
    *list = (struct pp_socket_list){0};
}
