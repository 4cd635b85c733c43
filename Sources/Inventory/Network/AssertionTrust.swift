/// By what the harness judges assertions about users that come to one of its listeners (XUA, ITI TF-2 §3.40.4.1.3).
public struct AssertionTrust: Hashable, Sendable {
  /// PEM file of the certificates of the issuers that are trusted; relative to the network file.
  public var certificates: String
  /// For whom an assertion has to be meant.
  public var audience: String

  /// Makes the settings.
  public init(certificates: String, audience: String) {
    self.certificates = certificates
    self.audience = audience
  }
}
