#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# check_packaging.sh SOURCE_FOLDER
# Runs packaging/run and packaging/test from a path with a space, on a pretended Debian: apt-get, cmake and the rest are
# stand-ins that write down how they were called.
set -uo pipefail
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
tree="$scratch/a path with spaces"
mkdir -p "$tree" "$scratch/bin"
cp -r "$1/packaging" "$tree/"
log=$scratch/log
export log scratch

stand_in() { { echo '#!/bin/bash'; cat; } >"$scratch/bin/$1"; chmod +x "$scratch/bin/$1"; }
stand_in id <<<'cat "$scratch/uid"'
stand_in sudo <<<'echo "sudo $1" >>"$log"; exec "$@"'
stand_in dpkg-query <<<'grep -qx -- "${@: -1}" "$scratch/missing" || echo installed'
stand_in apt-get <<<'echo "apt-get $*" >>"$log"; [ "$1" = update ] || : >"$scratch/missing"'
stand_in apt-cache <<<'if grep -qx "$2" "$scratch/unknown"; then echo "  Candidate: (none)"; else echo "  Candidate: 1"; sleep 0.2; seq 99999; fi'
stand_in xvfb-run <<<'echo "xvfb-run" >>"$log"; [ "$1" = -a ] && shift; [ "$1" = -s ] && shift 2
exec env -u BASH_FUNC_photograph%% "$@" # as the real one, whose shell is dash'
stand_in import <<<'echo picture >"${@: -1}"'
stand_in identify <<<'echo 200'
stand_in cmake <<'E2'
echo "cmake $*" >>"$log"
[ "$1" = --build ] || exit 0
mkdir -p build/release/app
cp "$scratch/program" build/release/app/clearsky
E2
stays_open='#!/bin/bash
echo "clearsky $*" >>"$log"; echo $$ >"$scratch/pid"; exec sleep 100'

failed=0
# expect WHAT COMMAND...: reports what does not hold.
expect() {
    local what=$1
    shift
    "$@" || { echo "FAIL ($case): $what"; sed 's/^/    /' "$log" "$scratch/out"; failed=1; }
}
# begin CASE [MISSING [UNKNOWN [UID]]]
begin() {
    case=$1
    printf '%s\n' ${2:-} >"$scratch/missing"
    printf '%s\n' ${3:-} >"$scratch/unknown"
    echo "${4:-0}" >"$scratch/uid"
    echo "$stays_open" >"$scratch/program"
    chmod +x "$scratch/program"
    : >"$log"
}
# call SCRIPT [ARGUMENTS...]: sets status.
call() {
    local script=$1
    shift
    (cd / && env -u DISPLAY -u WAYLAND_DISPLAY PATH="$scratch/bin:$PATH" ${display:+DISPLAY=$display} \
        "$tree/packaging/$script" "$@") </dev/null >"$scratch/out" 2>&1
    status=$?
}
said() { grep -q -- "$1" "$scratch/out"; }
logged() { grep -q -- "$1" "$log"; }
not() { ! "$@"; }
program_ended() { ! kill -0 "$(cat "$scratch/pid")" 2>/dev/null; }

display=
begin "all is there"
call test
expect "exit code 0" test $status -eq 0
expect "nothing is installed" not logged apt-get
expect "the workflow runs" logged "cmake --workflow --preset dev"

begin "something is missing" "cmake gnome-keyring"
call test
expect "exit code 0" test $status -eq 0
expect "it says so" said "Installing 2 missing packages: cmake gnome-keyring"
expect "it installs just these" logged "apt-get install -y --no-install-recommends cmake gnome-keyring\$"
expect "root needs no sudo" not logged sudo
: >"$log"
call test
expect "the second time nothing is installed" not logged apt-get

begin "as a user" cmake "" 1000
call test
expect "sudo is used" logged "sudo env"
expect "it says why" said "This needs root"

begin "an older Debian" libexpected-dev libexpected-dev
call test
expect "it fails" test $status -ne 0
expect "it names what is needed" said "lacks libexpected-dev. Clearsky needs Debian 12"
expect "nothing is installed" not logged "apt-get install"

begin "another distribution"
mv "$scratch/bin/dpkg-query" "$scratch/dpkg-query"
mkdir "$scratch/few"
for tool in bash env dirname cat; do ln -s "$(command -v "$tool")" "$scratch/few/"; done
(PATH="$scratch/bin:$scratch/few" "$tree/packaging/test") </dev/null >"$scratch/out" 2>&1
status=$?
mv "$scratch/dpkg-query" "$scratch/bin/dpkg-query"
expect "exit code 0" test $status -eq 0
expect "it says what is needed" said "Qt 6.4"
expect "it goes on" logged "cmake --workflow"

begin "run without a display"
call run --seconds 0 --practice-speed 50
expect "exit code 0" test $status -eq 0
expect "it says so" said "There is no display"
expect "a virtual display is used" logged xvfb-run
expect "the practice cloud and the options" logged "clearsky --practice --practice-speed 50"
expect "it says where the picture is" said "$tree/build/clearsky.png"
expect "the picture is there" test -s "$tree/build/clearsky.png"
expect "the program has ended" program_ended

begin "the program fails at once"
printf '#!/bin/bash\nexit 7\n' >"$scratch/program"
call run
expect "its exit code is handed on" test $status -eq 7

begin "run with a display" xvfb
printf '#!/bin/bash\necho "clearsky $*" >>"$log"\n' >"$scratch/program"
display=:77
call run --appearance dark
expect "exit code 0" test $status -eq 0
expect "nothing for headless machines is installed" not logged apt-get
expect "no virtual display" not logged xvfb-run
expect "the options are handed on" logged "clearsky --practice --appearance dark"

begin "the folder was moved"
display=
mkdir -p "$tree/build/release"
echo "CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere" >"$tree/build/release/CMakeCache.txt"
call run --seconds 0
expect "it builds anew" not test -e "$tree/build/release/CMakeCache.txt"
expect "it opens" logged clearsky

exit $failed
