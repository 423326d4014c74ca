/* Edit distance between short words. */
#include "nearest.h"

enum {
    LONGEST = 32
};

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
            unsigned change = a.ptr[i - 1] == b.ptr[j - 1] ? 0 : 1;
            row[j] =
                least(above[j - 1] + change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1]) {
                row[j] = least(row[j], above2[j - 2] + 1);
            }
        }
    }
    return rows[a.len % 3][b.len];
}

const char *pps_nearest_name(struct pp_sv word, name_fn name_at)
{
    /* A third of the letters may be wrong; more would suggest anything. */
    unsigned limit =
        word.len < 4 ? 2 : (unsigned)least((unsigned)word.len, 9) / 3 + 1;
    const char *best = NULL;
    for (size_t i = 0; name_at(i) != NULL; i++) {
        unsigned found = distance(word, pp_sv_from(name_at(i)));
        if (found < limit) {
            best = name_at(i);
            limit = found;
        }
    }
    return best;
}
