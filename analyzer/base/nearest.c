/* Edit distance between short words. */
#include "nearest.h"

enum {
    LONGEST = 32
};

/* Windows' names are the same in any case. */
static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_same(char a, char b)
{
    return fold(a) == fold(b);
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Letters to insert, remove or change; neighbours swapped count as one
 * change. Words above LONGEST are far from everything. */
static unsigned distance(struct pp_sv a, struct pp_sv b)
{
    if (a.len > LONGEST || b.len > LONGEST) {
        return LONGEST;
    }
    unsigned rows[3][LONGEST + 1] = {{0}};
    for (unsigned j = 0; j <= b.len; j++) {
        rows[0][j] = j;
    }
    for (unsigned i = 1; i <= a.len; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3];
        const unsigned *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b.len; j++) {
            unsigned change = is_same(a.ptr[i - 1], b.ptr[j - 1]) ? 0 : 1;
            row[j] =
                least(above[j - 1] + change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && is_same(a.ptr[i - 1], b.ptr[j - 2]) &&
                is_same(a.ptr[i - 2], b.ptr[j - 1])) {
                row[j] = least(row[j], above2[j - 2] + 1);
            }
        }
    }
    return rows[a.len % 3][b.len];
}

/* A third of the letters may be wrong; more would suggest anything. */
static unsigned limit_of(struct pp_sv word)
{
    return word.len < 4 ? 2 : least((unsigned)word.len, 9) / 3 + 1;
}

/* Takes the name where it is nearer than the best so far. */
static void
look_at(struct pp_sv word, const char *name, unsigned *limit, const char **best)
{
    unsigned found = distance(word, pp_sv_from(name));
    if (found < *limit) {
        *best = name;
        *limit = found;
    }
}

const char *pp_nearest_name(struct pp_sv word, pp_name_fn name_at)
{
    unsigned limit = limit_of(word);
    const char *best = NULL;
    for (size_t i = 0; name_at(i) != NULL; i++) {
        look_at(word, name_at(i), &limit, &best);
    }
    return best;
}

const char *
pp_nearest_of(struct pp_sv word, const char *const *names, size_t count)
{
    unsigned limit = limit_of(word);
    const char *best = NULL;
    for (size_t i = 0; i < count; i++) {
        look_at(word, names[i], &limit, &best);
    }
    return best;
}
