// libedit sometimes writes a wrong character where wide ones wrap; such lines are repainted.

import CEditline
import SegPlatform

/// The state of libedit's stream of keys: only between two complete keys may we write to
/// its line.
struct KeyState {
  private var isInEscape = false
  private var isInSequence = false
  private var isInSearch = false
  /// While a paste is read.
  var isInPaste = false
  /// Whether a key has been handed over since the line was painted.
  private(set) var hasNewKey = false

  /// A character is handed to libedit.
  mutating func take(_ scalar: Unicode.Scalar) {
    hasNewKey = true
    let value = scalar.value
    if isInSequence {
      isInSequence = !(0x40...0x7E).contains(value)
    } else if isInEscape {
      isInEscape = false
      isInSequence = value == 0x5B || value == 0x4F  // [ and O
    } else if value == 0x1B {
      isInEscape = true
      isInSearch = false
    } else if value == 0x12 || value == 0x13 {  // ^R, ^S
      isInSearch = true
    } else if value < 0x20 && value != 0x08 {
      isInSearch = false
    }
  }

  /// The line has been painted.
  mutating func takePaint() { hasNewKey = false }

  var isBetweenKeys: Bool { !isInEscape && !isInSequence && !isInSearch && !isInPaste }
}

extension LineEditor {
  /// Repaints a line that wraps and has wide characters: libedit moves over one by
  /// writing what it takes for its second half. The cursor is right; only the characters
  /// may be wrong.
  func repaint() {
    let (characters, cursor) = lineAndCursor
    guard promptWidth + characters.count * 2 > Terminal.width, let rows = rows(of: characters, cursor: cursor) else { return }
    // Lines that have scrolled away cannot be repainted.
    guard rows.hasWide, rows.texts.count > 1, rows.texts.count < Terminal.height else { return }
    var text = "\u{1B}7\r" + (rows.cursor > 0 ? "\u{1B}[\(rows.cursor)A" : "")
    // Each line is cleared first: after a full line there is nothing left to clear.
    text += rows.texts.map { "\u{1B}[K" + $0 }.joined(separator: "\r\n")
    writeToTerminal(text + "\u{1B}8")
  }

  /// Writes the line that was entered once more, in colors. The cursor is below it.
  func color(_ line: String) {
    guard Terminal.outputColor, let styles = styles(line), styles.contains(where: { $0 != nil }) else { return }
    let characters = Array(line.unicodeScalars)
    guard let rows = rows(of: characters, cursor: characters.count, styles), rows.texts.count < Terminal.height else { return }
    writeToTerminal("\r\u{1B}[\(rows.texts.count)A" + rows.texts.map { "\u{1B}[K" + $0 + "\r\n" }.joined())
  }

  /// The rows of the screen that the prompt and a line take, as libedit wraps them.
  ///
  /// - Parameter styles: the terminal's code for each character; nil: none.
  /// - Returns: nil where a character has no width.
  private func rows(of characters: [Unicode.Scalar], cursor: Int, _ styles: [String?] = [])
    -> (texts: [String], cursor: Int, hasWide: Bool)?
  {
    let columns = Terminal.width
    var rows: [String] = [promptText]
    var width = promptWidth
    var cursorRow = 0
    var hasWide = false
    var style: String?
    func set(_ new: String?) {
      guard new != style else { return }
      rows[rows.count - 1] += (style == nil ? "" : "\u{1B}[0m") + (new ?? "")
      style = new
    }
    for (index, scalar) in characters.enumerated() {
      // libedit has laid out the line by the C library's widths.
      let own = scalar == "\n" ? 0 : Int(seg_width(wchar_t(bitPattern: scalar.value)))
      if scalar != "\n" && own < 1 { return nil }
      if own > 1 && width + own > columns {
        rows.append("")
        width = 0
      }
      if index == cursor { cursorRow = rows.count - 1 }
      if scalar == "\n" {
        rows.append("")
        width = 0
        continue
      }
      hasWide = hasWide || own > 1
      set(index < styles.count ? styles[index] : nil)
      rows[rows.count - 1].unicodeScalars.append(scalar)
      width += own
      if width >= columns {
        rows.append("")
        width = 0
      }
    }
    set(nil)
    if cursor >= characters.count { cursorRow = rows.count - 1 }
    return (rows, cursorRow, hasWide)
  }
}
