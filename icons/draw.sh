#!/bin/sh
# Draws every icon file from the three SVGs; run by hand after a change of the drawing, results are committed.
# Needs node with the package @resvg/resvg-js in NODE_PATH, python3 and ImageMagick's convert.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
draw() { # svg size out
  node -e '
    const { Resvg } = require("@resvg/resvg-js"); const fs = require("fs");
    const [svg, size, out] = process.argv.slice(1);
    fs.writeFileSync(out, new Resvg(fs.readFileSync(svg), { fitTo: { mode: "width", value: +size } }).render().asPng());' "$@"
}
draw valise-16.svg 16 "$work/16.png"
for size in 24 32; do draw valise-small.svg $size "$work/$size.png"; done
for size in 48 64 128 256 512 1024; do draw valise.svg $size "$work/$size.png"; done
cp "$work/32.png" 32x32.png
cp "$work/128.png" 128x128.png
cp "$work/256.png" "128x128@2x.png"
cp "$work/256.png" 256x256.png
cp "$work/512.png" icon.png
convert "$work/16.png" "$work/24.png" "$work/32.png" "$work/48.png" "$work/64.png" "$work/256.png" icon.ico
# .icns is a list of typed PNGs: four letters, a big-endian length that includes its own eight bytes, the picture
python3 - "$work" <<'PY'
import struct, sys
entries = [("icp4", 16), ("icp5", 32), ("icp6", 64), ("ic07", 128), ("ic08", 256), ("ic09", 512), ("ic10", 1024),
           ("ic11", 32), ("ic12", 64), ("ic13", 256), ("ic14", 512)]
body = b""
for kind, size in entries:
    picture = open(f"{sys.argv[1]}/{size}.png", "rb").read()
    body += kind.encode() + struct.pack(">I", len(picture) + 8) + picture
open("icon.icns", "wb").write(b"icns" + struct.pack(">I", len(body) + 8) + body)
PY
