/// Media types and query parameters in the words of documents.
enum WebVocabulary {
  /// Media types that a text names, each once, `multipart/related` with what it holds, without other parameters.
  static func mediaTypes(in text: String) -> [String] {
    guard text.utf8Contains("/") else { return [] }
    let bytes = Array(text.utf8.prefix(4_000))
    var found: [String] = []
    var isMultipart = false
    var start = 0
    func isToken(_ byte: UInt8) -> Bool {
      (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
        || [0x2B, 0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
    }
    while start < bytes.count {
      guard isToken(bytes[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < bytes.count, isToken(bytes[end]) { end += 1 }
      let token = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
      start = end
      let parts = token.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, roots.contains(String(parts[0])), let sub = parts.last, !sub.isEmpty else { continue }
      var type = token
      while let last = type.last, ".-".contains(last) { type.removeLast() }
      if type == "multipart/related" {
        isMultipart = true
        found.append(type)
      } else if isMultipart, found.last == "multipart/related" {
        found[found.count - 1] = "multipart/related; type=\(type)"
        isMultipart = false
      } else {
        found.append(type)
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private static let roots: Set<String> = ["application", "image", "video", "text", "multipart", "audio"]

  /// Query parameters of PS3.18 that a text names, spelled as the standard spells them.
  static func parameters(in text: String) -> [String] {
    let words = Words(text).list
    var found: [String] = []
    var index = 0
    while index < words.count {
      // `Window Center` is windowCenter, and not the window of another service.
      let pair = index + 1 < words.count ? known[String(words[index] + words[index + 1])] : nil
      if let name = pair ?? known[String(words[index])], !found.contains(name) { found.append(name) }
      index += pair == nil ? 1 : 2
    }
    return found
  }

  private static let known: [String: String] = Dictionary(
    [
      "limit", "offset", "fuzzymatching", "includefield", "emptyvaluematching", "multiplevaluematching", "annotation",
      "quality", "viewport", "window", "iccprofile", "charset", "requestType", "studyUID", "seriesUID", "objectUID",
      "contentType", "anonymize", "rows", "columns", "region", "windowCenter", "windowWidth", "frameNumber",
      "imageQuality", "presentationUID", "presentationSeriesUID", "transferSyntax",
    ].map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
}
