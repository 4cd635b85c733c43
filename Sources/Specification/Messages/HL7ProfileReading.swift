import HL7

/// Reads a conformance profile of HL7 v2 with its companions, and places what is wrong with them.
///
/// The tables and conditions of a profile may stand in files of their own beside it: those of `adt-a40.xml` in
/// `adt-a40.tables.xml` and `adt-a40.constraints.xml`.
enum HL7ProfileReading {
  /// The endings of companions' names.
  static let companions = [".tables.xml", ".constraints.xml"]

  /// The profile, and what is wrong with it; without errors there is a profile.
  ///
  /// - Parameter companion: Gives the text of a file by its ending, where there is such a file.
  static func read(
    _ source: SourceText, companion: (String) -> SourceText?
  ) -> (ConformanceProfile?, [Diagnostic]) {
    let result = ProfileReader.read(source.bytes)
    var diagnostics = Self.diagnostics(result.faults, in: source)
    guard var profile = result.profile else { return (nil, diagnostics) }
    for ending in companions {
      guard let text = companion(ending) else { continue }
      let faults =
        ending == companions[0]
        ? ProfileReader.addTables(text.bytes, to: &profile) : ProfileReader.addConditions(text.bytes, to: &profile)
      diagnostics += Self.diagnostics(faults, in: text)
    }
    return (diagnostics.isEmpty ? profile : nil, diagnostics)
  }

  private static func diagnostics(_ faults: [ProfileFault], in source: SourceText) -> [Diagnostic] {
    faults.map { fault in
      Diagnostic(
        ReadingRule.profileContent,
        at: SourceSpan(file: source.path, line: fault.line, column: fault.column, length: 1), fault.message,
        hint: fault.hint)
    }
  }
}
