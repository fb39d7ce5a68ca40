#!/bin/sh
# Runs a command with a session bus of its own and an unlocked, throw-away keychain (Secret Service).
# usage: with-keyring.sh COMMAND [ARGS...]
home=$(mktemp -d) || exit 90
dbus-run-session -- env XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home/run" sh -c '
  mkdir -p -m 700 "$XDG_RUNTIME_DIR"
  printf "ci\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 91
  gdbus wait --session --timeout 20 org.freedesktop.secrets || exit 92
  exec "$@"' sh "$@"
status=$?
rm -rf "$home"
exit $status
