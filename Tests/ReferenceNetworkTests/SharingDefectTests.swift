import Judgement
import TestPeers
import Testing

@testable import ReferenceNetwork

/// Every defect of the affinity domain is caught by a requirement of the bundled specification, and the domain without
/// defects meets them all.
@Suite("Defects of sharing", .timeLimit(.minutes(5)))
struct SharingDefectTests {
  /// A defect by its name, and the requirement that catches it.
  struct Caught: Sendable, CustomTestStringConvertible {
    var name: String
    var requirement: String
    var testDescription: String { name }
  }

  /// The requirement that catches each, by the part of its name after the actor.
  static let catching: [String: [String: [String]]] = [
    "SEC-004a": [
      "audit": [
        "loses-retrievals", "loses-queries", "loses-submissions",
      ]
    ],
    "SEC-004b": [
      "audit": [
        "miscodes-events", "calls-refusals-successes", "names-no-access-points", "names-no-patient",
        "names-no-documents", "breaks-schema",
      ]
    ],
    "SEC-004d": [
      "audit": [
        "quotes-submissions"
      ]
    ],
    "XCA-002a": [
      "repository": [
        "provide.states-other-repository"
      ],
      "gateway": [
        "names-no-community"
      ],
    ],
    "XCA-002b": [
      "repository": [
        "retrieve.fails-in-part"
      ],
      "gateway": [
        "answers-for-others", "takes-unnamed-community", "places-no-errors",
      ],
    ],
    "XDS-004b": [
      "registry": [
        "register.takes-wrong-times"
      ]
    ],
    "XDS-007i": ["registry": ["register.loses-extra-metadata"]],
    "XDS-007j": ["registry": ["query.cuts-long-answers"]],
    "XDS-016b": ["repository": ["provide.drops-relations", "provide.refuses-named-recipients"]],
    "XDS-012d": ["registry": ["change.takes-other-patients-versions"]],
    "XDS-012e": ["registry": ["change.leaves-objects-alone"]],
    "XDS-007d": [
      "registry": [
        "query.mixes-patients"
      ]
    ],
    "XDS-007g": [
      "registry": [
        "register.takes-other-sizes", "register.takes-double-ids",
      ]
    ],
    "XDS-012b": [
      "registry": [
        "change.removes-referred-to"
      ],
      "repository": [
        "remove.keeps-content"
      ],
    ],
    "XDS-012c": [
      "registry": [
        "change.loses-versions", "change.takes-stale-versions",
      ]
    ],
    "XDS-005a": [
      "registry": [
        "query.ignores-type"
      ]
    ],
    "XDS-006a": [
      "registry": [
        "query.ignores-references", "register.loses-references",
      ]
    ],
    "XDS-007a": [
      "registry": [
        "query.ignores-patient", "query.ignores-class", "query.ignores-event", "query.ignores-service-time",
        "query.fails-empty", "query.ignores-reference-return", "query.ignores-whole-return",
        "register.loses-submissions",
      ],
      "soap": [
        "answers-in-soap-1-1", "names-no-request", "names-other-request", "faults-always", "breaks-markup",
        "invents-status",
      ],
    ],
    "XDS-007b": [
      "registry": [
        "query.answers-unknown", "query.miscodes-unknown", "query.answers-without-patient",
        "query.answers-without-status", "query.miscodes-missing-parameters", "register.takes-incomplete",
        "register.takes-other-content", "register.takes-strangers", "register.miscodes-strangers",
      ],
      "repository": [
        "provide.hides-refusals"
      ],
    ],
    "XDS-007k": [
      "repository": [
        "provide.takes-missing-documents", "provide.miscodes-missing-documents", "provide.takes-stray-documents",
        "provide.miscodes-stray-documents",
      ]
    ],
    "XDS-007c": [
      "registry": [
        "query.loses-associations"
      ]
    ],
    "XDS-007h": [
      "registry": [
        "register.takes-other-patients"
      ]
    ],
    "XDS-004a": ["registry": ["register.loses-titles"]],
    "XDS-007e": ["registry": ["query.answers-for-first-patient"]],
    "XDS-007l": ["soap": ["ignores-reply-address"]],
    "XDS-007f": ["registry": ["query.ignores-kind"]],
    "XDS-008c": ["repository": ["retrieve.guesses-media-type"]],
    "XDS-011c": ["registry": ["register.keeps-folder-times"]],
    "XDS-011d": ["registry": ["lifecycle.miscodes-other-patients"]],
    "XDS-012a": ["registry": ["change.keeps-withdrawn"]],
    "XDS-008a": [
      "repository": [
        "provide.states-wrong-hash", "provide.states-wrong-size", "retrieve.truncates", "retrieve.alters",
        "retrieve.gives-first", "retrieve.gives-twice", "retrieve.names-no-document", "retrieve.gives-inline",
        "retrieve.succeeds-without-document", "retrieve.miscodes-unknown-document", "retrieve.answers-for-others",
        "retrieve.miscodes-other-repository",
      ],
      "soap": [
        "answers-unpacked", "mislabels-root", "mislabels-boundary", "loses-attachments",
      ],
    ],
    "XDS-011a": [
      "registry": [
        "query.ignores-status", "lifecycle.keeps-replaced", "lifecycle.deletes-replaced",
        "lifecycle.loses-replacements", "lifecycle.deprecates-appended",
      ]
    ],
    "XDS-011b": [
      "registry": [
        "register.takes-unresolved", "lifecycle.takes-deprecated",
      ]
    ],
  ]

  static let all: [Caught] = catching.flatMap { id, actors in
    actors.flatMap { actor, names in names.map { Caught(name: "\(actor).\($0)", requirement: id) } }
  }.sorted { $0.name < $1.name }

  /// What the proof of the whole specification alone tries: to wait for what is late takes long, and this network has no feed over
  /// HL7 v2 and takes audit messages over TCP alone.
  private static let ofTheProof: Set<String> = [
    "gateway.answers-late", "registry.feed.refuses-patients", "registry.feed.ignores-merges",
    "registry.feed.takes-for-subsumed-patients", "audit.ends-messages-by-line-feed",
  ]

  @Test("Each defect has a requirement")
  func complete() {
    let actors = [
      RegistryDefect.actor, RepositoryDefect.actor, GatewayDefect.actor, CarriageDefect.actor, AuditDefect.actor,
    ]
    let names = DefectCatalogue.entries.filter { actors.contains($0.actor) }.map(\.name)
    #expect(Set(Self.all.map(\.name)).union(Self.ofTheProof) == Set(names))
  }

  @Test("Who keeps every rule meets every requirement")
  func conformant() async throws {
    let verdicts = try await Self.verdicts(on: Set(Self.catching.keys), with: [])
    #expect(verdicts.count == Self.catching.count)
    for verdict in verdicts.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
  }

  @Test("A defect fails the requirement that is to catch it", arguments: all)
  func caught(_ defect: Caught) async throws {
    let id = defect.requirement
    let verdict = try #require(try await Self.verdicts(on: [id], with: [defect.name])[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  private static func verdicts(
    on ids: Set<String>, with defects: Set<String>
  ) async throws -> [String: RequirementVerdict] {
    let audits = try PeerProcess.freePort()
    let replies = try PeerProcess.freePort()
    let system = SimulatedSystem(
      site: "a", id: "domain",
      roles: ["document-registry", "document-repository", "document-recipient", "responding-gateway"],
      endpoints: [
        SimulatedEndpoint(
          kind: .xds, host: "127.0.0.1", port: 0, path: "/xds", settings: ["repository-unique-id": "2.25.7"]),
        SimulatedEndpoint(
          kind: .xca, host: "127.0.0.1", port: 0, path: "/xca", settings: ["home-community-id": "2.25.8"]),
      ])
    let simulation = try await Simulation.start(
      SimulatedNetwork(
        sites: [SimulatedSite(id: "a", systems: [system])],
        receivers: [SimulatedReceiver(kind: .audits(overUDP: false), host: "127.0.0.1", port: audits)]),
      defects: defects)
    var endpoints: [String: String] = [:]
    for place in simulation.served {
      let address = "http://127.0.0.1:\(place.endpoint.port)\(place.endpoint.path)"
      let setting =
        place.endpoint.kind == .xds ? "repository-unique-id: 2.25.7" : "home-community-id: 2.25.8"
      endpoints[place.endpoint.kind.rawValue] = "{url: \"\(address)\", \(setting)}"
    }
    let evaluation = Evaluation(
      systems: [Evaluation.System(site: "a", roles: system.roles.sorted(), endpoints: endpoints)],
      listeners: """
        audit-listeners:
          - {id: audit, host: 127.0.0.1, port: \(audits), transport: tcp}
        soap-listeners:
          - {id: replies, host: 127.0.0.1, port: \(replies), plays: [cross-reference-consumer]}
        """,
      groups: ["sharing", "registry-refusals", "imaging-documents", "communities", "audit"],
      patience: Patience(repeating: 200_000_000, arrival: 1_000_000_000))
    let verdicts = try await evaluation.verdicts(on: ids)
    await simulation.stop()
    return verdicts
  }
}
