/// Reads tables of codes: the value set library of NIST's tools, and the table file that goes with HL7's schema.
enum ProfileTableReading {
  static func read(_ root: ProfileNode, into profile: inout ConformanceProfile) {
    for node in root.descendants(["ValueSetDefinition", "TableDefinition", "hl7table"]) {
      guard let id = node.given("BindingIdentifier") ?? node.given("Id") ?? node.given("id") else {
        node.report("the table has no identifier")
        continue
      }
      var table = ProfileTable(codes: [], isOpen: node.given("Extensibility") == "Open")
      for element in node.children where ["ValueElement", "TableElement", "tableElement"].contains(element.name) {
        guard let code = element.given("Value") ?? element.given("Code") ?? element.given("code") else {
          element.report("a code of the table `\(id.prefix(40))` is missing")
          continue
        }
        // E: excluded; R and P: required of the receiver, and permitted.
        if element.given("Usage") == "E" { table.excluded.insert(code) } else { table.codes.insert(code) }
      }
      // A table without codes says nothing of them.
      if table.codes.isEmpty { table.isOpen = true }
      profile.tables[id] = table
    }
    for node in root.descendants(["NoValidation"]) {
      for identifier in node.children("BindingIdentifier") {
        if let id = identifier.text { profile.tables[id] = ProfileTable(codes: [], isOpen: true) }
      }
    }
  }
}

extension ConformanceProfile {
  /// The table of an identifier; `0001`, `HL70001` and `HL7_0001` are one.
  func table(_ id: String) -> ProfileTable? {
    if let table = tables[id] { return table }
    let number = id.tableNumber
    guard number.utf8.count == 4 else { return nil }
    return tables[number] ?? tables["HL7\(number)"] ?? tables["HL7_\(number)"]
  }
}

extension String {
  /// The number of a table of HL7 without what marks it as HL7's.
  var tableNumber: String {
    if hasPrefix("HL7_") { return String(dropFirst(4)) }
    return hasPrefix("HL7") ? String(dropFirst(3)) : self
  }
}
