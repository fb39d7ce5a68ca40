#!/bin/sh
# Runs a command in a network namespace of its own, in which nothing but loopback exists. Outermost of the three:
# sockets of the keychain and the display that have no file are seen inside one namespace only.
# usage: without-network.sh COMMAND [ARGS...]
exec unshare --net -- sh -c 'ip link set lo up && exec env VALISE_OFFLINE=1 "$@"' sh "$@"
