// Calls of analyses: arguments by their signature.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds calls of analyses.
struct AnalysisBinder: BinderPart {
  let binder: Binder

  /// `show NAME(…) of SEGMENT where CONDITION`; nil if something was reported.
  func bindAnalysis(
    _ name: AnalysisName, _ written: NameSyntax, _ arguments: [ArgumentSyntax], _ syntax: ShowSyntax
  ) -> AnalysisQuestion? {
    let span = syntax.items[0].expression.span
    if let problem = misplaced(name, written, arguments, syntax) {
      report(problem)
      return nil
    }
    let segment = Optionally(syntax.segment) { binder.members($0) }
    let grouped = name == .trend ? trendGroups(syntax.dimensions, arguments) : (groups: customerGroups(syntax.dimensions), table: nil)
    if grouped.table == nil, let problem = QuestionBinder(binder: binder).ambiguousDimension(syntax, grouped.groups ?? []) {
      report(problem)
      return nil
    }
    let rows = grouped.table.map { Scope(.events($0)) } ?? Scope(.customers)
    let condition = Optionally(syntax.condition) { self.condition($0, rows) }
    let customersFailed = segment.hasFailed || condition.hasFailed
    let call = AnalysisCallSyntax(name: written, signature: name.signature, arguments: arguments, span: span)
    let place = customersFailed ? nil : syntax.segment?.span ?? syntax.condition?.span
    if let place, name == .renewalModel || name == .occasionModel {
      report(.modelOfSegment(name.rawValue, isScore: false, at: place))
      return nil
    }
    guard let bound = self.arguments(call, grouped.table, customersAt: place), !customersFailed, let groups = grouped.groups else {
      return nil
    }
    do throws(ArgumentProblem) {
      var analysis = try name.analysis(bound)
      if case .trend(var trend) = analysis {
        trend.groups = groups
        trend.grain = grouped.table.map { .events($0.name) } ?? .customers
        let isOfSome = segment.value != nil || condition.value != nil || !groups.isEmpty
        if isOfSome, grouped.table?.isReference != true, let problem = referenceInGroups(trend) {
          report(problem)
          return nil
        }
        analysis = .trend(trend)
      }
      var varied: (name: String, measure: Expression, axes: [Scenarios.Axis])?
      if case .scenarios(let call) = analysis {
        let scenarios = call.scenarios
        varied = (scenarios.name, scenarios.measure, [scenarios.first, scenarios.second].compactMap { $0 })
      }
      if case .factors(let call) = analysis { varied = (call.factors.measure.label.text, call.factors.measure, call.factors.axes) }
      if let varied,
        !ScenarioBinder(binder: binder).areUsed(
          varied.axes, by: varied.measure, varied.name, segment: segment.value, condition: condition.value)
      {
        return nil
      }
      let question = AnalysisQuestion(analysis, segment: segment.value, condition: condition.value, span: span)
      return laidOut(name == .trend ? question : self.question(question, by: groups), syntax)
    } catch {
      report(call.wants(error.wanted))
      return nil
    }
  }

  /// A question about groups of customers; nil if its model cannot be one of groups, which is reported.
  private func question(_ question: AnalysisQuestion, by groups: [NamedExpression]) -> AnalysisQuestion? {
    guard let group = groups.first else { return question }
    guard question.analysis.ofModels(among: group.expression) != nil else {
      report(.scoreByGroups(question.analysis.name.rawValue, at: group.expression.span))
      return nil
    }
    var grouped = question
    grouped.groups = groups
    return grouped
  }

  /// The question with the column that `pivot` lays out; nil if it is none, which is reported.
  private func laidOut(_ question: AnalysisQuestion?, _ syntax: ShowSyntax) -> AnalysisQuestion? {
    guard var question, let written = StatementClauses(syntax.clauses).pivot else { return question }
    guard let column = pivot(written, of: question, syntax.dimensions) else { return nil }
    question.pivot = column
    return question
  }

  /// The column that is laid out: one of the answer, or a group as it is written; nil if it is none, which is reported.
  private func pivot(_ syntax: ExpressionSyntax, of question: AnalysisQuestion, _ dimensions: [ItemSyntax]) -> String? {
    let columns = question.schema(in: AnswerContext(definitions: catalog.definitions, customers: nil, events: [])).columns
    let names = question.dimensionPlaces(among: columns).map { columns[$0].name }
    if case .name(let name) = syntax.kind, names.contains(name) { return name }
    // A triangle has its periods as columns.
    if case .name("period") = syntax.kind, case .cohorts = question.analysis { return "period" }
    let isTrend = question.analysis.name == .trend
    if case .every = syntax.kind, isTrend { return names.first }
    if let place = dimensions.firstIndex(where: { $0.expression.span.text == syntax.span.text }) {
      return names.dropFirst(isTrend ? place + 1 : place).first
    }
    var problem = Diagnostic.pivotOfNoDimension(syntax.span.text, names, at: syntax.span)
    problem.notes = ["there are \(names.map { "`\($0)`" }.joined(separator: ", "))"]
    report(problem)
    return nil
  }

  /// A measure of a table that belongs to no customer, of some customers or by groups of them.
  private func referenceInGroups(_ trend: TrendAnalysis) -> Diagnostic? {
    for expression in trend.measures.map(\.expression) {
      if let scope = catalog.definitions.scopeOfReference(in: expression) { return .referenceOfGroup(scope.table, at: expression.span) }
    }
    return nil
  }

  /// The arguments by the signature's parameters; nil if something was
  /// reported.
  ///
  /// - Parameters:
  ///   - table: the table whose events the measures are of.
  ///   - place: where customers are chosen, `of SEGMENT` or `where`.
  private func arguments(_ call: AnalysisCallSyntax, _ table: TableSchema?, customersAt place: SourceSpan?) -> AnalysisArguments? {
    var bound = AnalysisArguments()
    if let whole = call.signature.parameters.first, whole.form.takesAllArguments {
      let argument: AnalysisArgument?
      switch whole.form {
      case .scenarios: argument = ScenarioBinder(binder: binder).scenarios(call).map { .scenarios($0) }
      case .factors: argument = ScenarioBinder(binder: binder).factors(call).map { .factors($0) }
      case .changes: argument = ChangesBinder(binder: binder).changes(call).map { .changes($0) }
      case .model(let model): argument = ModelSubjectBinder(binder: binder).modelSubject(call, model, customersAt: place).map { .model($0) }
      case .number, .value, .condition, .events, .eventValue, .measure, .groupNumber, .day, .every, .table, .count, .timeLimit,
        .days, .choice, .flag, .cohortStart, .attributes:
        argument = nil
      }
      guard let argument else { return nil }
      bound.add(argument, for: whole)
      return bound
    }
    guard listArguments(call, table, &bound) else { return nil }
    for parameter in call.signature.parameters where parameter.form == .attributes {
      bound.add(.items(attributes), for: parameter)
    }
    return bound
  }

  /// Arguments one after the other, each for a parameter of its own; false if
  /// something was reported.
  private func listArguments(_ call: AnalysisCallSyntax, _ first: TableSchema?, _ bound: inout AnalysisArguments) -> Bool {
    // A period is known by its form, wherever it stands; without one, its place is that of the signature.
    let hasPeriod = call.arguments.contains { if case .every = $0.value.kind { true } else { false } }
    let positional = call.signature.positional.filter { !hasPeriod || $0.form != .every }
    let every = call.signature.positional.first { $0.form == .every }
    var isGood = true
    var position = 0
    /// The event table of an earlier argument.
    var table = first
    for (place, argument) in call.arguments.enumerated() {
      if argument.timeLimit != nil, !timeLimit(of: argument, isLast: place + 1 == call.arguments.count, call, &bound) {
        isGood = false
      }
      let parameter: ParameterShape?
      if let label = argument.label {
        parameter = call.signature.labeled(label.text)
        if parameter == nil {
          report(.unexpectedLabel(label, of: call.name.text, call.signature.labeledArguments.map(\.name)))
          isGood = false
          continue
        }
      } else if let every, case .every = argument.value.kind, bound.count(of: every) == 0 {
        parameter = every
      } else {
        // More of the last one where it may stand several times.
        parameter = position < positional.count ? positional[position] : positional.last.flatMap { $0.repeats == nil ? nil : $0 }
        position += 1
      }
      guard let parameter else {
        report(call.wants("fewer arguments"))
        return false
      }
      if let value = bind(argument, as: parameter.form, call, table: &table) {
        bound.add(value, for: parameter)
      } else {
        isGood = false
      }
    }
    return isGood && hasEnough(call, bound)
  }

  private func hasEnough(_ call: AnalysisCallSyntax, _ bound: AnalysisArguments) -> Bool {
    let least = call.signature.leastPositional
    if call.signature.positional.reduce(0, { $0 + bound.count(of: $1) }) < least {
      report(call.wants("\(least) arguments or more"))
      return false
    }
    for parameter in call.signature.parameters {
      if let most = parameter.repeats?.upperBound, bound.count(of: parameter) > most {
        report(call.wants("\(most) \(parameter.noun) or fewer"))
        return false
      }
    }
    return true
  }

  /// `within 30 days` after the last argument.
  private func timeLimit(
    of argument: ArgumentSyntax, isLast: Bool, _ call: AnalysisCallSyntax, _ bound: inout AnalysisArguments
  ) -> Bool {
    guard let limit = argument.timeLimit else { return true }
    guard isLast else {
      report(.limitNotLast(at: limit.span))
      return false
    }
    guard let parameter = call.signature.parameters.first(where: { $0.form == .timeLimit }) else {
      report(.unexpectedLabel(NameSyntax("within", limit.span), of: call.name.text))
      return false
    }
    guard let minutes = minutes(limit) else { return false }
    if minutes % 1_440 != 0, let table = stepOfDays(call) {
      report(.limitOfDays(table, (minutes + 1_439) / 1_440, at: limit.span))
      return false
    }
    bound.add(.timeLimit(minutes), for: parameter)
    return true
  }

  private func bind(
    _ argument: ArgumentSyntax, as form: ParameterForm, _ call: AnalysisCallSyntax, table: inout TableSchema?
  ) -> AnalysisArgument? {
    let span = argument.value.span
    func wrong(_ what: Message) -> AnalysisArgument? {
      report(.argumentMissing(call.name.text, what, call.signature.example, at: span))
      return nil
    }
    if let name = argument.name, form != .measure {
      report(.nameInCall(name))
      return nil
    }
    func item(_ expression: Expression?) -> AnalysisArgument? {
      expression.map { .item(NamedExpression(name: argument.name?.text ?? label(span).name, expression: $0)) }
    }
    if case .every(let count, let unit) = argument.value.kind {
      guard form == .every else { return wrong("something else here") }
      return CalendarPeriod(count, unit).map { .every($0) } ?? wrong("a shorter period")
    }
    let customers = Scope(.customers)
    switch form {
    case .every: return wrong("`every month` or the like here")
    case .number: return item(value(argument.value, customers).flatMap(binder.number))
    case .value: return item(value(argument.value, customers))
    case .condition: return item(condition(argument.value, customers))
    case .events:
      return events(argument, nil, call, &table)
    case .eventValue:
      guard let name = argument.table else {
        report(.argumentMissing(call.name.text, "a value `of` events", call.signature.example, at: span))
        return nil
      }
      return events(argument, name, call, &table)
    case .measure: return item(value(argument.value, Scope(.groups(table))))
    case .groupNumber: return item(value(argument.value, Scope(.groups(nil))).flatMap(binder.number))
    case .day: return binder.dayConstant(argument.value, customers).map { .day($0) }
    case .count(let range):
      guard let value = value(argument.value, Scope(.constant)) else { return nil }
      guard case .integer(let count)? = binder.constant(value), let count = Int(exactly: count), range.contains(count) else {
        return wrong("a whole number from \(range.lowerBound) to \(ShownNumber.separated(String(range.upperBound)))")
      }
      return .count(count)
    case .days:
      let wanted: Message = "a number of days, such as `10 days`,"
      guard let days = days(argument.value), let count = Int(exactly: days), (0...36_525).contains(count) else { return wrong(wanted) }
      return .count(count)
    case .table: return self.table(argument, wrong)
    case .choice(let words):
      let word = argument.value.word
      if let word, words.contains(word) { return .choice(word) }
      report(.unknownChoice(argument.label?.text ?? call.name.text, word, of: words, at: span))
      return nil
    case .flag:
      if case .boolean(let flag) = argument.value.kind { return .flag(flag) }
      return wrong("`yes` or `no`")
    case .cohortStart: return cohortStart(argument, call, wrong)
    // Not written as arguments of their own.
    case .timeLimit, .model, .scenarios, .factors, .changes, .attributes: return wrong("fewer arguments")
    }
  }

  /// The minutes of a limit.
  private func minutes(_ syntax: ExpressionSyntax) -> Int64? {
    let (count, unit): (Given<Int64>, TimeUnit)
    switch bind(syntax, Scope(.constant)) {
    case .duration(let written, let of, _): (count, unit) = (written, of)
    case .value, .period, .missing, .error: return nil
    }
    guard let each = unit.minutes ?? unit.days.map({ $0 * 1_440 }) else {
      report(.calendarDuration(unit, at: syntax.span))
      return nil
    }
    if let name = count.parameter?.name { binder.fixed.insert(name) }
    let (minutes, overflow) = each.multipliedReportingOverflow(by: count.value)
    if overflow { report(.durationTooLong(at: syntax.span)) }
    return overflow ? nil : minutes
  }

  /// A table of the steps whose events have days without times.
  private func stepOfDays(_ call: AnalysisCallSyntax) -> String? {
    for argument in call.arguments {
      var name = argument.table?.text
      if case .name(let table) = argument.value.kind, name == nil { name = table }
      if case .firstEvents(let table) = argument.value.kind { name = table.text }
      if let name, catalog.eventTable(name)?.timeType == .date { return name }
    }
    return nil
  }

  private func days(_ syntax: ExpressionSyntax) -> Int64? {
    guard let value = value(syntax, Scope(.constant)), case .integer(let days)? = binder.constant(value) else { return nil }
    return days
  }

  /// Events of a table, or a value of them where `valueOf` names the table.
  func events(
    _ argument: ArgumentSyntax, _ valueOf: NameSyntax?, _ call: AnalysisCallSyntax, _ table: inout TableSchema?
  ) -> AnalysisArgument? {
    let written: NameSyntax
    var isFirst = false
    if let valueOf {
      written = valueOf
    } else if case .firstEvents(let name) = argument.value.kind, call.name.text == AnalysisName.funnel.rawValue {
      written = name
      isFirst = true
    } else if case .name(let text) = argument.value.kind {
      written = NameSyntax(text, argument.value.span)
    } else {
      report(.argumentMissing(call.name.text, "a table of events", call.signature.example, at: argument.value.span))
      return nil
    }
    guard let found = catalog.eventTable(written.text) else {
      report(.unknownTable(written.text, catalog.tableNames, at: written.span))
      return nil
    }
    guard binder.isOfCustomersInTime(found, at: written.span) else { return nil }
    table = found
    let scope = Scope(.events(found))
    let value = valueOf == nil ? nil : self.value(argument.value, scope)
    guard let events = WindowBinder(binder: binder).eventScope(argument, found, scope), valueOf == nil || value != nil else { return nil }
    let place = isFirst ? argument.value.span : written.span
    let whole = argument.condition.map { place.merged(with: $0.span) } ?? place
    let selection = EventSelection(scope: events, name: label(whole).name, isFirst: isFirst)
    return value.map { .eventValue(EventValue(events: selection, value: $0)) } ?? .events(selection)
  }

  /// The columns and definitions of all customers, in order.
  private var attributes: [NamedExpression] {
    let source = SourceSpan(Source(name: "", text: ""), 0..<0)
    var items: [NamedExpression] = []
    for name in catalog.customers?.columnNames ?? [] where name != catalog.customers?.key {
      if let type = catalog.customers?.types[name] {
        items.append(NamedExpression(name: name, expression: made(.column(name), type, source)))
      }
    }
    for name in catalog.order {
      if let type = catalog.definitions[name]?.type {
        items.append(NamedExpression(name: name, expression: made(.definition(name), type, source)))
      }
    }
    return items
  }
}

/// A call of an analysis as it is bound: what was written, and by which signature.
struct AnalysisCallSyntax {
  let name: NameSyntax
  let signature: AnalysisSignature
  let arguments: [ArgumentSyntax]
  let span: SourceSpan

  /// `error: `overlap` needs 16 sets or fewer [wrong-arguments]`
  func wants(_ what: Message) -> Diagnostic { .argumentMissing(name.text, what, signature.example, at: span) }
}
