/// Reads workbooks that others have filled in: XLSX, ODS and comma-separated values.
///
/// Formulas are told and not evaluated, programs and links are told and not followed, and declarations of entities are
/// refused. A file is read whole or not at all: half of a table of answers would be another table.
public struct WorkbookReader: Sendable {
  /// The file's name, for errors and for the sheet of comma-separated values.
  let file: String
  let limits: WorkbookLimits

  /// Reads a workbook.
  ///
  /// - Parameters:
  ///   - bytes: The file's contents.
  ///   - name: The file's name; only its end matters, and only to tell comma-separated values from other text.
  public static func read(
    _ bytes: [UInt8], name: String, limits: WorkbookLimits = WorkbookLimits()
  ) throws(WorkbookReadingError) -> WorkbookContents {
    let reader = WorkbookReader(file: name, limits: limits)
    guard bytes.count <= limits.bytes else {
      throw reader.error(
        .tooLarge, "it has \(bytes.count) bytes, and \(limits.bytes) are read; save it again without pictures")
    }
    if bytes.starts(with: [0x50, 0x4B]) { return try reader.package(bytes) }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw reader.error(
        .encrypted, "it is protected by a password or in the format of Excel 97; save it as XLSX without a password")
    }
    let lowered = name.lowercased()
    guard lowered.hasSuffix(".csv") || lowered.hasSuffix(".tsv") || lowered.hasSuffix(".txt") else {
      throw reader.error(.unsupported, "it is no workbook that is read; save it as XLSX, ODS or CSV")
    }
    return try reader.separatedValues(bytes)
  }

  func error(
    _ code: WorkbookReadingError.Code, sheet: String? = nil, cell: CellReference? = nil, _ reason: String
  ) -> WorkbookReadingError {
    WorkbookReadingError(code: code, file: file, sheet: sheet, cell: cell, reason: reason)
  }

  /// The members of an archive that are wanted, each of them whole.
  func members(
    of bytes: [UInt8], wanted: (_ name: String) -> Bool
  ) throws(WorkbookReadingError) -> Archive {
    let archive: Archive
    do throws(ArchiveFailure) { archive = try Archive(bytes, wanted: wanted) } catch {
      throw self.error(error.code, error.words)
    }
    if let damage = archive.damage { throw error(.damaged, "its archive is damaged: \(damage); save it again") }
    for (name, member) in archive.members {
      if let damage = member.damage { throw error(.damaged, "its part \(name) is damaged: \(damage); save it again") }
    }
    return archive
  }

  private func package(_ bytes: [UInt8]) throws(WorkbookReadingError) -> WorkbookContents {
    let archive = try members(of: bytes) { name in
      name == OpenDocumentWorkbook.mediaType || name == SpreadsheetPackage.contentTypes || name.hasSuffix(".rels")
    }
    if let type = archive[OpenDocumentWorkbook.mediaType] {
      guard String(decoding: type.bytes.prefix(200), as: UTF8.self).hasPrefix(OpenDocumentWorkbook.spreadsheetType)
      else { throw error(.unsupported, "it is an OpenDocument file that is no spreadsheet") }
      return try OpenDocumentWorkbook(bytes, by: self).contents()
    }
    guard archive[SpreadsheetPackage.contentTypes] != nil else {
      throw error(.unsupported, "it is a ZIP archive that is neither XLSX nor ODS")
    }
    return try SpreadsheetPackage(bytes, relationships: archive, by: self).contents()
  }

  private func separatedValues(_ bytes: [UInt8]) throws(WorkbookReadingError) -> WorkbookContents {
    let text: String
    do throws(TextDecoding.Failure) { text = try TextDecoding.decode(bytes).text } catch {
      switch error {
      case .binary(let offset): throw self.error(.unsupported, "it is no text: there is a NUL byte at offset \(offset)")
      }
    }
    let values = DelimitedText.opening(text)
    if let unclosed = values.unclosed {
      throw error(
        .malformed, "a quotation mark in line \(unclosed.line) is never closed; close it, or double it if it is text")
    }
    if let line = values.cutShort {
      throw error(
        .tooLarge,
        "line \(line) exceeds the \(DelimitedText.maximumRecords) records or "
          + "\(DelimitedText.maximumFields) fields that are read")
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    var sheet = SheetContents(name: name)
    for (row, record) in values.records.enumerated() {
      for (column, field) in record.fields.enumerated() where !field.isEmpty {
        sheet.cells[CellReference(column: column, row: row)] = CellContents(.text(field))
        if sheet.cells.count > limits.cells { throw tooManyCells }
      }
    }
    return WorkbookContents(format: .csv, sheets: [sheet])
  }

  var tooManyCells: WorkbookReadingError {
    error(.tooLarge, "more than \(limits.cells) cells hold something; delete what is not asked for")
  }

  var tooManyMerged: WorkbookReadingError { error(.tooLarge, "more than \(limits.merged) ranges are merged") }
}

extension ArchiveFailure {
  fileprivate var code: WorkbookReadingError.Code {
    switch self {
    case .tooLarge, .outOfMemory: .tooLarge
    case .encrypted: .encrypted
    case .damaged: .damaged
    }
  }

  fileprivate var words: String {
    switch self {
    case .tooLarge(let what, let limit): "it is an archive with \(what); at most \(limit) are read"
    case .encrypted(let member): "its part \(member) is encrypted; save it without a password"
    case .damaged(let how): "its archive is damaged: \(how); save it again"
    case .outOfMemory: "it could not be unpacked for want of memory"
    }
  }
}
