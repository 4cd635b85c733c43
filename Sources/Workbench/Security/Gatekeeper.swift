import HTTPTypes
import Hummingbird

/// Decides, from its fields alone, whether a request is one that a browser of this page would send.
struct Gatekeeper: Sendable {
  /// Names by which the page may be called, in lower case.
  let names: Set<String>
  let sessions: Sessions

  init(_ settings: WorkbenchSettings, sessions: Sessions) {
    names = Set((settings.names + ["localhost", settings.host]).map { $0.lowercased() })
    self.sessions = sessions
  }

  /// Refuses a request whose `Host` is a name that this page does not have: a foreign name that was led to this address
  /// (DNS rebinding) would make a foreign page's script ours. A plain address can't be led anywhere.
  func checkHost(_ authority: String?) throws(Refusal) {
    guard let authority, let host = Self.host(of: authority), Self.isAddress(host) || names.contains(host) else {
      throw Refusal(
        .misdirectedRequest, "This name is not served here",
        "Call the page by its address, or start `assay serve` with --name and the name that you use.")
    }
  }

  /// Refuses what changes something unless it comes from a page of this server, made for this session: browsers say where
  /// a request comes from (`Origin`, `Sec-Fetch-Site`), and no foreign page knows the session's seal.
  ///
  /// - Parameter seal: What the form or the field `X-Assay-Seal` shows.
  func checkSource(_ visit: Visit, seal: String?) throws(Refusal) {
    if let site = visit.fields[.secFetchSite], site != "same-origin", site != "none" {
      throw Self.foreign
    }
    if let origin = visit.fields[.origin] {
      let isSame = ["http://", "https://"].contains { origin.lowercased() == $0 + visit.authority.lowercased() }
      guard isSame else { throw Self.foreign }
    }
    // Whoever shows a token with the request itself was not sent here by a foreign page: browsers never add it.
    if visit.session.id.isEmpty, visit.session.isSignedIn, visit.fields[.authorization] != nil, hasTokens { return }
    guard let seal, sessions.holds(seal, for: visit.session) else {
      throw Refusal(
        .forbidden, "This form is out of date",
        "Load the page again and repeat. Programs give the value `seal` of /api/session in the field X-Assay-Seal.")
    }
  }

  /// Whether tokens are asked for.
  var hasTokens: Bool { sessions.hasTokens }

  private static let foreign = Refusal(
    .forbidden, "This request comes from another page", "Nothing was changed. Use the forms of this page.")

  /// The host of `host:port`, in lower case and without brackets; nil where it is none.
  static func host(of authority: String) -> String? {
    let text = authority.lowercased()
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      return String(text[text.index(after: text.startIndex)..<end])
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.first, !host.isEmpty else { return nil }
    return String(host)
  }

  /// Whether it is an IPv4 or IPv6 address and no name.
  static func isAddress(_ host: String) -> Bool {
    if host.contains(":") { return host.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension HTTPField.Name {
  /// `Sec-Fetch-Site` (Fetch Metadata Request Headers §2.3).
  static var secFetchSite: Self { known("Sec-Fetch-Site") }
  /// What a form's session is shown by where the content is no form.
  static var seal: Self { known("X-Assay-Seal") }

  /// `Last-Event-ID` (HTML, server-sent events).
  static var lastEventID: Self { known("Last-Event-ID") }
  /// `Link` (RFC 8288).
  static var link: Self { known("Link") }

  private static func known(_ text: String) -> Self { Self(text) ?? .cookie }
}
