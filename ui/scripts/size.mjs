// Prints what the window loads before anything can be done in it (gzip), and fails above the budget.
// index.html names it all: the script, what that imports, and the styles. Fonts are counted apart:
// they are read from the app's own files while the page is already drawn.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 90;
const dist = new URL('../dist/', import.meta.url);
const page = await readFile(new URL('index.html', dist), 'utf8');
const named = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]);
if (named.length === 0) throw new Error('dist/index.html names no script: run npm run build');

let total = 0;
for (const file of ['index.html', ...new Set(named)]) {
  const size = gzipSync(await readFile(new URL(file, dist))).length / 1024;
  total += size;
  console.log(`${size.toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${total.toFixed(1).padStart(7)} kB  first load, of ${BUDGET_KB}`);
if (total > BUDGET_KB) {
  console.error(`first load is ${(total - BUDGET_KB).toFixed(1)} kB above its budget`);
  process.exit(1);
}
