/* Which function answers which command. */
#include "dispatch.h"

#include "cmd_check.h"
#include "cmd_diff.h"
#include "cmd_ephemeral.h"
#include "cmd_examples.h"
#include "cmd_explain.h"
#include "cmd_fix.h"
#include "cmd_forecast.h"
#include "cmd_help.h"
#include "cmd_redact.h"
#include "cmd_show.h"
#include "cmd_suggest.h"
#include "cmd_verify.h"
#include "cmd_what_if.h"

typedef enum exit_code (*command_fn)(struct cli *cli);

static const struct {
    unsigned bit;
    command_fn run;
} answers[] = {
    {FOR_SHOW, cmd_show},
    {FOR_CHECK, cmd_check},
    {FOR_WHAT_IF, cmd_what_if},
    {FOR_EPHEMERAL, cmd_ephemeral},
    {FOR_FORECAST, cmd_forecast},
    {FOR_SUGGEST, cmd_suggest},
    {FOR_REDACT, cmd_redact},
    {FOR_DIFF, cmd_diff},
    {FOR_VERIFY, cmd_verify},
    {FOR_FIX, cmd_fix},
    {FOR_EXAMPLES, cmd_examples},
    {FOR_EXPLAIN, cmd_explain},
    {FOR_HELP, cmd_help},
};

enum exit_code dispatch(const struct command *command, struct cli *cli)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(answers); i++) {
        if (answers[i].bit == command->bit) {
            return answers[i].run(cli);
        }
    }
    return EXIT_TROUBLE; /* a row of the table without a function */
}
