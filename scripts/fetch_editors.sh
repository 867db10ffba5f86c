#!/usr/bin/env bash
# Fetch the editors that tests/pasting pastes policies into, to .cache/editors/, and nothing else.
#
# Packages of npm by editors.lock, a name with its version and the checksum of its archive a line; their browser
# bundles need no other package. WordPress and HTMLPurifier from Debian, unpacked and not installed: nothing
# of their web server and database is needed. Once all of it is there this returns at once.
set -euo pipefail
cd "$(dirname "$0")/.."
LOCK=$PWD/scripts/editors.lock
PLACE=.cache/editors

main() {
    if [ "$(cat "$PLACE/.stamp" 2>/dev/null)" = "$(stamp)" ]; then return; fi
    echo "Fetching the editors of sites that the tests paste into"
    rm -rf "$PLACE"
    mkdir -p "$PLACE"
    (
        cd "$PLACE"
        from_npm
        from_debian wordpress php-htmlpurifier
        mend_purifier
    )
    stamp >"$PLACE/.stamp"
}

stamp() {
    cat scripts/fetch_editors.sh "$LOCK" | cksum
}

from_npm() {
    local package checksum archive
    # shellcheck disable=SC2046 # names without spaces
    npm pack --silent $(cut -d ' ' -f 1 "$LOCK") >/dev/null
    while read -r package checksum; do
        archive=${package%@*}-${package##*@}.tgz
        [ "$(checksum_of "$archive")" = "$checksum" ] || {
            echo "$archive is not what scripts/editors.lock says" >&2
            exit 1
        }
        mkdir "${package%@*}"
        tar -xzf "$archive" -C "${package%@*}" --strip-components=1
        rm "$archive"
    done <"$LOCK"
}

checksum_of() { # an archive, as npm writes it
    "${PYTHON:-python3}" - "$1" <<'PYTHON'
import base64, hashlib, pathlib, sys

digest = hashlib.sha512(pathlib.Path(sys.argv[1]).read_bytes()).digest()
print("sha512-" + base64.b64encode(digest).decode())
PYTHON
}

from_debian() { # packages
    local archive
    if [ "$(id -u)" = 0 ]; then apt-get -qq update || echo "apt-get update failed; trying with what is known" >&2; fi
    apt-get -qq -o APT::Sandbox::User=root download "$@"
    for archive in *.deb; do
        dpkg-deb -x "$archive" .
        rm "$archive"
    done
}

mend_purifier() { # Debian 12's is older than its PHP, which can no longer read three of its files
    sed -i -E "s/(\\\$[a-z]+(\['size'\])?)\{(\\\$?[a-z0-9]+)\}/\1[\3]/g" \
        usr/share/php/HTMLPurifier/{Encoder,ChildDef/Custom,TagTransform/Font}.php
}

main
