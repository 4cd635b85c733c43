import Specification

/// Fields of certificates in `tls.inspect`.
enum TLSCertificateFields {
  static let all: [Field] = [
    Field(
      "certificate",
      .record(
        common + [
          Field("names", .list(of: .string, key: nil), meaning: "Subject alternative names."),
          Field("for-host", .boolean, meaning: "Whether it is for the host called.", source: "RFC 9525 §6"),
          Field(
            "trusted", .boolean,
            meaning: """
              Whether a chain leads to an authority that the network file trusts, valid at the time of the inspection. Where it \
              names none (`tls: {trust: …}`), authorities of the harness's own system count, and what none of them issued is not \
              recorded: that decides no assertion.
              """),
          Field(
            "trust-problem", .string, .when("it is not trusted, or that is not known"), meaning: "Why not."),
          Field("self-signed", .boolean, meaning: "Whether it is signed by its own key."),
          Field("valid-now", .boolean, meaning: "Whether the inspection fell into its validity."),
          Field("authority", .boolean, .when("it has basic constraints"), meaning: "Whether it may issue others."),
          Field(
            "extended-key-usage", .list(of: .string, key: nil), .when("it has any"),
            meaning: "`serverAuth`, `clientAuth`."),
          Field("revocation-lists", .list(of: .string, key: nil), meaning: "CRL distribution points."),
          Field("responders", .list(of: .string, key: nil), meaning: "OCSP responders."),
          Field("revocable", .boolean, meaning: "Whether it names a revocation list or a responder."),
          Field("stapling-demanded", .boolean, meaning: "Whether it demands stapling.", source: "RFC 7633"),
        ]), .when("the port showed one"), meaning: "The server's certificate.", source: "RFC 5280"),
    Field(
      "chain", .list(of: .record(common), key: nil), .when("the port showed a certificate"),
      meaning: "All certificates as sent, the server's first.", source: "RFC 5246 §7.4.2"),
    Field(
      "chain-ordered", .boolean, .when("the port showed a certificate"),
      meaning: "Whether each is followed by its issuer's.", source: "RFC 5246 §7.4.2"),
  ]

  private static let common: [Field] = [
    Field("subject", .string, meaning: "Subject, `CN=archive, O=Example`."),
    Field("issuer", .string, meaning: "Issuer."),
    Field("serial-number", .string, meaning: "Serial number, hexadecimal."),
    Field("not-before", .date, meaning: "First day of validity, UTC."),
    Field("not-after", .date, meaning: "Last day of validity, UTC."),
    Field("days-left", .number, meaning: "Days from the inspection to the end of validity; negative when it is over."),
    Field("key-type", .string, meaning: "`RSA`, `EC`, `Ed25519`, `DSA`, or the object identifier."),
    Field("key-bits", .number, .when("known"), meaning: "Length of the key."),
    Field("curve", .string, .when("key-type is EC"), meaning: "Its curve."),
    Field(
      "strong-key", .boolean, .when("the length is known"),
      meaning: "Whether the key has 2048 bits, or 224 on a curve, at least.", source: "RFC 9325 §4.5"),
    Field("signature-algorithm", .string, meaning: "`sha256WithRSAEncryption`."),
    Field(
      "weak-signature", .boolean, meaning: "Whether it is signed with SHA-1 or MD5.", source: "RFC 9325 §4.5"),
  ]
}
