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
    let columns = Terminal.width
    let (characters, cursor) = lineAndCursor
    guard promptWidth + characters.count * 2 > columns else { return }
    var rows: [String] = [promptText]
    var width = promptWidth
    var cursorRow = 0
    var hasWide = false
    for (index, scalar) in characters.enumerated() {
      // libedit has laid out the line by the C library's widths.
      let own = scalar == "\n" ? 0 : Int(seg_width(wchar_t(bitPattern: scalar.value)))
      if scalar != "\n" && own < 1 { return }
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
      rows[rows.count - 1].unicodeScalars.append(scalar)
      width += own
      if width >= columns {
        rows.append("")
        width = 0
      }
    }
    if cursor >= characters.count { cursorRow = rows.count - 1 }
    // Lines that have scrolled away cannot be repainted.
    guard hasWide, rows.count > 1, rows.count < Terminal.height else { return }
    var text = "\u{1B}7\r" + (cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : "")
    // Each line is cleared first: after a full line there is nothing left to clear.
    text += rows.map { "\u{1B}[K" + $0 }.joined(separator: "\r\n")
    writeToTerminal(text + "\u{1B}8")
  }
}
