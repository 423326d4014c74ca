#!/usr/bin/env python3
"""An empty registry hive (regf 1.3) for hivexregedit to merge into: a base
block and one block of 4096 bytes with the root key and its security."""
import struct
import sys

BLOCK = 4096
NONE = 0xFFFFFFFF
TIME = 0x01D0000000000000  # fixed: the same bytes every time


def cell(data):
    size = (len(data) + 4 + 7) // 8 * 8
    return struct.pack('<i', -size) + data.ljust(size - 4, b'\0')


def security():
    """A self-relative descriptor: SYSTEM owns it and may do everything."""
    sid = struct.pack('<BB6sI', 1, 1, b'\0\0\0\0\0\5', 18)
    ace = struct.pack('<BBHI', 0, 2, 8 + len(sid), 0xF003F) + sid
    acl = struct.pack('<BBHHH', 2, 0, 8 + len(ace), 1, 0) + ace
    head = struct.pack('<BBHIIII', 1, 0, 0x8004, 20, 20 + len(sid), 0,
                       20 + 2 * len(sid))
    return head + sid + sid + acl


def root_key(name, security_at):
    fields = struct.pack('<HQI', 0x2C, TIME, 0)          # root, compressed
    fields += struct.pack('<IIIII', NONE, 0, 0, NONE, NONE)  # no subkeys
    fields += struct.pack('<II', 0, NONE)                # no values
    fields += struct.pack('<II', security_at, NONE)
    fields += struct.pack('<IIIII', 0, 0, 0, 0, 0)
    return b'nk' + fields + struct.pack('<HH', len(name), 0) + name


def hive(name=b'ROOT', sequences=(1, 1)):
    root_at = 32
    root_len = len(cell(root_key(name, 0)))
    security_at = root_at + root_len
    descriptor = security()
    body = cell(root_key(name, security_at))
    body += cell(b'sk' + struct.pack('<HIIII', 0, security_at, security_at, 1,
                                     len(descriptor)) + descriptor)
    free = BLOCK - 32 - len(body)
    block = b'hbin' + struct.pack('<IIQQI', 0, BLOCK, 0, TIME, 0) + body
    block += struct.pack('<i', free).ljust(free, b'\0')
    base = b'regf' + struct.pack('<IIQIIIIIII', *sequences, TIME, 1, 3, 0, 1,
                                 root_at, BLOCK, 1)
    base = base.ljust(508, b'\0')
    checksum = 0
    for (word,) in struct.iter_unpack('<I', base):
        checksum ^= word
    return (base + struct.pack('<I', checksum)).ljust(BLOCK, b'\0') + block


def with_sequences(data, first, second):
    """The same hive with other sequence numbers: dirty where they differ."""
    base = data[:4] + struct.pack('<II', first, second) + data[12:508]
    checksum = 0
    for (word,) in struct.iter_unpack('<I', base):
        checksum ^= word
    return base + struct.pack('<I', checksum) + data[512:]


if __name__ == '__main__':
    with open(sys.argv[1], 'wb') as out:
        out.write(hive())
