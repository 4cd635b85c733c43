import TransportSecurity

/// What a system can be told to do wrong where its connections are secured.
public enum SecurityDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "tls"

  case oldVersions = "takes-old-versions"
  case plainText = "takes-plain-text"
  case asksNoCertificate = "asks-no-certificate"
  case takesStrangers = "takes-certificates-of-strangers"
  case expired = "shows-expired-certificate"
  case otherName = "shows-certificate-of-another"
  case stranger = "shows-certificate-of-stranger"
  case unrevocable = "shows-unrevocable-certificate"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .oldVersions: "TLS 1.0 and 1.1 are spoken with whoever asks for them."
    case .plainText: "Who speaks without TLS is served on the same port."
    case .asksNoCertificate: "Clients are not asked for a certificate."
    case .takesStrangers: "Clients are let in with a certificate of an authority that the network does not know."
    case .expired: "The certificate has expired."
    case .otherName: "The certificate is for another host."
    case .stranger: "The certificate is of an authority that the network does not know."
    case .unrevocable: "The certificate says nowhere where its revocation can be looked up."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .oldVersions: "RFC 8996 §4"
    case .plainText: "RFC 9325 §3.2"
    case .asksNoCertificate, .takesStrangers: "ITI TF-2 §3.19"
    case .expired: "RFC 5280 §6.1.3"
    case .otherName: "RFC 9525 §6"
    case .stranger: "RFC 5280 §6.1"
    case .unrevocable: "RFC 5280 §4.2.1.13"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .oldVersions: "Whoever stands in between talks both sides down to a version that can be broken."
    case .plainText: "A system that was set up wrongly sends names in the open, and nobody notices."
    case .asksNoCertificate: "Any machine of the building asks for any patient's images."
    case .takesStrangers: "Whoever makes a certificate at home asks for any patient's images."
    case .expired: "Every site stops at once on the day, or all learn to look away."
    case .otherName: "Nobody can tell the archive from a machine that poses as it."
    case .stranger: "It is accepted by habit, and the next stranger's with it."
    case .unrevocable: "A key that was stolen opens the network until its certificate runs out."
    }
  }
}
