import XMLTree

/// What a provider information directory answers: the entries that it found, or an error of DSML v2
/// (ITI TF-2 §3.58.4.2).
public struct ProviderInformationAnswer: Hashable, Sendable {
  /// Result code: 0 for success (RFC 4511 Appendix A); nil where the directory did not search at all.
  public let code: Int?
  /// The directory's own words; empty for none.
  public let message: String
  /// Kind of a `dsml:errorResponse`: `malformedRequest`; nil where there is none.
  public let error: String?
  /// Entries in order.
  public let entries: [DirectoryEntry]
  /// Ids of requests that the response and its parts say they answer, in order.
  public let requestIDs: [String]

  /// Why a body is no such answer.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is another element.
    case other(String, line: Int)
    /// It holds neither the response to a search nor an error.
    case empty(line: Int)
    /// The response to the search has no result, or one without a code.
    case noResult(line: Int)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .other(let name, let line): "the body at line \(line) is \(name.prefix(64)), not batchResponse of DSML v2"
      case .empty(let line): "the batchResponse at line \(line) has neither a searchResponse nor an errorResponse"
      case .noResult(let line): "the searchResponse at line \(line) has no searchResultDone with a resultCode"
      }
    }
  }

  /// Reads the body of a message.
  public init(_ envelope: ReceivedEnvelope) throws(Problem) {
    let tree = envelope.tree
    let space = ProviderInformationQuery.namespace
    guard let body = envelope.body, tree.name(of: body) == "batchResponse", tree.nodes[body].namespace == space else {
      let name = envelope.body.flatMap { tree.name(of: $0) } ?? "empty"
      throw .other(name, line: envelope.body.map { tree.nodes[$0].line } ?? 1)
    }
    var ids = [tree.attribute("requestID", of: body)]
    if let failed = tree.child("errorResponse", in: space, of: body) {
      ids.append(tree.attribute("requestID", of: failed))
      code = nil
      error = tree.attribute("type", of: failed) ?? ""
      message = tree.child("message", in: space, of: failed).map { tree.trimmedText(of: $0) } ?? ""
      entries = []
      requestIDs = ids.compactMap(\.self)
      return
    }
    guard let response = tree.child("searchResponse", in: space, of: body) else {
      throw .empty(line: tree.nodes[body].line)
    }
    ids.append(tree.attribute("requestID", of: response))
    guard let done = tree.child("searchResultDone", in: space, of: response),
      let result = tree.child("resultCode", in: space, of: done),
      let number = tree.attribute("code", of: result).flatMap({ Int($0) })
    else { throw .noResult(line: tree.nodes[response].line) }
    code = number
    error = nil
    message = tree.child("errorMessage", in: space, of: done).map { tree.trimmedText(of: $0) } ?? ""
    entries = tree.elements("searchResultEntry", in: space, of: response).map { entry in
      DirectoryEntry(
        name: tree.attribute("dn", of: entry) ?? "",
        attributes: tree.elements("attr", in: space, of: entry).map { attribute in
          DirectoryEntry.Attribute(
            name: tree.attribute("name", of: attribute) ?? "",
            values: tree.elements("value", in: space, of: attribute).map { tree.trimmedText(of: $0) })
        })
    }
    requestIDs = ids.compactMap(\.self)
  }
}
