# Shared by the scripts beside it: finds Python and keeps .venv as requirements*.txt says. To be sourced by bash.

set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
data=${DATA_DIR:-$root/.data}

stop() {
    echo "$*" >&2
    exit 1
}

# The command of a Python that can make our environment, in $python; or the end, with the reason.
find_python() {
    local candidate found=""
    for candidate in python3.13 python3.12 python3.11 python3; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        if ! "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            found="${found:-Python 3.11 or later is needed, and this is Python $version ($candidate).}"
        elif ! "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
            found="Python $version lacks its venv module. On Debian and Ubuntu: apt-get install python3-venv"
        else
            python=$candidate
            return
        fi
    done
    stop "${found:-Python 3.11 or later is needed, and there is none. On Debian and Ubuntu: apt-get install python3 python3-venv}"
}

# Whether the environment holds what each of the given files lists.
is_installed() {
    local file
    for file; do
        cmp -s "$root/$file" "$venv/$file" || return 1
    done
    "$venv/bin/python" -c '' 2>/dev/null
}

# Makes the environment if need be and installs what the last of the given files lists; the others are part of it.
install() {
    local file last="${*: -1}" log
    is_installed "$@" && return
    [ -w "$root" ] || stop "$root is read-only: .venv can't be made there. Use a copy that you may write to."
    (umask 077 && mkdir -p "$data") 2>/dev/null || stop "$data can't be made. Set DATA_DIR to a folder that you may write to."
    log=$data/pip.log
    exec 9>"$data/install.lock" || stop "$data is read-only. Set DATA_DIR to a folder that you may write to."
    if command -v flock >/dev/null; then flock 9; fi
    if ! is_installed "$@"; then
        if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
            find_python
            echo "Making .venv with Python $version"
            "$python" -m venv --clear "$venv" >"$log" 2>&1 || stop "The environment could not be made: see $log"
        fi
        echo "Installing $last (the first time this takes a minute)"
        "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --retries 2 --timeout 20 \
            --only-binary :all: --requirement "$root/$last" >"$log" 2>&1 || stop "$(why_not "$log")"
        for file; do cp "$root/$file" "$venv/$file"; done
    fi
    exec 9>&-
}

why_not() {
    if grep -qiE 'name resolution|name or service not known|establish a new connection|connection (error|refused|reset)|timed out|unreachable|ProxyError' "$1"; then
        echo "pip can't reach the package index, so nothing was installed. Is there a network? (pip's log: $1)"
    else
        echo "pip could not install what is listed: $(grep -m1 '^ERROR' "$1" || tail -n1 "$1") (pip's log: $1)"
    fi
}
