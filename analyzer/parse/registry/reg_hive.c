/*
 * The registry's binary file. libhivex checks every offset of what may be a
 * hostile file; here its answers are checked, and what it allocates is freed
 * with the C library's free (it knows no other).
 */
#if defined(PP_HAVE_HIVEX)
#    define _POSIX_C_SOURCE 200809L
#endif

#include "reg_hive.h"

#include "reg_value.h"

static struct pp_diag draft_of(const struct pp_parse_options *options,
                               enum pp_diag_code code)
{
    return (struct pp_diag){.code = code, .place = {options->capture, 0, 0}};
}

#if defined(PP_HAVE_HIVEX)

#    include <errno.h>
#    include <fcntl.h>
#    include <hivex.h>
#    include <stdlib.h>
#    include <unistd.h>

#    include "base/bounds.h"

struct hive {
    hive_h *handle;
    hive_node_h control_set;
    struct pp_context context;
    struct pp_open_section section;
    struct pp_buf key;  /* as people know it */
    struct pp_buf text; /* of the value at hand */
    bool is_damaged;    /* reported once */
};

static void report_damage(struct hive *hive, const char *what)
{
    const struct pp_parse_options *options = &hive->context.options;
    const struct pp_diag draft = draft_of(options, PP_DIAG_HIVE_DAMAGED);
    hive->section.section.complete = PP_NO;
    if (!hive->is_damaged) {
        pp_diags_add(options->diags,
                     &draft,
                     "%s cannot be read, the hive is damaged",
                     what);
    }
    hive->is_damaged = true;
}

/* --- keys ----------------------------------------------------------------- */

/* A key below another by the names on the way; 0 where there is none. */
static hive_node_h
find_key(struct hive *hive, hive_node_h from, const char *const *names)
{
    hive_node_h node = from;
    for (; *names != NULL && node != 0; names++) {
        errno = 0;
        node = hivex_node_get_child(hive->handle, node, *names);
        if (node == 0 && errno != 0) {
            report_damage(hive, "a key");
        }
    }
    return node;
}

/* The number of the control set in use: Select\Current. */
static bool read_current(struct hive *hive, uint32_t *ret_number)
{
    static const char *const select[] = {"Select", NULL};
    hive_node_h node = find_key(hive, hivex_root(hive->handle), select);
    hive_value_h value =
        node != 0 ? hivex_node_get_value(hive->handle, node, "Current") : 0;
    hive_type type = hive_t_REG_NONE;
    size_t len = 0;
    if (value == 0 || hivex_value_type(hive->handle, value, &type, &len) != 0 ||
        type != hive_t_REG_DWORD || len != 4) {
        return false;
    }
    int32_t number = hivex_value_dword(hive->handle, value);
    if (number < 1 || number > 999) {
        return false;
    }
    *ret_number = (uint32_t)number;
    return true;
}

/* A hive on disk has no CurrentControlSet, only the numbered ones. */
static bool find_control_set(struct hive *hive)
{
    char name[] = "ControlSet000";
    const char *const names[] = {name, NULL};
    uint32_t number = 1;
    (void)read_current(hive, &number);
    for (size_t at = sizeof(name) - 2; number > 0; at--) {
        name[at] = (char)('0' + number % 10);
        number /= 10;
    }
    hive->control_set = find_key(hive, hivex_root(hive->handle), names);
    return hive->control_set != 0;
}

/* SOFTWARE is told by the key that all Windows has there. */
static bool is_software(struct hive *hive)
{
    static const char *const windows[] = {
        "Microsoft", "Windows NT", "CurrentVersion", NULL};
    static const char *const rpc[] = {"Microsoft", "Rpc", NULL};
    return find_key(hive, hivex_root(hive->handle), windows) != 0 ||
           find_key(hive, hivex_root(hive->handle), rpc) != 0;
}

/* --- values --------------------------------------------------------------- */

static enum pp_status
emit(struct hive *hive, const char *name, const struct pp_reg_raw *raw)
{
    struct pp_context *context = &hive->context;
    struct pp_fact fact = {
        .kind = PP_FACT_REGISTRY,
        .section = hive->section.index,
        .place = {.capture = context->options.capture},
        .as.registry = {.key = pp_buf_view(&hive->key),
                        .name = pp_sv_from(name)},
    };
    struct pp_reg_result result;
    PP_TRY(pp_reg_decode(raw, &hive->text, &fact.as.registry, &result));
    switch (result.verdict) {
    case PP_REG_TAKEN:
        return pp_reg_emit(context, &fact, (struct pp_sv){NULL, 0});
    case PP_REG_OTHER_TYPE:
        return PP_OK;
    case PP_REG_BAD:
        break;
    }
    const struct pp_diag draft =
        draft_of(&context->options, PP_DIAG_REG_VALUE_MALFORMED);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the value '%s' of %.*s: %s, it is left out",
                 name,
                 PP_SV_ARGS(pp_buf_view(&hive->key)),
                 result.why);
    return PP_OK;
}

static void report_long(struct hive *hive, const char *name)
{
    const struct pp_parse_options *options = &hive->context.options;
    const struct pp_diag draft = draft_of(options, PP_DIAG_REG_VALUE_LONG);
    pp_diags_add(options->diags,
                 &draft,
                 "the value '%s' has more than %d bytes and was skipped",
                 name,
                 PP_LIMIT_REGISTRY_VALUE_BYTES);
}

static enum pp_status
read_named(struct hive *hive, hive_value_h value, const char *name)
{
    hive_type type = hive_t_REG_NONE;
    size_t len = 0;
    if (hivex_value_type(hive->handle, value, &type, &len) != 0) {
        report_damage(hive, "a value");
        return PP_OK;
    }
    if (len > PP_LIMIT_REGISTRY_VALUE_BYTES) {
        report_long(hive, name);
        return PP_OK;
    }
    char *bytes = hivex_value_value(hive->handle, value, &type, &len);
    if (bytes == NULL) {
        report_damage(hive, "a value");
        return PP_OK;
    }
    const struct pp_reg_raw raw = {
        (uint32_t)type, PP_REG_CHARS_UTF16, {bytes, len}};
    enum pp_status status = emit(hive, name, &raw);
    free(bytes);
    return status;
}

static enum pp_status read_value(struct hive *hive, hive_value_h value)
{
    char *name = hivex_value_key(hive->handle, value);
    if (name == NULL) {
        report_damage(hive, "the name of a value");
        return PP_OK;
    }
    enum pp_status status = read_named(hive, value, name);
    free(name);
    return status;
}

static enum pp_status read_values(struct hive *hive, hive_node_h node)
{
    hive_value_h *values = hivex_node_values(hive->handle, node);
    enum pp_status status = PP_OK;
    if (values == NULL) {
        report_damage(hive, "the list of a key's values");
        return PP_OK;
    }
    for (size_t i = 0; values[i] != 0 && status == PP_OK; i++) {
        if (i == PP_LIMIT_HIVE_VALUES) {
            report_damage(hive, "a key with thousands of values");
            break;
        }
        status = read_value(hive, values[i]);
    }
    free(values);
    return status;
}

/* The key of these names below `from`, which has that path; none is all right.
 */
static enum pp_status read_key(struct hive *hive,
                               hive_node_h from,
                               const char *path,
                               const char *const *names)
{
    hive_node_h node = find_key(hive, from, names);
    if (node == 0) {
        return PP_OK;
    }
    pp_buf_clear(&hive->key);
    pp_buf_add_str(&hive->key, path);
    for (const char *const *name = names; *name != NULL; name++) {
        pp_buf_add_char(&hive->key, '\\');
        pp_buf_add_str(&hive->key, *name);
    }
    PP_TRY(hive->key.status);
    return read_values(hive, node);
}

/* The keys about ports: below the control set in SYSTEM, one in SOFTWARE. */
static enum pp_status read_keys(struct hive *hive)
{
    static const char *const rpc[] = {"Microsoft", "Rpc", "Internet", NULL};
    static const char *const keys[][5] = {
        {"Services", "Tcpip", "Parameters", NULL},
        {"Services", "Tcpip6", "Parameters", NULL},
        {"Services", "hns", "State", NULL},
        {"Services", "WinNat", NULL},
        {"Services", "WinNat", "Parameters", NULL},
        {"Services", "DNS", "Parameters", NULL},
        {"Services", "NTDS", "Parameters", NULL},
        {"Services", "Netlogon", "Parameters", NULL},
        {"Services", "NTFRS", "Parameters", NULL},
        {"Control", "Nsi", "{eb004a03-9b1a-11d4-9123-0050047759bc}", "29"},
        {"Control", "Nsi", "{eb004a02-9b1a-11d4-9123-0050047759bc}", "5"},
    };
    if (hive->control_set == 0) {
        return read_key(hive,
                        hivex_root(hive->handle),
                        "HKEY_LOCAL_MACHINE\\SOFTWARE",
                        rpc);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(keys); i++) {
        PP_TRY(read_key(hive,
                        hive->control_set,
                        "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet",
                        keys[i]));
    }
    return PP_OK;
}

/* --- the file ------------------------------------------------------------- */

static uint32_t u32_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
           (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* The two sequence numbers at the file's beginning, which libhivex does not
 * give: equal when the last writer had finished. */
static enum pp_status is_file_dirty(const char *path, bool *ret_dirty)
{
    unsigned char base[12] = {0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return PP_ERR_IO;
    }
    ssize_t got = read(file, base, sizeof(base));
    (void)close(file);
    if (got < 0) {
        return PP_ERR_IO;
    }
    *ret_dirty = u32_at(base + 4) != u32_at(base + 8);
    return PP_OK;
}

static void
report_file(struct hive *hive, enum pp_diag_code code, const char *message)
{
    const struct pp_parse_options *options = &hive->context.options;
    const struct pp_diag draft = draft_of(options, code);
    pp_diags_add(options->diags, &draft, "%s", message);
}

static enum pp_status read_open(struct hive *hive, bool is_dirty)
{
    if (is_dirty) {
        report_file(hive,
                    PP_DIAG_HIVE_DIRTY,
                    "the hive was not closed cleanly; the latest changes may "
                    "be missing");
    }
    if (!find_control_set(hive) && !is_software(hive)) {
        report_file(hive,
                    PP_DIAG_HIVE_DAMAGED,
                    "the hive has no control set, so it is neither SYSTEM nor "
                    "SOFTWARE, or it is damaged");
        return PP_OK;
    }
    PP_TRY(pp_section_extend_from(
        &hive->section, &hive->context, PP_SECTION_REG_HIVE, 0));
    hive->section.section.complete = hive->is_damaged ? PP_NO
                                     : is_dirty       ? PP_UNKNOWN
                                                      : PP_YES;
    PP_TRY(read_keys(hive));
    return pp_section_close(&hive->section, &hive->context);
}

enum pp_status pp_reg_hive_read(const char *path,
                                const struct pp_parse_options *options,
                                uint32_t *ret_section_count)
{
    struct hive hive = {.context = {.options = *options,
                                    .next_section = options->first_section}};
    bool is_dirty = false;
    PP_TRY(is_file_dirty(path, &is_dirty));
    pp_buf_init(&hive.key, PP_LIMIT_LINE_BYTES);
    pp_buf_init(&hive.text, (size_t)4 * PP_LIMIT_REGISTRY_VALUE_BYTES);
    hive.handle = hivex_open(path, 0);
    if (hive.handle == NULL && errno == ENOMEM) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = PP_OK;
    if (hive.handle == NULL) {
        report_file(&hive,
                    PP_DIAG_HIVE_DAMAGED,
                    "the hive cannot be opened: its base block or its blocks "
                    "are damaged");
    } else {
        status = read_open(&hive, is_dirty);
        (void)hivex_close(hive.handle);
    }
    pp_buf_done(&hive.key);
    pp_buf_done(&hive.text);
    *ret_section_count = hive.context.next_section - options->first_section;
    return status;
}

#else

enum pp_status pp_reg_hive_read(const char *path,
                                const struct pp_parse_options *options,
                                uint32_t *ret_section_count)
{
    const struct pp_diag draft = draft_of(options, PP_DIAG_HIVE_UNSUPPORTED);
    (void)path;
    pp_diags_add(options->diags,
                 &draft,
                 "this build cannot read registry hives; export the keys as "
                 "text instead (reg export), or build with libhivex");
    *ret_section_count = 0;
    return PP_OK;
}

#endif
