/* Ports from the project's own files: compose and launchSettings.json. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "verify/policy.h"

/*
 * What a file names, as text: "8080/tcp@4 front" for each, "?why" for what is
 * unclear, one a line. An error as "!line:column: message".
 */
static void read_source(const char *from, const char *bytes, struct pp_buf *out)
{
    char text[256];
    struct pp_diags *diags = NULL;
    struct pp_policy *policy = NULL;
    size_t count = 0;
    (void)snprintf(text,
                   sizeof(text),
                   "{\"schema\":\"portplan.policy/1\",\"rules\":[{\"id\":\"a\","
                   "\"require\":\"bindable\",\"from\":\"%s\"}]}",
                   from);
    pp_buf_clear(out);
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    cr_assert_eq(pp_policy_parse(pp_sv_from(text), 0, diags, &policy), PP_OK);
    enum pp_status status =
        pp_policy_take_source(policy, 0, pp_sv_from(bytes), 0, diags);
    if (status == PP_ERR_FORMAT) {
        const struct pp_diag *diag = pp_diags_items(diags, &count);
        cr_assert_gt(count, 0);
        pp_buf_printf(out,
                      "!%u:%u: %.*s",
                      (unsigned)diag->place.line,
                      (unsigned)diag->place.column,
                      PP_SV_ARGS(diag->message));
    } else {
        cr_assert_eq(status, PP_OK);
    }
    const struct pp_rule *rule = pp_policy_rules(policy, &count);
    for (size_t i = 0; i < rule->wanted.count && status == PP_OK; i++) {
        const struct pp_wanted *wanted = &rule->wanted.items[i];
        if (wanted->unclear != NULL) {
            pp_buf_printf(out, "?%s", wanted->unclear);
        } else {
            pp_range_print(out, wanted->ports.range);
            pp_buf_printf(out, "/%s", pp_protocol_name(wanted->ports.protocol));
        }
        pp_buf_printf(out,
                      "@%u %.*s%s%s\n",
                      (unsigned)wanted->line,
                      PP_SV_ARGS(wanted->owner),
                      wanted->has_kind ? " as " : "",
                      wanted->has_kind ? pp_bind_kind_name(wanted->kind) : "");
    }
    pp_policy_free(policy);
    pp_diags_free(diags);
}

struct row {
    const char *label;
    const char *bytes;
    const char *expected; /* how it begins for an error, else all of it */
};

static void expect_rows(const char *from, const struct row *rows, size_t count)
{
    struct pp_buf out;
    pp_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        read_source(from, rows[i].bytes, &out);
        const char *got = out.len > 0 ? out.data : "";
        bool is_error = rows[i].expected[0] == '!';
        cr_expect(
            is_error
                ? strncmp(got, rows[i].expected, strlen(rows[i].expected)) == 0
                : strcmp(got, rows[i].expected) == 0,
            "%s: got\n%s",
            rows[i].label,
            got);
    }
    pp_buf_done(&out);
}

#define SERVICE(ports) "services:\n  web:\n    ports:\n" ports

Test(port_source, compose_publishes_ports_in_short_form)
{
    const struct row rows[] = {
        {"short", SERVICE("      - \"8080:80\"\n"), "8080/tcp@4 web\n"},
        {"unquoted", SERVICE("      - 22:22\n"), "22/tcp@4 web\n"},
        {"address",
         SERVICE("      - 127.0.0.1:8080:80/tcp\n"),
         "8080/tcp@4 web\n"},
        {"IPv6",
         SERVICE("      - '[::1]:6060:6060/udp'\n"),
         "6060/udp@4 web\n"},
        {"range",
         SERVICE("      - 3000-3005:3000-3005\n"),
         "3000-3005/tcp@4 web\n"},
        {"any free port", SERVICE("      - \"3000\"\n"), ""},
        {"any free port of an address",
         SERVICE("      - '127.0.0.1::80'\n"),
         ""},
        {"one of a range",
         SERVICE("      - 9000-9010:80\n"),
         "?Docker takes any one port of this range@4 web\n"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, variables_of_compose_count_by_their_default)
{
    const struct row rows[] = {
        {"default", SERVICE("      - ${PORT:-8081}:80\n"), "8081/tcp@4 web\n"},
        {"default without colon",
         SERVICE("      - ${PORT-8082}:80\n"),
         "8082/tcp@4 web\n"},
        {"no default",
         SERVICE("      - ${PORT}:80\n"),
         "?it depends on a variable without a default@4 web\n"},
        {"bare variable",
         SERVICE("      - $PORT:80\n"),
         "?it depends on a variable without a default@4 web\n"},
        {"required variable",
         SERVICE("      - '${PORT:?no port}:80'\n"),
         "?it depends on a variable without a default@4 web\n"},
        {"nested default",
         SERVICE("      - ${A:-${B:-1}}:80\n"),
         "?it depends on a variable without a default@4 web\n"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, compose_publishes_ports_in_long_form)
{
    const struct row rows[] = {
        {"long",
         SERVICE("      - target: 80\n        published: \"9090\"\n        "
                 "protocol: udp\n"),
         "9090/udp@4 web\n"},
        {"long without published, with a variable",
         SERVICE("      - target: ${X}\n"),
         ""},
        {"long without published", SERVICE("      - target: 80\n"), ""},
        {"long with a variable",
         SERVICE("      - {target: 80, published: '${P:-81}'}\n"),
         "81/tcp@4 web\n"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, ports_of_compose_may_be_merged)
{
    const struct row rows[] = {
        {"flow",
         "services: {a: {ports: ['80:80', '81:80']}, b: {ports: [\"80:1\"]}}",
         "80/tcp@1 a\n81/tcp@1 a\n"},
        {"anchor and merge",
         "x-base: &base\n  ports: ['8080:80']\nservices:\n  a:\n    <<: "
         "*base\n",
         "8080/tcp@2 a\n"},
        {"list of merges",
         "x: &x {image: i}\ny: &y {ports: ['1:1']}\nservices:\n  a:\n    <<: "
         "[*x, *y]\n",
         "1/tcp@2 a\n"},
        {"own ports outrank merged ones",
         "x: &x {ports: ['1:1']}\nservices:\n  a:\n    <<: *x\n    ports: "
         "['2:2']\n",
         "2/tcp@5 a\n"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, what_another_place_adds_is_told)
{
    const struct row rows[] = {
        {"extends",
         "services:\n  a:\n    extends: b\n",
         "?what another service adds is not read@3 a\n"},
        {"include",
         "include: [x.yaml]\nservices: {}\n",
         "?another file adds services, which are not read@1 \n"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, a_compose_file_without_ports)
{
    const struct row rows[] = {
        {"no ports", "services:\n  a:\n    image: x\n    ports:\n", ""},
        {"BOM", "\xEF\xBB\xBFservices: {}\n", ""},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, what_is_no_compose_file_is_refused)
{
    const struct row rows[] = {
        {"no services",
         "version: '3'\n",
         "!1:1: a compose file must have a mapping"},
        {"empty", "", "!1:1: a compose file must have a mapping"},
        {"no YAML", "services: [\n", "!2:1: "},
        {"control", "services: \x01\n", "!1:"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, ports_of_compose_that_are_none_are_refused)
{
    const struct row rows[] = {
        {"no port", SERVICE("      - http\n"), ""},
        {"bad host port",
         SERVICE("      - http:80\n"),
         "!4:9: these are not published"},
        {"bad protocol", SERVICE("      - 80:80/sctp\n"), "!4:9: these are no"},
        {"plus", SERVICE("      - 80+2:80\n"), "!4:9: these are not published"},
        {"too high",
         SERVICE("      - 70000:80\n"),
         "!4:9: these are not published"},
        {"list in a list",
         SERVICE("      - [80]\n"),
         "!4:9: a port must be text"},
        {"text for a list",
         "services:\n  a:\n    ports: '80:80'\n",
         "!3:12: 'ports' must be a list"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, places_count_letters)
{
    const struct row rows[] = {
        {"place behind letters of two bytes",
         "# \xC3\xA4\xC3\xB6\xC3\xBC\n# \xE2\x82\xAC\n" SERVICE(
             "      - {\xC3\xA4: 1, published: x}\n"),
         "!6:9: these are not published"},
        {"place of what is no YAML",
         "# \xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\n"
         "services: [\n",
         "!3:1: "},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, the_first_of_two_documents_counts)
{
    const struct row rows[] = {
        {"two documents",
         "services: {a: {ports: ['1:1']}}\n---\nx: 1\n",
         "1/tcp@1 a\n"},
    };
    expect_rows("compose.yaml", rows, PP_ARRAY_LEN(rows));
}

Test(port_source, merges_that_branch_end)
{
    /* Each merges the one before twice over: followed one by one it would be
     * 2 to the power of 200 mappings. */
    struct pp_buf text;
    struct pp_buf out;
    pp_buf_init(&text, 1 << 20);
    pp_buf_init(&out, 1 << 20);
    pp_buf_add_str(&text, "a0: &a0 {image: x}\n");
    for (int i = 1; i < 200; i++) {
        pp_buf_printf(
            &text, "a%d: &a%d {<<: [*a%d, *a%d]}\n", i, i, i - 1, i - 1);
    }
    pp_buf_add_str(&text, "services:\n  s:\n    <<: *a199\n");
    read_source("compose.yaml", text.data, &out);
    cr_expect_eq(out.len, 0, "%s", out.data);
    pp_buf_done(&text);
    pp_buf_done(&out);
}

static void expect_begins(struct pp_buf *text, const char *expected)
{
    struct pp_buf out;
    pp_buf_init(&out, 1 << 24);
    read_source("compose.yaml", text->data, &out);
    cr_expect(pp_sv_starts(pp_buf_view(&out), pp_sv_from(expected)),
              "%.*s",
              PP_SV_ARGS(pp_sv_sub(pp_buf_view(&out), 0, 80)));
    pp_buf_done(&out);
}

/* libyaml alone would take minutes. */
Test(port_source, nesting_ends_somewhere)
{
    static const char *const openings[] = {"[", "{", "- ", "? ", "{a: "};
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    for (size_t i = 0; i < PP_ARRAY_LEN(openings); i++) {
        pp_buf_clear(&text);
        while (text.len + 8 < PP_LIMIT_POLICY_BYTES) {
            pp_buf_add_str(&text, openings[i]);
        }
        expect_begins(&text, "!1:");
    }
    pp_buf_clear(&text);
    pp_buf_add_str(&text, "services: {}\nx: ");
    pp_buf_add_repeated(&text, '[', PP_LIMIT_YAML_DEPTH - 1);
    pp_buf_add_repeated(&text, ']', PP_LIMIT_YAML_DEPTH - 1);
    expect_begins(&text, "");
    pp_buf_clear(&text);
    pp_buf_add_str(&text, "services: {}\nx: ");
    pp_buf_add_repeated(&text, '[', PP_LIMIT_YAML_DEPTH);
    pp_buf_add_repeated(&text, ']', PP_LIMIT_YAML_DEPTH);
    expect_begins(&text, "!2:67: nested too deeply");
    pp_buf_done(&text);
}

/* Services that are all one, with thousands of ports: 120 million ports. */
Test(port_source, aliases_repeat_so_much_and_no_more)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_buf_add_str(&text, "x: &x {ports: ['80:80'");
    for (int i = 0; i < 10000; i++) {
        pp_buf_add_str(&text, ",'81:81'");
    }
    pp_buf_add_str(&text, "]}\nservices:\n");
    for (int i = 0; i < 12000; i++) {
        pp_buf_printf(&text, " a%d: *x\n", i);
    }
    expect_begins(&text, "!1:");
    pp_buf_done(&text);
}

/* Services that merge one list of the same mapping: 10 to the power of 11
 * keys. */
Test(port_source, merges_repeat_so_much_and_no_more)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_buf_add_str(&text, "m: &m {k: 1");
    for (int i = 0; i < 5000; i++) {
        pp_buf_printf(&text, ", k%d: 1", i);
    }
    pp_buf_add_str(&text, "}\nl: &l {<<: [*m");
    for (int i = 0; i < 10000; i++) {
        pp_buf_add_str(&text, ",*m");
    }
    pp_buf_add_str(&text, "]}\nservices:\n");
    for (int i = 0; i < 10000; i++) {
        pp_buf_printf(&text, " a%d: *l\n", i);
    }
    expect_begins(&text, "!2:4: aliases expand to too much");
    pp_buf_done(&text);
}

Test(port_source, a_file_names_so_many_ports_and_no_more)
{
    struct pp_buf text;
    struct pp_buf out;
    pp_buf_init(&text, 1 << 20);
    pp_buf_init(&out, 1 << 20);
    pp_buf_add_str(&text, "services:\n  s:\n    ports:\n");
    for (int i = 1; i <= PP_LIMIT_RULE_PORTS + 1; i++) {
        pp_buf_printf(&text, "    - %d:1\n", i);
    }
    read_source("compose.yaml", text.data, &out);
    cr_expect_eq(strncmp(out.data, "!1:1: the file names more", 24), 0);
    pp_buf_add_repeated(&text, '#', PP_LIMIT_POLICY_BYTES);
    read_source("compose.yaml", text.data, &out);
    cr_expect_eq(strncmp(out.data, "!1:1: the file is larger", 23), 0);
    pp_buf_done(&text);
    pp_buf_done(&out);
}

/* The place of each is found by reading from the beginning. */
Test(port_source, the_same_url_a_thousand_times_is_one)
{
    struct pp_buf text;
    struct pp_buf out;
    pp_buf_init(&text, 1 << 20);
    pp_buf_init(&out, 1 << 20);
    pp_buf_add_str(&text, "{\"profiles\":{\"p\":{\"applicationUrl\":\"");
    for (int i = 0; i < 25000; i++) {
        pp_buf_add_str(&text, "http://a;");
    }
    pp_buf_add_str(&text, "\"}}}");
    read_source("launchSettings.json", text.data, &out);
    cr_expect_str_eq(out.data, "80/tcp@1 p\n");
    pp_buf_done(&text);
    pp_buf_done(&out);
}

#define PROFILE(url) "{\"profiles\":{\"p\":{\"applicationUrl\":\"" url "\"}}}"

Test(port_source, launch_settings_name_their_urls)
{
    static const struct row rows[] = {
        {"two",
         PROFILE("https://localhost:7001;http://localhost:5000"),
         "7001/tcp@1 p\n5000/tcp@1 p\n"},
        {"path", PROFILE("http://localhost:5000/shop"), "5000/tcp@1 p\n"},
        {"usual ports",
         PROFILE("http://box;https://box/"),
         "80/tcp@1 p\n443/tcp@1 p\n"},
        {"any address",
         PROFILE("http://*:5001;http://+:5002"),
         "5001/tcp@1 p\n5002/tcp@1 p\n"},
        {"IPv6",
         PROFILE("http://[::1]:5003;http://[::]"),
         "5003/tcp@1 p\n80/tcp@1 p\n"},
        {"any free port", PROFILE("http://127.0.0.1:0"), ""},
        {"final semicolon", PROFILE("http://a:1;"), "1/tcp@1 p\n"},
        {"none", "{\"profiles\":{\"p\":{\"commandName\":\"Project\"}}}", ""},
        {"comments and commas",
         "\xEF\xBB\xBF// first\n{ /* {\"x\": 1} */\n \"profiles\": { \"p\": {\n"
         "  \"applicationUrl\": \"http://a:1\", // no , }\n }, },\n}\n",
         "1/tcp@4 p\n"},
        {"IIS Express",
         "{\"profiles\":{},\"iisSettings\":{\"iisExpress\":\n"
         "{\"applicationUrl\":\"http://"
         "localhost:50005\",\n\"sslPort\":44300}}}",
         "50005/tcp@2 IIS Express as http.sys\n"
         "44300/tcp@3 IIS Express as http.sys\n"},
        {"no ssl",
         "{\"profiles\":{},\"iisSettings\":{\"iisExpress\":{\"sslPort\":0}}}",
         ""},
        {"not an object",
         "[]",
         "!1:1: launchSettings.json must have an object"},
        {"no profiles",
         "{\"profile\":{}}",
         "!1:1: launchSettings.json must have"},
        {"no JSON", "{\"profiles\":{\n'p':1}}", "!2:1: this is not JSON"},
        {"no text",
         "{\"profiles\":{\"p\":{\"applicationUrl\":5000}}}",
         "!1:36: 'applicationUrl' must be"},
        {"no URL",
         PROFILE("localhost:5000"),
         "!1:36: 'localhost:5000' is not the URL"},
        {"no host",
         PROFILE("http://:80"),
         "!1:36: 'http://:80' is not the URL"},
        {"no port",
         PROFILE("http://a:b"),
         "!1:36: 'http://a:b' is not the URL"},
        {"too high",
         PROFILE("http://a:70000"),
         "!1:36: 'http://a:70000' is no"},
        {"comma alone", "{,}", "!1:2: this is not JSON"},
        {"two commas", "{\"profiles\":{},,}", "!1:16: this is not JSON"},
        {"open comment", "{\"profiles\":{} /*", "!1:18: this is not JSON"},
        {"bad ssl",
         "{\"profiles\":{},\"iisSettings\":{\"iisExpress\":{\"sslPort\":70000}}"
         "}",
         "!1:55: 'sslPort' must be a port"},
    };
    expect_rows("Properties/launchSettings.json", rows, PP_ARRAY_LEN(rows));
}
