/// A cell of a worksheet, as spreadsheets name it: `B7`.
public struct CellReference: Hashable, Sendable, CustomStringConvertible {
  /// Column, counted from 0.
  public var column: Int
  /// Row, counted from 0.
  public var row: Int

  /// Columns of a worksheet (ISO/IEC 29500-1 leaves the number open; every spreadsheet program stops here).
  public static let columns = 16_384
  /// Rows of a worksheet.
  public static let rows = 1_048_576

  /// Makes a reference by numbers counted from 0.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// Reads `B7`; nil where it names no cell.
  public init?(_ text: some StringProtocol) {
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    let digits = text.dropFirst(letters.count)
    guard (1...3).contains(letters.count), (1...7).contains(digits.count), digits.allSatisfy({ $0.isASCII }),
      let row = Int(digits), (1...Self.rows).contains(row)
    else { return nil }
    let column = letters.uppercased().utf8.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
    guard column < Self.columns else { return nil }
    self.init(column: column, row: row - 1)
  }

  /// As spreadsheets write it.
  public var description: String { Self.name(ofColumn: column) + String(row + 1) }

  /// Letters of a column: 0 is `A`, 26 is `AA`.
  public static func name(ofColumn column: Int) -> String {
    var (rest, letters) = (column, "")
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }
}
