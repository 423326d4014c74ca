/* Reading and walking the fixtures. */
#include "files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool pp_test_read_file(const char *path, struct pp_buf *out)
{
    char full[4096];
    (void)snprintf(full, sizeof(full), "%s/%s", PP_SOURCE_ROOT, path);
    FILE *file = fopen(full, "rb");
    if (file == NULL) {
        return false;
    }
    char chunk[65536];
    size_t got;
    while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0) {
        pp_buf_add(out, (struct pp_sv){chunk, got});
    }
    bool is_whole = ferror(file) == 0 && out->status == PP_OK;
    (void)fclose(file);
    return is_whole;
}

struct walk {
    const char *suffix;
    void (*visit)(void *user, const char *path);
    void *user;
    size_t count;
};

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk_folder(struct walk *walk, const char *folder)
{
    char full[4096];
    (void)snprintf(full, sizeof(full), "%s/%s", PP_SOURCE_ROOT, folder);
    struct dirent **entries = NULL;
    int count = scandir(full, &entries, NULL, by_name);
    for (int i = 0; i < count; i++) {
        char path[4096];
        struct stat info;
        (void)snprintf(
            path, sizeof(path), "%.2000s/%.1000s", folder, entries[i]->d_name);
        (void)snprintf(
            full, sizeof(full), "%.1000s/%.3000s", PP_SOURCE_ROOT, path);
        bool is_hidden = entries[i]->d_name[0] == '.';
        free(entries[i]);
        if (is_hidden || stat(full, &info) != 0) {
            continue;
        }
        if (S_ISDIR(info.st_mode)) {
            walk_folder(walk, path);
        } else if (pp_sv_ends(pp_sv_from(path), pp_sv_from(walk->suffix))) {
            walk->visit(walk->user, path);
            walk->count++;
        }
    }
    free(entries);
}

size_t pp_test_walk(const char *folder,
                    const char *suffix,
                    void (*visit)(void *user, const char *path),
                    void *user)
{
    struct walk walk = {suffix, visit, user, 0};
    walk_folder(&walk, folder);
    return walk.count;
}
