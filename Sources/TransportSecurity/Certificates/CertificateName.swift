import NIOCore

extension CertificateFacts {
  /// Whether the certificate is for a host, by its alternative names alone (RFC 9525 §6). The common name never counts.
  public func isFor(_ host: String) -> Bool {
    if let address = Self.address(host) { return names.contains(.address(address)) }
    let wanted = Self.labels(host)
    return names.contains { name in
      guard case .dns(let pattern) = name else { return false }
      let labels = Self.labels(pattern)
      guard labels.count == wanted.count, !labels.isEmpty else { return false }
      if labels == wanted { return true }
      // A wildcard stands for one whole label, the first, and not right below a top-level domain.
      return labels.count > 2 && labels[0] == "*" && labels.dropFirst() == wanted.dropFirst()
    }
  }

  /// The alternative names for people.
  public var namesForPeople: [String] {
    names.compactMap { name in
      switch name {
      case .dns(let text): text
      case .address(let bytes): Self.text(ofAddress: bytes)
      case .other: nil
      }
    }
  }

  private static func labels(_ name: String) -> [String] {
    let trimmed = name.hasSuffix(".") ? name.dropLast() : name[...]
    return trimmed.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  static func address(_ host: String) -> [UInt8]? {
    switch try? SocketAddress(ipAddress: host, port: 0) {
    case .v4(let address): withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
    case .v6(let address): withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
    default: nil
    }
  }

  private static func text(ofAddress bytes: [UInt8]) -> String {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    return (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0))?.ipAddress ?? "an address"
  }
}
