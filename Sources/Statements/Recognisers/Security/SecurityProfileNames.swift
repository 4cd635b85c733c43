/// Security and system management profiles of PS3.15 by the names that documents use.
enum SecurityProfileNames {
  /// The profiles that words name, by the standard's names.
  ///
  /// - Parameter listed: The words are a cell or item of a list of profiles, where short forms are enough.
  static func all(in words: Words, listed: Bool = false) -> [String] {
    var rest = words.joined
    var found: [String] = []
    for profile in profiles {
      for phrase in profile.phrases + (listed ? profile.listed : []) where rest.utf8Contains(" \(phrase) ") {
        if !found.contains(profile.name) { found.append(profile.name) }
        rest = rest.replacing(" \(phrase) ", with: "  ")
      }
    }
    return found
  }

  private struct Profile {
    var name: String
    /// Words that mean the profile wherever they stand.
    var phrases: [String]
    /// Words that mean it among other profiles.
    var listed: [String] = []
  }

  /// The more particular before what is part of it.
  private static let profiles: [Profile] = [
    Profile(
      name: "Non-Downgrading BCP 195 TLS Secure Transport Connection Profile",
      phrases: ["non downgrading bcp 195", "nondowngrading bcp 195", "bcp 195 non downgrading"]),
    Profile(
      name: "Extended BCP 195 TLS Profile Secure Transport Connection Profile",
      phrases: ["extended bcp 195", "bcp 195 extended"]),
    Profile(
      name: "Modified BCP 195 RFC 8996 TLS Secure Transport Connection Profile",
      phrases: ["modified bcp 195 rfc 8996", "modified bcp 195"]),
    Profile(name: "BCP 195 RFC 8996 TLS Secure Transport Connection Profile", phrases: ["bcp 195 rfc 8996"]),
    Profile(
      name: "BCP 195 TLS Secure Transport Connection Profile",
      phrases: ["bcp 195 tls", "bcp 195 basic", "bcp 195 profile", "bcp 195 secure transport"], listed: ["bcp 195"]),
    Profile(
      name: "AES TLS Secure Transport Connection Profile",
      phrases: ["aes tls secure transport", "aes tls profile", "aes tls security profile"], listed: ["aes tls"]),
    Profile(
      name: "Basic TLS Secure Transport Connection Profile",
      phrases: ["basic tls secure transport", "basic tls profile", "basic tls security profile"], listed: ["basic tls"]),
    Profile(
      name: "ISCL Secure Transport Connection Profile",
      phrases: ["iscl secure transport", "iscl profile"], listed: ["iscl"]),
    Profile(
      name: "Audit Trail Message Format Profile",
      phrases: ["audit trail message format", "audit message format profile"]),
    Profile(
      name: "Audit Trail Message Transmission Profile - SYSLOG-TLS",
      phrases: [
        "audit trail message transmission profile syslog tls", "audit trail message transmission syslog tls",
        "message transmission profile syslog tls", "transmission over syslog tls",
      ]),
    Profile(
      name: "Audit Trail Message Transmission Profile - SYSLOG-UDP",
      phrases: [
        "audit trail message transmission profile syslog udp", "audit trail message transmission syslog udp",
        "message transmission profile syslog udp", "transmission over syslog udp",
      ]),
    Profile(
      name: "Online Electronic Storage Secure Use Profile", phrases: ["online electronic storage secure use"]),
    Profile(
      name: "Bit-preserving Digital Signatures Secure Use Profile",
      phrases: ["bit preserving digital signatures", "bit preserving digital signature"]),
    Profile(
      name: "Basic SR Digital Signatures Secure Use Profile",
      phrases: ["basic sr digital signatures", "basic sr digital signature"]),
    Profile(
      name: "Basic Digital Signatures Secure Use Profile",
      phrases: ["basic digital signatures", "basic digital signature"]),
    Profile(name: "Base RSA Digital Signature Profile", phrases: ["base rsa digital signature"]),
    Profile(name: "Creator RSA Digital Signature Profile", phrases: ["creator rsa digital signature"]),
    Profile(name: "Authorization Digital Signature Profile", phrases: ["authorization digital signature"]),
    Profile(
      name: "Structured Report RSA Digital Signature Profile", phrases: ["structured report rsa digital signature"]),
    Profile(name: "Basic DICOM Media Security Profile", phrases: ["basic dicom media security"]),
    Profile(
      name: "Basic Application Level Confidentiality Profile",
      phrases: ["basic application level confidentiality", "application level confidentiality profile"]),
    Profile(name: "Basic Network Address Management Profile", phrases: ["network address management"]),
    Profile(
      name: "Basic Time Synchronization Profile",
      phrases: ["basic time synchronization", "time synchronization profile"]),
    Profile(
      name: "Application Configuration Management Profile", phrases: ["application configuration management"]),
    Profile(
      name: "User Identity Plus Passcode Association Profile",
      phrases: ["user identity plus passcode association", "user identity plus passcode"]),
    Profile(name: "Basic User Identity Association Profile", phrases: ["basic user identity association"]),
    Profile(
      name: "Kerberos Identity Negotiation Association Profile", phrases: ["kerberos identity negotiation"]),
    Profile(
      name: "Generic SAML Assertion Identity Negotiation Association Profile",
      phrases: ["generic saml assertion identity negotiation", "saml assertion identity negotiation"]),
    Profile(name: "Secure Use of Email Transport", phrases: ["secure use of email transport"]),
  ]

  /// Options of the confidentiality profile, which documents list under de-identification.
  static func deidentification(in words: Words) -> String? {
    if words.joined == " basic " || words.hasAny(["basic profile"]) {
      return "Basic Application Level Confidentiality Profile"
    }
    return options.first { words.hasAny($0.phrases) }?.name
  }

  private static let options: [(name: String, phrases: [String])] = [
    ("Clean Pixel Data Option", ["clean pixel data"]),
    ("Clean Recognizable Visual Features Option", ["clean recognizable visual features"]),
    ("Clean Graphics Option", ["clean graphics"]), ("Clean Structured Content Option", ["clean structured content"]),
    ("Clean Descriptors Option", ["clean descriptors"]),
    ("Retain Longitudinal Temporal Information Option", ["retain longitudinal"]),
    ("Retain Patient Characteristics Option", ["retain patient characteristics"]),
    ("Retain Device Identity Option", ["retain device identity"]),
    ("Retain Institution Identity Option", ["retain institution identity"]), ("Retain UIDs Option", ["retain uids"]),
    ("Retain Safe Private Option", ["retain safe private"]),
  ]
}

/// Versions and cipher suites of TLS in the words of documents.
enum TLSVocabulary {
  /// Versions of TLS that a text names, `1.2`: those after the word TLS, and those that go on with them.
  static func versions(in text: String) -> [String] {
    var found: [String] = []
    var isAfter = false
    for token in text.prefix(1_000).split(whereSeparator: { " ,;/()|\n\t_".contains($0) }) {
      let word = token.lowercased()
      var plain = word[...]
      if plain.hasPrefix("tlsv") {
        plain = plain.dropFirst(4)
      } else if plain.hasPrefix("tls") {
        plain = plain.dropFirst(3)
      }
      if plain.hasPrefix("v") { plain = plain.dropFirst() }
      while plain.last == "." { plain.removeLast() }
      if word.hasPrefix("tls"), plain.isEmpty || plain.first == "-" {
        isAfter = true
      } else if isAfter || word.hasPrefix("tls"), ["1.0", "1.1", "1.2", "1.3"].contains(plain) {
        if !found.contains(String(plain)) { found.append(String(plain)) }
        isAfter = true
      } else if !["and", "or", "version", "versions"].contains(plain) {
        isAfter = false
      }
    }
    return found
  }

  /// Cipher suites that a text names, as printed: `TLS_AES_128_GCM_SHA256`, `ECDHE-RSA-AES256-GCM-SHA384`.
  static func cipherSuites(in text: String) -> [String] {
    var seen: Set<String> = []
    return text.prefix(4_000).split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")) }
      .compactMap { token in
        let name = String(token)
        guard name.utf8.count >= 12, name == name.uppercased() else { return nil }
        let parts = name.split { $0 == "_" || $0 == "-" }
        let hasCipher = parts.contains {
          $0.hasPrefix("AES") || $0 == "CHACHA20" || $0 == "3DES" || $0 == "CAMELLIA" || $0 == "ARIA" || $0 == "NULL"
        }
        let hasEnd = parts.contains { $0.hasPrefix("SHA") || $0 == "POLY1305" || $0.hasPrefix("CCM") }
        guard parts.count >= 3, hasCipher, hasEnd, seen.insert(name).inserted else { return nil }
        return name
      }
  }
}
