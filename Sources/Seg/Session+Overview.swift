// What is loaded and defined, as tables for the prompt.

import SegColumns
import SegDiagnostics
import SegPlan
import SegReport
import SegSemantics
import SegStore
import SegSyntax

extension Session {
  /// The loaded tables and those that scripts made: rows, columns, first and last day, and where the rows came from.
  public var tablesOverview: Report {
    call {
      let store = state.store
      var rows: [[Value]] = []
      func add(_ name: String, _ table: Table, of owner: String?, _ time: Column?) {
        let days = time?.days
        let source = state.sources[name].flatMap { source -> String? in
          if case .files(let paths) = source.plan.source.place { paths.joined(separator: ", ") } else { nil }
        }
        rows.append([
          .text(name), .integer(Int64(table.rowCount)), .integer(Int64(table.fields.count)), owner.map { .text($0) } ?? .missing,
          days.map { .date($0.lowerBound) } ?? .missing, days.map { .date($0.upperBound) } ?? .missing,
          source.map { .text($0) } ?? .missing,
        ])
      }
      if let customers = store.customers { add(customers.name, customers.table, of: nil, nil) }
      for events in store.events {
        let owner: String? =
          switch events.owner {
          case .nobody: nil
          case .customers: store.customers?.name
          case .table(let name): name
          }
        add(events.name, events.table, of: owner, events.timeColumn)
      }
      let columns: [(Message, ColumnType)] = [
        ("table", .text), (.rowCount, .integer), (.columnCount, .integer), (Message(verbatim: "of", chinese: "属于"), .text),
        ("first_day", .date),
        ("last_day", .date),
        (Message(verbatim: "from", chinese: "来源"), .text),
      ]
      return Report(of: ".tables", columns, rows)
    }
  }

  /// All definitions in the order in which they were made.
  public var definitionsOverview: Report {
    call {
      let catalog = state.catalog
      var kinds: [Message] = []
      var rows: [[Value]] = catalog.order.compactMap { name in
        guard let definition = catalog.definitions[name] else { return nil }
        kinds.append(definition.kindOfWhat)
        let users = catalog.order.filter { catalog.definitions[$0]?.uses.contains(name) == true }
        return [
          .text(definition.ownName), .missing, catalog.statements[name].map { .text(Self.inOneLine($0.span.text)) } ?? .missing,
          users.isEmpty ? .missing : .text(users.compactMap { catalog.definitions[$0]?.ownName }.joined(separator: ", ")),
        ]
      }
      for (name, parameter) in catalog.parameters.sorted(by: { $0.key < $1.key }) {
        kinds.append("parameter")
        rows.append([.text(name), .missing, .text(Self.inOneLine(parameter.span.text)), .missing])
      }
      for (name, function) in catalog.functions.sorted(by: { $0.key < $1.key }) {
        kinds.append("function")
        rows.append([.text(name), .missing, .text(Self.inOneLine(function.span.text)), .missing])
      }
      let columns: [(Message, ColumnType)] = [("name", .text), ("kind", .text), ("definition", .text), ("used_by", .text)]
      return Report(of: ".defs", columns, rows, messages: [1: kinds])
    }
  }

  /// The names that ``forget(_:)`` takes.
  package var forgettableNames: [String] {
    call {
      state.catalog.plainNames + state.catalog.parameters.keys.sorted() + state.catalog.functions.keys.sorted()
        + state.catalog.tableNames.filter { state.sources[$0] != nil || state.catalog.definitions[DefinitionName.table($0)] != nil }
    }
  }

  private static func inOneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension Report {
  /// - Parameter messages: the words of columns that are not data.
  fileprivate init(
    of statement: String, _ columns: [(name: Message, type: ColumnType)], _ rows: [[Value]], messages: [Int: [Message]] = [:]
  ) {
    let fields = columns.enumerated().map { index, column in
      Table.Field(column.name.description, messages[index].map { .messages($0) } ?? Column.of(column.type, rows.map { $0[index] }))
    }
    let schema = AnswerSchema(columns.map { AnswerColumn($0.name, $0.type, $0.type == .integer ? .measure : .note) })
    self.init(statement: statement, table: Table(fields: fields, rowCount: rows.count), schema: schema, milliseconds: 0)
  }
}

extension Column {
  /// The first and the last day of a column of times; nil where it has none.
  var days: ClosedRange<Int32>? {
    var range: ClosedRange<Int32>?
    func add(_ day: Int32) { range = range.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day }
    for row in 0..<count where validity?[row] ?? true {
      switch values {
      case .int32(let days): add(days.pointer[row])
      case .int64(let instants):
        let day = instants.pointer[row] / 86_400_000_000 - (instants.pointer[row] % 86_400_000_000 < 0 ? 1 : 0)
        add(Int32(truncatingIfNeeded: day))
      case .int8, .uint8, .int16, .float64, .codes8, .codes16, .codes32, .bits: return nil
      }
    }
    return range
  }
}

extension SessionState {
  /// Facts about a table, with what only its rows tell.
  func facts(_ facts: [Fact]) -> [Fact] {
    let name = facts.first?.value.description ?? ""
    guard facts.count > 1, facts[1] == Fact("kind", "table"), let table = store.table(name) else { return facts }
    var sizes = [Fact(.rowCount, Message(verbatim: grouped(table.rowCount)))]
    if let days = store.eventTable(name)?.timeColumn?.days {
      let (first, last) = (Value.date(days.lowerBound).description, Value.date(days.upperBound).description)
      sizes.append(Fact(Message(verbatim: "days", chinese: "日期"), "\(first) to \(last)"))
    }
    if let rejects = store.rejects[name]?.rowCount, rejects > 0 {
      sizes.append(Fact(Message(verbatim: "rejects", chinese: "读不了的行"), Message(verbatim: grouped(rejects))))
    }
    return Array(facts[..<2]) + sizes + Array(facts[2...])
  }
}
