/* `reg query`: fields, types, what is ignored and what is malformed. */
#include <criterion/criterion.h>

#include "fact_table.h"
#include "summary.h"

/* clang-format off */
#define KEY "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\X\\P\n"

Test(reg_query, values_of_every_type)
{
    static const struct pp_fact_case rows[] = {
        {"a number", KEY "    a    REG_DWORD    0xfffe\n",
         "reg.query: P/a=65534", "0 2 0 0", "-"},
        {"upper case", KEY "    a    REG_DWORD    0XFFFE\n",
         "reg.query: P/a=65534", "0 2 0 0", "-"},
        {"the largest", KEY "    a    REG_QWORD    0xffffffffffffffff\n",
         "reg.query: P/a=18446744073709551615", "0 2 0 0", "-"},
        {"text", KEY "    a    REG_SZ    b  c \n", "reg.query: P/a='b  c'",
         "0 2 0 0", "-"},
        {"no text", KEY "    a    REG_SZ    \n    b    REG_EXPAND_SZ\n",
         "reg.query: P/a=''; P/b=''", "0 3 0 0", "-"},
        {"strings", KEY "    a    REG_MULTI_SZ    1-2\\03-4\n",
         "reg.query: P/a=[1-2,3-4,]", "0 2 0 0", "-"},
        {"strings of XP", KEY "    a\tREG_MULTI_SZ\t1-2\\03-4\\0\\0\n",
         "reg.query: P/a=[1-2,3-4,]", "0 2 0 0", "-"},
        {"no strings", KEY "    a    REG_MULTI_SZ    \n", "reg.query: P/a=[]",
         "0 2 0 0", "-"},
        {"bytes", KEY "    a    REG_BINARY    1200FFff\n",
         "reg.query: P/a=0x1200ffff", "0 2 0 0", "-"},
        {"no bytes", KEY "    a    REG_BINARY    \n", "reg.query: P/a=0x",
         "0 2 0 0", "-"},
        {"others", KEY "    a    REG_NONE    \n    b    REG_LINK    x\n"
                       "    c    REG_DWORD    0x1\n",
         "reg.query: P/c=1", "0 2 2 0", "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_query, names_are_split_at_the_type)
{
    static const struct pp_fact_case rows[] = {
        {"blanks", KEY "    a b  c    REG_DWORD    0x1\n",
         "reg.query: P/a b  c=1", "0 2 0 0", "-"},
        {"a type in the name", KEY "    a REG_SZ b    REG_DWORD    0x1\n",
         "reg.query: P/a REG_SZ b=1", "0 2 0 0", "-"},
        {"a type in the text", KEY "    a    REG_SZ    b    REG_DWORD    0x1\n",
         "reg.query: P/a='b    REG_DWORD    0x1'", "0 2 0 0", "-"},
        {"no name", KEY "    (Default)    REG_SZ    x\n"
                        "    <NO NAME>\tREG_SZ\ty\n",
         "reg.query: P/='x'; P/='y'", "0 3 0 0", "-"},
        {"not set", KEY "    (par d\xC3\xA9""faut)    REG_SZ    (non d)\n"
                        "    a    REG_SZ    (x)\n",
         "reg.query: P/a='(x)'", "0 2 1 0", "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_query, keys)
{
    static const struct pp_fact_case rows[] = {
        {"without values", KEY "\n" KEY "    a    REG_DWORD    0x1\n" KEY,
         "reg.query: P/a=1", "1 2 2 0", "-"},
        {"in a sentence", "HKLM\\SYSTEM is where it is\n", "-", "0 0 1 0",
         "-"},
        {"not in front", "see " KEY, "-", "0 0 1 0", "-"},
        {"lower case, with \\t and \\n",
         "hklm\\system\\tcpip\\new\n    a    REG_DWORD    0x1\n",
         "reg.query: new/a=1", "0 2 0 0", "-"},
        {"no root", "HKXX\\a\n    a    REG_DWORD    0x1\n", "-", "0 0 1 1",
         "553@2:5"},
        {"letters of a root", "HKLMX\\a\n    a    REG_DWORD    0x1\n", "-",
         "0 0 1 1", "553@2:5"},
        {"a root alone", "HKLM\n    a    REG_DWORD    0x1\n", "-", "0 0 1 1",
         "553@2:5"},
        {"errors between", KEY "    a    REG_DWORD    0x1\nFEHLER: nichts.\n"
                               "    b    REG_DWORD    0x2\n",
         "reg.query: P/a=1; P/b=2", "0 3 1 0", "-"},
        {"too far above",
         KEY "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n    a    REG_DWORD    0x1\n",
         "-", "0 0 13 1", "553@14:5"},
        {"as XP begins", "! REG.EXE VERSION 3.0\n\n" KEY
                         "    a\tREG_DWORD\t0x1\n",
         "reg.query: P/a=1", "1 2 1 0", "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_query, pastes)
{
    static const struct pp_fact_case rows[] = {
        {"quoted", "> " KEY ">     a    REG_DWORD    0x1\n"
                            "> b\tREG_DWORD\t0x2\n",
         "reg.query: P/a=1; P/b=2", "0 3 0 0", "-"},
        {"blanks lost", KEY "a REG_DWORD 0x1\nb  REG_SZ  x y\n",
         "reg.query: P/a=1; P/b='x y'", "0 3 0 0", "-"},
        {"sentences", KEY "The REG_DWORD value\nan other REG_DWORD 0x1\n"
                          "the REG_SZ text\n",
         "-", "0 0 4 0", "-"},
        {"no key", "    a    REG_DWORD    0x1\na REG_DWORD 0x1\n"
                   "a    REG_DWORD    0x1\n",
         "-", "0 0 2 1", "553@1:5"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(reg_query, what_cannot_be_read_is_left_out)
{
    static const struct pp_fact_case rows[] = {
        {"decimal", KEY "    a    REG_DWORD    60000\n", "reg.query:",
         "0 1 0 1", "552@2:23"},
        {"too large", KEY "    a    REG_DWORD    0x123456789\n", "reg.query:",
         "0 1 0 1", "552@2:23"},
        {"no digits", KEY "    a    REG_DWORD    0x\n", "reg.query:",
         "0 1 0 1", "552@2:23"},
        {"nothing", KEY "    a    REG_DWORD\n", "reg.query:", "0 1 0 1",
         "552@2:19"},
        {"17 digits", KEY "    a    REG_QWORD    0x12345678901234567\n",
         "reg.query:", "0 1 0 1", "552@2:23"},
        {"Wine's QWORD", KEY "    a    REG_QWORD    (null)\n", "reg.query:",
         "0 1 0 1", "552@2:23"},
        {"half a byte", KEY "    a    REG_BINARY    123\n", "reg.query:",
         "0 1 0 1", "552@2:24"},
        {"no byte", KEY "    a    REG_BINARY    1g\n", "reg.query:",
         "0 1 0 1", "552@2:24"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
/* clang-format on */
