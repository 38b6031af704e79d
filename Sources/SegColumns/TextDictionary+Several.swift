// Texts of several dictionaries: their common order, and their merged dictionary.

import SegDiagnostics
import SegRuntime

extension TextDictionary {
  /// For two dictionaries, the place of each code in the common order of their texts.
  package static func commonRanks(
    _ a: TextDictionary, _ b: TextDictionary, _ context: ExecutionContext
  ) throws(ScriptError) -> (Buffer<UInt32>, Buffer<UInt32>) {
    if a === b {
      let ranks = try a.ranks(context)
      return (ranks, ranks)
    }
    // The codes in their order, and those that are kept.
    try context.offer((a.count + b.count) * 2 * MemoryLayout<UInt32>.size)
    _ = (try a.ranks(context), try b.ranks(context))
    let orderA = a.codesInOrder
    let orderB = b.codesInOrder
    let ranksA = Buffer<UInt32>(count: a.count + 1, zeroed: true)
    let ranksB = Buffer<UInt32>(count: b.count + 1, zeroed: true)
    var i = 0
    var j = 0
    var rank: UInt32 = 0
    while i < orderA.count || j < orderB.count {
      let order: Int
      if i == orderA.count {
        order = 1
      } else if j == orderB.count {
        order = -1
      } else {
        order = TextDictionary.compare(a.utf8(Int(orderA[i])), b.utf8(Int(orderB[j])))
      }
      if order <= 0 {
        ranksA[Int(orderA[i])] = rank
        i += 1
      }
      if order >= 0 {
        ranksB[Int(orderB[j])] = rank
        j += 1
      }
      rank &+= 1
    }
    return (ranksA, ranksB)
  }

  /// One dictionary for the texts of several, and the new code of each old one.
  package static func union(_ dictionaries: [TextDictionary]) -> (TextDictionary, [Buffer<UInt32>]) {
    var codes: [ExactText: UInt32] = [:]
    var texts: [String] = []
    var maps: [Buffer<UInt32>] = []
    for dictionary in dictionaries {
      let map = Buffer<UInt32>(count: dictionary.count + 1, zeroed: true)
      for code in 0..<dictionary.count {
        let text = dictionary[code]
        let key = ExactText(text)
        if let known = codes[key] {
          map[code] = known
        } else {
          map[code] = UInt32(texts.count)
          codes[key] = UInt32(texts.count)
          texts.append(text)
        }
      }
      maps.append(map)
    }
    return (TextDictionary(texts), maps)
  }
}
