import Evidence
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

/// Whose failure it is when a registry or repository answers by something else than it should, or not at all. What has to
/// come of each is laid down here, by whether the service itself said it.
@Suite("Hostile services under SOAP", .timeLimit(.minutes(3)))
struct HostileServiceTests {
  /// What a verdict makes of it.
  enum Outcome: Hashable, Sendable {
    /// Held against the system.
    case held
    /// Held against nobody: inconclusive, and whose failure it is.
    case inconclusive(StepFailure.Blame)
    /// An answer, which assertions look at.
    case answered
  }

  private static let soap = "application/soap+xml; charset=UTF-8"

  private static func message(_ body: String) -> String {
    #"<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>"# + body + "</s:Body></s:Envelope>"
  }

  private static let fault = message(
    "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text>no</s:Text></s:Reason></s:Fault>")
  private static let found = message(
    """
    <q:AdhocQueryResponse xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" \
    status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success">\
    <r:RegistryObjectList xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"/></q:AdhocQueryResponse>
    """)

  /// Asks registry and repository at once.
  private static func ask(
    _ acts: @escaping @Sendable () -> [WebAct], seconds: Int64 = 20
  ) async throws -> (query: StepResult, retrieval: StepResult, requests: Int) {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in acts() }
    let endpoint = AddressEndpoint(
      protocolName: .xds, address: peer.url + "/xds", settings: ["repository-unique-id": "2.25.7"])
    async let query = bench.perform(
      XDSQueryProbe.self, ["query": .string("FindDocuments"), "patient": .string("P1^^^&1.2.3&ISO")], at: endpoint,
      seconds: seconds)
    async let retrieval = bench.perform(
      XDSRetrieveProbe.self, ["documents": .list([.string("2.25.1")])], at: endpoint, seconds: seconds)
    let results = await (query, retrieval, peer.sightings.count)
    await bench.close()
    peer.stop()
    return results
  }

  private static func outcome(_ result: StepResult) -> Outcome { outcome(result.failure?.blame) }

  private static func outcome(_ blame: StepFailure.Blame?) -> Outcome {
    switch blame {
    case nil: .answered
    case .system: .held
    case let blame?: .inconclusive(blame)
    }
  }

  @Test("What goes wrong below SOAP ends in time, with the right blame", arguments: WebMisbehaviour.allCases)
  func below(_ misbehaviour: WebMisbehaviour) async throws {
    let waits: [WebMisbehaviour] = [.neverAnswers, .dripsHead, .hangsInContent, .dripsContent]
    let endless: [WebMisbehaviour] = [.sendsContentWithoutEnd, .sendsBombInGzip]
    let start = ContinuousClock.now
    let results = try await Self.ask(
      { misbehaviour.acts(type: Self.soap, body: Array(Self.fault.utf8)) },
      // A document without end comes to its deadline or to the limit on disk, whichever the machine reaches first.
      seconds: waits.contains(misbehaviour) ? 1 : endless.contains(misbehaviour) ? 5 : 60)
    #expect(ContinuousClock.now - start < .seconds(90))
    let expected = Self.outcome(misbehaviour.blame(followingRedirects: true))
    for result in [results.query, results.retrieval] {
      let allowed: [Outcome] =
        endless.contains(misbehaviour) ? [expected, .inconclusive(.network)] : [expected]
      #expect(allowed.contains(Self.outcome(result)), "\(misbehaviour): \(String(describing: result.failure))")
      // Nothing of what was not read through is told as an answer of the registry.
      if expected != .answered { #expect(result.observation["response"] == nil) }
    }
    // No redirection is followed: two steps, two requests.
    if misbehaviour == .redirectsToItself { #expect(results.requests == 2) }
  }

  /// An answer in HTTP's form, and what has to come of it for a query and for a retrieval.
  struct Answer: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var act: WebAct
    var query: Outcome
    var retrieval: Outcome

    init(_ name: String, _ act: WebAct, _ query: Outcome, retrieval: Outcome? = nil) {
      testDescription = name
      self.act = act
      self.query = query
      self.retrieval = retrieval ?? query
    }
  }

  private static func nested(_ depth: Int) -> String {
    message(String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth))
  }

  static let answers: [Answer] = [
    Answer(
      "a page", .answer(type: "text/html", "<html><body>Please log in</body></html>"), .inconclusive(.configuration)),
    Answer(
      "a page as not found", .answer("404 Not Found", type: "text/html", "<html/>"), .inconclusive(.configuration)),
    Answer("no content", .answer("200 OK"), .held),
    Answer(
      "an error of the server without content", .answer("500 Internal Server Error"), .inconclusive(.configuration)),
    Answer("a fault under 200", .answer(type: soap, fault), .answered),
    Answer("a fault under 500", .answer("500 Internal Server Error", type: soap, fault), .answered),
    Answer("the answer to a query", .answer(type: soap, found), .answered, retrieval: .held),
    Answer("another message", .answer(type: soap, message("<x xmlns='urn:x'/>")), .held),
    Answer("no envelope", .answer(type: soap, "<x/>"), .held),
    Answer("half a message", .answer(type: soap, String(fault.dropLast(20))), .held),
    Answer("a document type", .answer(type: soap, "<!DOCTYPE x [<!ENTITY a 'b'>]>" + fault), .held),
    // What is too deep to be read is this program's limit.
    Answer("elements without end", .answer(type: soap, nested(100_000)), .inconclusive(.harness)),
    Answer("parts that never end", .answer(type: "multipart/related; boundary=x", "--y\r\n\r\n"), .held),
    Answer("JSON", .answer(type: "application/json", "{}"), .held),
    Answer("a refusal of access", .answer("401 Unauthorized"), .inconclusive(.configuration)),
    Answer("a closed door", .answer("403 Forbidden"), .inconclusive(.configuration)),
    Answer("a busy gateway", .answer("503 Service Unavailable"), .inconclusive(.network)),
    Answer("too many requests", .answer("429 Too Many Requests"), .inconclusive(.network)),
    Answer(
      "a redirection to a page", .answer("302 Found", ["Location: /login", "Content-Type: text/html"]),
      .inconclusive(.configuration)),
  ]

  @Test("What comes in HTTP's form is held against who said it", arguments: answers)
  func within(_ answer: Answer) async throws {
    let results = try await Self.ask({ [answer.act] })
    #expect(Self.outcome(results.query) == answer.query, "\(String(describing: results.query.failure))")
    #expect(Self.outcome(results.retrieval) == answer.retrieval, "\(String(describing: results.retrieval.failure))")
  }
}
