"""The udev rules: every line well formed, every jump with its landing, every name that a configuration uses given."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "systemd" / "70-erenhot-serial.rules").read_text().splitlines()
RULES = [line for line in LINES if line and not line.startswith("#")]
ONE = r'[A-Z_]+(\{[\w/]+\})?(==|!=|\+=|:=|=)"[^"]*"'


def test_every_line_is_a_rule() -> None:
    for rule in RULES:
        assert re.fullmatch(rf"{ONE}(, {ONE})*", rule), rule


def test_every_jump_lands_further_down() -> None:
    for number, rule in enumerate(RULES):
        for label in re.findall(r'GOTO="(\w+)"', rule):
            assert f'LABEL="{label}"' in RULES[number + 1 :], rule


def test_the_names_the_example_machines_use_are_given() -> None:
    given = set(re.findall(r'SYMLINK\+="([\w-]+)"', "\n".join(RULES)))
    examples = (ROOT / "config" / "examples").glob("*.toml")
    used = {name for path in examples for name in re.findall(r'port = "/dev/([\w-]+)"', path.read_text())}

    assert used
    assert used <= given


def test_programs_that_probe_modems_are_kept_off_whatever_is_ours() -> None:
    ours = RULES[RULES.index('LABEL="erenhot_ours"') :]

    assert any('ENV{ID_MM_DEVICE_IGNORE}="1"' in rule for rule in ours)
    assert 'LABEL="erenhot_ours"' in RULES[RULES.index('LABEL="erenhot_bus"') :]
