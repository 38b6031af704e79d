// Answers whose rows are chosen, laid out or followed by their totals.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

extension Answerer {
  /// The answer to a question that compares the rows of its groups.
  func answerRows(_ question: MeasureQuestion, _ dimensions: [Column], among rows: Bitmap) throws(ScriptError) -> AnswerTable {
    let groups = try AnswerRows(evaluation, question, dimensions, period: question.calendar?.place, among: rows, .rows)
    var columns = groups.values
    for measure in question.measures + question.hidden { columns.append(try groups.column(measure.expression)) }
    let all = AnswerTable(question.rankedSchema(in: answerContext), columns)
    let kept = try question.having.map { (having) throws(ScriptError) in try groups.column(having).whereTrue }
    let order = try order(all, question.ranking, question.cut, among: kept ?? Bitmap(count: groups.grouping.count, repeating: true))
    let schema = question.schema(in: answerContext)
    let measures = dimensions.count..<dimensions.count + question.measures.count
    let complete = groups.complete
    if let pivot = question.pivot {
      let laidOut = try PivotLayout(
        all: columns, dimensions: dimensions.count, pivot: pivot, order, isRanked: question.ranking != nil, schema: schema,
        context: context, at: question.dimensions[pivot])
      let nothing = try AnswerRows(evaluation, question, [], among: Bitmap(count: rows.count), .nothing)
      var empty: [Column] = []
      for measure in question.measures { empty.append(try nothing.column(measure.expression)) }
      // Of periods as columns none is that of a row.
      let mark = question.calendar?.place == pivot ? nil : complete
      if !question.hasTotals { return try laidOut.table(measures, empty: empty, complete: mark, totals: nil) }
      let wholes = try AnswerRows(
        evaluation, question, [dimensions[pivot]], period: question.calendar?.place == pivot ? 0 : nil, among: rows, .totals)
      var totals: [Column] = []
      for measure in question.measures { totals.append(try wholes.column(measure.expression)) }
      var found: [Value: Int32] = [:]
      for place in 0..<wholes.grouping.count { found[wholes.values[0][place]] = Int32(truncatingIfNeeded: place) }
      let places = laidOut.representatives.map { found[columns[pivot][Int($0)]] ?? -1 }
      return try laidOut.table(measures, empty: empty, complete: mark, totals: (totals, places))
    }
    try context.offer(all.table.valueByteCount)
    guard question.hasTotals else {
      return AnswerTable(schema, (columns.prefix(measures.upperBound) + (complete.map { [$0] } ?? [])).map { $0.gathered(order) })
    }
    let whole = try AnswerRows(evaluation, question, [], among: rows, .totals)
    var result = dimensions.indices.map { columns[$0].gathered(order + [-1]) }
    for (measure, column) in zip(question.measures, columns[measures]) {
      result.append(column.gathered(order).appending(try whole.column(measure.expression)))
    }
    if let complete { result.append(complete.gathered(order + [-1])) }
    result.append(Column.booleans(order.map { _ in false } + [true]))
    return AnswerTable(schema, result)
  }
}

extension Column {
  /// The rows of a yes/no column that are yes.
  fileprivate var whereTrue: Bitmap {
    let rows = Bitmap(count: count)
    guard case .bits(let bits) = values else { return rows }
    for row in 0..<count where bits[row] && isPresent(row) { rows.set(row) }
    return rows
  }

  /// The column with the values of another of its type behind its own.
  func appending(_ other: Column) -> Column {
    Column.of(type, (0..<count).map { self[$0] } + (0..<other.count).map { other[$0] })
  }
}
