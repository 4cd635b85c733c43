import DICOM
import DICOMNetwork
import Foundation
import NIOCore
import TestPeers
import Testing

@Suite("The acceptor with other people's clients", .timeLimit(.minutes(1)))
struct AcceptorPeerTests {
  private func files(_ count: Int, rows: Int, in folder: URL) throws -> [String] {
    try (1...count).map { number in
      let file = try DICOMFile(
        SmallCT.dataSet(number, rows: rows), transferSyntax: .explicitVRLittleEndian,
        implementationClassUID: UID(AssociationRequest.implementationClassUID))
      let path = folder.appendingPathComponent("image-\(number).dcm")
      try Data(file.encoded().readableBytesView).write(to: path)
      return path.path
    }
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("client-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("echoscu is answered, and turned away where it calls another AE title")
  func echo() async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start(policy: SmallArchive.policy(calledAETitles: ["ARCHIVE"]))
    let right = try await PeerClient.run("echoscu", ["-aec", "ARCHIVE", "127.0.0.1", "\(acceptor.port)"])
    #expect(right.status == 0, "\(right.output)")
    let wrong = try await PeerClient.run("echoscu", ["-aec", "NOBODY", "127.0.0.1", "\(acceptor.port)"])
    #expect(wrong.status != 0)
    #expect(wrong.output.contains("Called AE Title Not Recognized"), "\(wrong.output)")
    await acceptor.stop()
    #expect(archive.ended.map { $0.failure == nil } == [true, false])
    #expect(archive.ended.first?.recorder.entries.contains { $0.summary.contains("C-ECHO-RQ") } == true)
  }

  @Test("storescu, findscu, getscu and movescu store, find and get back small and large images")
  func storeAndRetrieve() async throws {
    let receiver = try SmallArchive()
    let receiving = try await receiver.start()
    let archive = try SmallArchive(destinations: ["RECEIVER": receiving.port])
    let acceptor = try await archive.start()
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let port = "\(acceptor.port)"
    for (rows, name) in [(16, "small"), (512, "large")] {
      let sent = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: sent, withIntermediateDirectories: true)
      let stored = try await PeerClient.run(
        "storescu", ["-aec", "ARCHIVE", "127.0.0.1", port] + files(2, rows: rows, in: sent))
      #expect(stored.status == 0, "\(stored.output)")
    }
    #expect(archive.objects.count == 4)
    #expect(archive.files.count == 2, "the large ones lie in files")
    for object in archive.objects {
      let bytes = try #require(object.dataSet.bytes(upTo: 16 << 20))
      let image = try DataSetDecoder(TransferSyntax(UID(object.transferSyntax))).decode(bytes).dataSet
      #expect(image.uid(.sopInstanceUID)?.value == object.sopInstance)
      #expect(image.personName(.patientName)?.description.contains("Müller") == true)
    }

    let found = try await PeerClient.run(
      "findscu", ["-S", "-k", "QueryRetrieveLevel=IMAGE", "-k", "SOPInstanceUID", "127.0.0.1", port])
    #expect(found.status == 0, "\(found.output)")
    #expect(found.output.components(separatedBy: "\(SmallCT.study).1.").count - 1 == 4, "\(found.output)")

    let got = folder.appendingPathComponent("got")
    try FileManager.default.createDirectory(at: got, withIntermediateDirectories: true)
    let keys = ["-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=\(SmallCT.study)"]
    let get = try await PeerClient.run("getscu", ["-S", "-od", got.path] + keys + ["127.0.0.1", port])
    #expect(get.status == 0, "\(get.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: got.path).count == 2, "two instances, each sent twice")

    let move = try await PeerClient.run("movescu", ["-S", "-aem", "RECEIVER"] + keys + ["127.0.0.1", port])
    #expect(move.status == 0, "\(move.output)")
    #expect(receiver.objects.count == 4)
    let astray = try await PeerClient.run("movescu", ["-v", "-S", "-aem", "NOWHERE"] + keys + ["127.0.0.1", port])
    #expect(astray.output.contains("MoveDestinationUnknown"), "\(astray.output)")
    await acceptor.stop()
    await receiving.stop()
  }

  @Test("Over TLS storescu is served, a client without TLS is not")
  func tls() async throws {
    let authority = try CertificateAuthority()
    let server = try authority.issue("server", names: "DNS:localhost,IP:127.0.0.1")
    let archive = try SmallArchive()
    let acceptor = try await archive.start(
      tls: TLSServerSettings(certificateFile: server.certificate, privateKeyFile: server.key))
    let secure = try await PeerClient.run(
      "echoscu", ["--anonymous-tls", "+cf", authority.certificate, "127.0.0.1", "\(acceptor.port)"])
    #expect(secure.status == 0, "\(secure.output)")
    let plain = try await PeerClient.run("echoscu", ["127.0.0.1", "\(acceptor.port)"])
    #expect(plain.status != 0)
    await acceptor.stop()
  }

  @Test("Certificates that can't be read, and a port that is taken, are told at once")
  func cannotListen() async throws {
    let archive = try SmallArchive()
    await #expect(throws: AcceptorFailure.self) {
      _ = try await archive.start(tls: TLSServerSettings(certificateFile: "/nowhere.pem", privateKeyFile: "/no.key"))
    }
    let acceptor = try await archive.start()
    await #expect(throws: AcceptorFailure.self) {
      _ = try await AssociationAcceptor.start(
        AcceptorSettings(
          port: acceptor.port, policy: SmallArchive.policy(), spool: SpoolSettings(folder: archive.folder.path)),
        handlers: archive.handlers)
    }
    await acceptor.stop()
  }
}
