/*
 * pp_answer as a program, for answers.py.
 *
 * usage: ask COMMAND OPTIONS_JSON [CAPTURE...] [-- FILE...]
 *
 * Writes the document, the messages and the exit code where portplan has them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "portplansim/answer.h"

enum {
    MOST_FILES = 64
};

static char *read_all(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        exit(99);
    }
    long size = ftell(file);
    char *bytes = malloc((size_t)size + 1);
    rewind(file);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        exit(99);
    }
    fclose(file);
    *ret_size = (size_t)size;
    return bytes;
}

static int ask(struct pp_question *question)
{
    struct pp_answer answer;
    if (pp_answer(question, &answer) != PP_OK) {
        return 98;
    }
    if (answer.document_size > 0) {
        fwrite(answer.document, 1, answer.document_size, stdout);
    }
    if (answer.messages_size > 0) {
        fwrite(answer.messages, 1, answer.messages_size, stderr);
    }
    int code = answer.exit_code;
    pp_answer_done(&answer);
    return code;
}

int main(int argc, char **argv)
{
    struct pp_named_bytes given[MOST_FILES];
    char *bytes[MOST_FILES];
    size_t count = 0;
    size_t captures = MOST_FILES;
    if (argc < 3 || argc > MOST_FILES) {
        return 97;
    }
    for (int i = 3; i < argc; i++) {
        if (captures == MOST_FILES && strcmp(argv[i], "--") == 0) {
            captures = count;
            continue;
        }
        bytes[count] = read_all(argv[i], &given[count].size);
        given[count].name = argv[i];
        given[count].bytes = bytes[count];
        count++;
    }
    captures = captures < count ? captures : count;
    struct pp_question question = {
        argv[1], argv[2], given, captures, given + captures, count - captures};
    int code = ask(&question);
    while (count > 0) {
        free(bytes[--count]);
    }
    return code;
}
