/*
 * What a PowerShell object means: told by its property names, which are never
 * translated. Knows no shape of text; the readers of lists, tables, JSON and
 * CSV share it.
 */
#ifndef PP_PARSE_POWERSHELL_PS_FACTS_H
#define PP_PARSE_POWERSHELL_PS_FACTS_H

#include "parse/line/parser.h"
#include "ps_object.h"

enum pp_ps_kind {
    PP_PS_NONE = 0, /* nothing that portplan knows */
    PP_PS_SOCKET,   /* Get-NetTCPConnection, Get-NetUDPEndpoint */
    PP_PS_PORTS,    /* Get-NetTCPSetting, Get-NetUDPSetting */
    PP_PS_FEATURE,  /* Get-WindowsOptionalFeature */
    PP_PS_SERVICE,  /* Get-Service, Win32_Service */
    PP_PS_HOTFIX,   /* Get-HotFix */
    PP_PS_OS,       /* Get-ComputerInfo, Win32_OperatingSystem */
    PP_PS_REGISTRY, /* Get-ItemProperty */
};

/* What the readers share: the section in the making and what was said above
 * it. All zero but the format at the start. */
struct pp_ps_output {
    enum pp_section_format format;
    struct pp_open_section open;
    enum pp_ps_kind kind; /* of the open section's objects */

    /* The dynamic range of the open section; a second profile repeats it. */
    bool has_dynamic;
    struct pp_range dynamic;
    struct pp_place dynamic_place;

    /* The last Get-NetTCP... or Get-NetUDP... command. */
    bool has_command;
    enum pp_protocol command_protocol;
    uint64_t command_nonblank;

    struct pp_buf scratch; /* a registry value in the making */
};

/* The lines that an object stands on. */
struct pp_ps_lines {
    uint64_t first;
    uint64_t last;
    struct pp_hold *held; /* those that are held; NULL: none */
    bool has_current;     /* the current line is one of them */
};

/*
 * Opens a section if need be, gives the facts of the object to the sink and
 * counts its lines: used, but the line of a value that cannot be read is
 * rejected.
 */
enum pp_status pp_ps_emit(struct pp_ps_output *output,
                          struct pp_context *context,
                          const struct pp_ps_object *object,
                          const struct pp_ps_lines *lines) PP_MUST_CHECK;

#endif
