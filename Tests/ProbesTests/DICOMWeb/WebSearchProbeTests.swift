import DICOM
import Evidence
import HTTPExchange
import Inventory
import Specification
import Synchronization
import TestPeers
import Testing

@testable import Probes

@Suite("dicomweb.search")
struct WebSearchProbeTests {
  @Test("Orthanc's answers equal those to C-FIND, at every resource and with every kind of matching")
  func orthanc() async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await bench.orthanc(holding: ["chest", "large"])
    let (chest, large) = (try bench.study("chest"), try bench.study("large"))
    let patient = chest.patient.nhsNumber
    func search(_ inputs: [String: Value]) async -> StepResult {
      await bench.perform(DICOMWebSearchProbe.self, inputs, web: orthanc.webURL)
    }
    func found(_ inputs: [String: Value], _ tag: DICOM.Tag) async -> Set<String>? {
      let result = await search(inputs)
      #expect(result.failure == nil && result.strings("warnings").isEmpty)
      #expect(result.records("findings").isEmpty, "\(result.records("findings"))")
      return result.matches(tag).map { Set($0) }
    }
    let all: Set = [chest.uid, large.uid]
    let keys: [[String: Value]] = [
      ["PatientID": .string(patient)], ["(0010,0020)": .string(patient)],
      ["StudyInstanceUID": .list([.uid(chest.uid), .uid(large.uid)])],
      ["PatientName": .string("\(chest.patient.name.prefix(4))*")],
      ["StudyDate": .string("20000101-\(chest.date)"), "PatientID": .string(patient)],
    ]
    for keys in keys {
      for naming in ["keyword", "tag"] {
        let web = await found(["keys": .record(keys), "attributes": .string(naming)], .studyInstanceUID)
        #expect(web == all, "\(keys)")
      }
    }
    let dimse = await bench.perform(
      DICOMFindProbe.self, ["keys": .record(["PatientID": .string(patient), "StudyInstanceUID": .string("")])],
      port: orthanc.process.port, aeTitle: Orthanc.aeTitle)
    #expect(dimse.matches(.studyInstanceUID).map { Set($0) } == all)
    let series = Set(chest.series.map(\.uid))
    let instances = Set(chest.series.flatMap(\.instances))
    let study: Value = .uid(chest.uid)
    #expect(await found(["resource": .string("series"), "study": study], .seriesInstanceUID) == series)
    #expect(
      await found(["resource": .string("series"), "keys": .record(["StudyInstanceUID": study])], .seriesInstanceUID)
        == series)
    #expect(await found(["resource": .string("instances"), "study": study], .sopInstanceUID) == instances)
    let first = chest.series[0]
    #expect(
      await found(["resource": .string("instances"), "study": study, "series": .uid(first.uid)], .sopInstanceUID)
        == Set(first.instances))
    #expect(await found(["keys": .record(["PatientID": .string("none")])], .studyInstanceUID) == [])
    // This version leaves percent-encoding in the values of the query.
    #expect(await found(["keys": .record(["PatientName": .string(chest.patient.name)])], .studyInstanceUID) == [])
    await bench.close()
  }

  @Test("Pages bring each result once and in one order")
  func pages() async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await bench.orthanc(holding: ["chest", "large"])
    let result = await bench.perform(
      DICOMWebSearchProbe.self,
      ["resource": .string("instances"), "page": .number(4), "walks": .number(2), "include": .list([.string("Rows")])],
      web: orthanc.webURL)
    #expect(result.failure == nil)
    #expect(result.matches(.sopInstanceUID)?.count == 6 && result.uids("repeated") == [])
    #expect(result.observation["page-sizes"] == .list([.number(4), .number(2), .number(0)]))
    #expect(result.observation["same-order"] == .boolean(true))
    #expect(result.transcript.entries.contains { $0.summary.contains("includefield=Rows&limit=4&offset=4") })
    await bench.close()
  }

  static func result(_ uid: String) -> String { #"{"0020000D":{"vr":"UI","Value":["\#(uid)"]}}"# }

  /// What a page answers that pays no heed to `offset`.
  @Test("A service without offset is caught, and does not go on for ever")
  func withoutOffset() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in
      [.answer(type: "application/dicom+json", "[\(Self.result("1.2")),\(Self.result("1.3"))]")]
    }
    let result = await bench.perform(DICOMWebSearchProbe.self, ["page": .number(2)], web: peer.url)
    #expect(result.uids("repeated") == ["1.2", "1.3"])
    #expect(peer.sightings.count == 2)
    await bench.close()
  }

  /// A page of results in an order, as the parameters of a request want it.
  private static func page(of order: [String], _ request: WebSighting) -> [WebAct] {
    func number(_ name: String) -> Int? {
      request.target.split(whereSeparator: { "?&".contains($0) }).first { $0.hasPrefix("\(name)=") }
        .flatMap { Int($0.dropFirst(name.count + 1)) }
    }
    let page = order.dropFirst(number("offset") ?? 0).prefix(number("limit") ?? .max)
    return [.answer(type: "application/dicom+json", "[\(page.map(result).joined(separator: ","))]")]
  }

  /// What is found after each walk that has begun.
  private static func walked(_ order: @escaping @Sendable (_ walk: Int) -> [String]) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let walks = Mutex(0)
    let peer = try await ScriptedWebPeer { request in
      let isBeginning = request.target.contains("limit=") && !request.target.contains("offset=")
      let walk = walks.withLock { walks in
        walks += isBeginning ? 1 : 0
        return walks
      }
      return page(of: order(walk), request)
    }
    let result = await bench.perform(
      DICOMWebSearchProbe.self, ["page": .number(2), "walks": .number(2)], web: peer.url)
    await bench.close()
    return result
  }

  @Test("A service that mixes its order is caught")
  func order() async throws {
    let result = try await Self.walked { walk in
      walk.isMultiple(of: 2) ? ["1.1", "1.2", "1.3"] : ["1.3", "1.1", "1.2"]
    }
    #expect(result.failure == nil && result.observation["same-order"] == .boolean(false))
  }

  @Test("What is delivered, withdrawn or moved once while pages are walked is waited for")
  func delivery() async throws {
    let further: [[String]] = [["1.1", "1.2", "1.3", "1.4"], ["1.1", "1.2"], ["1.2", "1.3", "1.1"]]
    for later in further {
      let result = try await Self.walked { walk in walk < 2 ? ["1.1", "1.2", "1.3"] : later }
      #expect(result.failure == nil && result.observation["same-order"] == .boolean(true), "\(later)")
      // What is told is what is there in the end.
      #expect(result.matches(.studyInstanceUID) == later && result.uids("repeated") == [], "\(later)")
    }
  }

  @Test("A service whose results go on changing is blamed for nothing, and nothing is said of its order")
  func changing() async throws {
    let result = try await Self.walked { walk in (1...(walk + 1)).map { "1.\($0)" } }
    #expect(result.failure?.blame == .network && result.word("outcome") == "failed")
    #expect(result.observation["same-order"] == nil)
  }

  static let answers: [(act: WebAct, outcome: String, blame: StepFailure.Blame?)] = [
    (.answer("204 No Content"), "completed", nil),
    (.answer("400 Bad Request", type: "text/plain", "no"), "completed", nil),
    (.answer(type: "application/dicom+json", "[]"), "completed", nil),
    (.answer(type: "application/json", "[]"), "completed", nil),
    (.answer(type: "text/html", "<html>Something went wrong</html>"), "malformed", .system),
    (.answer(type: "application/dicom+json", "{}"), "malformed", .system),
    (.answer(type: "application/dicom+json", #"[{"0020000D":"#), "malformed", .system),
    (.answer(type: "application/dicom+json", ""), "malformed", .system),
    (.answer("200 OK", [], body: Array("[]".utf8)), "malformed", .system),
    (.answer("401 Unauthorized", ["WWW-Authenticate: Basic"]), "refused", .configuration),
    (.answer("403 Forbidden"), "refused", .configuration), (.answer("503 Service Unavailable"), "refused", .network),
    (.answer("429 Too Many Requests"), "refused", .network), (.answer("502 Bad Gateway"), "refused", .network),
    (.answer("500 Internal Server Error"), "completed", nil),
    (.answer("302 Found", ["Location: /elsewhere"]), "completed", nil),
  ]

  @Test("Each answer has its outcome and its blame", arguments: answers)
  func answer(_ act: WebAct, _ outcome: String, _ blame: StepFailure.Blame?) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in [act] }
    let result = await bench.perform(DICOMWebSearchProbe.self, web: peer.url)
    #expect(result.word("outcome") == outcome && result.failure?.blame == blame, "\(result.failure as Any)")
    // Without results nothing about them can hold.
    let isRead = blame == nil && [200, 204].contains(result.number("status"))
    #expect((result.observation["matches"] != nil) == isRead)
    #expect(peer.sightings.count == 1)
    await bench.close()
  }

  @Test("Faults of the JSON model are findings, and what can be read is read")
  func findings() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in
      [
        .answer(
          type: "application/dicom+json",
          #"[{"00100010":{"vr":"PN","Value":["Doe"]},"0020000D":{"vr":"UI","Value":["1.2"]}}]"#)
      ]
    }
    let result = await bench.perform(DICOMWebSearchProbe.self, web: peer.url)
    #expect(result.failure == nil && result.matches(.studyInstanceUID) == ["1.2"])
    #expect(result.records("findings").first?["rule"] == .string("PS3.18 §F.2.3"))
    await bench.close()
  }

  @Test("A request that no standard knows is the harness's fault, and is not sent")
  func misuse() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in [.answer()] }
    let bad: [[String: Value]] = [
      ["series": .uid("1.2")], ["resource": .string("studies"), "study": .uid("1.2")],
      ["keys": .record(["NoSuchKeyword": .string("1")])],
      ["keys": .record(["PatientID": .list([.string("1"), .string("2")])])],
      ["page": .number(5), "limit": .number(5)], ["walks": .number(2)], ["accept": .string("a\r\nb: c")],
    ]
    for inputs in bad {
      let result = await bench.perform(DICOMWebSearchProbe.self, inputs, web: peer.url)
      #expect(result.failure?.blame == .harness, "\(inputs)")
    }
    #expect(peer.sightings.isEmpty)
    await bench.close()
  }

  @Test(
    "What goes wrong below HTTP's level is never a pass, and has the right blame", arguments: WebMisbehaviour.allCases)
  func misbehaviour(_ misbehaviour: WebMisbehaviour) async throws {
    let bench = try await ProbeBench(listens: false)
    let body = Array("[\(Self.result("1.2"))]".utf8)
    let peer = try await ScriptedWebPeer(misbehaviour, type: "application/dicom+json", body: body)
    let start = ContinuousClock.now
    let result = await bench.perform(DICOMWebSearchProbe.self, web: peer.url, seconds: 2)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(result.failure?.blame == misbehaviour.blame(), "\(misbehaviour): \(result.failure as Any)")
    #expect((result.observation["matches"] != nil) == (misbehaviour == .none))
    await bench.close()
  }
}
