"""The desk's words, texts in two languages, and days, in the page's language."""

from datetime import date

from django import template
from django.template import Context

from hall.desk.words import desk_word
from intake.said import Said, spoken

register = template.Library()


@register.simple_tag(takes_context=True)
def d(context: Context, *parts: object) -> str:
    """The desk's word whose key is ``parts`` put together."""
    return desk_word("".join(str(part) for part in parts), str(context.get("lang", "zh")))


@register.simple_tag(takes_context=True)
def s(context: Context, said: Said | date | None) -> str:
    """A text or a day in the page's language; the Chinese one where there is no other."""
    if said is None:
        return "—"
    told = spoken(said)
    return (told.en or told.zh) if context.get("lang") == "en" else told.zh
