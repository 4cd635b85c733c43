import DICOM
import HTTPExchange

/// Query parameters of a search (PS3.18 §8.3.4).
public struct SearchQuery: Hashable, Sendable {
  /// Attributes to match: path of tags, through sequences, and values. Several values are a list of UIDs.
  public var matches: [Match] = []
  /// Attributes to return besides those that always are.
  public var include: Include = .attributes([])
  /// Whether names match by sound or spelling; the parameter is left out where nil.
  public var fuzzyMatching: Bool?
  /// Most results of one answer.
  public var limit: Int?
  /// Results to skip.
  public var offset: Int?
  /// How attributes are written.
  public var naming = Naming.keyword
  /// Makes a query for everything.
  public init() {}

  /// An attribute to match.
  public struct Match: Hashable, Sendable {
    /// Tags from the outermost sequence to the attribute.
    public var path: [Tag]
    /// One value, or a list of UIDs.
    public var values: [String]

    /// Makes a match.
    public init(_ path: [Tag], _ values: [String]) {
      self.path = path
      self.values = values
    }
  }

  /// What `includefield` asks for (PS3.18 §8.3.4.3).
  public enum Include: Hashable, Sendable {
    /// Paths of tags.
    case attributes([[Tag]])
    case all
  }

  /// How attributes are written (PS3.18 §8.3.4.1).
  public enum Naming: String, CaseIterable, Hashable, Sendable {
    /// By keyword, by tag where there is none.
    case keyword
    /// By eight hexadecimal digits.
    case tag
  }

  /// The query component, `?` included; empty where nothing is asked.
  public var text: String {
    var parameters = matches.map { match in
      // Commas part the UIDs of a list; a comma within a value is encoded.
      "\(name(match.path))="
        + match.values.map { WebAddress.encoded($0, keeping: Self.wildcards) }.joined(separator: ",")
    }
    switch include {
    case .all: parameters.append("includefield=all")
    case .attributes(let paths): parameters += paths.map { "includefield=\(name($0))" }
    }
    if let fuzzyMatching { parameters.append("fuzzymatching=\(fuzzyMatching)") }
    if let limit { parameters.append("limit=\(limit)") }
    if let offset { parameters.append("offset=\(offset)") }
    return parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
  }

  /// `*` and `?` mean something here, and a query may have them as they are (RFC 3986 §2.2, §3.4).
  private static let wildcards: Set<UInt8> = [0x2A, 0x3F]

  private func name(_ path: [Tag]) -> String {
    path.map { (naming == .keyword ? $0.keyword : nil) ?? $0.hexadecimal }.joined(separator: ".")
  }
}
