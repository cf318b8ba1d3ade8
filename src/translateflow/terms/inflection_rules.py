"""The rules of `inflection.py` as data: endings, prefixes and changes of stems, a language a line.

The endings are those of nouns and adjectives, from school grammars of each language; verbs are not terms. To add a
language, add its line here and an example to the golden cases beside the tests.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """A language's rules. `dropped` are final letters that a stem may lose, before an ending or for none.

    `softened` maps the end of a stem to what it becomes, only before an ending; `bare` does so for forms that have no
    ending. Neither changes more than the last four letters. `prefixes` are written together with the word.
    `free_ending` allows any ending up to this length (agglutinating languages chain them). `umlauts`: ä, ö, ü may stand
    for a, o, u of the stem. `compounds`: words are put together into one. `capitals`: nouns have a capital.
    """

    endings: frozenset[str] = frozenset()
    dropped: str = ""
    softened: tuple[tuple[str, str], ...] = ()
    prefixes: tuple[str, ...] = ()
    free_ending: int = 0
    bare: tuple[tuple[str, str], ...] = ()
    umlauts: bool = False
    compounds: bool = False
    capitals: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GERMAN = Rules(
    _words("e en n s es er ern em se sen nen ns a"),
    softened=(("um", ""), ("us", ""), ("a", ""), ("e", ""), ("es", "")),
    umlauts=True,
    compounds=True,
    capitals=True,
)
_DUTCH = Rules(_words("e en s n es"), compounds=True)
_NORDIC = Rules(
    _words("e en et er a ar or n t s ene erne ens ets arna orna erna ers na ne"), dropped="eao", compounds=True
)
_EAST_SLAVIC = Rules(
    _words(
        "а я о е є і ї и ы у ю ь й ом ем єм ею єю ою ям ам ах ях ами ями ов ев ів їв єв ей ий ій ої им ім их іх ими іми"
        " ого его ому ему ая яя ое ее ые ие ый ую юю ия ии ию ией ием иям иях иями ії ію ові еві"
    ),
    dropped="аяоеєіїиыуюьй",
    softened=(
        *((end, "") for end in ("ий", "ій", "ый", "ой", "ая", "яя", "ое", "ее")),
        *(
            ("ок", "к"),
            ("ек", "к"),
            ("ёк", "ьк"),
            ("ець", "ц"),
            ("ец", "ц"),
            ("ень", "н"),
        ),  # a vowel that comes and goes
    ),
    bare=(("ка", "ок"), ("ка", "ек"), ("ння", "нь"), ("ние", "ний")),  # genitives of the plural
)
_WEST_SLAVIC = Rules(
    _words(
        "a ą e ę ě i í o ó u ú ů y ý é á em ém ím ům ach ách ech ich ích ych ých ami emi ími ymi ými owi ovi ów ou ej"
        " ego ého emu ému im ym iem om ie ia iu ią ię ii iom iami iach mi"
    ),
    dropped="aąeęěiíoóuúůyýéá",
    softened=(("iec", "c"), ("niec", "ńc"), ("ec", "c"), ("ek", "k"), ("iek", "k"), ("eń", "ni"), ("eň", "n")),
    bare=(("ka", "ek"), ("ko", "ek")),
)
_SOUTH_SLAVIC = Rules(
    _words("a e i o u om em oj ama ima ova eva og ega ga mu im ih ov ev ах а е и о у ът ят та то те ите ове"),
    dropped="aeiouаеиоу",
)
_ROMANCE = Rules(
    _words("s es a as o os e i x aux le les ne nes"),
    dropped="aeo",
    softened=(("ión", "ion"), ("ió", "ion"), ("ón", "on"), ("és", "es")),
)
_ARABIC = Rules(
    _words("ة ه ها هم هن نا ي ك كم ات ين ون ان تين تان ته تها تهم ت ا ية اتها"),
    dropped="ةه",
    prefixes=("و", "ف", "ب", "ك", "ل", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وب", "ول", "وبال"),
)
_HEBREW = Rules(
    _words("ים ות י ת ה ו יה יו"),
    dropped="ה",
    prefixes=("ה", "ו", "ב", "ל", "מ", "ש", "כ", "וה", "בה", "לה", "מה", "שה", "כש", "ול", "וב"),
)
_PERSIAN = Rules(_words("ها هاي ي ان ات هايي"))  # yeh as `fold` gives it
_TURKIC = Rules(free_ending=10, softened=(("k", "ğ"), ("p", "b"), ("ç", "c"), ("t", "d"), ("g", "ğ")))
_FINNIC = Rules(free_ending=6)
_KOREAN = Rules(free_ending=4)
_ENGLISH = Rules(_words("s es ies"), dropped="y")
GENERIC = Rules(free_ending=3, dropped="aeiouyąęėįųūāēīšsαεηιοσάέήίόύ")
"""For a language without a line of its own: up to three letters may follow, one may be dropped."""
_NONE = Rules()

RULES: dict[str, Rules] = {
    "de": _GERMAN,
    "nl": _DUTCH,
    **dict.fromkeys(("da", "nb", "nn", "no", "sv"), _NORDIC),
    **dict.fromkeys(("uk", "ru", "be"), _EAST_SLAVIC),
    **dict.fromkeys(("pl", "cs", "sk"), _WEST_SLAVIC),
    **dict.fromkeys(("sl", "hr", "bs", "sr", "mk", "bg"), _SOUTH_SLAVIC),
    **dict.fromkeys(("fr", "es", "ca", "pt", "gl", "it", "ro"), _ROMANCE),
    "ar": _ARABIC,
    "he": _HEBREW,
    "fa": _PERSIAN,
    **dict.fromkeys(("tr", "az"), _TURKIC),
    **dict.fromkeys(("hu", "fi", "et"), _FINNIC),
    "ko": _KOREAN,
    "en": _ENGLISH,
    **dict.fromkeys(("vi", "id", "ms"), _NONE),
}
"""By language without region; the others follow `GENERIC`."""
