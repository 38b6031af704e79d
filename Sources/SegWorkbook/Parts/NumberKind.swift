// What a number in a cell is: its format tells.

import SegDiagnostics

/// A cell has a number; only its format says that it is a day.
enum NumberKind: UInt8 {
  case number
  case day
  /// A day with a time of day.
  case instant
  /// A time of day.
  case time
  /// A span, `[h]:mm`: it may be longer than a day.
  case span

  /// The kind of a format that has a number only.
  ///
  /// Source: ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are those of East Asian Excel.
  init(builtIn id: Int) {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .day
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 22: self = .instant
    case 46: self = .span
    default: self = .number
    }
  }

  /// The kind of a written format: `yyyy"年"m"月"`, `[h]:mm`, `#,##0.00`.
  init(code: String) {
    var letters: [Character] = []
    var isSpan = false
    var rest = Substring(code)
    // Of several sections the first one is that of numbers above 0.
    loop: while let first = rest.popFirst() {
      switch first {
      case ";": break loop
      case "\"":
        while let next = rest.popFirst(), next != "\"" {}
      case "\\", "_", "*": _ = rest.popFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }.lowercased()
        rest = rest.dropFirst(inside.count + 1)
        if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }), Set(inside).count == 1 { isSpan = true }
      default: letters.append(Character(first.lowercased()))
      }
    }
    let text = String(letters)
    if isSpan {
      self = .span
    } else if text.contains("general") {
      self = .number
    } else {
      self.init(letters: text)
    }
  }

  private init(letters: String) {
    let hasHalves = ["am/pm", "a/p", "上午/下午"].contains { letters.contains($0) }
    let hasClock = letters.contains { $0 == "h" || $0 == "s" } || hasHalves
    // In a number, `e` is that of 1E+05.
    let isNumber = letters.contains { $0 == "0" || $0 == "#" || $0 == "?" } && !hasClock
    let hasEra = !isNumber && letters.contains { $0 == "e" || $0 == "g" }
    let hasDay = letters.contains { $0 == "y" || $0 == "d" } || hasEra || letters.contains("mmm") || !hasClock && letters.contains("m")
    self = hasDay ? (hasClock ? .instant : .day) : hasClock ? .time : .number
  }
}
