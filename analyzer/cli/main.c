/* The program: takes the command line apart and hands it to a command. */
#include <stdlib.h>
#include <string.h>

#include "cli/platform/platform.h"
#include "command/run.h"
#include "surroundings.h"

/* Whether text for this stream is to be coloured. */
static bool wants_color(const struct call *call, enum platform_stream stream)
{
    const char *choice = pps_call_value(call, OPTION_COLOR);
    if (choice != NULL && strcmp(choice, "auto") != 0) {
        return strcmp(choice, "always") == 0;
    }
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    bool is_dumb = terminal == NULL || strcmp(terminal, "dumb") == 0;
    return (no_color == NULL || no_color[0] == '\0') && !is_dumb &&
           platform_is_terminal(stream);
}

/* A pipe or a file always gets the same bytes; only a terminal has a width
 * and a character set of its own. */
static struct pp_style style_for(const struct call *call,
                                 enum platform_stream stream)
{
    struct pp_style style = pp_style_plain();
    bool is_terminal =
        platform_is_terminal(stream) &&
        (stream != PLATFORM_STDOUT || !pps_call_has(call, OPTION_OUTPUT));
    if (is_terminal) {
        unsigned width = platform_terminal_width(stream);
        style.width = width > 0 ? width : style.width;
        style.unicode = platform_shows_utf8();
    }
    const char *choice = pps_call_value(call, OPTION_COLOR);
    bool is_forced = choice != NULL && strcmp(choice, "always") == 0;
    style.color = (is_terminal || is_forced) && wants_color(call, stream);
    style.unicode = style.unicode && !pps_call_has(call, OPTION_ASCII);
    return style;
}

int main(int argc, char **argv)
{
    platform_start();
    struct surroundings surroundings;
    surroundings_init(&surroundings);
    struct call call = {.io = &surroundings.io,
                        .is_typed = true,
                        .is_piped = !platform_is_terminal(PLATFORM_STDIN)};
    struct pp_buf message;
    pp_buf_init(&message, SIZE_MAX / 2);
    enum exit_code code = EXIT_TROUBLE;
    enum pp_status status = pps_arguments_parse(
        argc - 1, argc > 0 ? argv + 1 : argv, &call.arguments, &message);
    if (status == PP_OK) {
        call.style = style_for(&call, PLATFORM_STDOUT);
        call.columns = pps_call_has(&call, OPTION_OUTPUT)
                           ? 0
                           : platform_terminal_width(PLATFORM_STDOUT);
        call.error_style = style_for(&call, PLATFORM_STDERR);
        if (platform_is_terminal(PLATFORM_STDERR)) {
            surroundings_show_progress(&surroundings);
        }
        code = pps_run(&call);
    } else if (status == PP_ERR_INVALID && message.data != NULL) {
        pps_io_complain(call.io, "%s", message.data);
    } else {
        code = pps_call_fail(&call, status);
    }
    pp_buf_done(&message);
    pps_arguments_done(&call.arguments);
    return (int)code;
}
