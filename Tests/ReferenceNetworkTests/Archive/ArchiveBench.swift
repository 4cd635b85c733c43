import DICOMNetwork
import Judgement
import ReferenceNetwork
import TestPeers

/// An image archive with defects, held against requirements of the bundled specification.
struct ArchiveBench: Sendable {
  /// What it does wrong.
  var defects: Set<ArchiveDefect> = []
  /// Groups of the requirements that an archive has to meet by what it shows.
  static let groups: Set<String> = [
    "storage", "query", "query-scope", "retrieve", "transfer-syntaxes", "association", "characters", "dose-and-objects",
    "rough-treatment", "web-access", "web-store",
  ]

  /// The verdicts on requirements of those groups, or of others, by id.
  func verdicts(in groups: Set<String> = Self.groups, on ids: Set<String>) async throws -> [String: RequirementVerdict]
  {
    let port = try PeerProcess.freePort()
    var settings = ImageArchive.Settings()
    settings.defects = defects
    settings.destinations = ["ASSAY": DICOMAddress(host: "127.0.0.1", port: port)]
    settings.availabilityReceivers = ["ASSAY"]
    settings.silence = .seconds(4)
    let archive = try await ImageArchive.start(settings)
    var evaluation = Evaluation(systems: [
      .init(
        roles: ["archive"],
        endpoints: [
          "dicom": "{host: 127.0.0.1, port: \(archive.dicomPort), ae-title: \(archive.aeTitle)}",
          "dicomweb": "{url: \"\(archive.webAddress)\"}",
        ])
    ])
    evaluation.listeners = "listeners: [{ae-title: ASSAY, host: 127.0.0.1, port: \(port)}]"
    evaluation.groups = groups
    evaluation.inputs = ["silent-caller-time": "8 s", "notification-wait": "5 s", "notification-time": "4 s"]
    let verdicts = try await evaluation.verdicts(on: ids)
    await archive.stop()
    return verdicts
  }
}
