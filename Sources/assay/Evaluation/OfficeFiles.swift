import Foundation
import Office

/// Writes documents of word processors and spreadsheet programs.
enum OfficeFiles {
  /// Writes a text document and answers its path.
  static func put(_ document: TextDocument, _ name: String, _ folder: URL) throws -> String {
    let bytes: [UInt8]
    do { bytes = try WordDocument.package(document) } catch {
      Terminal.error("\(name): \(error)")
      throw ExitStatus.harness
    }
    return try RunReports.put(Data(bytes), name, folder)
  }

  /// Writes a workbook and answers its path.
  static func put(
    _ workbook: Workbook, _ name: String, _ folder: URL, created: Date = Date(timeIntervalSince1970: 0)
  ) throws -> String {
    let bytes: [UInt8]
    do throws(WorkbookError) { bytes = try workbook.bytes(created: created) } catch {
      Terminal.error("\(name): \(error)")
      throw ExitStatus.harness
    }
    return try RunReports.put(Data(bytes), name, folder)
  }
}
