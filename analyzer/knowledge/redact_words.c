/* Words of redaction, and finding them. */
#include "redact_words.h"

#include "fold.h"
#include "system_words.h"

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

enum pp_redact_value pp_redact_cue(struct pp_sv text, size_t *ret_len)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(cues); i++) {
        if (pp_sv_starts_nocase(text, cues[i].text)) {
            *ret_len = cues[i].text.len;
            return cues[i].kind;
        }
    }
    return PP_REDACT_VALUE_NONE;
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
