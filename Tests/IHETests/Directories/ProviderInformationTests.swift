import TestPeers
import Testing
import XMLTree

@testable import IHE

@Suite("Provider information by DSML v2")
struct ProviderInformationTests {
  private static let found = """
    <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><batchResponse \
    xmlns="urn:oasis:names:tc:DSML:2:0:core" requestID="7"><searchResponse requestID="7"><searchResultEntry \
    dn="uid=1,DC=HPD"><attr name="hcIdentifier"><value>ODS:NHS:RXX:Active</value><value>second</value></attr>\
    <attr name="o"><value> North </value></attr></searchResultEntry><searchResultDone><resultCode code="0" \
    descr="success"/><errorMessage>all of it</errorMessage></searchResultDone></searchResponse></batchResponse></e:Body>\
    </e:Envelope>
    """

  private static func answer(_ body: String) throws -> ProviderInformationAnswer {
    let text =
      #"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>"# + body + "</e:Body></e:Envelope>"
    return try ProviderInformationAnswer(ReceivedEnvelope(Array(text.utf8)))
  }

  private static func dsml(_ content: String) -> String {
    #"<batchResponse xmlns="urn:oasis:names:tc:DSML:2:0:core">"# + content + "</batchResponse>"
  }

  @Test("Entries, result and ids are read")
  func reading() throws {
    let answer = try ProviderInformationAnswer(ReceivedEnvelope(Array(Self.found.utf8)))
    #expect(answer.code == 0 && answer.error == nil && answer.message == "all of it")
    #expect(answer.requestIDs == ["7", "7"])
    #expect(answer.entries.map(\.name) == ["uid=1,DC=HPD"])
    #expect(answer.entries[0].attributes.map(\.values) == [["ODS:NHS:RXX:Active", "second"], ["North"]])
    let failed = try Self.answer(
      Self.dsml(#"<errorResponse requestID="1" type="malformedRequest"><message>no</message></errorResponse>"#))
    #expect(failed.code == nil && failed.error == "malformedRequest" && failed.message == "no")
  }

  @Test("What is no answer of the directory says why")
  func problems() {
    #expect(throws: ProviderInformationAnswer.Problem.other("x", line: 1)) { try Self.answer("<x/>") }
    #expect(throws: ProviderInformationAnswer.Problem.other("batchResponse", line: 1)) {
      try Self.answer("<batchResponse/>")
    }
    #expect(throws: ProviderInformationAnswer.Problem.empty(line: 1)) { try Self.answer(Self.dsml("")) }
    for result in ["", "<searchResultDone/>", #"<searchResultDone><resultCode code="x"/></searchResultDone>"#] {
      #expect(throws: ProviderInformationAnswer.Problem.noResult(line: 1)) {
        try Self.answer(Self.dsml("<searchResponse>\(result)</searchResponse>"))
      }
    }
  }

  @Test("A query is written as DSML has it, with its values escaped")
  func writing() throws {
    let query = ProviderInformationQuery(
      id: "q", base: "DC=HPD", scope: .one,
      conditions: [.init("o", .equals, "A & B"), .init("hcIdentifier", .contains, ":RXX:"), .init("mail", .exists)],
      attributes: ["o"])
    let tree = try MarkupTree(xml: query.element.document)
    let names = tree.nodes.indices.compactMap { tree.name(of: $0) }
    #expect(
      names == [
        "batchRequest", "searchRequest", "filter", "and", "equalityMatch", "value", "substrings", "any", "present",
        "attributes", "attribute",
      ])
    #expect(tree.nodes.indices.contains { tree.name(of: $0) == "value" && tree.text(of: $0) == "A & B" })
    #expect(tree.nodes.indices.contains { tree.attribute("scope", of: $0) == "singleLevel" })
  }

  @Test("No mutant of an answer traps or takes long")
  func mutants() {
    let source = Array(Self.found.utf8)
    var mutator = Mutator(
      generator: SeededGenerator(state: 58),
      pieces: ["<searchResultEntry>", "</attr>", "code=\"-9\"", "&#0;", "<", "\0", "requestID=\"\""].map {
        Array($0.utf8)
      })
    var (read, slowest) = (0, Duration.zero)
    for _ in 0..<20_000 {
      let bytes = mutator.mutant(of: source)
      let (isRead, time) = ThreadTime.of { () -> Bool in
        guard let envelope = try? ReceivedEnvelope(bytes) else { return false }
        return (try? ProviderInformationAnswer(envelope)) != nil
      }
      if isRead { read += 1 }
      slowest = max(slowest, time)
    }
    #expect(read > 0 && slowest < .seconds(5))
  }
}
