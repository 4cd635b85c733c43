import HTTPExchange
import NIOCore
import TestPeers
import Testing
import XMLTree

@testable import IHE

@Suite("Hostile requests to registries and repositories")
struct RequestMutationTests {
  private static let mutants = 20_000

  /// Reads mutants of a message; how many could be read, and the longest time that one took.
  private static func run(
    _ source: [UInt8], seed: UInt64, pieces: [String], read: (ReceivedEnvelope) -> Bool
  ) -> (read: Int, slowest: Duration) {
    var mutator = Mutator(generator: SeededGenerator(state: seed), pieces: pieces.map { Array($0.utf8) })
    var (count, slowest) = (0, Duration.zero)
    for _ in 0..<mutants {
      let bytes = mutator.mutant(of: source)
      let (isRead, time) = ThreadTime.of { () -> Bool in
        guard let envelope = try? ReceivedEnvelope(bytes) else { return false }
        return read(envelope)
      }
      slowest = max(slowest, time)
      if isRead { count += 1 }
    }
    return (count, slowest)
  }

  private static func document(_ body: MarkupElement) -> [UInt8] {
    Envelope(action: "a", messageID: "m", to: "t", body: body).document
  }

  @Test("No mutant of a stored query traps or takes long, read and evaluated")
  func queries() async throws {
    let holdings = try await FilledRegistry().holdings()
    var read = 0
    for (place, kind) in [StoredQueryKind.findDocuments, .getRelatedDocuments].enumerated() {
      let parameters = try #require(StoredQueryAnswerTests.queries.first { $0.kind == kind }?.parameters)
      let query = StoredQuery(
        kind, parameters + [.init("$XDSDocumentEntryEventCodeList", .list, [["a^^1.2", "b'c^^1.2"], ["d^^1.2"]])])
      let result = Self.run(
        Self.document(query.element), seed: UInt64(51 + place),
        pieces: [
          "'", "''", "(", ")", "('", "')", ",", "</rim:Value><rim:Value>", "$", "^^", "<rim:Slot name=\"\"/>", "\0",
        ]
      ) { envelope in
        guard let query = try? ReceivedQuery(envelope) else { return false }
        let found = try? QueryEvaluation(query: query, holdings: holdings, broken: []).result()
        #expect(found?.count ?? 0 <= holdings.count)
        return true
      }
      #expect(result.slowest < .milliseconds(100))
      read += result.read
    }
    #expect(read > 400 && read < 2 * 19_000)
  }

  @Test("No mutant of a submission traps or takes long, read and held against the rules")
  func submissions() async throws {
    let holdings = try await FilledRegistry().holdings()
    let source = Self.document(ObjectSubmission(FilledRegistry.submissions[1]).element)
    let result = Self.run(
      source, seed: 53,
      pieces: [
        "<rim:Classification/>", "id=\"\"", "urn:uuid:B", "urn:uuid:S2", "</rim:Slot>", "<rim:Association id=\"x\"/>",
        "&#65;", "<![CDATA[", "\0",
      ]
    ) { envelope in
      guard let body = envelope.body, let received = try? ReceivedObjects(envelope.tree, body) else { return false }
      let check = SubmissionCheck(objects: received.objects, holdings: holdings, knows: { _ in true }, broken: [])
      _ = try? check.run()
      return true
    }
    #expect(result.slowest < .milliseconds(200))
    #expect(result.read > 200 && result.read < 19_000)
  }

  @Test("No mutant of a retrieval's request traps or takes long, and none asks for more than stands in it")
  func retrievals() throws {
    let asked = (1...3).map {
      DocumentReference(
        repositoryUniqueID: "2.25.2", documentUniqueID: "2.25.10.\($0)", homeCommunityID: "urn:oid:2.25.\($0)")
    }
    let source = Self.document(DocumentRetrieval(asked).element)
    #expect(try DocumentRetrieval(asked: try ReceivedEnvelope(source)).documents == asked)
    let result = Self.run(
      source, seed: 54,
      pieces: [
        "<xds:DocumentRequest/>", "<xds:DocumentRequest>", "</xds:DocumentRequest>", "<xds:RepositoryUniqueId>",
        "&amp;",
        "xmlns:xds=\"\"", "<!--", "\0",
      ]
    ) { envelope in
      guard let retrieval = try? DocumentRetrieval(asked: envelope) else { return false }
      #expect(retrieval.documents.count <= 64)
      return true
    }
    #expect(result.slowest < .milliseconds(100))
    #expect(result.read > 200 && result.read < 19_000)
  }
}

extension FilledRegistry {
  /// What it holds.
  func holdings() throws -> RegistryHoldings {
    var holdings = RegistryHoldings()
    for objects in Self.submissions {
      let envelope = try Self.message(ObjectSubmission(objects).element).envelope
      for object in try ReceivedObjects(envelope.tree, try #require(envelope.body)).objects { holdings.put(object) }
    }
    return holdings
  }
}
