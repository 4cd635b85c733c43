extension ProfileCheck {
  /// A value without parts: text, data type, length and table.
  mutating func scalar(_ part: Part, _ element: ProfileElement, typeName: String?, at address: String) {
    let decoded = message.text(of: part)
    if let finding = decoded.findings.first {
      add(
        .text, at: address, line: element.line,
        "\(address) cannot be read as written, at byte \(finding.offset): \(Self.quoted(decoded.text))")
      return
    }
    length(part, element, at: address)
    if let typeName {
      if DataTypeCheck.primitives.contains(typeName), !part.isLiteral, part.hasSeveralParts {
        add(
          .unknownPart, at: address, line: element.line,
          "\(address) is \(Self.quoted(decoded.text)), and its data type \(typeName) has no components")
      } else if let demand = DataTypeCheck.demand(decoded.text, dataType: typeName) {
        add(
          .dataType, at: address, line: element.line,
          "\(address) is \(Self.quoted(decoded.text)), and its data type \(typeName) asks for \(demand)")
      }
    }
    if let binding = element.table { codes([part], binding, element, typeName: typeName, at: address) }
  }

  mutating func length(_ part: Part, _ element: ProfileElement, at address: String) {
    guard element.minimumLength != nil || element.maximumLength != nil else { return }
    let text = message.text(of: part).text
    let count = text.unicodeScalars.count
    if let most = element.maximumLength, count > most {
      add(
        .length, at: address, line: element.line,
        "\(address) has \(count) characters, and the profile allows at most \(most): \(Self.quoted(text))")
    }
    if let least = element.minimumLength, count < least {
      add(
        .length, at: address, line: element.line,
        "\(address) has \(count) characters, and the profile asks for at least \(least): \(Self.quoted(text))")
    }
  }

  mutating func constant(_ part: Part, _ element: ProfileElement, at address: String) {
    guard let constant = element.constant else { return }
    let text = message.text(of: part).text
    guard text != constant, String(decoding: part.bytes, as: UTF8.self) != constant else { return }
    add(
      .constant, at: address, line: element.line,
      "\(address) is \(Self.quoted(text)), and the profile fixes it to \(Self.quoted(constant))")
  }

  // MARK: Tables

  /// Data types whose first component is a code of the table that the field names, and whose fourth may be one, too.
  private static let codedTypes: Set<String> = ["CE", "CWE", "CNE", "CF"]

  /// The table of a value with components.
  mutating func table(_ part: Part, _ element: ProfileElement, components: [ProfileElement], at address: String) {
    guard let binding = element.table else { return }
    let typeName = element.dataType.flatMap { profile.dataTypes[$0]?.name } ?? element.dataType
    var locations = binding.locations
    if locations.isEmpty, let typeName, Self.codedTypes.contains(typeName), components.first?.table == nil {
      locations = [1]
    }
    guard !locations.isEmpty else {
      // The components name tables of their own; where they do not, nothing says which of them the code is.
      if components.contains(where: { $0.table != nil }) { return }
      omit(
        "table \(binding.table), since nothing says which component holds the code",
        at: Self.withoutOccurrences(address), line: element.line)
      return
    }
    let parts = locations.compactMap { part.part($0) }.filter { $0.isValued }
    guard !parts.isEmpty else { return }
    codes(parts, binding, element, typeName: nil, at: address)
  }

  /// Whether one of several values is a code of a table.
  private mutating func codes(
    _ parts: [Part], _ binding: TableBinding, _ element: ProfileElement, typeName: String?, at address: String
  ) {
    let texts = parts.map { message.text(of: $0).text }
    if let table = profile.table(binding.table) {
      if let excluded = texts.first(where: { table.excluded.contains($0) }) {
        add(
          .table, at: address, line: element.line,
          "\(address) is \(Self.quoted(excluded)), which table \(binding.table) of the profile excludes")
      } else if !table.isOpen, !binding.isSuggestion, !texts.contains(where: { table.codes.contains($0) }) {
        add(
          .table, at: address, line: element.line,
          "\(address) is \(Self.quoted(texts.joined(separator: ", "))), which table \(binding.table) of the profile "
            + "does not have")
      }
      return
    }
    // Codes of ID are HL7's own (HL7 v2.5.1 §2.A.35).
    let number = binding.table.tableNumber
    if typeName == "ID", !CodeTable.openTables.contains(number), let version,
      let known = CodeTable(number, version: version)
    {
      if let text = texts.first, !known.codes.contains(text) {
        add(
          .table, at: address, line: element.line,
          "\(address) is \(Self.quoted(text)), which table \(number) of HL7 v\(version.rawValue) does not have")
      }
      return
    }
    omit(
      "table \(binding.table), whose codes neither the profile nor its table file gives",
      at: Self.withoutOccurrences(address), line: element.line)
  }
}

extension Part {
  /// Whether a delimiter divides it.
  fileprivate var hasSeveralParts: Bool {
    var parts = parts
    while parts.count == 1, let only = parts.first, only.level < .subcomponent { parts = only.parts }
    return parts.dropFirst().contains { $0.isValued }
  }
}
