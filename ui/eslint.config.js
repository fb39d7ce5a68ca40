import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const hostOnly = {
  group: ['@tauri-apps/*'],
  message: 'Only src/host talks to Rust. Import `host` from $/host/host instead.',
};
const icons = {
  regex: '^@lucide/svelte$',
  message: 'Import one icon: @lucide/svelte/icons/<name>. The barrel pulls in thousands.',
};
const bits = {
  group: ['bits-ui', 'bits-ui/*'],
  message: 'Only src/shared wraps bits-ui, so that it can be swapped.',
};

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/host/generated.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-restricted-imports': ['error', { patterns: [hostOnly, icons, bits] }],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The page's policy forbids both: markup from strings and inline style.
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "SvelteAttribute[key.name='style']",
          message: 'The page’s policy forbids style="…". Use style:property={…} or a class.',
        },
      ],
      // A plain Set or Map is a choice here: what must redraw is marked with $state.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/require-each-key': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      'no-undef': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived', '$state'] }],
    },
  },
  {
    files: ['src/host/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [icons, bits] }] },
  },
  {
    files: ['src/shared/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [hostOnly, icons] }] },
  },
  {
    files: ['scripts/**', '*.js', '*.ts', 'tests/**'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' },
  },
);
