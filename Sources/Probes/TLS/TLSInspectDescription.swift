import Specification
import TransportSecurity

/// `tls.inspect`
public enum TLSInspectDescription {
  /// The description.
  public static let description = StepDescription(
    name: "tls.inspect",
    summary: """
      Finds out what a port offers over TLS: versions, cipher suites, groups, certificates, and what it does with clients \
      without a certificate and with plain text. Some 20 to 150 connections, one at a time; none carries more than a greeting.
      """,
    effect: .read, endpoint: .dicom, otherEndpoints: others,
    inputs: [
      StepInput(
        StepDescription.endpointInput,
        .word(["dicom"] + others.map(\.rawValue)), standardValue: "dicom",
        meaning: "Which of the system's endpoints to inspect.")
    ],
    observation: handshake + TLSCertificateFields.all + peers + [profiles],
    example: """
      - do: tls.inspect
        at: archive
        with: {endpoint: dicomweb}
        timeout: 2 min
        expect: |
          speaks-tls == true
          versions contains tls-1-2
          versions not contains any [ssl-3-0, tls-1-0, tls-1-1]
          no suites[*].strength == forbidden
          certificate.trusted == true
          profiles[bcp-195-rfc-8996-9325].breaches is empty
      """,
    sources: ["PS3.15 Annex B", "RFC 8996", "RFC 9325"])

  /// Every endpoint but those of protocols that TLS does not carry.
  private static let others: [EndpointProtocol] = EndpointProtocol.allCases.filter {
    ![.dicom, .ntp, .dns].contains($0)
  }

  static let versionWords = TLSVersion.allCases.map(TLSObservation.word)

  private static let spoken = Field.Presence.when("the port speaks TLS")
  private static let looked = Field.Presence.when("outcome == completed and the port speaks TLS")
  private static let readable = Field.Presence.when("a version before TLS 1.3 is accepted")
  private static let several = Field.Presence.when("several versions are accepted")

  private static let handshake: [Field] = [
    Field(
      "speaks-tls", .boolean, .when("outcome == completed"),
      meaning: "Whether the port speaks TLS; false where it answers the service's greeting in plain text and no hello."),
    Field(
      "versions", .list(of: .word(versionWords), key: nil), spoken, meaning: "Versions accepted, oldest first.",
      source: "RFC 8996"),
    Field(
      "suites",
      .list(
        of: .record([
          Field("name", .string, meaning: "Registered name, `TLS_…`."),
          Field("version", .word(versionWords), meaning: "Version that it was accepted with."),
          Field(
            "key-exchange", .word(CipherSuite.KeyExchange.allCases.map(\.rawValue)),
            meaning: "How the key is agreed on; any in TLS 1.3."),
          Field("encryption", .string, meaning: "What encrypts, `AES_256_GCM`."),
          Field("bits", .number, meaning: "Security of the encryption in bits."),
          Field("forward-secrecy", .boolean, meaning: "Whether the key exchange is ephemeral."),
          Field("authenticated", .boolean, meaning: "Whether the server shows a certificate."),
          Field("authenticated-encryption", .boolean, meaning: "Whether it is AEAD."),
          Field(
            "strength", .word(CipherSuite.Strength.allCases.map(\.rawValue)),
            meaning: "How far it may be used.", source: "RFC 9325 §4"),
          Field(
            "finite-field-bits", .number, .when("its key exchange is in a finite field"),
            meaning: "Length of the prime."),
          Field("group", .string, .when("its key exchange names one"), meaning: "Group chosen when all were offered."),
        ]), key: "name"), spoken,
      meaning: "Cipher suites accepted, the latest version's first, in the order in which the port chose them.",
      source: "RFC 9325 §4", isCumulative: true),
    Field(
      "own-order", .list(of: .word(versionWords), key: nil), spoken,
      meaning: "Versions in which the port chooses among several suites by its own order, not the client's."),
    Field(
      "groups", .list(of: .string, key: nil), spoken,
      meaning: "Groups accepted for elliptic curves and in TLS 1.3, in the port's order.", source: "RFC 8446 §4.2.7",
      isCumulative: true),
    Field(
      "prefers-latest", .boolean, several, meaning: "Whether the latest version is chosen when all are offered.",
      source: "RFC 9325 §3.1.1"),
    Field(
      "fallback-refused", .boolean, several,
      meaning: "Whether a second attempt with an earlier version is refused.", source: "RFC 7507"),
    Field(
      "downgrade-marked", .boolean, .when("TLS 1.3 and an earlier version are accepted"),
      meaning: "Whether an answer in an earlier version is marked.", source: "RFC 8446 §4.1.3"),
    Field("compression", .boolean, readable, meaning: "Whether compression is chosen.", source: "RFC 9325 §3.3"),
    Field(
      "secure-renegotiation", .boolean, readable, meaning: "Whether renegotiation_info is answered.",
      source: "RFC 5746"),
    Field(
      "extended-master-secret", .boolean, readable, meaning: "Whether extended_master_secret is answered.",
      source: "RFC 7627"),
    Field("stapling", .boolean, readable, meaning: "Whether an OCSP response is stapled.", source: "RFC 6066 §8"),
    Field(
      "application-protocol", .string, .when("the service offers one and it is agreed on"),
      meaning: "Application protocol chosen.", source: "RFC 7301"),
  ]

  private static let peers: [Field] = [
    Field(
      "without-name", .word(TLSFindings.NameReaction.allCases.map(\.rawValue)),
      .when("a version before TLS 1.3 is accepted and the host has a name"),
      meaning: "What a hello without a server name gets.", source: "RFC 6066 §3"),
    Field(
      "unknown-name", .word(TLSFindings.NameReaction.allCases.map(\.rawValue)), readable,
      meaning: "What a hello with a server name that nobody has gets.", source: "RFC 6066 §3"),
    Field(
      "client",
      .record([
        Field(
          "asked", .boolean, .when("a version before TLS 1.3 is accepted"),
          meaning: "Whether the port asks for a certificate."),
        Field("without", .word(TLSObservation.clientWords), looked, meaning: "A client without one."),
        Field(
          "ours", .word(TLSObservation.clientWords), looked,
          meaning: """
            A client with the harness's certificate; not-compared where the network file gives it none, as where any of the \
            three could not be tried: that decides no assertion.
            """),
        Field(
          "unknown", .word(TLSObservation.clientWords), looked,
          meaning: "A client with a certificate that no authority issued."),
      ]), spoken,
      meaning: """
        What becomes of clients: accepted, if the service answers them; refused, in the handshake or, as some web servers do, \
        by an HTTP status; silent, if nothing comes in time.
        """, source: "RFC 5246 §7.4.6"),
    Field(
      "plain", .word(TLSObservation.plainWords), .when("there is a harmless greeting, as in DICOM, HTTP and HL7"),
      meaning: """
        What becomes of the service's greeting in plain text: served, refused (also by an HTTP status that asks for TLS), \
        redirected to https, or silent.
        """),
  ]

  private static let profiles = Field(
    "profiles",
    .list(
      of: .record([
        Field("name", .string, meaning: "`\(SecureProfile.allCases.map(\.rawValue).joined(separator: "`, `"))`."),
        Field("section", .string, meaning: "Its clause."),
        Field("current", .boolean, meaning: "Whether the standard still has it."),
        Field("breaches", .list(of: .string, key: nil), meaning: "Rules that the port breaks, each with its clause."),
      ]), key: "name"), .when("outcome == completed and the port speaks TLS"),
    meaning: """
      The TLS profiles, with the rules broken of those that a handshake shows. None broken does not make a product conform: \
      much shows nowhere.
      """, source: "PS3.15 Annex B")
}
