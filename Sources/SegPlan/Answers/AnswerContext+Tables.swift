// What schemas of answers read of tables.

import SegColumns

extension TableSchema {
  /// What schemas of answers read of it.
  package var answerShape: AnswerContext.TableShape {
    let isOfCustomers = owner == .customers || time == nil && owner == .nobody && keys.isEmpty
    return AnswerContext.TableShape(
      name: name, key: key, columns: columnNames.compactMap { name in types[name].map { (name, $0) } },
      isPlain: isOfCustomers && links.isEmpty && given.isEmpty && !isMade)
  }
}
