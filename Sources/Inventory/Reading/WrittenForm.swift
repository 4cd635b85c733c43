/// How codes, titles and addresses of an inventory are written.
enum WrittenForm {
  /// An Organisation Data Service code: 3 to 6 characters for organisations, up to 10 for their sites.
  static func isOrganisationCode(_ text: String) -> Bool {
    (3...10).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  /// An application entity title: 1 to 16 characters of the default repertoire, without backslash and controls, not only
  /// spaces (PS3.5 §6.2, AE).
  static func isApplicationEntityTitle(_ text: String) -> Bool {
    (1...16).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x5C }
      && text.utf8.contains { $0 != 0x20 }
  }

  /// A host name or an IPv4 or IPv6 address, without brackets.
  static func isHost(_ text: String) -> Bool {
    guard (1...253).contains(text.utf8.count) else { return false }
    if text.utf8.contains(UInt8(ascii: ":")) { return isVersion6(text) }
    return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
      && text.split(separator: ".", omittingEmptySubsequences: false).dropLast().allSatisfy { !$0.isEmpty }
      && text != "."
  }

  /// The name of an environment variable.
  static func isEnvironmentVariable(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
    return !(0x30...0x39).contains(first) && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x5F }
  }

  /// A web address that can be used.
  enum WebAddress: Hashable {
    case plain
    case secure
    /// It holds a user name or a password.
    case withCredentials
  }

  /// What sort of web address a text is; nil for text that is none.
  static func webAddress(_ text: String) -> WebAddress? {
    guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }) else {
      return nil
    }
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
    let sort: WebAddress
    switch text[..<colon].lowercased() {
    case "http": sort = .plain
    case "https": sort = .secure
    default: return nil
    }
    let authority = text[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if authority.contains("@") { return .withCredentials }
    return isAuthority(authority) ? sort : nil
  }

  private static func isAuthority(_ authority: Substring) -> Bool {
    var host = authority
    var port: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return false }
      guard isVersion6(String(authority[..<end].dropFirst())) else { return false }
      let rest = authority[end...].dropFirst()
      guard rest.isEmpty || rest.first == ":" else { return false }
      return rest.isEmpty || isPort(rest.dropFirst())
    }
    if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[colon...].dropFirst()
    }
    return isHost(String(host)) && (port.map(isPort) ?? true)
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.utf8.count <= 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && Int(text).map { (1...65_535).contains($0) } == true
  }

  private static func isVersion6(_ text: String) -> Bool {
    let address = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard let groups = address.first, address.count == 1 || !address[1].isEmpty else { return false }
    return groups.utf8.count <= 45 && groups.filter { $0 == ":" }.count >= 2
      && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x3A || $0 == 0x2E || $0 == 0x25 }
      && groups.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
