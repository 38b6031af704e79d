// What the columns of answers depend on, as it is known without any data.

import SegPlan

extension Catalog {
  /// The definitions and tables that schemas of answers depend on.
  package var answerContext: AnswerContext {
    AnswerContext(definitions: definitions, customers: customers.map(\.answerShape), events: events.map(\.answerShape))
  }
}

extension TableSchema {
  fileprivate var answerShape: AnswerContext.TableShape {
    AnswerContext.TableShape(name: name, key: key, columns: columnNames.compactMap { name in types[name].map { (name, $0) } })
  }
}
