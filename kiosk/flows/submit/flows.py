"""From the papers to the notice: which flow each screen has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.apply.leave import may_leave
from kiosk.flows.inputs import Input
from kiosk.flows.model import Model, Move
from kiosk.flows.states import Screen
from kiosk.flows.submit import camera, delivery, hand_in, materials, phone, review, signing, states

FLOWS: dict[type[Screen], Callable[[Model, Any, Input], Move]] = {
    states.Papers: may_leave(materials.papers),
    states.OnePaper: materials.one_paper,
    states.IssuedOn: materials.issued_on,
    states.Camera: camera.camera,
    states.PagePreview: camera.page_preview,
    states.FromPhone: phone.from_phone,
    states.Review: may_leave(review.review),
    states.Promise: may_leave(review.promise),
    states.Sign: signing.sign,
    states.ChooseDelivery: may_leave(delivery.delivery),
    states.PostAddress: delivery.post_address,
    states.HandingIn: hand_in.handing_in,
    states.Done: hand_in.done,
    states.ReadNotice: hand_in.read_notice,
    states.Goodbye: hand_in.goodbye,
}
