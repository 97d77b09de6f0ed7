"""Texts of the rules in the visitor's language, and how dates are said."""

from datetime import date

from intake.catalogue.item import Material
from intake.materials.given import counts
from intake.said import Said, spoken
from kiosk.page import Page


def tell(page: Page, said: Said) -> str:
    """English where it is there and asked for; else Chinese, which counts."""
    return said.en if page.say.language == "en" and said.en else said.zh


def day(page: Page, on: date) -> str:
    """2026年11月23日, or 2026-11-23."""
    return tell(page, spoken(on))


def name(page: Page, material: Material) -> str:
    """What a material is called."""
    return tell(page, Said(material.name, material.name_en))


def amount(page: Page, originals: int, copies: int) -> str:
    """原件 1 份、复印件 2 份."""
    return tell(page, counts(originals, copies))
