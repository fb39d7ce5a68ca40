#!/bin/sh
# Runs a command on a display of its own (Xvfb) under a small window manager: without one, native dialogs
# get no focus, and a drop has no target.
# usage: with-display.sh COMMAND [ARGS...]
exec xvfb-run -a -s "-screen 0 1920x1200x24" sh -c '
  openbox >/dev/null 2>&1 &
  manager=$!
  "$@"
  status=$?
  kill "$manager" 2>/dev/null
  exit $status' sh "$@"
