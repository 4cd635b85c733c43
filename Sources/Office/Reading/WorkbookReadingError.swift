/// Why a workbook could not be read, with the place as its user sees it.
public struct WorkbookReadingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of reason.
  public var code: Code
  /// The file's name.
  public var file: String
  /// The sheet; nil where it is about the whole file.
  public var sheet: String?
  /// The cell; nil where it is about the whole sheet.
  public var cell: CellReference?
  /// What is wrong and what to do, without a full stop.
  public var reason: String

  /// Kinds of reasons.
  public enum Code: String, Hashable, Sendable {
    /// Beyond what is read.
    case tooLarge = "too-large"
    case encrypted
    /// A format that is not read.
    case unsupported
    case damaged
    /// Something that no workbook may hold.
    case malformed
  }

  /// `response.xlsx, sheet “Response”, cell E7: reason`
  public var description: String {
    let place = [file, sheet.map { "sheet “\($0)”" }, cell.map { "cell \($0)" }].compactMap { $0 }
    return "\(place.joined(separator: ", ")): \(reason)"
  }
}

/// What a workbook may at most hold.
public struct WorkbookLimits: Hashable, Sendable {
  /// Bytes of the file.
  public var bytes = 32 << 20
  /// Sheets.
  public var sheets = 200
  /// Cells that hold something, over all sheets.
  public var cells = 400_000
  /// Merged ranges, over all sheets.
  public var merged = 50_000

  /// Limits with much room for what people fill in.
  public init() {}
}
