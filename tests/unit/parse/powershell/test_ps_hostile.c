/* PowerShell readers against input that is large, deep or broken. */
#include <criterion/criterion.h>

#include "base/bounds.h"
#include "mutate.h"
#include "summary.h"

/* Loads the text; the laws of loads are checked there. Its facts are told. */
static size_t facts_of(const struct pp_buf *text)
{
    cr_assert_eq(text->status, PP_OK);
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(text));
    size_t count = 0;
    (void)pp_load_facts(load, &count);
    pp_load_free(load);
    return count;
}

Test(ps_hostile, deep_json_is_left)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    pp_buf_add_str(&text, "{\"LocalPort\":1,\"State\":2,\"x\":");
    pp_buf_add_repeated(&text, '[', 30000);
    pp_buf_add_repeated(&text, ']', 30000);
    pp_buf_add_str(&text, "}\n");
    cr_expect_eq(facts_of(&text), 0);
    pp_buf_done(&text);
}

Test(ps_hostile, an_object_above_the_limit_is_left)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 26);
    pp_buf_add_str(&text, "[\n{\n\"LocalPort\": 1,\n\"State\": 2\n},\n{\n");
    for (size_t bytes = 0; bytes <= PP_LIMIT_PS_JSON_BYTES; bytes += 1000) {
        pp_buf_add_str(&text, "\"x\": \"");
        pp_buf_add_repeated(&text, 'x', 1000);
        pp_buf_add_str(&text, "\",\n");
    }
    pp_buf_add_str(&text, "\"LocalPort\": 2,\n\"State\": 2\n}\n]\n");
    cr_expect_eq(facts_of(&text), 1);
    pp_buf_done(&text);
}

Test(ps_hostile, an_array_may_be_longer_than_any_object)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 26);
    pp_buf_add_str(&text, "[\n");
    for (int i = 1; i <= 60000; i++) {
        pp_buf_printf(&text, "{\n\"LocalPort\": %d,\n\"State\": 2\n},\n", i);
    }
    pp_buf_add_str(&text, "]\n");
    cr_expect_eq(facts_of(&text), 60000);
    pp_buf_done(&text);
}

Test(ps_hostile, a_line_of_a_megabyte_gives_all_that_stands_on_it)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    size_t count = 1;
    pp_buf_add_str(&text, "[{\"LocalPort\":1,\"State\":2}");
    for (; text.len < 1 << 20; count++) {
        pp_buf_add_str(&text, ",{\"LocalPort\":2,\"State\":\"Listen\"}");
    }
    pp_buf_add_str(&text, "]\n");
    cr_expect_eq(facts_of(&text), count);
    pp_buf_done(&text);
}

Test(ps_hostile, long_lines_of_every_shape)
{
    static const char *const starts[] = {
        "LocalPort : 1\nState : ",
        "LocalPort : 1\nState : Listen\nx : ",
        "\"LocalPort\",\"State\"\n\"1\",\"",
        "LocalPort State\n--------- -----\n1 ",
        "LocalPort State ",
        "#TYPE ",
        "{\"LocalPort\": \"",
        "PSPath : Registry::",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(starts); i++) {
        struct pp_buf text;
        pp_buf_init(&text, 1 << 24);
        pp_buf_add_str(&text, starts[i]);
        pp_buf_add_repeated(&text, 'x', 1 << 20);
        pp_buf_add_str(&text, "\nend\n");
        (void)facts_of(&text);
        pp_buf_done(&text);
    }
}

Test(ps_hostile, many_columns_and_properties)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    pp_buf_add_str(&text, "LocalPort State");
    for (int i = 0; i < PP_LIMIT_PS_COLUMNS; i++) {
        pp_buf_add_str(&text, " x");
    }
    pp_buf_add_str(&text, "\n--------- -----\n1 Listen\n\n");
    for (int i = 0; i < PP_LIMIT_PS_PROPERTIES + 10; i++) {
        pp_buf_printf(&text, "p%d : {1, 2}\n", i);
    }
    pp_buf_add_str(&text, "\nLocalPort : 1\nState : Listen\n");
    cr_expect_eq(facts_of(&text), 1);
    pp_buf_done(&text);
}

static const char *const seeds[] = {
    "LocalAddress LocalPort RemotePort State   OwningProcess\n"
    "------------ --------- ---------- -----   -------------\n"
    "::           135       0          Listen  7\n"
    "192.0.2.10         445          0 Bound            1200\n",
    "[\n{\n\"LocalPort\": 1,\n\"State\": { \"value\": 2, \"Value\": \"Listen\" "
    "}\n},\n{ \"HotFixID\": \"KB1\" }\n]\n{\"a\":[1,2,{\"b\":3}]}\n",
    "SettingName : Internet\nDynamicPortRangeStartPort : 1025\n"
    "DynamicPortRangeNumberOfPorts : 64510\nAutoReusePortRangeStartPort : 0\n"
    "\nName : hns\nStatus : Running\n\nA : {1, 2}\nB : -1\n"
    "PSPath : x\\Registry::HKEY_LOCAL_MACHINE\\A\n         B\n",
    "#TYPE MSFT_NetUDPEndpoint\n\"LocalAddress\",\"LocalPort\"\n\"::\",\"53\"\n"
    "\"x \"\"y\"\"\",\"54\"\nName;Status\nhns;Running\n",
};

/* Whatever is done to a text, its load keeps the laws (pp_test_load_bytes). */
/* ./dev fuzz has a target for each of the formats, and goes on. */
Test(ps_hostile, spoiled_texts_keep_the_laws)
{
    static struct pp_test_text text;
    struct pp_test_random random = pp_test_random_from(1);
    for (size_t i = 0; i < PP_ARRAY_LEN(seeds); i++) {
        for (int run = 0; run < 600; run++) {
            pp_test_text_set(&text, pp_sv_from(seeds[i]));
            for (int edits = 0; edits <= run % 3; edits++) {
                pp_test_mutate(&random, &text);
            }
            struct pp_load *load = pp_test_load_bytes(pp_test_text_view(&text));
            pp_load_free(load);
        }
    }
}

/* Cut after each byte. */
Test(ps_hostile, cut_texts_keep_the_laws)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(seeds); i++) {
        const struct pp_sv whole = pp_sv_from(seeds[i]);
        for (size_t len = 0; len <= whole.len; len++) {
            pp_load_free(pp_test_load_bytes(pp_sv_sub(whole, 0, len)));
        }
    }
}
