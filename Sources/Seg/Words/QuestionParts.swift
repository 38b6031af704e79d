// What a question asks for: figures or customers, of which, by what, and when.

import SegColumns

/// The parts of a question in plain words, each as the language writes it.
struct QuestionParts {
  /// What is asked of the customers.
  enum Kind { case unknown, list, count, share }

  /// The best or the worst, and how many.
  struct Cut {
    var word = "top"
    /// nil: in order, and all of them.
    var amount: String?
    /// Whether it is the best customers, also of each group.
    var isOfPeople = false
    /// Whether the newest come first, or the oldest, and not the best.
    var isByTime = false
  }

  let vocabulary: WordVocabulary
  /// What their number is called.
  var nameOfCustomers = "customers"
  var kind = Kind.unknown
  /// Whether customers were mentioned.
  var isOfPeople = false
  /// The events that were mentioned themselves.
  var events: WordVocabulary.Events?
  /// Conditions on customers, joined by `connector`.
  var conditions: [String] = []
  var connector = "and"
  /// Conditions on events, and their days.
  var eventConditions: [(table: String, text: String)] = []
  var window: String?
  var figures: [WordedFigure] = []
  /// Tables that were named as figures are, and how many figures came before: `orders and revenue by month`.
  /// How many conditions say of which customers a share is: `share of pro users made a purchase`.
  var base = 0
  /// Whether two figures are a period and the one before, and their growth is asked for.
  var isGrowth = false
  /// The period with which that of `window` is compared.
  var compared: String?
  var counted: [(place: Int, events: WordVocabulary.Events)] = []
  /// `average`, before what it is of.
  var pending: String?
  var groups: [String] = []
  var period: String?
  var cut: Cut?
  var rank: WordedFigure?
  /// A function over the rows of the answer: `growth`, `running`.
  var overRows: String?
  /// A picture of the answer: its kind, or empty for the usual one.
  var chart: String?
  /// Whether the second group becomes columns.
  var isPivot = false
  var hasTotals = false
  /// A condition on groups.
  var having: String?
  /// The day on which a customer was new, where new customers are asked for.
  var isOfNewcomers: String?
  /// Whether there is one answer for each customer.
  var perCustomer = false
  /// Which reading is taken where a word has two: 0 is the likelier one.
  var choice = 0
  /// Whether a word had two.
  var isAmbiguous = false

  /// One of two readings; both are offered.
  mutating func either<Value>(_ likely: Value?, _ other: Value?) -> Value? {
    guard let likely, let other else { return likely ?? other }
    isAmbiguous = true
    return choice == 0 ? likely : other
  }

  init(_ vocabulary: WordVocabulary) { self.vocabulary = vocabulary }
}
