// Which encoding other than UTF-8 a text has: the one in which it reads most like a language.

import SegPlatform

/// The encodings that are recognized, and how likely each makes some bytes.
///
/// Each encoding is a model that gives every character a cost in bits: usual characters of the
/// languages that it is used for cost little, rare ones and symbols inside words much, and bytes
/// that it does not know most. The encoding with the lowest sum is the likeliest.
enum EncodingGuess {
  /// The likeliest encoding of some lines that are not UTF-8.
  static func likeliest(for sample: [UInt8]) -> String {
    let candidates = wide.map { ($0.name, $0.bits(sample)) } + LetterEncoding.all.map { ($0.name, $0.bits(sample)) }
    // The models know which characters are usual, not each that there is.
    let likely = candidates.filter { $0.1 < .infinity }.sorted { $0.1 < $1.1 }
    return likely.first { TextEncoding.isText(sample, in: $0.0) }?.0 ?? "windows-1252"
  }

  /// UTF-16 without a mark: in most of its characters one byte is 0, always the same one.
  ///
  /// - Parameter count: the number of bytes to look at.
  static func utf16(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> String? {
    if memchr(bytes, 0, count) == nil { return nil }
    var (even, odd, letters) = (0, 0, 0)
    let pairs = count / 2
    for pair in 0..<pairs {
      let (first, second) = (bytes[pair * 2], bytes[pair * 2 + 1])
      if first == 0 { even += 1 }
      if second == 0 { odd += 1 }
      // Two characters of a text that has some zeros.
      if first &- 0x20 < 0x5F && second &- 0x20 < 0x5F { letters += 1 }
    }
    guard pairs > 0, letters * 10 < pairs * 3, max(even, odd) * 20 >= pairs else { return nil }
    if even * 20 <= odd { return "UTF-16LE" }
    return odd * 20 <= even ? "UTF-16BE" : nil
  }

  private static let wide = [
    WideEncoding("GB18030", 0, common: CommonCharacters.simplified, .gb18030),
    WideEncoding("Big5", 1, common: CommonCharacters.traditional, .big5),
    WideEncoding("Shift_JIS", 1, common: CommonCharacters.japanese, .shiftJIS),
    WideEncoding("EUC-KR", 1, common: CommonCharacters.korean, .eucKR),
    WideEncoding("EUC-JP", 3, common: CommonCharacters.japanese, .eucJP),
  ]
}

/// An encoding with two bytes for most characters.
struct WideEncoding: Sendable {
  enum Kind { case gb18030, big5, shiftJIS, eucKR, eucJP }

  let name: String
  /// How unusual it is, in bits.
  let prior: Double
  let kind: Kind
  /// The codes of usual characters, and the bits of each: together they are most of a text.
  let common: Set<UInt16>
  let commonBits: Double

  /// Bits of an ASCII character and of a byte that belongs to no character.
  private static let (ascii, unknown) = (4.5, 30.0)

  init(_ name: String, _ prior: Double, common text: String, _ kind: Kind) {
    self.name = name
    self.prior = prior
    self.kind = kind
    var codes: Set<UInt16> = []
    let bytes = TextEncoding.encoded(text, as: name)
    var index = 0
    while index + 1 < bytes.count {
      codes.insert(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
      index += 2
    }
    common = codes
    commonBits = log2(Double(max(1, codes.count)) / 0.72)
  }

  /// The bits of some text; infinite if it is not in this encoding.
  func bits(_ sample: [UInt8]) -> Double {
    var bits = prior
    var index = 0
    var (characters, others) = (0, 0)
    while index < sample.count {
      let first = sample[index]
      if first < 0x80 {
        bits += Self.ascii
        index += 1
        continue
      }
      characters += 1
      if kind == .shiftJIS && 0xA1...0xDF ~= first {
        // Half as wide as others, and rare.
        bits += 11
        index += 1
        continue
      }
      let second = index + 1 < sample.count ? sample[index + 1] : 0
      if common.contains(UInt16(first) << 8 | UInt16(second)) {
        bits += commonBits
        index += 2
        continue
      }
      if kind == .gb18030, 0x30...0x39 ~= second, index + 3 < sample.count, sample[index + 2] >= 0x81, 0x30...0x39 ~= sample[index + 3] {
        bits += 26
        index += 4
        continue
      }
      if let cost = cost(first, second) {
        bits += cost
        index += 2
      } else {
        bits += Self.unknown
        others += 1
        index += 1
      }
    }
    return TextEncoding.isWrong(others, of: characters) ? .infinity : bits
  }

  /// The bits of a character of two bytes that is not among the usual ones; nil if there is none.
  private func cost(_ first: UInt8, _ second: UInt8) -> Double? {
    switch kind {
    case .gb18030:
      guard 0x81...0xFE ~= first, 0x40...0xFE ~= second, second != 0x7F else { return nil }
      if second < 0xA1 { return 20 }
      switch first {
      case 0xB0...0xD7: return 13.3
      case 0xD8...0xF7: return 17
      case 0xA1, 0xA3: return 9
      case 0xA2, 0xA4...0xA9: return 15
      case 0xAA...0xAF, 0xF8...0xFE: return 30
      default: return 20
      }
    case .big5:
      guard 0x81...0xFE ~= first, 0x40...0x7E ~= second || 0xA1...0xFE ~= second else { return nil }
      switch first {
      case 0xA4...0xC5: return 13.7
      case 0xC6: return second < 0x7F ? 13.7 : 26
      case 0xC9...0xF9: return 17
      case 0xA1...0xA3: return 9.5
      default: return 26
      }
    case .shiftJIS:
      guard 0x81...0x9F ~= first || 0xE0...0xFC ~= first, 0x40...0xFC ~= second, second != 0x7F else { return nil }
      switch first {
      case 0x82: return second >= 0x9F && second <= 0xF1 ? 7.2 : 10
      case 0x83: return second <= 0x96 ? 7.4 : 15
      case 0x81: return 9
      case 0x88...0x97: return 13
      case 0x98...0x9F, 0xE0...0xEA: return 17
      default: return 22
      }
    case .eucKR:
      guard 0x81...0xFD ~= first, 0x41...0xFE ~= second else { return nil }
      if second < 0xA1 { return first <= 0xC6 && (0x41...0x5A ~= second || 0x61...0x7A ~= second || second > 0x80) ? 20 : nil }
      switch first {
      case 0xB0...0xC8: return 13.2
      case 0xCA...0xFD: return 17.5
      case 0xA1...0xA3: return 10
      case 0xA4...0xAC: return 15
      default: return 20
      }
    case .eucJP:
      guard first == 0x8E || first == 0x8F || 0xA1...0xFE ~= first, 0xA1...0xFE ~= second else { return nil }
      switch first {
      case 0xA4: return 7.2
      case 0xA5: return 7.4
      case 0xA1: return 9
      case 0xA3: return 10
      case 0xB0...0xCF: return 13
      case 0xD0...0xF4: return 17
      case 0x8E: return 12
      default: return 22
      }
    }
  }
}
