// Questions in plain words, which the prompt reads after `?`.

import SegDiagnostics

extension Session {
  /// Statements that a question in plain words may mean, English or Chinese, the likeliest first. Every
  /// word is understood and every statement is checked; none if that is not so.
  ///
  ///     session.readings(ofQuestion: "how many loyal customers in 北京")
  ///     // ["show count() as customers where loyal and city = \"北京\""]
  public func readings(ofQuestion text: String) -> [String] {
    let readings = call {
      let vocabulary = WordVocabulary(state)
      return ChineseQuestion.statements(text, vocabulary) + WordedQuestion.statements(text, vocabulary)
    }
    var seen: Set<String> = []
    let correct = readings.filter { reading in
      seen.insert(reading).inserted && !check(reading).contains { $0.severity == .error }
    }
    return Array(correct.prefix(9))
  }

  /// The word, or the part of a Chinese question, that is not understood; nil if each is.
  public func misunderstoodWord(ofQuestion text: String) -> String? {
    call {
      let vocabulary = WordVocabulary(state)
      return ChineseQuestion.isChinese(text)
        ? ChineseVocabulary(vocabulary).unknownPart(text) : WordedQuestion.unknownWord(text, vocabulary)
    }
  }
}
