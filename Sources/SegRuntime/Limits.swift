// What a host allows a session.

/// How much a session may spend. A statement that needs more ends with a
/// diagnostic that says which limit it was, how much is allowed and how much was
/// needed; the session stays as it was before that statement.
///
///     let session = Session(limits: Limits(time: .seconds(10), memory: 2_000_000_000, rows: 1_000_000))
public struct Limits: Sendable, Hashable {
  /// How long a statement may take: a load or a question. nil: as long as it takes.
  public var time: Duration?
  /// Bytes of tables, of values that are kept and of what a statement needs while
  /// it runs. The program itself, some 20 MB, is not counted. nil: as much as the
  /// system gives.
  public var memory: Int?
  /// Rows of an answer. nil: any number.
  public var rows: Int?

  public init(time: Duration? = nil, memory: Int? = nil, rows: Int? = nil) {
    self.time = time
    self.memory = memory
    self.rows = rows
  }
}
