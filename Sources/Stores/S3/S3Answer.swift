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

  /// The name by which parts are put to an upload (`CreateMultipartUpload`); nil where the bytes give none.
  static func upload(_ bytes: [UInt8]) -> String? {
    guard let tree = try? MarkupTree(xml: bytes, limits: limits), tree.fault == nil, tree.stop == nil,
      let root = tree.roots.first(where: { tree.name(of: $0) == "InitiateMultipartUploadResult" }),
      let child = tree.children(of: root).first(where: { tree.name(of: $0) == "UploadId" })
    else { return nil }
    let name = tree.text(of: child)
    return (1...1_024).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? name : nil
  }

  /// Which bytes of how many came (RFC 9110 §14.4), `bytes 0-4/10`; nil where the field does not say so.
  static func range(_ field: String) -> (start: Int, end: Int, length: Int)? {
    guard let match = field.wholeMatch(of: #/bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})/#),
      let first = Int(match.1), let last = Int(match.2), let length = Int(match.3), first <= last
    else { return nil }
    return (first, last + 1, length)
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
