"""What is in the repository works anywhere: no machine's own paths, no download addresses, no package registry."""

import re

import pytest

from tests.tidy.tree import files, named

# In pieces, so that this file does not hold them itself.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.com",
    "registry.npm" + "js.org",
    "crates" + ".io",
    "deb." + "debian.org",
    "mirrors.aliyun" + ".com",
    "docker" + ".io",
]
MACHINE_PATHS = ["/" + "work/", "/" + "root/", "/" + "home/", "/opt/" + "wheels", "C:" + "\\"]
DOWNLOAD = re.compile(r"https?://\S+\.(whl|tar\.(gz|xz|bz2)|tgz|zip|deb|exe|run|sh|iso)\b")
PRIVATE_KEY = re.compile("-----BEGIN " + r"[A-Z ]*PRIVATE KEY-----")


def holders(pattern: str) -> list[str]:
    """Files in which the pattern is found."""
    return [named(path) for path in files() if re.search(pattern, path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_package_registry_is_named(host: str) -> None:
    assert not holders(re.escape(host))


@pytest.mark.parametrize("path", MACHINE_PATHS)
def test_no_path_of_one_machine(path: str) -> None:
    assert not holders(r"(?<![\w.$}/])" + re.escape(path))


def test_nothing_is_downloaded_from_an_address_in_the_code() -> None:
    assert not holders(DOWNLOAD.pattern)


def test_no_private_key_is_kept_here() -> None:
    assert not holders(PRIVATE_KEY.pattern)
