/*
 * Workflow commands of GitHub Actions, `::error file=F,line=N,title=T::TEXT`:
 * annotations at the lines of the project's own files. Escaped as its toolkit
 * does (actions/toolkit, packages/core/src/command.ts). What is borne is left
 * out: nobody is to do anything about it.
 */
#ifndef PP_VERIFY_VERIFY_GITHUB_H
#define PP_VERIFY_VERIFY_GITHUB_H

#include "portplan/buf.h"

#include "verify_view.h"

/* Workflow commands of GitHub Actions: an annotation for each finding. */
void pp_verify_github(struct pp_buf *buf, const struct pp_verify_view *view);

#endif
