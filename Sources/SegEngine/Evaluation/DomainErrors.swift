// Counts rows for which a function has no value, by reason, so that an impossible rate does
// not become a silent missing value.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

struct DomainErrors {
  /// The most different reasons that are kept; reasons may name different numbers for each
  /// customer.
  private static let most = 3

  private static let tooLarge: Message = "the result is too large for a number"

  /// The reasons in the order of their first appearance.
  private var reasons: [(text: Message, rows: Int)] = []
  private var others = 0

  /// Counts a row without a value.
  ///
  /// - Parameter values: the arguments; a missing one is a reason of its own, and not counted.
  mutating func add(_ values: [Value], _ domainError: ([Double]) -> Message?) {
    var numbers: [Double] = []
    for value in values {
      switch value {
      case .number(let number): numbers.append(number)
      case .integer(let number): numbers.append(Double(number))
      case .missing, .text, .boolean, .date, .timestamp: return
      }
    }
    let text = domainError(numbers) ?? Self.tooLarge
    if let place = reasons.firstIndex(where: { $0.text == text }) {
      reasons[place].rows += 1
    } else if reasons.count < Self.most {
      reasons.append((text, 1))
    } else {
      others += 1
    }
  }

  /// One warning for each reason.
  ///
  /// - Parameter name: the function's.
  func notices(of name: String, _ frame: Frame, _ whole: Expression) -> [Diagnostic] {
    func rows(_ count: Int) -> Message? {
      switch frame.grain {
      case .customers: "\(count) of \(frame.rowCount) customer\(frame.rowCount == 1 ? "" : "s")"
      case .events(let table): "\(count) of \(frame.rowCount) events of `\(table)`"
      case .rejects: nil
      case .none: frame.rowCount == 1 ? nil : "\(count) of \(frame.rowCount) groups"
      }
    }
    func notice(_ count: Int, _ text: Message) -> Diagnostic {
      let affected: Message = rows(count).map { " for \($0)" } ?? ""
      var diagnostic = Diagnostic(
        "no-value", "`\(name)` has no value\(affected): \(text)", at: whole.span, label: "missing there", severity: .warning)
      diagnostic.labels = whole.origin.labels("missing there")
      return diagnostic
    }
    var notices = reasons.map { notice($0.rows, $0.text) }
    if others > 0 { notices.append(notice(others, "other impossible numbers")) }
    return notices
  }
}
