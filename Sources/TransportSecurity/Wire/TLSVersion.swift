/// A version of SSL or TLS, oldest first.
public enum TLSVersion: UInt16, CaseIterable, Comparable, Hashable, Sendable {
  case ssl3 = 0x0300
  case tls10 = 0x0301
  case tls11 = 0x0302
  case tls12 = 0x0303
  case tls13 = 0x0304

  /// The name as the standards write it.
  public var name: String {
    switch self {
    case .ssl3: "SSL 3.0"
    case .tls10: "TLS 1.0"
    case .tls11: "TLS 1.1"
    case .tls12: "TLS 1.2"
    case .tls13: "TLS 1.3"
    }
  }

  /// By age.
  public static func < (left: TLSVersion, right: TLSVersion) -> Bool { left.rawValue < right.rawValue }
}
