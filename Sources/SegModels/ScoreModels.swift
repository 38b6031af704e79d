// Scores in metrics: fitted, validated, and assigned to every customer.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// Scores of customers on one day, by models that are kept.
package struct ScoreModels {
  let evaluation: Evaluation
  let kept: ModelStore

  package init(_ evaluation: Evaluation, _ kept: ModelStore) {
    self.evaluation = evaluation
    self.kept = kept
  }

  var store: Store { evaluation.store }
  var context: ExecutionContext { evaluation.context }
  var asOf: Int32 { evaluation.asOf }
  var program: Program { evaluation.program }
  var definitions: [String: Definition] { evaluation.definitions }
}

extension ScoreModels {
  /// The score of every customer; missing if nothing is known of one, and
  /// for all where there is no model.
  func scores(_ value: ScoreValue, at span: SourceSpan) throws(ScriptError) -> Column {
    try scoreRecord(value, at: span).column
  }

  /// The model of a score: taken from the store, or fitted now, and then its warnings are
  /// noted.
  package func scoreRecord(_ written: ScoreValue, at span: SourceSpan) throws(ScriptError) -> ScoreRecord {
    let value = try written.resolved(program.values)
    let data = store.identities
    let key = ScoreStore.Key(
      value: value,
      content: evaluation.content(of: value.children) ^ (value.within.flatMap { definitions[$0]?.content } ?? 0),
      data: data.map { ObjectIdentifier($0) }, day: asOf)
    if let known = kept.scores[key] { return known }
    let record: ScoreRecord
    switch value.function {
    case .lookalike: record = try fitted(lookalike: value, at: span)
    case .propensity: record = try fitted(propensity: value, at: span)
    }
    kept.scores.keep(record, as: key, of: data)
    return record
  }

  // MARK: - The two functions

  private func fitted(lookalike value: ScoreValue, at span: SourceSpan) throws(ScriptError) -> ScoreRecord {
    let attributes = try ScoreAttributes(value.attributes, on: [evaluation])
    let members = try evaluation.bitmap(value.target, on: store.customerFrame)
    let trainingSet = try trainingSet(value, attributes, on: 0, evaluation, outcome: members, open: nil, at: span)
    return try learned(value, attributes, trainingSet, on: 0, scoring: 0, validatedLater: nil, nil, at: span)
  }

  private func fitted(propensity value: ScoreValue, at span: SourceSpan) throws(ScriptError) -> ScoreRecord {
    guard let written = value.day else { throw ScriptError(EngineDiagnostics.noDay(at: span)) }
    let start = try evaluation.day(written)
    let (distance, overflow) = asOf.subtractingReportingOverflow(start)
    guard !overflow, distance > 0 else {
      throw ScriptError(
        ModelDiagnostics.notBeforeToday("\(CalendarDate(days: start))", asOf: "\(CalendarDate(days: asOf))", at: written.span))
    }
    func former(_ day: Int32) throws(ScriptError) -> Evaluation {
      try evaluation.on(Expression(.literal(.date(day)), .date, written.span))
    }
    let observation = try former(start)
    let outcome = try evaluation.bitmap(value.target, on: store.customerFrame)
    // The same model, one span of time earlier: its outcome is known.
    let (before, isTooEarly) = start.subtractingReportingOverflow(distance)
    var reason: Message?
    var earlierObservation: Evaluation?
    if let first = try firstDay(of: value), !isTooEarly {
      if first <= before {
        earlierObservation = try former(before)
      } else {
        reason = "the events begin on \(CalendarDate(days: first)), after \(CalendarDate(days: before))"
      }
    } else {
      reason = "it uses no events, which have a time"
    }
    let attributes = try ScoreAttributes(value.attributes, on: [evaluation, observation] + (earlierObservation.map { [$0] } ?? []))
    let reach = try reach(of: value.target, back: start)
    let trainingSet = try trainingSet(value, attributes, on: 1, observation, outcome: outcome, open: reach, at: span)
    if let notice = ModelDiagnostics.scoreLeavesOut(value, trainingSet, on: start, at: span) { context.notices.add(notice) }
    switch reach {
    case .timeless: context.notices.add(ModelDiagnostics.outcomeWithoutTime(value, day: start, at: value.target.span))
    case .before(let window?):
      context.notices.add(ModelDiagnostics.windowReachesBack(window.text, from: window.first, day: start, at: window.span))
    case .before(nil), .after: break
    }
    var judged: ScoreRecord.ScoreValidation?
    if let earlierObservation {
      let former = try observation.bitmap(value.target, on: store.customerFrame)
      let formerReach = try ScoreModels(observation, kept).reach(of: value.target, back: before)
      let earlier = try self.trainingSet(value, attributes, on: 2, earlierObservation, outcome: former, open: formerReach, at: span)
      judged = try validatedLater(value, attributes, earlier, trainingSet, from: start)
      if judged == nil { reason = "who was learned from on \(CalendarDate(days: before)), or asked today, are all of one kind" }
    }
    return try learned(value, attributes, trainingSet, on: 1, scoring: 0, validatedLater: judged, reason, at: span)
  }

  /// How the model of an earlier time tells what came later; nil if it
  /// cannot be said.
  private func validatedLater(
    _ value: ScoreValue, _ attributes: ScoreAttributes, _ earlier: TrainingSet, _ later: TrainingSet, from: Int32
  ) throws(ScriptError) -> ScoreRecord.ScoreValidation? {
    var options = self.options(of: value)
    options.validates = false
    // The scores of both.
    let charge = try context.charge((earlier.rows.count + later.rows.count) * MemoryLayout<Double>.stride)
    defer { withExtendedLifetime(charge) {} }
    do throws(ScoreModelFailure) {
      let model = try fitted(attributes, earlier, on: 2, options)
      let scores = try scores(of: attributes, later.rows, on: 1, by: model)
      guard let training = ScoreQuality(scores: model.scores, outcomes: earlier.outcomes),
        let holdout = ScoreQuality(scores: scores, outcomes: later.outcomes)
      else { return nil }
      return .later(training: training, holdout: holdout, from: from, to: asOf)
    } catch {
      try context.check()
      return nil
    }
  }

  private func learned(
    _ value: ScoreValue, _ attributes: ScoreAttributes, _ trainingSet: TrainingSet, on day: Int, scoring: Int,
    validatedLater: ScoreRecord.ScoreValidation?, _ reason: Message?, at span: SourceSpan
  ) throws(ScriptError) -> ScoreRecord {
    var options = self.options(of: value)
    options.validates = validatedLater == nil
    let charge = try context.charge(store.customerCount * MemoryLayout<Double>.stride)
    defer { withExtendedLifetime(charge) {} }
    let model: ScoreModel
    let scores: [Double]
    do throws(ScoreModelFailure) {
      var fitted = try fitted(attributes, trainingSet, on: day, options)
      let own = fitted.handOverScores()
      let isWhole = day == scoring && trainingSet.rows.count == store.customerCount
      scores = isWhole ? own : try self.scores(of: attributes, nil, on: scoring, by: fitted)
      model = fitted
    } catch {
      try context.check()
      context.notices.add(ModelDiagnostics.notFitted(value, error, trainingSet.rows.count, at: span))
      return try noModel(trainingSet, error)
    }
    let known = attributes.known(on: scoring)
    let column = try Column.ofCustomers(store.customerCount, context) { known[$0] ? scores[$0] : nil }
    for warning in model.warnings {
      guard let text = ModelDiagnostics.text(of: warning, model, attributes.names) else { continue }
      context.notices.add(ModelDiagnostics.doubtful(value.function.rawValue, text, at: span))
    }
    if column.missingCount > 0 {
      context.notices.add(ModelDiagnostics.noScore(value, column.missingCount, of: column.count, at: span))
    }
    var validation = validatedLater ?? .none
    if let own = model.validation { validation = .random(training: own.training, holdout: own.holdout) }
    return ScoreRecord(
      model: model, lines: model.coefficients.map(attributes.line), validation: validation, learned: trainingSet.rows.count,
      positives: trainingSet.positives, leftOut: trainingSet.leftOut, column: column, failure: nil, reason: reason)
  }

  /// The model of a training set by its attributes on a day.
  private func fitted(
    _ attributes: ScoreAttributes, _ trainingSet: TrainingSet, on day: Int, _ options: ScoreOptions
  ) throws(ScoreModelFailure) -> ScoreModel {
    let rows = trainingSet.rows
    let needed = attributes.featureBytes(on: day, rows.count) + rows.count * MemoryLayout<UInt64>.stride
    guard let charge = MemoryCharge(asking: needed) else { throw .interrupted }
    defer { withExtendedLifetime(charge) {} }
    return try ScoreModel(
      attributes.features(on: day, of: rows), outcomes: trainingSet.outcomes, keys: evaluation.heldOutKeys(of: rows), options: options,
      in: context)
  }

  /// The scores of customers by their attributes on a day; nil: of all.
  private func scores(
    of attributes: ScoreAttributes, _ rows: [Int32]?, on day: Int, by model: ScoreModel
  ) throws(ScoreModelFailure) -> [Double] {
    guard let charge = MemoryCharge(asking: attributes.featureBytes(on: day, rows?.count ?? store.customerCount)) else {
      throw .interrupted
    }
    defer { withExtendedLifetime(charge) {} }
    return try model.scores(of: attributes.features(on: day, of: rows), in: context)
  }

  private func noModel(_ trainingSet: TrainingSet, _ failure: ScoreModelFailure) throws(ScriptError) -> ScoreRecord {
    ScoreRecord(
      model: nil, lines: [], validation: .none, learned: trainingSet.rows.count, positives: trainingSet.positives,
      leftOut: trainingSet.leftOut, column: try Column.ofCustomers(store.customerCount, context) { _ in nil }, failure: failure,
      reason: nil)
  }

  private func options(of value: ScoreValue) -> ScoreOptions {
    var options = ScoreOptions()
    options.penalty = value.penalty.value
    options.seed = UInt64(bitPattern: value.seed.value)
    return options
  }

  // MARK: - How far back events reach

  /// The first day of the events that a score uses, of the table that begins
  /// last; nil if it uses none.
  private func firstDay(of value: ScoreValue) throws(ScriptError) -> Int32? {
    var latest: Int32?
    for name in tables(of: [value.target] + value.attributes.map(\.expression)).sorted() {
      guard let events = try evaluation.eventTable(name), let time = events.timeColumn else { continue }
      let rows = time.validity ?? Bitmap(count: time.count, repeating: true)
      guard let range = try evaluation.range(of: try evaluation.days(of: time), among: rows) else { continue }
      latest = max(latest ?? .min, range.lowerBound)
    }
    return latest
  }

  /// The event tables that expressions read, through definitions.
  private func tables(of expressions: [Expression]) -> Set<String> {
    var found: Set<String> = []
    var seen: Set<String> = []
    var waiting = expressions
    while let next = waiting.popLast() {
      next.visit { part in if let events = part.composition.events { found.insert(events.table) } }
      for name in next.definitions where seen.insert(name).inserted {
        guard let definition = definitions[name] else { continue }
        waiting += definition.expressions
        if case .segment(let plan) = definition.kind, let base = plan.base {
          waiting.append(Expression(.definition(base), .boolean, definition.span))
        }
      }
    }
    return found
  }
}
