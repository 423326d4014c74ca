/* Errors that name no port, in words (docs/ports-on-windows.md). */
#include "bind_note.h"

#include "bind_code.h"

struct note {
    uint32_t error;
    const char *text;
};

static const struct note of_listeners[] = {
    {PP_BIND_HCN_PORT_EXISTS,
     "HNS could not take a port (0x803b0013, the specified port already "
     "exists): its pool of 64 ports is used up, or a program of this machine "
     "listens on the port on all addresses"},
    {PP_BIND_NAME_EXISTS,
     "HNS could not make a network (0x80070034): one of that name or subnet "
     "exists; no port is involved"},
    {PP_BIND_NO_PORT_BLOCK,
     "WSL's mirrored networking found no free block of 4096 ports "
     "(0x8007054f): exclusions or sockets are in all of its places, the first "
     "of them 44620-48715"},
    {PP_BIND_ADDRNOTAVAIL,
     "the address does not belong to this machine (10049); the port does not "
     "matter"},
    {10055,
     "no local port or no buffer was left (10055); the port does not matter: "
     "count the sockets (netstat -anoq)"},
};

static const struct note of_connections[] = {
    {10048,
     "a connection got a local port that is still in use to the same remote "
     "endpoint (10048); the port does not matter: count the sockets in "
     "TIME_WAIT (netstat -anoq)"},
    {PP_BIND_ADDRNOTAVAIL,
     "a connection got no local port, or its local address does not belong to "
     "this machine (10049); the port does not matter: count the sockets "
     "(netstat -anoq)"},
    {10055,
     "a connection got no local port or no buffer (10055); the port does not "
     "matter: count the sockets (netstat -anoq)"},
};

static const char *find(const struct note *notes, size_t count, uint32_t error)
{
    for (size_t i = 0; i < count; i++) {
        if (notes[i].error == error) {
            return notes[i].text;
        }
    }
    return "the error does not name the port";
}

const char *pp_bind_note(uint32_t error, bool is_outgoing)
{
    return is_outgoing
               ? find(of_connections, PP_ARRAY_LEN(of_connections), error)
               : find(of_listeners, PP_ARRAY_LEN(of_listeners), error);
}
