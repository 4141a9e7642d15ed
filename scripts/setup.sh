#!/usr/bin/env bash
# Set up .venv:  setup.sh site   what building the site needs
#                setup.sh test   and what the tests need: a browser, a Java runtime and small tools, from Debian's packages
# Package versions are pinned in constraints.txt. Run by make, which skips it while it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?usage: setup.sh site|test}

fail() {
    echo "setup: $*" >&2
    exit 1
}

# Install Debian packages as root or by sudo; otherwise tell the reader what to install.
debian_install() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || fail "please install by hand: $*   (for example: sudo apt-get install $*)"
        as_root=(sudo -n)
    fi
    command -v apt-get >/dev/null || fail "please install by hand: $*   (there is no apt-get here)"
    echo "setup: installing $* with apt-get"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

have_any() {
    local name
    for name in "$@"; do command -v "$name" >/dev/null && return; done
    return 1
}

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed; name it with PYTHON=… if it is not called python3"
}

make_environment() {
    local python
    python=$(find_python)
    # Debian ships venv without ensurepip, which is in a package of its own.
    "$python" -c 'import ensurepip, venv' 2>/dev/null || debian_install python3-venv
    rm -rf .venv
    "$python" -m venv .venv || fail "$python cannot make a virtual environment: is its venv package installed?"
}

.venv/bin/python -c 'import pip' 2>/dev/null || make_environment

extras=""
[ "$what" = test ] && extras="[dev]"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".$extras"

if [ "$what" = test ]; then
    # Apart from the rest, for an example on the page "Data": scikit-learn loads pandas wherever it finds it.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target .venv/examples pandas==3.1.1
    missing=()
    have_any chromium chromium-browser google-chrome || missing+=(chromium)
    have_any openssl || missing+=(openssl) # makes the certificate of a mail server
    have_any java || missing+=(default-jre-headless) # the HTML checker is a Java program
    have_any curl || missing+=(curl) # the examples on the page "Data" use these three
    have_any jq || missing+=(jq)
    have_any sqlite3 || missing+=(sqlite3)
    [ ${#missing[@]} -eq 0 ] || debian_install "${missing[@]}"
fi
