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

  /// The blocks of what poppler's programs print of a file.
  ///
  /// - Parameters:
  ///   - pages: Its words with their boxes.
  ///   - structure: Its structure tree; nil where it is not tagged, or the tree was not printed to its end.
  static func blocks(of pages: [PDFPage], structure: [UInt8]?) -> (blocks: [Block], isCut: Bool) {
    let body = PageMargins.removed(from: pages)
    let assembled = PDFAssembly.read(body)
    guard let structure, !assembled.isCut else { return (assembled.blocks, assembled.isCut) }
    return (StructureChoice.better(StructureTree(structure), body, assembled.blocks, assembled.contents), false)
  }
}
