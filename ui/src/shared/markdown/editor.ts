// CodeMirror 6 with the plain Markdown grammar. Fetched on first use only.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  HighlightStyle,
  Language,
  defineLanguageFacet,
  languageDataProp,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import { styleTags, tags } from '@lezer/highlight';
import { Strikethrough, TaskList, parser as markdown } from '@lezer/markdown';
import { continueList } from './lists';

export interface MarkdownView {
  text(): string;
  replace(text: string): void;
  focus(): void;
  destroy(): void;
}

export interface EditorOptions {
  text: string;
  label: string;
  placeholder: string;
  readonly: boolean;
  lang?: string;
  onchange: (text: string) => void;
  onblur: () => void;
}

const data = defineLanguageFacet({});
const parser = markdown.configure([
  Strikethrough,
  TaskList,
  {
    props: [
      languageDataProp.add({ Document: data }),
      styleTags({
        'HeaderMark EmphasisMark CodeMark LinkMark ListMark QuoteMark StrikethroughMark TaskMarker':
          tags.processingInstruction,
        StrikethroughMark: tags.processingInstruction,
      }),
    ],
  },
]);
const language = new Language(data, parser, [], 'markdown');

const look = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '620' },
  { tag: tags.strong, fontWeight: '620' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.monospace, fontFamily: 'var(--mono)', fontSize: '0.94em' },
  { tag: tags.processingInstruction, color: 'var(--text-3)', fontWeight: '400' },
  { tag: [tags.link, tags.url], color: 'var(--accent)' },
  { tag: tags.quote, color: 'var(--text-2)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', color: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'var(--leading)' },
  '.cm-content': { padding: '0.4375rem 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 0.625rem' },
  '.cm-placeholder': { color: 'var(--text-3)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
});

/** Tauri puts the page's nonce on this one element; outside Tauri there is no policy to meet. */
function nonce(): Extension {
  const carrier = document.querySelector<HTMLStyleElement>('style[data-nonce]');
  const value = carrier?.nonce || carrier?.dataset['nonce'];
  return value && !value.startsWith('__') ? EditorView.cspNonce.of(value) : [];
}

export function mountEditor(parent: HTMLElement, options: EditorOptions): MarkdownView {
  let outside = false;
  const attributes: Record<string, string> = { 'aria-label': options.label, spellcheck: 'true' };
  if (options.lang) attributes['lang'] = options.lang;

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        history(),
        keymap.of([{ key: 'Enter', run: continueList }, ...historyKeymap, ...defaultKeymap]),
        language,
        syntaxHighlighting(look),
        theme,
        nonce(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of(attributes),
        placeholderText(options.placeholder),
        EditorState.readOnly.of(options.readonly),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !outside) options.onchange(update.state.doc.toString());
        }),
        EditorView.domEventHandlers({
          blur: () => {
            options.onblur();
          },
        }),
      ],
    }),
  });

  return {
    text: () => view.state.doc.toString(),
    replace: (text) => {
      outside = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      outside = false;
    },
    focus: () => {
      view.focus();
      view.dispatch({ selection: { anchor: view.state.doc.length } });
    },
    destroy: () => view.destroy(),
  };
}
