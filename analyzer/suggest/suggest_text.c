/*
 * `suggest` as text: the ports, why, what speaks against them, and the commands
 * that reserve the first.
 */

#include "suggest_text.h"

#include "print/place.h"
#include "print/port_books.h"
#include "suggest_words.h"

enum {
    LINE_MAX = 1 << 16, /* of one paragraph before it is broken */
    INDENT = 2,
};

struct text {
    struct pp_buf *buf;
    const struct pp_style *style;
    const struct pp_suggest_basis *basis;
    struct pp_buf line; /* of the paragraph so far */
};

static void end_paragraph(struct text *text, size_t indent)
{
    pp_style_end_paragraph(text->buf, text->style, indent, &text->line);
}

/* The words of a rule, as a reason or a warning, and their detail; nothing
 * where it gives none. */
static void add_rule(struct pp_buf *buf,
                     const struct pp_suggest_basis *basis,
                     const struct pp_suggestion *suggestion,
                     enum pp_suggest_rule rule)
{
    const char *words = pp_suggest_reason(suggestion, rule);
    words = words != NULL ? words : pp_suggest_warning(suggestion, rule);
    if (words != NULL) {
        pp_buf_add_str(buf, words);
        pp_add_suggest_detail(buf, basis, suggestion, rule);
    }
}

/* --- suggestions ---------------------------------------------------------- */

static void add_head(struct text *text, const struct pp_suggestion *suggestion)
{
    bool is_clean = suggestion->broken == 0;
    pp_style_begin(text->buf, text->style, PP_COLOR_STRONG);
    pp_range_print(text->buf, suggestion->range);
    pp_buf_printf(
        text->buf, "/%s", pp_suggest_protocols(&text->basis->options));
    pp_style_end(text->buf, text->style, PP_COLOR_STRONG);
    enum pp_color color = is_clean ? PP_COLOR_FREE : PP_COLOR_AT_RISK;
    pp_buf_add_str(text->buf, "  ");
    pp_style_begin(text->buf, text->style, color);
    pp_buf_printf(text->buf, "score %.2f", suggestion->score);
    pp_style_end(text->buf, text->style, color);
    if (suggestion->share_ppm > 0) {
        pp_buf_add_str(text->buf, ", ");
        add_rule(text->buf, text->basis, suggestion, PP_SUGGEST_FORECAST);
    }
    pp_buf_add_char(text->buf, '\n');
}

static void add_reasons(struct text *text,
                        const struct pp_suggestion *suggestion)
{
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        enum pp_suggest_rule rule = (enum pp_suggest_rule)r;
        if (pp_suggest_reason(suggestion, rule) != NULL) {
            pp_buf_add_str(&text->line, text->line.len > 0 ? "; " : "");
            add_rule(&text->line, text->basis, suggestion, rule);
        }
    }
    end_paragraph(text, INDENT);
}

static void add_warnings(struct text *text,
                         const struct pp_suggestion *suggestion)
{
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        enum pp_suggest_rule rule = (enum pp_suggest_rule)r;
        /* The forecast is in the first line. */
        if (rule != PP_SUGGEST_FORECAST &&
            pp_suggest_warning(suggestion, rule) != NULL) {
            pp_buf_add_str(&text->line, "but ");
            add_rule(&text->line, text->basis, suggestion, rule);
            end_paragraph(text, INDENT);
        }
    }
}

/* What the lists say of a port; of a range they would say too much. */
static void add_lists(struct text *text, const struct pp_suggestion *suggestion)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (text->basis->options.is_asked[p] &&
            suggestion->range.first == suggestion->range.last) {
            pp_add_port_books(text->buf,
                              INDENT,
                              (enum pp_protocol)p,
                              suggestion->range.first);
        }
    }
}

/* Whether the next suggestion has the same to say, so that it is said once. */
static bool is_alike(const struct pp_suggestion *a,
                     const struct pp_suggestion *b)
{
    uint32_t of_port = pp_suggest_bit(PP_SUGGEST_COMMON) |
                       pp_suggest_bit(PP_SUGGEST_REGISTERED) |
                       pp_suggest_bit(PP_SUGGEST_MALWARE);
    return a->broken == b->broken && a->holds == b->holds &&
           (a->broken & of_port) == 0;
}

static void add_items(struct text *text, const struct pp_suggest *suggest)
{
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    for (size_t i = 0; i < count; i++) {
        add_head(text, &items[i]);
        if (i + 1 < count && is_alike(&items[i], &items[i + 1])) {
            continue;
        }
        add_reasons(text, &items[i]);
        add_warnings(text, &items[i]);
        add_lists(text, &items[i]);
    }
}

static void add_none(struct text *text)
{
    const struct pp_suggest_options *options = &text->basis->options;
    pp_buf_printf(&text->line,
                  "no %s from ",
                  options->length > 1 ? "range of that length" : "port");
    pp_range_print(&text->line, options->within);
    pp_buf_add_str(&text->line,
                   " will do: all are below 1025, excluded, in use or kept for "
                   "something else");
    end_paragraph(text, 0);
}

/* --- what it rests on ----------------------------------------------------- */

/* Why the suggestions are not nearer. */
static void add_near(struct text *text, const struct pp_suggest *suggest)
{
    const struct pp_suggest_basis *basis = text->basis;
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    if (count > 0 && basis->near_risk_ppm > items[0].risk_ppm) {
        pp_buf_printf(&text->line,
                      "around %u boots exclude more",
                      (unsigned)basis->options.near);
        pp_add_suggest_share(&text->line, "up to ", basis->near_risk_ppm);
        pp_buf_add_str(&text->line, ", so the suggestions are not nearer");
        end_paragraph(text, 0);
    }
}

/* That --range keeps the safe ports out. */
static void add_outside(struct text *text, const struct pp_suggest *suggest)
{
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    bool is_inside = count > 0;
    for (size_t i = 0; i < count; i++) {
        is_inside &= items[i].share_ppm > 0;
    }
    if (is_inside) {
        pp_buf_add_str(&text->line,
                       "all of these lie in a dynamic range; no boot excludes "
                       "a port outside it");
        end_paragraph(text, 0);
    }
}

static void add_basis(struct text *text, const struct pp_suggest *suggest)
{
    const struct pp_suggest_basis *basis = text->basis;
    if (basis->machine_count == 0) {
        pp_buf_add_str(&text->line,
                       "no capture is given: this rests on Windows' defaults, "
                       "on lists of ports, and on a typical desktop with the "
                       "dynamic range 49152-65535 or 1024-15000");
    } else if (basis->machine_count == 1) {
        pp_buf_add_str(&text->line, "asked of one machine");
    } else {
        pp_buf_add_str(&text->line, "asked of ");
        pp_buf_add_thousands(&text->line, basis->machine_count);
        pp_buf_add_str(&text->line, " machines; it suits each of them");
    }
    if (basis->least_runs > 0) {
        pp_buf_add_str(&text->line, "; ");
        pp_buf_add_thousands(&text->line, basis->least_runs);
        pp_buf_printf(&text->line,
                      " boots simulated%s, seed %llu",
                      basis->machine_count != 1 ? " of each" : "",
                      (unsigned long long)basis->options.seed);
    }
    if (basis->machine_count > 0 && pp_suggest_is_typical(basis)) {
        pp_buf_add_str(&text->line,
                       ", as a typical desktop boots where no table is "
                       "captured");
    }
    pp_buf_add_str(&text->line,
                   "; the rules and their weights: portplan suggest --table");
    end_paragraph(text, 0);
    add_near(text, suggest);
    add_outside(text, suggest);
    if (basis->has_loose_refusal) {
        pp_buf_add_str(
            &text->line,
            "a program was refused a port that it does not name, and nothing "
            "captured explains it: check calls each of these unknown");
        end_paragraph(text, 0);
    }
    if (basis->has_mirrored) {
        pp_buf_add_str(&text->line,
                       "WSL's mirrored networking holds 4096 ports that no "
                       "table lists: usually 44620-48715, else 40525-44620 or "
                       "37794-41890");
        end_paragraph(text, 0);
    }
}

/* --- the commands --------------------------------------------------------- */

/* Only systems before Vista, which make no blocks. */
static bool is_legacy(const struct text *text)
{
    return text->basis->has_legacy && !text->basis->has_modern;
}

static void add_commands(struct text *text,
                         const struct pp_suggestion *suggestion)
{
    uint32_t dynamic = pp_suggest_bit(PP_SUGGEST_DYNAMIC);
    size_t count = pp_suggest_command_count(text->basis);
    pp_buf_add_char(text->buf, '\n');
    pp_buf_add_str(&text->line, "to reserve ");
    pp_range_print(&text->line, suggestion->range);
    pp_buf_add_str(&text->line, ", as administrator");
    if ((suggestion->broken & dynamic) != 0) {
        pp_buf_add_str(&text->line,
                       "; without that a socket or a block may take it");
    } else if ((suggestion->holds & dynamic) != 0 && !is_legacy(text)) {
        pp_buf_add_str(
            &text->line,
            "; outside the dynamic range no reservation is needed against "
            "blocks, only against http.sys, HNS and other reservations");
    }
    pp_buf_add_char(&text->line, ':');
    end_paragraph(text, 0);
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_repeated(text->buf, ' ', INDENT);
        pp_add_suggest_command(text->buf, text->basis, suggestion, i);
        pp_buf_add_char(text->buf, '\n');
    }
}

/* What else the commands do, said before them. */
static void add_cautions(struct text *text,
                         const struct pp_suggestion *suggestion)
{
    if (!is_legacy(text)) {
        pp_buf_add_str(&text->line,
                       "do not reserve for what the reservation would "
                       "refuse: " PP_WHO_IS_REFUSED);
        end_paragraph(text, 0);
    }
    if (text->basis->has_legacy) {
        pp_buf_add_str(
            &text->line,
            "before Vista it is ReservedPorts, for both protocols, after a "
            "restart: read the present value, and in regedit append a line ");
        pp_buf_printf(&text->line,
                      "%u-%u",
                      suggestion->range.first,
                      suggestion->range.last);
        end_paragraph(text, 0);
    }
}

void pp_suggest_text(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_suggest *suggest)
{
    struct text text = {
        .buf = buf, .style = style, .basis = pp_suggest_basis_of(suggest)};
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    pp_buf_init(&text.line, LINE_MAX);
    if (count == 0) {
        add_none(&text);
    }
    add_items(&text, suggest);
    add_basis(&text, suggest);
    if (count > 0) {
        add_cautions(&text, &items[0]);
        add_commands(&text, &items[0]);
    }
    pp_buf_done(&text.line);
}
