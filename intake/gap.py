"""One thing that stands between an application and its acceptance, with the rule and the remedy."""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from intake.said import Said

Part = Literal["applicant", "condition", "field", "material"]


class Cause(StrEnum):
    """What is the matter. Grouped as people meet it: questions, form, papers, pages."""

    APPLICANT_KIND = "applicant_kind"
    CONDITION_FAILED = "condition_failed"
    UNANSWERED = "unanswered"

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CHARACTER = "character"
    NO_NUMBER = "no_number"
    OUT_OF_RANGE = "out_of_range"
    NO_DATE = "no_date"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NO_CHOICE = "no_choice"
    NUMBER_LENGTH = "number_length"
    NUMBER_DATE = "number_date"
    NUMBER_CHECK = "number_check"

    MISSING = "missing"
    FEW_ORIGINALS = "few_originals"
    FEW_COPIES = "few_copies"
    NO_PAGES = "no_pages"
    MANY_PAGES = "many_pages"
    ISSUE_DATE_MISSING = "issue_date_missing"
    ISSUE_DATE_AHEAD = "issue_date_ahead"
    EXPIRED = "expired"
    NOT_IN_ORDER = "not_in_order"

    PAGE_BLURRED = "page_blurred"
    PAGE_DARK = "page_dark"
    PAGE_GLARE = "page_glare"
    PAGE_CUT_OFF = "page_cut_off"
    PAGE_SMALL = "page_small"
    PAGE_TWICE = "page_twice"


class Gap(Struct, frozen=True):
    """``key`` of the condition, field or material; ``page`` from 1, or 0.

    ``perhaps``: it is only needed for some answers to a question that is still open.
    """

    part: Part
    key: str
    name: Said
    cause: Cause
    rule: Said
    remedy: Said
    page: int = 0
    perhaps: bool = False
