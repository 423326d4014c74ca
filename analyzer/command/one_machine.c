/* Finds tables that cannot be of one machine at one time. */
#include "one_machine.h"

#include <string.h>

enum {
    FAMILY_COUNT = PP_FAMILY_BOTH + 1,
    STORE_COUNT = PP_STORE_PERSISTENT + 1,
};

/* Which capture of a folder has the table of each kind; counted from 1. */
struct seen {
    uint32_t captures[PP_PROTOCOL_COUNT][FAMILY_COUNT][STORE_COUNT];
};

static bool is_whole_table(const struct pp_section *section)
{
    return section->format == PP_SECTION_NETSH_EXCLUDED &&
           section->complete != PP_NO && !section->has_gaps;
}

/* Whether the capture was read out of the folder. */
static bool is_in(const struct call *call,
                  const struct pp_capture *capture,
                  struct pp_sv folder)
{
    return pp_sv_starts(capture->name, folder) &&
           capture->name.len > folder.len &&
           (call->io->is_separator(folder.ptr[folder.len - 1]) ||
            call->io->is_separator(capture->name.ptr[folder.len]));
}

static bool complain_tables(const struct call *call,
                            const char *folder,
                            struct pp_sv first,
                            struct pp_sv second)
{
    pps_io_complain(call->io,
                    "'%s' has several machines, or one at several times: %.*s "
                    "and %.*s each have a complete table; use --each with "
                    "check or verify, or name the files of one machine",
                    folder,
                    PP_SV_ARGS(first),
                    PP_SV_ARGS(second));
    return false;
}

static bool has_one_table_each(const struct call *call,
                               const struct pp_show *view,
                               const char *folder)
{
    struct seen seen = {0};
    struct pp_sv path = pp_sv_from(folder);
    for (size_t i = 0; i < view->section_count; i++) {
        const struct pp_section *section = &view->sections[i];
        const struct pp_capture *capture = &view->captures[section->capture];
        if (!is_whole_table(section) || !is_in(call, capture, path)) {
            continue;
        }
        uint32_t *first =
            &seen.captures[section->protocol][section->family][section->store];
        if (*first != 0 && *first != section->capture + 1) {
            return complain_tables(
                call, folder, view->captures[*first - 1].name, capture->name);
        }
        *first = section->capture + 1;
    }
    return true;
}

/* A folder of folders alone has nothing that is read. */
static bool has_files(const struct call *call,
                      const struct pp_show *view,
                      const char *folder)
{
    struct pps_names entries = {0};
    for (size_t i = 0; i < view->capture_count; i++) {
        if (is_in(call, &view->captures[i], pp_sv_from(folder))) {
            return true;
        }
    }
    enum pp_status status = call->io->list(call->io, folder, &entries);
    bool is_of_folders = status == PP_OK && entries.count > 0;
    pps_io_note(call->io, status);
    pps_names_done(&entries);
    if (is_of_folders) {
        pps_io_complain(call->io,
                        "'%s' has folders but no captures; if each folder is a "
                        "machine, use --each with check or verify",
                        folder);
    }
    return !is_of_folders;
}

bool pps_is_one_machine(const struct call *call,
                        const struct pp_show *view,
                        const char *const *words,
                        size_t word_count)
{
    bool is_chosen =
        pps_call_has(call, OPTION_SECTION) || pps_call_has(call, OPTION_ALL);
    for (size_t i = 0; i < word_count; i++) {
        if (words[i][0] == '@' || strcmp(words[i], "-") == 0 ||
            call->io->kind(call->io, words[i]) != PPS_FILE_DIRECTORY) {
            continue;
        }
        if (!has_files(call, view, words[i]) ||
            (!is_chosen && !has_one_table_each(call, view, words[i]))) {
            return false;
        }
    }
    return true;
}
