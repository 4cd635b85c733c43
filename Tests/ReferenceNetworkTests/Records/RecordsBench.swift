import DICOM
import Foundation
import HL7
import Judgement
import ReferenceNetwork
import Synchronization
import TestPeers
import Testing

/// Records with the archive whose studies they describe, held against requirements.
enum RecordsBench {
  /// How the harness shows that it is a client of the records.
  enum Access: Sendable {
    /// Nobody needs a token.
    case open
    /// By a shared secret.
    case secret
    /// By a token that it signs.
    case key
  }

  /// The verdicts on records with these defects.
  static func verdicts(
    on ids: Set<String>, with defects: Set<RecordsDefect>, access: Access = .open, refersByAddress: Bool = false
  ) async throws -> [String: RequirementVerdict] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let relay = Relay()
    var archiveSettings = ImageArchive.Settings()
    archiveSettings.onStored = { instance in relay.server?.received(study: instance.attributes) }
    let archive = try await ImageArchive.start(archiveSettings)
    var settings = RecordsServer.Settings()
    settings.defects = defects
    settings.refersByAddress = refersByAddress
    settings.images = archive.webAddress
    settings.messagePort = 0
    let client = try client(access, in: folder)
    if let client { settings.clients = ["assay": client.registered] }
    let records = try await RecordsServer.start(settings)
    relay.server = records
    var files = client?.files ?? [:]
    files["expired"] = records.token(lifetime: -3600)
    files["foreign"] = records.token(lifetime: 3600, audience: "https://elsewhere.example")
    let grant = client.map { client in
      """
      , authorization: {oauth2: {token-url: "\(records.tokenAddress)", client-id: assay, scope: "system/*.rs", \
      \(client.shown), expired-token: {file: expired}, foreign-token: {file: foreign}}}
      """
    }
    let port = try PeerProcess.freePort()
    let system = Evaluation.System(
      roles: ["fhir-server", "fhir-patient-index", "directory", "document-responder", "terminology-server"],
      endpoints: [
        "fhir": "{url: \"\(records.address)\"\(grant ?? "")}", "dicomweb": "{url: \"\(archive.webAddress)\"}",
        "dicom": "{host: 127.0.0.1, port: \(archive.dicomPort), ae-title: \(archive.aeTitle)}",
        "hl7": "{host: 127.0.0.1, port: \(records.messagePort ?? 0)}",
      ])
    let evaluation = Evaluation(
      systems: [system], listeners: "http-listeners: [{id: hook, host: 127.0.0.1, port: \(port)}]",
      groups: ["fhir", "fhir-records", "fhir-sharing", "access"], files: files,
      patience: Patience(repeating: 200_000_000, arrival: 1_000_000_000))
    let verdicts = try await evaluation.verdicts(on: ids)
    await records.stop()
    await archive.stop()
    return verdicts
  }

  /// The records that an archive tells, which start after it.
  private final class Relay: Sendable {
    private let held = Mutex<RecordsServer?>(nil)
    var server: RecordsServer? {
      get { held.withLock { $0 } }
      set { held.withLock { $0 = newValue } }
    }
  }

  /// A client that is registered, and how the network file shows it, with what it refers to.
  private struct Client {
    var registered: RecordsServer.Client
    var shown: String
    var files: [String: String]
  }

  private static func client(_ access: Access, in folder: URL) throws -> Client? {
    switch access {
    case .open: return nil
    case .secret:
      let secret = "correct-horse-battery"
      return Client(
        registered: .secret(secret), shown: "client-secret: {file: secret}", files: ["secret": secret])
    case .key:
      let (key, half) = (folder.appendingPathComponent("key.pem"), folder.appendingPathComponent("half.pem"))
      try openssl(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", key.path])
      try openssl(["pkey", "-in", key.path, "-pubout", "-out", half.path])
      return Client(
        registered: .key(pem: try String(contentsOf: half, encoding: .utf8), id: "one"),
        shown: "private-key-jwt: {key: {file: key.pem}, key-id: one, algorithm: ES384}",
        files: ["key.pem": try String(contentsOf: key, encoding: .utf8)])
    }
  }

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = try PeerProcess.find("openssl")
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
