import Programs

/// Reads PDF: by its structure tree where it is tagged and the tree is good, by the places of its words otherwise.
///
/// poppler's programs read the file; they run confined and with deadlines that grow with the file.
enum PDFReader {
  /// Pages beyond this are left out.
  static let maximumPages = 3_000

  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    let directory = try PrivateDirectory.forReading()
    try directory.put(bytes, as: PopplerRun.file)
    let poppler = PopplerRun(directory, size: bytes.count)
    return try poppler.read()
  }
}
