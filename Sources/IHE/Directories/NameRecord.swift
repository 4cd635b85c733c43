/// A record of the domain name system, of the kinds that directories are found by (RFC 1035 §3.2, RFC 2782).
public struct NameRecord: Hashable, Sendable {
  /// Whose record it is.
  public var name: String
  /// What it says.
  public var value: RecordValue
  /// Seconds that it may be kept.
  public var timeToLive: UInt32

  /// Kinds of records.
  public enum Kind: UInt16, CaseIterable, Hashable, Sendable {
    case a = 1
    case cname = 5
    case ptr = 12
    case txt = 16
    case aaaa = 28
    case srv = 33

    /// As people write it.
    public var text: String {
      switch self {
      case .a: "A"
      case .cname: "CNAME"
      case .ptr: "PTR"
      case .txt: "TXT"
      case .aaaa: "AAAA"
      case .srv: "SRV"
      }
    }
  }

  /// What a record says.
  public enum RecordValue: Hashable, Sendable {
    /// An address, of either length.
    case address(String)
    /// Another name: CNAME, PTR.
    case name(Kind, String)
    /// Texts.
    case texts([String])
    /// Where a service is.
    case service(priority: UInt16, weight: UInt16, port: UInt16, target: String)
  }

  /// Its kind.
  public var kind: Kind {
    switch value {
    case .address(let text): text.contains(":") ? .aaaa : .a
    case .name(let kind, _): kind
    case .texts: .txt
    case .service: .srv
    }
  }
}
