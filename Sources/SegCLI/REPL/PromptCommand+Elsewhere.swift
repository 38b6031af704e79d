// What the commands of other shells are called here: those of psql, of DuckDB and of IPython.

extension PromptCommand {
  /// The command or statement that does it here.
  static let elsewhere: [String: String] = psql.merging(duckDB) { first, _ in first }.merging(iPython) { first, _ in first }

  private static let psql: [String: String] = [
    "\\d": ".tables", "\\dt": ".tables", "\\d+": ".tables", "\\dt+": ".tables", "\\l": ".tables", "\\dn": ".tables",
    "\\conninfo": ".tables", "\\df": ".defs", "\\dv": ".defs", "\\di": ".defs", "\\sf": ".describe", "\\sv": ".describe",
    "\\ef": ".edit", "\\ev": ".edit", "\\q": ".quit", "\\?": ".help", "\\h": ".help", "\\i": ".read", "\\ir": ".read",
    "\\include": ".read", "\\o": ".output", "\\g": ".output", "\\out": ".output", "\\e": ".edit", "\\edit": ".edit", "\\p": ".history",
    "\\x": ".vertical", "\\gx": ".vertical", "\\timing": ".timer", "\\cd": ".cd", "\\r": ".reset", "\\reset": ".reset",
    "\\c": ".reset", "\\connect": ".reset", "\\w": ".save", "\\write": ".save", "\\s": ".history", "\\pset": ".format",
    "\\a": ".format", "\\t": ".format", "\\f": ".format", "\\html": ".format html", "\\!": ".shell", "\\echo": "note",
    "\\qecho": "note", "\\set": "param", "\\copy": "export … to", "\\watch": "seg watch FILE", "\\crosstabview": "pivot",
    "\\gset": "param",
  ]

  private static let duckDB: [String: String] = [
    ".schema": ".describe", ".mode": ".format", ".open": ".read", ".exit": ".quit", ".maxrows": ".rows", ".maxwidth": ".width",
    ".databases": ".tables", ".import": "load", ".once": ".output", ".show": ".defs", ".columns": ".describe", ".system": ".shell",
    ".sh": ".shell", ".print": "note", ".dump": ".save", ".excel": "export last to \"answer.xlsx\"", ".large_number_rendering": ".myriads",
    ".headers": ".format", ".header": ".format", ".separator": ".format", ".indexes": ".defs", ".indices": ".defs",
    ".version": "seg --version",
    ".nullvalue": ".format", ".watch": "seg watch FILE", ".clear": "clear", ".forgets": ".forget", ".undo": ".forget",
    ".eqp": "explain", ".parameter": "param",
  ]

  private static let iPython: [String: String] = [
    "%run": ".read", "%load": ".read", "%edit": ".edit", "%ed": ".edit", "%timeit": ".timer", "%time": ".timer", "%%time": ".timer",
    "%who": ".defs", "%whos": ".defs", "%who_ls": ".defs", "%reset": ".reset", "%xdel": ".forget", "%save": ".save", "%store": ".save",
    "%cd": ".cd", "%pwd": ".cd", "%ls": ".shell ls", "%logstart": ".log", "%hist": ".history", "%history": ".history",
    "%recall": ".history",
    "%rerun": ".history", "%lsmagic": ".help", "%magic": ".help", "%quickref": ".help", "%pinfo": ".describe", "%pdoc": ".describe",
    "%psource": ".describe", "%page": "list", "%matplotlib": "draw", "%sql": "list", "%%sql": "list", "%clear": "clear",
  ]
}
