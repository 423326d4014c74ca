/* Words of redaction, and finding them. */
#include "redact_words.h"

#include "portplan/redact.h"

#include "base/fold.h"
#include "knowledge/system_words.h"

struct row {
    enum pp_redact_value kind;
    struct pp_sv text;
};

static const struct row labels[] = {
#define PP_REDACT_LABEL(kind, label) \
    {PP_REDACT_VALUE_##kind, PP_SV_INIT(label)},
#include "redact_words.def"
};

static const struct row cues[] = {
#define PP_REDACT_CUE(kind, text) {PP_REDACT_VALUE_##kind, PP_SV_INIT(text)},
#include "redact_words.def"
};

static const struct row commands[] = {
#define PP_REDACT_COMMAND(kind, text) \
    {PP_REDACT_VALUE_##kind, PP_SV_INIT(text)},
#include "redact_words.def"
};

static const struct pp_sv nobody[] = {
#define PP_REDACT_NOBODY(name) PP_SV_INIT(name),
#include "redact_words.def"
};

static const struct pp_sv windows[] = {
#define PP_REDACT_WINDOWS(name) PP_SV_INIT(name),
#include "redact_words.def"
};

static const struct pp_sv folders[] = {
#define PP_REDACT_FOLDER(name) PP_SV_INIT(name),
#include "redact_words.def"
};

static const struct pp_sv common[] = {
#define PP_REDACT_COMMON(word) PP_SV_INIT(word),
#include "redact_words.def"
};

static const struct pp_sv roots[] = {
#define PP_REDACT_ROOT(name) PP_SV_INIT(name),
#include "redact_words.def"
};

static const struct pp_sv endings[] = {
#define PP_REDACT_ENDING(name) PP_SV_INIT(name),
#include "redact_words.def"
};

static const struct pp_sv tlds[] = {
#define PP_REDACT_TLD(name) PP_SV_INIT(name),
#include "redact_words.def"
};

static const struct pp_sv sites[] = {
#define PP_REDACT_SITE(name) PP_SV_INIT(name),
#include "redact_words.def"
};

enum pp_redact_value pp_redact_label(struct pp_sv label)
{
    if (pp_system_label_is(label, PP_LABEL_HOST)) {
        return PP_REDACT_VALUE_HOST;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(labels); i++) {
        if (pp_fold_equal(labels[i].text, label)) {
            return labels[i].kind;
        }
    }
    return PP_REDACT_VALUE_NONE;
}

static enum pp_redact_value find_row(const struct row *table,
                                     size_t count,
                                     struct pp_sv text,
                                     size_t *ret_len)
{
    for (size_t i = 0; i < count; i++) {
        if (pp_sv_starts_nocase(text, table[i].text)) {
            *ret_len = table[i].text.len;
            return table[i].kind;
        }
    }
    return PP_REDACT_VALUE_NONE;
}

enum pp_redact_value pp_redact_cue(struct pp_sv text, size_t *ret_len)
{
    return find_row(cues, PP_ARRAY_LEN(cues), text, ret_len);
}

enum pp_redact_value pp_redact_command(struct pp_sv text, size_t *ret_len)
{
    return find_row(commands, PP_ARRAY_LEN(commands), text, ret_len);
}

bool pp_redact_is_root(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(roots); i++) {
        if (pp_sv_equal_nocase(name, roots[i])) {
            return true;
        }
    }
    return false;
}

const struct pp_sv *pp_redact_nobody(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(nobody);
    return nobody;
}

const struct pp_sv *pp_redact_windows(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(windows);
    return windows;
}

const struct pp_sv *pp_redact_folders(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(folders);
    return folders;
}

const struct pp_sv *pp_redact_common(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(common);
    return common;
}

const struct pp_sv *pp_redact_endings(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(endings);
    return endings;
}

const struct pp_sv *pp_redact_tlds(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(tlds);
    return tlds;
}

const struct pp_sv *pp_redact_sites(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(sites);
    return sites;
}
