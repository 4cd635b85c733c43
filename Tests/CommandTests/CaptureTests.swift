import Foundation
import TestPeers
import Testing

/// Captures of what a run exchanged, read by Wireshark's own dissectors.
@Suite("Captures", .timeLimit(.minutes(4)))
struct CaptureTests {
  private func tshark(_ file: String, _ arguments: [String]) async throws -> String {
    let answer = try await PeerClient.run("tshark", ["-r", file, "-n"] + arguments, within: 60)
    #expect(answer.status == 0, "\(answer.output)")
    return answer.output
  }

  @Test("Wireshark reads the associations of a run: addresses, ports, handshake, titles, commands, the abort")
  func associations() async throws {
    let tender = try await RecordedSample.copy()
    let ended = try await Assay.run("report", tender.out, "--format", "pcap", "--out", tender.path("shown"))
    #expect(ended.status == 0, "\(ended.error)")
    let file = tender.path("shown/exchanges.pcapng")
    let rows = try await tshark(file, ["-Y", "dicom"])
    #expect(rows.contains("A-ASSOCIATE request ASSAY --> ARCHIVE"), "\(rows)")
    let aborts = try await tshark(file, ["-Y", "dicom.pdu.type == 0x07"])
    #expect(aborts.contains("127.0.0.1"), "\(aborts)")
    // Nothing in it is out of order, lost or sent twice.
    let troubles = try await tshark(file, ["-Y", "tcp.analysis.flags or _ws.malformed"])
    #expect(!troubles.contains("127.0.0.1"), "\(troubles)")
    let handshakes = try await tshark(file, ["-Y", "tcp.flags.syn == 1 and tcp.flags.ack == 0"])
    #expect(handshakes.contains("[SYN]"), "\(handshakes)")
    let sums = try await tshark(
      file,
      [
        "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-Y",
        "ip.checksum.status == 0 or tcp.checksum.status == 0",
      ])
    #expect(!sums.contains("127.0.0.1"), "\(sums)")
    let comments = try await tshark(file, ["-Y", "frame.comment contains \"A-ASSOCIATE-RQ\""])
    #expect(comments.contains("127.0.0.1"), "\(comments)")
  }

  @Test("Messages of HL7 v2 and of the web are dissected as such, and credentials are not in them")
  func messages() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("capture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try """
    edition: 1
    kind: network
    id: simulated
    title: Simulated network
    sites:
      - id: a
        name: Site A
        systems:
          - id: index
            vendor: Vendor
            product: Product
            roles: [patient-index]
            permits: [read, write]
            endpoints:
              hl7: {host: 127.0.0.1, port: 2575}
          - id: records
            vendor: Vendor
            product: Product
            roles: [fhir-server]
            permits: [read, write]
            endpoints:
              fhir: {url: "http://127.0.0.1:8080/fhir"}

    """.write(to: folder.appendingPathComponent("network.yaml"), atomically: true, encoding: .utf8)
    let simulated = folder.appendingPathComponent("chosen.yaml")
    let running = try AssayProcess(
      ["simulate", "network.yaml", "--ports", "auto", "--write", simulated.path], in: folder)
    // It says where its systems are once all of them listen.
    _ = try await running.output { $0.contains("\n") ? true : nil }
    let capture = folder.appendingPathComponent("wire.pcapng").path
    let ended = try await Assay.run(
      "run", "Specs/nhs-imaging-network", "--network", simulated.path, "--out",
      folder.appendingPathComponent("out").path,
      "--only", "FHR-001a,IDN-003", "--pcap", capture)
    kill(running.id, SIGINT)
    _ = try await running.ended(within: .seconds(60))
    #expect(FileManager.default.fileExists(atPath: capture), "\(ended.output)\(ended.error)")
    let web = try await tshark(
      capture, ["-Y", "http", "-T", "fields", "-e", "http.request.uri", "-e", "http.response.code"])
    #expect(web.contains("/fhir/metadata") && web.contains("200"), "\(web)")
    let messages = try await tshark(capture, ["-Y", "hl7", "-O", "hl7"])
    #expect(messages.contains("MSH") && messages.contains("MSA"), "\(messages)")
    let troubles = try await tshark(capture, ["-Y", "tcp.analysis.flags or _ws.malformed"])
    #expect(!troubles.contains("127.0.0.1"), "\(troubles)")
  }
}
