#!/bin/bash
# Write requirements.lock from pyproject.toml: exact versions with hashes, and no address of where they came from.
# Run it with pip's own settings, so that no hash of a locally built package gets in.
set -euo pipefail
cd "$(dirname "$0")/.."
export PIP_CONFIG_FILE=/dev/null
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_INDEX_URL
.venv/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --extra dev \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
    --output-file requirements.lock pyproject.toml "$@"
