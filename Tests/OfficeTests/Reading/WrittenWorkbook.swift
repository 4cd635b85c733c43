import Foundation
import Office
import TestPeers

/// Workbooks that other programs write.
enum WrittenWorkbook {
  /// A workbook that openpyxl writes: `book` is it, `sheet` its first sheet. In the folder of the script, further files
  /// may be made; the one of this name is read.
  static func openpyxl(_ script: String, name: String = "a.xlsx") throws -> [UInt8] {
    let source = """
      import openpyxl, sys, zipfile
      book = openpyxl.Workbook()
      sheet = book.active
      sheet.title = 'One'
      path = sys.argv[1]
      \(script)
      """
    return try inFolder { folder in
      let file = folder.appendingPathComponent(name)
      let result = try ExternalTool.run("python3", ["write.py", file.path], files: ["write.py": source])
      guard result.status == 0 else { throw PeerProcess.Unavailable(description: result.output) }
      return [UInt8](try Data(contentsOf: file))
    }
  }

  /// What LibreOffice saves it as.
  static func resaved(_ bytes: [UInt8], as format: WorkbookFormat) throws -> [UInt8] {
    try inFolder { folder in
      try Data(bytes).write(to: folder.appendingPathComponent("a.xlsx"))
      let out = folder.appendingPathComponent("out")
      let result = try ExternalTool.run(
        "soffice",
        [
          "--headless", "-env:UserInstallation=file://\(folder.path)/profile", "--convert-to", format.rawValue,
          "--outdir",
          out.path, folder.appendingPathComponent("a.xlsx").path,
        ])
      let file = out.appendingPathComponent("a.\(format.rawValue)")
      guard let bytes = try? Data(contentsOf: file) else { throw PeerProcess.Unavailable(description: result.output) }
      return [UInt8](bytes)
    }
  }

  private static func inFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("workbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
