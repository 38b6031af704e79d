// Rankings as people write them: `top 20% per city by profit`, `where top 20% revenue`.

/// Statements that such sentences may mean; they are tried before one is offered.
struct CutSentences {
  let phrase: Phrase

  /// `rank by profit top 20% per city`, `… top 20% by city`, `top 20% per city by profit`.
  var within: [String] {
    guard let cut = phrase.words.indices.first(where: { ["top", "bottom"].contains(phrase.word($0)) }), cut + 2 < phrase.count
    else { return [] }
    let amount = "\(phrase.word(cut)) \(phrase.words[cut + 1].text)"
    let after = Phrase(phrase.text(cut + 2..<phrase.count))
    if let rank = phrase.first(["rank"]), rank < cut {
      guard ["per", "by", "in", "within"].contains(after.word(0)), after.count > 1 else { return [] }
      let groups = after.text((after.word(1) == "each" ? 2 : 1)..<after.count)
      return ["\(phrase.text(0..<cut)) per \(groups) \(amount)"]
    }
    guard phrase.word(0) == "segment", let per = after.first(["per"]), let by = after.first(["by"]) else { return [] }
    let head = phrase.text(0..<(phrase.word(cut - 1) == "where" ? cut - 1 : cut))
    let measure = after.text(by + 1..<(by < per ? per : after.count))
    let groups = after.text(per + 1..<(per < by ? by : after.count))
    return ["\(head) rank by \(measure) per \(groups) \(amount)"]
  }

  /// `segment s where top 20% revenue`.
  var withoutBy: [String] {
    guard let cut = phrase.words.indices.first(where: { ["top", "bottom"].contains(phrase.word($0)) }), cut > 0,
      phrase.words.indices.contains(cut + 2), phrase.words[cut + 2].isName, phrase.count == cut + 3, phrase.first(["rank"]) == nil
    else { return [] }
    let head = phrase.text(0..<(phrase.word(cut - 1) == "where" ? cut - 1 : cut))
    return ["\(head) rank by \(phrase.words[cut + 2].text) \(phrase.text(cut..<cut + 2))"]
  }
}
