// What calls with named options share.

import SegDiagnostics
import SegPlan
import SegSyntax

extension BinderPart {
  /// The option that an argument gives, each once and without a clause; nil if a mistake was reported.
  ///
  /// - Parameter seen: the options of the call so far.
  func option<Option: RawRepresentable<String> & Hashable>(
    _ label: NameSyntax, _ argument: ArgumentSyntax, of function: String, among known: [Option], _ seen: inout Set<Option>
  ) -> Option? {
    guard let option = Option(rawValue: label.text), known.contains(option) else {
      report(.noSuchOption(label, of: function, known.map(\.rawValue)))
      return nil
    }
    if argument.hasClause {
      report(.clauseAfterOption(label, at: argument.value.span))
      return nil
    }
    guard seen.insert(option).inserted else {
      report(.optionTwice(label))
      return nil
    }
    return option
  }

  /// Whether a function of a customer's purchases has a value here; if not, that is reported.
  func hasPurchases(_ function: String, _ scope: Scope, at span: SourceSpan) -> Bool {
    switch scope.rows {
    case .customers, .events: return true
    case .groups, .columns, .constant:
      report(.purchasesInMeasure(function, at: span))
      return false
    }
  }
}
