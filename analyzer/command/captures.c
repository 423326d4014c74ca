/* Finding and reading the captures. */
#include "captures.h"

#include <string.h>

#include "command/words/names.h"

static bool is_stdin(const char *word)
{
    return strcmp(word, "-") == 0;
}

bool pps_is_capture(struct pps_io *io, const char *word)
{
    return word[0] == '@' || is_stdin(word) ||
           io->kind(io, word) != PPS_FILE_NONE;
}

static void complain_example(struct pps_io *io, const char *word)
{
    const char *name = word[0] == '@' ? word + 1 : word;
    const char *mark = word[0] == '@' ? "@" : "";
    const char *nearest =
        pp_nearest_name(pp_sv_from(name), pps_name_of_example);
    if (nearest != NULL) {
        pps_io_complain(
            io,
            "there is no built-in capture '%s'; did you mean '%s%s'?",
            word,
            mark,
            nearest);
        return;
    }
    struct pp_buf names;
    pp_buf_init(&names, 4096);
    for (size_t i = 0; pps_name_of_example(i) != NULL; i++) {
        pp_buf_printf(
            &names, "%s%s%s", i > 0 ? ", " : "", mark, pps_name_of_example(i));
    }
    struct pp_sv view = pp_buf_view(&names);
    pps_io_note(io, names.status);
    pps_io_complain(io,
                    "there is no built-in capture '%s'; there are %.*s",
                    word,
                    PP_SV_ARGS(view));
    pp_buf_done(&names);
}

/* Looks at a word before anything is read. */
static bool
is_word_good(struct pps_io *io, const char *word, bool *is_stdin_taken)
{
    if (is_stdin(word)) {
        if (*is_stdin_taken) {
            pps_io_complain(io, "standard input can be read only once");
            return false;
        }
        *is_stdin_taken = true;
        return true;
    }
    if (word[0] != '@') {
        return io->is_readable(io, word);
    }
    bool exists = pp_example_named(pp_sv_from(word + 1)) != NULL;
    if (!exists) {
        complain_example(io, word);
    }
    return exists;
}

const struct pp_example *pps_captures_example(struct pps_io *io,
                                              const char *word)
{
    const struct pp_example *example =
        pp_example_named(pp_sv_from(word[0] == '@' ? word + 1 : word));
    if (example == NULL) {
        complain_example(io, word);
    }
    return example;
}

static enum pp_status
add_word(struct pps_io *io, const char *word, struct pp_load *load)
{
    if (word[0] != '@') {
        return io->add(io, word, load);
    }
    const struct pp_example *example = pp_example_named(pp_sv_from(word + 1));
    return pp_load_add_bytes(load, pp_sv_from(word), example->bytes);
}

enum pp_status pps_captures_read(struct pps_io *io,
                                 const char *const *words,
                                 size_t word_count,
                                 struct pp_load *load)
{
    if (word_count == 0) {
        return io->add(io, "-", load);
    }
    bool is_all_good = true;
    bool is_stdin_taken = false;
    for (size_t i = 0; i < word_count; i++) {
        is_all_good &= is_word_good(io, words[i], &is_stdin_taken);
    }
    if (!is_all_good) {
        return PP_ERR_IO;
    }
    for (size_t i = 0; i < word_count; i++) {
        PP_TRY(add_word(io, words[i], load));
    }
    return PP_OK;
}
