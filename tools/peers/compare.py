"""Holds our decoder against independent ones, field by field, on random messages or on those of real logs.

    python3 -m pip install pyais aiscat          # and gpsd-clients, for gpsdecode
    python3 tools/peers/compare.py               # random payloads of every type and application
    python3 tools/peers/compare.py LOG...        # every different payload of these logs

Each message gets a sender of its own, so that the answers can be told apart whatever a decoder leaves out. Printed is
each field on which two peers agree with each other and not with us; docs/src/decoder-differences.md has the reasons.
"""

import collections
import importlib
import json
import random
import re
import shutil
import subprocess
import sys

OURS = ["cargo", "run", "-q", "--release", "-p", "darkwake-ais", "--example", "lines", "--", "lenient", "scaled"]
# Lengths in bits, by type; and of the data, by type, area code and function.
TYPES = {
    1: [168], 2: [168], 3: [168], 4: [168], 5: [424], 7: [72, 104, 136, 168], 9: [168], 10: [72], 11: [168],
    12: [120], 13: [72, 168], 14: [100], 15: [88, 112, 160], 16: [144], 17: [120], 18: [168], 19: [312],
    20: [160], 21: [272, 360], 22: [168], 23: [160], 24: [168], 25: [168], 26: [168, 424], 27: [96],
}
CONTENTS = {
    (8, 1, 11): 296, (8, 1, 31): 304, (6, 1, 12): 272, (8, 1, 13): 416, (6, 1, 18): 272, (8, 1, 19): 304,
    (6, 1, 20): 272, (8, 1, 21): 304, (8, 1, 22): 142, (8, 1, 24): 304, (8, 1, 26): 112, (8, 1, 29): 130,
    (6, 1, 30): 70, (6, 1, 40): 16, (8, 200, 10): 112, (6, 200, 21): 160, (6, 200, 22): 144, (8, 200, 23): 200,
    (8, 200, 24): 112, (8, 200, 40): 112, (6, 200, 55): 80, (6, 235, 10): 48, (8, 367, 33): 112,
}
EACH = 50
# pyais' names as gpsd's.
NAMES = {"msg_type": "type", "ship_type": "shiptype", "station_type": "stationtype", "full_name": "name"}
# How far two values may lie apart: single precision, and turns as whole degrees.
APART = {"lon": 5e-5, "lat": 5e-5, "turn": 1.0}
SENTENCE = re.compile(rb"[!$]..VD[MO],(\d),(\d),(\d*),([^,]*),([0-W`-w]+),([0-5])\*[0-9A-Fa-f]{2}")


def bits(value, width):
    return format(value, f"0{width}b")


def noise(width):
    return bits(random.getrandbits(width), width) if width else ""


def random_payloads():
    for kind, lengths in TYPES.items():
        for length in lengths * EACH:
            yield bits(kind, 6) + "00" + noise(length - 8)
    for (kind, dac, fid), length in CONTENTS.items():
        for _ in range(EACH):
            spare = noise(34) if kind == 6 else "00"
            yield bits(kind, 6) + noise(32) + spare + bits(dac, 10) + bits(fid, 6) + noise(length)


def six_bits(char):
    return bits(char - 48 - (8 if char > 87 else 0), 6)


def logged_payloads(paths):
    """Every payload of these logs once; the parts of a message must follow each other."""
    seen, parts = set(), {}
    for path in paths:
        for match in SENTENCE.finditer(open(path, "rb").read()):
            total, number, fill = int(match[1]), int(match[2]), int(match[6])
            key = (total, match[3], match[4])
            parts[key] = (parts.get(key, b"") if number > 1 else b"") + match[5]
            if number == total:
                payload = "".join(map(six_bits, parts.pop(key)))
                seen.add(payload[: len(payload) - fill])
    return sorted(payload for payload in seen if len(payload) >= 40)


def sentences(payload):
    fill = -len(payload) % 6
    padded = payload + "0" * fill
    values = [int(padded[i : i + 6], 2) for i in range(0, len(padded), 6)]
    armour = "".join(chr(value + (48 if value < 40 else 56)) for value in values)
    parts = [armour[i : i + 56] for i in range(0, len(armour), 56)]
    for number, part in enumerate(parts, 1):
        sequence = "1" if len(parts) > 1 else ""
        body = f"AIVDM,{len(parts)},{number},{sequence},A,{part},{fill if number == len(parts) else 0}"
        checksum = 0
        for char in body.encode():
            checksum ^= char
        yield f"!{body}*{checksum:02X}"


def numbered(payloads):
    """Sentences by sender, the senders counted from 100,000."""
    with_sender = ((100_000 + i, p[:8] + bits(100_000 + i, 30) + p[38:]) for i, p in enumerate(payloads))
    return {sender: list(sentences(payload)) for sender, payload in with_sender}


def answers(command, messages):
    """Objects by sender, of a program that reads sentences and writes JSON lines."""
    text = "".join(line + "\n" for lines in messages.values() for line in lines)
    out = subprocess.run(command, input=text, capture_output=True, text=True).stdout
    return {found["mmsi"]: found for found in map(parsed, out.splitlines()) if found}


def parsed(line):
    """The object in a line; gpsd's of 1/19 is no JSON."""
    try:
        found = json.loads(line[line.index("{") :])
    except ValueError:
        return None
    return found if found.get("class") == "AIS" else None


def asked(decode, messages):
    """Objects by sender, of a library; what it cannot read is left out."""
    found = {}
    for sender, lines in messages.items():
        try:
            found[sender] = {NAMES.get(name, name): value for name, value in decode(lines).items()}
        except Exception:  # noqa: BLE001: a peer may fail in whatever way it likes
            continue
    return found


def peers(messages):
    if shutil.which("gpsdecode"):
        yield "gpsd", answers(["gpsdecode", "-j"], messages)
    for name in ("pyais", "aiscat"):
        try:
            library = importlib.import_module(name)
        except ImportError:
            continue
        decode = library.decode
        yield name, asked((lambda p: decode(*p).asdict()) if name == "pyais" else lambda p: decode(*p), messages)


def same(name, one, other):
    try:
        return abs(float(one) - float(other)) <= max(APART.get(name, 1e-6), abs(float(other)) * 1e-6)
    except (TypeError, ValueError):
        return str(one).split("@")[0].strip() == str(other).split("@")[0].strip()


def differences(ours, theirs):
    """Fields of one message on which two peers agree and we do not; our null stands for what is not available."""
    for name, our_value in ours.items():
        values = [(peer, found[name]) for peer, found in theirs.items() if name in found]
        agreed = [(p, q, v) for i, (p, v) in enumerate(values) for q, w in values[i + 1 :] if same(name, v, w)]
        if agreed and our_value is not None and not any(same(name, our_value, v) for _, _, v in agreed):
            yield name, our_value, agreed[0]


def main():
    random.seed(1371)
    payloads = logged_payloads(sys.argv[1:]) if sys.argv[1:] else random_payloads()
    messages = numbered(payloads)
    ours, found = answers(OURS, messages), dict(peers(messages))
    counts, examples, fields = collections.Counter(), {}, 0
    for sender, message in ours.items():
        theirs = {peer: objects[sender] for peer, objects in found.items() if sender in objects}
        fields += len(message)
        for name, value, (one, other, agreed) in differences(message, theirs):
            key = (message["type"], message.get("dac", ""), message.get("fid", ""), name)
            counts[key] += 1
            examples.setdefault(key, f"ours {value}, {one} and {other} {agreed}")
    print(f"{len(ours)} of {len(messages)} messages, {fields} fields, against {', '.join(found) or 'nobody'}")
    for key, count in sorted(counts.items(), key=str):
        print(count, *key, examples[key][:120])


if __name__ == "__main__":
    main()
