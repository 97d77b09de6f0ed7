"""What a person can do at the kiosk, step by step. Pure: no Kivy, no clock, no I/O.

``step(model, input, now_ms)`` gives the next model and the effects to carry out.
"""

from kiosk.flows.effects import Effect, Seal, Send
from kiosk.flows.inputs import Answered, Input, Key, Linked, Noticed, Scanned, Sealed, Tick, Touched
from kiosk.flows.model import Model, Place, begin
from kiosk.flows.step import step

__all__ = [
    "Answered",
    "Effect",
    "Input",
    "Key",
    "Linked",
    "Model",
    "Noticed",
    "Place",
    "Scanned",
    "Seal",
    "Sealed",
    "Send",
    "Tick",
    "Touched",
    "begin",
    "step",
]
