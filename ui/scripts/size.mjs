// Prints what the window loads before anything can be done in it (gzip), and fails above the budget.
// Fonts are counted apart: they are read from the app's own files while the page is already drawn.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 90;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'));

const files = new Set(['index.html']);
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) visit(next);
};
visit('index.html');

let total = 0;
for (const file of files) {
  const size = gzipSync(await readFile(new URL(file, dist))).length / 1024;
  total += size;
  console.log(`${size.toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${total.toFixed(1).padStart(7)} kB  first load, of ${BUDGET_KB}`);
if (total > BUDGET_KB) {
  console.error(`first load is ${(total - BUDGET_KB).toFixed(1)} kB above its budget`);
  process.exit(1);
}
