"""How fast and how right sentences are split.

    python benchmarks/sentences.py [FOLDER]

FOLDER is a checkout's `tests/lang` of pySBD; its Golden Rules are then counted, too. They are read, never run.
"""

from __future__ import annotations

import ast
import sys
import time
from pathlib import Path

from translateflow.formats import split_sentences

CODES = {
    "arabic": "ar", "chinese": "zh", "danish": "da", "deutsch": "de", "dutch": "nl", "english": "en", "french": "fr",
    "greek": "el", "hindi": "hi", "italian": "it", "japanese": "ja", "persian": "fa", "polish": "pl", "russian": "ru",
    "slovak": "sk", "spanish": "es", "ukrainian": "uk", "urdu": "ur",
}  # fmt: skip

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


def golden_rules(file: Path) -> list[tuple[str, list[str]]]:
    """Give the cases of one test file: every literal pair of a text and its sentences in a list called GOLDEN_…."""
    cases = []
    for node in ast.parse(file.read_text("utf-8")).body:
        if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
            continue
        if not node.targets[0].id.startswith("GOLDEN") or not isinstance(node.value, ast.List):
            continue
        for item in node.value.elts:
            pair = item.args if isinstance(item, ast.Call) else item.elts if isinstance(item, ast.Tuple) else []
            text, sentences = (ast.literal_eval(part) for part in pair[:2])
            cases.append((text, sentences))
    return cases


def count_golden_rules(folder: Path) -> None:
    """Print how many Golden Rules hold, per language."""
    right = total = 0
    for file in sorted(folder.glob("test_*.py")):
        language = CODES.get(file.stem.removeprefix("test_"))
        cases = golden_rules(file) if language else []
        held = [[s.strip() for s in split_sentences(text, language or "")] == want for text, want in cases]
        right += sum(held)
        total += len(held)
        if cases:
            print(f"{language}: {sum(held)} of {len(held)}")
    print(f"Golden Rules: {right} of {total}")


if __name__ == "__main__":
    measure_speed()
    if len(sys.argv) > 1:
        count_golden_rules(Path(sys.argv[1]))
