#!/bin/bash
# Prepare this machine: Debian packages, .venv, locked Python packages, fonts. Safe to run again; then it takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p var

say() { printf 'setup: %s\n' "$*"; }
die() { say "$*" >&2; exit 1; }

# One set-up at a time: two makes in one folder must not fight over pip or apt.
exec 9>var/setup.lock
flock --wait 900 9 || die "another set-up has been running for 15 minutes"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "root or sudo is needed for: $*"; fi
}

missing_packages() {
    local names installed
    names=$(sed 's/#.*//' setup/debian-packages.txt | xargs -n1 | sort)
    # dpkg-query fails when it does not know one of the names: that is what is asked here.
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $names 2>/dev/null \
        | sed -n 's/^installed //p' | sort -u) || true
    comm -23 <(printf '%s\n' "$names") <(printf '%s\n' "$installed") | xargs
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" </dev/null
}

update_lists() {
    # The lock of the package lists has no time limit of its own: ask again while another apt holds it.
    for _ in $(seq 30); do
        apt update && return
        say "the package lists are not to be had; trying again"
        sleep 10
    done
    die "apt-get update failed"
}

install_packages() {
    local policy=/usr/sbin/policy-rc.d ours='' services=''
    [ -x /usr/sbin/mosquitto ] || services=mosquitto.service
    [ -x /usr/bin/pg_ctlcluster ] || services="$services postgresql.service"
    # Debian starts a broker on port 1883 and a database on 5432 when it installs them. Ours are started by the demo,
    # by tests or by the hall's own units: policy-rc.d with 101 tells the packages not to start anything.
    if [ ! -e $policy ]; then
        ours=yes
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
        as_root chmod 755 $policy
    fi
    update_lists
    apt install --yes --no-install-recommends "$@" >/dev/null || { [ -z "$ours" ] || as_root rm -f $policy; die "apt-get install failed"; }
    [ -z "$ours" ] || as_root rm -f $policy
    # Not at the next boot either, unless the machine had them before.
    # shellcheck disable=SC2086  # a list of words
    [ -z "$services" ] || as_root systemctl --quiet disable $services 2>/dev/null || true
}

debian() {
    command -v apt-get >/dev/null || { say "no apt-get here: see setup/debian-packages.txt for what is needed"; return; }
    local missing
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    say "installing Debian packages: $missing"
    # shellcheck disable=SC2086  # a list of words
    install_packages $missing
}

python_command() {
    local one
    for one in /usr/bin/python3.11 python3.11 python3; do
        "$one" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$one"; return; }
    done
    die "Python 3.11 or newer with venv is needed"
}

python_packages() {
    local stamp
    stamp=.venv/locked-$(sha256sum requirements.lock | cut -c1-16)
    .venv/bin/python -c '' 2>/dev/null && [ -e "$stamp" ] && return
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        say "making .venv"
        "$(python_command)" -m venv --clear .venv
    fi
    say "installing the locked Python packages"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps -r requirements.lock
    rm -f .venv/locked-*
    touch "$stamp"
}

fonts() {
    [ -e var/fonts/NotoSansSC-Regular.otf ] && [ -e var/fonts/NotoSansSC-Bold.otf ] && return
    say "taking the Simplified Chinese faces out of Noto Sans CJK"
    .venv/bin/python -m setup.fonts
}

debian
python_packages
fonts
