/* The version that ver prints, and lines made to be slow. */
#include <criterion/criterion.h>
#include <string.h>

#include "fact_table.h"
#include "summary.h"

Test(ver, of_every_generation)
{
    static const struct pp_fact_case rows[] = {
        {"10",
         "\nMicrosoft Windows [Version 10.0.19041.329]\n",
         "ver: os 10.0.19041.329=10.0.19041.329",
         "1 1 0 0",
         "-"},
        {"Chinese",
         "Microsoft Windows [版本 10.0.19045.4780]\n",
         "ver: os 10.0.19045.4780=10.0.19045.4780",
         NULL,
         "-"},
        {"Polish",
         "Microsoft Windows [Wersja 6.1.7601]\n",
         "ver: os 6.1.7601=6.1.7601.0",
         NULL,
         "-"},
        {"a broken word",
         "Microsoft Windows [\xEF\xBF\xBD\xEF\xBF\xBD 6.1.7601]\n",
         "ver: os 6.1.7601=6.1.7601.0",
         NULL,
         "-"},
        {"Cyrillic",
         "Майкрософт Windows [Версия 6.1.7601]\n",
         "ver: os 6.1.7601=6.1.7601.0",
         NULL,
         "-"},
        {"XP",
         "Microsoft Windows XP [Version 5.1.2600]\n",
         "ver: os 5.1.2600=5.1.2600.0 'Microsoft Windows XP'",
         NULL,
         "-"},
        {"2000",
         "Microsoft Windows 2000 [Version 5.00.2195]\n",
         "ver: os 5.00.2195=5.0.2195.0 'Microsoft Windows 2000'",
         NULL,
         "-"},
        {"NT 4",
         "Windows NT Version 4.0\n",
         "ver: os 4.0=4.0.0.0 'Windows NT'",
         NULL,
         "-"},
        {"without a word",
         "Microsoft Windows [10.0.19041]\n",
         "ver: os 10.0.19041=10.0.19041.0",
         NULL,
         "-"},
        {"cmd's banner in a paste",
         "Microsoft Windows [Version 10.0.19041.329]\n(c) Microsoft "
         "Corporation. All rights reserved.\n\nC:\\>\n",
         "ver: os 10.0.19041.329=10.0.19041.329",
         "1 1 2 0",
         "-"},
        {"in a sentence",
         "This is Microsoft Windows [Version 10.0.19041.329], all updates.\n",
         "ver: os 10.0.19041.329=10.0.19041.329",
         NULL,
         "-"},
        {"behind other mentions",
         "Microsoft Windows: see Microsoft Windows [Version 10.0.19041.329]\n",
         "ver: os 10.0.19041.329=10.0.19041.329",
         NULL,
         "-"},
        {"Windows is not the first word",
         "Edge on Windows: Microsoft Windows XP [Version 5.1.2600]\n",
         "ver: os 5.1.2600=5.1.2600.0 'Microsoft Windows XP'",
         NULL,
         "-"},
        {"quoted",
         "> Microsoft Windows [Version 10.0.19041.329]\n",
         "ver: os 10.0.19041.329=10.0.19041.329",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(ver, other_text_is_no_version)
{
    static const struct pp_fact_case rows[] = {
        {"no bracket", "Microsoft Windows 10 Pro\n", "-", NULL, "-"},
        {"an empty bracket", "Microsoft Windows [Version]\n", "-", NULL, "-"},
        {"words far apart",
         "Microsoft Windows is an operating system of many years and uses "
         "[1.2.3]\n",
         "-",
         NULL,
         "-"},
        {"NT in a sentence", "Windows NT came in 1993\n", "-", NULL, "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(ver, numbers_that_are_none_are_rejected)
{
    static const struct pp_fact_case rows[] = {
        {"dots",
         "Microsoft Windows [Version 10...1]\n",
         "ver:",
         "0 0 0 1",
         "575@1:28"},
        {"five numbers",
         "Microsoft Windows [Version 10.0.1.2.3]\n",
         "ver:",
         "0 0 0 1",
         "575@1:28"},
        {"too large",
         "Microsoft Windows [Version 10.0.99999999]\n",
         "ver:",
         "0 0 0 1",
         "575@1:28"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

/* A line of `front`, then `count` times `middle`. */
static void check_ends(const char *front, const char *middle, size_t count)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_buf_add_str(&text, front);
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_str(&text, middle);
    }
    pp_buf_add_str(&text, "\n");
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(&text));
    const char *diags = pp_test_diags(load);
    cr_expect(strcmp(diags, "-") == 0 || strstr(diags, "579@1") != NULL,
              "%s: %s",
              front,
              diags);
    pp_load_free(load);
    pp_buf_done(&text);
}

/* The time limit of the test is the law: a pattern that backtracks over these
 * would take years. */
Test(ver, lines_made_to_be_slow_end, .timeout = 10)
{
    static const char *const fronts[] = {
        "Microsoft Windows [",
        "Microsoft Windows ",
        "Microsoft Windows",
        "Windows NT ",
        "Microsoft Windows NT 4.",
        "Microsoft Windows [1",
    };
    static const char *const middles[] = {
        "a",
        " ",
        "[",
        "]",
        ".",
        "1.",
        "1",
        "[1.2.3",
        "Microsoft Windows [",
        "\t",
        "\xEF\xBF\xBD",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(fronts); i++) {
        for (size_t j = 0; j < PP_ARRAY_LEN(middles); j++) {
            check_ends(fronts[i], middles[j], 3000);
        }
    }
}
