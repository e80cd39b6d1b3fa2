#!/bin/sh
# Run npm: the machine's own, else the one that a Python package brings into .venv.
set -eu
cd "$(dirname "$0")/.."
if command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1; then
    exec npm "$@"
fi
if [ ! -x .venv/bin/npm ]; then
    echo "This machine has no npm: fetching Node.js as a Python package …" >&2
    .venv/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes --no-deps \
        -r requirements/node.txt || {
        echo "That did not work either. Install Node.js 20 or newer with npm and try again." >&2
        exit 1
    }
fi
PATH="$PWD/.venv/bin:$PATH" exec .venv/bin/npm "$@"
