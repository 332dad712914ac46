#!/bin/sh
# Makes .venv ready for one purpose: scripts/bootstrap.sh run|test|bench
#
# Finds a Python of 3.11 or later, creates the environment, installs exactly what the lock file
# names (every archive is checked against its hash) and then Greenward itself. When nothing
# changed since the last time it does nothing, in a few hundredths of a second.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
    run) lock=requirements.lock ;;
    test | bench) lock=requirements-$purpose.lock ;;
    *) echo "usage: scripts/bootstrap.sh run|test|bench" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*" >&2; }

# The suite and the benchmarks also run the law on Spark, where there is a Java to run it.
spark=
if [ "$purpose" != run ] && command -v java >/dev/null 2>&1; then
    spark=requirements-spark.lock
fi

# What the environment depends on; an equal stamp means that it is up to date.
wanted() { pwd -P; cat "$lock" $spark requirements-build.lock pyproject.toml; }
stamp=.venv/greenward-$purpose.stamp
if [ -f "$stamp" ] && wanted | cmp -s - "$stamp" && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3.13 python3.12 python3.11 python3 python
    fi
    for name; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    say "Greenward needs Python 3.11 or later, and none was found (looked for: $*)."
    say "Install it (Debian 12, Ubuntu 24.04: apt install python3 python3-venv; macOS: from"
    say "python.org or brew install python@3.12), or name one: make demo PYTHON=/path/to/python3"
    return 1
}

create() {
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "This Python ($python) cannot make environments: its module venv or ensurepip is missing."
        say "Install it (Debian, Ubuntu: apt install python$version-venv), then run make again."
        return 1
    fi
    say "Making the environment .venv with $("$python" --version)"
    if ! "$python" -m venv --clear .venv; then
        say "The environment .venv could not be made; the lines above say why."
        return 1
    fi
}

# An environment is bound to its folder and its Python: after a move or an upgrade it is made anew.
if ! grep -qF "$(pwd -P)/.venv" .venv/bin/activate 2>/dev/null ||
    ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    create
elif ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    .venv/bin/python -m ensurepip
fi

PIP_DISABLE_PIP_VERSION_CHECK=1
PIP_ROOT_USER_ACTION=ignore
PIP_USER=no
export PIP_DISABLE_PIP_VERSION_CHECK PIP_ROOT_USER_ACTION PIP_USER

rm -f "$stamp"
say "Installing what $lock names (once; a few minutes on a slow line)"
if ! .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: \
    -r "$lock" -r requirements-build.lock; then
    say "The packages could not be installed; the lines above say why. Without a way to the package"
    say "index, set PIP_INDEX_URL to a mirror. When the disk is full, free about 1.5 GB."
    exit 1
fi
if [ -n "$spark" ]; then
    say "Java is here: installing Spark too (some 450 MB, once)"
    .venv/bin/python -m pip install --quiet --require-hashes --no-build-isolation \
        --only-binary :all: --no-binary pyspark -r "$spark"
fi
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
wanted >"$stamp"
