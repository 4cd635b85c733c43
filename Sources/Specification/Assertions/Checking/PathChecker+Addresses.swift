import HL7

/// Addresses in messages of HL7 v2, and where none can stand.
extension PathChecker {
  /// The rest of the path is one address, `count` after it where it names several places.
  func address(_ segments: [SyntaxSegment], _ walk: inout Walk) throws(SyntaxFault) {
    guard let first = segments.first, let last = segments.last else { return }
    var end = last.range.upperBound
    var counts = false
    if segments.count > 1, case .name("count") = last.kind {
      counts = true
      end = segments[segments.count - 2].range.upperBound
    }
    let range = first.range.lowerBound..<end
    let text = line.text(range)
    let address: Address
    do { address = try Address(text) } catch {
      let start = range.lowerBound + min(error.offset, max(range.count - 1, 0))
      throw SyntaxFault(.unknownField, start..<max(end, start + 1), "`\(text)` is no address in a message: \(error)")
    }
    if let problem = address.problemInEveryVersion {
      throw SyntaxFault(.unknownField, range, problem, hint: "an address looks like `PID-3[2].1` or `OBX[3]-5`")
    }
    if counts, !address.isMultiple {
      throw SyntaxFault(
        .notAList, last.range, "`\(text)` is one place, and only several are counted",
        hint: "write `[*]`: `OBX[*].count`")
    }
    walk.segments.append(.address(address))
    if counts { walk.segments.append(.count) }
    walk.type = .value(counts ? .number : .string)
    walk.isMultiple = walk.isMultiple || (address.isMultiple && !counts)
    walk.end = last.range.upperBound
    walk.previous = last
  }

  func position(_ range: Range<Int>, _ walk: Walk) -> SyntaxFault {
    if case .name(let name)? = walk.previous?.kind, Self.looksLikeHL7(name) { return misplacedAddress(range) }
    return SyntaxFault(
      .unknownField, range, "a field has a name, not a number", hint: "elements of a list are chosen by `[0]`")
  }

  func call(_ name: String, _ range: Range<Int>) -> SyntaxFault {
    name == "xpath"
      ? reserved(range, "an XML body")
      : SyntaxFault(
        .unknownField, range, "a path has no function `\(name)`",
        hint: "functions such as `ofType(Quantity)` stand below a FHIR resource only")
  }

  func misplacedAddress(_ range: Range<Int>) -> SyntaxFault {
    SyntaxFault(
      .notARecord, range, "an address stands below an HL7 v2 message only",
      hint: "such as `acknowledgement.message.MSA-1`; `assay explain` lists the fields that a step records")
  }

  private func reserved(_ range: Range<Int>, _ body: String) -> SyntaxFault {
    SyntaxFault(
      .reservedAddress, range, "no step of this edition has \(body)",
      hint: "the address is kept for steps of later editions; `assay explain` lists the fields that a step records")
  }

  /// `PID-3`, `MSH-9`
  static func looksLikeHL7(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return scalars.count >= 5 && scalars[3] == "-" && scalars[4...].allSatisfy(Lexer.isDigit)
      && scalars[..<3].allSatisfy { ("A"..."Z").contains($0) || Lexer.isDigit($0) }
  }
}
