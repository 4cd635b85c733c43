import Foundation
import TestPeers

/// One small run that fails the gate, made once and copied by every test that needs a record. Its server is gone when
/// a test sees it.
enum RecordedSample {
  private static let made = Task { () throws -> Tender in
    let peer = try await MisbehavingPeer(.abortsAtCommand)
    let tender = try Tender(port: peer.port)
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
  static func copy() async throws -> Tender {
    let original = try await made.value
    let copy = try Tender(port: 9)
    try FileManager.default.copyItem(atPath: original.out, toPath: copy.out)
    return copy
  }
}
