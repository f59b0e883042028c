"""What each decoder says of a message, in its own words: flat objects, by sender and decoder."""

import ast
import enum
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CARGO = ["cargo", "run", "-q", "-p", "darkwake-benches", "--example"]
SENTENCE = re.compile(r"[!$]..VD[MO],(\d),(\d),\d*,[^,]*,([^,]*),(\d)\*")


def generated():
    """The messages of `agreement_messages`: layout and sentences by sender."""
    text = subprocess.run(CARGO + ["agreement_messages"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rows = (line.split("\t") for line in text.splitlines())
    return {int(sender): (layout, lines.split(" ")) for layout, sender, lines in rows}


def all_answers(messages, rust=None):
    """Every decoder's answers to the sentences, by name and sender; what is not installed is left out."""
    lines = {sender: lines for sender, (_, lines) in messages.items()}
    answers = from_rust(lines, rust)
    if shutil.which("gpsdecode"):
        answers["gpsd"] = from_gpsd(lines)
    for name in LIBRARIES:
        if importlib.util.find_spec(MODULES.get(name, name)):
            answers[name] = from_library(name, lines)
    return answers


def version(peer):
    """Of an installed program or library, or of a crate as the lock file has it."""
    if peer == "gpsd":
        said = subprocess.run(["gpsdecode", "-V"], capture_output=True, text=True)
        return (said.stdout + said.stderr).split()[-1]
    if peer in LIBRARIES:
        return importlib.metadata.version(peer)
    lock = (ROOT / "Cargo.lock").read_text()
    return re.search(rf'name = "{peer}"\nversion = "([^"]+)"', lock)[1]


def flat(value, path=""):
    """Names with dots for what is nested: `areas.0.lon`."""
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, (list, tuple)):
        parts = enumerate(value)
    else:
        return {path: plain(value)}
    found = {}
    for name, part in parts:
        found.update(flat(part, f"{path}.{name}" if path else str(name)))
    return found


def plain(value):
    if isinstance(value, enum.Enum):
        return value.value
    return value.hex() if isinstance(value, bytes) else value


def from_rust(lines, program):
    """Ours, raw and scaled, and the crates."""
    text = "".join(f"\t{sender}\t{' '.join(parts)}\n" for sender, parts in lines.items())
    command = [program] if program else CARGO + ["agreement_answers"]
    out = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=True).stdout
    answers = {}
    for line in out.splitlines():
        sender, name, answer = line.split("\t", 2)
        found = json.loads(answer) if name in ("raw", "scaled") else Debug(answer).read()
        answers.setdefault(name, {})[int(sender)] = flat(found)
    return answers


class Debug:
    """A value in Rust's debug form."""

    HEADS = re.compile(r"BitVec<[^>]*> \{[^}]*\} ")
    TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[+-]?\d+-\d\d-\d\dT[\d:.]+Z|\d+s|-?\d+(?:\.\d+)?(?:e-?\d+)?|[A-Za-z_]\w*|.)')

    def __init__(self, text):
        self.tokens = self.TOKEN.findall(self.HEADS.sub("!", text))
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def read(self):
        token = self.next()
        if token == "!":
            return bits(self.read())
        if token == "[" or token == "(":
            return self.items("]" if token == "[" else ")")
        if token == "{":
            return self.members()
        if token[0] == '"':
            return ast.literal_eval(re.sub(r"\\u\{(\w+)\}", lambda code: f"\\U{code[1]:0>8}", token))
        if token[-1] in "sZ" and not token[0].isalpha():
            return token
        if token[0].isdigit() or token[0] == "-":
            return float(token) if re.search(r"[.e]", token) else int(token)
        return self.named(token)

    def named(self, name):
        """A struct is its members, a variant with one value that value, another variant its name."""
        if self.peek() == "{":
            self.next()
            return self.members()
        if self.peek() == "(":
            self.next()
            items = self.items(")")
            return items[0] if len(items) == 1 else items
        return {"true": True, "false": False, "None": None}.get(name, name)

    def items(self, end):
        found = []
        while self.peek() != end:
            found.append(self.read())
            if self.peek() == ",":
                self.next()
        self.next()
        return found

    def members(self):
        found = {}
        while self.peek() != "}":
            name = self.next()
            self.next()
            found[name] = self.read()
            if self.peek() == ",":
                self.next()
        self.next()
        if found.keys() == {"buf", "bit_len"}:
            whole = bytes(found["buf"]).hex()
            return f"{found['bit_len']}:{whole[: -(-found['bit_len'] // 8) * 2]}"
        if found.keys() == {"buf", "len"}:
            return bytes(found["buf"][: found["len"]]).decode()
        return found


def bits(values):
    """Single bits as gpsd shows them: their number, and hex digits filled up to bytes."""
    text = "".join(map(str, values)) + "0" * (-len(values) % 8)
    return f"{len(values)}:" + "".join(f"{int(text[i : i + 8], 2):02x}" for i in range(0, len(text), 8))


def from_gpsd(lines):
    """Raw values, the parts of type 24 one by one."""
    text = "".join(line + "\n" for parts in lines.values() for line in parts)
    out = subprocess.run(["gpsdecode", "-u", "-s", "-j"], input=text, capture_output=True, text=True).stdout
    return {found["mmsi"]: flat(found) for found in map(gpsd_object, out.splitlines()) if found}


def gpsd_object(line):
    """An object; gpsd's of 1/19 lacks a comma."""
    line = re.sub(r'("signal":\d+)("hour")', r"\1,\2", line)
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if found.get("class") == "AIS" else None


def pyais(library, parts):
    """Its fields, and the records that it reads only when asked."""
    message = library.decode(*parts)
    found = message.asdict()
    found.update((name, getattr(message, name)) for name in RECORDS if hasattr(message, name))
    for report in found.get("reports", []):
        if "pressure_hpa" in report:
            report["pressure"] = report.pop("pressure_hpa")
    return found


RECORDS = ("targets", "reports", "waypoints", "sub_areas", "cargos")


def aiscat(library, parts):
    return library.decode(*parts)


def libais(library, parts):
    found = [SENTENCE.match(part).groups() for part in parts]
    return library.decode("".join(body for _, _, body, _ in found), int(found[-1][3]))


LIBRARIES = {"pyais": pyais, "libais": libais, "aiscat": aiscat}
MODULES = {"libais": "ais"}


def from_library(name, lines):
    """Answers of a Python library, asked in a process of its own: some crash on some messages, which are passed over."""
    found, left = {}, list(lines.items())
    while left:
        text = "".join(" ".join(parts) + "\n" for _, parts in left)
        command = [sys.executable, __file__, name]
        out = subprocess.run(command, input=text, capture_output=True, text=True).stdout.splitlines()
        answers = map(json.loads, out)
        found.update((sender, answer) for (sender, _), answer in zip(left, answers) if answer)
        left = left[len(out) + 1 :]
    return found


def serve(name):
    """Answers each line of sentences with a line of JSON."""
    library = importlib.import_module(MODULES.get(name, name))
    for line in sys.stdin:
        try:
            found = flat(LIBRARIES[name](library, line.split()))
        except Exception:  # noqa: BLE001: a peer may fail in whatever way it likes
            found = None
        print(json.dumps(found, default=str), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
