/*
 * A cure as a script for cmd or PowerShell. The commands are those of its
 * steps; between them stand checks that only show something or stop at a
 * failure, which `what-if` passes over, and comments. The way back is a comment
 * too, so that the script as a whole is the cure. No text of a capture is in
 * it: what is pasted as an administrator holds numbers and fixed words alone.
 */
#include "fix_script.h"

#include <stdarg.h>

#include "fix_words.h"
#include "sim/steps/step_text.h"

struct script {
    struct pp_buf *buf;
    const struct pps_fix *fix;
    enum pps_shell shell;
};

static void begin_comment(const struct script *script)
{
    pp_buf_add_str(script->buf, script->shell == PPS_SHELL_CMD ? "rem " : "# ");
}

static void PP_PRINTF(2, 3)
    add_comment(const struct script *script, const char *format, ...)
{
    va_list args;
    begin_comment(script);
    va_start(args, format);
    pp_buf_vprintf(script->buf, format, args);
    va_end(args);
    pp_buf_add_char(script->buf, '\n');
}

/* --- checks --- */

/* dism exits with 3010 when it needs a restart, and shutdown never
 * returns: both go without a check. */
static bool has_check(const struct pps_step *step)
{
    return step->kind != PPS_STEP_DISABLE && step->kind != PPS_STEP_ENABLE &&
           step->kind != PPS_STEP_REBOOT;
}

/* Whether a failure here would leave winnat stopped. */
static bool is_winnat_stopped(const struct pps_step *steps, size_t index)
{
    for (size_t i = index; i > 0; i--) {
        if (steps[i - 1].kind == PPS_STEP_STOP) {
            return steps[index].kind != PPS_STEP_START;
        }
    }
    return false;
}

static void add_command(const struct script *script,
                        const struct pps_step *steps,
                        size_t index)
{
    struct pp_buf *buf = script->buf;
    bool starts_winnat = is_winnat_stopped(steps, index);
    pps_step_command(buf, &steps[index]);
    if (!has_check(&steps[index])) {
        pp_buf_add_char(buf, '\n');
    } else if (script->shell == PPS_SHELL_CMD) {
        pp_buf_add_str(buf,
                       starts_winnat ? " || (net start winnat & exit /b 1)\n"
                                     : " || exit /b 1\n");
    } else {
        pp_buf_printf(buf,
                      "\nif ($LASTEXITCODE -ne 0) { %sthrow 'step %u failed' "
                      "}\n",
                      starts_winnat ? "net start winnat; " : "",
                      (unsigned)(index + 1));
    }
}

static bool uses_protocol(const struct pps_step *steps,
                          size_t count,
                          enum pp_protocol protocol)
{
    for (size_t i = 0; i < count; i++) {
        bool has_ports = steps[i].kind == PPS_STEP_RESERVE ||
                         steps[i].kind == PPS_STEP_DYNAMIC;
        if (has_ports && steps[i].protocol == protocol) {
            return true;
        }
    }
    return false;
}

/* What to look at behind a command: the table after services came or went,
 * and after the last reservation; the range after it was set. */
static void add_look(const struct script *script,
                     const struct pps_step *steps,
                     size_t count,
                     size_t index)
{
    enum pps_step_kind kind = steps[index].kind;
    bool is_range = kind == PPS_STEP_DYNAMIC;
    bool is_last_reserve =
        kind == PPS_STEP_RESERVE &&
        (index + 1 == count || steps[index + 1].kind != PPS_STEP_RESERVE);
    if (!is_range && !is_last_reserve && kind != PPS_STEP_STOP &&
        kind != PPS_STEP_START) {
        return;
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        bool is_it = is_range ? steps[index].protocol == protocol
                              : uses_protocol(steps, count, protocol);
        if (is_it) {
            pp_buf_printf(script->buf,
                          "netsh int ipv4 show %s protocol=%s\n",
                          is_range ? "dynamicport" : "excludedportrange",
                          pp_protocol_name(protocol));
        }
    }
}

/* --- the parts --- */

static void add_outcomes(const struct script *script)
{
    const struct pps_fix_trial *trial = script->fix->chosen;
    add_comment(script, "simulated on the captured machine:");
    for (size_t i = 0; i < 2 * trial->expect_count; i++) {
        begin_comment(script);
        pp_buf_add_str(script->buf, "  ");
        pps_fix_add_outcome(script->buf, trial, i, " ");
        pp_buf_add_char(script->buf, '\n');
    }
}

static bool has_restart_within(const struct pps_step *steps, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (steps[i].kind == PPS_STEP_REBOOT) {
            return true;
        }
    }
    return false;
}

static void add_head(const struct script *script,
                     const struct pps_step *steps,
                     size_t count)
{
    const struct pps_cure *cure = script->fix->chosen->cure;
    add_comment(script, "portplan fix: %s", cure->title);
    if (cure->cost != NULL) {
        add_comment(script, "warning: %s", cure->cost);
    }
    add_comment(script, "afterwards: %s", script->fix->bears);
    add_outcomes(script);
    add_comment(script,
                "%s",
                has_restart_within(steps, count)
                    ? "As an administrator, part by part: paste up to a "
                      "restart, continue after it."
                    : "Run it as an administrator.");
}

static void add_way_back(const struct script *script)
{
    size_t count = 0;
    const struct pps_step *steps =
        pps_scenario_steps(script->fix->way_back, &count);
    pp_buf_add_char(script->buf, '\n');
    add_comment(script, "The way back:");
    for (size_t i = 0; i < count; i++) {
        begin_comment(script);
        pp_buf_add_str(script->buf, "  ");
        pps_step_command(script->buf, &steps[i]);
        pp_buf_add_char(script->buf, '\n');
    }
    if (script->fix->is_range_unknown) {
        add_comment(script,
                    "No capture shows the dynamic range: note it first, and "
                    "restore that one.");
    }
}

void pps_fix_script(struct pp_buf *buf,
                    const struct pps_fix *fix,
                    enum pps_shell shell)
{
    const struct script script = {.buf = buf, .fix = fix, .shell = shell};
    if (fix->chosen == NULL) {
        add_comment(&script,
                    "%s",
                    fix->answer == PPS_FIX_NOTHING &&
                            !pps_fix_is_at_rpc_risk(fix)
                        ? "portplan fix: nothing needs to be done"
                        : "portplan fix: no commands cure this");
        return;
    }
    size_t count = fix->chosen->command_count;
    const struct pps_step *steps = fix->chosen->commands;
    add_head(&script, steps, count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_char(buf, '\n');
        add_comment(&script,
                    "%u. %s",
                    (unsigned)(i + 1),
                    pps_fix_step_comment(&steps[i]));
        add_command(&script, steps, i);
        if (steps[i].kind == PPS_STEP_REBOOT && i + 1 < count) {
            /* Run as a file, it must not go on while Windows shuts down. */
            pp_buf_add_str(buf,
                           shell == PPS_SHELL_CMD ? "exit /b 0\n" : "exit\n");
        }
        add_look(&script, steps, count, i);
    }
    add_way_back(&script);
}
