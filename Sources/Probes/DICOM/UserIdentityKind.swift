import DICOMNetwork

/// Kinds of user identity (PS3.7 Table D.3-14).
enum UserIdentityKind: String, CaseIterable {
  case name
  case passcode
  case kerberos
  case saml
  case token = "jwt"

  /// The words.
  static let words = allCases.map(\.rawValue)

  /// The sub-item, with a response asked for.
  func request(_ identity: String, passcode: String?) -> UserIdentityRequest {
    let type: UInt8 =
      switch self {
      case .name: 1
      case .passcode: 2
      case .kerberos: 3
      case .saml: 4
      case .token: 5
      }
    return UserIdentityRequest(
      type: type, positiveResponseRequested: true, primary: Array(identity.utf8),
      secondary: self == .passcode ? Array((passcode ?? "").utf8) : [])
  }
}
