// Texts found in a dictionary: by a hash of their ends, against looking at each.

import SegColumns
import SegRuntime
import Testing

@testable import SegKernels

@Suite struct TextFindingTests {
  /// Texts of few letters share beginnings, ends and lengths.
  @Test(arguments: [1, 3])
  func amongMany(_ threads: Int) throws {
    var random = SeededGenerator(threads)
    let context = ExecutionContext(threads: threads)
    for round in 0..<40 {
      var texts: Set<String> = []
      let longest = [1, 7, 8, 9, 17, 40][round % 6]
      for _ in 0..<(round % 4 == 0 ? 40_000 : 500) {
        let count = Int.random(in: 0...longest, using: &random)
        texts.insert(String((0..<count).map { _ in ["a", "b", "州"][Int.random(in: 0..<3, using: &random)] }))
      }
      let all = Array(texts).sorted()
      let dictionary = TextDictionary(all)
      var wanted = (0..<Int.random(in: 0...30, using: &random)).map { _ in all[Int.random(in: 0..<all.count, using: &random)] }
      wanted += ["", "none of them", String(repeating: "a", count: longest + 1)]
      let expected = all.indices.filter { wanted.contains(all[$0]) }
      let found = try TextFinding(wanted.map { Array($0.utf8) }).codes(in: dictionary, context)
      #expect(found == expected, "round \(round)")
    }
  }
}
