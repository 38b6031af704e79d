// Words from SQL and spreadsheets, and their equivalents in Seg.

import SegDiagnostics

/// A word of another language that is not a word of Seg.
enum ForeignWord: String, CaseIterable {
  case select, create, insert, update, delete, drop, alter, join, union, filter, find, get
  case order, sort, group, limit, having, offset, fetch
  case `let`, `var`, set, def, define, cohort, audience, print, display, `import`, include, open, read, save, write,
    plot, chart, assert, ensure, check

  /// What to write instead, for a statement that begins with the word.
  var advice: Message? {
    switch self {
    case .select, .find, .get: "rows are shown by `list COLUMN, … of SEGMENT`, numbers by `show MEASURE, … by …`"
    case .filter: "customers are chosen by `segment NAME where CONDITION`"
    case .create, .let, .var, .set, .def, .define:
      "a value for each customer is defined by `metric NAME = …`, a group of customers by `segment NAME where …`"
    case .cohort, .audience: "a group of customers is defined by `segment NAME where …`"
    case .insert, .update, .delete, .drop, .alter: "scripts read tables and never change them"
    case .join, .union: "event tables are joined to their customers by `load TABLE from \"…\" of customers by KEY`"
    case .print, .display, .plot, .chart: "answers are shown by `show`, with `draw bar` for a chart"
    case .assert, .ensure, .check: "what has to hold is stated by `expect CONDITION else \"…\"`"
    case .import, .include: "definitions of another script come in by `use \"path.seg\"`"
    case .open, .read: "tables come in by `load NAME from \"…\"`"
    case .save, .write: "customers go out by `export SEGMENT to \"…\"`"
    case .order, .sort: "an order is part of a statement: `rank by EXPR`"
    case .limit, .offset, .fetch: "how many is part of a statement: `top N`"
    case .group: "groups are part of a statement: `show … by EXPR`"
    case .having: "a condition is part of a statement: `where CONDITION`"
    }
  }

  /// Whether a statement of another language begins with it.
  var beginsStatement: Bool {
    switch self {
    case .order, .sort, .group, .limit, .having, .offset, .fetch: false
    case .select, .create, .insert, .update, .delete, .drop, .alter, .join, .union, .filter, .find, .get, .let, .var, .set, .def,
      .define, .cohort, .audience, .print, .display, .import, .include, .open, .read, .save, .write, .plot, .chart,
      .assert, .ensure, .check:
      true
    }
  }

  /// The statement that is most likely meant.
  var statement: Keyword? {
    switch self {
    case .select, .find, .get: .list
    case .filter, .cohort, .audience: .segment
    case .let, .var, .set, .def, .define: .metric
    case .print, .display, .plot, .chart: .show
    case .assert, .ensure, .check: .expect
    case .import, .include: .use
    case .open, .read: .load
    case .save, .write: .export
    case .create, .insert, .update, .delete, .drop, .alter, .join, .union, .order, .sort, .group, .limit, .having,
      .offset, .fetch:
      nil
    }
  }
}
