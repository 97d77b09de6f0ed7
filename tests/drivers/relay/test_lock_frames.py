"""Boards with frames of their own: byte for byte what manuals print, and nothing that is not the right reply counts."""

from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.relay.forms import Form
from drivers.relay.lock_frames import LockFraming, LockSpeech
from drivers.relay.profile import Frame, Profile, load_profile, profile_names
from drivers.trouble import Cause

NAMES = [name for name in profile_names() if load_profile(name).protocol == "frames"]
VECTORS = [
    pytest.param(name, frame, id=f"{name}-{frame.what}-{frame.channel}")
    for name in NAMES
    for frame in load_profile(name).frame
]
FRAMING = LockFraming()


def speech(profile: Profile, address: int = 1) -> LockSpeech:
    assert profile.frames
    assert profile.inputs
    return LockSpeech(profile.frames, "board", address, profile.inputs.count)


def board_in(profile: Profile, frame: Frame) -> int:
    """The address that a printed frame is to, or from."""
    assert profile.frames
    texts = {"pulse": profile.frames.open.request, "change": profile.frames.change or ""}
    form = profile.frames.form(texts.get(frame.what, profile.frames.query.request))
    read = form.read(bytes.fromhex(frame.request or frame.reply))
    assert read is not None
    return read["board"]


@pytest.mark.parametrize(("name", "frame"), VECTORS)
def test_what_is_sent_is_what_the_manual_prints_and_its_reply_is_understood(name: str, frame: Frame) -> None:
    profile = load_profile(name)
    told = speech(profile, board_in(profile, frame))
    reply = bytes.fromhex(frame.reply)
    if frame.what == "change":
        assert told.change(reply).keys() == {frame.channel - 1}
        return
    request = told.pulse(frame.channel, 0) if frame.what == "pulse" else told.polls[max(frame.channel - 1, 0)]
    assert FRAMING.wrap(request) == bytes.fromhex(frame.request)
    assert FRAMING.find(request, reply) == reply
    assert request.refusal(reply) == ""
    assert all(FRAMING.find(request, reply[:cut]) is None for cut in range(len(reply)))


def test_a_door_the_board_cannot_tell_is_told_as_such() -> None:
    told = speech(load_profile("wkly-12"))
    reply = bytes.fromhex("57 4B 4C 59 0B 01 83 00 04 FF 7B")
    assert told.inputs(3, reply) == {3: None}
    assert told.polls[3].refusal(reply) == "", "the board is well"
    assert told.change(bytes.fromhex("57 4B 4C 59 0A 01 85 04 FF 7C")) == {3: None}


@pytest.mark.parametrize("frame", ["0A 01 80 01 03", "0B 01 80 02 03 04", "0A 01 87 01 03", "0C 01 87 03 01 02 03"])
def test_opening_several_doors_has_a_name_and_is_forbidden(frame: str) -> None:
    body = bytes.fromhex("57 4B 4C 59" + frame)
    frames = load_profile("wkly-12").frames
    assert frames
    assert "list" in frames.forbidden(body + bytes([reduce(xor, body)]))


@pytest.mark.parametrize("name", NAMES)
def test_every_lock_has_a_frame_of_its_own_and_none_is_forbidden(name: str) -> None:
    profile = load_profile(name)
    assert profile.frames
    for address in profile.addresses:
        sent = [speech(profile, address).pulse(n, 0).pdu for n in range(1, profile.channels + 1)]
        assert len({*sent}) == profile.channels
        assert not any(profile.frames.forbidden(frame) for frame in sent)


@pytest.mark.parametrize("name", NAMES)
def test_the_first_and_the_last_lock_are_shown(name: str) -> None:
    profile = load_profile(name)
    assert {1, profile.channels} <= {frame.channel for frame in profile.frame if frame.what == "pulse"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lock-8a-24", "8A 01 00 11 9A"),
        ("lock-8a-24", "90 01 02 02 02 93"),
        ("lock-8a-24", "9A 01 01 11 8B"),
        ("kerong-cu16", "02 00 33 03 38"),
        ("wkly-24", "57 4B 4C 59 08 00 86 87"),
    ],
)
def test_frames_that_open_many_doors_or_hold_one_are_known_and_forbidden(name: str, text: str) -> None:
    frames = load_profile(name).frames
    assert frames
    assert frames.forbidden(bytes.fromhex(text))


@pytest.mark.parametrize("name", NAMES)
def test_a_reply_is_found_behind_noise_and_other_locks_replies(name: str) -> None:
    profile = load_profile(name)
    if profile.channels < 2:
        pytest.skip("one lock a board")
    frame = next(frame for frame in profile.frame if (frame.what, frame.channel) == ("pulse", 1))
    other = next(frame for frame in profile.frame if (frame.what, frame.channel) == ("pulse", profile.channels))
    request = speech(profile, board_in(profile, frame)).pulse(1, 0)
    reply, noise = bytes.fromhex(frame.reply), bytes.fromhex(other.reply)
    for before in (b"\x00", reply[:2], b"\xff\x55", reply[:-1]):
        assert FRAMING.find(request, before + reply) == reply
    if name != "kerong-cu16":  # its reply names the board only
        assert FRAMING.find(request, noise) is None
        assert FRAMING.blame(request, noise) is Cause.FOREIGN
    assert FRAMING.blame(request, reply[:-1]) is Cause.GARBLED
    assert FRAMING.blame(request, b"") is Cause.NO_REPLY


def test_a_board_that_refuses_says_why() -> None:
    request = speech(load_profile("winnsen-16"), 0).pulse(1, 0)
    assert request.refusal(bytes.fromhex("90 07 85 00 01 02 03")) == "the lock rests: it was driven too often"
    assert request.refusal(bytes.fromhex("90 07 85 00 01 77 03")) == "result 77, which its manual does not know"


def test_a_door_state_nobody_knows_is_no_reading() -> None:
    asked = speech(load_profile("winnsen-16"), 0).polls[2]
    assert asked.refusal(bytes.fromhex("90 07 92 00 77 03 03")) == "door 77, which its manual does not know"
    assert speech(load_profile("lock-8a-24")).change(bytes.fromhex("82 01 02 22 A3")) == {}


def test_the_wrong_order_of_status_and_lock_fits_no_question() -> None:
    asked = speech(load_profile("winnsen-16-older"), 0).polls[4]
    assert not asked.answered_by(bytes.fromhex("90 07 92 00 00 05 03"))
    assert asked.answered_by(bytes.fromhex("90 07 92 00 05 00 03"))


def test_the_eyes_of_a_cu16_are_its_inputs_17_to_32() -> None:
    told = speech(load_profile("kerong-cu16"), 3)
    read = told.inputs(0, bytes.fromhex("02 30 35 01 00 00 80 03 EB"))
    assert [index + 1 for index, bit in read.items() if bit] == [1, 32]


@given(st.sampled_from(NAMES), st.binary(max_size=64))
def test_garbage_is_never_a_reply_nor_a_change(name: str, garbage: bytes) -> None:
    told = speech(load_profile(name), 2)
    for request in (told.pulse(1, 0), told.polls[0]):
        found = FRAMING.find(request, garbage)
        assert found is None or request.form.read(found) is not None
        assert FRAMING.blame(request, garbage) in Cause
    assert len(told.change(garbage)) <= 1


@pytest.mark.parametrize("text", ["8A bord lock", "8a board", "8A 9-17", "8A 0-7", "8A board lock 11 check"])
def test_a_slip_in_a_form_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="8"):
        Form(text, "none")


@pytest.mark.parametrize(("name", "frame"), VECTORS)
def test_a_reply_with_any_one_byte_changed_is_none(name: str, frame: Frame) -> None:
    profile = load_profile(name)
    if not profile.frames or profile.frames.checksum == "none" or name == "kerong-scu":
        pytest.skip("no checksum in its replies")
    told, right = speech(profile, board_in(profile, frame)), bytes.fromhex(frame.reply)
    for place, byte in enumerate(right):
        wrong = right[:place] + bytes([byte ^ 0x10]) + right[place + 1 :]
        if frame.what == "change":
            assert told.change(wrong) == {}
        else:
            asked = told.pulse(frame.channel, 0) if frame.what == "pulse" else told.polls[max(frame.channel - 1, 0)]
            assert not asked.answered_by(wrong)
