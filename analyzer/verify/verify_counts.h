/*
 * The rules that so many of something are there, or no more than so many:
 * ports to hand out, free ports in a row, room for blocks, blocks.
 */
#ifndef PP_VERIFY_VERIFY_COUNTS_H
#define PP_VERIFY_VERIFY_COUNTS_H

#include "portplan/base.h"

#include "verify_rules.h"

enum pp_status
pp_verify_ask_pool(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status
pp_verify_ask_free_run(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status
pp_verify_ask_block_room(const struct rule_question *question) PP_MUST_CHECK;
enum pp_status
pp_verify_ask_blocks(const struct rule_question *question) PP_MUST_CHECK;

#endif
