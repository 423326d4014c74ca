/* Policies of HNS: braces, members, semicolons. */
#include "ps_policy.h"

#include "base/bytes.h"
#include "ps_object.h"

/* Which member it is, by its name; NULL: another. */
static struct pp_sv *member_of(struct pp_ps_mapping *mapping, struct pp_sv name)
{
    struct {
        const char *name;
        struct pp_sv *value;
    } members[] = {
        {"ExternalPort", &mapping->external_port},
        {"InternalPort", &mapping->internal_port},
        {"Protocol", &mapping->protocol},
        {"VIP", &mapping->address},
        {"VIPs", &mapping->address},
        {"Type", &mapping->type},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(members); i++) {
        if (pp_sv_equal_nocase(name, pp_sv_from(members[i].name))) {
            return members[i].value;
        }
    }
    return NULL;
}

/* `ExternalPort=8080`; the first of a name counts. */
static void take_member(struct pp_ps_mapping *mapping, struct pp_sv text)
{
    const size_t equals = pp_sv_find(text, PP_SV("="), 0);
    if (equals == SIZE_MAX) {
        return;
    }
    struct pp_sv *value =
        member_of(mapping, pp_sv_trim(pp_sv_sub(text, 0, equals)));
    if (value != NULL && value->len == 0) {
        *value = pp_sv_trim(pp_sv_sub(text, equals + 1, SIZE_MAX));
    }
}

/* A brace alone opens nothing outside an object: it is that of a list. */
static bool opens(struct pp_sv text, size_t at, unsigned depth)
{
    return text.ptr[at] == '{' &&
           (depth > 0 || (at > 0 && text.ptr[at - 1] == '@'));
}

/* ConvertTo-Json goes two levels deep unless told otherwise; below that
 * objects lose their members, and arrays all of their text. */
static bool is_of_ports(const struct pp_ps_mapping *mapping)
{
    return pp_sv_equal_nocase(mapping->type, PP_SV("PortMapping"));
}

static bool is_shortened(struct pp_sv text)
{
    return pp_ps_is_cut(text) || pp_sv_ends(text, PP_SV("...}")) ||
           pp_sv_find(text, PP_SV("System.Object[]"), 0) != SIZE_MAX;
}

bool pp_ps_next_mapping(struct pp_sv text,
                        size_t *io_at,
                        struct pp_ps_mapping *ret_mapping,
                        bool *io_is_whole)
{
    struct pp_ps_mapping mapping = {0};
    unsigned depth = 0;
    size_t member = *io_at;
    for (size_t at = *io_at; at < text.len; at++) {
        const char c = text.ptr[at];
        const bool is_opening = opens(text, at, depth);
        const bool is_closing = c == '}' && depth > 0;
        if (depth > 0 && (c == ';' || is_closing)) {
            take_member(&mapping, pp_sv_sub(text, member, at - member));
        }
        if (c == ';' || is_opening || is_closing) {
            member = at + 1;
        }
        depth += is_opening ? 1 : 0;
        depth -= is_closing ? 1 : 0;
        if (is_closing && depth == 0) {
            if (mapping.external_port.len > 0) {
                *io_at = at + 1;
                *ret_mapping = mapping;
                return true;
            }
            *io_is_whole &= !is_of_ports(&mapping);
            mapping = (struct pp_ps_mapping){0};
        }
    }
    *io_at = text.len;
    *io_is_whole &= depth == 0 && !is_shortened(text);
    return false;
}
