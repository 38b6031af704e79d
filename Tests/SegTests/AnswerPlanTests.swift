// Analyses that are pipelines give the answers of their plans, whichever path the
// engine takes.

import Foundation
import SegColumns
import SegDiagnostics
import Testing

@testable import Seg
@testable import SegEngine
@testable import SegPlan
import SegSemantics

@Suite struct AnswerPlanTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden/analyses").path

  private static let scripts =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".seg") }.sorted()

  /// For each question whose analysis is a pipeline: the engine's rows, and those
  /// of the plan.
  @Test(arguments: scripts) func fastPathsAnswerAsTheirPlans(script: String) throws {
    let session = Session(capabilities: .all(threads: 2))
    let text = try String(contentsOfFile: "\(Self.folder)/\(script)", encoding: .utf8)
    var compared = 0
    for step in session.checker.prepare(text, name: script, directory: Self.folder, session.state).steps {
      if case .bound(.question(.analysis(let question), _)) = step.action {
        let evaluation = try session.evaluation()
        if let plan = question.lowered(in: evaluation.answerContext),
          let answer = try? session.answering.answerer(evaluation).answer(.analysis(question))
        {
          let table = answer.table
          compared += 1
          let rows = try AnswerPlanInterpreter(evaluation: evaluation, question: question).answer(plan)
          #expect(rows.count == table.rowCount, "\(step.span.text)")
          for (place, row) in rows.enumerated() where place < table.rowCount {
            #expect(isSame(row, table.row(place)), "\(step.span.text), row \(place + 1): \(row) and \(table.row(place))")
          }
        }
      }
      _ = try? session.perform(step, directory: Self.folder)
    }
    // One that is refused is asked for nothing.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let asksForOne = zip(lines, lines.dropFirst()).contains { line, next in
      !next.hasPrefix("#! error") && Self.pipelines.contains { line.hasPrefix("show \($0)(") }
    }
    #expect(compared > 0 || !asksForOne)
  }

  private static let pipelines = [
    "pareto", "rfm", "matrix", "migration", "overlap", "histogram", "sequence", "quality",
  ]

  /// The columns are known from the catalog alone, before anything is answered.
  @Test(arguments: scripts) func columnsAreKnownBeforeTheAnswer(script: String) throws {
    let session = Session(capabilities: .all(threads: 2))
    let text = try String(contentsOfFile: "\(Self.folder)/\(script)", encoding: .utf8)
    for step in session.checker.prepare(text, name: script, directory: Self.folder, session.state).steps {
      if case .bound(.question(let question, _)) = step.action,
        let answer = try? session.answering.answerer(try session.evaluation()).answer(question)
      {
        let known = question.schema(in: session.state.catalog.answerContext)
        if step.span.text.contains(" pivot ") {
          // Its columns are the values of a dimension.
        } else if answer.schema.view == .triangle {
          // Its columns after the size are the periods that the events have.
          let groups = (known.columns.firstIndex { $0.name == "size" } ?? 0) + 1
          #expect(known.columns.prefix(groups) == answer.schema.columns.prefix(groups), "\(step.span.text)")
        } else {
          #expect(known == answer.schema, "\(step.span.text)")
        }
        #expect(answer.schema.mismatch(with: answer.table) == nil, "\(step.span.text)")
      }
      _ = try? session.perform(step, directory: Self.folder)
    }
  }

  @Test func allTenAreAsked() throws {
    let texts = try Self.scripts.map { try String(contentsOfFile: "\(Self.folder)/\($0)", encoding: .utf8) }.joined()
    for name in Self.pipelines {
      #expect(texts.contains("show \(name)("))
    }
  }

  private func isSame(_ row: [Value], _ other: [Value]) -> Bool {
    row.count == other.count
      && zip(row, other).allSatisfy { a, b in
        guard let a = number(a), let b = number(b) else { return a == b }
        return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
      }
  }

  private func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    case .missing, .text, .boolean, .date, .timestamp: nil
    }
  }
}
