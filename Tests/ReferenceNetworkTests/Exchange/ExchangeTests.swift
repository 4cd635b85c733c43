import DICOMNetwork
import Judgement
import NIOPosix
import Probes
import TestPeers
import Testing

@testable import ReferenceNetwork

/// Two sites whose archives exchange what they acquire, held against the scenarios across sites.
@Suite("Scenarios over two sites", .timeLimit(.minutes(3)))
struct ExchangeTests {
  /// The requirement that catches each defect.
  static let catching: [ExchangeDefect: String] = [
    .publishesNothing: "NET-001", .deliversNothing: "NET-001", .deliversOneLess: "MIG-001c", .keepsNotes: "OBJ-004",
    .losesIdentifiers: "OBJ-005c", .givesUp: "RES-003b", .altersPixels: "MIG-001c", .keepsReplacements: "OBJ-004a",
    .altersSomePixels: "MIG-001c",
  ]

  static let scenarios: Set<String> = ["NET-001", "OBJ-004", "OBJ-004a", "OBJ-005c", "RES-003b", "MIG-001c"]

  @Test("Each defect is caught by a scenario")
  func catalogue() {
    #expect(Set(Self.catching.keys) == Set(ExchangeDefect.allCases))
    #expect(Set(ExchangeDefect.allCases.map(\.sentence)).count == ExchangeDefect.allCases.count)
  }

  @Test("A sound exchange meets every scenario, from either site to the other")
  func sound() async throws {
    let verdicts = try await Self.verdicts(on: Self.scenarios, with: [])
    #expect(verdicts.count == Self.scenarios.count)
    for verdict in verdicts.values {
      #expect(verdict.state == .met && verdict.bindings.count == 2, "\(verdict.reasons)")
    }
  }

  @Test("A defect fails its scenario", arguments: ExchangeDefect.allCases)
  func caught(_ defect: ExchangeDefect) async throws {
    let id = try #require(Self.catching[defect])
    let verdict = try #require(try await Self.verdicts(on: [id], with: [defect])[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  @Test("Where nobody cuts the line, it is not known what a cut line does")
  func nobody() async throws {
    let verdict = try #require(try await Self.verdicts(on: ["RES-003b"], with: [], isAttended: false)["RES-003b"])
    #expect(verdict.state == .inconclusive, "\(verdict.reasons)")
    #expect(verdict.reasons.contains("Nobody was there"), "\(verdict.reasons)")
  }

  @Test(
    "Where the line is said to be cut and is not, or is not for long, nothing is shown, whatever the sites do",
    arguments: [(.claimed, []), (.claimed, [.givesUp]), (.undone, [])] as [(Deed, Set<ExchangeDefect>)])
  func untrue(_ deed: Deed, _ defects: Set<ExchangeDefect>) async throws {
    let verdict = try #require(try await Self.verdicts(on: ["RES-003b"], with: defects, deed: deed)["RES-003b"])
    #expect(verdict.state == .inconclusive, "\(verdict.reasons)")
    #expect(verdict.reasons.contains("The line between the two sites is cut, as the person"), "\(verdict.reasons)")
  }

  @Test("What replaces a rejected study is not missed by a defect that keeps other things back")
  func others() async throws {
    for defect in [ExchangeDefect.publishesNothing, .losesIdentifiers] {
      let verdict = try #require(try await Self.verdicts(on: ["OBJ-004a"], with: [defect])["OBJ-004a"])
      #expect(verdict.state == .met, "\(verdict.reasons)")
    }
  }

  /// What the person does who is asked to cut the line, and says to have done.
  enum Deed: Sendable {
    case done
    case claimed
    /// It is cut, and whole again soon after.
    case undone
  }

  /// The line between the sites, with a person who cuts and restores it.
  private actor Line: Attendant {
    private let ends: [(port: Int, target: Int)]
    private let deed: Deed
    private var relays: [LineRelay] = []

    init(_ ends: [(port: Int, target: Int)], deed: Deed) {
      self.ends = ends
      self.deed = deed
    }

    func restore() async throws {
      guard relays.isEmpty else { return }
      for end in ends {
        relays.append(
          try await LineRelay.start(
            host: "127.0.0.1", port: end.port, to: end.target, over: LineTraffic(SimulatedLine()),
            group: MultiThreadedEventLoopGroup.singleton))
      }
    }

    func cut() async {
      for relay in relays { await relay.stop() }
      relays = []
    }

    func attend(to request: OperatorRequest) async -> Attendance {
      if request.text.hasPrefix("Cut"), deed != .claimed {
        await cut()
        if deed == .undone {
          Task {
            try await Task.sleep(for: .seconds(1))
            try await restore()
          }
        }
      }
      if request.text.hasPrefix("Restore") {
        do { try await restore() } catch {
          return .answered(OperatorAnswer(word: .couldNot, name: "Tester", note: "\(error)"))
        }
      }
      return .answered(OperatorAnswer(word: .done, name: "Tester"))
    }
  }

  private static func verdicts(
    on ids: Set<String>, with defects: Set<ExchangeDefect>, isAttended: Bool = true, deed: Deed = .done
  ) async throws -> [String: RequirementVerdict] {
    var sharing = AffinityDomain.Settings()
    sharing.authorities = ["2.16.840.1.113883.2.1.4.1"]
    let domain = try await AffinityDomain.start(sharing)
    let address = try #require(domain.address(of: .sharing))
    var settings = ImagingExchange.Settings()
    settings.defects = defects
    settings.repository = address
    let exchange = ImagingExchange(settings)
    var archives: [ImageArchive] = []
    var ends: [(port: Int, target: Int)] = []
    for name in ["a", "b"] {
      var settings = ImageArchive.Settings()
      settings.aeTitle = "ARCHIVE_\(name.uppercased())"
      exchange.connect(&settings, as: name)
      let archive = try await ImageArchive.start(settings)
      archives.append(archive)
      let port = try PeerProcess.freePort()
      ends.append((port, archive.dicomPort))
      await exchange.add(
        .init(name: name, aeTitle: archive.aeTitle, address: DICOMAddress(host: "127.0.0.1", port: port)))
    }
    let line = Line(ends, deed: deed)
    try await line.restore()
    var evaluation = Evaluation(
      systems: zip(["a", "b"], archives).map { site, archive in
        Evaluation.System(
          site: site, roles: ["archive"],
          endpoints: [
            "dicom": "{host: 127.0.0.1, port: \(archive.dicomPort), ae-title: \(archive.aeTitle)}",
            "dicomweb": "{url: \"\(archive.webAddress)\"}",
          ])
      } + [
        Evaluation.System(
          id: "registry", site: "c", roles: ["document-registry", "document-repository"],
          endpoints: ["xds": "{url: \"\(address)\", repository-unique-id: \(domain.repositoryUniqueID)}"])
      ],
      groups: ["network-end-to-end", "dose-and-objects", "scenarios"],
      inputs: ["scenes-exit-studies": "12", "deed-look-time": deed == .undone ? "20 s" : "1 s"],
      patience: Patience(repeating: defects.isEmpty ? 20_000_000_000 : 1_500_000_000))
    if isAttended { evaluation.attendant = AttendantInTurn(line) }
    let verdicts = try await evaluation.verdicts(on: ids)
    await exchange.stop()
    await line.cut()
    for archive in archives { await archive.stop() }
    await domain.stop()
    return verdicts
  }
}
