/* Numbered replacements. */
#include "redact_settle.h"

#include "base/bounds.h"

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

static void write_ipv6(struct pp_buf *into, char scope, unsigned number)
{
    unsigned low = number & 0xFFFF;
    if (scope != 'a') {
        pp_buf_printf(into, scope == 'l' ? "fe80::%x" : "ff0e::db8:0:%x", low);
    } else if (number > 0xFFFF) {
        pp_buf_printf(into, "2001:db8::%x:%x", number >> 16, low);
    } else {
        pp_buf_printf(into, "2001:db8::%x", number);
    }
}

/* Writes 'k' and a replacement, which is the key of an address that stays as
 * it is. `key` begins with the scope that redact_address.c puts there: 'l' an
 * address of the link, 'm' a group, 'd' the SID of a machine or a domain, 'u'
 * one inside it. */
static void write_candidate(struct pp_buf *into,
                            enum pp_redact_kind kind,
                            struct pp_sv key,
                            unsigned number)
{
    char scope = key.ptr[0];
    pp_buf_clear(into);
    pp_buf_add_char(into, 'k');
    switch (kind) {
    case PP_REDACT_USER:
    case PP_REDACT_HOST:
    case PP_REDACT_DOMAIN:
    case PP_REDACT_WORD:
    case PP_REDACT_PROCESS:
    case PP_REDACT_FOLDER:
        pp_buf_printf(into, "%s%u", pp_names_prefix(kind), number);
        if (kind == PP_REDACT_DOMAIN &&
            pp_sv_find(key, PP_SV("."), 0) != SIZE_MAX) {
            pp_buf_add_str(into, ".example");
        }
        return;
    case PP_REDACT_IPV4:
        if (scope == 'a') {
            write_ipv4(into, number);
        } else {
            pp_buf_printf(into,
                          "%s.%u",
                          scope == 'l' ? "169.254.0" : "233.252.0",
                          number & 255);
        }
        return;
    case PP_REDACT_IPV6:
        write_ipv6(into, scope, number);
        return;
    case PP_REDACT_MAC:
        write_mac(into, number);
        return;
    case PP_REDACT_SID:
        pp_buf_printf(into,
                      scope == 'd' ? "S-1-5-21-0-0-%u" : "S-1-5-21-0-0-0-%u",
                      scope == 'd' ? number : 1000 + number);
        return;
    case PP_REDACT_GUID:
        pp_buf_printf(into, "00000000-0000-0000-0000-%012u", number);
        return;
    case PP_REDACT_SERIAL:
        pp_buf_printf(into, "00000-00000-00000-%05u", number);
        return;
    }
}

/* The first replacement behind *io_number that the text does not use already,
 * behind a 'k'. */
static enum pp_status find_free(struct pp_names *names,
                                size_t secret,
                                struct pp_buf *candidate,
                                unsigned *io_number)
{
    enum pp_redact_kind kind = names->secrets.items[secret].kind;
    struct pp_sv key = names->index.entries.items[secret].key;
    bool is_word = pp_names_prefix(kind) != NULL;
    do {
        /* Those set aside for links and groups are few. */
        if (++*io_number > 2 * PP_LIMIT_REDACT_NAMES) {
            return PP_ERR_LIMIT;
        }
        write_candidate(
            candidate, kind, pp_sv_sub(key, 1, SIZE_MAX), *io_number);
        PP_TRY(candidate->status);
    } while (pp_names_find(names,
                           kind,
                           pp_sv_sub(pp_buf_view(candidate),
                                     is_word ? 1 : 0,
                                     SIZE_MAX)) != NULL);
    return PP_OK;
}

enum pp_status pp_names_settle(struct pp_names *names)
{
    unsigned next[PP_REDACT_KIND_COUNT] = {0};
    pp_names_sort(names);
    struct pp_buf candidate;
    pp_buf_init(&candidate, 128);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < names->secrets.count && status == PP_OK; i++) {
        struct pp_secret *secret = &names->secrets.items[i];
        if (secret->is_kept) {
            continue;
        }
        status = find_free(names, i, &candidate, &next[secret->kind]);
        if (status == PP_OK &&
            !pp_arena_copy(&names->arena,
                           pp_sv_sub(pp_buf_view(&candidate), 1, SIZE_MAX),
                           &secret->replacement)) {
            status = PP_ERR_NOMEM;
        }
    }
    pp_buf_done(&candidate);
    return status;
}
