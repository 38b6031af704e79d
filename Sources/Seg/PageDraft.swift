// A page that is not written yet.

import SegDiagnostics
import SegReport
import SegSemantics

/// The page of a `report` while its script runs.
struct PageDraft {
  var page: Page
  /// Where it is written to.
  let plan: ExportPlan
  let directory: String?
  /// Whether it has something that is not written yet.
  var isChanged = true

  init(_ report: ReportPlan, directory: String?, language: Language) {
    let name = report.output.path.split(separator: "/").last.map(String.init) ?? report.output.path
    page = Page(title: report.title ?? String(name.prefix { $0 != "." }), language: language)
    plan = report.output
    self.directory = directory
  }
}
