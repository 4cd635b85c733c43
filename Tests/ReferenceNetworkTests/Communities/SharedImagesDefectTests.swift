import Judgement
import Testing

@testable import ReferenceNetwork

/// Every defect of imaging document sources, imaging gateways and initiating gateways is caught by a requirement of the
/// bundled specification, and a network without defects meets them all.
@Suite("Defects of shared images and communities", .timeLimit(.minutes(10)))
struct SharedImagesDefectTests {
  /// A defect by its name, and the requirement that catches it.
  struct Caught: Sendable, CustomTestStringConvertible {
    var name: String
    var requirement: String
    var testDescription: String { name }
  }

  /// The requirement that catches each, by the part of its name after the actor.
  private static let catching: [String: [String: [String]]] = [
    "XDS-001a": [
      "source": [
        "publish.says-nothing", "publish.repeats", "publish.mislabels-media-type", "publish.misnames-manifests",
        "publish.names-no-modality", "publish.names-no-institution", "publish.names-other-format",
      ]
    ],
    "XDS-002a": [
      "source": [
        "manifest.claims-other-modality", "manifest.joins-a-series", "manifest.has-other-title",
        "manifest.forgets-instances", "manifest.lists-strangers", "manifest.misplaces-instances",
        "manifest.misclasses-instances", "manifest.names-other-patient", "manifest.lacks-attributes",
        "publish.adds-a-manifest-of-a-part",
      ]
    ],
    "XDS-003a": [
      "source": [
        "manifest.names-no-location", "manifest.names-other-location", "manifest.names-no-address",
        "manifest.names-dead-addresses", "wado-rs.leaves-one-out", "publish.adds-a-bare-manifest",
      ]
    ],
    "XDS-006m": ["source": ["publish.loses-references"]],
    "XDS-009b": [
      "source": [
        "rad-69.forgets-images", "rad-69.repeats-images", "rad-69.spoils-pixels", "rad-69.misnames-images",
        "rad-69.gives-in-message", "rad-69.ignores-syntaxes", "rad-69.fails-in-part",
      ]
    ],
    "XDS-010a": [
      "source": [
        "rad-69.answers-for-other-sources", "rad-69.ignores-series", "rad-69.ignores-study",
        "rad-69.takes-incomplete-requests", "rad-69.hides-unknown-images", "rad-69.takes-any-syntax",
      ]
    ],
    "PRF-005": ["source": ["publish.comes-late"]],
    "XDS-010b": ["source": ["wado.ignores-hierarchy"]],
    "XDS-011m": ["source": ["publish.keeps-what-was-rejected", "publish.replaces-nothing"]],
    "XDS-016a": ["source": ["recipient.keeps-no-images", "recipient.takes-missing-documents"]],
    "XDS-017a": [
      "source": ["manifest.describes-nothing", "manifest.miscounts-instances", "manifest.misdescribes-series"]
    ],
    "XDS-017b": ["source": ["publish.leaves-bundles-out", "manifest.bundle-lists-less"]],
    "XDS-018a": ["source": ["wado.refuses-files", "wado-rs.gives-one-twice"]],
    "XCA-004a": [
      "imaging-gateway": [
        "spoils-pixels", "forgets-images", "misnames-images", "gives-in-message", "names-no-community",
        "names-other-community", "answers-by-local-action",
      ]
    ],
    "XCA-006a": ["imaging-gateway": ["answers-for-others", "hides-unknown-images", "takes-any-syntax"]],
    "XCA-007a": ["imaging-gateway": ["looks-at-first-syntax-alone", "refuses-compressed"]],
    "XCA-001a": [
      "initiating-gateway": [
        "names-no-community", "asks-last-alone", "repeats-documents", "cuts-documents", "passes-unknown-patients",
      ]
    ],
    "XCA-001b": ["initiating-gateway": ["takes-strangers", "takes-nameless"]],
    "XCA-001f": ["initiating-gateway": ["lists-doubles-once", "gives-doubles-once"]],
    "XCA-009a": ["initiating-gateway": ["asks-all", "ignores-times"]],
    "NET-004a": ["initiating-gateway": ["gives-up-together", "hides-silence", "miscodes-silence"]],
    "XCA-010c": ["initiating-gateway": ["places-no-silence"]],
    "XCA-004b": ["initiating-imaging-gateway": ["names-no-community", "forgets-images", "spoils-pixels"]],
    "XCA-005a": ["initiating-imaging-gateway": ["gives-up-together", "hides-silence", "places-no-silence"]],
    "XCA-006b": ["initiating-imaging-gateway": ["takes-strangers", "hides-failures"]],
  ]

  private static let all: [Caught] = catching.flatMap { id, actors in
    actors.flatMap { actor, names in names.map { Caught(name: "\(actor).\($0)", requirement: id) } }
  }.sorted { $0.name < $1.name }

  @Test("Each defect has a requirement")
  func complete() {
    let actors = [
      ImagingSourceDefect.actor, ImagingGatewayDefect.actor, InitiatingGatewayDefect.actor,
      InitiatingImagingGatewayDefect.actor,
    ]
    let names = DefectCatalogue.entries.filter { actors.contains($0.actor) }.map(\.name)
    // To wait for what does not come takes long: the proof of the whole specification tries it.
    let slow = ["initiating-gateway.waits", "initiating-imaging-gateway.waits"]
    #expect(Self.all.map(\.name).sorted() == names.filter { !slow.contains($0) }.sorted())
  }

  @Test("Who keeps every rule meets every requirement")
  func conformant() async throws {
    let ids = Set(Self.catching.keys).union([
      "XCA-010a", "NET-006", "XDS-001h", "XDS-004h", "XDS-008h", "XDS-009h", "XCA-001h",
    ])
    let verdicts = try await Self.verdicts(on: ids, with: [])
    #expect(verdicts.count == ids.count)
    for verdict in verdicts.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
  }

  @Test("A defect fails the requirement that is to catch it", arguments: all)
  func caught(_ defect: Caught) async throws {
    let id = defect.requirement
    let verdict = try #require(try await Self.verdicts(on: [id], with: [defect.name])[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  @Test(
    "What a source or gateway does wrong is noticed where it turns to the harness, and where a service is shared",
    arguments: [
      ("initiating-gateway.repeats-documents", "NET-006"), ("initiating-gateway.asks-last-alone", "NET-006"),
      ("source.publish.adds-a-bare-manifest", "XDS-006m"), ("source.publish.adds-a-bare-manifest", "XDS-017a"),
      ("source.manifest.forgets-instances", "XDS-001h"), ("source.publish.loses-references", "XDS-004h"),
      ("initiating-gateway.names-no-community", "XCA-001h"),
      ("consumer.fetches-from-another-repository", "XDS-008h"),
      ("consumer.asks-another-source-for-images", "XDS-009h"),
      ("consumer.asks-for-images-without-their-series", "XDS-009h"),
    ])
  func elsewhere(_ defect: String, id: String) async throws {
    let verdict = try #require(try await Self.verdicts(on: [id], with: [defect])[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  private static func verdicts(
    on ids: Set<String>, with defects: Set<String>
  ) async throws -> [String: RequirementVerdict] {
    let network = try await SharedImagesNetwork.start(with: defects)
    var patience = Patience(repeating: 10_000_000_000)
    if !defects.isEmpty { patience.repeating = 300_000_000 }
    let evaluation = Evaluation(
      systems: network.systems, listeners: network.listeners,
      groups: [
        "imaging-documents", "communities", "shared-between-communities", "network-end-to-end", "clients",
        "publication-times",
      ],
      // Only who is late on purpose is held to a time.
      inputs: defects.isEmpty ? [:] : ["rows-publication-time": "2 s"], patience: patience)
    let verdicts = try await evaluation.verdicts(on: ids)
    await network.simulation.stop()
    return verdicts
  }
}
