/* Which machine a line speaks of. */
#include "host_evidence.h"

#include <string.h>

#include "base/bytes.h"
#include "knowledge/system_words.h"
#include "label.h"
#include "text/words.h"

enum {
    MAX_NAME_BYTES = 253, /* of a DNS name */
    LABEL_GAP = 3,        /* blanks behind the colon of systeminfo, at least */
};

static bool is_host_char(char c)
{
    return pp_is_alpha(c) || pp_is_digit(c) || c == '-' || c == '.' ||
           c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

bool pp_is_host_name(struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_host_char(text.ptr[i])) {
            return false;
        }
    }
    return text.len > 0 && text.len <= MAX_NAME_BYTES;
}

static struct pp_host_evidence named(enum pp_host_evidence_kind kind,
                                     struct pp_sv name)
{
    if (!pp_is_host_name(name)) {
        kind = PP_HOST_NOTHING;
    }
    return (struct pp_host_evidence){kind, name};
}

/* `C:\`, `C:/` */
static bool is_path(struct pp_sv text)
{
    return text.len >= 3 && pp_is_alpha(text.ptr[0]) && text.ptr[1] == ':' &&
           (text.ptr[2] == '\\' || text.ptr[2] == '/');
}

/* `[SRV1]: PS C:\>`: Enter-PSSession. */
static struct pp_host_evidence read_remoting(struct pp_sv line)
{
    size_t end = pp_sv_find(line, PP_SV("]: PS "), 0);
    return end == SIZE_MAX ? (struct pp_host_evidence){0}
                           : named(PP_HOST_REMOTE, pp_sv_sub(line, 1, end - 1));
}

/* The first word of a text. */
static struct pp_sv first_word(struct pp_sv text)
{
    size_t end = 0;
    while (end < text.len && !pp_is_blank(text.ptr[end])) {
        end++;
    }
    return pp_sv_sub(text, 0, end);
}

/* `netsh -r SRV1 interface ...`, behind any prompt. */
static struct pp_host_evidence read_netsh(struct pp_sv line)
{
    size_t at = pp_sv_find_nocase(line, PP_SV("netsh"), 0);
    if (at == SIZE_MAX) {
        return (struct pp_host_evidence){0};
    }
    struct pp_sv rest = pp_sv_sub(line, at + PP_SV("netsh").len, SIZE_MAX);
    if (pp_sv_starts_nocase(rest, PP_SV(".exe"))) {
        rest = pp_sv_sub(rest, PP_SV(".exe").len, SIZE_MAX);
    }
    rest = pp_sv_trim(rest);
    if (!pp_sv_starts_nocase(rest, PP_SV("-r "))) {
        return (struct pp_host_evidence){0};
    }
    struct pp_sv name = first_word(pp_sv_trim(pp_sv_sub(rest, 3, SIZE_MAX)));
    return named(PP_HOST_REMOTE, pp_trim_start(name, "\\"));
}

/* `C:\Users\me>command` and `PS C:\> command`. */
static struct pp_host_evidence read_prompt(struct pp_sv line)
{
    struct pp_sv path = line;
    if (pp_sv_starts(line, PP_SV("PS "))) {
        path = pp_sv_sub(line, 3, SIZE_MAX);
    }
    size_t end = pp_sv_find(path, PP_SV(">"), 0);
    if (!is_path(path) || end == SIZE_MAX) {
        return (struct pp_host_evidence){0};
    }
    struct pp_sv command = pp_sv_trim(pp_sv_sub(path, end + 1, SIZE_MAX));
    if (pp_words_has("hostname|hostname.exe|echo %computername%|"
                     "$env:computername",
                     command)) {
        return (struct pp_host_evidence){.kind = PP_HOST_ASKED};
    }
    struct pp_host_evidence sent = read_netsh(command);
    return sent.kind != PP_HOST_NOTHING
               ? sent
               : (struct pp_host_evidence){.kind = PP_HOST_LOCAL};
}

/* `me@SRV1 MINGW64 ~` of git's shell, `domain\me@SRV1 C:\Users\me>` of
 * OpenSSH on Windows. A prompt `me@box:~$` is of Linux and says nothing. */
static struct pp_host_evidence read_login(struct pp_sv line)
{
    size_t at = pp_sv_find(line, PP_SV("@"), 0);
    if (at == SIZE_MAX) {
        return (struct pp_host_evidence){0};
    }
    struct pp_sv name = first_word(pp_sv_sub(line, at + 1, SIZE_MAX));
    size_t behind = at + 1 + name.len;
    struct pp_sv rest = pp_sv_trim(pp_sv_sub(line, behind, SIZE_MAX));
    bool is_prompt =
        (is_path(rest) && pp_sv_find(rest, PP_SV(">"), 0) != SIZE_MAX) ||
        pp_words_start("MINGW|MSYS|UCRT64|CLANG64", rest) > 0;
    return is_prompt ? named(PP_HOST_SELF, name) : (struct pp_host_evidence){0};
}

/* systeminfo sets its values far apart from their labels; a line of a log
 * or of a form does not. PowerShell's lists have a blank before the colon. */
static struct pp_host_evidence read_label(struct pp_sv line)
{
    struct pp_label found;
    if (!pp_label_split(line, &found)) {
        return (struct pp_host_evidence){0};
    }
    if (!found.is_tight) {
        bool is_property =
            pp_sv_equal_nocase(found.label, PP_SV("CsName")) ||
            pp_sv_equal_nocase(found.label, PP_SV("PSComputerName"));
        return is_property ? named(PP_HOST_SELF, found.value)
                           : (struct pp_host_evidence){0};
    }
    size_t label_end =
        (size_t)(found.label.ptr - line.ptr) + found.label.len + 1;
    size_t value_at = (size_t)(found.value.ptr - line.ptr);
    bool is_apart = found.value.len > 0 && value_at >= label_end + LABEL_GAP;
    return is_apart && pp_system_label_is(found.label, PP_LABEL_HOST)
               ? named(PP_HOST_SELF, found.value)
               : (struct pp_host_evidence){0};
}

struct pp_host_evidence pp_host_evidence_read(struct pp_sv line)
{
    struct pp_host_evidence found = {0};
    line = pp_trim_start(line, "> "); /* of a mail or a forum */
    if (line.len < 3) {
        return found;
    }
    if (line.ptr[0] == '[') {
        return read_remoting(line);
    }
    if (pp_is_alpha(line.ptr[0])) {
        found = read_prompt(line);
    }
    if (found.kind == PP_HOST_NOTHING && (line.ptr[0] | 0x20) == 'n') {
        found = read_netsh(line);
    }
    /* C of CsName, H, N and P of the others, and what is not ASCII. */
    if (found.kind == PP_HOST_NOTHING &&
        (strchr("CcHhNnPp", line.ptr[0]) != NULL ||
         (unsigned char)line.ptr[0] >= 0x80)) {
        found = read_label(line);
    }
    return found.kind == PP_HOST_NOTHING ? read_login(line) : found;
}
