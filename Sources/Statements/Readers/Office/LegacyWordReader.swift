import Programs

/// Reads Word's older formats, `.doc` and RTF, by way of LibreOffice, where that is installed.
enum LegacyWordReader {
  /// What the conversion may take.
  private static let limits = LimitedProcess.Limits(seconds: 60, memory: 2 << 30, output: 64 << 20)

  /// The blocks of a document.
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    let isRTF = bytes.starts(with: Array("{\\rtf".utf8))
    if !isRTF { try CompoundFile.check(bytes) }
    let name = isRTF ? "RTF" : "Word's older format, .doc"
    let directory = try PrivateDirectory.forReading()
    try directory.put(bytes, as: isRTF ? "document.rtf" : "document.doc")
    try ConversionProfile.write(in: directory)
    let outcome: LimitedProcess.Outcome
    do throws(LimitedProcess.Failure) {
      var process = try LimitedProcess(
        "soffice",
        [
          "-env:UserInstallation=file://\(directory.path)/profile", "--headless", "--norestore", "--nolockcheck",
          "--convert-to", "odt", "--outdir", directory.path,
          "\(directory.path)/\(isRTF ? "document.rtf" : "document.doc")",
        ], named: "soffice", in: directory, limits: limits)
      outcome = process.finish(in: directory)
    } catch {
      throw ReadingFailure(
        "legacy-word",
        "is in \(name), which is read by way of LibreOffice, and that "
          + (error == .notInstalled ? "is not installed" : "could not be started")
          + ". Install LibreOffice, or save the document as DOCX or PDF.")
    }
    guard let converted = directory.read("document.odt", limit: StatementReader.maximumBytes), !converted.isEmpty else {
      let reason = outcome.end == .deadline ? " within \(limits.seconds) seconds" : ""
      throw ReadingFailure(
        "legacy-word", "is in \(name), and LibreOffice could not convert it\(reason). Save it as DOCX or PDF.")
    }
    var document = try ODTReader.read(converted)
    document.format = isRTF ? "rtf" : "doc"
    document.notes.insert(
      BlockDocument.Note(
        code: "converted",
        message: "The document is in \(name) and was converted by LibreOffice; places are those of the result.",
        place: Place()), at: 0)
    return document
  }
}
