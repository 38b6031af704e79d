// Dictionaries of very many texts: their order, groups of them, functions of
// them; the same with any number of threads.

import SegColumns
import SegFunctions
import Testing

@testable import SegKernels

@Suite struct ManyTextsTests {
  private static let heads = ["", "customer number ", "用户", "Kunde-", "12345678", "1234567812345678", "\0\0\0\0\0\0\0\0", "z"]

  /// As many distinct texts, most with a long beginning in common.
  private static func texts(_ count: Int) -> [String] {
    (0..<count).map { number in
      let head = number % 3 == 0 ? 1 : number % heads.count
      return heads[head] + "\(number &* 7919 % 1_000_003)" + String(repeating: "\0", count: number % 11 == 0 ? 9 : 0)
    }
  }

  @Test(arguments: [1, 3])
  func order(_ threads: Int) throws {
    // Besides, texts that are nothing but zero bytes differ in length alone.
    let texts = Self.texts(140_000) + (1..<70_000).map { String(repeating: "\0", count: $0 % 300 == 0 ? $0 : 16) + "\($0)" }
    let distinct = Array(Set(texts))
    let dictionary = TextDictionary(distinct)
    let ranks = try dictionary.ranks(context(threads))
    var places = [Int](repeating: -1, count: distinct.count)
    for code in distinct.indices { places[Int(ranks[code])] = code }
    #expect(!places.contains(-1))
    for place in places.indices.dropFirst() {
      let (before, after) = (dictionary.utf8(places[place - 1]), dictionary.utf8(places[place]))
      if TextDictionary.compare(before, after) >= 0 {
        Issue.record("place \(place)")
        return
      }
    }
  }

  @Test(arguments: [true, false], [1, 3])
  func groups(_ inOrder: Bool, _ threads: Int) throws {
    let texts = Self.texts(70_000)
    var random = SeededGenerator(5)
    // Some texts have no row, some rows no text, some do not count.
    let codes = (0..<100_000).map { _ in Int.random(in: 0..<9, using: &random) == 0 ? nil : Int.random(in: 0..<60_000, using: &random) }
    let asked = Bitmap((0..<100_000).map { _ in Int.random(in: 0..<5, using: &random) > 0 })
    let dictionary = TextDictionary(texts)
    let column = Column.text(
      Buffer(codes.map { UInt32($0 ?? 0) }), dictionary: dictionary, validity: Bitmap(codes.map { $0 != nil }))
    let found = try Grouping(texts: column, dictionary, among: asked, inOrder: inOrder, context(threads))
    let used = Set(codes.indices.filter { asked[$0] }.compactMap { codes[$0] })
    let sorted = used.sorted { inOrder ? Array(texts[$0].utf8).lexicographicallyPrecedes(Array(texts[$1].utf8)) : $0 < $1 }
    let numbers = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32($0)) })
    let expected = codes.indices.map { row -> Int32 in
      asked[row] ? codes[row].flatMap { numbers[$0] } ?? Int32(sorted.count) : -1
    }
    #expect(found.ids.array == expected)
    #expect(found.count == sorted.count + 1)
    #expect(!found.areSingle)
    #expect(found.representatives.enumerated().allSatisfy { expected[Int($1)] == Int32($0) })
    if inOrder {
      let usual = try Grouping([column], among: asked, context(threads))
      #expect(usual.ids.array == expected)
    }
  }

  @Test func groupsOfOneRow() throws {
    let texts = Self.texts(66_000)
    let column = Column.text(
      Buffer((0..<66_000).reversed() as [UInt32]), dictionary: TextDictionary(texts), validity: nil)
    let dictionary = try #require(column.dictionary)
    let found = try Grouping(texts: column, dictionary, among: Bitmap(count: 66_000, repeating: true), inOrder: false, context(2))
    #expect(found.areSingle)
    let backwards: [Int32] = (0..<66_000).reversed()
    #expect(found.ids.array == backwards)
  }

  /// Results that are few, all different, or none.
  @Test(arguments: [1, 3])
  func functions(_ threads: Int) throws {
    let source = TextDictionary(Self.texts(50_000))
    let upper = FunctionLibrary.builtIn["upper"]?.overloads.first?.bytes?([.missing])
    let left = FunctionLibrary.builtIn["left"]?.overloads.first?.bytes?([.missing, .integer(2)])
    let functions: [(ByteKernel?, @Sendable (String) -> String?)] = [
      (upper, { $0.uppercased() }), (left, { String($0.prefix(2)) }), (nil, { $0 + "é" }),
      (nil, { $0.hasPrefix("用") ? nil : String($0.suffix(3)) }), (nil, { _ in nil }),
    ]
    for (kernel, body) in functions {
      let mapping = try TextMapping(source, kernel.map { ($0.factor, $0.extra, $0.body) }, context(threads), body)
      var codes: [[UInt8]: UInt32] = [:]
      var isRight = true
      for code in 0..<source.count {
        guard let result = body(source[code]) else {
          isRight = isRight && mapping.validity?[code] == false && mapping.codes[code] == 0
          continue
        }
        let bytes = Array(result.utf8)
        let expected = codes[bytes] ?? UInt32(codes.count)
        codes[bytes] = expected
        isRight = isRight && mapping.validity?[code] ?? true && mapping.codes[code] == expected
      }
      #expect(isRight)
      #expect(mapping.dictionary.count == max(1, codes.count))
      for (bytes, code) in codes where Array(mapping.dictionary.utf8(Int(code))) != bytes { Issue.record("code \(code)") }
    }
  }
}
