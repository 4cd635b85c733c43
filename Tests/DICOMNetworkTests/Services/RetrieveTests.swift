import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import Synchronization
import TestPeers
import Testing

/// Opens associations for retrieval, and keeps what comes.
private struct Retrieval {
  static let get = SmallArchive.studyRootGet
  static let move = SmallArchive.studyRootMove

  let association: DICOMAssociation
  let received = Received()

  final class Received: Sendable {
    private let state = Mutex<[StoreIndication]>([])
    var all: [StoreIndication] { state.withLock { $0 } }
    func add(_ indication: StoreIndication) { state.withLock { $0.append(indication) } }
  }

  init(port: Int, called: String, deadlines: Deadlines = EchoTests.patient) async throws {
    let syntaxes = [SmallArchive.explicit, SmallArchive.implicit]
    association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: port),
      request: AssociationRequest(
        calledAETitle: called, callingAETitle: "ASSAY",
        contexts: AssociationRequest.contexts([
          (Self.get, [SmallArchive.implicit]), (SmallCT.sopClass, syntaxes), (Self.move, [SmallArchive.implicit]),
        ]), roleSelections: [RoleSelection(sopClassUID: SmallCT.sopClass, scu: true, scp: true)]),
      deadlines: deadlines)
  }

  func store(_ count: Int, rows: Int = 16) async throws {
    let context = try #require(association.acceptance.context(abstractSyntax: SmallCT.sopClass))
    let syntax = TransferSyntax(UID(try #require(context.transferSyntax)))
    let responses = try await association.store((1...count).map { try SmallCT.request($0, in: syntax, rows: rows) })
    #expect(responses.allSatisfy { $0.status == .success })
  }

  func retrieve(
    _ study: String = SmallCT.study, to destination: String? = nil, cancelsAfter: Int? = nil, folder: URL
  ) async throws -> RetrieveResult {
    var keys = DataSet()
    try keys.set(.queryRetrieveLevel, "STUDY")
    try keys.set(.studyInstanceUID, UID(study))
    let model = destination == nil ? Self.get : Self.move
    let context = try #require(association.acceptance.context(abstractSyntax: model))
    let received = received
    return try await association.retrieve(
      RetrieveRequest(
        sopClassUID: model, identifier: try keys.encoded(as: .implicitVRLittleEndian),
        way: destination.map { .to($0) } ?? .here(SpoolSettings(folder: folder.path)), cancelsAfter: cancelsAfter),
      in: context
    ) { indication in
      received.add(indication)
      return DIMSEReply()
    }
  }
}

@Suite("C-GET and C-MOVE", .timeLimit(.minutes(1)))
struct RetrieveTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func getsBack(port: Int, called: String) async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let retrieval = try await Retrieval(port: port, called: called)
    #expect(
      retrieval.association.acceptance.roleSelections.contains(
        RoleSelection(sopClassUID: SmallCT.sopClass, scu: true, scp: true)))
    try await retrieval.store(3, rows: 256)
    let result = try await retrieval.retrieve(folder: folder)
    #expect(result.completion.status == .success, "\(result.completion)")
    #expect(result.completion.counts.completed == 3)
    #expect(result.completion.counts.failed ?? 0 == 0)
    #expect(Set(retrieval.received.all.map(\.sopInstanceUID)) == Set((1...3).map { "\(SmallCT.study).1.\($0)" }))
    for indication in retrieval.received.all {
      guard case .file = indication.dataSet else {
        Issue.record("an image of 128 KiB is held in memory")
        continue
      }
      let bytes = try #require(indication.dataSet.bytes(upTo: 1 << 20))
      let image = try DataSetDecoder(TransferSyntax(UID(indication.transferSyntax))).decode(bytes).dataSet
      #expect(image.uid(.sopInstanceUID)?.value == indication.sopInstanceUID)
    }
    let before = retrieval.received.all.count
    let none = try await retrieval.retrieve("2.25.404", folder: folder)
    #expect(none.completion.counts.completed ?? 0 == 0)
    #expect(retrieval.received.all.count == before)
    #expect(try await retrieval.association.release())
  }

  @Test("C-GET brings back from Orthanc what was stored, and nothing of an unknown study")
  func getFromOrthanc() async throws {
    let orthanc = try await Orthanc.start()
    try await getsBack(port: orthanc.process.port, called: Orthanc.aeTitle)
  }

  @Test("C-GET brings back from dcmqrscp what was stored, and nothing of an unknown study")
  func getFromDCMTK() async throws {
    let peer = try await DCMQRSCP.start()
    try await getsBack(port: peer.port, called: DCMQRSCP.aeTitle)
  }

  @Test("C-MOVE sends from Orthanc to a known destination; an unknown one fails")
  func move() async throws {
    let receiver = try SmallArchive()
    let receiving = try await receiver.start()
    let orthanc = try await Orthanc.start(settings: [
      "DicomModalities": [
        "receiver": ["AET": "RECEIVER", "Host": "127.0.0.1", "Port": receiving.port] as [String: Any]
      ]
    ])
    let retrieval = try await Retrieval(port: orthanc.process.port, called: Orthanc.aeTitle)
    try await retrieval.store(3)
    let moved = try await retrieval.retrieve(to: "RECEIVER", folder: receiver.folder)
    #expect(moved.completion.status == .success)
    #expect(moved.completion.counts.completed == 3)
    #expect(receiver.objects.count == 3)
    let astray = try await retrieval.retrieve(to: "NOWHERE", folder: receiver.folder)
    #expect(astray.completion.status.category == .failure, "\(astray.completion)")
    #expect(receiver.objects.count == 3)
    _ = try await retrieval.association.release()
    await receiving.stop()
    #expect(receiver.ended.first?.request?.callingAETitle == Orthanc.aeTitle)
  }

  @Test("C-MOVE to a destination that dcmqrscp does not know is A801")
  func moveUnknown() async throws {
    let peer = try await DCMQRSCP.start()
    let retrieval = try await Retrieval(port: peer.port, called: DCMQRSCP.aeTitle)
    try await retrieval.store(1)
    let astray = try await retrieval.retrieve(to: "NOWHERE", folder: FileManager.default.temporaryDirectory)
    #expect(astray.completion.status == .moveDestinationUnknown)
    _ = try await retrieval.association.release()
  }

  @Test("A retrieval that is cancelled ends with the status of that", arguments: [1, nil])
  func cancel(after: Int?) async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start()
    let retrieval = try await Retrieval(port: acceptor.port, called: "ARCHIVE")
    try await retrieval.store(20)
    let result = try await retrieval.retrieve(cancelsAfter: after, folder: archive.folder)
    #expect(result.isCancelled == (after != nil))
    #expect(result.completion.status == (after == nil ? .success : .cancel))
    #expect((retrieval.received.all.count == 20) == (after == nil))
    #expect(try await retrieval.association.release())
    await acceptor.stop()
  }

  @Test("C-FIND is cancelled, and the answer to that awaited", arguments: [3, 100])
  func cancelFind(limit: Int) async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start()
    let retrieval = try await Retrieval(port: acceptor.port, called: "ARCHIVE")
    try await retrieval.store(20)
    _ = try await retrieval.association.release()
    let finder = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: acceptor.port),
      request: AssociationRequest(
        calledAETitle: "ARCHIVE", callingAETitle: "ASSAY",
        contexts: AssociationRequest.contexts([(SmallArchive.studyRootFind, [SmallArchive.implicit])])))
    let context = try #require(finder.acceptance.contexts.first)
    var keys = DataSet()
    try keys.set(.queryRetrieveLevel, "IMAGE")
    let result = try await finder.find(
      FindRequest(
        sopClassUID: SmallArchive.studyRootFind, identifier: try keys.encoded(as: .implicitVRLittleEndian),
        limit: limit, cancelsAtLimit: true), in: context)
    #expect(result.matches.count == min(limit, 20))
    #expect(result.isLimitReached == (limit < 20))
    #expect([.success, .cancel].contains(result.completion?.status))
    #expect(try await finder.release())
    await acceptor.stop()
  }

  @Test(
    "Misbehaving providers are seen for what they are",
    arguments: [
      Misbehaviour.countsWrongly, .sendsForeignObject, .storesAfterFinal, .pendingRetrieveForever,
      .storesWithoutInstance, .neverFinal,
    ])
  func misbehaving(_ misbehaviour: Misbehaviour) async throws {
    let peer = try await MisbehavingPeer(misbehaviour)
    let deadlines = Deadlines(
      connect: .seconds(2), association: .seconds(2), message: .milliseconds(800), release: .milliseconds(500),
      exchange: .seconds(2))
    let retrieval = try await Retrieval(port: peer.port, called: "CROOKED", deadlines: deadlines)
    let folder = FileManager.default.temporaryDirectory
    switch misbehaviour {
    case .countsWrongly:
      let result = try await retrieval.retrieve(folder: folder)
      #expect(result.completion.counts.completed == 7)
      #expect(retrieval.received.all.count == 1)
    case .sendsForeignObject:
      _ = try await retrieval.retrieve(folder: folder)
      #expect(retrieval.received.all.map(\.sopInstanceUID) == ["2.25.666"])
    case .storesAfterFinal:
      _ = try await retrieval.retrieve(folder: folder)
      await #expect(throws: AssociationFailure.self) { _ = try await retrieval.association.release() }
      #expect(retrieval.received.all.isEmpty)
    default:
      do {
        _ = try await retrieval.retrieve(folder: folder)
        Issue.record("an end of what never ends")
      } catch let failure as AssociationFailure {
        switch (misbehaviour, failure) {
        case (.storesWithoutInstance, .malformed(let violation)): #expect(violation.rule == "PS3.7 §9.3.1.1")
        case (.neverFinal, .timedOut), (.pendingRetrieveForever, .timedOut): break
        default: Issue.record("\(misbehaviour): \(failure)")
        }
      }
    }
    peer.stop()
  }
}
