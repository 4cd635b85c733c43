import DICOM
import Evidence
import FHIR
import Foundation
import HL7
import HTTPExchange
import Specification
import Testing

@testable import Probes

/// Secrets that a system gives back, on their way into the record.
@Suite("Secrets that are given back")
struct RunSecretsTests {
  private static let token = "tok/Zebra+finch=4711&\"so\""

  private func secrets(_ texts: String...) -> RunSecrets {
    let secrets = RunSecrets()
    for text in texts { secrets.add(Secret(text)) }
    return secrets
  }

  /// The token in each form in which content carries it.
  private static var forms: [String] {
    func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    let address =
      token.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? ""
    return [
      token, "<\(token)>", "x\(token)y", encoded(token), encoded("a" + token), encoded("ab" + token + "!"),
      encoded("user:" + token).replacing("+", with: "-").replacing("/", with: "_"), address,
      address.replacing("%2F", with: "%2f").replacing("%2B", with: "%2b").replacing("%3D", with: "%3d"),
      token.replacing("\"", with: "\\\""), token.replacing("\"", with: "\\\"").replacing("/", with: "\\/"),
      token.replacing("&", with: "&amp;").replacing("\"", with: "&quot;"),
    ]
  }

  @Test(
    "A secret is found in every form in which content carries it, and what stands beside it stays",
    arguments: Self.forms)
  func found(form: String) throws {
    let screened = secrets(Self.token).screened(["a": .record(["b": .list([.string("before \(form) behind")])])])
    guard case .record(let fields)? = screened["a"], case .list(let values)? = fields["b"],
      case .string(let text)? = values.first
    else { throw CancellationError() }
    #expect(text.contains("***") && text.hasPrefix("before ") && text.hasSuffix(" behind"), "\(text)")
    #expect(!text.contains("Zebra") && !text.contains("WmVicmE"), "\(text)")
  }

  @Test(
    "What is no secret stays as it came",
    arguments: ["", "tok", "Zebra", "a secretary", "open sesame!", "tok/Zebra+finch=4711", "orthancs", "x-orthanc2"])
  func kept(text: String) {
    let values: [String: Value] = ["text": .string(text), "number": .number(4_711)]
    #expect(secrets(Self.token, "secret", "orthanc").screened(values) == values)
  }

  @Test("A short secret is found where it stands by itself", arguments: ["secret", "a secret.", "user:secret@host"])
  func short(text: String) {
    #expect(secrets("secret").screened(["text": .string(text)]) != ["text": .string(text)])
  }

  @Test("Messages, resources and data sets stay what they are, without the secret")
  func contents() throws {
    let secrets = secrets("tok.Zebrafinch.4711")
    var item = DataSet()
    let comments = try #require(Tag(keyword: "PatientComments"))
    try item.set(comments, "seen tok.Zebrafinch.4711")
    var dataSet = DataSet()
    try dataSet.set(.studyDescription, "tok.Zebrafinch.4711")
    let sequence = try #require(Tag(keyword: "RequestAttributesSequence"))
    dataSet[sequence] = DataElement(tag: sequence, vr: .SQ, value: .items([item]))
    let message = try MessageParser().parse(
      Array("MSH|^~\\&|A|B|C|D|2026||ACK|1|P|2.5\rMSA|AA|1|tok.Zebrafinch.4711\r".utf8))
    let resource = try Resource(json: Array(#"{"resourceType": "Patient", "id": "tok.Zebrafinch.4711"}"#.utf8))
    let screened = secrets.screened(["d": .dataSet(dataSet), "m": .message(message), "r": .resource(resource)])
    guard case .dataSet(let left)? = screened["d"], case .message(let answer)? = screened["m"],
      case .resource(let patient)? = screened["r"]
    else { throw CancellationError() }
    #expect(left.string(.studyDescription) == "***")
    #expect(left.items(sequence)?.first?.string(comments) == "seen ***")
    #expect(String(decoding: answer.bytes, as: UTF8.self).contains("MSA|AA|1|***"))
    #expect(patient.root["id"]?.text == "***")
  }

  @Test(
    "Of a transcript the words, the details and the bytes are looked through, and a secret that is cut off at their end"
  )
  func transcript() throws {
    let content = Array("{\"t\": \"tok.Zebrafinch.4711\", \"u\": \"tok.Zebraf".utf8)
    let entry = Transcript.Entry(
      microseconds: 0, direction: .received, summary: "200 tok.Zebrafinch.4711", details: ["X: tok.Zebrafinch.4711"],
      length: content.count + 100, hex: Transcript.hexadecimal(content))
    let failure = StepFailure(blame: .system, message: "said tok.Zebrafinch.4711", advice: "ask tok.Zebrafinch.4711")
    let result = secrets("tok.Zebrafinch.4711").screened(
      StepResult(observation: [:], failure: failure, transcript: Transcript(entries: [entry])))
    let left = try #require(result.transcript.entries.first)
    #expect(left.summary == "200 ***" && left.details == ["X: ***"])
    let bytes = String(decoding: left.keptBytes, as: UTF8.self)
    #expect(bytes.utf8.count == content.count && !bytes.contains("Zebraf"), "\(bytes)")
    #expect(result.failure?.message == "said ***" && result.failure?.advice == "ask ***")
  }

  @Test("Each line of a private key's content is a secret by itself")
  func key() {
    let secrets = RunSecrets()
    secrets.add(
      lines:
        "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n")
    #expect(
      secrets.screened(["t": .string("MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg")]) == ["t": .string("***")])
    #expect(secrets.screened(["t": .string("BEGIN PRIVATE KEY")]) == ["t": .string("BEGIN PRIVATE KEY")])
  }
}
