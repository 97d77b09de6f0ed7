"""Which view each screen of ``kiosk.flows.submit`` has."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.model import Model
from kiosk.flows.states import Screen
from kiosk.flows.submit import states
from kiosk.page import Page
from kiosk.screens.submit import camera, delivery, handed_in, papers, phone, promise, review

VIEWS: dict[type[Screen], Callable[[Page, Model, Any], None]] = {
    states.Papers: papers.papers,
    states.OnePaper: papers.one_paper,
    states.IssuedOn: papers.issued_on,
    states.Camera: camera.camera,
    states.PagePreview: camera.page_preview,
    states.FromPhone: phone.from_phone,
    states.Review: review.review,
    states.Promise: promise.promise,
    states.Sign: promise.sign,
    states.ChooseDelivery: delivery.delivery,
    states.PostAddress: delivery.post_address,
    states.HandingIn: handed_in.handing_in,
    states.Done: handed_in.done,
    states.ReadNotice: handed_in.read_notice,
    states.Goodbye: handed_in.goodbye,
}
