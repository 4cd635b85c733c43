import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("The URI service by probes", .serialized, .timeLimit(.minutes(2)))
struct WebURIProbeTests {
  /// The six cases that are refused: identifiers that do not go together, and empty ones.
  static let exceptions: [(name: String, inputs: [String: Value])] = [
    ("unknown instance", ["object-uid": .string("2.25.404")]),
    ("another series", ["series-uid": .string("2.25.405")]),
    ("another study", ["study-uid": .string("2.25.406")]),
    ("empty study", ["study-uid": .string("")]),
    ("empty series", ["series-uid": .string("")]),
    ("both empty", ["study-uid": .string(""), "series-uid": .string("")]),
  ]

  private func ask(
    _ inputs: [String: Value], at peer: PeerProcess, on bench: ProbeBench
  ) async -> StepResult {
    let url = "http://127.0.0.1:\(peer.port)"
    return await bench.perform(
      DICOMWebURIProbe.self, inputs.merging(["study": .string("chest")]) { $1 },
      at: AddressEndpoint(protocolName: .dicomweb, address: url, settings: ["wado-uri": "\(url)/wado"]))
  }

  private func filled(defect: String? = nil) async throws -> (PeerProcess, ProbeBench) {
    let bench = try await ProbeBench(listens: false)
    let peer = try await OriginServer.start(defect: defect)
    let stored = await bench.perform(
      DICOMWebStoreProbe.self, ["study": .string("chest")], web: "http://127.0.0.1:\(peer.port)")
    #expect(stored.number("status") == 200)
    return (peer, bench)
  }

  private static func instance(_ result: StepResult) -> [String: Value]? {
    if case .record(let fields) = result.observation["instance"] { fields } else { nil }
  }

  @Test("A good server gives the file as it was sent, and a picture of the size asked for")
  func good() async throws {
    let (peer, bench) = try await filled()
    let file = await ask(
      ["content-type": .string("application/dicom"), "series": .number(2), "instance": .number(2)], at: peer, on: bench)
    #expect(file.failure == nil)
    #expect(file.number("status") == 200)
    #expect(file.word("format") == "dicom")
    #expect(file.observation["as-asked"] == .boolean(true))
    let instance = try #require(Self.instance(file))
    #expect(instance["sop-instance"] == .uid(try bench.study("chest").series[1].instances[1]))
    #expect(instance["unchanged"] == .boolean(true), "\(instance)")
    #expect(instance["pixels"] == .string("equal"))
    let picture = await ask(
      ["content-type": .string("image/jpeg"), "rows": .number(20), "columns": .number(30)], at: peer, on: bench)
    #expect(picture.word("format") == "jpeg")
    #expect(picture.number("rows") == 20)
    #expect(picture.number("columns") == 30)
    #expect(picture.observation["instance"] == nil)
    let other = await ask(["content-type": .string("video/mpeg")], at: peer, on: bench)
    #expect(other.number("status") == 406)
    let search = await ask(["request-type": .string("SEARCH")], at: peer, on: bench)
    #expect(search.number("status") == 400)
    await bench.close()
  }

  @Test("A good server refuses the six cases; one that looks at the instance only does not")
  func exceptions() async throws {
    for defect in [nil, "ignores-hierarchy"] {
      let (peer, bench) = try await filled(defect: defect)
      for exception in Self.exceptions {
        let result = await ask(
          exception.inputs.merging(["content-type": .string("application/dicom")]) { $1 }, at: peer, on: bench)
        let status = try #require(result.number("status"))
        #expect(result.failure == nil)
        let isRefused = defect == nil || exception.name == "unknown instance"
        #expect((400...499).contains(status) == isRefused, "\(exception.name): \(status)")
      }
      await bench.close()
    }
  }

  @Test("A defect of the server shows", arguments: ["wrong-object", "mislabels", "error-as-success", "truncates"])
  func defects(defect: String) async throws {
    let (peer, bench) = try await filled(defect: defect)
    let file = await ask(["content-type": .string("application/dicom")], at: peer, on: bench)
    switch defect {
    case "wrong-object":
      let instance = try #require(Self.instance(file))
      #expect(instance["sop-instance"] != .uid(try bench.study("chest").series[0].instances[0]))
      #expect(instance["unchanged"] == .boolean(false))
    case "truncates": #expect(Self.instance(file)?["fault"] != nil)
    case "mislabels":
      let picture = await ask(["content-type": .string("image/jpeg")], at: peer, on: bench)
      #expect(picture.word("media-type") == "image/jpeg")
      #expect(picture.word("format") == "png")
    default:
      let unknown = await ask(["object-uid": .string("2.25.404")], at: peer, on: bench)
      #expect(unknown.number("status") == 200)
      #expect(unknown.word("format") == "unknown")
    }
    await bench.close()
  }

  @Test("Orthanc gives files and pictures, and refuses what does not go together, but not what is empty")
  func orthanc() async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await Orthanc.start(settings: Orthanc.dicomWeb)
    let root = "http://127.0.0.1:\(orthanc.httpPort)"
    _ = await bench.perform(DICOMWebStoreProbe.self, ["study": .string("chest")], web: "\(root)/dicom-web")
    func ask(_ inputs: [String: Value]) async -> StepResult {
      await bench.perform(
        DICOMWebURIProbe.self, inputs.merging(["study": .string("chest")]) { $1 },
        at: AddressEndpoint(
          protocolName: .dicomweb, address: "\(root)/dicom-web", settings: ["wado-uri": "\(root)/wado"]))
    }
    let file = await ask(["content-type": .string("application/dicom")])
    #expect(Self.instance(file)?["unchanged"] == .boolean(true), "\(file.observation)")
    // It gives JPEG and says that it is PNG.
    let picture = await ask(["content-type": .string("image/jpeg")])
    #expect(picture.word("format") == "jpeg")
    #expect(picture.observation["as-asked"] == .boolean(false))
    for exception in Self.exceptions {
      let result = await ask(exception.inputs.merging(["content-type": .string("application/dicom")]) { $1 })
      #expect(result.number("status") == (exception.name.contains("empty") ? 200 : 404), "\(exception.name)")
    }
    orthanc.process.stop()
    await bench.close()
  }
}
