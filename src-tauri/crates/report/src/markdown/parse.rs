//! Folds pulldown-cmark's events into the block tree.

use super::{Block, Inline};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Deeper nesting than this is flattened into its parent: no text that a
/// person writes needs it, and hostile text must not exhaust the stack.
const DEEPEST: usize = 12;

/// Link targets may hold as many bytes as twice the text and this. One definition serves any number of references, so
/// without a bound a long target would make the tree grow with the square of the text.
const TARGETS: usize = 1024;

/// Reads Markdown and returns its blocks. Every text is accepted.
#[must_use]
pub fn parse(markdown: &str) -> Vec<Block> {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_STRIKETHROUGH);
    let mut builder = Builder {
        open: vec![Open::new(Kind::Root)],
        ignored: 0,
        targets: 2 * markdown.len() + TARGETS,
    };
    for event in Parser::new_ext(markdown, options) {
        builder.take(event);
    }
    builder.finish()
}

/// What an open element will become when it closes.
enum Kind {
    Root,
    Paragraph,
    Heading(u8),
    List(Option<u64>),
    Item,
    Quote,
    Code,
    Table,
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Link(String),
    Image,
    /// Keeps its content and adds nothing, for example text struck through.
    Bare,
}

struct Open {
    kind: Kind,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
    cells: Vec<Vec<Inline>>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
}

impl Open {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            cells: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Loose words between blocks become a paragraph of their own.
    fn settle(&mut self) {
        if !self.inlines.is_empty() {
            let content = std::mem::take(&mut self.inlines);
            self.blocks.push(Block::Paragraph { content });
        }
    }
}

struct Builder {
    open: Vec<Open>,
    /// Elements opened beyond the deepest level; their ends are swallowed.
    ignored: usize,
    /// Bytes that link targets may still take; a link beyond them keeps its words.
    targets: usize,
}

impl Builder {
    fn top(&mut self) -> &mut Open {
        self.open.last_mut().expect("the root stays open until the end")
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.top().inlines.push(Inline::Code {
                text: text.into_string(),
            }),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.top().inlines.push(Inline::Break),
            Event::Rule => {
                self.top().settle();
                self.top().blocks.push(Block::Rule);
            }
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let top = self.top();
        match top.inlines.last_mut() {
            Some(Inline::Text { text: before }) => before.push_str(text),
            _ => top.inlines.push(Inline::Text {
                text: text.to_owned(),
            }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.open.len() > DEEPEST {
            self.ignored += 1;
            return;
        }
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Kind::Code,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item,
            Tag::Table(_) => Kind::Table,
            Tag::TableHead => Kind::Head,
            Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Link { dest_url, .. } => self.link(dest_url.into_string()),
            Tag::Image { .. } => Kind::Image,
            _ => Kind::Bare,
        };
        let block = !matches!(
            kind,
            Kind::Emphasis | Kind::Strong | Kind::Link(_) | Kind::Image | Kind::Bare
        );
        if block {
            self.top().settle();
        }
        self.open.push(Open::new(kind));
    }

    fn link(&mut self, target: String) -> Kind {
        match self.targets.checked_sub(target.len()) {
            Some(left) => {
                self.targets = left;
                Kind::Link(target)
            }
            None => Kind::Bare,
        }
    }

    fn end(&mut self, _end: TagEnd) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        if self.open.len() > 1 {
            let done = self.open.pop().expect("checked above");
            self.close(done);
        }
    }

    fn close(&mut self, mut done: Open) {
        let top = self.open.last_mut().expect("the root stays open until the end");
        match done.kind {
            Kind::Root => {}
            Kind::Paragraph => top.blocks.push(Block::Paragraph {
                content: done.inlines,
            }),
            Kind::Heading(level) => top.blocks.push(Block::Heading {
                level,
                content: done.inlines,
            }),
            Kind::Quote => {
                done.settle();
                top.blocks.push(Block::Quote { blocks: done.blocks });
            }
            Kind::Code => {
                let mut text = plain(&done.inlines);
                while text.ends_with('\n') {
                    text.pop();
                }
                top.blocks.push(Block::Code { text });
            }
            Kind::Item => {
                done.settle();
                top.items.push(done.blocks);
            }
            Kind::List(start) => top.blocks.push(Block::List {
                start,
                items: done.items,
            }),
            Kind::Cell => top.cells.push(done.inlines),
            Kind::Head => top.head = done.cells,
            Kind::Row => top.rows.push(done.cells),
            Kind::Table => top.blocks.push(Block::Table {
                head: done.head,
                rows: done.rows,
            }),
            Kind::Emphasis => top.inlines.push(Inline::Emphasis {
                content: done.inlines,
            }),
            Kind::Strong => top.inlines.push(Inline::Strong {
                content: done.inlines,
            }),
            Kind::Link(target) => top.inlines.push(Inline::Link {
                content: done.inlines,
                target,
            }),
            Kind::Image => {
                let text = plain(&done.inlines);
                if !text.is_empty() {
                    top.inlines.push(Inline::Text { text });
                }
            }
            Kind::Bare => {
                top.blocks.append(&mut done.blocks);
                top.inlines.append(&mut done.inlines);
            }
        }
    }

    fn finish(mut self) -> Vec<Block> {
        while self.open.len() > 1 {
            let done = self.open.pop().expect("checked above");
            self.close(done);
        }
        let mut root = self.open.pop().expect("the root stays open until the end");
        root.settle();
        root.blocks
    }
}

/// The letters of inline content, without any form.
fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::Emphasis { content } | Inline::Strong { content } | Inline::Link { content, .. } => {
                out.push_str(&plain(content));
            }
            Inline::Break => out.push('\n'),
        }
    }
    out
}
