/*
 * Words of systeminfo, sc, net and dism (system_words.def) as data. Static
 * storage, no start-up cost.
 */
#ifndef PP_KNOWLEDGE_SYSTEM_WORDS_H
#define PP_KNOWLEDGE_SYSTEM_WORDS_H

#include "portplan/sv.h"

enum pp_system_label {
    PP_LABEL_UNKNOWN = 0,
    PP_LABEL_HOST,
    PP_LABEL_OS_NAME,
    PP_LABEL_OS_VERSION,
    PP_LABEL_BOOT_TIME,
    PP_LABEL_SERVICE_NAME,
    PP_LABEL_SERVICE_STATE,
    PP_LABEL_FEATURE_NAME,
    PP_LABEL_FEATURE_STATE,
    PP_LABEL_IMAGE_NAME, /* of tasklist */
    PP_LABEL_SERVICES,
};

/* What a label names in any known language: `kind`, or PP_LABEL_UNKNOWN. The
 * caller asks for one kind at a time: STATE is a label of sc and of dism. */
bool pp_system_label_is(struct pp_sv label, enum pp_system_label kind);

/* A feature's state in words; false where the words are not known. */
bool pp_feature_state(struct pp_sv words, enum pp_tri *ret_is_enabled);

/* An answer of `net start` or `net stop`: the service by its name where its
 * display name is known, else the display name, a view into `line`. */
bool pp_net_answer(struct pp_sv line,
                   struct pp_sv *ret_name,
                   enum pp_tri *ret_is_running);

#endif
