/* What kind of object has these properties. */
#ifndef PP_PARSE_POWERSHELL_PS_KIND_H
#define PP_PARSE_POWERSHELL_PS_KIND_H

#include "ps_object.h"

enum pp_ps_kind {
    PP_PS_NONE = 0, /* nothing that portplan knows */
    PP_PS_SOCKET,   /* Get-NetTCPConnection, Get-NetUDPEndpoint */
    PP_PS_PORTS,    /* Get-NetTCPSetting, Get-NetUDPSetting */
    PP_PS_FEATURE,  /* Get-WindowsOptionalFeature */
    PP_PS_SERVICE,  /* Get-Service, Win32_Service */
    PP_PS_HOTFIX,   /* Get-HotFix */
    PP_PS_OS,       /* Get-ComputerInfo, Win32_OperatingSystem */
    PP_PS_NAT,      /* Get-NetNatStaticMapping */
    PP_PS_HNS,      /* Get-HnsEndpoint, Get-HnsPolicyList, their policies */
    PP_PS_REGISTRY, /* Get-ItemProperty */
    PP_PS_PROCESS,  /* Get-Process, Win32_Process */
    PP_PS_HARMLESS, /* recognised, and says nothing of ports: Get-NetNat,
                     * Get-NetNatExternalAddress, Get-NetOffloadGlobalSetting,
                     * Get-HnsNetwork without policies */
    PP_PS_GROUP,    /* Group-Object, of whatever: pp_ps_is_of_sockets says */
};

/* By names and values. */
enum pp_ps_kind pp_ps_kind_of(struct pp_ps_object *object);

/* By names alone: the heads of a table or a CSV file, values yet to come. */
enum pp_ps_kind pp_ps_kind_of_heads(struct pp_ps_object *heads);

#endif
