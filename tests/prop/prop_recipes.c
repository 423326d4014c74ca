/*
 * What stands around a command changes nothing of what it does: commands in
 * random wrappers give the steps of the bare commands, line by line; and lines
 * that are none change nothing but their count.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "random.h"
#include "seed.h"
#include "sim_support.h"

enum {
    RECIPES = 2000 / PP_INPUT_STEP,
    MAX_COMMANDS = 6,
    MAX_LAYERS = 5,
    MAX_TEXT_BYTES = 16384,
};

static const char *const commands[] = {
    "net stop winnat",
    "net start hns",
    "net stop \"Windows NAT Driver\"",
    "sc config winnat start= disabled",
    "Restart-Service -f hns",
    "Get-Service winnat | Restart-Service -Force",
    "Stop-Service 'winnat'",
    "netsh int ipv4 add excludedportrange protocol=tcp startport=50051 "
    "numberofports=1",
    "netsh int ipv4 set dynamic udp start=49152 num=16384",
    "netsh winsock reset",
    "reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters /v "
    "MaxUserPort /t REG_DWORD /d 65534 /f",
    "taskkill /F /IM node.exe",
    "Stop-Process -Id (Get-NetTCPConnection -LocalPort 8080).OwningProcess",
    "netsh interface portproxy delete v4tov4 listenport=8080",
    "dism.exe /Online /Disable-Feature:Microsoft-Hyper-V",
    "bcdedit /set hypervisorlaunchtype off",
    "netsh interface ipv4 show excludedportrange protocol=tcp",
    "docker compose up -d",
    "wsl --shutdown",
    "shutdown /r /t 0",
    "reserve 55500+100 active",
};

/* `%s` is what is wrapped, which may not have the quotes of the wrapper in it.
 */
static const char *const wrappers[] = {
    "cmd /c %s",
    "cmd.exe /q /c \"%s\"",
    "powershell -NoProfile -ExecutionPolicy Bypass -Command \"%s\"",
    "powershell.exe -Command \"& { %s }\"",
    "pwsh -c '%s'",
    "sudo %s",
    "gsudo --wait %s",
    "call %s",
    "start /wait \"\" %s",
    "C:\\Windows\\System32\\cmd.exe /k %s",
    "runas /user:Administrator \"%s\"",
    "Start-Process cmd -ArgumentList '/c %s' -Verb RunAs -Wait",
    ("Start-Process -Verb RunAs -FilePath powershell -ArgumentList "
     "'-NoProfile','-Command %s'"),
    "iex '%s'",
    "( %s )",
    "if ($?) { %s }",
    "if not errorlevel 1 %s",
    "try { %s } catch { fly }",
    "@%s",
    "[void] %s",
    "$answer = %s",
};

static const char *const prompts[] = {
    "", "", "C:\\> ", "C:\\Program Files>", "PS C:\\Users\\x> ", "> ", "$ "};

static const char *const strangers[] = {
    "fly to the moon",
    "Run the following as an administrator:",
    "Er h\xc3\xa4lt an",
    "lorem --ipsum=\"dolor",
    "<b>bold</b>",
    "{\"json\": true",
    "for /f %i in ('x') do fly",
    "while ($true) { fly }",
    "if exist x fly",
    "netsh int ipv4 add excludedportrange tcp 1",
    "taskkill /PID <PID>",
    "reserve the port",
    "start Docker once more",
};

struct recipe {
    char text[MAX_TEXT_BYTES];
    const char *bare[MAX_COMMANDS];
    size_t lines[MAX_COMMANDS]; /* of each */
    size_t count;
    size_t line_count;
    size_t stranger_count;
};

static const char *
one_of(struct pp_test_random *random, const char *const *texts, size_t count)
{
    return texts[pp_test_random_below(random, (uint32_t)count)];
}

/* Whether the quotes of the wrapper would meet those of the command. */
static bool fits(const char *wrapper, const char *text)
{
    bool has_double =
        strchr(wrapper, '"') != NULL && strstr(wrapper, "\"\" %s") == NULL;
    bool has_single = strchr(wrapper, '\'') != NULL;
    bool is_quoting = has_double || has_single;
    bool is_assigning = wrapper[0] == '$' || wrapper[0] == '@';
    return !(is_quoting && strpbrk(text, "\"'") != NULL) &&
           !(is_assigning && strchr("@$([\"'", text[0]) != NULL);
}

/* Puts the text in the place of `%s`; what gets too long stays as it is. */
static void put_around(char *text, const char *wrapper)
{
    size_t before = (size_t)(strstr(wrapper, "%s") - wrapper);
    size_t after = strlen(wrapper) - before - 2;
    size_t len = strlen(text);
    if (before + len + after < MAX_TEXT_BYTES / 4) {
        memmove(text + before, text, len);
        memcpy(text, wrapper, before);
        memcpy(text + before + len, wrapper + before + 2, after + 1);
    }
}

static void wrap(struct pp_test_random *random, char *text)
{
    uint32_t layers = pp_test_random_below(random, MAX_LAYERS + 1);
    for (uint32_t i = 0; i < layers; i++) {
        const char *wrapper = one_of(random, wrappers, PP_ARRAY_LEN(wrappers));
        if (fits(wrapper, text)) {
            put_around(text, wrapper);
        }
    }
}

static void add(struct recipe *recipe, const char *text)
{
    size_t len = strlen(recipe->text);
    (void)snprintf(recipe->text + len, sizeof(recipe->text) - len, "%s", text);
}

static void add_stranger(struct pp_test_random *random, struct recipe *recipe)
{
    if (pp_test_random_below(random, 3) == 0) {
        add(recipe, one_of(random, strangers, PP_ARRAY_LEN(strangers)));
        add(recipe, "\n");
        recipe->stranger_count++;
        recipe->line_count++;
    }
}

static void draw(struct pp_test_random *random, struct recipe *recipe)
{
    static const char *const joins[] = {
        "\n", "\n", "\r\n", " & ", " && ", "; "};
    uint32_t count = pp_test_random_in(random, 1, MAX_COMMANDS);
    bool is_new_line = true;
    memset(recipe, 0, sizeof(*recipe));
    for (uint32_t i = 0; i < count; i++) {
        char text[MAX_TEXT_BYTES];
        const char *bare = one_of(random, commands, PP_ARRAY_LEN(commands));
        memcpy(text, bare, strlen(bare) + 1);
        wrap(random, text);
        if (is_new_line) {
            add_stranger(random, recipe);
            add(recipe, one_of(random, prompts, PP_ARRAY_LEN(prompts)));
        }
        add(recipe, text);
        recipe->bare[recipe->count] = bare;
        recipe->lines[recipe->count++] = recipe->line_count + 1;
        const char *join = one_of(random, joins, PP_ARRAY_LEN(joins));
        is_new_line = i + 1 == count || strchr(join, '\n') != NULL;
        add(recipe, is_new_line ? "\n" : join);
        recipe->line_count += is_new_line;
    }
    if (is_new_line) {
        add_stranger(random, recipe);
    }
}

static void expect_alike(const struct recipe *recipe,
                         const struct pps_scenario *scenario,
                         uint64_t seed)
{
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    cr_assert_eq(count,
                 recipe->count,
                 "seed %llu: %zu steps of:\n%s",
                 (unsigned long long)seed,
                 count,
                 recipe->text);
    for (size_t i = 0; i < count; i++) {
        char words[256];
        struct pps_scenario *bare = test_scenario(recipe->bare[i]);
        size_t one = 0;
        memcpy(words, test_words(&steps[i]), sizeof(words));
        cr_expect_str_eq(words,
                         test_words(pps_scenario_steps(bare, &one)),
                         "seed %llu, %s of:\n%s",
                         (unsigned long long)seed,
                         recipe->bare[i],
                         recipe->text);
        cr_expect_eq(steps[i].place.line,
                     recipe->lines[i],
                     "seed %llu, %s of:\n%s",
                     (unsigned long long)seed,
                     recipe->bare[i],
                     recipe->text);
        pps_scenario_free(bare);
    }
}

Test(prop_recipes, wrappers_change_nothing_and_strangers_only_count)
{
    uint32_t seed = pp_test_seed("prop_recipes");
    struct pp_test_random random = pp_test_random_from(seed);
    static struct recipe recipe;
    for (int i = 0; i < RECIPES; i++) {
        struct pp_diags *diags = NULL;
        struct pps_scenario *scenario = NULL;
        size_t count = 0;
        size_t total = 0;
        draw(&random, &recipe);
        cr_assert_eq(pp_diags_new(&diags), PP_OK);
        cr_assert_eq(
            pps_scenario_parse(pp_sv_from(recipe.text), 0, diags, &scenario),
            PP_OK);
        expect_alike(&recipe, scenario, seed);
        (void)pps_scenario_unplayed(scenario, &count, &total);
        cr_assert_eq(total,
                     recipe.stranger_count,
                     "seed %llu: %zu not played of:\n%s",
                     (unsigned long long)seed,
                     total,
                     recipe.text);
        cr_assert(pps_scenario_is_playable(scenario));
        pps_scenario_free(scenario);
        pp_diags_free(diags);
    }
}
