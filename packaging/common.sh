# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash

# What run and test share. To be sourced.
set -euo pipefail
source_dir=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# The one list of Debian packages.
packages_to_build=(
    build-essential cmake ninja-build pkg-config
    qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qtkeychain-qt6-dev
    libexpected-dev libcpp-httplib-dev libsqlite3-dev
)
packages_to_start=(libqt6sql6-sqlite libqt6svg6 libsecret-1-0 qt6-translations-l10n ca-certificates)
packages_without_display=(xvfb xauth imagemagick fonts-dejavu-core)
packages_to_test=(dbus gnome-keyring libsecret-tools libglib2.0-bin)

say() { printf '== %s\n' "$*"; }
fail() { printf '== %s\n' "$*" >&2; exit 1; }

# as_root COMMAND...: asks for rights only when they are missing.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "This needs root, and there is no sudo. Run as root: $*"
    fi
}

# missing_of PACKAGE...: prints those that are not installed.
missing_of() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
    done
}

# need_packages PACKAGE...: installs what is missing and does nothing when all is there.
need_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is no Debian, so nothing can be installed from here. Clearsky needs CMake 3.25, Ninja, a C++20"
        say "compiler, Qt 6.4 (Base, Svg, the SQLite driver), QtKeychain for Qt 6, tl::expected, cpp-httplib and libsecret."
        say "Debian calls them: $*"
        say "Going on with what is there."
        return
    fi
    local missing package unknown=()
    mapfile -t missing < <(missing_of "$@")
    [ ${#missing[@]} -gt 0 ] || return 0

    say "Installing ${#missing[@]} missing packages: ${missing[*]}"
    [ "$(id -u)" -eq 0 ] || say "This needs root; sudo may ask for your password."
    as_root apt-get update
    for package in "${missing[@]}"; do
        # Not through a pipe to grep -q: that ends apt-cache early, which counts as a failure here.
        [[ $(LC_ALL=C apt-cache policy "$package") =~ "Candidate: "[^\(] ]] || unknown+=("$package")
    done
    [ ${#unknown[@]} -eq 0 ] ||
        fail "This release of Debian lacks ${unknown[*]}. Clearsky needs Debian 12, Ubuntu 23.04 or newer."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" </dev/null
}

# forget_moved_build PRESET: CMake refuses a build folder that was made for another place.
forget_moved_build() {
    local cache=$source_dir/build/$1/CMakeCache.txt
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$source_dir" "$cache"; then
        say "The folder was moved since the last build: building anew."
        rm -rf -- "$source_dir/build/$1"
    fi
}
