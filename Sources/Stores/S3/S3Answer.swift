import HTTPExchange
import NIOCore
import XMLTree

/// What an S3-compatible store says in XML (Amazon S3 API Reference, `ListObjectsV2`, "Error Responses").
enum S3Answer {
  private static let limits = MarkupLimits(bytes: 8 << 20, depth: 16, nodes: 200_000, attributes: 32)

  /// A page of a list by a delimiter.
  struct Page: Hashable {
    /// Prefixes that several keys have in common.
    var prefixes: [String] = []
    /// With what the next page is asked for; nil where this is the last.
    var next: String?
  }

  /// Reads a page; nil where the bytes are none.
  static func page(_ bytes: [UInt8]) -> Page? {
    guard let tree = try? MarkupTree(xml: bytes, limits: limits), tree.fault == nil, tree.stop == nil,
      let root = tree.roots.first(where: { tree.name(of: $0) == "ListBucketResult" })
    else { return nil }
    var page = Page()
    var isTruncated = false
    for child in tree.children(of: root) {
      switch tree.name(of: child) {
      case "CommonPrefixes":
        for prefix in tree.children(of: child) where tree.name(of: prefix) == "Prefix" {
          page.prefixes.append(tree.text(of: prefix))
        }
      case "IsTruncated": isTruncated = tree.text(of: child) == "true"
      case "NextContinuationToken": page.next = tree.text(of: child)
      default: break
      }
    }
    if isTruncated, page.next == nil { return nil }
    if !isTruncated { page.next = nil }
    return page
  }

  /// What an answer says went wrong, short enough for a line: its code and message, or nothing but the status.
  static func refusal(_ bytes: [UInt8]) -> (code: String?, text: String) {
    guard let tree = try? MarkupTree(xml: bytes, limits: limits),
      let root = tree.roots.first(where: { tree.name(of: $0) == "Error" })
    else { return (nil, "it gives no reason") }
    func text(_ name: String) -> String? {
      tree.children(of: root).first { tree.name(of: $0) == name }.map { line(tree.text(of: $0)) }
    }
    let code = text("Code")
    return (code, [code, text("Message")].compactMap { $0 }.joined(separator: ": "))
  }

  /// One printable line of bounded length.
  private static func line(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(300).map { $0.properties.generalCategory == .control ? " " : $0 }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars)
    return String(line)
  }
}
