// The events of functions of a customer's purchases.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds functions of purchases, and the purchases of analyses.
struct PurchaseBinder: BinderPart {
  let binder: Binder

  func bindModelFunction(
    _ function: ModelFunction, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard hasPurchases(function.rawValue, scope, at: span) else { return .error }
    let positional = arguments.filter { $0.label == nil }
    guard let first = positional.first, positional.count == 1 else {
      let what: Message = function.subject == .amount ? "an amount `of` a table of events" : "a table of events"
      report(.argumentMissing(function.rawValue, "\(what), and then arguments with names", function.example, at: span))
      return .error
    }
    let purchases = purchases(
      first, function.subject, options: arguments, takesSummary: function.optional.contains(.frequency), of: function.rawValue,
      example: function.example, scope)
    let options = ModelOptionBinder(binder: binder).modelOptions(
      arguments.filter { $0.label != nil }, of: function.rawValue, required: function.required, optional: function.optional,
      example: function.example, at: span, scope)
    guard let purchases, let options else { return .error }
    let value = PurchaseValue(function: function, purchases: purchases, options: options)
    let expression = made(.purchases(value), function.result, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), expression.type, span)) }
    return .value(expression)
  }

  /// `orders where …`, `amount of orders in last 365 days`; nil if a mistake was
  /// reported.
  ///
  /// - Parameters:
  ///   - subject: nil if both an amount and a table alone are allowed.
  ///   - options: the named arguments; only those that are values of events or customers are read.
  ///   - takesSummary: whether customers with their summaries are allowed.
  func purchases(
    _ argument: ArgumentSyntax, _ subject: ModelFunction.Subject?, options: [ArgumentSyntax], takesSummary: Bool, of name: String,
    example: String, _ scope: Scope
  ) -> PurchaseSelection? {
    let span = argument.value.span
    if let limit = argument.timeLimit {
      report(.limitOutsideFunnel(limit.span))
      return nil
    }
    if let wrong = argument.within?.span ?? argument.per.first?.span {
      report(.groupsOfPurchases(name, at: wrong))
      return nil
    }
    if takesSummary, let customers = customers(argument, scope) {
      return summary(of: customers, argument, subject, options: options, of: name, example: example, scope)
    }
    guard let (table, isWhole) = events(argument, subject, of: name, example: example, scope) else { return nil }
    if isWhole, subject == .amount {
      report(.purchasesWithoutAmount(name, table, at: span))
      return nil
    }
    if !isWhole, subject == .events {
      report(.purchasesWithAmount(name, table.name, example, at: span))
      return nil
    }
    guard binder.isOfCustomersInTime(table, at: span) else { return nil }
    let inner = scope.over(.events(table))
    var amount: Expression?
    if !isWhole {
      guard let bound = value(argument.value, inner).flatMap(binder.number) else { return nil }
      amount = bound
    }
    let sum = Optionally(options.value(of: .net)) { value($0, inner).flatMap(binder.number) }
    guard let events = WindowBinder(binder: binder).eventScope(argument, table, inner), !sum.hasFailed else { return nil }
    if let other = ModelOption.summary.lazy.compactMap({ options.value(of: $0) }).first {
      report(.summaryOfEvents(table.name, at: other.span))
      return nil
    }
    return PurchaseSelection(scope: events, amount: amount, net: sum.value)
  }

  /// The table of events, and whether it stands alone: without an amount; nil if a mistake was reported.
  private func events(
    _ argument: ArgumentSyntax, _ subject: ModelFunction.Subject?, of name: String, example: String, _ scope: Scope
  ) -> (table: TableSchema, isWhole: Bool)? {
    let span = argument.value.span
    if let written = argument.table {
      let text = scope.resolvedName(ExpressionSyntax(.name(written.text), written.span)) ?? written.text
      guard let found = catalog.eventTable(text) else {
        report(.unknownTable(written.text, eventTableNames, at: written.span))
        return nil
      }
      return (found, false)
    }
    guard let text = scope.resolvedName(argument.value) else {
      report(.argumentMissing(name, subject == .amount ? "an amount `of` events" : "a table of events", example, at: span))
      return nil
    }
    guard let found = catalog.eventTable(text) else {
      if subject != .events, let holder = catalog.eventTables(with: text).first {
        report(.amountWithoutTable(name, text, holder.name, at: span))
      } else {
        report(.unknownTable(text, eventTableNames, at: span))
      }
      return nil
    }
    return (found, true)
  }

  /// The name of the customers, where they stand in the place of events.
  private func customers(_ argument: ArgumentSyntax, _ scope: Scope) -> String? {
    let written: String? =
      if let table = argument.table { scope.resolvedName(ExpressionSyntax(.name(table.text), table.span)) ?? table.text } else {
        scope.resolvedName(argument.value)
      }
    guard let written, written == catalog.customers?.name, catalog.eventTable(written) == nil else { return nil }
    return written
  }

  /// `customers, frequency: x, recency: t_x, age: T`; nil if a mistake was reported.
  private func summary(
    of customers: String, _ argument: ArgumentSyntax, _ subject: ModelFunction.Subject?, options: [ArgumentSyntax], of name: String,
    example: String, _ scope: Scope
  ) -> PurchaseSelection? {
    let span = argument.value.span
    if argument.condition != nil || argument.window != nil {
      report(.clauseOfSummary(customers, at: span))
      return nil
    }
    if let net = options.value(of: .net) {
      report(.badOption(.net, "events: a row of a customer has one amount", at: net.span))
      return nil
    }
    let written = ModelOption.summary.compactMap { options.value(of: $0) }
    guard written.count == ModelOption.summary.count else {
      report(.summaryWithoutColumns(name, customers, isOfAmount: subject == .amount, at: span))
      return nil
    }
    if (argument.table == nil) == (subject == .amount), subject != nil {
      report(
        subject == .amount ? .summaryWithoutAmount(name, customers, at: span) : .purchasesWithAmount(name, customers, example, at: span))
      return nil
    }
    let own = scope.over(.customers)
    let numbers = written.compactMap { value($0, own).flatMap(binder.number) }
    let amount = Optionally(argument.table == nil ? nil : argument.value) { value($0, own).flatMap(binder.number) }
    guard numbers.count == written.count, !amount.hasFailed else { return nil }
    return PurchaseSelection(
      scope: EventScope(table: customers), amount: amount.value,
      summary: PurchaseSummary(frequency: numbers[0], recency: numbers[1], age: numbers[2]))
  }

  private var eventTableNames: [String] { catalog.events.map(\.name) }
}

extension [ArgumentSyntax] {
  /// What a named argument says.
  func value(of option: ModelOption) -> ExpressionSyntax? { first { $0.label?.text == option.rawValue }?.value }
}
