/// Why a workbook was not written.
public enum WorkbookError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Beyond what spreadsheet programs can hold.
  case tooLarge(String)
  /// What the library says.
  case notWritten(String)

  /// A sentence.
  public var description: String {
    switch self {
    case .tooLarge(let what): "the workbook is too large: \(what)"
    case .notWritten(let reason): "the workbook cannot be written: \(reason)"
    }
  }
}
