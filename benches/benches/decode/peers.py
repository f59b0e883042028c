"""Decodes every line of a file with one Python package and prints how many messages it gave.

`python3 peers.py WAY [FILE]`, as the benchmark `decode` runs it, where WAY is one of `WAYS` below and FILE is the standard
input unless given. A line that the package refuses is no message.
"""

import sys
import warnings


def pyais_dictionaries(path):
    from pyais import FileReaderStream
    from pyais.exceptions import AISBaseException

    for message in FileReaderStream(path):
        try:
            yield message.decode().asdict()
        except AISBaseException:
            continue


def libais_dictionaries(path):
    warnings.simplefilter("ignore", FutureWarning)
    from ais import stream

    with open(path, encoding="utf-8") as lines:
        yield from stream.decode(lines, allow_unknown=True, allow_missing_timestamps=True)


def aiscat_dictionaries(path):
    import aiscat

    return aiscat.from_file(path)


def aiscat_json(path):
    import aiscat

    return aiscat.from_file(path, format="json")


WAYS = {
    "pyais": pyais_dictionaries,
    "libais": libais_dictionaries,
    "aiscat": aiscat_dictionaries,
    "aiscat-json": aiscat_json,
}


if __name__ == "__main__":
    file = sys.argv[2] if len(sys.argv) > 2 else "/dev/stdin"
    print(sum(1 for _ in WAYS[sys.argv[1]](file)))
