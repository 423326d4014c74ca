/* The shapes of lines seen before: a small table with a few slots a hash. */
#include "shape_memo.h"

#include <string.h>

/* FNV-1a over length and a few bytes of a line: frame lines differ early. */
static size_t slot_of(struct pp_sv line)
{
    uint32_t hash = 2166136261u ^ (uint32_t)line.len;
    size_t step = line.len / 16 + 1;
    for (size_t i = 0; i < line.len; i += step) {
        hash = (hash ^ (unsigned char)line.ptr[i]) * 16777619u;
    }
    return hash % PP_MEMO_SLOTS;
}

bool pp_shape_memo_find(const struct pp_shape_memo *memo,
                        struct pp_sv line,
                        struct pp_shape *ret_shape)
{
    if (line.len == 0 || line.len > PP_MEMO_LINE_BYTES) {
        return false;
    }
    size_t first = slot_of(line);
    const struct pp_memo_slot *slot = NULL;
    for (size_t way = 0; way < PP_MEMO_WAYS && slot == NULL; way++) {
        const struct pp_memo_slot *at =
            &memo->slots[(first + way) % PP_MEMO_SLOTS];
        bool holds =
            at->len == line.len && memcmp(at->bytes, line.ptr, line.len) == 0;
        slot = holds ? at : NULL;
    }
    if (slot == NULL) {
        return false;
    }
    ret_shape->kind = slot->kind;
    ret_shape->piece.text =
        pp_sv_sub(line, slot->piece_offset, slot->piece_len);
    ret_shape->piece.is_piped = slot->is_piped;
    ret_shape->locale = slot->locale;
    ret_shape->title = slot->title;
    ret_shape->protocol = slot->protocol;
    ret_shape->dash_groups = slot->dash_groups;
    ret_shape->value_count = 0;
    return true;
}

/* An empty one of the line's slots, else its first. */
static struct pp_memo_slot *choose_slot(struct pp_shape_memo *memo,
                                        struct pp_sv line)
{
    size_t first = slot_of(line);
    for (size_t way = 0; way < PP_MEMO_WAYS; way++) {
        struct pp_memo_slot *slot = &memo->slots[(first + way) % PP_MEMO_SLOTS];
        if (slot->len == 0) {
            return slot;
        }
    }
    return &memo->slots[first];
}

static bool is_kept(enum pp_shape_kind kind)
{
    return kind == PP_SHAPE_TITLE || kind == PP_SHAPE_HEADS ||
           kind == PP_SHAPE_UNDERLINE || kind == PP_SHAPE_LEGEND;
}

void pp_shape_memo_keep(struct pp_shape_memo *memo,
                        struct pp_sv line,
                        const struct pp_shape *shape)
{
    struct pp_sv text = shape->piece.text;
    uintptr_t start = (uintptr_t)line.ptr;
    uintptr_t at = (uintptr_t)text.ptr;
    if (!is_kept(shape->kind) || line.len > PP_MEMO_LINE_BYTES || at < start ||
        at + text.len > start + line.len) {
        return;
    }
    struct pp_memo_slot *slot = choose_slot(memo, line);
    slot->len = line.len;
    memcpy(slot->bytes, line.ptr, line.len);
    slot->piece_offset = at - start;
    slot->piece_len = text.len;
    slot->is_piped = shape->piece.is_piped;
    slot->kind = shape->kind;
    slot->title = shape->title;
    slot->protocol = shape->protocol;
    slot->dash_groups = shape->dash_groups;
    slot->locale = shape->locale;
}
