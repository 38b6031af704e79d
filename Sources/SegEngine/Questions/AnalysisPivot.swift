// Lays out the values of a column of an analysis as columns: `show funnel(visits, orders) by city pivot city`.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

/// A row for each combination of the other columns that say what a row is about, in the order in which they first come, and for
/// each value that is laid out the figures that were in its rows. A figure of a combination that the value does not have is missing.
struct AnalysisPivot {
  private let answer: AnswerTable
  /// The column whose values are laid out, and the one in whose order they are.
  private let pivot: Int
  private let key: Int
  /// The columns of the rows, the figures, and the mark of periods.
  private let heads: [Int]
  private let figures: [Int]
  private let mark: Int?
  private let question: AnalysisQuestion

  private static let mostValues = 200
  private static let mostColumns = 2_000

  /// nil: nothing is laid out.
  init?(_ question: AnalysisQuestion, _ answer: AnswerTable) {
    let columns = answer.schema.columns
    let places = question.dimensionPlaces(among: columns)
    guard let name = question.pivot, let pivot = places.first(where: { columns[$0].name == name }) else { return nil }
    self.answer = answer
    self.pivot = pivot
    self.question = question
    // A step of a funnel has a number and a name, which are laid out together.
    var steps: [Int] = []
    if case .funnel = question.analysis { steps = places.filter { $0 >= question.groups.count } }
    key = steps.contains(pivot) ? steps[0] : pivot
    heads = places.filter { $0 != pivot && !(steps.contains(pivot) && steps.contains($0)) }
    let mark = columns.indices.last.flatMap { columns[$0] == .complete ? $0 : nil }
    self.mark = columns[pivot].role == .period ? nil : mark
    figures = columns.indices.filter { !places.contains($0) && $0 != mark }
  }

  func table(_ context: ExecutionContext) throws(ScriptError) -> AnswerTable {
    let fields = answer.table.fields.map(\.column)
    let count = answer.table.rowCount
    // A group without an answer has a row without figures: it is a value, but no row.
    let answered = Bitmap(count: count, repeating: true)
    let own = ([key] + heads).filter { $0 >= question.groups.count || question.groups.isEmpty }
    if !question.groups.isEmpty, !own.isEmpty {
      for row in 0..<count where own.allSatisfy({ !fields[$0].isPresent(row) }) { answered.set(row, false) }
    }
    let isOfGroup = key < question.groups.count
    let everything = Bitmap(count: count, repeating: true)
    let values = try Grouping([fields[key]], among: isOfGroup ? everything : answered, context)
    let width = values.count * figures.count
    guard values.count <= Self.mostValues, width <= Self.mostColumns else {
      let (found, most) = values.count > Self.mostValues ? (values.count, Self.mostValues) : (width, Self.mostColumns)
      let name = answer.schema.columns[pivot].name
      throw ScriptError(EngineDiagnostics.tooManyColumns(found, of: name, most: most, at: question.span))
    }
    let (rows, places) = rows(isOfGroup ? answered : everything)
    try context.offer(width * (rows.count + 1) * MemoryLayout<Value>.stride)
    var cells = [[Int32]](repeating: [Int32](repeating: -1, count: rows.count), count: values.count)
    for row in 0..<count where answered[row] {
      if let place = places[row] { cells[values.ids[row]][place] = Int32(truncatingIfNeeded: row) }
    }
    return laidOut(fields, rows, cells, values.representatives)
  }

  /// The first row of each combination of the heads, and the combination of each row.
  private func rows(_ chosen: Bitmap) -> (firsts: [Int32], places: [Int: Int]) {
    var firsts: [Int32] = []
    var known: [[Value]: Int] = [:]
    var places: [Int: Int] = [:]
    for row in 0..<answer.table.rowCount where chosen[row] {
      let head = heads.map { answer.table.fields[$0].column[row] }
      let place = known[head] ?? firsts.count
      if place == firsts.count {
        known[head] = place
        firsts.append(Int32(truncatingIfNeeded: row))
      }
      places[row] = place
    }
    return (firsts, places)
  }

  private func laidOut(_ fields: [Column], _ rows: [Int32], _ cells: [[Int32]], _ representatives: [Int32]) -> AnswerTable {
    let own = answer.schema.columns
    var columns = heads.map { own[$0] }
    var found = heads.map { fields[$0].gathered(rows) }
    for (rows, representative) in zip(cells, representatives) {
      let name = PivotLayout.name(of: fields[pivot][Int(representative)])
      for figure in figures {
        columns.append(figures.count == 1 ? own[figure].named(name) : own[figure].of(name))
        found.append(fields[figure].gathered(rows))
      }
    }
    if let mark {
      columns.append(own[mark])
      found.append(fields[mark].gathered(rows))
    }
    let view = AnswerView(groupedBy: heads.map { own[$0] }.filter { $0.role != .rank })
    return AnswerTable(AnswerSchema(columns, view: view), found)
  }
}
