import DICOM
import Specification

/// Reads where a system is reached, by protocol.
struct EndpointReader {
  let log: DiagnosticLog

  func endpoints(_ reader: FormReader) -> [EndpointProtocol: Endpoint] {
    var endpoints: [EndpointProtocol: Endpoint] = [:]
    for name in EndpointProtocol.allCases {
      guard let form = reader.form(name.rawValue) else { continue }
      endpoints[name] = name == .dicom ? dicom(form) : .address(address(form, name))
    }
    return endpoints
  }

  private func dicom(_ reader: FormReader) -> Endpoint {
    .dicom(
      DICOMEndpoint(
        host: host(reader) ?? "", port: reader.integer("port") ?? 0,
        aeTitle: reader.applicationEntityTitle("ae-title", log: log) ?? "",
        callingAETitle: reader.applicationEntityTitle("calling-ae-title", log: log), tls: tls(reader)))
  }

  private func address(_ reader: FormReader, _ name: EndpointProtocol) -> AddressEndpoint {
    var endpoint = AddressEndpoint(protocolName: name, address: "")
    if reader.form.key("tls") != nil { endpoint.tls = tls(reader) }
    if reader.form.key("authorization") != nil, let form = reader.form("authorization") {
      endpoint.authorization = authorization(form)
    }
    if reader.form.key("url") != nil {
      endpoint.address = url(reader, hasTLS: endpoint.tls != nil) ?? ""
    } else if let host = host(reader), let port = reader.integer("port") {
      endpoint.address = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
    for key in reader.form.keys where !["host", "port", "url", "tls", "authorization"].contains(key.name) {
      endpoint.settings[key.name] = reader.text(key.name)
    }
    if reader.form.key("wado-uri") != nil { _ = url(reader, hasTLS: endpoint.tls != nil, key: "wado-uri") }
    for key in ["repository-unique-id", "home-community-id", "device-id", "sending-device-id"] {
      guard let identifier = endpoint.settings[key], !UID(identifier).isValid || UID(identifier).value != identifier
      else { continue }
      log.error(
        InventoryRule.objectIdentifier, at: reader.span(of: key), "`\(identifier)` is not an OID",
        hint: "digits and dots alone, such as `1.2.826.0.1`")
    }
    return endpoint
  }

  /// The host under `host`.
  func host(_ reader: FormReader) -> String? {
    guard let host = reader.text("host"), !host.allSatisfy(\.isWhitespace) else { return nil }
    if !WrittenForm.isHost(host) {
      log.error(
        InventoryRule.hostName, at: reader.span(of: "host"), "`\(host)` is not a host name or an address",
        hint: "the name or address alone, without scheme, port or brackets")
    }
    return host
  }

  /// The web address under a key.
  func url(_ reader: FormReader, hasTLS: Bool = false, key: String = "url") -> String? {
    guard let url = reader.text(key), !url.allSatisfy(\.isWhitespace) else { return nil }
    switch WrittenForm.webAddress(url) {
    case nil:
      log.error(
        InventoryRule.address, at: reader.span(of: key), "`\(key)` must be an `http` or `https` address with a host",
        hint: "such as `https://archive.example.org/dicom-web`")
    case .withCredentials:
      log.error(
        InventoryRule.addressCredentials, at: reader.span(of: key), "`\(key)` must not hold a user name or a password",
        hint: "files are kept and shown in reports; take it out")
    case .plain:
      if hasTLS {
        log.error(
          InventoryRule.unusedTLS, at: reader.span(of: "tls"), "an `http` address has no TLS",
          hint: "write `https` in `url`, or take `tls` out")
      }
    case .secure: break
    }
    return url
  }

  private func tls(_ reader: FormReader) -> TLSSettings? {
    guard let tls = reader.form("tls") else { return nil }
    let settings = TLSSettings(
      trust: tls.text("trust"), certificate: tls.text("certificate"), key: tls.text("key"),
      serverName: tls.text("server-name"))
    if (settings.certificate == nil) != (settings.key == nil) {
      let (there, missing) = settings.key == nil ? ("certificate", "key") : ("key", "certificate")
      log.error(
        InventoryRule.certificateWithoutKey, at: tls.span(of: there), "`\(there)` stands without `\(missing)`",
        hint: "mutual authentication needs both")
    }
    return settings
  }
}

extension FormReader {
  /// An application entity title (PS3.5 §6.2, AE).
  func applicationEntityTitle(_ key: String, log: DiagnosticLog) -> String? {
    guard let title = text(key), !title.allSatisfy(\.isWhitespace) else { return nil }
    if !WrittenForm.isApplicationEntityTitle(title) {
      log.error(
        InventoryRule.applicationEntityTitle, at: span(of: key), "`\(title)` is not an AE title",
        hint: "1 to 16 characters of ASCII, without `\\`")
    }
    return title
  }
}
