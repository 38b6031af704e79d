// Segments of Shopify: `orders_placed(count_at_least: 3, since: -90d)`, `FROM customers SHOW total_sales GROUP BY month`.

enum ShopifySentence {
  /// `FROM sales SHOW total_sales BY product_category DURING last_month ORDER BY total_sales DESC`.
  private static func query(_ phrase: Phrase) -> String {
    let measures = [
      "total_sales": "sales", "net_sales": "sales", "gross_sales": "sales", "total_amount_spent": "revenue", "orders": "orders count",
    ]
    var words: [String] = []
    var index = 3
    while index < phrase.count {
      let word = phrase.word(index)
      let next = phrase.word(index + 1)
      switch word {
      case "group" where next == "by":
        words.append("by")
        index += 1
      case "(", ")": break
      case "as": index += 1
      case "timeseries": words.append("by")
      case "order" where next == "by":
        words.append("ordered by")
        index += 1
      case "since" where next == "-":
        words.append("in the last \(phrase.word(index + 2))")
        index += 2
      case "during":
        words.append(next.replacing("_", with: " "))
        index += 1
      case "limit":
        words.append("top \(next)")
        index += 1
      default: words.append(measures[word] ?? phrase.words[index].text)
      }
      index += 1
    }
    return words.joined(separator: " ")
  }

  /// The same in words that a question is read from; nil if it is none of these.
  static func words(_ text: String) -> String? {
    let phrase = Phrase(text)
    if phrase.word(0) == "from", phrase.word(2) == "show" { return query(phrase) }
    guard phrase.word(1) == "(", phrase.closing(1) == phrase.count - 1 else { return nil }
    let options = phrase.parts(2..<phrase.count - 1).map { Phrase(phrase.text($0)) }
    guard options.allSatisfy({ $0.word(1) == ":" && $0.count > 2 }) else { return nil }
    switch phrase.word(0) {
    case "products_purchased":
      // What is bought is found by its value; its column must be the one that is named.
      guard options.count == 1 else { return nil }
      return "bought \(options[0].text(2..<options[0].count)) \(options[0].words[0].text)"
    case "orders_placed":
      var (count, since) = ("", "")
      for option in options {
        let value = option.text(2..<option.count)
        switch option.word(0) {
        case "count_at_least": count = " at least \(value) times"
        case "count_at_most": count = " at most \(value) times"
        case "count": count = " exactly \(value) times"
        case "since": since = " in the last \(value.filter { $0 != "-" && $0 != " " })"
        default: return nil
        }
      }
      return "ordered\(count)\(since)"
    default: return nil
    }
  }
}
