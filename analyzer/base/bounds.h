/*
 * Every limit on hostile input, each with its reason. Nothing else in the
 * project invents one.
 */
#ifndef PP_BASE_BOUNDS_H
#define PP_BASE_BOUNDS_H

enum {
    /* Bytes read at a time. Large enough that system calls do not count. */
    PP_LIMIT_CHUNK_BYTES = 256 * 1024,

    /* Longest line read. A real line of any known capture is under 1 KiB
     * (the longest are HTML-flattened tables of about 4 KiB); what is longer
     * is counted, reported and skipped. JSON on one line comes in parts of
     * this size. */
    PP_LIMIT_LINE_BYTES = 64 * 1024,

    /* Rows held until their table is understood. A table without overlaps
     * cannot have more rows than there are ports. */
    PP_LIMIT_TABLE_ROWS = 65536,

    /* Facts, sections and claims kept of one machine. Real captures have
     * hundreds; a fleet in one paste thousands. Streaming output keeps none
     * and has no such limit. */
    PP_LIMIT_FACTS = 4 * 1024 * 1024,
    PP_LIMIT_SECTIONS = 1024 * 1024,

    /* Ports kept of a capture that are named in commands, compose files, code
     * or notes, of each of these kinds. A paste is about a few; a whole source
     * tree names more than anybody asks about. */
    PP_LIMIT_MENTIONS = 64,

    /* netsh commands played on a machine; a paste has a dozen. Each is
     * compared with the rows of a table. */
    PP_LIMIT_COMMANDS = 4096,

    /* Bytes of one registry value, decoded. Microsoft's own limit of the
     * standard format (Registry Element Size Limits); values about ports
     * have a few hundred. */
    PP_LIMIT_REGISTRY_VALUE_BYTES = 1024 * 1024,

    /* Values read of one key of a hive. The largest known key of ours has
     * about 50. */
    PP_LIMIT_HIVE_VALUES = 4096,

    /* Machines distinguished in one load; a fleet's worth of prompts in one
     * paste. What comes after counts to the last. */
    PP_LIMIT_HOSTS = 256,

    /* Captures of one call: a directory of a support case. */
    PP_LIMIT_CAPTURES = 65536,

    /* Diagnostics kept; the rest is counted ("N more"). Nobody reads more. */
    PP_LIMIT_DIAGS = 200,
    PP_LIMIT_DIAGS_PER_CODE = 20,

    /* Bytes of a source line quoted in a diagnostic. */
    PP_LIMIT_EXCERPT_BYTES = 160,

    /* One PowerShell object: properties and bytes. A registry key with all its
     * values is the largest that is of use; whole CIM objects have 50. */
    PP_LIMIT_PS_PROPERTIES = 4096,
    PP_LIMIT_PS_OBJECT_BYTES = 1024 * 1024,

    /* Bytes of the services of one process: the largest svchost.exe of an old
     * system has 600. What comes after is left out. */
    PP_LIMIT_PROCESS_SERVICES_BYTES = 4096,

    /* Columns of a PowerShell table. Format-Table shows ten by default. */
    PP_LIMIT_PS_COLUMNS = 64,

    /* Of one listing of http.sys: URLs and request queues held until it is
     * known which belongs to which, and the bytes of their names. A web server
     * with a site for each customer has some thousands. Past them what is held
     * goes out as it is, and names connect no more. */
    PP_LIMIT_HTTP_URLS = 16 * 1024,
    PP_LIMIT_HTTP_QUEUES = 16 * 1024,
    PP_LIMIT_HTTP_BYTES = 4 * 1024 * 1024,

    /* Levels of indentation followed in it; a listing has six. */
    PP_LIMIT_HTTP_LEVELS = 8,

    /* One object in JSON, with the lines that it is on. ConvertTo-Json
     * writes 2 KiB for a socket with all its CIM properties. */
    PP_LIMIT_PS_JSON_BYTES = 1024 * 1024,

    /* Text to redact: read twice, so held whole. A support case of many
     * listings has 10 MiB. */
    PP_LIMIT_REDACT_BYTES = 256 * 1024 * 1024,

    /* Different secrets in it: there are that many addresses to replace
     * addresses with (RFC 2544). A busy server has thousands of peers. */
    PP_LIMIT_REDACT_NAMES = 128 * 1024,

    /* Places of names too common to be replaced everywhere. */
    PP_LIMIT_REDACT_SIGHTINGS = 4 * 1024 * 1024,

    /* Bytes of one name, and words of it: the longest, a DNS name, has 253. */
    PP_LIMIT_REDACT_NAME_BYTES = 256,
    PP_LIMIT_REDACT_NAME_WORDS = 32,

    /* Depth of nested JSON read. No document of ours is deeper than 8. */
    PP_LIMIT_JSON_DEPTH = 64,

    /* A policy, a baseline, or a file that a policy takes ports from; rules
     * and waivers of a policy, and ports of a rule. The largest that anybody
     * writes by hand has dozens; the line of each is found by counting from
     * the beginning. */
    PP_LIMIT_POLICY_BYTES = 256 * 1024,
    PP_LIMIT_POLICY_RULES = 1024,
    PP_LIMIT_RULE_PORTS = 4096,

    /* A baseline, which a program wrote: a fleet's worth of findings. */
    PP_LIMIT_BASELINE = 1024 * 1024,
    PP_LIMIT_BASELINE_BYTES = 256 * 1024 * 1024,

    /* Depth of nested YAML read: libyaml takes time that grows with its
     * square. No compose file is deeper than 10. */
    PP_LIMIT_YAML_DEPTH = 64,

    /* Merges (`<<`) followed from one mapping. */
    PP_LIMIT_YAML_MERGES = 16,

    /* Keys of a YAML document compared, and ports read of a file, each as
     * often as an alias repeats it. A file of PP_LIMIT_POLICY_BYTES without
     * aliases does not come near. */
    PP_LIMIT_YAML_LOOKS = 1024 * 1024,
    PP_LIMIT_SOURCE_PORTS = 64 * 1024,

    /* Bytes of one report. Streaming formats write as they go. */
    PP_LIMIT_REPORT_BYTES = 1024 * 1024 * 1024,

    /* Bytes of names, excerpts and messages kept for one call. */
    PP_LIMIT_ARENA_BYTES = 512 * 1024 * 1024,

    /* PCRE2's own counters for one match: far above what the anchored,
     * reference-free patterns here need on a line of PP_LIMIT_LINE_BYTES, far
     * below a second. */
    PP_LIMIT_REGEX_MATCH = 1000 * 1000,
    PP_LIMIT_REGEX_DEPTH = 10 * 1000,
};

#endif
