// What the app is built with, for the About page. NOTICE beside the program holds the full texts.
export const credits = [
  { name: 'Tauri', licence: 'MIT or Apache-2.0' },
  { name: 'SQLCipher', licence: 'BSD-3-Clause' },
  { name: 'SQLite', licence: 'Public domain' },
  { name: 'Typst', licence: 'Apache-2.0' },
  { name: 'Svelte', licence: 'MIT' },
  { name: 'Bits UI', licence: 'MIT' },
  { name: 'CodeMirror', licence: 'MIT' },
  { name: 'Lezer', licence: 'MIT' },
  { name: 'Lucide', licence: 'ISC' },
  { name: 'virtua', licence: 'MIT' },
  { name: 'Inter', licence: 'OFL-1.1' },
  { name: 'Noto Sans', licence: 'OFL-1.1' },
] as const;
