import DICOM
import Foundation
import HL7
import Inventory
import NIOPosix
import Specification
import TestPeers

@testable import Probes

/// One question of a protocol to the chaos peer: for one patient.
struct ChaosExchange: Sendable {
  static let protocols = ["dicom", "dicomweb", "fhir", "soap", "hl7"]
  /// The patient asked for.
  static let asked = "9990000018"

  var protocolName: String
  /// By which the peer knows what it does.
  var number = 0
  var host = "127.0.0.1"
  var port: Int

  /// Asks.
  func result(within deadline: Duration, on bench: ProbeBench) async -> StepResult {
    let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    let address = "http://\(place)/C\(number)"
    let seconds = deadline.components.seconds
    func ask(
      _ probe: any Probe.Type, _ inputs: [String: Value], _ name: EndpointProtocol, _ address: String,
      _ settings: [String: String] = [:]
    ) async -> StepResult {
      await bench.perform(
        probe, inputs, at: AddressEndpoint(protocolName: name, address: address, settings: settings), seconds: seconds)
    }
    switch protocolName {
    case "dicom":
      let endpoint = DICOMEndpoint(host: host, port: port, aeTitle: "C\(number)")
      return await bench.perform(
        DICOMFindProbe.self, ["keys": .record(["PatientID": .string(Self.asked), "StudyInstanceUID": .string("")])],
        at: endpoint, seconds: seconds)
    case "dicomweb":
      return await ask(
        DICOMWebSearchProbe.self, ["keys": .record(["PatientID": .string(Self.asked)])], .dicomweb,
        "\(address)/dicomweb")
    case "fhir":
      let parameters: Value = .list([.string("identifier=urn:x|\(Self.asked)")])
      return await ask(
        FHIRSearchProbe.self, ["type": .string("Patient"), "parameters": parameters], .fhir, "\(address)/fhir")
    case "soap":
      return await ask(
        XDSFindDocumentsProbe.self, ["patient": .string("\(Self.asked)^^^&1.2.3&ISO")], .xds, "\(address)/xds",
        ["repository-unique-id": "1.2.3.4"])
    default:
      let text =
        "MSH|^~\\&|||||20260601||QBP^Q22^QBP_Q21|M\(number)|P|2.5\rQPD|Q22|M\(number)|@PID.3.1^\(Self.asked)\rRCP|I\r"
      guard let message = try? MessageParser().parse(Array(text.utf8)) else { return .misuse("no message") }
      return await ask(
        HL7QueryProbe.self, ["message": .message(message)], .hl7, place, ["receiving-application": "C\(number)"])
    }
  }

  /// Whether an answer is one to the question: the patient asked for is in it and nobody else, and all went well.
  static func isRight(_ result: StepResult, of protocolName: String) -> Bool {
    switch protocolName {
    case "dicom": return result.word("status") == "success" && result.matches(.patientID) == [asked]
    case "dicomweb": return result.number("status") == 200 && result.matches(.patientID) == [asked]
    case "fhir":
      guard case .list(let values)? = result.observation["matches"], values.count == 1,
        case .resource(let patient)? = values.first
      else { return false }
      return result.number("status") == 200 && patient.root["identifier"]?.elements?.first?["value"]?.text == asked
    case "soap":
      return result.observation["answers-request"] == .boolean(true)
        && result.records("documents").map { $0["patientId"] } == [.string("\(asked)^^^&1.2.3&ISO")]
    default:
      guard case .record(let answer)? = result.observation["acknowledgement"],
        case .message(let message)? = answer["message"], answer["control-id-matches"] == .boolean(true),
        result.word("query-status") == "OK"
      else { return false }
      let found = message.segments("PID").map { String(decoding: $0.field(3)?.bytes.prefix(10) ?? [], as: UTF8.self) }
      return found == [asked]
    }
  }
}

extension ProbeBench {
  /// Performs a probe on a DICOM application entity wherever it is.
  fileprivate func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value], at endpoint: DICOMEndpoint, seconds: Int64
  ) async -> StepResult {
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"], endpoints: [.dicom: .dicom(endpoint)],
      permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    return await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: fixtures,
        network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])]),
        listeners: listeners, deadline: seconds * 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
  }
}
