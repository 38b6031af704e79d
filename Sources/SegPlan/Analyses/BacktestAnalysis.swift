// backtest and calibration: a model fitted to the data before a day, compared with what
// happened after it.

import SegColumns
import SegDiagnostics
import SegFunctions

/// Days with a purchase after a day, expected by the model of before and actual.
package struct BacktestAnalysis: AnalysisCall {
  package internal(set) var subject: PurchaseSubject
  /// A constant.
  package let before: Expression

  private static let subject = AnalysisParameter.model(
    "events", ModelParameter(required: [.before], optional: [.model, .unit, .month, .net, .penalty, .covariates]))

  package static let name = AnalysisName.backtest
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    a test of the model: it is fitted to the purchases before a day, and its expected days with a \
    purchase are compared with the actual ones after it
    """,
    "show backtest(orders, before: 2024-07-01)", [subject.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    subject = try arguments[Self.subject].asPurchases()
    before = try subject.day()
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    AnswerSchema([
      AnswerColumn("customers", .integer, .measure),
      AnswerColumn(subject.options.unit.plural, .number, .measure, unit: "\(subject.options.unit.rawValue)s"),
      AnswerColumn("expected", .number, .measure), AnswerColumn("actual", .number, .measure),
      AnswerColumn("bias", .number, .share), ModelAnalysis.estimate("mae"), ModelAnalysis.estimate("rmse"),
      ModelAnalysis.estimate("msle"), ModelAnalysis.estimate("correlation"),
    ])
  }

  package var planTrees: [PlanTree] { subject.planTrees }
}

/// The same for customers with equally many purchases before, or for equal parts
/// by a score.
package struct CalibrationAnalysis: AnalysisCall {
  package enum Subject: Sendable, Hashable {
    /// The last row includes everything above `top`.
    case purchases(PurchaseSubject, before: Expression, top: Int)
    case score(ScoreSubject)
  }

  package internal(set) var subject: Subject

  private static let model = AnalysisParameter.model(
    "events", ModelParameter(metrics: [.score], required: [.before], optional: [.model, .unit, .month, .top, .net, .penalty, .covariates]))

  package static let name = AnalysisName.calibration
  package static let takesGroups = true

  package static let signature = AnalysisSignature(
    """
    expected and actual purchases after a day, for customers by their repeat purchases before it. For a \
    metric that is a score: customers that it has not seen, by tenths of the score, with the mean score \
    and the actual share
    """,
    "show calibration(orders, before: 2024-07-01, top: 7)", [model.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    switch try arguments[Self.model] {
    case .purchases(let purchases):
      subject = .purchases(purchases, before: try purchases.day(), top: purchases.options.top ?? 7)
    case .score(let score): subject = .score(score)
    }
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    switch subject {
    case .purchases:
      AnswerSchema(
        [
          AnswerColumn("repeat_days", .text, .dimension), AnswerColumn("customers", .integer, .measure, style: .plain),
          AnswerColumn("expected", .number, .measure), AnswerColumn("actual", .number, .measure),
        ], view: .bars)
    case .score:
      AnswerSchema([
        AnswerColumn(Message(verbatim: "part", chinese: "等份"), .integer, .rank), AnswerColumn("customers", .integer, .measure),
        ModelAnalysis.estimate("lowest"), ModelAnalysis.estimate("highest"), ModelAnalysis.estimate("expected"),
        ModelAnalysis.estimate("actual"),
      ])
    }
  }

  package var planTrees: [PlanTree] { subject.planTrees }
}

extension PurchaseSubject {
  /// The first day that the model does not see.
  ///
  /// - Throws: if none was given.
  func day() throws(ArgumentProblem) -> Expression {
    guard let day = options.day else { throw ArgumentProblem(wanted: "`before`") }
    return day
  }
}

extension CalibrationAnalysis.Subject {
  var planTrees: [PlanTree] {
    switch self {
    case .purchases(let subject, _, _): subject.planTrees
    case .score(let subject): subject.planTrees
    }
  }
}
