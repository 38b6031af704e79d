// Statements: which part of the binder each is for.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds statements against a catalog.
package struct StatementBinder: BinderPart {
  let binder: Binder
  private let allowsRedefinition: Bool
  private let schemas: SourceSchemas?

  /// - Parameters:
  ///   - allowsRedefinition: whether a name may be defined again: not in a script, but at
  ///     the prompt.
  ///   - reported: unknown names that were reported.
  ///   - schemas: finds the columns of the table that a load names; nil: no loads are bound.
  package init(
    _ catalog: Catalog, allowsRedefinition: Bool, reported: Set<String> = [], schemas: SourceSchemas? = nil
  ) {
    binder = Binder(catalog, ExpressionTable(), reported: reported)
    self.allowsRedefinition = allowsRedefinition
    self.schemas = schemas
  }

  /// Texts that were compared with columns.
  package var comparedTexts: [ComparedText] { binder.comparedTexts }
  /// What was found so far.
  package var diagnostics: [Diagnostic] { binder.diagnostics }
  /// Unknown names that were reported; each is reported once, at its first place.
  package var reported: Set<String> { binder.reported }
  /// The parameters whose value had to be known: what was bound is bound again for other
  /// values.
  package var fixed: Set<String> { binder.fixed }

  /// A load with known columns; nil if a mistake was reported.
  package func bindLoad(_ names: LoadNames, from source: LoadSource, _ schema: SourceSchema) -> LoadPlan? {
    loads.bindLoad(names, from: source, schema)
  }

  /// A link; nil if a mistake was reported.
  package func bindLink(_ names: LinkNames) -> LinkPlan? {
    LinkBinder(binder: binder, allowsRedefinition: allowsRedefinition).bindLink(names)
  }

  /// For hosts: the segment of a name, or a report.
  package func segmentName(_ name: NameSyntax) -> String? { binder.members(name) }

  /// The link and the segment of a list of customers that is loaded; nil if a mistake was reported.
  package func bindMembers(_ load: LoadSyntax) -> (LinkPlan, Definition)? {
    snapshots.bindMembers(load.name, allowsRedefinition: allowsRedefinition)
  }

  private var snapshots: SnapshotBinder { SnapshotBinder(binder: binder) }
  private var loads: LoadBinder { LoadBinder(binder: binder, schemas: schemas) }
  private var definitions: DefinitionBinder { DefinitionBinder(binder: binder, allowsRedefinition: allowsRedefinition) }
  private var tables: TableBinder { TableBinder(binder: binder, definitions: definitions) }
  private var questions: QuestionBinder { QuestionBinder(binder: binder) }

  /// Binds a statement; nil if a mistake was reported.
  package func bind(_ statement: StatementSyntax) -> BoundStatement? {
    switch statement.kind {
    case .column(let syntax): return tables.bindColumn(syntax, statement)
    case .table(let syntax): return tables.bindTable(syntax, statement)
    case .asOf(let day): return binder.dayConstant(day, Scope(.constant)).map { .asOf($0) }
    case .param(let name, let literal): return definitions.bindParameter(name, literal)
    case .function(let name, let parameters, let body):
      return definitions.bindFunction(name, parameters, body)
    case .metric(let syntax):
      let expression = value(syntax.expression, Scope(.customers))
      return definitions.define(syntax.name, .metric, statement, syntax, expression.map { .metric($0) })
    case .measure(let syntax):
      let expression = value(syntax.expression, Scope(.groups(nil)))
      return definitions.define(syntax.name, .measure, statement, syntax, expression.map { .measure($0) })
    case .lifecycle(let name, let stages): return definitions.bindLifecycle(name, stages, statement)
    case .segment(let syntax): return definitions.bindSegment(syntax, statement)
    case .show(let syntax): return questions.bindShow(syntax, statement)
    case .list(let syntax): return questions.bindList(syntax).map { .question(.list($0), drawing: nil) }
    case .expect(let condition, let message):
      return self.condition(condition, Scope(.groups(nil))).map { .question(.expect($0, message: message), drawing: nil) }
    case .export(let syntax): return questions.bindExport(syntax, statement)
    case .report(let syntax): return questions.bindReport(syntax, statement)
    case .note(let text): return .note(text)
    case .snapshot(let syntax): return snapshots.bindSnapshot(syntax, statement)
    case .load(let syntax): return loads.bindLoad(syntax)
    case .link(let syntax):
      return LinkBinder(binder: binder, allowsRedefinition: allowsRedefinition).bindLink(LinkNames(syntax)).map { .link($0) }
    case .split(let syntax): return SplitBinder(binder: binder, definitions: definitions).bindSplit(syntax, statement)
    case .describe(let name, let table):
      return DescriptionBinder(binder: binder).bindDescribe(name, of: table).map { .question(.facts($0), drawing: nil) }
    case .explain(let name):
      if binder.isLifecycle(name) { return .question(.explainStages(name.text), drawing: nil) }
      return binder.members(name, described: statement.span).map { .question(.explain($0), drawing: nil) }
    case .why(let key, let name): return DescriptionBinder(binder: binder).bindWhy(key, name)
    // Its table is known where it is loaded.
    case .use, .append: return nil
    }
  }
}
