// Functions of other languages, and calls of them as they are written here.

import SegColumns
import SegDiagnostics
import SegSyntax

/// Writes calls of functions that other languages have.
struct ForeignFunctions {
  private let name: String
  private let span: SourceSpan
  private let arguments: [ArgumentSyntax]

  init(_ name: String, _ arguments: [ArgumentSyntax], _ span: SourceSpan) {
    self.name = name.lowercased()
    self.arguments = arguments
    self.span = span
  }

  /// Functions that only have another name here.
  private static let renamed: [String: String] = [
    "mean": "avg", "average": "avg", "len": "length", "ceiling": "ceil", "log": "ln", "pow": "power", "ucase": "upper",
    "toupper": "upper", "lcase": "lower", "tolower": "lower", "count_distinct": "distinct", "countdistinct": "distinct",
    "nunique": "distinct", "n_unique": "distinct", "uniq": "distinct", "distinct_count": "distinct", "maximum": "max", "minimum": "min",
    "total_of": "sum", "counta": "count", "exists": "any", "to_date": "date", "str": "text", "tostring": "text",
    "std": "stddev", "std_dev": "stddev", "stdev": "stddev", "sd": "stddev", "stddev_samp": "stddev", "standard_deviation": "stddev",
    "var": "variance", "var_samp": "variance", "most_common": "mode", "most_frequent": "mode",
    "int": "integer", "to_int": "integer", "float": "number", "to_number": "number", "value": "number", "dayofweek": "weekday",
    "dayofyear": "day_of_year", "yearday": "day_of_year", "doy": "day_of_year", "weekofyear": "week", "week_of_year": "week",
    "isoweek": "week", "week_number": "week", "weeknumber": "week", "week_num": "week", "iso_week": "week", "weeknum": "week",
    "isoweeknum": "week", "substring": "part", "substr": "part", "mid": "part",
    "strpos": "find", "instr": "find", "indexof": "find", "index_of": "find", "position": "find", "search": "find",
    "split_part": "split", "splitpart": "split", "regexp_extract": "extract", "regexp_substr": "extract", "regex_extract": "extract",
    "regexextract": "extract", "lpad": "pad", "zfill": "pad", "padleft": "pad", "pad_left": "pad", "concatenate": "concat",
    "email_domain": "domain", "years_since": "age", "get_age": "age", "month_between": "months_between",
    "year_between": "years_between", "day_between": "days_between", "daysbetween": "days_between", "monthsbetween": "months_between",
    "yearsbetween": "years_between",
    "cumulative": "running", "cumsum": "running", "cum_sum": "running", "running_total": "running", "running_sum": "running",
    "runningtotal": "running", "cumulative_sum": "running", "pct_change": "growth", "percent_change": "growth", "pctchange": "growth",
    "growth_rate": "growth", "percentage_change": "growth", "diff": "change", "delta": "change", "difference": "change",
    "lag": "previous", "moving_average": "moving", "moving_avg": "moving", "movingavg": "moving", "rolling": "moving",
    "rolling_mean": "moving", "rolling_avg": "moving", "rolling_average": "moving", "pct_of_total": "share",
    "percent_of_total": "share", "ratio_to_report": "share", "dense_rank": "rank", "percentage": "share", "pct": "share",
    "time_in_stage": "time_in", "days_in": "time_in", "days_in_stage": "time_in", "time_in_state": "time_in", "stage_age": "time_in",
    "stage_duration": "time_in", "days_since_entering": "time_in", "entered_on": "entered", "entered_at": "entered",
    "entered_stage": "entered", "stage_since": "entered", "stage_start": "entered", "in_stage_since": "entered",
    "stage_history": "stage_path", "stage_sequence": "stage_path", "stages": "stage_path", "journey": "stage_path",
    "expected_exit": "expected_leaving", "expected_end": "expected_leaving", "leaves": "expected_leaving",
    "next_order": "next_purchase", "next_purchase_date": "next_purchase", "predicted_next_purchase": "next_purchase",
    "regex_replace": "regexp_replace", "replace_regex": "regexp_replace", "preg_replace": "regexp_replace",
    "regexreplace": "regexp_replace", "re_sub": "regexp_replace", "strrev": "reverse", "retention_table": "cohorts",
    "cohort_table": "cohorts", "cohort_analysis": "cohorts", "kaplan_meier": "survival", "km": "survival",
    "survival_curve": "survival", "survfit": "survival",
    "stage_durations": "durations", "time_in_stages": "durations", "durations_of": "durations",
    "mom": "growth", "yoy": "growth", "qoq": "growth", "wow": "growth", "mom_growth": "growth", "yoy_growth": "growth",
  ]

  /// The fix; nil if there is none.
  var fix: Diagnostic.Fix? {
    guard let ours else { return nil }
    return Diagnostic.Fix("write \(Message.script(ours))", replace: span, with: ours)
  }

  private var ours: String? {
    let texts = arguments.map(\.value.span.text)
    // A text padded with zeros needs the zero; substrings that begin at 0 begin at 1 here.
    if name == "zfill", texts.count == 2 { return "pad(text(\(texts[0])), \(texts[1]), \"0\")" }
    if ["substring", "substr", "mid"].contains(name), texts.count == 3, texts[1] == "0" { return "part(\(texts[0]), 1, \(texts[2]))" }
    // `position("@" in email)`
    if ["position", "locate"].contains(name), arguments.count == 1, case .period(let text)? = arguments.first?.window?.kind {
      return "find(\(text.span.text), \(texts[0]))"
    }
    if let other = Self.renamed[name] { return "\(other)(\(inner))" }
    switch (name, texts.count) {
    case ("coalesce", 2...), ("ifnull", 2), ("nvl", 2), ("isnull", 2), ("iferror", 2), ("fillna", 2):
      return "(\(texts.joined(separator: " ?? ")))"
    case ("isnull", 1), ("isna", 1), ("isblank", 1), ("is_null", 1), ("isempty", 1): return "(\(texts[0]) is missing)"
    case ("notnull", 1), ("notna", 1), ("isnotnull", 1): return "(\(texts[0]) is not missing)"
    case ("iif", 3), ("ifelse", 3), ("if_else", 3): return "(if \(texts[0]) then \(texts[1]) else \(texts[2]))"
    case ("now", 0), ("getdate", 0), ("curdate", 0), ("current_date", 0), ("sysdate", 0): return "today"
    case ("countif", 1), ("countifs", 1), ("count_if", 1): return "count(\(inner))"
    case ("countif", 2), ("countifs", 2): return "count(\(texts[0]) = \(texts[1]))"
    case ("countif", 2), ("countifs", 2): return "count(\(texts[0]) where \(texts[1]))"
    case ("sumif", 2), ("sumifs", 2): return "sum(\(texts[0]) where \(texts[1]))"
    case ("averageif", 2), ("averageifs", 2), ("avgif", 2): return "avg(\(texts[0]) where \(texts[1]))"
    case ("date_trunc", 2), ("datetrunc", 2), ("trunc", 2): return calendar("start_of_", unit: texts[0], of: texts[1])
    case ("datepart", 2), ("date_part", 2): return calendar("", unit: texts[0], of: texts[1])
    case ("datediff", 2), ("date_diff", 2): return "(\(texts[0]) - \(texts[1]))"
    case ("datediff", 3), ("date_diff", 3), ("timestampdiff", 3): return difference(texts)
    case ("dateadd", 3), ("date_add", 3): return unit(texts[0]).map { "(\(texts[2]) + \(texts[1]) \($0)s)" }
    case ("date_add", 2), ("adddate", 2): return "(\(texts[0]) + \(texts[1]))"
    case ("charindex", 2), ("locate", 2): return "find(\(texts[1]), \(texts[0]))"
    case ("rpad", 3): return "left(concat(\(texts[0]), pad(\"\", \(texts[1]), \(texts[2]))), \(texts[1]))"
    case ("yearfrac", 2): return "(\(texts[1]) - \(texts[0])) / 365.25"
    case ("datedif", 3): return difference([texts[2], texts[0], texts[1]])
    case ("concat_ws", 3...): return "concat(\(texts.dropFirst().joined(separator: ", \(texts[0]), ")))"
    case ("stddev_pop", 1), ("stdevp", 1): return "sqrt(\(populationVariance(texts[0])))"
    case ("var_pop", 1), ("varp", 1): return "(\(populationVariance(texts[0])))"
    case ("corr", 2), ("correl", 2), ("pearson", 2): return pair("correlation")
    case ("regr_slope", 2): return pair("slope")
    case ("string_agg", 1...2), ("group_concat", 1...2), ("listagg", 1...2), ("array_agg", 1), ("collect_set", 1), ("textjoin", 1):
      return "list(\(whole(0)))"
    case ("nth_value", 2): return Int(texts[0]) == nil ? "nth(\(texts[1]), \(whole(0)))" : "nth(\(texts[0]), \(whole(1)))"
    case ("percentile", 2), ("percentile_cont", 2), ("quantile_cont", 2), ("approx_quantile", 2), ("approx_percentile", 2):
      return share(texts[0]).map { "quantile(\($0), \(whole(1)))" } ?? share(texts[1]).map { "quantile(\($0), \(whole(0)))" }
    case ("value_counts", 1), ("count_values", 1): return "count() by \(texts[0])"
    case ("format", 2), ("date_format", 2), ("strftime", 2), ("format_date", 2): return formatted(texts[0], texts[1])
    case ("rollup", 1...), ("cube", 1...): return "\(texts.joined(separator: ", ")) with totals"
    case ("to_char", 2): return formatted(texts[0], texts[1])
    case ("to_char", 1): return "text(\(texts[0]))"
    case ("last_day", 1), ("eomonth", 1), ("end_of_month", 1), ("month_end", 1): return "(start_of_month(\(texts[0])) + 1 month - 1 day)"
    case ("end_of_year", 1), ("year_end", 1): return "(start_of_year(\(texts[0])) + 1 year - 1 day)"
    case ("hours_between", 2): return "((\(texts[1]) - \(texts[0])) * 24)"
    case ("minutes_between", 2): return "((\(texts[1]) - \(texts[0])) * 1440)"
    case ("weeks_between", 2): return "((\(texts[1]) - \(texts[0])) / 7)"
    case ("timestamp_diff", 3), ("datetime_diff", 3): return difference([texts[2], texts[1], texts[0]])
    case ("initcap", 1), ("capitalize", 1), ("proper", 1): return "concat(upper(left(\(texts[0]), 1)), part(\(texts[0]), 2))"
    case ("split", 2): return "split(\(texts[0]), \(texts[1]), 1)"
    case ("cast", 1): return "text(\(texts[0]))"
    default: return namedQuantile
    }
  }

  /// `p90(amount of orders)`.
  private var namedQuantile: String? {
    guard name.hasPrefix("p"), arguments.count == 1, let percent = Int(name.dropFirst()), (1...99).contains(percent) else { return nil }
    return "quantile(\(Value.number(Double(percent) / 100)), \(whole(0)))"
  }

  /// A share as it is written here: 0.9 for 90; nil if it is none.
  private func share(_ text: String) -> String? {
    if text.hasSuffix("%") { return text }
    guard let number = Double(text), (0...100).contains(number) else { return nil }
    return number > 1 ? Value.number(number / 100).description : text
  }

  /// A function of two values, whose clauses stand after the second.
  private func pair(_ function: String) -> String {
    let clauses = arguments[1].table == nil ? whole(0).dropFirst(arguments[0].value.span.text.count) : ""
    return "\(function)(\(arguments[0].value.span.text), \(whole(1))\(clauses))"
  }

  /// An argument with its clauses.
  private func whole(_ place: Int) -> String { arguments.text(place, of: span) }

  /// What stands in the parentheses, with all clauses.
  private var inner: String {
    let text = span.text
    guard let opening = text.firstIndex(of: "("), text.hasSuffix(")") else { return "" }
    return String(text[text.index(after: opening)...].dropLast())
  }

  /// The clauses after the value of the only argument: ` of orders in 2024`.
  private var clauses: String { arguments.first.map { String(inner.dropFirst($0.value.span.text.count)) } ?? "" }

  private func populationVariance(_ value: String) -> String {
    "avg(power(\(value), 2)\(clauses)) - power(avg(\(value)\(clauses)), 2)"
  }

  /// `format(signup, "%Y")`: a part of a date.
  private func formatted(_ date: String, _ pattern: String) -> String? {
    let letters = pattern.filter { $0.isLetter || $0 == "-" }
    switch letters {
    case "Y", "yyyy", "YYYY", "y": return "year(\(date))"
    case "m", "MM", "M", "mm": return "month(\(date))"
    case "d", "dd", "DD": return "day(\(date))"
    case "Y-m", "yyyy-MM", "YYYY-MM": return "start_of_month(\(date))"
    case "Y-m-d", "yyyy-MM-dd", "YYYY-MM-DD": return "text(\(date))"
    default: return nil
    }
  }

  private func unit(_ written: String) -> String? {
    let word = written.lowercased().filter { $0 != "\"" && $0 != "'" }
    return ["minute", "hour", "day", "week", "month", "quarter", "year"].contains(word) ? word : nil
  }

  private func calendar(_ prefix: String, unit written: String, of date: String) -> String? {
    if !prefix.isEmpty, ["hour", "minute"].contains(unit(written) ?? unit(date)) { return nil }
    // Spreadsheets and pandas have the date first.
    if let unit = unit(written) { return unit == "day" && !prefix.isEmpty ? "date(\(date))" : "\(prefix)\(unit)(\(date))" }
    return unit(date).map { "\(prefix)\($0)(\(written))" }
  }

  private func difference(_ texts: [String]) -> String? {
    switch unit(texts[0]) {
    case "day": "(\(texts[2]) - \(texts[1]))"
    case "month": "months_between(\(texts[1]), \(texts[2]))"
    case "year": "years_between(\(texts[1]), \(texts[2]))"
    case "week": "((\(texts[2]) - \(texts[1])) / 7)"
    case "hour": "((\(texts[2]) - \(texts[1])) * 24)"
    case "minute": "((\(texts[2]) - \(texts[1])) * 1440)"
    default: nil
    }
  }

  /// What can be said of functions that have no equal here.
  static let advice: [String: Message] = [
    "percentile_cont": "the value below which 90% lie is `quantile(0.9, …)`; a customer's place among all, from 0 to 1, is `percentile(…)`",
    "corr": "how two values go together is `correlation(…, …)`",
    "format": "parts of a date have functions: `year(…)`, `month(…)`, `start_of_month(…)`",
    "lag": "the value of the event before is `previous(…)`; periods next to each other are shown by `show trend(…, every month)`",
    "lead": "the value of the event after is `next(…)`; periods next to each other are shown by `show trend(…, every month)`",
    "rolling": "the last three months at the end of each month are `show trend(sum(amount of orders in last 3 months), every month)`",
    "vlookup": "columns of customers are read by their name alone, next to any table of events",
    "row_number": "customers are numbered by `rank(…)`, the events of a customer by `position`",
  ]
}
