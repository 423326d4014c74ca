/*
 * Facts as lines of JSON while they are read. A line is put together from a
 * ready-made beginning and decimal numbers, in a block that always has room
 * for one: no printf, no allocation, no check a byte.
 */
#include "show_ndjson.h"

#include <string.h>

#include "base/alloc.h"
#include "json/json_text.h"
#include "print/fact_line.h"

enum {
    BLOCK_BYTES = 256 * 1024,
    LINE_BYTES = 512, /* more than any line of two ports can have */
    /* A fact with texts: a registry value may be as long as its capture's
     * line allows. */
    TEXT_LINE_BYTES = 16 * 1024 * 1024,
};

struct pp_fact_writer {
    struct pp_flush flush;
    struct pp_buf line; /* of a fact with texts */
    size_t used;
    char block[BLOCK_BYTES];
};

enum pp_status pp_fact_writer_new(const struct pp_flush *flush,
                                  struct pp_fact_writer **ret_writer)
{
    struct pp_fact_writer *writer = pp_calloc(1, sizeof(*writer));
    if (writer == NULL) {
        return PP_ERR_NOMEM;
    }
    writer->flush = *flush;
    pp_buf_init(&writer->line, TEXT_LINE_BYTES);
    *ret_writer = writer;
    return PP_OK;
}

void pp_fact_writer_free(struct pp_fact_writer *writer)
{
    if (writer != NULL) {
        pp_buf_done(&writer->line);
    }
    pp_free(writer);
}

enum pp_status pp_fact_writer_finish(struct pp_fact_writer *writer)
{
    struct pp_sv bytes = {writer->block, writer->used};
    writer->used = 0;
    if (bytes.len == 0) {
        return PP_OK;
    }
    return writer->flush.write(writer->flush.user, bytes);
}

static char *put(char *at, struct pp_sv text)
{
    memcpy(at, text.ptr, text.len);
    return at + text.len;
}

static char *put_u64(char *at, uint64_t value)
{
    char digits[20];
    size_t begin = sizeof(digits);
    do {
        digits[--begin] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return put(at, (struct pp_sv){digits + begin, sizeof(digits) - begin});
}

static struct pp_sv family_text(enum pp_family family)
{
    static const struct pp_sv texts[] = {
        [PP_FAMILY_UNKNOWN] = PP_SV_INIT("null"),
        [PP_FAMILY_IPV4] = PP_SV_INIT("\"ipv4\""),
        [PP_FAMILY_IPV6] = PP_SV_INIT("\"ipv6\""),
        [PP_FAMILY_BOTH] = PP_SV_INIT("\"both\""),
    };
    return texts[family];
}

/* Up to the start port of an exclusion or a dynamic range. */
static struct pp_sv beginning(bool is_excluded, enum pp_protocol protocol)
{
    bool is_tcp = protocol == PP_TCP;
    if (is_excluded) {
        return is_tcp ? PP_SV("{\"fact\":\"excluded\",\"protocol\":\"tcp\","
                              "\"start\":")
                      : PP_SV("{\"fact\":\"excluded\",\"protocol\":\"udp\","
                              "\"start\":");
    }
    return is_tcp ? PP_SV("{\"fact\":\"dynamic\",\"protocol\":\"tcp\","
                          "\"start\":")
                  : PP_SV("{\"fact\":\"dynamic\",\"protocol\":\"udp\","
                          "\"start\":");
}

static char *put_value(char *at, const struct pp_fact *fact)
{
    if (fact->kind == PP_FACT_EXCLUDED) {
        at = put(at, PP_SV(",\"administered\":"));
        return put(at, pp_json_text_tri(fact->is_administered));
    }
    at = put(at, PP_SV(",\"count\":"));
    return put_u64(at, pp_range_count(fact->range));
}

/* Facts with texts are rarer and of any length. */
static enum pp_status write_text_fact(struct pp_fact_writer *writer,
                                      const struct pp_fact *fact)
{
    pp_buf_clear(&writer->line);
    pp_fact_line(&writer->line, fact);
    if (writer->line.status != PP_OK) {
        return writer->line.status;
    }
    if (writer->line.len > BLOCK_BYTES - writer->used) {
        PP_TRY(pp_fact_writer_finish(writer));
    }
    if (writer->line.len > BLOCK_BYTES) {
        return writer->flush.write(writer->flush.user,
                                   pp_buf_view(&writer->line));
    }
    memcpy(writer->block + writer->used, writer->line.data, writer->line.len);
    writer->used += writer->line.len;
    return PP_OK;
}

static enum pp_status write_fact(void *user, const struct pp_fact *fact)
{
    struct pp_fact_writer *writer = user;
    if (fact->kind != PP_FACT_EXCLUDED && fact->kind != PP_FACT_DYNAMIC) {
        return write_text_fact(writer, fact);
    }
    if (BLOCK_BYTES - writer->used < LINE_BYTES) {
        PP_TRY(pp_fact_writer_finish(writer));
    }
    char *at = writer->block + writer->used;
    at = put(at, beginning(fact->kind == PP_FACT_EXCLUDED, fact->protocol));
    at = put_u64(at, fact->range.first);
    at = put(at, PP_SV(",\"end\":"));
    at = put_u64(at, fact->range.last);
    at = put_value(at, fact);
    at = put(at, PP_SV(",\"family\":"));
    at = put(at, family_text(fact->family));
    at = put(at,
             fact->store == PP_STORE_ACTIVE
                 ? PP_SV(",\"store\":\"active\"")
                 : PP_SV(",\"store\":\"persistent\""));
    at = put(at, PP_SV(",\"section\":"));
    at = put_u64(at, fact->section);
    at = put(at, PP_SV(",\"source\":{\"capture\":"));
    at = put_u64(at, fact->place.capture);
    at = put(at, PP_SV(",\"line\":"));
    at = put_u64(at, fact->place.line);
    at = put(at, PP_SV("}}\n"));
    writer->used = (size_t)(at - writer->block);
    return PP_OK;
}

struct pp_fact_sink pp_fact_writer_sink(struct pp_fact_writer *writer)
{
    return (struct pp_fact_sink){.user = writer, .fact = write_fact};
}
