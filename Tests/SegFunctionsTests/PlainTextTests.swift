// Functions on bytes say what those on strings say, or leave the text to them.

import SegColumns
import Testing

@testable import SegFunctions

@Suite struct PlainTextTests {
  /// Pieces that join each other or not: marks, joiners, line ends, blanks of
  /// other scripts, letters whose case has another length.
  private static let pieces = [
    "a", "Z", " ", "\t", "\r", "\n", "7", "é", "e\u{301}", "\u{301}", "ß", "İ", "ŉ", "杭", "州", "\u{3400}", "\u{9FFF}",
    "\u{A0}", "\u{85}", "\u{AD}", "\u{200D}", "👩", "🇩", "ᄀ", "가", "\u{11A8}", "ﬁ", "Σ", "\u{3099}", "か", "ˮ", "\u{1F}",
  ]

  /// With and without groups, marks of places, empty matches, and letters of either case.
  private static let patterns = [
    "a+", "[a-zé]*7?", "\\ba|Z\\b", "(a|Z)+?(7|$)", "(?i)z|É", "^.|.$", "", "((a*)*)7", "[^a ]", "(州)|杭",
  ]

  private func texts() -> [String] {
    var state: UInt64 = 42
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    var texts = [""] + Self.pieces
    for first in Self.pieces { for second in Self.pieces { texts.append(first + second) } }
    for _ in 0..<4000 {
      // Half of them of the plain ones alone.
      let many = random(2) == 0 ? Self.pieces.count : 7
      texts.append((0..<random(9)).map { _ in Self.pieces[random(many)] }.joined())
    }
    return texts
  }

  /// What a kernel makes: the bytes of a text, or missing; nil where it leaves the text to strings.
  private func run(_ kernel: ByteKernel, _ text: String) -> Value? {
    let capacity = text.utf8.count * kernel.factor + kernel.extra
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 1)
    defer { room.deallocate() }
    var text = text
    guard let count = text.withUTF8({ kernel.body($0, room) }) else { return nil }
    #expect(count <= capacity)
    return count < 0 ? .missing : .text(String(decoding: UnsafeBufferPointer(start: room, count: count), as: UTF8.self))
  }

  /// - Returns: what a function of the library says of a text and other values.
  private func call(_ name: String, _ values: [Value]) -> Value? {
    guard let overload = FunctionLibrary.builtIn[name]?.overloads.first else { return nil }
    switch overload.kernel {
    case .text(let body):
      guard case .text(let text)? = values.first else { return nil }
      return body(text).map { .text($0) }
    case .values(let body): return body(values)
    case .textToInteger(let body):
      guard case .text(let text)? = values.first else { return nil }
      return body(text).map { .integer($0) }
    default: return nil
    }
  }

  @Test func sayTheSame() throws {
    typealias Call = (name: String, others: [Value], place: Int)
    var calls: [Call] = [
      ("lower", [.missing], 0), ("upper", [.missing], 0), ("trim", [.missing], 0),
      ("concat", [.missing, .text("é!")], 0), ("concat", [.text("杭-"), .missing], 1), ("reverse", [.missing], 0),
      ("pad", [.missing, .integer(5), .text("a杭")], 0), ("pad", [.missing, .integer(3), .text("")], 0),
    ]
    for count in [-1, 0, 1, 2, 3, 100, Int64.max] {
      calls.append(("left", [.missing, .integer(count)], 0))
      calls.append(("right", [.missing, .integer(count)], 0))
    }
    for pattern in Self.patterns {
      calls.append(("extract", [.missing, .text(pattern)], 0))
      calls.append(("regexp_replace", [.missing, .text(pattern), .text("-杭")], 0))
      calls.append(("regexp_replace", [.missing, .text(pattern), .text("")], 0))
    }
    for (name, others, place) in calls {
      let kernel = try #require(FunctionLibrary.builtIn[name]?.overloads.first?.bytes?(others))
      var made = 0
      for text in texts() {
        guard let found = run(kernel, text) else { continue }
        made += 1
        var values = others
        values[place] = .text(text)
        #expect(bytes(found) == bytes(call(name, values) ?? .missing), "\(name)(\(others)) of \(text.debugDescription)")
      }
      #expect(made > 1000, "\(name)")
    }
  }

  /// Of a text; texts that are canonically equal may have different ones.
  private func bytes(_ value: Value) -> [UInt8]? {
    if case .text(let text) = value { Array(text.utf8) } else { nil }
  }

  @Test func domainsAreTheSame() throws {
    let kernel = try #require(FunctionLibrary.builtIn["domain"]?.overloads.first?.bytes?([.missing]))
    var made = 0
    for text in texts() {
      for address in [text, "@" + text, "a@b@Shop." + text, text + "@X > y"] {
        guard let found = run(kernel, address) else { continue }
        made += 1
        #expect(bytes(found) == bytes(call("domain", [.text(address)]) ?? .missing), "\(address.debugDescription)")
      }
    }
    #expect(made > 1000)
  }

  @Test func countTheSame() throws {
    let count = try #require(FunctionLibrary.builtIn["length"]?.overloads.first?.counted)
    var made = 0
    for var text in texts() {
      guard let found = text.withUTF8({ count($0) }) else { continue }
      made += 1
      #expect(found == text.count, "\(text.debugDescription)")
    }
    #expect(made > 1000)
  }
}
