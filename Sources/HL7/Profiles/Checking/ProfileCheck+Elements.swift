extension ProfileCheck {
  /// A field with its repetitions.
  mutating func field(
    _ segment: Segment, _ number: Int, _ element: ProfileElement, in profile: SegmentProfile, at address: String,
    frames: [Frame]
  ) {
    let repetitions = segment.field(number)?.parts ?? []
    let sent = repetitions.enumerated().filter { !$0.element.isBlank }
    presence(
      count: sent.count, element.occurrence, named: Self.noun(address, element), at: address, line: element.line,
      value: sent.first.map { message.text(of: $0.element).text }, condition: element.condition, frames: frames)
    guard !sent.isEmpty else { return }
    var element = element
    element.dataType = dataType(of: element, number, segment, profile, at: address)
    for (index, repetition) in sent {
      let place = repetitions.count > 1 ? "\(address)[\(index + 1)]" : address
      value(repetition, element, at: place, frames: frames)
    }
  }

  /// The data type of a field; where the content decides, what the profile or the field before says (HL7 v2.5.1 §7.4.2.5).
  private mutating func dataType(
    of element: ProfileElement, _ number: Int, _ segment: Segment, _ profile: SegmentProfile, at address: String
  ) -> String? {
    guard let name = element.dataType, (self.profile.dataTypes[name]?.name ?? name).isOpenDataType else {
      return element.dataType
    }
    func said(_ number: Int) -> String? {
      segment.field(number)?.part(1).map { message.text(of: $0).text }.flatMap { $0.isEmpty ? nil : $0 }
    }
    if let mapping = profile.mappings.first(where: { $0.field == number }), let value = said(mapping.reference),
      let mapped = mapping.cases[value]
    {
      return mapped
    }
    if segment.name == "OBX", number == 5, let value = said(2) { return value }
    omit("its content, whose data type nothing says", at: Self.withoutOccurrences(address), line: element.line)
    return nil
  }

  private static func noun(_ address: String, _ element: ProfileElement) -> String {
    element.name.isEmpty ? address : "\(address) (\(element.name))"
  }

  /// A repetition or component with what is below it. The recursion ends with the subcomponents.
  mutating func value(_ part: Part, _ element: ProfileElement, at address: String, frames: [Frame]) {
    // The null value deletes what the receiver has; it is of every type and length (HL7 v2.5.1 §2.5.3).
    guard part.isValued else { return }
    let known = element.dataType.flatMap { profile.dataTypes[$0] }
    let typeName = known?.name ?? element.dataType
    let own = self.frames(
      .dataType, id: element.dataType, names: typeName.map { [$0] } ?? [], at: .part(part), address: address)
    constant(part, element, at: address)
    let components = components(of: element, known)
    guard !components.isEmpty, part.level < .subcomponent, !part.isLiteral else {
      scalar(part, element, typeName: typeName, at: address)
      return
    }
    // HL7's own schema counts the characters of the whole with its delimiters; NIST's those of values.
    if known == nil { length(part, element, at: address) }
    table(part, element, components: components, at: address)
    let parts = part.parts
    let all = frames + own
    for (index, component) in components.enumerated() {
      let below = all.map { Frame(rules: $0.rules, node: $0.node, path: $0.path + [index + 1]) }
      self.component(
        parts.indices.contains(index) ? parts[index] : nil, component, at: "\(address).\(index + 1)", frames: below)
    }
    foreign(parts, beyond: components.count, element, at: address)
    together(part, typeName, element, at: address)
  }

  /// What the components of a data type demand of each other.
  private mutating func together(_ part: Part, _ typeName: String?, _ element: ProfileElement, at address: String) {
    guard let typeName else { return }
    let demands = CompositeCheck.demands(typeName) { component, subcomponent in
      guard let found = part.simple(component, subcomponent), found.isValued else { return nil }
      return message.text(of: found).text
    }
    for demand in demands {
      let place = "\(address).\(demand.component)"
      add(.dataType, at: place, line: element.line, "\(place) \(demand.sentence)")
    }
  }

  private mutating func component(_ part: Part?, _ element: ProfileElement, at address: String, frames: [Frame]) {
    let sent = part.flatMap { $0.isBlank ? nil : $0 }
    var occurrence = element.occurrence
    // Components do not repeat.
    (occurrence.minimum, occurrence.maximum) = (0, nil)
    presence(
      count: sent == nil ? 0 : 1, occurrence, named: Self.noun(address, element), at: address, line: element.line,
      value: sent.map { message.text(of: $0).text }, condition: element.condition, frames: frames)
    if let sent { value(sent, element, at: address, frames: frames) }
  }

  /// What stands behind the last component of the profile.
  private mutating func foreign(_ parts: [Part], beyond count: Int, _ element: ProfileElement, at address: String) {
    guard parts.count > count else { return }
    for (index, part) in parts.enumerated().dropFirst(count) where !part.isBlank {
      add(
        .unknownPart, at: "\(address).\(index + 1)", line: element.line,
        "\(address).\(index + 1) is \(Self.quoted(message.text(of: part).text)), and \(address) ends with component "
          + "\(count) in the profile")
    }
  }

  /// The components as the profile says them, or its data type does, or else the edition: then only their types count.
  private func components(of element: ProfileElement, _ known: DataTypeProfile?) -> [ProfileElement] {
    if !element.components.isEmpty { return element.components }
    if let known { return known.components }
    guard profile.dataTypes.isEmpty, let version, let name = element.dataType,
      let definition = DataTypeDefinition(name, version: version)
    else { return [] }
    return definition.components.enumerated().map { index, component in
      var found = ProfileElement(
        name: "", occurrence: ProfileOccurrence(usage: .optional, usageCode: "O", minimum: 0, maximum: nil),
        line: element.line)
      found.dataType = name == "TS" && index == 0 ? "DTM" : component.dataType
      return found
    }
  }
}
