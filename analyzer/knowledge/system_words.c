/* Words of systeminfo, sc, net and dism, and finding them. */
#include "system_words.h"

struct label_words {
    enum pp_system_label kind;
    struct pp_sv label;
};

struct feature_words {
    struct pp_sv words;
    enum pp_tri is_enabled;
};

struct net_answer {
    struct pp_sv before;
    struct pp_sv behind;
    enum pp_tri is_running;
};

struct service_title {
    struct pp_sv title;
    struct pp_sv name;
};

/* The one table is read once for each kind of row. */
static const struct label_words labels[] = {
#define PP_SYSTEM_LABEL(kind, label) {PP_LABEL_##kind, PP_SV_INIT(label)},
#include "system_words.def"
};

static const struct feature_words feature_states[] = {
#define PP_FEATURE_STATE(words, is_enabled) {PP_SV_INIT(words), is_enabled},
#include "system_words.def"
};

static const struct net_answer net_answers[] = {
#define PP_NET_ANSWER(before, behind, is_running) \
    {PP_SV_INIT(before), PP_SV_INIT(behind), is_running},
#include "system_words.def"
};

static const struct service_title service_titles[] = {
#define PP_SERVICE_TITLE(title, name) {PP_SV_INIT(title), PP_SV_INIT(name)},
#include "system_words.def"
};

bool pp_system_label_is(struct pp_sv label, enum pp_system_label kind)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(labels); i++) {
        if (labels[i].kind == kind &&
            pp_sv_equal_nocase(labels[i].label, label)) {
            return true;
        }
    }
    return false;
}

bool pp_feature_state(struct pp_sv words, enum pp_tri *ret_is_enabled)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(feature_states); i++) {
        if (pp_sv_equal_nocase(words, feature_states[i].words)) {
            *ret_is_enabled = feature_states[i].is_enabled;
            return true;
        }
    }
    return false;
}

static struct pp_sv name_of(struct pp_sv title)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(service_titles); i++) {
        if (pp_sv_equal_nocase(title, service_titles[i].title)) {
            return service_titles[i].name;
        }
    }
    return title;
}

bool pp_net_answer(struct pp_sv line,
                   struct pp_sv *ret_name,
                   enum pp_tri *ret_is_running)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(net_answers); i++) {
        const struct net_answer *answer = &net_answers[i];
        size_t around = answer->before.len + answer->behind.len;
        if (line.len <= around || !pp_sv_starts(line, answer->before) ||
            !pp_sv_ends(line, answer->behind)) {
            continue;
        }
        *ret_name =
            name_of(pp_sv_sub(line, answer->before.len, line.len - around));
        *ret_is_running = answer->is_running;
        return true;
    }
    return false;
}
