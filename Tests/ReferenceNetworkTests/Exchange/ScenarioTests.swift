import Foundation
import Judgement
import Probes
import ReferenceNetwork
import TestPeers
import Testing

/// Scenarios at one site, from both sides.
@Suite("Scenarios at one site", .timeLimit(.minutes(3)))
struct ScenarioTests {
  /// Says of everything that it is done.
  private struct Obliging: Attendant {
    func attend(to request: OperatorRequest) async -> Attendance {
      .answered(OperatorAnswer(word: .done, name: "Tester"))
    }
  }

  @Test("Fifty races are all decided by a scheduler that locks, and not by one that shares claims")
  func races() async throws {
    for (defects, isMet) in [([], true), ([.upsSharesClaims], false)] as [(Set<BrokerDefect>, Bool)] {
      var settings = Broker.Settings()
      settings.defects = defects
      let broker = try await Broker.start(settings)
      let evaluation = Evaluation(
        systems: [
          .init(
            roles: ["scheduler"],
            endpoints: ["dicom": "{host: 127.0.0.1, port: \(broker.dicomPort), ae-title: \(broker.aeTitle)}"])
        ], groups: ["scenarios"])
      let verdict = try #require(try await evaluation.verdicts(on: ["WKL-002c"])["WKL-002c"])
      #expect(isMet ? verdict.state == .met : verdict.notices, "\(verdict.reasons)")
      await broker.stop()
    }
  }

  @Test(
    "Of 200 objects one that keeps an identifier is found",
    arguments: [([], true), (["one"], false)] as [([String], Bool)])
  func cohort(leaving: [String], isMet: Bool) async throws {
    let port = try PeerProcess.freePort()
    let gateway = try await Deidentifier.start(leaving: leaving, exportTo: port, "ASSAY")
    var evaluation = Evaluation(
      systems: [
        .init(
          roles: ["gateway"],
          endpoints: ["dicom": "{host: 127.0.0.1, port: \(gateway.port), ae-title: \(Deidentifier.aeTitle)}"])
      ],
      listeners: "listeners: [{ae-title: ASSAY, host: 127.0.0.1, port: \(port)}]", groups: ["scenarios"],
      patience: Patience(arrival: 60_000_000_000))
    evaluation.seed = "3"
    let verdict = try #require(try await evaluation.verdicts(on: ["RSR-002d"])["RSR-002d"])
    #expect(isMet ? verdict.state == .met : verdict.notices, "\(verdict.reasons)")
    withExtendedLifetime(gateway) {}
  }

  /// Writes the NHS number that it is asked to list into the file that the gateway looks up.
  private struct Listing: Attendant {
    let file: URL

    func attend(to request: OperatorRequest) async -> Attendance {
      guard let number = request.text.firstMatch(of: #/NHS number (\d{10})/#)?.output.1,
        (try? Data("\(number)\n".utf8).write(to: file)) != nil
      else { return .answered(OperatorAnswer(word: .couldNot, name: "Tester")) }
      return .answered(OperatorAnswer(word: .done, name: "Tester"))
    }
  }

  @Test(
    "Who opted out is kept back by a gateway that looks that up, and not by one that does not",
    arguments: [([], true), (["opt-outs"], false)] as [([String], Bool)])
  func optOuts(leaving: [String], isMet: Bool) async throws {
    let port = try PeerProcess.freePort()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("opt-outs-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let gateway = try await Deidentifier.start(leaving: leaving, exportTo: port, "ASSAY", optOuts: file.path)
    let evaluation = Evaluation(
      systems: [
        .init(
          roles: ["gateway"],
          endpoints: ["dicom": "{host: 127.0.0.1, port: \(gateway.port), ae-title: \(Deidentifier.aeTitle)}"])
      ],
      listeners: "listeners: [{ae-title: ASSAY, host: 127.0.0.1, port: \(port)}]", groups: ["scenarios"],
      inputs: ["opt-out-wait": "5 s"], patience: Patience(arrival: 60_000_000_000),
      attendant: AttendantInTurn(Listing(file: file)))
    let verdict = try #require(try await evaluation.verdicts(on: ["RSR-005b"])["RSR-005b"])
    #expect(isMet ? verdict.state == .met : verdict.notices, "\(verdict.reasons)")
    withExtendedLifetime(gateway) {}
  }

  @Test("A gateway answers queries by identifier with its community, and one that names none is noticed")
  func gatewayQueries() async throws {
    for (defects, isMet) in [([], true), ([.namesNoCommunity], false)] as [(Set<GatewayDefect>, Bool)] {
      var settings = AffinityDomain.Settings()
      settings.authorities = ["2.16.840.1.113883.2.1.4.1"]
      settings.gatewayDefects = defects
      let domain = try await AffinityDomain.start(settings)
      let sharing = try #require(domain.address(of: .sharing))
      let gateway = try #require(domain.address(of: .gateway))
      let evaluation = Evaluation(
        systems: [
          .init(
            roles: ["responding-gateway"],
            endpoints: [
              "xds": "{url: \"\(sharing)\", repository-unique-id: \(domain.repositoryUniqueID)}",
              "xca": "{url: \"\(gateway)\", home-community-id: \(domain.homeCommunityID.dropFirst(8))}",
            ])
        ], groups: ["gateway-queries"])
      let verdict = try #require(try await evaluation.verdicts(on: ["XCA-002d"])["XCA-002d"])
      #expect(isMet ? verdict.state == .met : verdict.notices, "\(verdict.reasons)")
      await domain.stop()
    }
  }

  @Test("With AI off an archive goes on or does not, and without a person nobody knows")
  func unaided() async throws {
    let archive = try await ImageArchive.start()
    var losing = ImageArchive.Settings()
    losing.defects = [.storeLosesInstances]
    let loser = try await ImageArchive.start(losing)
    func state(_ archive: ImageArchive, _ attendant: any Attendant) async throws -> RequirementState {
      let evaluation = Evaluation(
        systems: [
          .init(
            roles: ["archive"],
            endpoints: ["dicom": "{host: 127.0.0.1, port: \(archive.dicomPort), ae-title: \(archive.aeTitle)}"])
        ], groups: ["scenarios"], attendant: attendant)
      return try #require(try await evaluation.verdicts(on: ["AIW-003b"])["AIW-003b"]).state
    }
    #expect(try await state(archive, Obliging()) == .met)
    #expect(try await state(loser, Obliging()) == .notMet)
    #expect(try await state(loser, NobodyPresent()) == .inconclusive)
    await archive.stop()
    await loser.stop()
  }

  /// Switches an AI service off and on, or only says so.
  private actor Switching: Attendant {
    private let service: ImageArchive
    private let isTrue: Bool

    init(_ service: ImageArchive, isTrue: Bool) {
      self.service = service
      self.isTrue = isTrue
    }

    func attend(to request: OperatorRequest) async -> Attendance {
      if isTrue, request.deed == .switchOffAI { await service.stop() }
      return .answered(OperatorAnswer(word: .done, name: "Tester"))
    }
  }

  @Test(
    "An AI service that answers after it was said to be off, or not before, leaves it open; one that falls silent does not",
    arguments: [(true, true, "met"), (true, false, "inconclusive"), (false, true, "inconclusive")])
  func service(isUp: Bool, isTrue: Bool, state: String) async throws {
    let archive = try await ImageArchive.start()
    let service = try await ImageArchive.start()
    if !isUp { await service.stop() }
    let evaluation = Evaluation(
      systems: [
        .init(
          roles: ["archive"],
          endpoints: ["dicom": "{host: 127.0.0.1, port: \(archive.dicomPort), ae-title: \(archive.aeTitle)}"]),
        .init(
          id: "ai", roles: ["ai-service"],
          endpoints: ["dicom": "{host: 127.0.0.1, port: \(service.dicomPort), ae-title: \(service.aeTitle)}"]),
      ], groups: ["scenarios"], attendant: Switching(service, isTrue: isTrue))
    let verdict = try #require(try await evaluation.verdicts(on: ["AIW-003b"])["AIW-003b"])
    #expect(verdict.state.rawValue == state, "\(verdict.reasons)")
    if state != "met" { #expect(verdict.reasons.contains("It shows nothing"), "\(verdict.reasons)") }
    if isUp, !isTrue { await service.stop() }
    await archive.stop()
  }
}
