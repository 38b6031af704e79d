// The named arguments of models.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds the named arguments of a model.
struct ModelOptionBinder: BinderPart {
  let binder: Binder

  /// The named arguments of a function of purchases or of an analysis of models; nil if a
  /// mistake was reported.
  func modelOptions(
    _ arguments: [ArgumentSyntax], of name: String, required: [ModelOption], optional: [ModelOption], example: String,
    at span: SourceSpan, _ scope: Scope
  ) -> ModelOptions? {
    var options = ModelOptions()
    var seen: Set<ModelOption> = []
    var failed = false
    // The length of a month comes first, because other lengths are counted in months.
    let inOrder = arguments.filter { $0.label?.text == "month" } + arguments.filter { $0.label?.text != "month" }
    for argument in inOrder {
      guard let label = argument.label else { continue }
      guard let option = option(label, argument, of: name, among: required + optional, &seen) else {
        failed = true
        continue
      }
      let (syntax, place) = scope.resolvedArgument(argument.value)
      if !set(option, of: &options, to: syntax, place, for: name) { failed = true }
    }
    for option in required where !seen.contains(option) && !failed {
      report(.optionMissing(option, of: name, example, at: span))
      failed = true
    }
    if !failed, let wrong = wrongAhead(options, arguments) {
      report(wrong)
      failed = true
    }
    if !failed, seen.contains(.grace), options.periodModel != .sBG {
      let place = arguments.first { $0.label?.text == ModelOption.grace.rawValue }?.value.span ?? span
      failed = !wrong(.grace, "contracts: it goes with `model: \"sbg\"`", place)
    }
    if !failed, options.penalty != 0, options.periodModel != nil {
      let place = arguments.first { $0.label?.text == ModelOption.penalty.rawValue }?.value.span ?? span
      failed = !wrong(.penalty, "models of purchases: models of periods have none", place)
    }
    if !failed, !options.covariates.isEmpty, options.periodModel != nil {
      let place = arguments.first { $0.label?.text == ModelOption.covariates.rawValue }?.value.span ?? span
      failed = !wrong(.covariates, "models of purchases: models of periods have none", place)
    }
    if !failed, options.periodModel != nil, let place = arguments.first(where: { $0.label?.text == ModelOption.frequency.rawValue }) {
      failed = !wrong(.frequency, "models of purchases: those of periods need the events", place.value.span)
    }
    return failed ? nil : options
  }

  /// The options of an analysis: their parameters have to be known.
  func settled(_ options: ModelOptions) -> ModelOptions {
    var options = options
    binder.fixed.formUnion(options.parameters.values.map(\.name))
    options.parameters = [:]
    return options
  }

  /// Models of periods predict whole periods ahead.
  private func wrongAhead(_ options: ModelOptions, _ arguments: [ArgumentSyntax]) -> Diagnostic? {
    guard let model = options.periodModel, let next = options.next,
      let written = arguments.first(where: { $0.label?.text == ModelOption.next.rawValue })
    else { return nil }
    let periods = next / options.daysPerUnit
    if periods >= 0.5, abs(periods - periods.rounded()) < 1e-9 { return nil }
    return .wholePeriods(model.rawValue, options.unit, at: written.value.span)
  }

  /// False if the value was wrong, and reported.
  private func set(
    _ option: ModelOption, of options: inout ModelOptions, to syntax: ExpressionSyntax, _ scope: Scope, for name: String
  ) -> Bool {
    let constants = scope.over(.constant)
    switch option {
    case .model:
      return setModel(of: &options, to: syntax, constants, takesPeriods: ModelFunction(rawValue: name)?.isOfPeriods ?? false)
    case .unit:
      guard let unit = unit(syntax) else { return false }
      options.unit = unit
    case .month:
      guard let days = length(syntax, constants, option, month: ModelOptions.daysPerMonth).map(fixedValue) else { return false }
      guard (1...366).contains(days) else { return wrong(option, "a length from 1 to 366 days", syntax.span) }
      options.month = days
    case .next:
      guard let days = length(syntax, constants, option, month: options.month) else { return false }
      guard days.value > 0, days.value <= 36_525 else { return wrong(option, "a length of up to 100 years", syntax.span) }
      options.next = days.value
      options.parameters[.next] = days.parameter
    case .horizon:
      guard let months = months(syntax, constants) else { return false }
      options.horizon = months.value
      options.parameters[.horizon] = months.parameter
    case .discount:
      guard let (rate, pace) = discount(syntax, constants) else { return false }
      options.discount = DiscountRate(rate: rate.value, pace: pace)
      options.parameters[.discount] = rate.parameter
    case .grace:
      let wanted: Message = "days, from 0 to 3,650"
      guard case .duration(let count, let unit, _) = bind(syntax, constants), unit.days == 1, (0...3_650).contains(count.value) else {
        return wrong(option, wanted, syntax.span)
      }
      options.grace = Int(count.value)
      options.parameters[.grace] = count.parameter.map { use in
        ParameterUse(use.name, limits: 0...3_650, wanted: wanted, at: use.span)
      }
    case .penalty: return setPenalty(of: &options, to: syntax, constants)
    case .covariates:
      guard let covariates = ScoreBinder(binder: binder).attributes(syntax, scope.over(.customers)) else { return false }
      if let other = covariates.first(where: { $0.expression.type == .date || $0.expression.type == .timestamp }) {
        return wrong(option, "numbers, texts and conditions: `\(other.name)` is a day", other.expression.span)
      }
      options.covariates = covariates
    // Bound with the events or the customers, whose values they are.
    case .net, .frequency, .recency, .age: break
    case .at, .before:
      guard let day = binder.dayConstant(syntax, constants) else { return false }
      options.day = day
    case .top:
      guard let value = value(syntax, constants) else { return false }
      let wanted: Message = "a whole number from 1 to 100"
      guard value.type == .integer, let count = binder.given(value, Int.self, limits: 1...100, wanted: wanted) else {
        return wrong(option, wanted, syntax.span)
      }
      options.top = count.value
      options.parameters[.top] = count.parameter
    }
    return true
  }

  private func setPenalty(of options: inout ModelOptions, to syntax: ExpressionSyntax, _ scope: Scope) -> Bool {
    guard let value = value(syntax, scope) else { return false }
    let number: Double? =
      switch binder.constant(value) {
      case .number(let number)?: number
      case .integer(let number)?: Double(number)
      case .missing?, .text?, .date?, .timestamp?, .boolean?, nil: nil
      }
    guard let number, (0...1_000).contains(number) else { return wrong(.penalty, "a number from 0 to 1,000", syntax.span) }
    options.penalty = number
    return true
  }

  private func wrong(_ option: ModelOption, _ what: Message, _ span: SourceSpan) -> Bool {
    report(.badOption(option, what, at: span))
    return false
  }

  private func setModel(of options: inout ModelOptions, to syntax: ExpressionSyntax, _ scope: Scope, takesPeriods: Bool) -> Bool {
    guard let value = value(syntax, scope) else { return false }
    guard case .text(let text)? = binder.constant(value) else { return wrong(.model, "the name of a model in quotes", syntax.span) }
    let ofPeriods = PeriodModel(rawValue: text.lowercased())
    if let model = PurchaseModel(rawValue: text.lowercased()) {
      options.model = model
      return true
    }
    if takesPeriods, let ofPeriods {
      options.periodModel = ofPeriods
      return true
    }
    if let ofPeriods {
      report(.modelOfPeriods(ofPeriods.rawValue, at: syntax.span))
    } else {
      let known = PurchaseModel.allCases.map(\.rawValue) + (takesPeriods ? PeriodModel.allCases.map(\.rawValue) : [])
      report(.unknownModel(text, known, at: syntax.span))
    }
    return false
  }

  private func unit(_ syntax: ExpressionSyntax) -> ModelUnit? {
    let known = ModelUnit.allCases.map(\.rawValue)
    if case .name(let word) = syntax.kind {
      let lower = word.lowercased()
      if let unit = ModelUnit(rawValue: lower) ?? ModelUnit.allCases.first(where: { $0.rawValue + "s" == lower }) { return unit }
      report(.unknownUnit(word, known, at: syntax.span))
    } else {
      report(.unknownUnit(nil, known, at: syntax.span))
    }
    return nil
  }

  /// A length of time in days; nil if a mistake was reported.
  private func length(_ syntax: ExpressionSyntax, _ scope: Scope, _ option: ModelOption, month: Double) -> Given<Double>? {
    let count: Double
    let unit: TimeUnit
    var parameter: ParameterUse?
    if case .brokenDuration(let number, let written) = syntax.kind {
      (count, unit) = (number, written)
    } else {
      switch bind(syntax, scope) {
      case .duration(let number, let written, _):
        (count, unit) = (Double(number.value), written)
        parameter = number.parameter
      case .error: return nil
      case .value, .period, .missing:
        _ = wrong(option, "a length of time", syntax.span)
        return nil
      }
    }
    guard let days = ModelUnit(unit)?.days(month: month) else {
      _ = wrong(option, "days, weeks, months, quarters or years", syntax.span)
      return nil
    }
    let use = parameter.map { use in
      ParameterUse(
        use.name, factor: use.factor * days, limits: 1...(36_525 / days), wanted: "a length of up to 100 years", at: use.span)
    }
    return Given(count * days, parameter: use)
  }

  /// The value of a constant that is the same for all values of parameters.
  private func fixedValue(_ given: Given<Double>) -> Double {
    if let name = given.parameter?.name { binder.fixed.insert(name) }
    return given.value
  }

  /// From 1 to 1,200.
  private func months(_ syntax: ExpressionSyntax, _ scope: Scope) -> Given<Int>? {
    if case .brokenDuration = syntax.kind {
      _ = wrong(.horizon, "whole months", syntax.span)
      return nil
    }
    switch bind(syntax, scope) {
    case .duration(let count, let unit, _):
      guard let months = unit.months else { break }
      let (total, overflow) = months.multipliedReportingOverflow(by: count.value)
      if !overflow, (1...1_200).contains(total) {
        let use = count.parameter.map { use in
          ParameterUse(
            use.name, factor: use.factor * Double(months), limits: 1...(1_200 / Double(months)), wanted: "1 to 1,200 months", at: use.span)
        }
        return Given(Int(total), parameter: use)
      }
      _ = wrong(.horizon, "1 to 1,200 months", syntax.span)
      return nil
    case .error: return nil
    case .value, .period, .missing: break
    }
    _ = wrong(.horizon, "whole months, quarters or years", syntax.span)
    return nil
  }

  private func discount(_ syntax: ExpressionSyntax, _ scope: Scope) -> (Given<Double>, ModelUnit)? {
    guard case .rate(let inner, let pace) = syntax.kind else {
      guard value(syntax, scope) != nil else { return nil }
      report(.rateWithoutPace(label(syntax.span).name, at: syntax.span))
      return nil
    }
    let (written, place) = scope.resolvedArgument(inner)
    guard let value = value(written, place) else { return nil }
    let rate: Double
    switch binder.presentValue(value) {
    case .number(let number)?: rate = number
    case .integer(let number)?: rate = Double(number)
    case .missing?, .text?, .date?, .timestamp?, .boolean?, nil:
      _ = wrong(.discount, "a percentage and how often it applies", syntax.span)
      return nil
    }
    if rate > 1, rate <= 100, !catalog.isPercent(written) {
      report(.rateWithoutPercent(label(inner.span).name, rate, at: inner.span))
      return nil
    }
    guard rate >= 0, rate <= 10 else {
      _ = wrong(.discount, "a rate from 0% to 1,000%", syntax.span)
      return nil
    }
    return binder.given(value, Double.self, limits: 0...10, wanted: "a rate from 0% to 1,000%").flatMap { rate in
      ModelUnit(pace).map { (rate, $0) }
    }
  }
}

extension ModelUnit {
  /// Nil for units of the clock.
  init?(_ unit: TimeUnit) {
    switch unit {
    case .minute, .hour: return nil
    case .day: self = .day
    case .week: self = .week
    case .month: self = .month
    case .quarter: self = .quarter
    case .year: self = .year
    }
  }
}

extension ArgumentSyntax {
  /// Whether it has clauses: `of EVENTS`, `where`, a window, `per`, `within`.
  var hasClause: Bool {
    table != nil || condition != nil || window != nil || !per.isEmpty || within != nil || timeLimit != nil
  }
}
