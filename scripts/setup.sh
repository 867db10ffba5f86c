#!/usr/bin/env bash
# Prepare this machine and .venv/, and nothing else.
#
#   scripts/setup.sh run     what serving the application needs
#   scripts/setup.sh test    that, and what the tests and tools need (a browser, pdftotext)
#   scripts/setup.sh ci      that, and what only CI tests with: PHP, pandoc, cmark-gfm, and other people's
#                            editors (fetch_editors.sh), which take most of a minute to get
#
# Once everything is in place this returns at once: a stamp in .venv/ holds the checksum of the lock
# files and of this script. PYTHON= names another interpreter (3.11 or newer).
set -euo pipefail
cd "$(dirname "$0")/.."

main() {
    local profile=${1:-test} python=${PYTHON:-python3} lock
    case $profile in
        run) lock=requirements.lock ;;
        test | ci) lock=requirements-dev.lock ;;
        *) stop "usage: scripts/setup.sh run|test|ci" ;;
    esac
    if ! stamped "$profile"; then
        check_python "$python"
        install_native "$profile" "$python"
        install_locked "$python" "$lock"
        stamp run
        if [ "$profile" != run ]; then stamp test; fi
        if [ "$profile" = ci ]; then stamp ci; fi
    fi
    if [ "$profile" = ci ]; then scripts/fetch_editors.sh; fi
}

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

checksum() { # of everything the profile is made from
    local files=(scripts/setup.sh requirements.lock)
    if [ "$1" != run ]; then files+=(requirements-dev.lock); fi
    cat "${files[@]}" | cksum
}

stamp() {
    checksum "$1" >".venv/.stamp-$1"
}

stamped() {
    [ -x .venv/bin/python ] && [ -f ".venv/.stamp-$1" ] &&
        [ "$(checksum "$1")" = "$(cat ".venv/.stamp-$1")" ]
}

check_python() {
    command -v "$1" >/dev/null || stop "policygen needs Python 3.11 or newer, and $1 is not there."
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "policygen needs Python 3.11 or newer; this is $("$1" -V). Name another: make … PYTHON=python3.12"
}

install_native() {
    local profile=$1 python=$2 packages=()
    "$python" -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
    loads "$python" libpangoft2-1.0.so.0 libpangoft2-1.0.dylib || packages+=(libpangoft2-1.0-0)
    loads "$python" libharfbuzz-subset.so.0 libharfbuzz-subset.0.dylib || packages+=(libharfbuzz-subset0)
    loads "$python" libenchant-2.so.2 libenchant-2.2.dylib ||
        packages+=(libenchant-2-2) # the editors' desk marks misspelled words
    spells "$python" uk_UA || packages+=(hunspell-uk)
    spells "$python" en_GB || packages+=(hunspell-en-gb)
    spells "$python" en_US || packages+=(hunspell-en-us)
    if [ "$profile" != run ]; then
        any chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable ||
            packages+=(chromium-headless-shell)
        any pdftotext || packages+=(poppler-utils)
        loads "$python" libatomic.so.1 || packages+=(libatomic1) # Playwright needs it
    fi
    if [ "$profile" = ci ]; then
        any php || packages+=(php-cli)
        any pandoc || packages+=(pandoc)
        any cmark-gfm || packages+=(cmark-gfm)
        any npm || packages+=(npm)
    fi
    if [ ${#packages[@]} -gt 0 ]; then apt_install "${packages[@]}"; fi
}

loads() { # python, then names of one shared library: can any of them be loaded?
    "$1" - "${@:2}" <<'PYTHON'
import ctypes, sys

for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        continue
    sys.exit(0)
sys.exit(1)
PYTHON
}

any() {
    local name
    for name in "$@"; do
        if command -v "$name" >/dev/null; then return 0; fi
    done
    return 1
}

spells() { # python, a language: does Enchant have its dictionary?
    "$1" - "$2" <<'PYTHON'
import ctypes, sys

for name in ("libenchant-2.so.2", "libenchant-2.2.dylib"):
    try:
        enchant = ctypes.CDLL(name)
    except OSError:
        continue
    enchant.enchant_broker_init.restype = ctypes.c_void_p
    broker = ctypes.c_void_p(enchant.enchant_broker_init())
    sys.exit(not enchant.enchant_broker_dict_exists(broker, sys.argv[1].encode()))
sys.exit(1)
PYTHON
}

apt_install() {
    local install="apt-get install -y --no-install-recommends $*" become=()
    if ! any apt-get; then
        stop "These are missing (names as in Debian; on a Mac: brew install pango poppler chromium" \
            "enchant; dictionaries go to ~/Library/Spelling):" "$*"
    fi
    if [ "$(id -u)" != 0 ]; then
        if ! any sudo; then
            stop "Native packages are missing. Type this, then try again:" \
                "su -c 'apt-get update && $install'"
        fi
        sudo -n true 2>/dev/null ||
            stop "Native packages are missing. Type this, then try again:" \
                "sudo apt-get update && sudo $install"
        become=(sudo -n)
    fi
    echo "Installing $*"
    "${become[@]}" apt-get -qq update || echo "apt-get update failed; trying with what is known" >&2
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y \
        --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >/dev/null ||
        stop "apt-get could not install $*"
}

install_locked() {
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        echo "Creating .venv"
        "$1" -m venv --clear .venv
    fi
    echo "Installing the locked packages into .venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "$2"
}

main "$@"
