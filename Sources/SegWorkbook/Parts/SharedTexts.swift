// The texts that the cells of a workbook share.

import SegFiles

/// Texts by number, one after the other in memory.
struct SharedTexts {
  let bytes: ByteArena
  /// Where each text starts; and the end of the last one.
  private(set) var offsets: [Int] = [0]

  var count: Int { offsets.count - 1 }

  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes.pointer + offsets[index], count: offsets[index + 1] - offsets[index])
  }

  /// - Parameter needed: how many texts, at most, are to be read.
  init(_ workbook: Workbook, needed: Int, _ work: ReadWork) throws {
    bytes = ByteArena(work)
    guard needed > 0, let entry = workbook.sharedTexts else { return }
    let reader = try XMLReader(workbook.archive, entry, work)
    while count < needed {
      switch try reader.next() {
      case .finished: return
      case .start where reader.isNamed("si"):
        try Self.text(reader, into: bytes)
        offsets.append(bytes.count)
        if count & 0xFFFF == 0 { try work.context.offer(offsets.count * 8) }
      case .start, .end, .text: continue
      }
    }
  }

  /// The text of the element that has just begun: of all its runs, without the readings of
  /// Japanese words (`rPh`).
  static func text(_ reader: XMLReader, into bytes: ByteArena) throws {
    let outside = reader.depth - 1
    var isText = false
    while reader.depth > outside {
      switch try reader.next() {
      case .finished: return
      case .start:
        if reader.isNamed("rPh") { try reader.skipElement() } else if reader.isNamed("t") { isText = true }
      case .end: isText = false
      case .text: if isText { try add(reader, to: bytes) }
      }
    }
  }

  /// Adds the text of the last token. Characters that XML has not are written `_x000D_`.
  static func add(_ reader: XMLReader, to bytes: ByteArena) throws {
    let range = reader.text
    if reader.isPlainText, !holdsEscape(reader.memory + range.lowerBound, range.count) {
      return try bytes.append(reader.memory + range.lowerBound, range.count)
    }
    try bytes.append(unescaped(reader.decodedText()))
  }

  private static func holdsEscape(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
    var place = 0
    while place + 7 <= count {
      if start[place] == UInt8(ascii: "_"), start[place + 1] | 0x20 == UInt8(ascii: "x"), start[place + 6] == UInt8(ascii: "_") {
        return true
      }
      place += 1
    }
    return false
  }

  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "_"), place + 7 <= bytes.count, bytes[place + 1] == UInt8(ascii: "x"),
        bytes[place + 6] == UInt8(ascii: "_"),
        let number = UInt32(String(decoding: bytes[(place + 2)..<(place + 6)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(number)
      {
        result.append(contentsOf: Array(String(Character(scalar)).utf8))
        place += 7
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return result
  }
}
