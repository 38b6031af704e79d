// The rows of an answer: which are kept, their order, and how they are laid out.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension QuestionBinder {
  /// What becomes of the groups: which are rows, in which order, and how they are laid out.
  ///
  /// - Parameters:
  ///   - rows: the scope of the dimensions.
  ///   - groups: the scope of the measures.
  /// - Returns: false if a mistake was reported.
  func bindRows(of question: inout MeasureQuestion, _ syntax: ShowSyntax, _ rows: Scope, _ groups: Scope) -> Bool {
    let clauses = StatementClauses(syntax.clauses)
    if question.dimensions.isEmpty, let clause = clauses.ofGroups {
      report(.clauseWithoutGroups(clause, at: clauses.having?.span ?? clauses.pivot?.span ?? syntax.items[0].expression.span))
      return false
    }
    if let written = clauses.having {
      guard let having = condition(written, groups) else { return false }
      if binder.readsItemsOnOtherDay(having) {
        report(.itemOnOtherDay(at: written.span))
        return false
      }
      question.having = having
    }
    if let written = clauses.pivot {
      guard let place = place(of: written, question.dimensions, rows) else { return false }
      question.pivot = place
    }
    question.hasTotals = clauses.hasTotals
    let shown = question.dimensions + question.measures
    var columns: [String: ColumnType] = [:]
    for item in shown { columns[item.name] = item.expression.type }
    guard let (ranking, cut) = answerRanking(syntax, &columns, shown: shown, rows, &question.hidden, groups) else { return false }
    question.ranking = ranking
    question.cut = cut
    return true
  }

  /// Intervals are of measures of groups that follow from models; false if there are none, which is reported.
  func bindIntervals(of question: inout MeasureQuestion, at span: SourceSpan) -> Bool {
    guard question.isOfGroupsAlone else {
      report(.intervalOfRows(at: span))
      return false
    }
    question.hasIntervals = true
    if question.measures.contains(where: { question.hasInterval($0, catalog.definitions) }) { return true }
    report(.noInterval(at: span))
    return false
  }

  /// The place of a dimension that is laid out; nil if it is none, which is reported.
  private func place(of syntax: ExpressionSyntax, _ dimensions: [NamedExpression], _ rows: Scope) -> Int? {
    if case .name(let name) = syntax.kind, let place = dimensions.firstIndex(where: { $0.name == name }) { return place }
    if case .every = syntax.kind, let place = dimensions.firstIndex(where: { $0.expression.span.text == syntax.span.text }) { return place }
    let (bound, _) = trying { value(syntax, rows) }
    if let bound, let place = dimensions.firstIndex(where: { $0.expression == bound }) { return place }
    report(.pivotOfNoDimension(syntax.span.text, dimensions.map(\.name), at: syntax.span))
    return nil
  }

  /// The ranking and the cut of an answer's rows, by its columns or by measures of its
  /// groups, which become hidden columns.
  ///
  /// - Parameters:
  ///   - columns: the columns of the answer, by name.
  ///   - shown: the columns that are computed.
  ///   - dimensions: the scope of the dimensions.
  ///   - groups: the scope of the measures; nil if there are none.
  func answerRanking(
    _ syntax: ShowSyntax, _ columns: inout [String: ColumnType], shown: [NamedExpression], _ dimensions: Scope,
    _ hidden: inout [NamedExpression], _ groups: Scope?
  ) -> (Ranking?, Cut?)? {
    func renamed(_ expression: ExpressionSyntax) -> ExpressionSyntax {
      if case .name(let name) = expression.kind, columns[name] != nil { return expression }
      func bound(_ scope: Scope) -> Expression? {
        let (bound, problems) = trying { value(expression, scope) }
        return problems.isEmpty ? bound : nil
      }
      // A column that shows the value already, under any name.
      if let own = bound(dimensions), let item = shown.first(where: { $0.expression == own }) {
        return ExpressionSyntax(.name(item.name), expression.span)
      }
      guard let groups, let own = bound(groups) else { return expression }
      if let item = (shown + hidden).first(where: { $0.expression == own }) { return ExpressionSyntax(.name(item.name), expression.span) }
      let name = "#rank \(hidden.count)"
      hidden.append(NamedExpression(name: name, expression: own))
      columns[name] = own.type
      return ExpressionSyntax(.name(name), expression.span)
    }
    var keys = syntax.ranking
    if let written = keys {
      keys?.keys = written.keys.map { RankKeySyntax(expression: renamed($0.expression), ascending: $0.ascending) }
      keys?.per = written.per.map(renamed)
    }
    let scope = Scope(.columns(columns, noun: "the answer"))
    var ranking: Ranking?
    if let keys {
      ranking = rankings.bindRanking(keys, syntax.cut, scope)
      if ranking == nil { return nil }
    }
    guard let written = syntax.cut else { return (ranking, nil) }
    if keys?.keys.isEmpty != false, !written.takesFirst {
      report(.cutWithoutRanking(written))
      return nil
    }
    guard let cut = rankings.bindCut(written, default: keys?.keys.first?.expression, scope) else { return nil }
    return (ranking, cut)
  }
}
