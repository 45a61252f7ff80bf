#!/bin/bash
# What the scripts share: steps that say what they do and how long it took, and packages that are
# asked for only when missing. Sourced by bash, from any folder.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A crash ends the run at once; the toolchain's own backtracer can hang on a program with threads.
export SWIFT_BACKTRACE=enable=no

step_title=""
step_began=0

# step TITLE COMMAND…: runs the command between a line that names it and a line with its time.
step() {
    step_title=$1
    step_began=$SECONDS
    shift
    printf '== %s\n' "$step_title"
    "$@" || exit $?
    printf '== done in %d s\n' $((SECONDS - step_began))
    step_title=""
}

# The last step's failure is the script's failure; it says which step it was.
report_failure() {
    local status=$?
    if [[ $status -ne 0 && -n $step_title ]]; then
        printf '== failed after %d s (exit %d): %s\n' \
            $((SECONDS - step_began)) "$status" "$step_title" >&2
    fi
}
trap report_failure EXIT

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# limited SECONDS COMMAND…: a hanging command is ended, and that is a failure.
limited() {
    # At a terminal the command stays in the foreground, so that Ctrl-C reaches it.
    if [[ -t 0 ]]; then timeout --foreground --kill-after=20 "$@"; else timeout --kill-after=20 "$@"; fi
}

is_there() {
    case $1 in
        /*) compgen -G "$1" >/dev/null ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# missing_packages GROUP…: the packages of these groups whose proof is not found, one a line.
missing_packages() {
    local group package proof
    while read -r group package proof; do
        [[ " $* " == *" $group "* ]] || continue
        is_there "$proof" || printf '%s\n' "$package"
    done < <(grep -Ev '^(#|$)' scripts/packages.txt)
}

as_root() {
    if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

install() {
    # A source that does not answer need not be the one that has the packages.
    as_root apt-get update -qq </dev/null || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 "$@" </dev/null >/dev/null
}

# need GROUP…: installs what the groups lack, and stops when that fails.
need() {
    command -v swift >/dev/null ||
        stop "Swift 6.3 is missing. Install it as https://www.swift.org/install says, then try again."
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0
    command -v apt-get >/dev/null ||
        stop "Missing here: ${missing[*]} (Debian's names)." \
            "This system has no apt-get; install them its way, then try again."
    step "installing ${missing[*]}" install "${missing[@]}"
}

# want GROUP…: as need, but goes on without what cannot be had.
want() {
    (need "$@") || printf '== going on without: %s\n' "$(missing_packages "$@" | paste -sd ' ')"
}

# python_with FOLDER PACKAGE…: a Python environment with these packages in a folder, made when it is not there yet.
python_with() {
    local folder=$1
    shift
    if [[ "$(cat "$folder/packages" 2>/dev/null)" == "$*" ]]; then return 0; fi
    python3 -c 'import ensurepip, venv' 2>/dev/null ||
        step "installing Python" install python3 python3-venv
    rm -rf "$folder"
    python3 -m venv "$folder"
    step "getting $* from PyPI" "$folder/bin/pip" install --quiet --disable-pip-version-check "$@"
    printf '%s\n' "$*" >"$folder/packages"
}

# Every Swift file that the layout rules apply to, separated by NUL.
swift_files() {
    local folder present=()
    for folder in Sources Tests Examples Benchmarks; do
        if [[ -d $folder ]]; then present+=("$folder"); fi
    done
    find Package.swift "${present[@]}" -name '.*' -prune -o -name '*.swift' -print0
}
