/*
 * What stands for each secret: numbered words, and addresses that are set aside
 * for examples.
 */
#include "base/bounds.h"
#include "redact_names.h"

enum {
    KEY_BYTES = PP_LIMIT_REDACT_NAME_BYTES + 1
};

bool pp_redact_is_neutral_ipv4(const uint8_t bytes[4])
{
    /* RFC 5737 and RFC 2544. */
    return (bytes[0] == 192 && bytes[1] == 0 && bytes[2] == 2) ||
           (bytes[0] == 198 && bytes[1] == 51 && bytes[2] == 100) ||
           (bytes[0] == 203 && bytes[1] == 0 && bytes[2] == 113) ||
           (bytes[0] == 198 && (bytes[1] & 0xFE) == 18);
}

static void write_ipv4(struct pp_buf *into, unsigned number)
{
    static const char *const nets[] = {"192.0.2", "198.51.100", "203.0.113"};
    enum {
        HOSTS = 254
    };
    if (number <= PP_ARRAY_LEN(nets) * HOSTS) {
        pp_buf_printf(into,
                      "%s.%u",
                      nets[(number - 1) / HOSTS],
                      (number - 1) % HOSTS + 1);
        return;
    }
    number -= (unsigned)PP_ARRAY_LEN(nets) * HOSTS;
    pp_buf_printf(into,
                  "198.%u.%u.%u",
                  18 + (number >> 16 & 1),
                  number >> 8 & 255,
                  number & 255);
}

static void write_mac(struct pp_buf *into, unsigned number)
{
    if (number < 256) {
        pp_buf_printf(into, "00005E0053%02X", number);
    } else {
        pp_buf_printf(into, "02005E%06X", number);
    }
}

/* The key of an address of the link carries its prefix. */
static void write_ipv6(struct pp_buf *into, char scope, unsigned number)
{
    switch (scope) {
    case 'l':
        pp_buf_printf(into, "fe80::%x", number & 0xFFFF);
        return;
    case 'm':
        pp_buf_printf(into, "ff0e::db8:0:%x", number & 0xFFFF);
        return;
    default:
        if (number > 0xFFFF) {
            pp_buf_printf(
                into, "2001:db8::%x:%x", number >> 16, number & 0xFFFF);
        } else {
            pp_buf_printf(into, "2001:db8::%x", number);
        }
    }
}

static void write_candidate(struct pp_buf *into,
                            const struct pp_secret *secret,
                            unsigned number)
{
    struct pp_sv key = pp_sv_sub(secret->key, 1, SIZE_MAX);
    pp_buf_clear(into);
    switch (secret->kind) {
    case PP_REDACT_USER:
    case PP_REDACT_HOST:
    case PP_REDACT_WORD:
    case PP_REDACT_PROCESS:
    case PP_REDACT_FOLDER:
        pp_buf_printf(into, "%s%u", pp_names_prefix(secret->kind), number);
        return;
    case PP_REDACT_DOMAIN:
        pp_buf_printf(into, "domain%u", number);
        if (pp_sv_find(key, PP_SV("."), 0) != SIZE_MAX) {
            pp_buf_add_str(into, ".example");
        }
        return;
    case PP_REDACT_IPV4:
        if (key.ptr[0] == 'l') {
            pp_buf_printf(into, "169.254.0.%u", number & 255);
        } else if (key.ptr[0] == 'm') {
            pp_buf_printf(into, "233.252.0.%u", number & 255);
        } else {
            write_ipv4(into, number);
        }
        return;
    case PP_REDACT_IPV6:
        write_ipv6(into, key.ptr[0], number);
        return;
    case PP_REDACT_MAC:
        write_mac(into, number);
        return;
    case PP_REDACT_SID:
        /* 'd' is the SID of a machine or a domain, 'u' one inside it. */
        pp_buf_printf(into,
                      key.ptr[0] == 'd' ? "S-1-5-21-0-0-%u"
                                        : "S-1-5-21-0-0-0-%u",
                      key.ptr[0] == 'd' ? number : 1000 + number);
        return;
    case PP_REDACT_GUID:
        pp_buf_printf(into, "00000000-0000-0000-0000-%012u", number);
        return;
    case PP_REDACT_SERIAL:
        pp_buf_printf(into, "00000-00000-00000-%05u", number);
        return;
    }
}

/* Whether the text uses the candidate already. */
static bool is_taken(struct pp_names *names,
                     const struct pp_secret *secret,
                     struct pp_sv candidate)
{
    if (pp_names_prefix(secret->kind) != NULL) {
        return pp_names_find(names, candidate) != NULL;
    }
    char bytes[KEY_BYTES];
    bytes[0] = 'k';
    memcpy(bytes + 1, candidate.ptr, candidate.len);
    return pp_names_find_key(names,
                             secret->kind,
                             (struct pp_sv){bytes, candidate.len + 1}) != NULL;
}

enum pp_status pp_names_settle(struct pp_names *names)
{
    unsigned next[PP_REDACT_KIND_COUNT] = {0};
    struct pp_buf candidate;
    pp_buf_init(&candidate, 128);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < names->secrets.count && status == PP_OK; i++) {
        struct pp_secret *secret = &names->secrets.items[i];
        if (secret->is_kept) {
            continue;
        }
        do {
            /* Those set aside for links and groups are few. */
            if (++next[secret->kind] > 2 * PP_LIMIT_REDACT_NAMES) {
                status = PP_ERR_LIMIT;
                break;
            }
            write_candidate(&candidate, secret, next[secret->kind]);
            status = candidate.status;
        } while (status == PP_OK &&
                 is_taken(names, secret, pp_buf_view(&candidate)));
        if (status == PP_OK && !pp_arena_copy(&names->arena,
                                              pp_buf_view(&candidate),
                                              &secret->replacement)) {
            status = PP_ERR_NOMEM;
        }
    }
    pp_buf_done(&candidate);
    return status;
}
