import HTTPExchange
import JSONTree

/// What a service of FHIR answered.
public struct RESTAnswer: Sendable {
  /// Why content is not read.
  public enum Unreadable: Hashable, Sendable, CustomStringConvertible {
    /// Neither JSON nor XML by its media type.
    case mediaType(String?)
    /// Longer than what is read.
    case tooLong
    /// No resource.
    case content(ResourceError)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .mediaType(let type): "content of type \(type ?? "none"), which is neither JSON nor XML of FHIR"
      case .tooLong: "longer than what is read"
      case .content(let error): "\(error)"
      }
    }
  }

  /// HTTP status.
  public let status: Int
  /// The resource in the answer; nil where there is none or it can't be read.
  public let resource: Resource?
  /// Why there is no resource although there is content.
  public let unreadable: Unreadable?
  /// Content of a media type of text, in UTF-8; nil for other content.
  public let text: String?
  /// The header field ETag.
  public let etag: String?
  /// The header field Last-Modified.
  public let lastModified: String?
  /// The header field Location, or Content-Location.
  public let location: String?

  /// Bytes of content that are read.
  private static let limit = JSONLimits().bytes

  /// Reads an answer.
  public init(_ response: WebResponse) {
    status = response.status
    etag = response.fields.first(name: "etag")
    lastModified = response.fields.first(name: "last-modified")
    location = response.fields.first(name: "location") ?? response.fields.first(name: "content-location")
    (resource, unreadable) = Self.read(response)
    text = Self.text(response)
  }

  private static func text(_ response: WebResponse) -> String? {
    guard response.body.length > 0, response.contentType?.lowercased().hasPrefix("text/") == true,
      let bytes = response.body.bytes(upTo: limit)
    else { return nil }
    return String(validating: bytes.readableBytesView, as: UTF8.self)
  }

  private static func read(_ response: WebResponse) -> (Resource?, Unreadable?) {
    guard response.body.length > 0 else { return (nil, nil) }
    let type = response.contentType.map { $0.prefix { $0 != ";" }.lowercased().filter { $0 != " " } }
    guard let format = type.flatMap({ WireFormat(mediaType: $0) }) else { return (nil, .mediaType(type)) }
    guard let bytes = response.body.bytes(upTo: limit) else { return (nil, .tooLong) }
    do throws(ResourceError) {
      let content = Array(bytes.readableBytesView)
      return (try format == .json ? Resource(json: content) : Resource(xml: content), nil)
    } catch {
      return (nil, .content(error))
    }
  }

  /// The logical id: of the resource, else of Location.
  public var id: String? {
    guard resource?.type != "OperationOutcome" else { return located?.id }
    return resource?.id ?? located?.id
  }

  /// The version: of ETag, else of Location, else of the resource.
  public var version: String? {
    if let etag {
      // W/"3" (R4 http.html §3.1.0.1.3)
      let parts = etag.split(separator: "\"", omittingEmptySubsequences: false)
      if parts.count == 3, !parts[1].isEmpty { return String(parts[1]) }
    }
    return located?.version ?? resource?.versionID
  }

  /// Id and version of `[base]/Patient/7/_history/2`.
  private var located: (id: String, version: String?)? {
    guard let parts = location?.split(separator: "?").first?.split(separator: "/").map(String.init), parts.count >= 2
    else { return nil }
    if let history = parts.lastIndex(of: "_history"), history > 0 {
      return (parts[history - 1], history + 1 < parts.count ? parts[history + 1] : nil)
    }
    return (parts[parts.count - 1], nil)
  }

  /// Issues of an OperationOutcome; none where the resource is another.
  public var issues: [OutcomeIssue] { resource.map { OutcomeIssue.all(in: $0.root, type: $0.type) } ?? [] }
}
