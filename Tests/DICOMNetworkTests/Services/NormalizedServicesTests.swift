import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import TestPeers
import Testing

@Suite("DIMSE-N services", .timeLimit(.minutes(1)))
struct NormalizedServicesTests {
  private static let implicit = "1.2.840.10008.1.2"
  private static let mpps = "1.2.840.10008.3.1.2.3.3"
  private static let mppsRetrieve = "1.2.840.10008.3.1.2.3.4"
  private static let commitment = "1.2.840.10008.1.20.1"
  private static let commitmentInstance = "1.2.840.10008.1.20.1.1"
  private static let filmSession = "1.2.840.10008.5.1.1.1"

  private func open(
    _ port: Int, _ classes: [String], items: [UserInformationItem] = []
  ) async throws(AssociationFailure) -> DICOMAssociation {
    try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: port),
      request: AssociationRequest(
        calledAETitle: PynetdicomServices.aeTitle, callingAETitle: "ASSAY",
        contexts: AssociationRequest.contexts(classes.map { ($0, [Self.implicit]) }), furtherInformation: items),
      deadlines: EchoTests.patient)
  }

  private func status(_ word: String) throws -> ByteBuffer {
    var step = DataSet()
    try step.set(Tag(0x0040, 0x0252), word)
    return try step.encoded(as: .implicitVRLittleEndian)
  }

  @Test("A performed procedure step is created, read, changed and completed; what is not allowed is refused")
  func performedProcedureStep() async throws {
    let peer = try await PynetdicomServices.start()
    let association = try await open(peer.port, [Self.mpps, Self.mppsRetrieve])
    let uid = "2.25.99001"
    func perform(
      _ operation: NormalizedRequest.Operation, _ word: String?, class sopClass: String = Self.mpps, uid: String = uid
    ) async throws -> NormalizedResponse {
      try await association.perform(
        NormalizedRequest(
          operation, sopClassUID: sopClass, sopInstanceUID: uid, dataSet: try word.map { try status($0) }))
    }
    let created = try await perform(.create, "IN PROGRESS")
    #expect(created.status == .success)
    #expect(created.sopInstanceUID == uid)
    #expect(try await perform(.create, "IN PROGRESS").status.rawValue == 0x0111, "a duplicate")
    let read = try await perform(.get([Tag(0x0040, 0x0252)]), nil, class: Self.mppsRetrieve)
    let attributes = try DataSetDecoder(.implicitVRLittleEndian).decode(try #require(read.dataSet)).dataSet
    #expect(attributes.string(Tag(0x0040, 0x0252)) == "IN PROGRESS")
    #expect(try await perform(.set, "COMPLETED").status == .success)
    #expect(try await perform(.set, "IN PROGRESS").status == .processingFailure, "completed is the end")
    #expect(try await perform(.set, "COMPLETED", uid: "2.25.404").status == .noSuchInstance)
    #expect(try await association.release())
  }

  @Test("An instance UID is left to the provider, and the instance deleted once")
  func filmSession() async throws {
    let peer = try await PynetdicomServices.start()
    let association = try await open(peer.port, [Self.filmSession])
    let created = try await association.perform(
      NormalizedRequest(.create, sopClassUID: Self.filmSession, sopInstanceUID: nil))
    #expect(created.status == .success)
    let uid = try #require(created.sopInstanceUID)
    for status in [DIMSEStatus.success, .noSuchInstance] {
      let deleted = try await association.perform(
        NormalizedRequest(.delete, sopClassUID: Self.filmSession, sopInstanceUID: uid))
      #expect(deleted.status == status)
    }
    #expect(try await association.release())
  }

  private func commitmentRequest() throws -> NormalizedRequest {
    var item = DataSet()
    try item.set(Tag(0x0008, 0x1150), UID(SmallCT.sopClass))
    try item.set(Tag(0x0008, 0x1155), UID("2.25.1"))
    var information = DataSet()
    try information.set(Tag(0x0008, 0x1195), UID("2.25.77"))
    information.setItems(Tag(0x0008, 0x1199), [item])
    return NormalizedRequest(
      .action(type: 1), sopClassUID: Self.commitment, sopInstanceUID: Self.commitmentInstance,
      dataSet: try information.encoded(as: .implicitVRLittleEndian))
  }

  @Test("A commitment is reported on the same association", arguments: ["success", "failure", "never"])
  func commitmentHere(kind: String) async throws {
    let peer = try await PynetdicomServices.start(["report": kind])
    let association = try await open(peer.port, [Self.commitment])
    #expect(try await association.perform(try commitmentRequest()).status == .success)
    let report = try await association.report(within: kind == "never" ? .milliseconds(500) : .seconds(20))
    #expect(report?.operation == (kind == "never" ? nil : .eventReport(type: kind == "success" ? 1 : 2)))
    #expect(try await association.release(), "the association went on")
  }

  @Test("A commitment is reported on an association of its own, in the role of provider")
  func commitmentElsewhere() async throws {
    let (reports, arrival) = AsyncStream.makeStream(of: NormalizedRequest.self)
    var handlers = RequestHandlers()
    handlers.normalized = { request, _ in
      arrival.yield(request)
      return RequestHandlers.NormalizedReply(DIMSEReply())
    }
    let archive = try SmallArchive()
    let acceptor = try await AssociationAcceptor.start(
      AcceptorSettings(
        policy: AcceptancePolicy(services: [
          AcceptancePolicy.Service(Self.commitment, transferSyntaxes: [Self.implicit], requestorMayBeSCP: true)
        ]), spool: SpoolSettings(folder: archive.folder.path)), handlers: handlers)
    let peer = try await PynetdicomServices.start(["report-port": acceptor.port, "report-ae": "ASSAY"])
    let association = try await open(peer.port, [Self.commitment])
    #expect(try await association.perform(try commitmentRequest()).status == .success)
    #expect(try await association.release())
    let report = try #require(await reports.first { _ in true })
    #expect(report.operation == .eventReport(type: 1))
    let event = try DataSetDecoder(.implicitVRLittleEndian).decode(try #require(report.dataSet)).dataSet
    #expect(event.uid(Tag(0x0008, 0x1195))?.value == "2.25.77")
    await acceptor.stop()
  }

  @Test(
    "A user known by a token is let in with the response asked for, another is rejected", arguments: ["edith", "eve"])
  func identity(name: String) async throws {
    // The peer sends no response to names and passcodes.
    let peer = try await PynetdicomServices.start(["identity": "edith"])
    let item = UserInformationItem.userIdentityRequest(
      UserIdentityRequest(type: 5, positiveResponseRequested: true, primary: Array(name.utf8)))
    do throws(AssociationFailure) {
      let association = try await open(peer.port, [Self.mpps], items: [item])
      #expect(name == "edith")
      #expect(association.acceptance.userIdentityResponseLength == 7)
      let isReleased = try await association.release()
      #expect(isReleased)
    } catch {
      guard case .rejected = error else {
        Issue.record("\(error)")
        return
      }
      #expect(name == "eve")
    }
  }
}
