// What schemas of answers read of tables.

import SegColumns

extension TableSchema {
  /// What schemas of answers read of it.
  package var answerShape: AnswerContext.TableShape {
    AnswerContext.TableShape(name: name, key: key, columns: columnNames.compactMap { name in types[name].map { (name, $0) } })
  }
}
