//! Maps and lists of YAML in braces.

use super::{Data, Fault, MAX_DEPTH, MAX_NODES, Node, Parser, key_of, scalar};

/// The braces did not close before the bound.
struct Open;

impl Parser<'_> {
    /// Braces from here to the one that closes them, over several lines if need be.
    pub(super) fn flow(&mut self, depth: usize) -> Node {
        let from = self.at;
        let line = self.line_end();
        let bound = if self.open_once { line } else { self.bytes.len() };
        match self.flow_value(depth, bound) {
            Ok(node) => {
                // What stands behind belongs to nothing.
                self.at = self.line_end();
                node
            }
            Err(Open) => {
                self.open_once = true;
                self.out.pass(Fault::Unclosed, from..line);
                self.at = line.max(from);
                Node {
                    span: from..line,
                    data: Data::Pointer,
                }
            }
        }
    }

    fn flow_value(&mut self, depth: usize, bound: usize) -> Result<Node, Open> {
        self.flow_blanks(bound);
        let from = self.at;
        self.nodes += 1;
        let open = match self.peek(0).filter(|_| from < bound) {
            None => return Err(Open),
            Some(c @ (b'{' | b'[')) if depth < MAX_DEPTH && self.nodes < MAX_NODES => c,
            Some(b'{' | b'[') => {
                self.flow_over(bound)?;
                self.out.pass(Fault::TooDeep, from..self.at);
                return Ok(self.pointer());
            }
            Some(b'*') => {
                self.flow_plain(bound);
                return Ok(self.pointer());
            }
            Some(mark @ (b'"' | b'\'')) => {
                let (inner, behind) = scalar::marked(self.bytes, from)
                    .filter(|(_, behind)| *behind <= bound)
                    .ok_or(Open)?;
                self.at = behind;
                let text = scalar::unmark(self.bytes, mark, inner.clone());
                return Ok(Node {
                    span: inner,
                    data: Data::Text(text),
                });
            }
            Some(_) => {
                let span = self.flow_plain(bound);
                return Ok(Node {
                    span,
                    data: Data::Text(None),
                });
            }
        };
        self.at += 1;
        let close = if open == b'{' { b'}' } else { b']' };
        let (mut pairs, mut items) = (Vec::new(), Vec::new());
        loop {
            self.flow_blanks(bound);
            match self.peek(0).filter(|_| self.at < bound) {
                None => return Err(Open),
                Some(c) if c == close => break,
                Some(b',' | b'}' | b']' | b':') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            self.properties();
            let first = self.flow_value(depth + 1, bound)?;
            self.flow_blanks(bound);
            if self.peek(0) != Some(b':') {
                items.push(first);
                continue;
            }
            self.at += 1;
            self.flow_blanks(bound);
            self.properties();
            let empty = matches!(self.peek(0), Some(b',' | b'}' | b']'));
            let value = if empty {
                self.nothing()
            } else {
                self.flow_value(depth + 1, bound)?
            };
            let key = key_of(first.bytes(self.bytes).unwrap_or_default());
            if open == b'{' {
                pairs.push((key, value));
            } else {
                items.push(Node {
                    span: first.span.start..value.span.end,
                    data: Data::Map(vec![(key, value)]),
                });
            }
        }
        self.at += 1;
        let data = if open == b'{' {
            // `{a, b}` is a map of keys without values.
            pairs.extend(items.iter().map(|item| {
                let key = key_of(item.bytes(self.bytes).unwrap_or_default());
                (key, self.pointer())
            }));
            Data::Map(pairs)
        } else {
            Data::List(items)
        };
        Ok(Node {
            span: from..self.at,
            data,
        })
    }

    fn pointer(&self) -> Node {
        Node {
            span: self.at..self.at,
            data: Data::Pointer,
        }
    }

    /// Blanks, ends of lines and comments.
    fn flow_blanks(&mut self, bound: usize) {
        while self.at < bound {
            match self.peek(0) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'#') => self.at = self.line_end(),
                _ => break,
            }
        }
    }

    fn flow_plain(&mut self, bound: usize) -> std::ops::Range<usize> {
        let from = self.at;
        let mut end = from;
        while self.at < bound {
            match self.peek(0) {
                None | Some(b',' | b'[' | b']' | b'{' | b'}' | b'\n') => break,
                Some(b':')
                    if self.gap(1) || matches!(self.peek(1), Some(b',' | b'[' | b']' | b'{' | b'}')) =>
                {
                    break;
                }
                Some(b'#') if self.at > from && self.bytes[self.at - 1] == b' ' => break,
                Some(c) => {
                    self.at += 1;
                    if !c.is_ascii_whitespace() {
                        end = self.at;
                    }
                }
            }
        }
        if self.at == from {
            self.at += 1;
        }
        from..end
    }

    /// Passes over braces without a look at what is inside.
    fn flow_over(&mut self, bound: usize) -> Result<(), Open> {
        let mut open = 0usize;
        while self.at < bound {
            match self.peek(0) {
                Some(b'{' | b'[') => open += 1,
                Some(b'}' | b']') => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Ok(());
            }
        }
        Err(Open)
    }
}
