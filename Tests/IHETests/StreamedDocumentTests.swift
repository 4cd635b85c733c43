import Foundation
import HTTPExchange
import IHE
import NIOCore
import NIOPosix
import TestPeers
import Testing

@Suite("Documents that are longer than memory should hold", .timeLimit(.minutes(2)))
struct StreamedDocumentTests {
  private static let length = 96 << 20
  /// Most that this process may grow by while a document of that length goes from a repository to a consumer, both in it.
  private static let bound = 48 << 20

  private static func piece(_ range: Range<Int>) -> ByteBuffer {
    ByteBuffer(repeating: UInt8(truncatingIfNeeded: range.lowerBound >> 18), count: range.count)
  }

  /// Peak of resident memory in bytes since the last reset.
  private static func peak() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber))) << 10
  }

  private static func retrieve(_ address: String, folder: String?) async throws -> Result<SOAPAnswer, WebFailure> {
    let client = try WebClient(
      WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton, recorder: WebRecorder())
    let request = SOAPRequest(
      Envelope(
        action: DocumentRetrieval.action, messageID: "urn:uuid:00000000-0000-4000-8000-000000000009", to: address,
        body: DocumentRetrieval([.init(repositoryUniqueID: "2.25.2", documentUniqueID: "2.25.1")]).element),
      packaging: .mtom, limits: BodyLimits(memory: 1 << 20, folder: folder))
    let outgoing = try request.webRequest()
    var result: Result<WebResponse, WebFailure>
    do throws(WebFailure) { result = .success(try await client.exchange(outgoing)) } catch { result = .failure(error) }
    await client.close()
    switch result {
    case .success(let response): return .success(try SOAPAnswer(response))
    case .failure(let failure): return .failure(failure)
    }
  }

  private static func repository(_ content: PartContent) async throws -> WebListener {
    let actor = RepositoryActor(uniqueID: "2.25.2", registry: RegistryActor())
    await actor.keep(content, mimeType: "application/dicom", as: "2.25.1")
    return try await WebListener.start(.init(host: "127.0.0.1", port: 0)) { request in
      guard let message = try? SOAPMessage(request), let reply = try? await actor.answer(message).webReply() else {
        return WebReply(.internalServerError)
      }
      return reply
    }
  }

  @Test("A document of 96 MiB is served and retrieved through MTOM while memory grows by half of that at most")
  func bounded() async throws {
    let listener = try await Self.repository(.read(length: Self.length, bytes: Self.piece))
    // Resets the peak (proc(5), clear_refs).
    try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    let before = try Self.peak()
    let answer = try await Self.retrieve(
      "http://127.0.0.1:\(listener.port)/", folder: FileManager.default.temporaryDirectory.path
    ).get()
    let document = try #require(try RetrievedDocuments(answer).documents.first)
    let digest = try #require(answer.digest(of: document.content))
    #expect(digest.size == Self.length)
    #expect(digest.hash == "7939163975fe47ca289fab8978168221d96058fb")
    #expect(try Self.peak() - before < Self.bound)
    await listener.stop()
  }

  @Test("A document that can't be read to its end is no document")
  func broken() async throws {
    let listener = try await Self.repository(
      .read(length: 4 << 20) { range in
        if range.lowerBound >= 2 << 20 { throw CocoaError(.fileReadUnknown) }
        return Self.piece(range)
      })
    let result = try await Self.retrieve(
      "http://127.0.0.1:\(listener.port)/", folder: FileManager.default.temporaryDirectory.path)
    guard case .failure(.closed) = result else {
      Issue.record("\(result)")
      return
    }
    await listener.stop()
  }

  @Test("Without a folder, a long document is refused by its length, which breaks no rule of the repository's")
  func withoutFolder() async throws {
    let listener = try await Self.repository(.read(length: 4 << 20, bytes: Self.piece))
    let result = try await Self.retrieve("http://127.0.0.1:\(listener.port)/", folder: nil)
    guard case .failure(.limitExceeded) = result else {
      Issue.record("\(result)")
      return
    }
    await listener.stop()
  }
}
