import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import Synchronization

/// An archive on the acceptor, for the tests: keeps what it is sent, finds it all, sends it back.
final class SmallArchive: Sendable {
  struct Kept: Sendable {
    var sopClass: String
    var sopInstance: String
    var transferSyntax: String
    var dataSet: ReceivedDataSet
  }

  static let verification = "1.2.840.10008.1.1"
  static let studyRootFind = "1.2.840.10008.5.1.4.1.2.2.1"
  static let studyRootMove = "1.2.840.10008.5.1.4.1.2.2.2"
  static let studyRootGet = "1.2.840.10008.5.1.4.1.2.2.3"
  static let implicit = "1.2.840.10008.1.2"
  static let explicit = "1.2.840.10008.1.2.1"

  let folder: URL
  private let kept = Mutex<[Kept]>([])
  private let ends = Mutex<[AssociationAcceptor.Ended]>([])
  private let destinations: [String: Int]

  /// - Parameter destinations: ports on loopback by AE title.
  init(destinations: [String: Int] = [:]) throws {
    self.destinations = destinations
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("archive-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var objects: [Kept] { kept.withLock { $0 } }
  var ended: [AssociationAcceptor.Ended] { ends.withLock { $0 } }

  /// Objects that lie in files.
  var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] }

  static func policy(
    preference: AcceptancePolicy.Preference = .acceptor, calledAETitles: Set<String>? = nil
  ) -> AcceptancePolicy {
    let queries = [studyRootFind, studyRootMove, studyRootGet, verification].map {
      AcceptancePolicy.Service($0, transferSyntaxes: [explicit, implicit])
    }
    let storage = AcceptancePolicy.Service(
      SmallCT.sopClass, transferSyntaxes: [explicit, implicit], requestorMayBeSCP: true)
    return AcceptancePolicy(calledAETitles: calledAETitles, services: queries + [storage], preference: preference)
  }

  func start(
    policy: AcceptancePolicy = SmallArchive.policy(), tls: TLSServerSettings? = nil, maximumAssociations: Int = 8,
    deadlines: Deadlines = Deadlines(), limit: Int = 64 << 20
  ) async throws -> AssociationAcceptor {
    try await AssociationAcceptor.start(
      AcceptorSettings(
        tls: tls, policy: policy, maximumAssociations: maximumAssociations, deadlines: deadlines,
        spool: SpoolSettings(folder: folder.path, limit: limit)),
      handlers: handlers, onEnd: { [self] ended in ends.withLock { $0.append(ended) } })
  }

  var handlers: RequestHandlers {
    var handlers = RequestHandlers()
    handlers.store = { [self] indication, _ in
      kept.withLock {
        $0.append(
          Kept(
            sopClass: indication.sopClassUID, sopInstance: indication.sopInstanceUID,
            transferSyntax: indication.transferSyntax, dataSet: indication.dataSet))
      }
      return DIMSEReply()
    }
    handlers.find = { [self] query, responder, _ throws(AssociationFailure) in
      for object in objects {
        if await responder.isCancelled { return DIMSEReply(.cancel) }
        var match = DataSet()
        try? match.set(.queryRetrieveLevel, "IMAGE")
        try? match.set(.sopInstanceUID, UID(object.sopInstance))
        try await responder.pending(try? match.encoded(as: TransferSyntax(UID(query.transferSyntax))))
      }
      return DIMSEReply()
    }
    handlers.get = { [self] _, responder, _ throws(AssociationFailure) in
      var counts = SubOperationCounts(remaining: UInt16(objects.count), completed: 0, failed: 0, warning: 0)
      for object in objects {
        if await responder.isCancelled { return Self.reply(.cancel, counts) }
        let status = try await responder.store(Self.request(object))
        counts.remaining = (counts.remaining ?? 1) - 1
        if status == .success {
          counts.completed = (counts.completed ?? 0) + 1
        } else {
          counts.failed = (counts.failed ?? 0) + 1
        }
        try await responder.pending(counts: counts)
      }
      counts.remaining = nil
      return Self.reply(counts.failed == 0 ? .success : .subOperationsIncomplete, counts)
    }
    handlers.move = { [self] query, responder, association throws(AssociationFailure) in
      guard let destination = query.destination, let port = destinations[destination] else {
        return DIMSEReply(.moveDestinationUnknown)
      }
      let syntaxes = [(abstractSyntax: SmallCT.sopClass, transferSyntaxes: [Self.explicit])]
      let out = try await DICOMAssociation.open(
        to: DICOMAddress(host: "127.0.0.1", port: port),
        request: AssociationRequest(
          calledAETitle: destination, callingAETitle: "ARCHIVE", contexts: AssociationRequest.contexts(syntaxes)))
      let responses = try await out.store(objects.map(Self.request))
      _ = try await out.release()
      let completed = UInt16(responses.count { $0.status == .success })
      try await responder.pending(counts: SubOperationCounts(remaining: 0, completed: completed, failed: 0, warning: 0))
      return Self.reply(.success, SubOperationCounts(completed: completed, failed: 0, warning: 0))
    }
    return handlers
  }

  private static func reply(_ status: DIMSEStatus, _ counts: SubOperationCounts) -> DIMSEReply {
    var reply = DIMSEReply(status)
    reply.subOperations = counts
    return reply
  }

  private static func request(_ object: Kept) -> StoreRequest {
    StoreRequest(
      sopClassUID: object.sopClass, sopInstanceUID: object.sopInstance, transferSyntax: object.transferSyntax,
      dataSet: object.dataSet.bytes(upTo: 64 << 20) ?? ByteBuffer())
  }
}
