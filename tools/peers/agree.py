"""Holds our decoder against independent ones: wherever two of them agree on a field, ours is to say the same.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install pyais libais aiscat    # and gpsd-clients, for gpsdecode
    /tmp/peers/bin/python tools/peers/agree.py             # 33,390 messages of every type and content
    /tmp/peers/bin/python tools/peers/agree.py --write     # ... and makes crates/ais/tests/agreed.ndjson of them anew
    /tmp/peers/bin/python tools/peers/agree.py LOG...      # every different payload of these logs

The messages are those of `benches/examples/agreement_messages.rs`. Each message has a sender of its own, so that the
answers can be told apart whatever a decoder leaves out. Answers come to our names (names.py) and to raw integers: the
scale is that of our own tables, so that a wrong scale of ours shows as a difference. Printed is each field on which two
peers agree with each other and not with us; `split` says that others agree with us. docs/src/decoder-differences.md has
the reasons.

gpsd, libais, AIS-catcher (aiscat) and the crates `ais`, `aivdm` and `nmea-parser` share no code; pyais names its fields
as gpsd's protocol document does. None is a port of another.
"""

import argparse
import collections
import gzip
import json
import re
from pathlib import Path

import answers
import names

FIXTURE = answers.ROOT / "crates/ais/tests/agreed.ndjson"
# Messages in the fixture of each type, whatever its length, and of each content in each type that carries it.
KEPT_OF_TYPE, KEPT_OF_CONTENT = 6, 3
# Not of the message, or told otherwise.
APART = {"class", "device", "type", "mmsi", "scaled", "channel", "rxuxtime", "id", "msg_type", "message_type"}
# Decoders whose numbers are single precision, and those that give integers as sent.
SINGLE, EXACT = {"ais", "aiscat", "libais", "nmea-parser"}, {"gpsd", "aivdm"}
# What a peer gives in another unit than its scale has: peer, scope, name, factor.
UNITS = [
    ("pyais", "17 22 23", r"(ne_|sw_)?(lon|lat)", 1 / 60),
    ("libais", "1/24", "airdraught", 0.1),
    ("libais", "1/26", r"reports\.\d+\.(airgap|fairgap)", 0.1),
    ("libais", "200/10", "draught", 0.1),
    ("libais", "1/20", "berth_depth", 0.1),
    ("libais", "1/31", "waveheight", 0.1),
    ("libais", "1/22", r"areas\.\d+\.waypoints\.\d+\.bearing", 0.5),
]
LETTERS = {"gpsd": "g", "pyais": "p", "libais": "l", "aiscat": "c", "ais": "a", "aivdm": "v", "nmea-parser": "n"}
SENTENCE = re.compile(rb"[!$]..VD[MO],(\d),(\d),(\d*),([^,]*),([0-W`-w]+),([0-5])\*[0-9A-Fa-f]{2}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("logs", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rust", help="agreement_answers, if built already")
    options = parser.parse_args()
    made = answers.generated()
    messages = logged(options.logs) if options.logs else made
    found = answers.all_answers(messages, options.rust)
    # A log may have too few messages of a kind to tell its scales from.
    own = answers.from_rust({sender: lines for sender, (_, lines) in made.items()}, options.rust) if options.logs else found
    comparison = Comparison(found, Scales(own["raw"], own["scaled"]))
    for sender in messages:
        comparison.message(sender)
    comparison.report()
    if options.write:
        FIXTURE.write_text("".join(line + "\n" for line in fixture(messages, comparison)))


class Comparison:
    """Fields on which peers agree, and those on which ours differs."""

    def __init__(self, found, scales):
        self.raw, self.scales = found["raw"], scales
        self.peers = {peer: said for peer, said in found.items() if peer not in ("raw", "scaled")}
        self.agreed = {}
        self.findings, self.examples = collections.Counter(), {}
        self.messages, self.fields, self.seen = 0, 0, collections.Counter()

    def message(self, sender):
        ours = self.raw.get(sender)
        if ours is None:
            return
        self.messages += 1
        scopes = scopes_of(ours)
        values = collections.defaultdict(list)
        for peer, found in self.peers.items():
            for name, value in names.in_our_words(peer, scopes, found.get(sender, {})).items():
                if name in ours and name not in APART and (reading := self.reading(peer, scopes, ours, name, value)):
                    values[name].append((peer, *reading))
        for name, said in values.items():
            self.field(sender, scopes, name, ours[name], said)

    def reading(self, peer, scopes, ours, name, value):
        """The value in our form and how far off it may be; `None` when the peer says nothing."""
        own = ours[name]
        if value is None:
            return None
        if isinstance(own, str):
            return text_of(peer, own, value)
        if isinstance(value, str) or isinstance(own, bool) and value not in (0, 1, False, True):
            return None
        if isinstance(own, bool):
            return bool(value), 0
        if peer in EXACT or peer == "aiscat" and name == "turn":
            return int(value), 0
        if name == "turn":
            return turn_of(peer, value)
        if peer == "libais" and name.endswith(".level") and value > 1 << 31:
            return value - (1 << 32), 256
        for who, where, what, factor in UNITS:
            if who == peer and set(where.split()) & set(scopes) and re.fullmatch(what, name):
                value *= factor
        return self.scales.raw(peer, ours, name, value)

    def field(self, sender, scopes, name, own, said):
        camps = [[peer for peer, value, apart in said if close(value, apart, other, more)] for _, other, more in said]
        ours = [peer for peer, value, apart in said if close(value, apart, own, 0)]
        self.fields += 1
        self.seen[len(said)] += 1
        if len(ours) >= 2:
            self.agreed.setdefault(sender, {})[name] = (own, ours)
        other = max((camp for camp in camps if not set(camp) & set(ours)), key=len, default=[])
        if len(other) >= 2:
            value = next(value for peer, value, _ in said if peer == other[0])
            split = f"split {len(ours)}:{len(other)}" if ours else ""
            key = (scopes[-1], scopes[0] if len(scopes) > 1 else "", re.sub(r"\d+", "#", name), split, "+".join(other))
            self.findings[key] += 1
            self.examples.setdefault(key, f"{sender}: ours {own!r} ({'+'.join(ours)}), theirs {value!r}")

    def report(self):
        two = sum(count for peers, count in self.seen.items() if peers > 1)
        agreed = sum(map(len, self.agreed.values()))
        print(f"{self.messages} messages, {self.fields} fields of ours that a peer has, {two} that two or more have;")
        print(f"on {agreed} two or more agree with us; against {', '.join(self.peers)}")
        for key, count in sorted(self.findings.items()):
            print(count, *key, "|", self.examples[key][:150])


def scopes_of(ours):
    """The content, if its data were read, and the type."""
    kind = str(ours["type"])
    if "dac" in ours and "data" not in ours:
        return [f"{ours['dac']}/{ours['fid']}", kind]
    return [kind]


def close(value, apart, other, more):
    if isinstance(value, str) or isinstance(other, str):
        return value == other
    return abs(value - other) <= apart + more + 0.01


def text_of(peer, own, value):
    """Texts end at `@`; times have two digits a part; libais has another letter for `_` and for an apostrophe."""
    if not isinstance(value, str):
        return None
    if peer == "pyais" and re.match(r"\d+:", own):
        return f"{own.split(':')[0]}:{value}", 0
    if peer == "libais" and re.search("[-`]", value):
        return None
    text = value.split("@")[0].rstrip(" ")
    dated = names.date(text)
    if dated != text or names.DATE.match(text):
        text = dated + ("Z" if own.endswith("Z") else "")
    return text, 0


def turn_of(peer, value):
    """Degrees a minute back to what was sent; libais and pyais have the markers as such or squared."""
    if peer in ("ais",):
        return value, 0
    if abs(value) in (127, 128):
        return value, 0
    sent = 4.733 * abs(value) ** 0.5 * (1 if value >= 0 else -1)
    return sent, 0.6 if abs(value) < 8 else 0.3


class Scales:
    """From units back to raw integers, by how our own scaled values go with our raw ones."""

    def __init__(self, raw, scaled):
        points = collections.defaultdict(list)
        for sender, ours in raw.items():
            for name, value in scaled[sender].items():
                if isinstance(value, (int, float)) and not isinstance(value, bool) and isinstance(ours.get(name), int):
                    points[scale_key(ours, name)].append((ours[name], value))
        self.lines = {key: line(pairs) for key, pairs in points.items()}

    def raw(self, peer, ours, name, value):
        power = re.match(r"(areas\.\d+\.)(.*\.)?(radius|east|north|distance)$", name)
        slope, offset = (10 ** ours.get(power[1] + "scale", 0), 0) if power else self.lines.get(scale_key(ours, name), (1, 0))
        apart = abs(value) * 1.2e-7 if peer in SINGLE else 0
        if slope < 1e-4 and peer in ("pyais", "aiscat") and re.match(r"(waypoints|targets|areas|reports)\.", name):
            apart = 1.2e-5 + abs(value) * 1.2e-7
        elif slope < 1e-4 and peer == "pyais":
            apart = 6e-7
        return (value - offset) / slope, apart / slope


def scale_key(ours, name):
    """A field of one type or content, of one sensor in it."""
    record = re.match(r"reports\.\d+", name)
    sensor = ours.get(f"{record[0]}.sensor") if record else "twinddir" in ours
    return *scopes_of(ours)[:1], sensor, re.sub(r"\.\d+\.", ".", name)


def line(pairs):
    """Slope and offset through the outermost points; our decimals hold the slope to a millionth."""
    low, high = min(pairs), max(pairs)
    if low[0] == high[0]:
        return 1, 0
    slope = (high[1] - low[1]) / (high[0] - low[0])
    steps = round(1 / slope) if slope < 0.9 else 1 / round(slope)
    slope = 1 / steps
    return slope, round(low[1] - slope * low[0], 3)


def fixture(messages, comparison):
    """A few messages of each type and content with what was agreed on them, behind a line of who is who."""
    short = {peer: LETTERS[peer] for peer in comparison.peers}
    yield json.dumps({"peers": {letter: f"{peer} {answers.version(peer)}" for peer, letter in short.items()}})
    kinds = collections.defaultdict(list)
    for sender, (layout, _) in messages.items():
        if sender in comparison.agreed:
            kinds[re.sub(r"/\d+", "", layout, count=1)].append(sender)
    for kind, senders in kinds.items():
        for sender in spread(senders, KEPT_OF_CONTENT if "/" in kind else KEPT_OF_TYPE):
            said = comparison.agreed[sender]
            fields = {name: [value, "".join(short[peer] for peer in peers)] for name, (value, peers) in said.items()}
            case = {"layout": messages[sender][0], "lines": messages[sender][1], "agreed": fields}
            yield json.dumps(case, separators=(",", ":"))


def spread(senders, count):
    """So many messages, from the first to the last: edges of early and late fields, and random bits."""
    count = min(count, len(senders))
    return [senders[(len(senders) - 1) * i // max(count - 1, 1)] for i in range(count)]


def logged(paths):
    """Every payload of these logs once, with a sender of its own; the parts of a message must follow each other."""
    seen, parts = set(), {}
    for path in paths:
        text = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
        for match in SENTENCE.finditer(text):
            total, number, fill = int(match[1]), int(match[2]), int(match[6])
            key = (total, match[3], match[4])
            parts[key] = (parts.get(key, b"") if number > 1 else b"") + match[5]
            if number == total:
                payload = "".join(format(char - 48 - (8 if char > 87 else 0), "06b") for char in parts.pop(key))
                seen.add(payload[: len(payload) - fill])
    payloads = sorted(payload for payload in seen if len(payload) >= 40)
    return {
        sender: (f"{int(payload[:6], 2)}/{len(payload)}", sentences(payload, sender))
        for sender, payload in ((sender_like(payload, i), payload) for i, payload in enumerate(payloads))
    }


def sender_like(payload, number):
    """A sender that stays an auxiliary craft if it was one."""
    return (980_000_000 if int(payload[8:38], 2) // 10_000_000 == 98 else 201_000_000) + number


def sentences(payload, sender):
    payload = payload[:8] + format(sender, "030b") + payload[38:]
    fill = -len(payload) % 6
    padded = payload + "0" * fill
    values = [int(padded[i : i + 6], 2) for i in range(0, len(padded), 6)]
    armour = "".join(chr(value + (48 if value < 40 else 56)) for value in values)
    parts = [armour[i : i + 56] for i in range(0, len(armour), 56)]
    return [sentence(parts, number, fill) for number in range(1, len(parts) + 1)]


def sentence(parts, number, fill):
    sequence = "1" if len(parts) > 1 else ""
    body = f"AIVDM,{len(parts)},{number},{sequence},A,{parts[number - 1]},{fill if number == len(parts) else 0}"
    checksum = 0
    for char in body.encode():
        checksum ^= char
    return f"!{body}*{checksum:02X}"


if __name__ == "__main__":
    main()
