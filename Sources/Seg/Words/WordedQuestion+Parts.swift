// The parts of a question that is being read, by their names.

extension WordedQuestion {
  var kind: QuestionParts.Kind {
    get { parts.kind }
    set { parts.kind = newValue }
  }
  var isOfPeople: Bool {
    get { parts.isOfPeople }
    set { parts.isOfPeople = newValue }
  }
  var events: WordVocabulary.Events? {
    get { parts.events }
    set { parts.events = newValue }
  }
  var conditions: [String] {
    get { parts.conditions }
    set { parts.conditions = newValue }
  }
  var connector: String {
    get { parts.connector }
    set { parts.connector = newValue }
  }
  var eventConditions: [(table: String, text: String)] {
    get { parts.eventConditions }
    set { parts.eventConditions = newValue }
  }
  var window: String? {
    get { parts.window }
    set { parts.window = newValue }
  }
  var figures: [WordedFigure] {
    get { parts.figures }
    set { parts.figures = newValue }
  }
  var pending: String? {
    get { parts.pending }
    set { parts.pending = newValue }
  }
  var groups: [String] {
    get { parts.groups }
    set { parts.groups = newValue }
  }
  var period: String? {
    get { parts.period }
    set { parts.period = newValue }
  }
  var cut: QuestionParts.Cut? {
    get { parts.cut }
    set { parts.cut = newValue }
  }
  var rank: WordedFigure? {
    get { parts.rank }
    set { parts.rank = newValue }
  }
  var overRows: String? {
    get { parts.overRows }
    set { parts.overRows = newValue }
  }
  var having: String? {
    get { parts.having }
    set { parts.having = newValue }
  }
  var isOfNewcomers: String? {
    get { parts.isOfNewcomers }
    set { parts.isOfNewcomers = newValue }
  }
  var perCustomer: Bool {
    get { parts.perCustomer }
    set { parts.perCustomer = newValue }
  }
}
