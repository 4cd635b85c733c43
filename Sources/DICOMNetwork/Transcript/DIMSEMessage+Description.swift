extension CommandSet {
  /// One line for people: `C-ECHO-RSP to message 1, status 0000 (success)`.
  public var summary: String {
    var line =
      commandField?.name ?? "Command Field \(number(CommandElementNumber.commandField)?.hexadecimal ?? "absent")"
    if let id = messageIDBeingRespondedTo {
      line += " to message \(id)"
    } else if let id = messageID {
      line += ", message \(id)"
    }
    if let status { line += ", status \(status.code) (\(status.category.rawValue))" }
    return line
  }

  /// The elements for people, a line each.
  public var details: [String] {
    elements.prefix(64).map { element in
      let known = Self.dictionary[element.element]
      let name = "(0000,\(element.element.hexadecimal)) \(known?.name ?? "Unknown"): "
      switch known?.kind {
      case .uid: return name + named(text(element.element) ?? "")
      case .text: return name + readable(String((text(element.element) ?? "").prefix(64)))
      case .number: return name + meaning(element)
      case .tags:
        return name + tags(element.element).prefix(16).map { $0.keyword ?? $0.description }.joined(separator: ", ")
      case nil: return name + element.value.prefix(32).map(\.hexadecimal).joined(separator: " ")
      }
    }
  }

  private func meaning(_ element: CommandElement) -> String {
    guard let number = number(element.element) else { return "\(element.value.count) bytes" }
    switch element.element {
    case CommandElementNumber.commandField:
      return "\(number.hexadecimal)H (\(commandField?.name ?? "not defined"))"
    case CommandElementNumber.status:
      return "\(number.hexadecimal)H (\(DIMSEStatus(rawValue: number).category.rawValue))"
    case CommandElementNumber.commandDataSetType:
      return "\(number.hexadecimal)H (\(hasDataSet ? "a data set follows" : "no data set"))"
    default: return "\(number)"
    }
  }

  private enum Kind { case uid, text, number, tags }

  // PS3.7 Table E.1-1
  private static let dictionary: [UInt16: (name: String, kind: Kind)] = [
    0x0002: ("Affected SOP Class UID", .uid), 0x0003: ("Requested SOP Class UID", .uid),
    0x0100: ("Command Field", .number), 0x0110: ("Message ID", .number),
    0x0120: ("Message ID Being Responded To", .number), 0x0600: ("Move Destination", .text),
    0x0700: ("Priority", .number), 0x0800: ("Command Data Set Type", .number), 0x0900: ("Status", .number),
    0x0902: ("Error Comment", .text), 0x0903: ("Error ID", .number), 0x1000: ("Affected SOP Instance UID", .uid),
    0x1001: ("Requested SOP Instance UID", .uid), 0x1002: ("Event Type ID", .number),
    0x1005: ("Attribute Identifier List", .tags),
    0x1008: ("Action Type ID", .number), 0x1020: ("Number of Remaining Sub-operations", .number),
    0x1021: ("Number of Completed Sub-operations", .number), 0x1022: ("Number of Failed Sub-operations", .number),
    0x1023: ("Number of Warning Sub-operations", .number),
    0x1030: ("Move Originator Application Entity Title", .text), 0x1031: ("Move Originator Message ID", .number),
  ]
}
