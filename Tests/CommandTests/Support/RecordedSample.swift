import Foundation
import TestPeers

/// One small run that fails the gate, made once and copied by every test that needs a record. Its server is gone when
/// a test sees it.
enum RecordedSample {
  private static let made = make()
  /// The same with a statement whose one sentence is understood but not sure enough to decide.
  private static let doubtful = make(
    statement: Data("The product supports the Verification SOP Class as an SCP.\n".utf8))

  private static func make(statement: Data? = nil) -> Task<Tender, any Error> {
    Task { try await run(statement: statement) }
  }

  private static func run(statement: Data?) async throws -> Tender {
    let peer = try await MisbehavingPeer(.abortsAtCommand)
    let tender = try Tender(port: peer.port, statement: statement)
    let ended = try await tender.start(
      ["--now", "2026-06-01"], specification: tender.specification("association", "documents")
    ).ended()
    peer.stop()
    guard ended.status == 4 else {
      throw PeerProcess.Unavailable(description: "the sample ended with \(ended.status): \(ended.error)")
    }
    return tender
  }

  /// A copy of the run directory in a folder of its own.
  static func copy() async throws -> Tender { try copy(of: await made.value) }

  /// A copy of the one whose statement leaves a doubt.
  static func copyOfDoubtful() async throws -> Tender { try copy(of: await doubtful.value) }

  private static func copy(of original: Tender) throws -> Tender {
    let copy = try Tender(port: 9)
    try FileManager.default.copyItem(atPath: original.out, toPath: copy.out)
    return copy
  }
}
