import Office

/// Formats of documents that are ZIP archives.
enum ArchiveFormat {
  /// The format: what the archive says of its main part.
  static func detect(_ bytes: [UInt8]) -> DocumentFormat {
    let archive: Archive
    do throws(ArchiveFailure) {
      archive = try Archive(bytes) { $0 == WordPackage.contentTypes || $0 == OpenDocumentPackage.mediaType }
    } catch {
      return unreadable(error)
    }
    if let member = archive[OpenDocumentPackage.mediaType] {
      let type = String(decoding: member.bytes.prefix(200), as: UTF8.self)
      if type.hasPrefix(OpenDocumentPackage.textType) { return .odt }
      if type.hasPrefix("application/vnd.oasis.opendocument.") {
        return other("an OpenDocument file that is no text", advice: "Give the statement as text document, PDF or CSV.")
      }
    }
    if let member = archive[WordPackage.contentTypes] {
      let types = String(decoding: member.bytes, as: UTF8.self)
      if types.utf8Contains("wordprocessingml.document.main") || types.utf8Contains("wordprocessingml.template.main")
        || types.utf8Contains("ms-word.document.macroEnabled.main")
        || types.utf8Contains("ms-word.template.macroEnabledTemplate.main")
      {
        return .docx
      }
      if types.utf8Contains("spreadsheetml") {
        return other("a spreadsheet", advice: "Save its sheet as CSV, or give the statement as PDF or DOCX.")
      }
      if types.utf8Contains("presentationml") {
        return other("a presentation", advice: "Give the statement as PDF or DOCX.")
      }
    }
    // What says it may have been lost.
    if archive.names.contains(WordPackage.mainPart) { return .docx }
    if archive.names.contains("content.xml"), archive.names.contains("styles.xml") { return .odt }
    if let damage = archive.damage { return unreadable(.damaged(how: damage)) }
    return other(
      "a ZIP archive that is neither DOCX nor ODT", advice: "Unpack it and give the conformance statement itself.")
  }

  private static func other(_ name: String, advice: String) -> DocumentFormat {
    .unreadable(code: "unsupported-format", name: name, advice: advice)
  }

  private static func unreadable(_ failure: ArchiveFailure) -> DocumentFormat {
    .failed(failure.reading)
  }
}
