import Specification
import TestPeers
import Testing

@testable import Probes

/// `dicom.misbehave` against peers whose answers are known from elsewhere, and against peers made to fail.
@Suite("Bad manners", .serialized)
struct MisbehaveProbeTests {
  /// Peers that other programs have tried the same acts on.
  enum Product: String, CaseIterable, Sendable {
    case orthanc, storescp, dcmqrscp, pynetdicom

    func start() async throws -> (process: PeerProcess, title: String) {
      switch self {
      case .orthanc: (try await Orthanc.start().process, Orthanc.aeTitle)
      case .storescp: (try await STORESCP.start(), "ANY")
      case .dcmqrscp: (try await DCMQRSCP.start(), DCMQRSCP.aeTitle)
      case .pynetdicom: (try await PynetdicomServices.start(), PynetdicomServices.aeTitle)
      }
    }
  }

  /// Answers seen with a program in Python that shares nothing with the harness: DCMTK 3.6.7, Orthanc 1.10.1,
  /// pynetdicom 3.0.4. A reset of the connection counts as its end.
  static let known: [(act: Misconduct, answers: [Product: MisconductAnswer])] = [
    (.unknownProtocolVersion, [.orthanc: .rejection, .storescp: .rejection, .pynetdicom: .rejection]),
    (.unknownApplicationContext, [.orthanc: .rejection, .storescp: .rejection, .pynetdicom: .acceptance]),
    (.dataBeforeAssociation, [.orthanc: .abort, .storescp: .abort, .pynetdicom: .abort]),
    (.releaseBeforeAssociation, [.orthanc: .abort, .storescp: .abort, .pynetdicom: .abort]),
    (.unknownPDU, [.orthanc: .closed, .storescp: .closed, .pynetdicom: .silence]),
    (.httpRequest, [.orthanc: .closed, .storescp: .closed, .pynetdicom: .abort]),
    (.requestLengthFourGigabytes, [.orthanc: .closed, .storescp: .closed, .pynetdicom: .silence]),
    (.secondRequest, [.orthanc: .abort, .storescp: .abort, .pynetdicom: .abort]),
    (.unknownCommand, [.orthanc: .abort, .storescp: .abort]),
    (.contextNotAccepted, [.orthanc: .abort, .storescp: .abort]),
    (.silence, [.orthanc: .silence, .storescp: .silence, .pynetdicom: .silence]),
  ]

  @Test(
    "Products answer as another program has seen them answer",
    arguments: [Product.orthanc, .storescp, .pynetdicom])
  func knownAnswers(product: Product) async throws {
    let bench = try await ProbeBench(listens: false)
    let (peer, title) = try await product.start()
    for (act, answers) in Self.known {
      guard let expected = answers[product] else { continue }
      let result = await Self.act(act, on: bench, port: peer.port, title: title)
      #expect(result.word("answer") == expected.rawValue, "\(act): \(result.failure?.message ?? "")")
      let good = try #require(act.goodAnswers)
      #expect(result.observation["proper"] == .boolean(good.contains(expected)), "\(act)")
      #expect(result.observation["alive-after"] == .boolean(true), "\(act): \(result.failure?.message ?? "")")
    }
  }

  @Test("No act brings down a product that is in use", arguments: [Product.orthanc, .storescp, .dcmqrscp])
  func survival(product: Product) async throws {
    let bench = try await ProbeBench(listens: false)
    let (peer, title) = try await product.start()
    for act in Misconduct.allCases {
      let result = await Self.act(act, on: bench, port: peer.port, title: title, milliseconds: 300)
      #expect(result.word("outcome") == "completed", "\(act): \(result.failure?.message ?? "")")
      #expect(result.observation["alive-before"] == .boolean(true), "\(act)")
      #expect(result.observation["alive-after"] == .boolean(true), "\(act): \(result.failure?.message ?? "")")
      #expect(result.failure == nil, "\(act)")
      #expect((result.observation["proper"] == nil) == (act.goodAnswers == nil), "\(act)")
    }
    #expect(peer.isRunning, "\(peer.output)")
  }

  @Test("A peer that dies of an act is blamed for it, and named with the act")
  func death() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await StressedPeer(.dies)
    let result = await Self.act(.secondRequest, on: bench, port: peer.port, title: "ANY")
    #expect(result.observation["alive-before"] == .boolean(true))
    #expect(result.observation["alive-after"] == .boolean(false))
    #expect(result.failure?.blame == .system)
    #expect(result.failure?.message.contains("second-request") == true)
    // The next act finds it dead, and blames it for nothing.
    let next = await Self.act(.unknownPDU, on: bench, port: peer.port, title: "ANY")
    #expect(next.failure?.blame == .network)
    #expect(next.observation["alive-before"] == .boolean(false) && next.observation["answer"] == nil)
    #expect(next.observation["alive-after"] == nil)
  }

  @Test("A peer that hangs after an act is blamed for it, and the step ends in time")
  func hanging() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await StressedPeer(.hangs)
    let start = ContinuousClock.now
    let result = await Self.act(.unknownPDU, on: bench, port: peer.port, title: "ANY")
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(result.word("answer") == "silence" && result.observation["proper"] == .boolean(false))
    #expect(result.observation["alive-beside"] == .boolean(false))
    #expect(result.observation["alive-after"] == .boolean(false) && result.failure?.blame == .system)
  }

  @Test("A peer that needs a moment to serve again is alive after the act, and the time is told")
  func recovery() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await StressedPeer(.pauses(milliseconds: 2_500))
    let result = await Self.act(.unknownPDU, on: bench, port: peer.port, title: "ANY")
    #expect(result.observation["alive-after"] == .boolean(true), "\(result.failure?.message ?? "")")
    #expect(result.failure == nil)
  }

  @Test("A peer that does as the standard has it passes", arguments: [Misconduct.unknownPDU, .secondRequest])
  func steadiness(act: Misconduct) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await StressedPeer(.steady)
    let result = await Self.act(act, on: bench, port: peer.port, title: "ANY")
    #expect(result.word("answer") == "abort" && result.observation["proper"] == .boolean(true))
    #expect(result.observation["alive-beside"] == .boolean(true))
    #expect(result.observation["alive-after"] == .boolean(true) && result.failure == nil)
  }

  @Test("A peer that takes anything is alive, and its answer is not proper")
  func gullibility() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await StressedPeer(.takesAnything)
    let result = await Self.act(.unknownCommand, on: bench, port: peer.port, title: "ANY")
    #expect(result.word("answer") == "success" && result.word("code") == "0000")
    #expect(result.observation["proper"] == .boolean(false))
    #expect(result.observation["alive-after"] == .boolean(true) && result.failure == nil)
  }

  @Test("A silent connection that keeps others from being served is seen, and only while it lasts")
  func blocking() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await StressedPeer(.servesOneAtATime)
    let silent = await Self.act(.silence, on: bench, port: peer.port, title: "ANY")
    #expect(silent.observation["alive-beside"] == .boolean(false))
    #expect(silent.observation["alive-after"] == .boolean(true))
    // An act that is answered ends its connection, and whoever waited is served.
    let answered = await Self.act(.secondRequest, on: bench, port: peer.port, title: "ANY")
    #expect(answered.observation["alive-beside"] == .boolean(true))
  }

  @Test("A step without the time that it has to wait is the harness's to refuse")
  func tooLittleTime() async throws {
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      DICOMMisbehaveProbe.self, ["act": .string("silence")], port: 9, aeTitle: "ANY", seconds: 30)
    #expect(result.failure?.blame == .harness && result.observation["alive-before"] == nil)
    let noStudy = await bench.perform(
      DICOMMisbehaveProbe.self, ["act": .string("truncated-data-set")], port: 9, aeTitle: "ANY", seconds: 30)
    #expect(noStudy.failure?.blame == .harness)
  }

  @Test("Explain tells every act with its good answers and its rule")
  func explanation() {
    let page = StepReference.text(DICOMMisbehaveDescription.description)
    for act in Misconduct.allCases { #expect(page.contains("    \(act.rawValue)\n"), "\(act)") }
    let words = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Good: abort, closed. [PS3.8 Table 9-10, Evt6 in Sta6: AA-8]"))
  }

  private static func act(
    _ act: Misconduct, on bench: ProbeBench, port: Int, title: String, milliseconds: Int64 = 1_000
  ) async -> StepResult {
    await bench.perform(
      DICOMMisbehaveProbe.self,
      [
        "act": .string(act.rawValue), "study": .string("absent"),
        "within": .duration(nanoseconds: milliseconds * 1_000_000),
        "beside-within": .duration(nanoseconds: milliseconds * 1_000_000),
      ], port: port, aeTitle: title, seconds: 20)
  }
}
