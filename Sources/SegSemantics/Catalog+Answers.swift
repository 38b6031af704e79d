// What the columns of answers depend on, as it is known without any data.

import SegPlan

extension Catalog {
  /// The definitions and tables that schemas of answers depend on.
  package var answerContext: AnswerContext {
    AnswerContext(definitions: definitions, customers: customers.map(\.answerShape), events: events.map(\.answerShape))
  }
}
