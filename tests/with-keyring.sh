#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# with-keyring.sh COMMAND [ARGUMENTS...]
# Runs a command beside a GNOME keyring of its own that is unlocked and thrown away afterwards. Every call has its own
# bus, home and keyring: calls may run at the same time and never see the keyring of whoever runs the tests.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: ${0##*/} COMMAND [ARGUMENTS...]" >&2; exit 2; }
for tool in dbus-run-session gdbus gnome-keyring-daemon; do
    command -v "$tool" >/dev/null || { echo "${0##*/}: $tool is not installed" >&2; exit 1; }
done

# Short, whatever TMPDIR is: the keyring's socket lies below it, and a socket's path has 107 characters at most.
scratch=$(mktemp -d /tmp/keyring.XXXXXX)
trap 'rm -rf -- "$scratch" || true' EXIT

export HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/run
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share XDG_CACHE_HOME=$HOME/.cache
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME"
mkdir -m 0700 "$XDG_RUNTIME_DIR"
# With a display a locked keyring would ask; in a test it has to answer.
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS

# --unlock makes the "login" collection when there is none; without it nothing can be stored.
# It comes to the bus a moment later; whoever asks before that has a second, locked one started.
# shellcheck disable=SC2016  # expanded by the inner shell
inside='set -e
printf %s throw-away | gnome-keyring-daemon --unlock --components=secrets >/dev/null
gdbus wait --session --timeout 10 org.freedesktop.secrets
"$@"'
dbus-run-session -- bash -c "$inside" with-keyring "$@"
