"""How fast and how right sentences are split.

    python benchmarks/sentences.py [--pysbd FOLDER] [--sentencex FOLDER] [--show]

FOLDER is `tests/lang` of a checkout of pySBD (its Golden Rules are counted), and `tests` of one of sentencex. Both are
read, never run. A case is right when the sentences are theirs but for white space, as those projects compare.
"""

from __future__ import annotations

import argparse
import ast
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from translateflow.formats import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

Case: TypeAlias = tuple[str, list[str]]

PYSBD_FILES = {
    "amharic": "am", "arabic": "ar", "armenian": "hy", "bulgarian": "bg", "burmese": "my", "chinese": "zh",
    "danish": "da", "deutsch": "de", "dutch": "nl", "english": "en", "french": "fr", "greek": "el", "hindi": "hi",
    "italian": "it", "japanese": "ja", "kazakh": "kk", "marathi": "mr", "persian": "fa", "polish": "pl",
    "russian": "ru", "slovak": "sk", "spanish": "es", "telugu": "te", "ukrainian": "uk", "urdu": "ur",
}  # fmt: skip
SENTENCEX_FILES = {"lists": "en"}  # the others are called like their language

TEXTS = {
    "de": "Die Stadt Musterstadt baut bis zum 1. Juli 2026 neue Radwege. Das hat der Rat mit z. B. 12 Stimmen "
    "beschlossen. „Wir freuen uns sehr“, sagte Oberbürgermeisterin Dr. Erika Beispiel am Montag. ",
    "en": "The city of Sampleton is building new cycle paths by 1 July 2026. The council decided so on Monday, e.g. by "
    "twelve votes. “We are very glad. Thank you,” said Mayor Dr. Jane Example. ",
    "zh": "市长说：“我们很高兴。谢谢大家！”随后她离开了。会议于2025年7月1日14.30开始。免费入场。",
}


def measure_speed() -> None:
    """Print MB/s of paragraphs as they stand in releases."""
    for language, text in TEXTS.items():
        paragraph = text * 3
        rounds = 3_000
        start = time.process_time()
        for _ in range(rounds):
            split_sentences(paragraph, language)
        seconds = time.process_time() - start
        print(f"{language}: {len(paragraph.encode()) * rounds / seconds / 1e6:.1f} MB/s")


def read_pysbd(folder: Path) -> Iterator[tuple[str, list[Case]]]:
    """Give the Golden Rules, per language: every literal pair of a text and its sentences in a list called GOLDEN_…."""
    for name, language in PYSBD_FILES.items():
        file = folder / f"test_{name}.py"
        if file.is_file():
            yield language, list(_golden_pairs(ast.parse(file.read_text("utf-8"))))


def _golden_pairs(module: ast.Module) -> Iterator[Case]:
    for node in module.body:
        if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
            continue
        if not node.targets[0].id.startswith("GOLDEN") or not isinstance(node.value, ast.List):
            continue
        for item in node.value.elts:
            pair = item.args if isinstance(item, ast.Call) else item.elts if isinstance(item, ast.Tuple) else []
            text, sentences = (ast.literal_eval(part) for part in pair[:2])
            yield text, sentences


def read_sentencex(folder: Path) -> Iterator[tuple[str, list[Case]]]:
    """Give the cases of each file: a text, `---`, its sentences one a line, `===`; a line of # is a remark."""
    for file in sorted(folder.glob("*.txt")):
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
        parts = (case.partition("---") for case in "\n".join(lines).split("==="))
        cases = [(text.strip(), sentences.strip().splitlines()) for text, mark, sentences in parts if mark]
        yield SENTENCEX_FILES.get(file.stem, file.stem), cases


def count(title: str, cases: Iterator[tuple[str, list[Case]]], *, show: bool) -> None:
    """Print how many cases are right, per language, and on demand what is wrong."""
    right = total = 0
    for language, of_language in cases:
        wrong = [(text, want, got) for text, want in of_language if (got := _split(text, language)) != _tidy(want)]
        right += len(of_language) - len(wrong)
        total += len(of_language)
        if of_language:
            print(f"{language}: {len(of_language) - len(wrong)} of {len(of_language)}")
        for text, want, got in wrong if show else []:
            print(f"  text {text!r}\n  want {want}\n  got  {got}")
    print(f"{title}: {right} of {total}")


def _split(text: str, language: str) -> list[str]:
    return _tidy(split_sentences(text, language))


def _tidy(sentences: list[str]) -> list[str]:
    return [" ".join(sentence.split()) for sentence in sentences if sentence.strip()]


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pysbd", type=Path, help="tests/lang of pySBD")
    parser.add_argument("--sentencex", type=Path, help="tests of sentencex")
    parser.add_argument("--show", action="store_true", help="print the cases that are wrong")
    arguments = parser.parse_args()
    measure_speed()
    if arguments.pysbd:
        count("Golden Rules of pySBD", read_pysbd(arguments.pysbd), show=arguments.show)
    if arguments.sentencex:
        count("test set of sentencex", read_sentencex(arguments.sentencex), show=arguments.show)


if __name__ == "__main__":
    main()
