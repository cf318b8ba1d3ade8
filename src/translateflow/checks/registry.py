"""Every check, one line each. A new check is a module with a pure function, and a line here.

The order is that of a report: what is stated, what is marked up, what is written. A name never changes once it is
published: waivers and reports refer to it.
"""

from __future__ import annotations

from translateflow.checks.addresses import check_addresses, check_handles, check_phones
from translateflow.checks.brackets import check_brackets
from translateflow.checks.copy import check_copy
from translateflow.checks.currencies import check_currencies
from translateflow.checks.dates import check_dates
from translateflow.checks.finding import ERROR, WARNING, Check
from translateflow.checks.invisible import check_broken, check_invisible
from translateflow.checks.length import check_length
from translateflow.checks.marks import check_marks
from translateflow.checks.names import check_abbreviations, check_names, check_protected
from translateflow.checks.negation import check_negation
from translateflow.checks.numbers import check_numbers
from translateflow.checks.placeholders import check_placeholders
from translateflow.checks.punctuation import check_punctuation
from translateflow.checks.quotations import check_quotations
from translateflow.checks.references import check_references
from translateflow.checks.repetition import check_repetition
from translateflow.checks.script import check_look_alikes, check_script
from translateflow.checks.spacing import check_spacing, check_whitespace
from translateflow.checks.spelled import check_calendar_names, check_number_words, check_roman_numerals
from translateflow.checks.tags import check_tags
from translateflow.checks.terms import check_forbidden_terms, check_terms
from translateflow.checks.times import check_times
from translateflow.checks.units import check_units

# fmt: off
CHECKS: tuple[Check, ...] = (
    Check("numbers", check_numbers, ERROR, "Every number keeps its value, however it is written."),
    Check("dates", check_dates, ERROR, "Every date is the same day."),
    Check("times", check_times, ERROR, "Every time is the same minute of the day."),
    Check("amounts", check_currencies, ERROR, "Every amount of money keeps its value, magnitude and currency."),
    Check("units", check_units, ERROR, "Every percentage and measure keeps its figure and its unit."),
    Check("references", check_references, ERROR, "Every paragraph or article reference keeps its number."),
    Check("addresses", check_addresses, ERROR, "URLs and mail addresses stand unchanged."),
    Check("phone numbers", check_phones, ERROR, "Phone numbers have the same digits."),
    Check("handles", check_handles, WARNING, "Handles and hashtags are kept."),
    Check("number words", check_number_words, WARNING, "A number in words stays the same number."),
    Check("Roman numerals", check_roman_numerals, WARNING, "A Roman numeral stays the same number."),
    Check("calendar names", check_calendar_names, WARNING, "A month or weekday stays the same one."),
    Check("negation", check_negation, WARNING, "A “not” of the source is not lost."),
    Check("tags", check_tags, ERROR, "Every tag stands as often as in the source, well nested."),
    Check("placeholders", check_placeholders, ERROR, "Every placeholder stands as often as in the source."),
    Check("protected names", check_protected, ERROR, "Protected names stay as they are."),
    Check("names", check_names, WARNING, "Names with capitals inside are expected to stay as they are."),
    Check("abbreviations", check_abbreviations, WARNING, "Abbreviations in capitals stay, or have their counterpart."),
    Check("terms", check_terms, WARNING, "Terms are translated as the glossary says."),
    Check("forbidden terms", check_forbidden_terms, WARNING, "Words that the glossary forbids are not used."),
    Check("untranslated", check_copy, WARNING, "The translation is not the source come back."),
    Check("engine marks", check_marks, ERROR, "Nothing of a translation engine's own is left in the text."),
    Check("broken characters", check_broken, ERROR, "No remnant of a wrong encoding stands in the text."),
    Check("invisible characters", check_invisible, WARNING, "No character stands in the text that nobody sees."),
    Check("look-alikes", check_look_alikes, WARNING, "No word mixes letters of two alphabets that look alike."),
    Check("script", check_script, WARNING, "The text is in the script of its language."),
    Check("length", check_length, WARNING, "The translation has about the length its language needs."),
    Check("quotation marks", check_quotations, WARNING, "Quotation marks come in pairs and in the language's style."),
    Check("brackets", check_brackets, WARNING, "Brackets come in pairs."),
    Check("punctuation", check_punctuation, WARNING, "The end mark means the same, and none stands twice."),
    Check("repetition", check_repetition, WARNING, "No word stands twice in a row by mistake."),
    Check("white space", check_whitespace, WARNING, "The ends have the source's white space."),
    Check("spacing", check_spacing, WARNING, "Spaces stand where the language's typography wants them."),
)
# fmt: on
