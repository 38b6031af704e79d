// moved(SEGMENT, since: SNAPSHOT) and changes(SEGMENT, since: SNAPSHOT).

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds what compares a segment with a snapshot of it.
///
/// The way from the snapshot to today has three steps, and each changes one thing: first the data (the definition
/// and the day of then, with the data of today), then the time (the day of today), then the definition. A customer
/// who moved is counted by the last step that changed whether they are in.
struct ChangesBinder: BinderPart {
  let binder: Binder

  func bindMoved(_ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    switch scope.rows {
    case .customers, .events: break
    case .groups, .columns, .constant: return failed(.notAggregated("\(SegmentMove.name)(…)", .text, isLifecycle: false, at: span))
    }
    guard let (moved, _) = moved(NameSyntax(SegmentMove.name, span), arguments, SegmentMove.example, span) else { return .error }
    if case .events = scope.rows { return .value(made(.ofCustomer(moved), .text, span)) }
    return .value(moved)
  }

  func changes(_ call: AnalysisCallSyntax) -> SegmentChanges? {
    moved(call.name, call.arguments, call.signature.example, call.span).map { moved, snapshot in
      SegmentChanges(moved: NamedExpression(name: label(call.span).name, expression: moved), snapshot: snapshot)
    }
  }

  /// For each customer how they moved, and the name of the snapshot; nil if a mistake was reported.
  private func moved(
    _ name: NameSyntax, _ arguments: [ArgumentSyntax], _ example: String, _ span: SourceSpan
  ) -> (Expression, snapshot: String)? {
    var segment: Expression?
    var since: NameSyntax?
    for argument in arguments {
      if let label = argument.label {
        guard label.text == "since" else {
          report(.unexpectedLabel(label, of: name.text, ["since"]))
          return nil
        }
        since = snapshotName(argument.value)
        if since == nil {
          report(.argumentMissing(name.text, "a snapshot's file or its name", example, at: argument.value.span))
          return nil
        }
      } else if segment == nil {
        segment = condition(argument.value, Scope(.customers))
        if segment == nil { return nil }
      } else if since == nil, let written = snapshotName(argument.value), written.isFile || catalog.snapshots[written.text] != nil {
        report(.sinceWithoutLabel(written))
        since = written
      } else {
        report(.argumentMissing(name.text, "one segment, and a snapshot as `since`,", example, at: argument.value.span))
        return nil
      }
    }
    guard let segment, let since else {
      report(.argumentMissing(name.text, segment == nil ? "a segment" : "a snapshot as `since`", example, at: span))
      return nil
    }
    return moved(segment, since: since, span).map { ($0, since.text) }
  }

  /// A snapshot's file, in quotes, or the name under which it is loaded.
  private func snapshotName(_ syntax: ExpressionSyntax) -> NameSyntax? {
    if case .text(let path) = syntax.kind { return NameSyntax(path, syntax.span) }
    if case .name(let name) = syntax.kind { return NameSyntax(name, syntax.span) }
    return nil
  }

  private func moved(_ today: Expression, since: NameSyntax, _ span: SourceSpan) -> Expression? {
    guard let file = catalog.snapshots[since.text] else {
      if catalog.table(since.text)?.isUnknown != true { report(.notASnapshot(since, isList: false, catalog.snapshots.keys.sorted())) }
      return nil
    }
    guard case .snapshot(let snapshot) = file else {
      // Its rows tell whether it is one.
      if case .list = file { report(.notASnapshot(since, isList: true, [])) }
      return nil
    }
    guard let content = snapshot.content else {
      report(.snapshotOutdated(since, snapshot.segment, snapshot.problem))
      return nil
    }
    func former(_ day: Int32?) -> Expression {
      let former = FormerSegment(snapshot: since.text, segment: snapshot.segment, day: day, content: content)
      return made(.former(former), .boolean, span)
    }
    let before = made(.definition(since.text), .boolean, since.span)
    return made(.stages(stages(before, former(snapshot.day), former(nil), today, span)), .text, span)
  }

  /// The ways to move, as conditions on whether a customer was in after each step.
  private func stages(
    _ before: Expression, _ withData: Expression, _ withTime: Expression, _ today: Expression, _ span: SourceSpan
  ) -> [Stage] {
    func not(_ expression: Expression) -> Expression { made(.not(expression), .boolean, span) }
    func all(_ parts: [Expression]) -> Expression { made(.and(parts), .boolean, span) }
    return SegmentMove.allCases.map { move in
      let condition: Expression =
        switch move {
        case .enteredByTime: all([not(before), today, withTime, not(withData)])
        case .enteredByData: all([not(before), today, withTime, withData])
        case .enteredByDefinition: all([not(before), today, not(withTime)])
        case .leftByTime: all([before, not(today), not(withTime), withData])
        case .leftByData: all([before, not(today), not(withTime), not(withData)])
        case .leftByDefinition: all([before, not(today), withTime])
        case .stayed: all([before, today])
        }
      return Stage(name: move.rawValue, condition: condition)
    }
  }
}

extension NameSyntax {
  /// Whether it is written as a text.
  fileprivate var isFile: Bool { span.text.first == "\"" || span.text.first == "'" }
}
