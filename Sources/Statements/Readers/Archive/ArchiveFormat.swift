/// Formats of documents that are ZIP archives.
enum ArchiveFormat {
  /// The format, told by the names of the members.
  static func detect(_ bytes: [UInt8]) -> DocumentFormat {
    if bytes.containsSequence(Array("word/document".utf8)) { return .docx }
    if bytes.prefix(4_096).containsSequence(Array("application/vnd.oasis.opendocument.text".utf8)) { return .odt }
    return .unreadable(
      code: "unsupported-format", name: "a ZIP archive that is neither DOCX nor ODT",
      advice: "Unpack it and give the conformance statement itself.")
  }
}
