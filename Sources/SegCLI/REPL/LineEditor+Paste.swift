// Pasting several lines: they are one text, so that a line break does not run it.

import CEditline

extension LineEditor {
  /// Reads up to the mark that ends a paste and inserts the text. A paste that ends in a
  /// line break runs, as if followed by Enter; any other waits for Enter.
  func insertPaste() -> UInt8 {
    keys.isInPaste = true
    defer { keys.isInPaste = false }
    let end = Array("\u{1B}[201~".unicodeScalars)
    var pasted: [Unicode.Scalar] = []
    while !pasted.suffix(end.count).elementsEqual(end) {
      guard let scalar = nextCharacter() else { return UInt8(CC_EOF) }
      pasted.append(scalar)
    }
    pasted.removeLast(end.count)
    var text = ""
    var before: Unicode.Scalar?
    for scalar in pasted {
      switch scalar {
      case "\r": text += "\n"
      case "\n": if before != "\r" { text += "\n" }
      case "\t": text += "  "
      default:
        // No other control character of the terminal.
        if scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) { text.unicodeScalars.append(scalar) }
      }
      before = scalar
    }
    let runs = text.hasSuffix("\n")
    while text.hasSuffix("\n") { text.removeLast() }
    insert(text)
    if runs { push("\n") }
    return UInt8(CC_REFRESH)
  }
}
