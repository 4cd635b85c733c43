import DICOMNetwork
import Foundation
import HL7
import Inventory
import NIOCore
import Specification
import TransportSecurity

/// The service behind a port that is inspected: what a client says first, and what its answers mean.
enum TLSService {
  case dicom(called: String, calling: String)
  case http(host: String, path: String)
  /// Messages of HL7 v2 over MLLP.
  case messages
  /// A service to which nothing harmless can be said.
  case silent

  /// The first words of a client.
  var greeting: [UInt8] {
    switch self {
    case .dicom(let called, let calling):
      let contexts = AssociationRequest.contexts([("1.2.840.10008.1.1", ["1.2.840.10008.1.2"])])
      let request = AssociateRequest(
        calledAETitle: called, callingAETitle: calling, presentationContexts: contexts,
        userInformation: UserInformation([
          .maximumLength(16_384), .implementationClassUID(AssociationRequest.implementationClassUID),
        ]))
      return Array(PDUEncoder.encode(.associateRequest(request)).readableBytesView)
    case .http(let host, let path):
      return Array(
        "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nAccept: */*\r\nUser-Agent: assay\r\nConnection: close\r\n\r\n".utf8)
    case .messages:
      // A query of network management changes nothing, whoever takes it (HL7 v2.4 §14.3.1).
      let time = MessageTime.now()
      let message = [
        "MSH|^~\\&|||||\(time)||NMQ^N01^NMQ_N01|\(MessageNames.controlID())|P|2.4", "NCK|\(time)", "",
      ].joined(separator: "\r")
      return FrameBytes.frame(Array(message.utf8))
    case .silent: return []
    }
  }

  /// Whether first bytes are an answer of the service, whatever it says.
  func recognises(_ bytes: [UInt8]) -> Bool {
    switch self {
    // A-ASSOCIATE-AC, A-ASSOCIATE-RJ or A-ABORT (PS3.8 §9.3.1).
    case .dicom: bytes.count > 1 && [2, 3, 7].contains(bytes[0]) && bytes[1] == 0
    case .http: bytes.starts(with: Array("HTTP/".utf8))
    case .messages: bytes.first == FrameBytes.start
    case .silent: false
    }
  }

  var applicationProtocols: [String] { if case .http = self { ["h2", "http/1.1"] } else { [] } }

  // MARK: Meanings

  /// A word for what became of plain text.
  func reaction(toPlain reaction: TLSFindings.PlainReaction) -> String {
    switch reaction {
    case .closed: return "refused"
    case .silent: return "silent"
    case .answered(let bytes):
      guard recognises(bytes) else { return "refused" }
      guard case .http = self, let status = Self.status(bytes) else { return "served" }
      if (300...399).contains(status) {
        return String(decoding: bytes, as: UTF8.self).lowercased().contains("location: https://")
          ? "redirected" : "served"
      }
      // 400 is what web servers answer who expect TLS, 426 asks for an upgrade; 403 refuses in any case.
      return [400, 403, 426, 497].contains(status) ? "refused" : "served"
    }
  }

  /// A word for what became of a client; HTTP servers may refuse a certificate by a status.
  func reaction(
    toClient reaction: TLSFindings.ClientReaction, comparedWith ours: TLSFindings.ClientReaction?
  ) -> String {
    switch reaction {
    case .refused: return "refused"
    case .silent: return "silent"
    case .answered(let bytes):
      guard case .http = self, let status = Self.status(bytes) else { return "accepted" }
      if [495, 496].contains(status) { return "refused" }
      guard [400, 403].contains(status) else { return "accepted" }
      // A status that our own certificate gets too, or that says nothing of certificates, is about something else.
      if case .answered(let other)? = ours { return Self.status(other) == status ? "accepted" : "refused" }
      return String(decoding: bytes, as: UTF8.self).lowercased().contains("certificate") ? "refused" : "accepted"
    }
  }

  private static func status(_ bytes: [UInt8]) -> Int? {
    let words = bytes.prefix(16).split(separator: 0x20)
    return words.count > 1 ? Int(String(decoding: words[1].prefix(3), as: UTF8.self)) : nil
  }
}

/// A port to inspect, from the network file.
struct TLSEndpoint {
  var service: TLSService
  var target: InspectionTarget

  /// The port of one of the system's endpoints; nil where its address can't be read.
  init?(_ kind: EndpointProtocol, in context: StepContext) {
    let host: String
    let port: Int
    let tls: TLSSettings?
    switch context.system.endpoints[kind] {
    case .dicom(let endpoint)?:
      host = endpoint.host
      port = endpoint.port
      tls = endpoint.tls
      service = .dicom(
        called: endpoint.aeTitle, calling: endpoint.callingAETitle ?? context.callingAETitle)
    case .address(let endpoint)?:
      let isURL = endpoint.address.contains("://")
      guard let parts = URLComponents(string: isURL ? endpoint.address : "tcp://\(endpoint.address)"),
        let name = parts.host, let number = parts.port ?? (parts.scheme == "https" ? 443 : isURL ? 80 : nil)
      else { return nil }
      host = name.trimmingCharacters(in: ["[", "]"])
      port = number
      tls = endpoint.tls
      let path = parts.percentEncodedPath
      if isURL {
        service = .http(host: "\(name):\(number)", path: path.isEmpty ? "/" : path)
      } else {
        service = kind == .hl7 ? .messages : .silent
      }
    case nil: return nil
    }
    let folder = context.networkFolder
    func file(_ relative: String?) -> String? { relative.map { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" } }
    let service = service
    target = InspectionTarget(
      host: host, port: port, serverName: tls?.serverName, trustRootsFile: file(tls?.trust),
      clientCertificateFile: file(tls?.certificate), clientKeyFile: file(tls?.key), greeting: service.greeting,
      isService: { service.recognises($0) }, applicationProtocols: service.applicationProtocols)
  }
}
