extension SOAPFault {
  /// Codes of WS-Security 1.0 §12 and, the last, 1.1 §12.
  private static let securityCodes: Set<String> = [
    "UnsupportedSecurityToken", "UnsupportedAlgorithm", "InvalidSecurity", "InvalidSecurityToken",
    "FailedAuthentication", "FailedCheck", "SecurityTokenUnavailable", "MessageExpired",
  ]

  /// Whether a local name is that of such a code.
  static func isSecurity(_ code: String) -> Bool { securityCodes.contains(code) }

  /// Whether it says that the security header was not taken.
  public var isSecurity: Bool { !Self.securityCodes.isDisjoint(with: [code] + subcodes) }
}
