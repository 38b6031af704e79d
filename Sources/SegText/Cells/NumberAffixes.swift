// What stands before and after the digits of a number: signs, currencies, percent.

/// The signs around a number. Each may stand once.
struct NumberAffixes {
  private(set) var isNegative = false
  private(set) var hasPlus = false
  private(set) var signs = 0
  private(set) var isPercent = false
  private(set) var hasCurrency = false
  private(set) var currencies: CandidateTypes
  /// Whether a parenthesis is open.
  private var isOpen = false

  typealias Part = Slice<UnsafeBufferPointer<UInt8>>

  /// - Parameter currencies: those that signs outside ASCII leave.
  init(_ currencies: CandidateTypes) { self.currencies = currencies }

  /// Reads what stands before the digits; false if it does not belong to a number.
  mutating func before(_ text: Part) -> Bool {
    var rest = text
    while let byte = rest.first {
      switch byte {
      case 0x28 where !isOpen && signs == 0:
        isOpen = true
        isNegative = true
        signs = 1
        rest = rest.dropFirst()
      case 0x2D, 0x2B:
        guard sign(byte) else { return false }
        rest = rest.dropFirst()
      case 0x20:
        // Only after a currency or inside parentheses.
        guard hasCurrency || isOpen else { return false }
        rest = rest.dropFirst()
      default:
        guard currency(&rest, isBefore: true) else { return false }
      }
    }
    return true
  }

  /// Reads what stands after the digits.
  mutating func after(_ text: Part) -> Bool {
    var rest = text
    while let byte = rest.first {
      switch byte {
      case 0x29 where isOpen:
        isOpen = false
        rest = rest.dropFirst()
      case 0x2D:
        // `5-`, as accounting programs write.
        guard sign(byte) else { return false }
        rest = rest.dropFirst()
      case 0x25 where !isPercent:
        isPercent = true
        rest = rest.dropFirst()
      case 0x20:
        rest = rest.dropFirst()
        // `5 -` is half of something.
        if rest.first == 0x2D { return false }
      default:
        guard currency(&rest, isBefore: false) else { return false }
      }
    }
    return !isOpen && !(isPercent && hasCurrency) && !currencies.isEmpty
  }

  private mutating func sign(_ byte: UInt8) -> Bool {
    if signs > 0 { return false }
    signs = 1
    isNegative = byte == 0x2D
    hasPlus = byte == 0x2B
    return true
  }

  /// Takes the sign or the code of a currency.
  private mutating func currency(_ rest: inout Part, isBefore: Bool) -> Bool {
    guard let byte = rest.first else { return false }
    hasCurrency = true
    if byte == CellReader.Mark.currency {
      rest = rest.dropFirst()
      return true
    }
    if byte == 0x24 {
      currencies.formIntersection(Currencies.dollar)
      rest = rest.dropFirst()
      return true
    }
    let word = rest.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    let next = rest.dropFirst(word.count)
    let hasSign = next.first == 0x24
    // Without a blank, letters before digits are a code: `SEK100`.
    if isBefore, !hasSign, next.first != 0x20, next.first != 0x2D { return false }
    guard let found = Currencies.word(word, hasSign: hasSign) else { return false }
    currencies.formIntersection(found)
    rest = hasSign ? next.dropFirst() : next
    return true
  }
}
