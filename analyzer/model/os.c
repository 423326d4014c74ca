/* Which generation of Windows a version is. */
#include "os.h"

/* Versions in order; from the build on. Where a client and a server share a
 * version, the product's name decides, and without a name the client is
 * meant, which is far more often pasted. */
static const struct {
    uint32_t major;
    uint32_t minor;
    uint32_t build;
    const char *client;
    const char *server;
} generations[] = {
    {4, 0, 0, "nt4", "nt4"},
    {5, 0, 0, "2000", "2000"},
    {5, 1, 0, "xp", "xp"},
    {5, 2, 0, "2003", "2003"},
    {6, 0, 0, "vista", "2008"},
    {6, 1, 0, "7", "2008r2"},
    {6, 2, 0, "8", "2012"},
    {6, 3, 0, "8.1", "2012r2"},
    {10, 0, 0, "10", "2016"},
    {10, 0, 17763, "10", "2019"},
    {10, 0, 20348, "2022", "2022"}, /* there is no client of this build */
    {10, 0, 20349, "11", "2022"},
    {10, 0, 26100, "11", "2025"},
};

static bool has_server_name(struct pp_sv name)
{
    return pp_sv_find_nocase(name, PP_SV("server"), 0) != SIZE_MAX;
}

const char *pp_os_generation(uint32_t major,
                             uint32_t minor,
                             uint32_t build,
                             struct pp_sv name)
{
    const char *found = NULL;
    for (size_t i = 0; i < PP_ARRAY_LEN(generations); i++) {
        if (generations[i].major == major && generations[i].minor == minor &&
            generations[i].build <= build) {
            found = has_server_name(name) ? generations[i].server
                                          : generations[i].client;
        }
    }
    return found;
}

void pp_os_learn(struct pp_os *os, const struct pp_fact *fact)
{
    const struct pp_os_fact *said = &fact->as.os;
    if (said->major == 0) {
        return;
    }
    bool is_known = os->generation != NULL && !os->is_named_only;
    bool says_more = said->build >= os->build || said->major != os->major;
    if (said->is_named_only ? os->generation != NULL
                            : is_known && os->version.len > 0 && !says_more) {
        return;
    }
    const char *generation =
        pp_os_generation(said->major, said->minor, said->build, said->name);
    /* A version without a name must not make a client of a server. */
    bool keeps_generation =
        is_known && said->name.len == 0 && said->major == os->major &&
        said->minor == os->minor && said->build == os->build;
    os->generation = keeps_generation ? os->generation : generation;
    os->version = said->is_named_only ? (struct pp_sv){NULL, 0} : said->version;
    os->is_named_only = said->is_named_only;
    os->major = said->major;
    os->minor = said->minor;
    os->build = said->build;
    os->place = fact->place;
}
