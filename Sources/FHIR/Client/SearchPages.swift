import Foundation
import JSONTree

/// One walk through the pages of a search or a history (R4 http.html §3.1.0.10.4): what came, and where the next page is.
///
/// It ends at the last page, at a bound, at an address that was asked already, and at one of another origin, which is not
/// asked: credentials are for the service that the network file names.
public struct SearchPages: Sendable {
  /// How a walk ended.
  public enum End: String, CaseIterable, Hashable, Sendable {
    /// No page has a next one.
    case complete
    /// There are more pages than were asked for.
    case limit
    /// The next page is at another scheme, host or port.
    case otherOrigin = "other-origin"
    /// The next page is one that was read already.
    case loop
    /// An answer was no bundle.
    case broken
  }

  /// A link of a bundle.
  public struct Link: Hashable, Sendable {
    /// `self`, `next`, `last`.
    public var relation: String
    /// The address.
    public var url: String
  }

  /// Matches in their order.
  public private(set) var matches: [Resource] = []
  /// Resources that came along: by `_include`, `_revinclude`.
  public private(set) var included: [Resource] = []
  /// Issues of entries of mode outcome.
  public private(set) var issues: [OutcomeIssue] = []
  /// Number of entries of each page.
  public private(set) var pageSizes: [Int] = []
  /// `Bundle.total` of the first page; nil where there is none.
  public private(set) var total: Int?
  /// Links of the first page.
  public private(set) var links: [Link] = []
  /// Matches that came more than once, as `Patient/7`.
  public private(set) var repeated: [String] = []
  /// How it ended; nil while there is a next page.
  public private(set) var end: End?
  /// The address of the next page.
  public private(set) var next: String?

  private let base: String
  private let type: String?
  private let pageLimit: Int
  private let entryLimit: Int
  private var asked: Set<String> = []
  private var seen: Set<String> = []

  /// Begins a walk.
  ///
  /// - Parameters:
  ///   - base: The service's base address.
  ///   - type: The type searched for, by which entries that do not say what they are are told apart.
  public init(base: String, type: String?, pageLimit: Int, entryLimit: Int = 10_000) {
    self.base = base
    self.type = type
    self.pageLimit = pageLimit
    self.entryLimit = entryLimit
  }

  /// Takes an answer, a bundle or not.
  public mutating func take(_ bundle: Resource?) {
    next = nil
    guard let bundle, bundle.type == "Bundle" else {
      end = .broken
      return
    }
    let entries = bundle.root["entry"]?.elements ?? []
    if pageSizes.isEmpty {
      if case .number(let text)? = bundle.root["total"]?.value { total = Int(text) }
      links = Self.links(of: bundle)
    }
    pageSizes.append(entries.count)
    for entry in entries { add(entry, of: bundle) }
    guard let url = Self.links(of: bundle).first(where: { $0.relation == "next" })?.url else {
      end = .complete
      return
    }
    guard let absolute = URL(string: url, relativeTo: URL(string: base + "/"))?.absoluteString,
      Self.origin(absolute) == Self.origin(base)
    else {
      end = .otherOrigin
      return
    }
    guard asked.insert(absolute).inserted else {
      end = .loop
      return
    }
    if pageSizes.count >= pageLimit || matches.count + included.count >= entryLimit {
      end = .limit
    } else {
      next = absolute
    }
  }

  private mutating func add(_ entry: JSONNode, of bundle: Resource) {
    guard matches.count + included.count < entryLimit, let node = entry["resource"], let resource = bundle.inner(node)
    else { return }
    let mode = entry["search"]?["mode"]?.text
    switch mode {
    case "outcome": issues += OutcomeIssue.all(in: resource.root, type: resource.type)
    case "include": included.append(resource)
    case nil where resource.type == "OperationOutcome" && type != "OperationOutcome":
      issues += OutcomeIssue.all(in: resource.root, type: resource.type)
    case nil where type != nil && resource.type != type: included.append(resource)
    default:
      matches.append(resource)
      let name = resource.id.map { "\(resource.type)/\($0)" }
      if let name, !seen.insert(name).inserted { repeated.append(name) }
    }
  }

  private static func links(of bundle: Resource) -> [Link] {
    (bundle.root["link"]?.elements ?? []).prefix(20).compactMap { link in
      guard let relation = link["relation"]?.text, let url = link["url"]?.text else { return nil }
      return Link(relation: relation, url: url)
    }
  }

  /// Scheme, host and port (RFC 6454 §4).
  static func origin(_ url: String) -> String? {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      let host = parts.encodedHost?.lowercased(), ["http", "https"].contains(scheme)
    else { return nil }
    return "\(scheme)://\(host):\(parts.port ?? (scheme == "https" ? 443 : 80))"
  }
}
