// Everything that can be called has a Chinese name, and no two have the same.

import SegPlan
import SegSyntax
import Testing

@testable import Seg

@Suite struct ChineseNamesTests {
  @Test func everyCallableHasAName() {
    let names = Set(CallableList.builtIn.all.map(\.name))
    for name in names { #expect(ChineseNames.functions[name]?.isEmpty == false, "\(name)") }
    for name in ChineseNames.functions.keys { #expect(names.contains(name), "\(name) cannot be called") }
  }

  @Test func namesHaveOneMeaning() {
    var seen: [String: String] = [:]
    for (name, words) in ChineseNames.functions {
      for word in words {
        #expect(seen[word] == nil, "\(word): \(name)")
        seen[word] = name
      }
    }
  }
}
