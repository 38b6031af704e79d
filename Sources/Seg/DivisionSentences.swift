// Customers divided by lot, as people write it: `split loyal 50/50`, `sample 10% of loyal`.

/// Statements that such sentences may mean; they are tried before one is offered.
struct DivisionSentences {
  let phrase: Phrase
  let names: KnownNames

  /// The readings, the likeliest first.
  var readings: [String] { sampled + halves + shares }

  /// `sample 10% of loyal`: a part drawn by lot.
  private var sampled: [String] {
    guard phrase.word(0) == "sample", let share = phrase.words.first(where: { $0.text.hasSuffix("%") }) else { return [] }
    let base = phrase.words.dropFirst().first { names.isSegment($0.text) }.map { "from \($0.text) " } ?? ""
    return ["segment sampled \(base)where sample(\(share.text))"]
  }

  /// `split loyal 50/50`.
  private var halves: [String] {
    // `ab test loyal 50/50`, `split loyal into two groups`.
    let isTest = ["ab", "a/b"].contains(phrase.word(0)) && phrase.word(1) == "test"
    let numbers = ["two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4]
    if phrase.word(0) == "split", phrase.word(2) == "into", let count = numbers[phrase.word(3)], phrase.count == 5,
      ["groups", "parts", "halves"].contains(phrase.word(4))
    {
      let parts = (1...count).map { "part_\($0) \($0 == 1 ? 100 - 100 / count * (count - 1) : 100 / count)%" }
      return ["split \(phrase.words[1].text) into \(parts.joined(separator: ", "))"]
    }
    guard phrase.word(0) == "split" || isTest, phrase.first(["into", "to"]) == nil, phrase.count > 3 else { return [] }
    let shares = phrase.words[(isTest ? 3 : 2)...].compactMap { Int($0.text.filter { $0 != "%" }) }
    guard shares.count == 2, shares.allSatisfy({ (1...99).contains($0) }), shares.reduce(0, +) == 100 else { return [] }
    return ["split \(phrase.words[isTest ? 2 : 1].text) into test \(shares[0])%, control \(shares[1])%"]
  }

  /// `split loyal into test, control`, `… into test 50, control 50`: shares as percentages.
  private var shares: [String] {
    guard phrase.word(0) == "split", let into = phrase.first(["into", "to"]) else { return [] }
    let end = phrase.first(["per", "seed"]) ?? phrase.count
    var groups: [String] = []
    var index = into + 1
    while index < end {
      defer { index += 1 }
      let word = phrase.words[index]
      if [",", "and"].contains(word.lower) { continue }
      if Double(word.text) != nil, let last = groups.popLast() {
        groups.append("\(last) \(word.text)%")
      } else {
        groups.append(word.text)
      }
    }
    guard groups.count > 1 else { return [] }
    let isShared = groups.allSatisfy { $0.contains("%") }
    let share = 100 / groups.count
    let written = isShared ? groups : groups.map { "\($0) \(share)%" }
    return ["split \(phrase.text(1..<into)) into \(written.joined(separator: ", ")) \(phrase.text(end..<phrase.count))"]
  }
}
