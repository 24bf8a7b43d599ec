"""Writes and reads packs, the file format of src/pack/pack.h.

    writer = Writer("2026-01-31")
    writer.tensor("encoder/0/query/weight", weight_int8)     # any of int8 uint8 int32 uint32 float32 int64
    writer.dictionary("pieces", vocabulary)
    writer.write("models/en.pack")
    sections = read("models/en.pack")                        # name -> numpy array or list of str
"""
import os
import struct

import numpy as np

VERSION = 1
MAGIC, UNFINISHED = b"KHALDUN\n", b"khaldun?"
ELEMENTS = [None, np.int8, np.uint8, np.int32, np.uint32, np.float32, np.int64]
TENSOR, STRINGS = 1, 2
LANES = 4096  # runs of bytes whose checksums are computed side by side


def _byte_table():
    t = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        t = np.where(t & 1, (t >> 1) ^ np.uint32(0x82F63B78), t >> 1)
    return t


TABLE = _byte_table()
LIST = TABLE.tolist()


def _advance(register, data):
    for byte in data:
        register = (register >> 8) ^ LIST[(register ^ byte) & 0xFF]
    return register


def crc32c(data):
    """CRC-32C of bytes. Long runs go as LANES columns through numpy and are joined: 25 MB in about a second."""
    length = len(data) // LANES
    if length < 64:
        return _advance(0xFFFFFFFF, data) ^ 0xFFFFFFFF
    lanes = np.frombuffer(data, np.uint8, length * LANES).reshape(LANES, length).T.copy()
    registers = np.zeros(LANES, np.uint32)
    for column in lanes:
        registers = (registers >> np.uint32(8)) ^ TABLE[(registers ^ column) & np.uint32(0xFF)]
    # What `length` zero bytes do to a register is linear: known from what they do to each of its 32 bits.
    bits = np.uint32(1) << np.arange(32, dtype=np.uint32)
    for _ in range(length):
        bits = (bits >> np.uint32(8)) ^ TABLE[bits & np.uint32(0xFF)]
    bits, joined = bits.tolist(), 0xFFFFFFFF
    for register in registers.tolist():
        moved = 0
        for i in range(32):
            if joined >> i & 1:
                moved ^= bits[i]
        joined = moved ^ register
    return _advance(joined, data[length * LANES:]) ^ 0xFFFFFFFF


class Writer:
    def __init__(self, version):
        self.sections = []  # name, kind, element, dims, bytes
        self.strings("pack/version", [version])

    def tensor(self, name, values):
        values = np.ascontiguousarray(values)
        element = next(i for i, t in enumerate(ELEMENTS) if t is not None and values.dtype == t)
        self.sections.append((name, TENSOR, element, values.shape, values.tobytes()))

    def strings(self, name, rows):
        rows = [r.encode() for r in rows]
        offsets = np.cumsum([0] + [len(r) for r in rows]).astype(np.uint32)
        self.sections.append((name, STRINGS, 0, (len(rows),), offsets.tobytes() + b"".join(rows)))

    def dictionary(self, name, rows):
        assert len(set(rows)) == len(rows), f"{name}: rows must be distinct"
        slots = np.zeros(1 << (2 * len(rows)).bit_length(), np.uint32)
        for i, row in enumerate(rows):
            at = crc32c(row.encode()) % len(slots)
            while slots[at]:
                at = (at + 1) % len(slots)
            slots[at] = i + 1
        self.strings(name, rows)
        self.tensor(name + "#hash", slots)

    def bytes(self):
        out, directory = bytearray(64), bytearray()
        for name, kind, element, dims, data in self.sections:
            out += bytes(-len(out) % 64)
            encoded = name.encode()
            directory += struct.pack("<I", len(encoded)) + encoded + struct.pack("<III", kind, element, len(dims))
            directory += struct.pack(f"<{len(dims)}QQQI", *dims, len(out), len(data), crc32c(data))
            out += data
        header = MAGIC + struct.pack("<IIQQQI", VERSION, len(self.sections), len(out) + len(directory), len(out),
                                     len(directory), crc32c(bytes(directory)))
        out[:len(header)] = header
        return bytes(out + directory)

    def write(self, path):
        data, temporary = self.bytes(), f"{path}.{os.getpid()}.unfinished"
        with open(temporary, "wb") as f:
            f.write(UNFINISHED + data[8:])
            f.seek(0)
            f.write(MAGIC)
        os.replace(temporary, path)


def read(path):
    """The sections of a pack by name: arrays, or lists of str. Checks magic, version and checksums."""
    data = open(path, "rb").read()
    assert data[:8] == MAGIC, f"{path}: not a finished pack"
    version, count, size, at, length, crc = struct.unpack_from("<IIQQQI", data, 8)
    assert version <= VERSION, f"{path}: format version {version}, this reads up to {VERSION}"
    assert size == len(data) and crc32c(data[at:at + length]) == crc, f"{path}: truncated or damaged"
    sections = {}
    for _ in range(count):
        (n,) = struct.unpack_from("<I", data, at)
        name = data[at + 4:at + 4 + n].decode()
        kind, element, rank = struct.unpack_from("<III", data, at + 4 + n)
        *dims, offset, length, crc = struct.unpack_from(f"<{rank}QQQI", data, at + 16 + n)
        at += 16 + n + 8 * rank + 20
        content = data[offset:offset + length]
        assert crc32c(content) == crc, f"{path}: damaged section {name}"
        if kind == TENSOR:
            sections[name] = np.frombuffer(content, ELEMENTS[element]).reshape(dims)
        else:
            offsets = np.frombuffer(content, np.uint32, dims[0] + 1)
            text = content[4 * (dims[0] + 1):]
            sections[name] = [text[a:b].decode() for a, b in zip(offsets, offsets[1:])]
    return sections
