// Questions in plain words, as statements: those with a name of their own, and those that are read word by word.

extension WordedQuestion {
  /// Statements that the question may mean, the likeliest first; none if a word was not understood.
  static func statements(_ text: String, _ vocabulary: WordVocabulary) -> [String] {
    let text = ShopifySentence.words(text) ?? text
    let question = WordedQuestion(text, vocabulary)
    guard question.isShort else { return [] }
    if let named = named(text, vocabulary) { return named }
    guard let first = question.understood else { return [] }
    var other = question
    other.parts.choice = 1
    return first.composed + (first.isAmbiguous ? other.understood?.composed ?? [] : [])
  }

  /// Statements of a question that has a name of its own as a whole; nil: it has none.
  static func named(_ text: String, _ vocabulary: WordVocabulary) -> [String]? {
    let question = WordedQuestion(text, vocabulary)
    return question.isShort ? WordedPhrase.statements(question) : nil
  }
}
