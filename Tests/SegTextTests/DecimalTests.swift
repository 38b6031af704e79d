// Decimals of files: held as integers of their last place where that loses
// nothing, and the doubles that the texts say in any case.

import SegColumns
import SegRuntime
import SegText
import Testing

@Suite struct DecimalTests {
  /// How files are cut: whole, in chunks of a few rows, by several threads.
  private static let cuts = [(chunk: 1 << 20, threads: 1), (64, 1), (300, 2), (1000, 3), (1 << 14, 3)]

  private func file(_ texts: [String], isLines: Bool) -> String {
    if isLines {
      return texts.map { $0.isEmpty ? "{\"id\": 1, \"v\": null}\n" : "{\"id\": 1, \"v\": \($0)}\n" }.joined()
    }
    return "id,v\n" + texts.map { "1,\($0)\n" }.joined()
  }

  /// Reads texts and compares each row with the double that Swift reads, bit for
  /// bit but for the sign of 0, which no column keeps.
  ///
  /// - Returns: the column's scale, the same however the file is cut.
  @discardableResult
  private func check(_ texts: [String], _ note: String, cuts: [(chunk: Int, threads: Int)] = Self.cuts, lines: [Bool] = [false, true])
    throws
    -> Int?
  {
    var scale: Int??
    var width: Int?
    let missing = texts.filter(\.isEmpty).count
    let numbers = texts.map { $0.isEmpty ? nil : Double($0).map { $0 + 0 } }
    for isLines in lines {
      let bytes = Array(file(texts, isLines: isLines).utf8)
      for (chunk, threads) in cuts {
        let column = try #require(
          try readBytes(bytes, name: isLines ? "t.ndjson" : "t.csv") {
            $0.chunkSize = chunk
            $0.context = ExecutionContext(threads: threads)
            $0.types = [("v", .number)]
          }.table["v"])
        let place = "\(note), \(isLines ? "NDJSON" : "CSV"), chunk \(chunk), \(threads) threads"
        #expect(column.type == .number && column.count == texts.count, "\(place)")
        for (row, expected) in numbers.enumerated() {
          guard column.isPresent(row) == (expected != nil), column.number(at: row).bitPattern == (expected ?? 0).bitPattern,
            column[row] == expected.map({ .number($0) }) ?? .missing
          else {
            Issue.record("\(place): row \(row) is \(column[row]), not \(texts[row])")
            break
          }
        }
        #expect(column.missingCount == missing, "\(place)")
        if let scale { #expect(scale == column.scale, "\(place)") } else { scale = column.scale }
        if let width { #expect(width == column.byteCount, "\(place)") } else { width = column.byteCount }
      }
    }
    return scale ?? nil
  }

  /// A decimal with exactly so many places.
  private func decimal(_ units: Int64, _ places: Int) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (units < 0 ? "-" : "") + padded.dropLast(places) + (places == 0 ? "" : "." + padded.suffix(places))
  }

  @Test(arguments: 0...6)
  func places(_ places: Int) throws {
    var random = SeededGenerator(state: UInt64(places))
    for limit in [Int64(100), 128, 30_000, 32_769, 2_000_000_000] {
      for share in [0, 3] {
        var texts = (0..<700).map { _ in
          Int.random(in: 0..<10, using: &random) < share ? "" : decimal(Int64.random(in: -limit...limit, using: &random), places)
        }
        texts[350] = decimal(limit / 10 * 10 + 1, places)  // has all of the places
        let scale = try check(texts, "\(places) places to \(limit), \(share) missing")
        #expect(scale == (places <= 4 ? places : nil), "\(places) places to \(limit)")
      }
    }
  }

  /// Some decimals in fewer places, which then are the zeros of more.
  @Test func writtenDifferently() throws {
    let texts = [
      "1", "1.5", "-0", "-0.00", "0.0", "0.10", "-0.05", "+3.25", "1e1", "125e-2", "-1E-1", "100", "0.3", "0.29", "1.1", "8.29", "4.35",
    ]
    #expect(try check(texts, "forms", lines: [false]) == 2)
    #expect(try check(texts.filter { !["+3.25"].contains($0) }, "forms") == 2)
    #expect(try check(["-0", "-0.0", "", "0"], "zeros") == 0)
    #expect(try check(["", "", ""], "nothing") == 0)
    #expect(try check(["2.50", "3.000000", "4.10000"], "zeros behind") == 1)
    #expect(try check(["0.1", "0.30000000000000004"], "nearly a decimal") == nil)
    #expect(try check(["0.07", "1e-320"], "tiny") == nil)
  }

  /// The ends of 32 bits, in each number of decimals.
  @Test(arguments: 0...4)
  func endsOfTheRange(_ places: Int) throws {
    let most = Int64(Int32.max)
    for sign in [Int64(1), -1] {
      for (beyond, fits) in [(-1, true), (0, true), (1, false), (2, false), (1 << 33, false)] as [(Int64, Bool)] {
        let texts = [decimal(1, places), "", decimal(sign * (most + beyond), places), decimal(-7, places)]
        let scale = try check(texts, "\(most + beyond) in \(places)")
        #expect(scale == (fits ? places : nil), "\(texts)")
      }
    }
  }

  /// What begins as decimals and is none late in the file, after many chunks.
  @Test(
    arguments: [
      ("finer", "0.125", 3), ("two finer", "0.0625", 4), ("fifth", "0.03125", nil), ("large", "21474836.48", nil),
      ("large below", "-21474836.49", nil), ("just fits", "-21474836.47", 2), ("huge", "1e300", nil), ("whole and large", "30000000", nil),
      ("too large for a finer one", "0.001", 3), ("no decimal", "0.1234567890123", nil),
    ] as [(String, String, Int?)])
  func late(_ name: String, _ late: String, _ expected: Int?) throws {
    var random = SeededGenerator(state: 5)
    for count in [64, 2048, 3000] {
      for places in [0, count - 1] {
        var texts = (0..<count).map { row in
          row % 17 == 3
            ? "" : row < count / 3 ? "\(row)" : decimal(Int64.random(in: -9999...99_999, using: &random), row < count / 2 ? 1 : 2)
        }
        texts[count / 2 + 1] = "0.25"
        texts[places] = late
        let cuts = count == 64 ? Self.cuts : [Self.cuts[0], Self.cuts[2], Self.cuts[3]]
        #expect(try check(texts, "\(name) at \(places) of \(count)", cuts: cuts) == expected)
      }
    }
  }

  /// Units that fit until a later chunk has more decimals: 2,000,000.00 in
  /// thousandths of thousandths does not.
  @Test func outgrownByALaterScale() throws {
    let whole = (0..<500).map { "\(2_000_000 + $0)" }
    #expect(try check(whole + ["0.125"], "thousandths") == 3)
    #expect(try check(whole + ["0.0625"], "ten thousandths") == nil)
    #expect(try check(["0.0625"] + whole, "ten thousandths first") == nil)
    #expect(try check(whole.map { _ in "" } + ["0.0625"], "missing until then") == 4)
    #expect(try check(["0.0625"] + whole.map { _ in "" }, "missing from then on") == 4)
  }

  /// More rows than a chunk of usual size has.
  @Test func manyRows() throws {
    var random = SeededGenerator(state: 8)
    for places in [2, 4] {
      var texts = (0..<65_537).map { row in
        row % 9 == 4 ? "" : decimal(Int64.random(in: row < 40_000 ? 0...120 : -2_000_000...2_000_000, using: &random), places)
      }
      let cuts = [(chunk: 1 << 20, threads: 1), (100_000, 3)]
      #expect(try check(texts, "\(places)", cuts: cuts) == places)
      texts[65_536] = "0.123456"
      #expect(try check(texts, "\(places), then six", cuts: cuts) == nil)
    }
  }
}
