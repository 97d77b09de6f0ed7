"""Words and times in templates, in the page's language."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hall.dashboard.refusal_words import refusal_word
from hall.dashboard.screen_words import screen_word
from hall.dashboard.words import word
from hall.here import machine
from hall.kiosks.commands import Verb
from hall.kiosks.models import Alarm, Command
from hall.machine import cabinet_name
from intake.clock.day import time_of
from locker.contract.facts import Alarm as Kind

register = template.Library()


@register.simple_tag(takes_context=True)
def w(context: Context, *parts: Any) -> str:
    """The word whose key is ``parts`` put together."""
    return word("".join(str(part) for part in parts), str(context.get("lang", "zh")))


@register.simple_tag(takes_context=True)
def refusal(context: Context, name: str) -> str:
    """A kiosk's refusal in words."""
    return refusal_word(name, str(context.get("lang", "zh")))


@register.simple_tag(takes_context=True)
def detail(context: Context, alarm: Alarm) -> str:
    """What an alarm says beside its name; of a call for help where on the screen it came from, in words."""
    if alarm.alarm == Kind.HELP_WANTED:
        return screen_word(alarm.detail, str(context.get("lang", "zh")))
    return alarm.detail[:80]


@register.simple_tag(takes_context=True)
def cabinet(context: Context, name: str) -> str:
    """What people call the kiosk with this id; any other name as it is."""
    known = next((one for one in machine().kiosk if one.id == name), None)
    return cabinet_name(known, str(context.get("lang", "zh"))) if known else name


@register.simple_tag(takes_context=True)
def about(context: Context, command: Command) -> str:
    """What a remote act was about: a door, or an alarm in words."""
    if command.verb != Verb.CLEAR_ALARM:
        return str(command.compartment)
    alarm, _, subject = command.compartment.partition(":")
    return f"{w(context, 'alarm_', alarm)} {subject}".rstrip()


@register.filter
def stamp(at_ms: int) -> str:
    """A moment as ``11-23 09:41:07`` in the hall's time."""
    return time_of(at_ms).strftime("%m-%d %H:%M:%S")


@register.filter
def when(at_ms: int | None) -> SafeString | str:
    """A moment as ``11-23 09:41:07`` in the hall's time; the script adds how long ago it was."""
    if not at_ms:
        return "—"
    return format_html('<time data-ms="{}">{}</time>', at_ms, stamp(at_ms))


@register.filter
def day(at_ms: int | None) -> str:
    """A moment as ``12-08``."""
    if not at_ms:
        return "—"
    return time_of(at_ms).strftime("%m-%d")
