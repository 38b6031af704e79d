// Completion: what may stand at each place.

import SegColumns
import Testing

@testable import Seg

@Suite struct CompletionPlacesTests {
  private func session() throws -> Session {
    let session = Session()
    func table(_ fields: (String, Column)...) throws -> Table { try #require(Table(fields.map { Table.Field($0.0, $0.1) })) }
    try session.load(
      "customers", from: table(("id", .texts(["C1", "C2"])), ("city", .texts(["北京", "Berlin"])), ("full name", .texts(["a", "b"]))),
      key: "id")
    try session.load(
      "orders", from: table(("who", .texts(["C1"])), ("amount", .integers([1])), ("city", .texts(["重庆"]))), of: "customers", by: "who")
    try session.run(
      """
      metric frequency = count(orders)
      segment loyal where frequency > 1
      lifecycle stage: new when frequency = 1, `long gone` otherwise
      """)
    return session
  }

  private func texts(_ session: Session, _ text: String) -> [String] { session.completions(of: text).candidates }

  @Test func clausesThatMayFollow() throws {
    let session = try session()
    #expect(texts(session, "show count() o").contains("of"))
    #expect(texts(session, "show count() ").contains("by") && !texts(session, "show count() ").contains("seed"))
    #expect(!texts(session, "show count() by city ").contains("by"))
    #expect(texts(session, "list id r") == ["rank by"])
    #expect(texts(session, "segment x where frequency > 5 ra") == ["rank by"])
    #expect(texts(session, "split loyal into a 20%, b 80% s") == ["seed"])
    #expect(texts(session, "metric x = sum(amount of orders wh") == ["where"])
    #expect(!texts(session, "segment x where frequency > 5 ").contains("having"))
  }

  @Test func namesOfThePlace() throws {
    let session = try session()
    #expect(texts(session, "show count() of ") == ["loyal"])
    #expect(texts(session, "explain ") == ["loyal", "stage"])
    #expect(texts(session, "list * of ").starts(with: ["orders", "customers"]))
    #expect(texts(session, "show count() where stage is lo") == ["`long gone`"])
    #expect(texts(session, "show count() draw hea") == ["heat"])
    #expect(texts(session, "list `full") == ["full name`"])
    #expect(texts(session, "list FRE") == ["frequency"])
    #expect(texts(session, "metric x = sum(amount of orders where ").first == "who")
    #expect(texts(session, "metric x = ntile(5, frequency, b") == ["best:"])
    #expect(texts(session, "metric x = ntile(5, frequency, best: ") == ["high", "low"])
    #expect(texts(session, "load x from \"a.csv\" with (enc") == ["encoding:"])
    #expect(texts(session, "load x from \"a.csv\" with (types: (a: da") == ["date"])
    #expect(texts(session, "show count()\nsegm") == ["segment"])
  }

  @Test func valuesOfTexts() throws {
    let session = try session()
    #expect(texts(session, "segment x where city = \"") == ["Berlin\"", "北京\""])
    #expect(texts(session, "segment x where city = \"be") == ["Berlin\""])
    #expect(texts(session, "segment x where city in ('Berlin', 'bj") == ["北京'"])
    #expect(texts(session, "metric x = count(orders where city = \"cq") == ["重庆\""])
    #expect(texts(session, "show count() where customers.city != \"") == ["Berlin\"", "北京\""])
    #expect(texts(session, "why \"") == ["C1\"", "C2\""])
    #expect(texts(session, "show count() where lower(\"").isEmpty)
  }
}
