import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import TestPeers
import Testing

@Suite("C-STORE of data sets that lie on disk", .timeLimit(.minutes(1)))
struct StreamingTests {
  private static let explicit = "1.2.840.10008.1.2.1"

  private func open(_ port: Int, _ called: String) async throws -> DICOMAssociation {
    try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: port),
      request: AssociationRequest(
        calledAETitle: called, callingAETitle: "ASSAY",
        contexts: AssociationRequest.contexts([
          (SmallCT.sopClass, [Self.explicit]), (SmallArchive.verification, [Self.explicit]),
        ])), deadlines: EchoTests.patient)
  }

  private func request(_ file: DataSetFile, number: Int = 1) -> StoreRequest {
    StoreRequest(
      sopClassUID: SmallCT.sopClass, sopInstanceUID: "\(SmallCT.study).1.\(number)", transferSyntax: Self.explicit,
      source: .file(file))
  }

  /// Bytes that tell where they belong, in a file after as many others.
  private func file(_ length: Int, after offset: Int = 0) throws -> (file: DataSetFile, bytes: [UInt8]) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("data-set-\(UUID().uuidString)")
    try Data([UInt8](repeating: 0xEE, count: offset) + bytes).write(to: url)
    return (DataSetFile(path: url.path, offset: offset, length: length), bytes)
  }

  @Test("What storescp keeps is the file's data set, whatever its maximum length", arguments: [4_096, 16_384, 131_072])
  func storescp(_ maximumLength: Int) async throws {
    let peer = try await STORESCP.start(["--max-pdu", "\(maximumLength)", "--bit-preserving"])
    defer { peer.stop() }
    let written = try DICOMFile(
      SmallCT.dataSet(1, rows: 512), transferSyntax: .explicitVRLittleEndian, implementationClassUID: UID("2.25.1")
    ).encoded()
    let header = try DICOMFileHeader(reading: try #require(written.getSlice(at: 0, length: 1_000)))
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("image-\(UUID().uuidString)")
    try Data(written.readableBytesView).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let length = written.readableBytes - header.dataSetOffset
    let association = try await open(peer.port, "STORESCP")
    let response = try await association.store(
      request(DataSetFile(path: url.path, offset: header.dataSetOffset, length: length)))
    #expect(response.status == .success)
    #expect(response.length == length)
    #expect(try await association.release())
    let folder = peer.folder.appendingPathComponent("store")
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let kept = try Data(contentsOf: folder.appendingPathComponent(name))
    #expect(kept.suffix(length) == Data(written.readableBytesView).suffix(length))
  }

  @Test(
    "Every length arrives whole, at the edges of fragments and of what is read at once",
    arguments: [0, 1, 2, 4_089, 4_090, 4_091, 8_180, 654_399, 654_400, 654_401, 2_000_003])
  func lengths(_ length: Int) async throws {
    let archive = try SmallArchive()
    var policy = SmallArchive.policy()
    policy.maximumLength = 4_096
    let acceptor = try await archive.start(policy: policy)
    let (file, bytes) = try file(length, after: 777)
    defer { try? FileManager.default.removeItem(atPath: file.path) }
    let association = try await open(acceptor.port, "ANY")
    // Two one after the other, so that the second begins where the first has ended.
    for number in 1...2 {
      #expect(try await association.store(request(file, number: number)).status == .success)
    }
    #expect(try await association.release())
    for object in archive.objects {
      #expect(object.dataSet.bytes(upTo: 4 << 20).map { Array($0.readableBytesView) } == bytes)
    }
    #expect(archive.objects.count == 2)
    await acceptor.stop()
  }

  @Test("A file that is not there is no fault of the peer, and the association goes on")
  func missing() async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start()
    let association = try await open(acceptor.port, "ANY")
    await #expect {
      try await association.store(request(DataSetFile(path: "/nowhere/at/all", offset: 0, length: 10)))
    } throws: { error in
      guard case .misuse(let message)? = error as? AssociationFailure else { return false }
      return message.contains("/nowhere/at/all can't be opened")
    }
    #expect(try await association.echo().status == .success)
    #expect(try await association.release())
    #expect(archive.objects.isEmpty)
    await acceptor.stop()
  }

  @Test(
    "A file that ends early is no fault of the peer, and nothing of it counts as stored", arguments: [10, 1_500_000])
  func short(_ length: Int) async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start()
    var (file, _) = try file(length)
    defer { try? FileManager.default.removeItem(atPath: file.path) }
    file.length += 10
    let association = try await open(acceptor.port, "ANY")
    let request = request(file)
    await #expect {
      try await association.store(request)
    } throws: { error in
      guard case .misuse(let message)? = error as? AssociationFailure else { return false }
      return message.contains("ends early")
    }
    await association.abort()
    await association.closed()
    #expect(archive.objects.isEmpty)
    await acceptor.stop()
  }
}
