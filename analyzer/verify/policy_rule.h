/* One rule of a policy, and the values that rules and waivers share. */
#ifndef PP_VERIFY_POLICY_RULE_H
#define PP_VERIFY_POLICY_RULE_H

#include "policy.h"
#include "policy_ports.h"
#include "policy_reader.h"

/* `WHAT is missing here`, at the object. */
void pp_policy_complain_missing(struct policy_reader *reader,
                                const struct pp_json_value *object,
                                const char *what);

/* The list of ports that the text names; false after a complaint. The caller
 * frees it with pp_port_list_done. */
bool pp_policy_read_ports(struct policy_reader *reader,
                          const struct pp_json_value *value,
                          struct pp_port_list *ret_list);

/* A rule; false where not even its kind is known, after a complaint. After
 * other complaints it holds what could be read. The caller frees its wanted
 * ports. */
bool pp_policy_read_rule(struct policy_reader *reader,
                         const struct pp_json_value *value,
                         struct pp_rule *ret_rule);

/* "bindable", "reserved", ... */
const char *pp_rule_kind_name(enum pp_rule_kind kind);

/* The same as half a sentence. */
const char *pp_rule_kind_summary(enum pp_rule_kind kind);

/* A reader of files, by the end of their names. */
struct port_reader {
    const char *ending;
    enum pp_status (*read)(const struct port_source *source,
                           struct pp_sv bytes);
};

/* NULL: no file of that name can be read. */
const struct port_reader *pp_port_reader_for(struct pp_sv name);

#endif
