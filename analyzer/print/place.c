/* Small pieces of wording that several reports share. */
#include "place.h"

#include "base/utf8.h"
#include "json/json_write.h"

void pp_add_capture_name(struct pp_buf *buf,
                         const struct pp_show *show,
                         uint32_t capture)
{
    if (capture < show->capture_count) {
        pp_escape_text(buf, show->captures[capture].name);
    } else {
        pp_buf_add_char(buf, '?');
    }
}

void pp_add_place(struct pp_buf *buf,
                  const struct pp_show *show,
                  const struct pp_place *place)
{
    pp_add_capture_name(buf, show, place->capture);
    if (place->line > 0) {
        pp_buf_add_char(buf, ':');
        pp_buf_add_u64(buf, place->line);
    }
}

void pp_add_counted(struct pp_buf *buf, uint64_t count, const char *word)
{
    pp_buf_add_u64(buf, count);
    pp_buf_add_char(buf, ' ');
    pp_buf_add_str(buf, word);
    if (count != 1) {
        pp_buf_add_char(buf, 's');
    }
}

void pp_add_source(struct pp_json *parent, const struct pp_place *place)
{
    pp_add_source_as(parent, "source", place);
}

void pp_add_source_as(struct pp_json *parent,
                      const char *key,
                      const struct pp_place *place)
{
    if (place->line == 0) {
        pp_json_add_null(parent, key);
        return;
    }
    struct pp_json *source = pp_json_object(parent, key);
    pp_json_add_u64(source, "capture", place->capture);
    pp_json_add_u64(source, "line", place->line);
}

void pp_finish_part(struct pp_buf *buf, struct pp_buf *part)
{
    if (part->status != PP_OK && buf->status == PP_OK) {
        buf->status = part->status;
    }
    pp_buf_done(part);
}

const char *pp_language_name(const char *locale)
{
    static const struct {
        const char *locale;
        const char *name;
    } names[] = {
        {"en", "English"},
        {"de", "German"},
        {"fr", "French"},
        {"es", "Spanish"},
        {"it", "Italian"},
        {"pt", "Portuguese"},
        {"pt-BR", "Portuguese (Brazil)"},
        {"pt-PT", "Portuguese"},
        {"nl", "Dutch"},
        {"pl", "Polish"},
        {"cs", "Czech"},
        {"hu", "Hungarian"},
        {"sv", "Swedish"},
        {"da", "Danish"},
        {"nb", "Norwegian"},
        {"fi", "Finnish"},
        {"ru", "Russian"},
        {"uk", "Ukrainian"},
        {"tr", "Turkish"},
        {"el", "Greek"},
        {"ja", "Japanese"},
        {"ko", "Korean"},
        {"zh-CN", "Chinese (simplified)"},
        {"zh-TW", "Chinese (traditional)"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (pp_sv_equal(pp_sv_from(names[i].locale), pp_sv_from(locale))) {
            return names[i].name;
        }
    }
    return locale;
}

void pp_add_owner(struct pp_buf *buf, const struct pp_exclusion *exclusion)
{
    pp_buf_add_str(buf, pp_owner_name(exclusion->owner));
    bool is_guess = exclusion->confidence == PP_CONFIDENCE_LIKELY ||
                    exclusion->confidence == PP_CONFIDENCE_POSSIBLE;
    if (is_guess) {
        pp_buf_add_str(buf, " (");
        pp_buf_add_str(buf, pp_confidence_name(exclusion->confidence));
        pp_buf_add_char(buf, ')');
    }
}

void pp_add_exclusion_command(struct pp_buf *text,
                              const char *verb,
                              enum pp_protocol protocol,
                              struct pp_range range)
{
    pp_buf_printf(text,
                  "netsh int ipv4 %s excludedportrange protocol=%s "
                  "startport=%u numberofports=%u",
                  verb,
                  pp_protocol_name(protocol),
                  range.first,
                  (unsigned)pp_range_count(range));
}
