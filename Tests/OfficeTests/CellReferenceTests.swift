import Office
import Testing

@Suite("Names of cells")
struct CellReferenceTests {
  @Test(
    "Letters and number name a cell, both ways",
    arguments: [("A1", 0, 0), ("Z9", 25, 8), ("AA10", 26, 9), ("AZ1", 51, 0), ("XFD1048576", 16_383, 1_048_575)])
  func named(_ name: String, _ column: Int, _ row: Int) throws {
    #expect(CellReference(name) == CellReference(column: column, row: row))
    #expect(CellReference(column: column, row: row).description == name)
  }

  @Test(
    "What names no cell is no reference",
    arguments: ["", "A", "7", "A0", "XFE1", "A1048577", "A-1", "ABCD1", "Ä1"])
  func none(_ name: String) {
    #expect(CellReference(name) == nil)
  }
}
