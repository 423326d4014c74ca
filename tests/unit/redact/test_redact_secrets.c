/*
 * Twenty pastes with thirty planted secrets, in several languages: none is
 * left, in any case, nor in the UTF-16 of registry data. All of them are
 * invented. The pastes are the files that the fuzz target of redaction begins
 * with (tests/fuzz/seeds/redact).
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/redact.h"

#include "base/fold.h"
#include "files.h"

static const char *const secrets[] = {
    /* people and accounts */
    "hildegard",
    "oberhuber",
    "jdoe42",
    "m\xC3\xBCller",
    "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2",
    "\xE5\xBC\xA0\xE4\xBC\x9F",
    "b\xC3\xA9r\xC3\xA9nice",
    "nakamura",
    /* machines and domains */
    "wks-4711",
    "zentrale01",
    "buchhaltung",
    "contosoag",
    "kassenserver",
    /* addresses */
    "10.20.30.40",
    "172.16.5.77",
    "203.112.44.9",
    "2a02:8109:9a40:1234::beef",
    "fe80::1ff:fe23:4567:890a",
    "9c-b6-d0-12-34-56",
    "9cb6.d012.3456",
    /* SIDs, GUIDs, product ids */
    "3623811015",
    "a1b2c3d4-e5f6-4711-8899-aabbccddeeff",
    "00330-80112-18556-aa824",
    /* programs, folders, sites */
    "geheimplan",
    "lohnabrechnung",
    "projekt-albatros",
    "kundendaten",
    "quasimodo",
    "fileshare7",
    "unterlagen2024",
};

enum {
    PASTE_COUNT = 20,
    SECRET_COUNT = 30,
};

static void fold(struct pp_buf *out, struct pp_sv text)
{
    size_t from = out->len;
    pp_buf_add(out, text);
    cr_assert_eq(out->status, PP_OK);
    pp_fold(text, out->data + from);
}

/* The bytes of the secret as a registry export writes them: with a comma
 * between, in UTF-16 where it is ASCII. */
static void add_hex(struct pp_buf *out, const char *secret, const char *between)
{
    for (const char *at = secret; *at != '\0'; at++) {
        pp_buf_printf(out,
                      "%s%02x%s00",
                      at == secret ? "" : between,
                      (unsigned)(unsigned char)*at,
                      between);
    }
}

static void expect_none(const struct pp_redacted *result, const char *paste)
{
    struct pp_buf text;
    struct pp_buf hex;
    pp_buf_init(&text, 1 << 20);
    pp_buf_init(&hex, 1 << 20);
    fold(&text, pp_buf_view(&result->text));
    for (size_t i = 0; i < SECRET_COUNT; i++) {
        cr_expect_eq(pp_sv_find(pp_buf_view(&text), pp_sv_from(secrets[i]), 0),
                     SIZE_MAX,
                     "%s keeps '%s':\n%s",
                     paste,
                     secrets[i],
                     result->text.data);
        for (int comma = 0; comma < 2; comma++) {
            pp_buf_clear(&hex);
            add_hex(&hex, secrets[i], comma ? "," : "");
            cr_expect_eq(pp_sv_find(pp_buf_view(&text), pp_buf_view(&hex), 0),
                         SIZE_MAX,
                         "%s keeps '%s' in hexadecimal",
                         paste,
                         secrets[i]);
        }
    }
    pp_buf_done(&text);
    pp_buf_done(&hex);
}

static void check_paste(void *user, const char *path)
{
    struct pp_buf *all = user;
    struct pp_buf bytes;
    struct pp_redacted result = {0};
    pp_buf_init(&bytes, 1 << 20);
    cr_assert(pp_test_read_file(path, &bytes));
    cr_assert_eq(pp_redact(pp_buf_view(&bytes), NULL, &result), PP_OK);
    expect_none(&result, path);
    cr_expect(result.is_same, "%s", path);
    fold(all, pp_buf_view(&bytes));
    pp_redacted_done(&result);
    pp_buf_done(&bytes);
}

/* Every secret is planted at least once, or the test shows nothing. */
static void expect_planted(struct pp_sv all)
{
    for (size_t i = 0; i < SECRET_COUNT; i++) {
        struct pp_sv secret = pp_sv_from(secrets[i]);
        cr_expect(pp_sv_find(all, secret, 0) != SIZE_MAX,
                  "'%s' is in no paste",
                  secrets[i]);
    }
}

Test(redact_secrets, none_of_thirty_is_left_in_twenty_pastes)
{
    struct pp_buf all;
    pp_buf_init(&all, 1 << 20);
    cr_assert_eq(PP_ARRAY_LEN(secrets), SECRET_COUNT);
    cr_assert_eq(pp_test_walk("tests/fuzz/seeds/redact", "", check_paste, &all),
                 PASTE_COUNT);
    expect_planted(pp_buf_view(&all));
    pp_buf_done(&all);
}
