/* Errors that name no port, in words (docs/ports-on-windows.md). */
#include "bind_note.h"

#include "bind_code.h"

struct note {
    uint32_t error;
    const char *text;
};

static const struct note notes[] = {
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
};

const char *pp_bind_note(uint32_t error)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(notes); i++) {
        if (notes[i].error == error) {
            return notes[i].text;
        }
    }
    return "the error does not name the port";
}
