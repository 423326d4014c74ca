/* Labels and values. */
#include "label.h"

#include <string.h>

#include "clean.h"

/* Where the first colon of either width stands; its length in *ret_len. */
static size_t find_colon(struct pp_sv text, size_t *ret_len)
{
    size_t narrow = pp_sv_find(text, PP_SV(":"), 0);
    size_t wide = pp_sv_find(text, PP_SV("\xEF\xBC\x9A"), 0);
    *ret_len = narrow < wide ? 1 : 3;
    return narrow < wide ? narrow : wide;
}

bool pp_label_split(struct pp_sv text, struct pp_label *ret_label)
{
    size_t colon_len = 0;
    size_t at = find_colon(text, &colon_len);
    if (at == SIZE_MAX) {
        return false;
    }
    struct pp_sv front = pp_sv_sub(text, 0, at);
    struct pp_sv back = pp_sv_sub(text, at + colon_len, SIZE_MAX);
    struct pp_sv label = pp_trim_wide(front);
    if (label.len == 0) {
        return false;
    }
    *ret_label = (struct pp_label){
        .label = label,
        .value = pp_trim_wide(back),
        .is_tight = !pp_is_blank(front.ptr[front.len - 1]) &&
                    (back.len == 0 || pp_is_blank(back.ptr[0])),
    };
    return true;
}

struct pp_sv pp_offer_clean(const struct pp_offer *offer)
{
    return pp_clean_piece(offer->text).text;
}

size_t pp_indent_of(struct pp_sv line)
{
    size_t at = 0;
    while (at < line.len && pp_is_blank(line.ptr[at])) {
        at++;
    }
    return at;
}

bool pp_keep_text(struct pp_kept_text *kept, struct pp_sv text)
{
    if (text.len > sizeof(kept->bytes)) {
        kept->len = 0;
        return false;
    }
    if (text.len > 0) {
        memcpy(kept->bytes, text.ptr, text.len);
    }
    kept->len = text.len;
    return true;
}

struct pp_sv pp_kept_view(const struct pp_kept_text *kept)
{
    return (struct pp_sv){kept->bytes, kept->len};
}
