/*
 * The writer of the templates in page_forms.c. `%` and a character are a place
 * to fill:
 *
 *   %v            the version of portplan
 *   %n %N %s      name of the command or topic, in capitals, its summary
 *   %u %d %x %X   of the command: usage, details, examples, these indented
 *   %w %e         words in place of its captures; the built-in captures
 *   %o %a %h %l   of the option: name, argument, help, words that it takes
 *   %p            the template for the place of captures
 *   %C %L         each command, by its template, by the one for its name
 *   %O %P         each option of the command, likewise
 *   %T            each topic
 *   %,            a comma, but for the last command
 *   %|            blanks up to the column of the form
 *   %0 %1 ...     the text of that topic
 */
#include "page.h"

#include <assert.h>
#include <string.h>

#include "option_words.h"
#include "page_forms.h"
#include "print/table.h"
#include "topics.h"

/* Where the writer is. */
struct place {
    const struct page_form *form;
    struct pp_buf *buf;
    const char *name; /* of the command or topic */
    const char *summary;
    const struct command *command; /* NULL: outside of all */
    bool is_last;                  /* of the commands */
    enum option_id option;
};

static void write_template(const struct place *place, const char *template);

/* Templates ask for what a command has inside of one only. */
static const struct command *command_of(const struct place *place)
{
    assert(place->command != NULL);
    return place->command;
}

static void add_capitals(const struct place *place)
{
    assert(place->name != NULL);
    for (const char *at = place->name; *at != '\0'; at++) {
        bool is_small = *at >= 'a' && *at <= 'z';
        const char c[2] = {is_small ? (char)(*at - 'a' + 'A') : *at, '\0'};
        place->form->escape(place->buf, c);
    }
}

/* Each line with two blanks in front. */
static void add_indented(struct pp_buf *buf, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        pp_buf_add_str(buf, at == text || at[-1] == '\n' ? "  " : "");
        pp_buf_add_char(buf, *at);
    }
}

/* On a new line, where this one has reached the column. */
static void add_blanks(const struct place *place)
{
    struct pp_sv all = pp_buf_view(place->buf);
    size_t used = 0;
    while (used < all.len && all.ptr[all.len - used - 1] != '\n') {
        used++;
    }
    if (used >= place->form->column) {
        pp_buf_add_char(place->buf, '\n');
        used = 0;
    }
    pp_buf_add_repeated(place->buf, ' ', place->form->column - used);
}

static void add_commands(struct place place, const char *template)
{
    size_t count = 0;
    const struct command *table = pps_commands(&count);
    for (size_t i = 0; i < count; i++) {
        place.command = &table[i];
        place.name = table[i].name;
        place.summary = table[i].summary;
        place.is_last = i + 1 == count;
        write_template(&place, template);
    }
}

static void add_topics(struct place place)
{
    size_t count = 0;
    const struct topic *table = pps_topics(&count);
    for (size_t i = 0; i < count; i++) {
        place.name = table[i].name;
        place.summary = table[i].summary;
        write_template(&place, place.form->topic);
    }
}

/* The template for the option, by what it takes. */
static const char *template_of(const struct place *place)
{
    const char *const *templates = place->form->option;
    const char *template =
        templates[pps_argument_kind_of(place->option, place->command)];
    return template != NULL ? template : templates[ARGUMENT_FREE];
}

/* Each option by `template`; NULL: by that for what it takes. */
static void add_options(struct place place, const char *template)
{
    const unsigned bit = command_of(&place)->bit;
    for (place.option = 0; place.option < OPTION_COUNT; place.option++) {
        bool is_listed = (pps_option_table()[place.option].commands & bit) != 0;
        if (place.form->has_accepted ? pps_option_is_for(place.option, bit)
                                     : is_listed) {
            write_template(&place,
                           template != NULL ? template : template_of(&place));
        }
    }
}

/* What the place is filled with, where that is a text of the tables. */
static const char *text_of(const struct place *place, char letter)
{
    switch (letter) {
    case 'n':
        return place->name;
    case 's':
        return place->summary;
    case 'u':
        return command_of(place)->usage;
    case 'd':
        return command_of(place)->details;
    case 'x':
        return command_of(place)->examples;
    case 'o':
        return pps_option_table()[place->option].name;
    case 'a':
        return place->option == OPTION_FORMAT
                   ? command_of(place)->formats
                   : pps_option_argument(place->option, command_of(place)->bit);
    case 'h':
        return pps_option_help(place->option, command_of(place)->bit);
    default:
        return letter >= '0' && letter <= '9'
                   ? pps_topic_at((size_t)(letter - '0'))->text
                   : NULL;
    }
}

static void add_made(const struct place *place, char letter)
{
    const struct page_form *form = place->form;
    switch (letter) {
    case 'v':
        pp_buf_add_str(place->buf, pp_version());
        break;
    case 'N':
        add_capitals(place);
        break;
    case 'X':
        add_indented(place->buf, command_of(place)->examples);
        break;
    case 'w':
        pps_add_command_words(place->buf, place->command);
        break;
    case 'e':
        pps_add_command_words(place->buf, pps_command_named("show"));
        break;
    case 'l':
        pps_add_option_words(place->buf, place->option, place->command);
        break;
    case 'p':
        write_template(
            place, form->captures[(command_of(place)->bit & FOR_READERS) != 0]);
        break;
    case 'C':
        add_commands(*place, form->command);
        break;
    case 'L':
        add_commands(*place, form->name);
        break;
    case 'O':
        add_options(*place, NULL);
        break;
    case 'P':
        add_options(*place, form->option_name);
        break;
    case 'T':
        add_topics(*place);
        break;
    case ',':
        pp_buf_add_str(place->buf, place->is_last ? "" : ",");
        break;
    case '|':
        add_blanks(place);
        break;
    default:
        break;
    }
}

static void write_template(const struct place *place, const char *template)
{
    for (const char *at = template; *at != '\0';) {
        size_t len = strcspn(at, "%");
        pp_buf_add(place->buf, (struct pp_sv){at, len});
        at += len;
        if (*at == '%') {
            const char *text = text_of(place, at[1]);
            if (text != NULL) {
                place->form->escape(place->buf, text);
            } else {
                add_made(place, at[1]);
            }
            at += 2;
        }
    }
}

bool pps_page_add(struct pp_buf *buf,
                  const char *format,
                  const struct command *command)
{
    const struct page_form *form = pps_page_form_of(format, command != NULL);
    if (form != NULL) {
        struct place place = {.form = form, .buf = buf, .command = command};
        if (command != NULL) {
            place.name = command->name;
            place.summary = command->summary;
        }
        write_template(&place, form->page);
    }
    return form != NULL;
}
