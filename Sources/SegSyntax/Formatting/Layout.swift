// A small document language: tokens and possible line breaks. `LayoutPrinter` decides
// which lines break.
//
// - Source: Derek C. Oppen, "Prettyprinting", ACM TOPLAS 2 (4), 1980; Philip
//   Wadler, "A prettier printer", 1998.

import SegDiagnostics

/// A piece of formatted text with its possible line breaks.
struct Layout: Sendable {
  indirect enum Kind: Sendable {
    /// A token. `first` is its spelling at the start of a line.
    case text(String, first: String)
    /// A space at which lines do not break.
    case space
    /// A space, or a line break if the current group does not fit.
    case line
    /// A line break in any case.
    case hardLine
    /// Comments that follow the last token. They end their line, but the break is
    /// written only with the next token, which knows its indentation.
    case comments([Comment])
    case sequence([Layout])
    case nest(Int, Layout)
    /// A group on one line, or with breaks at each `line` of its own.
    case group(Layout)
    /// Parts with a space or a line break between them, as many on a line as fit. In a
    /// list, a new line begins after a part of several lines.
    case fill([Layout], isList: Bool)
  }

  let kind: Kind
  /// Columns on one line; ``endless`` if it does not fit on one line.
  let width: Int
  /// Columns up to the first place where the line may break.
  let head: Int
  let canBreak: Bool
  let hasText: Bool
  /// Whether comments follow the last token.
  let endsInComment: Bool

  /// Wider than any line. Sums of it are still far from overflow.
  static let endless = 1 << 32

  static let nothing = Layout.sequence([])
  static let space = Layout(kind: .space, width: 1, head: 1, canBreak: false, hasText: false, endsInComment: false)
  static let line = Layout(kind: .line, width: 1, head: 0, canBreak: true, hasText: false, endsInComment: false)
  static let hardLine = Layout(
    kind: .hardLine, width: endless, head: 0, canBreak: true, hasText: false, endsInComment: false)

  static func text(_ text: String, first: String? = nil) -> Layout {
    let width = DisplayWidth.of(text)
    return Layout(
      kind: .text(text, first: first ?? text), width: width, head: width, canBreak: false, hasText: true,
      endsInComment: false)
  }

  static func comments(_ comments: [Comment]) -> Layout {
    comments.isEmpty
      ? nothing
      : Layout(
        kind: .comments(comments), width: 0, head: 0, canBreak: false, hasText: false, endsInComment: true)
  }

  static func sequence(_ parts: [Layout]) -> Layout { joined(parts, .sequence(parts)) }

  static func nest(_ columns: Int, _ layout: Layout) -> Layout { joined([layout], .nest(columns, layout)) }

  static func group(_ parts: [Layout]) -> Layout { joined(parts, .group(.sequence(parts))) }

  static func fill(_ parts: [Layout], isList: Bool = true) -> Layout {
    let spaced = parts.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.line, $0.element] }
    return joined(spaced, .fill(parts, isList: isList))
  }

  /// The parts one after another. With a comment before a token, the whole cannot be on
  /// one line.
  private static func joined(_ parts: [Layout], _ kind: Kind) -> Layout {
    var width = 0
    var head = 0
    var canBreak = false
    var hasText = false
    var endsInComment = false
    for part in parts {
      if endsInComment && part.hasText { width = endless }
      width = min(endless, width + part.width)
      if !canBreak { head = min(endless, head + part.head) }
      canBreak = canBreak || part.canBreak
      endsInComment = part.endsInComment || endsInComment && !part.hasText
      hasText = hasText || part.hasText
    }
    return Layout(
      kind: kind, width: width, head: head, canBreak: canBreak, hasText: hasText, endsInComment: endsInComment)
  }
}
