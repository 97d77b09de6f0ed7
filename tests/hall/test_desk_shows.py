"""What a case page tells people at the desk, before they decide anything."""

from tests.hall.desk_story import Person, received


def test_what_was_signed_at_the_kiosk_is_seen_by_who_may_see_the_case(clerk: Person, market: Person) -> None:
    number = received(tolerance=True, lacking=("photo",))
    for person in (clerk, market):
        assert 'd="M0.0 0.0 L0.0 0.0 L100.0 100.0"' in person.sees(number)


def test_where_nothing_was_signed_no_signature_is_shown(clerk: Person) -> None:
    number = received()
    assert 'class="signed"' not in clerk.sees(number)
