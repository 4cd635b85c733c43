/// What `pdfinfo` says of a file.
struct PDFInformation {
  var title: String?
  var pages: Int?
  var isTagged = false

  /// Reads the program's lines.
  init(_ output: [UInt8]) {
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].collapsed
      switch line[..<colon] {
      case "Title": title = value.isEmpty ? nil : value
      case "Pages": pages = Int(value)
      case "Tagged": isTagged = value == "yes"
      default: break
      }
    }
  }
}
