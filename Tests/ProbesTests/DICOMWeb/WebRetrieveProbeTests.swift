import DICOM
import Evidence
import Foundation
import NIOCore
import PixelCoding
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("dicomweb.retrieve")
struct WebRetrieveProbeTests {
  @Test("What Orthanc gives back of a study, a series and an instance is what it was given")
  func instances() async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await bench.orthanc(holding: ["chest"])
    let study = try bench.study("chest")
    let first = study.series[0]
    let scopes: [(inputs: [String: Value], expected: [String])] = [
      ([:], study.series.flatMap(\.instances)), (["series": .uid(first.uid)], first.instances),
      (["series": .uid(first.uid), "instance": .uid(first.instances[1])], [first.instances[1]]),
    ]
    for (inputs, expected) in scopes {
      let result = await bench.perform(
        DICOMWebRetrieveProbe.self, inputs.merging(["study": .uid(study.uid)]) { own, _ in own }, web: orthanc.webURL)
      #expect(result.failure == nil && result.number("status") == 200, "\(result.failure as Any)")
      #expect(result.uids("missing") == [] && result.uids("foreign") == [] && result.uids("repeated") == [])
      #expect(result.number("received") == expected.count)
      #expect(result.strings("faults").isEmpty, "\(result.strings("faults"))")
      for instance in result.records("instances") {
        #expect(instance["unchanged"] == .boolean(true) && instance["label"] == .string("right"), "\(instance)")
        #expect(instance["pixels"] == .string("equal") && instance["fault"] == nil)
      }
    }
    await bench.close()
  }

  @Test("Transfer syntaxes are asked for, and Orthanc's parts that do not state theirs are told")
  func transferSyntaxes() async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await bench.orthanc(holding: ["chest"])
    let study = try bench.study("chest")
    func retrieve(_ inputs: [String: Value]) async -> StepResult {
      await bench.perform(
        DICOMWebRetrieveProbe.self, inputs.merging(["study": .uid(study.uid)]) { own, _ in own }, web: orthanc.webURL)
    }
    let lossless = "1.2.840.10008.1.2.4.70"
    let jpeg = await retrieve(["transfer": .list([.uid(lossless)])])
    #expect(!jpeg.records("instances").isEmpty)
    for instance in jpeg.records("instances") {
      #expect(instance["transfer-syntax"] == .uid(lossless) && instance["label"] == .string("unstated"))
    }
    let any = await retrieve(["any-transfer": .boolean(true)])
    #expect(any.number("status") == 200 && any.uids("missing") == [])
    // 406 is due (PS3.18 §8.7.8.1).
    let none = await retrieve(["transfer": .list([.uid("1.2.3.4")])])
    #expect(none.number("status") == 400 && none.failure == nil && none.observation["instances"] == nil)
    await bench.close()
  }

  @Test("Metadata, bulk data, frames and rendered images of Orthanc are what was sent")
  func forms() async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await bench.orthanc(holding: ["chest"])
    let study = try bench.study("chest")
    let series = study.series[0]
    let instance: [String: Value] = [
      "study": .uid(study.uid), "series": .uid(series.uid), "instance": .uid(series.instances[0]),
    ]
    func retrieve(_ form: String, _ inputs: [String: Value] = [:]) async -> StepResult {
      let inputs = instance.merging(inputs) { _, own in own }.merging(["as": .string(form)]) { own, _ in own }
      let result = await bench.perform(DICOMWebRetrieveProbe.self, inputs, web: orthanc.webURL)
      #expect(result.failure == nil, "\(form): \(result.failure as Any)")
      return result
    }
    let metadata = await retrieve("metadata", ["resolve": .number(10), "gzip": .boolean(true)])
    #expect(metadata.word("content-coding") == "gzip")
    #expect(metadata.records("findings").isEmpty, "\(metadata.records("findings"))")
    #expect(metadata.matches(.sopInstanceUID, in: "metadata") == [series.instances[0]])
    #expect(metadata.records("instances").first?["changed"] == .list([]))
    #expect(metadata.records("instances").first?["removed"] == .list([]))
    let bulk = metadata.records("bulkdata")
    #expect(bulk.count == metadata.number("references") && !bulk.isEmpty)
    #expect(bulk.allSatisfy { $0["status"] == .number(200) && $0["pixels"] == .string("equal") }, "\(bulk)")
    let frame = await retrieve("frames", ["frames": .list([.number(1)])])
    #expect(frame.records("parts").map { $0["pixels"] } == [.string("equal")])
    let beyond = await retrieve("frames", ["frames": .list([.number(9)])])
    #expect(beyond.number("status") == 400 && beyond.observation["parts"] == nil)
    for type in ["image/jpeg", "image/png"] {
      let rendered = await retrieve("rendered", ["media-type": .string(type)])
      #expect(rendered.records("parts").map { $0["is-as-named"] } == [.boolean(true)])
    }
    #expect(await retrieve("thumbnail").number("status") == 404)
    let unknown = await bench.perform(
      DICOMWebRetrieveProbe.self, ["study": .uid("1.2.3.99")], web: orthanc.webURL)
    #expect(unknown.number("status") == 404 && unknown.failure == nil)
    await bench.close()
  }

  // MARK: Peers that go wrong

  static func part(_ type: String, _ bytes: [UInt8], boundary: String = "b") -> [UInt8] {
    Array("--\(boundary)\r\nContent-Type: \(type)\r\n\r\n".utf8) + bytes + Array("\r\n".utf8)
  }

  static func message(_ parts: [[UInt8]], end: String = "--b--\r\n", type: String = "application/dicom") -> WebAct {
    .answer(
      "200 OK", ["Content-Type: multipart/related; type=\"\(type)\"; boundary=b"],
      body: parts.flatMap { $0 } + Array(end.utf8))
  }

  static func file(_ instance: String, of study: SyntheticStudy, claiming syntax: TransferSyntax? = nil) throws
    -> [UInt8]
  {
    let dataSet = try #require(study.dataSet(of: instance))
    var file = try DICOMFile(
      dataSet, transferSyntax: .explicitVRLittleEndian, implementationClassUID: UID("1.2.826.0.1.3680043.2.1143"))
    if let syntax {
      var bytes = ByteBuffer(string: syntax.uid.value)
      if bytes.readableBytes % 2 == 1 { bytes.writeInteger(UInt8(0)) }
      file.metaInformation[.transferSyntaxUID] = DataElement(tag: .transferSyntaxUID, vr: .UI, value: .bytes(bytes))
    }
    return Array(try file.encoded().readableBytesView)
  }

  static func retrieve(_ act: WebAct, _ inputs: [String: Value] = [:], study: String = "absent") async throws
    -> StepResult
  {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in [act] }
    let result = await bench.perform(
      DICOMWebRetrieveProbe.self, ["study": .uid(try bench.study(study).uid)].merging(inputs) { _, own in own },
      web: peer.url)
    await bench.close()
    return result
  }

  @Test("A part under another transfer syntax than its file's is caught, and a right one is not")
  func labels() async throws {
    let study = try #require(ProbeBench.fixtures.studies["absent"])
    let file = try Self.file(study.series[0].instances[0], of: study)
    let cases = [
      ("application/dicom", "right"), ("application/dicom; transfer-syntax=1.2.840.10008.1.2.1", "right"),
      ("application/dicom; transfer-syntax=1.2.840.10008.1.2.4.70", "wrong"),
      ("application/dicom; transfer-syntax=\"1.2.840.10008.1.2.4.90\"", "wrong"),
    ]
    for (type, label) in cases {
      let result = try await Self.retrieve(Self.message([Self.part(type, file)]))
      #expect(result.failure == nil)
      #expect(result.records("instances").map { $0["label"] } == [.string(label)], "\(type)")
      #expect(result.records("instances").first?["unchanged"] == .boolean(true))
    }
  }

  @Test("Missing, foreign, repeated and broken instances are told")
  func account() async throws {
    let study = try #require(ProbeBench.fixtures.studies["chest"])
    let other = try #require(ProbeBench.fixtures.studies["absent"])
    let wanted = study.series.flatMap(\.instances)
    let files = try [
      Self.file(wanted[0], of: study), Self.file(wanted[0], of: study), Self.file(wanted[1], of: study),
      Self.file(other.series[0].instances[0], of: other), Array("no file at all".utf8),
    ]
    let result = try await Self.retrieve(
      Self.message(files.map { Self.part("application/dicom", $0) }), study: "chest")
    #expect(result.uids("missing") == Set(wanted[2...]) && result.uids("repeated") == [wanted[0]])
    #expect(result.uids("foreign") == Set(other.series[0].instances))
    #expect(result.number("received") == 5)
    #expect(result.records("instances").filter { $0["fault"] != nil }.count == 1)
  }

  @Test("Content that can't be read or was not asked for is the service's fault, never a pass")
  func unreadable() async throws {
    let study = try #require(ProbeBench.fixtures.studies["absent"])
    let good = Self.part("application/dicom", try Self.file(study.series[0].instances[0], of: study))
    let acts: [WebAct] = [
      Self.message([good], end: ""), Self.message([], end: "--b--\r\n"),
      Self.message([Self.part("application/dicom", [1], boundary: "x")]),
      .answer("200 OK", ["Content-Type: multipart/related; type=\"application/dicom\""], body: good),
      .answer("200 OK", [], body: good), .answer(type: "text/html", "<html>sign in</html>"),
      .answer(type: "application/json", "[]"), .answer(type: "multipart", "x"),
      Self.message([Self.part("text/plain", Array("sorry".utf8))]),
      .answer("206 Partial Content", ["Content-Type: text/plain"], body: [1, 2, 3]),
    ]
    for act in acts {
      let result = try await Self.retrieve(act)
      #expect(result.failure?.blame == .system && result.word("outcome") == "malformed", "\(act): \(result)")
      #expect(result.observation["instances"] == nil)
    }
  }

  @Test("Metadata that are no JSON of the model are the service's fault; its other faults are findings")
  func metadata() async throws {
    func metadata(_ type: String, _ text: String) async throws -> StepResult {
      try await Self.retrieve(.answer(type: type, text), ["as": .string("metadata")])
    }
    for (type, text) in [("text/html", "<html>"), ("application/dicom+json", "{}"), ("application/dicom+json", "[1")] {
      let result = try await metadata(type, text)
      #expect(result.failure?.blame == .system && result.observation["metadata"] == nil, "\(text)")
    }
    let result = try await metadata(
      "application/dicom+json", #"[{"00080018":{"vr":"UI","Value":["1.2"]},"00080016":{}}]"#)
    #expect(result.failure == nil && result.uids("foreign") == ["1.2"] && !result.records("findings").isEmpty)
  }

  @Test("Bulk data addresses lead nowhere but to the service")
  func elsewhere() async throws {
    let stranger = try await ScriptedWebPeer { _ in [.answer()] }
    let address = stranger.url + "/bulk"
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { request in
      request.target.hasSuffix("/metadata")
        ? [
          .answer(
            type: "application/dicom+json",
            """
            [{"00420011":{"vr":"OB","BulkDataURI":"\(address)"},"7FE00010":{"vr":"OW","BulkDataURI":"bulk/1"}}]
            """)
        ] : [.answer("200 OK", ["Content-Type: application/octet-stream"], body: [1, 2])]
    }
    let result = await bench.perform(
      DICOMWebRetrieveProbe.self, ["study": .uid("1.2"), "as": .string("metadata"), "resolve": .number(5)],
      web: peer.url + "/dicom-web")
    #expect(result.strings("elsewhere") == [address])
    #expect(result.records("bulkdata").map { $0["status"] } == [.number(200)])
    #expect(peer.sightings.last?.target == "/dicom-web/studies/1.2/bulk/1")
    #expect(stranger.sightings.isEmpty)
    let direct = await bench.perform(DICOMWebRetrieveProbe.self, ["url": .string(address)], web: peer.url)
    #expect(direct.failure?.blame == .harness && stranger.sightings.isEmpty)
    await bench.close()
  }

  /// What a service that keeps its images compressed gives for the pixel data of an instance, and how it labels that.
  private static func bulk(
    _ type: String, _ stream: [UInt8], refusesPlain: Bool = false
  ) async throws -> (bulk: [String: Value]?, requests: Int) {
    let study = try #require(ProbeBench.fixtures.studies["absent"])
    let instance = study.series[0].instances[0]
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { request in
      if request.target.hasSuffix("/metadata") {
        return [
          .answer(
            type: "application/dicom+json",
            """
            [{"00080018":{"vr":"UI","Value":["\(instance)"]},"7FE00010":{"vr":"OB","BulkDataURI":"bulk/1"}}]
            """)
        ]
      }
      let isPlain = !(request.fields["accept"] ?? "").contains("*")
      let essence = String(type.prefix { $0 != ";" })
      return isPlain && refusesPlain
        ? [.answer("406 Not Acceptable", [], body: [])] : [message([part(type, stream)], type: essence)]
    }
    let result = await bench.perform(
      DICOMWebRetrieveProbe.self, ["study": .uid(study.uid), "as": .string("metadata"), "resolve": .number(5)],
      web: peer.url + "/dicom-web")
    await bench.close()
    return (result.records("bulkdata").first, peer.sightings.count)
  }

  @Test("Bulk data that come compressed are decoded and compared; other pixels and what does not decode are told apart")
  func compressed() async throws {
    let study = try #require(ProbeBench.fixtures.studies["absent"])
    let sent = try #require(study.dataSet(of: study.series[0].instances[0]))
    func stream(_ dataSet: DataSet, _ syntax: String) throws -> [UInt8] {
      let coded = try dataSet.transcoded(from: .explicitVRLittleEndian, to: TransferSyntax(UID(syntax)))
      return try EncapsulatedFrames.read(coded, count: 1)[0]
    }
    var other = sent
    guard case .bytes(var pixels)? = other[.pixelData]?.value else { throw CancellationError() }
    let value = pixels.getInteger(at: pixels.readerIndex + 40, as: UInt8.self) ?? 0
    pixels.setInteger(value ^ 1, at: pixels.readerIndex + 40)
    other[.pixelData] = DataElement(tag: .pixelData, vr: .OW, value: .bytes(pixels))
    let lossless = try stream(sent, "1.2.840.10008.1.2.4.80")
    let cases: [(type: String, stream: [UInt8], word: String)] = [
      ("image/jls", lossless, "equal"), ("image/jls; transfer-syntax=1.2.840.10008.1.2.4.80", lossless, "equal"),
      ("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.80", lossless, "equal"),
      ("image/jpeg", try stream(sent, "1.2.840.10008.1.2.4.70"), "equal"),
      ("image/dicom-rle", try stream(sent, "1.2.840.10008.1.2.5"), "equal"),
      ("image/jls", try stream(other, "1.2.840.10008.1.2.4.80"), "different"),
      ("image/jls", Array(lossless.prefix(lossless.count / 2)), "not-compared"),
      ("image/unheard-of", lossless, "not-compared"),
    ]
    for (type, stream, word) in cases {
      let (bulk, requests) = try await Self.bulk(type, stream)
      #expect(bulk?["pixels"] == .string(word) && requests == 2, "\(type): \(bulk as Any)")
    }
    // Who has nothing uncompressed is asked for whatever there is.
    let (bulk, requests) = try await Self.bulk("image/jls", lossless, refusesPlain: true)
    #expect(bulk?["pixels"] == .string("equal") && bulk?["status"] == .number(200) && requests == 3, "\(bulk as Any)")
  }

  @Test("An image that is not what its media type says is told")
  func images() async throws {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    for (type, isRight) in [("image/png", true), ("image/jpeg", false)] {
      let result = try await Self.retrieve(
        .answer("200 OK", ["Content-Type: \(type)"], body: png),
        ["as": .string("rendered"), "accept": .string("image/*")])
      #expect(result.records("parts").map { $0["is-as-named"] } == [.boolean(isRight)])
      #expect(result.failure == nil)
    }
  }

  @Test("Ranges and the coding gzip are asked for, and what comes of them is seen")
  func ranges() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await ScriptedWebPeer { _ in
      [
        .answer(
          "206 Partial Content",
          ["Content-Type: application/octet-stream", "Content-Range: bytes 0-99/512", "Content-Encoding: gzip"],
          body: GzipBytes.member(zeros: 100))
      ]
    }
    let result = await bench.perform(
      DICOMWebRetrieveProbe.self,
      [
        "url": .string(peer.url + "/bulk/1"), "as": .string("bulkdata"), "range": .string("bytes=0-99"),
        "gzip": .boolean(true),
      ],
      web: peer.url)
    #expect(result.failure == nil && result.number("status") == 206)
    #expect(result.word("content-range") == "bytes 0-99/512" && result.word("content-coding") == "gzip")
    #expect(result.records("parts").map { $0["bytes"] } == [.size(bytes: 100)])
    #expect(peer.sightings.first?.fields["range"] == "bytes=0-99")
    #expect(peer.sightings.first?.fields["accept-encoding"] == "gzip")
    await bench.close()
  }

  @Test("A frame with other pixels is told")
  func frames() async throws {
    let study = try #require(ProbeBench.fixtures.studies["absent"])
    let series = study.series[0]
    let pixels = Array(try #require(study.frame(1, of: series.instances[0])).readableBytesView)
    let inputs: [String: Value] = [
      "as": .string("frames"), "series": .uid(series.uid), "instance": .uid(series.instances[0]),
      "frames": .list([.number(1)]),
    ]
    for (bytes, word) in [
      (pixels, "equal"), (pixels.map { $0 ^ 1 }, "different"), (Array(pixels.dropLast()), "different"),
    ] {
      let act = Self.message([Self.part("application/octet-stream", bytes)], type: "application/octet-stream")
      let result = try await Self.retrieve(act, inputs)
      #expect(result.records("parts").map { $0["pixels"] } == [.string(word)])
    }
  }
}
