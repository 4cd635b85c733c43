import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import Synchronization
import TestPeers
import Testing

/// Small CT images, made for these tests.
enum SmallCT {
  static let sopClass = "1.2.840.10008.5.1.4.1.1.2"
  static let study = "2.25.38001"

  static func dataSet(_ number: Int, rows: Int = 16) throws -> DataSet {
    var image = DataSet()
    try image.set(.specificCharacterSet, "ISO_IR 192")
    try image.set(.sopClassUID, UID(sopClass))
    try image.set(.sopInstanceUID, UID("\(study).1.\(number)"))
    try image.set(.studyDate, "20260102")
    try image.set(.studyTime, "101500")
    try image.set(.accessionNumber, "ACC38")
    try image.set(.modality, "CT")
    try image.set(.referringPhysicianName, "")
    try image.set(.patientName, "Müller^Zoë")
    try image.set(.patientID, "9990000018")
    try image.set(.patientBirthDate, "19700101")
    try image.set(.patientSex, "F")
    try image.set(.studyInstanceUID, UID(study))
    try image.set(.seriesInstanceUID, UID("\(study).1"))
    try image.set(.studyID, "38")
    try image.set(.seriesNumber, "1")
    try image.set(.instanceNumber, "\(number)")
    try image.set(Tag(0x0028, 0x0002), 1)
    try image.set(Tag(0x0028, 0x0004), "MONOCHROME2")
    try image.set(.rows, rows)
    try image.set(.columns, rows)
    try image.set(Tag(0x0028, 0x0100), 16)
    try image.set(Tag(0x0028, 0x0101), 12)
    try image.set(Tag(0x0028, 0x0102), 11)
    try image.set(Tag(0x0028, 0x0103), 0)
    image.set(.pixelData, bytes: ByteBuffer(repeating: 7, count: rows * rows * 2), vr: .OW)
    return image
  }

  static func request(_ number: Int, in syntax: TransferSyntax, rows: Int = 16) throws -> StoreRequest {
    StoreRequest(
      sopClassUID: sopClass, sopInstanceUID: "\(study).1.\(number)", transferSyntax: syntax.uid.value,
      dataSet: try dataSet(number, rows: rows).encoded(as: syntax))
  }
}

extension StoreRequest {
  /// The data set where it is in memory.
  var bytes: ByteBuffer {
    get throws {
      guard case .memory(let bytes) = dataSet else { throw CocoaError(.fileReadUnknown) }
      return bytes
    }
  }
}

@Suite("C-STORE and C-FIND against real peers", .timeLimit(.minutes(1)))
struct StoreAndFindTests {
  static let studyRoot = "1.2.840.10008.5.1.4.1.2.2.1"
  static let worklist = "1.2.840.10008.5.1.4.31"
  static let implicit = "1.2.840.10008.1.2"
  static let explicit = "1.2.840.10008.1.2.1"

  private func open(
    _ port: Int, _ called: String, _ syntaxes: [(abstractSyntax: String, transferSyntaxes: [String])],
    maximumLength: UInt32 = 16_384, window: AsynchronousOperationsWindow? = nil, recorder: ExchangeRecorder? = nil
  ) async throws -> DICOMAssociation {
    try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: port),
      request: AssociationRequest(
        calledAETitle: called, callingAETitle: "ASSAY", contexts: AssociationRequest.contexts(syntaxes),
        maximumLength: maximumLength, asynchronousOperations: window),
      deadlines: EchoTests.patient, recorder: recorder)
  }

  private func storeAndFind(_ port: Int, _ called: String) async throws {
    let recorder = ExchangeRecorder()
    let association = try await open(
      port, called, [(SmallCT.sopClass, [Self.explicit, Self.implicit]), (Self.studyRoot, [Self.explicit])],
      recorder: recorder)
    let syntax = try #require(association.acceptance.context(abstractSyntax: SmallCT.sopClass)?.transferSyntax)
    let requests = try (1...3).map { try SmallCT.request($0, in: TransferSyntax(UID(syntax))) }
    let told = Mutex(0)
    let responses = try await association.store(requests) { _ in told.withLock { $0 += 1 } }
    #expect(responses.map(\.status) == [.success, .success, .success])
    #expect(responses.map(\.sopInstanceUID) == requests.map(\.sopInstanceUID))
    #expect(told.withLock { $0 } == 3)

    let context = try #require(association.acceptance.context(abstractSyntax: Self.studyRoot))
    let transferSyntax = TransferSyntax(UID(try #require(context.transferSyntax)))
    for (patient, matches) in [("9990000018", 1), ("9990000026", 0)] {
      var keys = DataSet()
      try keys.set(.queryRetrieveLevel, "STUDY")
      try keys.set(.patientID, patient)
      try keys.set(.patientName, "")
      try keys.set(.studyInstanceUID, uids: [])
      let result = try await association.find(
        FindRequest(sopClassUID: Self.studyRoot, identifier: try keys.encoded(as: transferSyntax)), in: context)
      #expect(result.completion?.status == .success)
      #expect(result.matches.count == matches)
      #expect(!result.isLimitReached)
      for match in result.matches {
        let found = try DataSetDecoder(transferSyntax).decode(match.identifier).dataSet
        #expect(found.uid(.studyInstanceUID)?.value == SmallCT.study)
      }
    }
    #expect(try await association.release())
    let details = recorder.entries.flatMap(\.details)
    #expect(details.contains("(0000,0002) Affected SOP Class UID: \(SmallCT.sopClass) (CT Image Storage)"))
    #expect(details.contains("  PatientID: 9990000018"))
    #expect(details.contains("  PixelData: 512 bytes"))
  }

  @Test("Orthanc stores three images and finds their study")
  func orthanc() async throws {
    let peer = try await Orthanc.start()
    defer { peer.process.stop() }
    try await storeAndFind(peer.process.port, Orthanc.aeTitle)
  }

  @Test("dcmqrscp stores three images and finds their study")
  func dcmqrscp() async throws {
    let peer = try await DCMQRSCP.start()
    defer { peer.stop() }
    try await storeAndFind(peer.port, DCMQRSCP.aeTitle)
  }

  @Test("What storescp keeps is what was sent, whatever its maximum length", arguments: [4_096, 131_072])
  func storescp(_ length: Int) async throws {
    let peer = try await STORESCP.start(["--max-pdu", "\(length)", "--bit-preserving"])
    defer { peer.stop() }
    let association = try await open(peer.port, "STORESCP", [(SmallCT.sopClass, [Self.explicit])])
    #expect(association.acceptance.maximumLength == UInt32(length))
    let request = try SmallCT.request(1, in: .explicitVRLittleEndian, rows: 512)
    let response = try await association.store(request)
    #expect(response.status == .success)
    #expect(response.length == request.dataSet.length)
    #expect(try await association.release())
    let folder = peer.folder.appendingPathComponent("store")
    let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let kept = try Data(contentsOf: folder.appendingPathComponent(file))
    let sent = Data(try request.bytes.readableBytesView)
    #expect(kept.suffix(sent.count) == sent)
  }

  @Test("storescp that aborts in the middle of C-STORE is an abort or a closed connection, not a success")
  func aborted() async throws {
    let peer = try await STORESCP.start(["--abort-during"])
    defer { peer.stop() }
    let association = try await open(peer.port, "STORESCP", [(SmallCT.sopClass, [Self.explicit])])
    let request = try SmallCT.request(1, in: .explicitVRLittleEndian, rows: 512)
    do throws(AssociationFailure) {
      _ = try await association.store(request)
      Issue.record("stored over an aborted association")
    } catch {
      switch error {
      case .aborted, .closed: break
      default: Issue.record("\(error)")
      }
    }
  }

  @Test("A context that was not accepted can't be used")
  func notAccepted() async throws {
    let peer = try await STORESCP.start()
    defer { peer.stop() }
    let association = try await open(
      peer.port, "STORESCP", [(Self.studyRoot, [Self.implicit]), (SmallCT.sopClass, [Self.explicit])])
    #expect(association.acceptance.contexts.map(\.result) == [.abstractSyntaxNotSupported, .acceptance])
    let context = try #require(association.acceptance.contexts.first)
    await #expect(throws: AssociationFailure.misuse("presentation context 1 was not accepted")) {
      _ = try await association.find(
        FindRequest(sopClassUID: Self.studyRoot, identifier: ByteBuffer()), in: context)
    }
    #expect(try await association.release())
  }

  @Test("wlmscpfs gives the one worklist item that matches")
  func worklist() async throws {
    let item = """
      (0008,0005) CS [ISO_IR 100]
      (0008,0050) SH [WL38]
      (0010,0010) PN [Example^Ann]
      (0010,0020) LO [9990000018]
      (0010,0030) DA [19700101]
      (0010,0040) CS [F]
      (0020,000d) UI [2.25.38002]
      (0032,1060) LO [CT Head]
      (0040,0100) SQ (Sequence with explicit length)
      (fffe,e000) na (Item with explicit length)
      (0008,0060) CS [CT]
      (0040,0001) AE [CT1]
      (0040,0002) DA [20260102]
      (0040,0003) TM [101500]
      (0040,0006) PN [Doe^Joan]
      (0040,0007) LO [CT Head]
      (0040,0009) SH [SPS38]
      (fffe,e00d) na (ItemDelimitationItem)
      (fffe,e0dd) na (SequenceDelimitationItem)
      (0040,1001) SH [RP38]
      """
    let peer = try await WLMSCPFS.start(["item": item])
    defer { peer.stop() }
    let association = try await open(peer.port, WLMSCPFS.aeTitle, [(Self.worklist, [Self.implicit])])
    let context = try #require(association.acceptance.context(abstractSyntax: Self.worklist))
    for (modality, matches) in [("CT", 1), ("MR", 0)] {
      var step = DataSet()
      try step.set(.modality, modality)
      try step.set(Tag(0x0040, 0x0001), "")
      try step.set(Tag(0x0040, 0x0002), "")
      var keys = DataSet()
      try keys.set(.patientName, "")
      try keys.set(.patientID, "")
      try keys.set(.accessionNumber, "")
      keys.setItems(Tag(0x0040, 0x0100), [step])
      let result = try await association.find(
        FindRequest(sopClassUID: Self.worklist, identifier: try keys.encoded(as: .implicitVRLittleEndian)),
        in: context)
      #expect(result.completion?.status == .success)
      #expect(result.matches.count == matches)
      for match in result.matches {
        let found = try DataSetDecoder(.implicitVRLittleEndian).decode(match.identifier).dataSet
        #expect(found.string(.accessionNumber) == "WL38")
      }
    }
    #expect(try await association.release())
  }

  @Test("Objects are sent several at a time only to a peer that negotiated it", arguments: [true, false])
  func pipelined(negotiates: Bool) async throws {
    // The peer answers nothing before it has four requests.
    let peer = try await MisbehavingPeer(.none, window: 4)
    defer { peer.stop() }
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port),
      request: AssociationRequest(
        calledAETitle: "A", callingAETitle: "B",
        contexts: AssociationRequest.contexts([(SmallCT.sopClass, [Self.explicit])]),
        asynchronousOperations: negotiates ? AsynchronousOperationsWindow(invoked: 4, performed: 1) : nil),
      deadlines: MisbehaviourTests.deadlines)
    let requests = try (1...8).map { try SmallCT.request($0, in: .explicitVRLittleEndian) }
    do throws(AssociationFailure) {
      let responses = try await association.store(requests)
      #expect(negotiates)
      #expect(responses.map(\.status) == Array(repeating: .success, count: 8))
      #expect(Set(responses.map(\.sopInstanceUID)) == Set(requests.map(\.sopInstanceUID)))
      #expect(try await association.release())
    } catch {
      #expect(!negotiates, "\(error)")
      guard case .timedOut = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  #if os(Linux)
    @Test("A peer with Nagle's algorithm on does not stall each round trip")
    func noStall() async throws {
      let peer = try await STORESCP.start()
      defer { peer.stop() }
      let clock = ContinuousClock()
      var times: [Duration] = []
      for _ in 0..<40 {
        let start = clock.now
        let association = try await DICOMAssociation.open(
          to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: EchoTests.request("STORESCP"),
          deadlines: Deadlines())
        #expect(try await association.echo().status == .success)
        #expect(try await association.release())
        times.append(clock.now - start)
      }
      // With the stall each association takes the 40 ms of a delayed acknowledgement; without it only a busy machine
      // makes some of them slow.
      times.sort()
      #expect(times[0] < .milliseconds(30), "\(times[0]), \(times[10]), \(times[20])")
    }
  #endif
}
