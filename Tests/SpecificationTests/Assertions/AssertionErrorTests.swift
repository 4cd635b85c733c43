import Testing

@testable import Specification

/// A line, and the error that it must give: what is underlined, the rule, and words of message and hint.
struct ExpectedError: Sendable, CustomTestStringConvertible {
  let text: String
  let underlined: String
  let code: AssertionDiagnosticCode
  let words: String

  init(_ text: String, _ underlined: String, _ code: AssertionDiagnosticCode, _ words: String) {
    self.text = text
    self.underlined = underlined
    self.code = code
    self.words = words
  }

  var testDescription: String { text }
}

@Suite("Errors of assertions point at their place and say what to do")
struct AssertionErrorTests {
  static let writing: [ExpectedError] = [
    .init("comment == 'x'", "'", .unexpectedCharacter, "double quotation marks"),
    .init("comment == \u{201C}x\u{201D}", "\u{201C}", .unexpectedCharacter, "straight double"),
    .init("sent == 1 && sent == 2", "&", .unexpectedCharacter, "one assertion a line"),
    .init("sent\u{A0}== 1", "\u{A0}", .unexpectedCharacter, "U+A0"),
    .init("sent === 1", "===", .unexpectedCharacter, "write `==`"),
    .init("sent => 1", "=>", .unexpectedCharacter, "write `>=`"),
    .init("sent \u{2264} 1", "\u{2264}", .unexpectedCharacter, "write `<=`"),
    .init("sent = 1", "=", .unknownPredicate, "write `==`"),
    .init("comment == \"abc", "\"abc", .unterminatedString, "no closing quotation mark"),
    .init("comment == \"a\\qb\"", "\\q", .unknownEscape, "not an escape"),
    .init("comment == {{label", "{{label", .unterminatedReference, "closing braces"),
    .init("comment == {{}}", "{{}}", .unknownName, "no name between"),
    .init("comment == {{a b}}", "{{a b}}", .unknownName, "can't be a name"),
    .init("comment == {label}", "{", .unexpectedCharacter, "double braces"),
    .init("comment matches /abc", "/abc", .unterminatedExpression, "no closing `/`"),
    .init("comment matches \"abc\"", "\"abc\"", .syntax, "between slashes"),
    .init("comment == /abc/", "/abc/", .syntax, "only after `matches`"),
    .init("released == true extra", "extra", .trailingText, "left over"),
    .init("sent == 1 extra", "1 extra", .literalType, "is not a number"),
    .init("sent in [1, 2] and released == true", "and released == true", .trailingText, "one assertion a line"),
    .init("sent", "t", .syntax, "says nothing about its path"),
    .init("sent ==", "=", .syntax, "a value is missing after `==`"),
    .init("sent equals 1", "equals", .unknownPredicate, "write `==`"),
    .init("comment contain x", "contain", .unknownPredicate, "write `contains`"),
    .init("comment conatins x", "conatins", .unknownPredicate, "did you mean `contains`?"),
    .init("comment wibbles", "wibbles", .unknownPredicate, "predicates are =="),
    .init("comment is not empty", "is not", .unknownPredicate, "write `not is absent`"),
    .init("comment is x", "is x", .unknownPredicate, "equality is written `==`"),
    .init("comment is present", "is present", .unknownPredicate, "write `exists`"),
    .init("comment starts x", "starts", .unknownPredicate, "`starts with` in full"),
    .init("ae-titles same as [A]", "same", .unknownPredicate, "`same set as` in full"),
    .init("comment conforms nhs-number", "conforms", .unknownPredicate, "followed by `to`"),
    .init("comment conforms to", "conforms to", .syntax, "needs the name of a checker"),
    .init("duration between 1 s", "s", .syntax, "needs two values"),
    .init("all responses[*].status == success", "all", .syntax, "write `every`"),
    .init("any responses[*].status == success", "any", .syntax, "write `some`"),
    .init("== completed", "==", .syntax, "starts with a path"),
    .init("exists comment", "exists", .syntax, "starts with a path"),
    .init("{{label}} == comment", "{{label}}", .syntax, "stands on the right"),
    .init("outcome in []", "[]", .emptyList, "the list is empty"),
    .init("outcome in [completed,]", "]", .syntax, "another value"),
    .init("outcome in [completed rejected]", "rejected", .syntax, "stand commas"),
    .init("outcome in [[completed]]", "[", .syntax, "within a list"),
    .init("outcome in [completed", "d", .syntax, "the end of the line"),
    .init("responses[].status == success", "[]", .syntax, "nothing between the brackets"),
    .init("responses[0.status == success", ".", .syntax, "`]` is missing"),
    .init("responses[status != success].count == 0", "!=", .syntax, "by `==` only"),
    .init("responses[status = success].count == 0", "=", .syntax, "write `[status == value]`"),
    .init("responses[-1].status == success", "-1", .syntax, "counted from 0"),
    .init("rejection. == x", "==", .syntax, "after `.` comes a field name"),
    .init("matches[0].(0010,20) exists", "(", .syntax, "not a tag"),
  ]

  static let paths: [ExpectedError] = [
    .init("outcme == completed", "outcme", .unknownField, "did you mean `outcome`?"),
    .init("zzz == completed", "zzz", .unknownField, "fields are `outcome`"),
    .init("rejection.reson == x", "reson", .unknownField, "did you mean `reason`?"),
    .init("outcome.word == x", "word", .notARecord, "has no field"),
    .init("responses.status == success", "status", .notARecord, "responses[*].status"),
    .init("every responses.status == success", "status", .notARecord, "choose elements"),
    .init("responses.stats == success", "stats", .unknownField, "did you mean `status`?"),
    .init("contexts.result == acceptance", "result", .notARecord, "contexts[KEY].result"),
    .init("ae-titles.size == 1", "size", .notARecord, "`count` only"),
    .init("outcome.count == 1", "count", .notARecord, "only lists have a `count`"),
    .init("some responses[*].count == 1", "count", .notAList, "leave `[*]` out"),
    .init("outcome[0] == completed", "[0]", .notAList, "leave `[0]` out"),
    .init("responses[success].status == success", "[success]", .noKey, "choose by a field"),
    .init("matches[success] exists", "[success]", .noKey, "PatientID"),
    .init("ae-titles of A exists", "of A", .noKey, "not a list with a key"),
    .init("contexts[CTImageStorag].result == acceptance", "CTImageStorag", .unknownUID, "`CTImageStorage`"),
    .init("contexts[1.2.03].result == acceptance", "1.2.03", .literalType, "starts with 0"),
    .init("matches[0].PatientNam == x", "PatientNam", .unknownKeyword, "`PatientName`"),
    .init("rejection.(0010,0020) == x", "(0010,0020)", .notARecord, "below a DICOM data set only"),
    .init("PID-3[2].1 == x", "PID-3", .notARecord, "an address stands below an HL7 v2 message only"),
    .init("xpath(\"//x\") == x", "xpath(\"//x\")", .reservedAddress, "no step of this edition has an XML body"),
    .init("jsonpath(\"$.x\") == x", "jsonpath(\"$.x\")", .unknownField, "no function"),
    .init("rejection.1 == x", "1", .unknownField, "a name, not a number"),
    .init("responses[*].status == success", "responses[*].status", .missingQuantifier, "`every`, `some` or `no`"),
    .init("responses[status == failure] exists", "responses[status == failure]", .missingQuantifier, "several values"),
    .init("responses[*].comment contains x", "responses[*].comment", .missingQuantifier, "some"),
    .init("every outcome == completed", "every", .needlessQuantifier, "leave `every` out"),
    .init("no ae-titles == [A]", "no", .needlessQuantifier, "ae-titles[*]"),
    .init("matches[ModalitiesInStudy == CT].count == 1", "ModalitiesInStudy", .notARecord, "can't be chosen by"),
  ]

  static let values: [ExpectedError] = [
    .init("duration <= 64 KiB", "64 KiB", .literalType, "is a size, and a duration is wanted"),
    .init("maximum-length >= 5 s", "5 s", .literalType, "is a duration, and a size is wanted"),
    .init("duration <= 5", "5", .literalType, "has no unit"),
    .init("duration <= 5 sec", "5 sec", .unknownUnit, "write `s`"),
    .init("duration <= 5 parsecs", "5 parsecs", .unknownUnit, "units are `ms`"),
    .init("maximum-length >= 16 kB", "16 kB", .unknownUnit, "write `KB`"),
    .init("duration <= -5 s", "-5 s", .literalType, "negative"),
    .init("duration <= 0.0000001 ms", "0.0000001 ms", .literalType, "no whole number of nanoseconds"),
    .init("duration <= 99999999999 h", "99999999999 h", .literalType, "too large"),
    .init("sent == 5 s", "5 s", .literalType, "without a unit"),
    .init("sent == five", "five", .literalType, "not a number"),
    .init("sent == 1.2.3", "1.2.3", .literalType, "not a number"),
    .init("released == yes", "yes", .literalType, "neither `true` nor `false`"),
    .init("day == 2026-02-30", "2026-02-30", .literalType, "not a date"),
    .init("outcome == complete", "complete", .unknownWord, "did you mean `completed`?"),
    .init("outcome == \"completed\"", "\"completed\"", .literalType, "leave the quotation marks out"),
    .init("sent == \"5\"", "\"5\"", .literalType, "leave the quotation marks out"),
    .init("sent == null", "null", .literalType, "write `is absent`"),
    .init("implementation == CTImageStorageX", "CTImageStorageX", .unknownUID, "did you mean"),
    .init("offending == PatientIDD", "PatientIDD", .unknownKeyword, "did you mean"),
    .init("comment == 12 apples", "12 apples", .literalType, "double quotation marks"),
    .init("comment == \"{{label}}\"", "\"{{label}}\"", .literalType, "without the quotation marks"),
    .init("outcome == [completed]", "[completed]", .literalType, "not a list"),
    .init("outcome in completed", "completed", .literalType, "write `[completed]`"),
    .init("ae-titles == A", "A", .literalType, "contains A"),
    .init("matches[0].ModalitiesInStudy == CT", "CT", .literalType, "contains CT"),
    .init("comment < x", "<", .predicateType, "have an order"),
    .init("outcome < completed", "<", .predicateType, "have an order"),
    .init("responses > 1", ">", .predicateType, "responses.count"),
    .init("responses == [x]", "==", .predicateType, "[*]"),
    .init("rejection == x", "==", .predicateType, "compare one of its fields"),
    .init("matches[0] == x", "==", .predicateType, "compare one of its elements"),
    .init("sent contains 1", "contains", .predicateType, "compared by `==`"),
    .init("sent starts with 1", "starts with", .predicateType, "applies to text"),
    .init("ae-titles starts with A", "starts with", .predicateType, "look at its elements"),
    .init("sent is empty", "is empty", .predicateType, "ask with `is absent`"),
    .init("comment same set as [a]", "same set as", .predicateType, "compared by `==`"),
    .init("ae-titles in [A]", "in", .predicateType, "[*]"),
    .init("comment between a and b", "between", .predicateType, "have an order"),
    .init("matches[0].PixelData == x", "==", .predicateType, "bytes"),
    .init("sent conforms to nhs-number", "nhs-number", .predicateType, "checks text"),
    .init("comment conforms to iod", "iod", .predicateType, "checks the conformity of a DICOM object"),
    .init("comment conforms to hl7-profile:a/b.xml", "hl7-profile:a/b.xml", .predicateType, "checks a message"),
    .init("comment conforms to xsd:cda", "xsd:cda", .unavailableChecker, "no checker"),
    .init("comment conforms to nhs-numbr", "nhs-numbr", .unknownChecker, "did you mean `nhs-number`?"),
    .init("comment conforms to uid:x", "uid:x", .unknownChecker, "takes no argument"),
    .init("sent between 5 and 1", "5 and 1", .emptyRange, "write `between 1 and 5`"),
    .init("comment matches /(a/", "(", .regularExpression, "no `)`"),
    .init("comment matches /a\\/b(?=x)/", "(?=", .regularExpression, "look-around"),
    .init("comment matches /a{2,1}/", "{2,1}", .regularExpression, "wrong way round"),
    .init("comment matches //", "/", .regularExpression, "empty"),
    .init("comment == {{labl}}", "{{labl}}", .unknownName, "did you mean `{{label}}`?"),
    .init("comment == {{study.uidd}}", "{{study.uidd}}", .unknownName, "did you mean `{{study.uid}}`?"),
    .init("comment == {{label.x}}", "{{label.x}}", .unknownName, "has no part"),
    .init("sent == {{first-image}}", "{{first-image}}", .nameType, "is a duration, and a number is wanted"),
    .init("implementation == {{label}}", "{{label}}", .nameType, "a UID is wanted"),
    .init("outcome in {{captured}}", "{{captured}}", .nameType, "is wanted"),
  ]

  @Test("One line, one error, at its place", arguments: writing + paths + values)
  func errors(_ expected: ExpectedError) throws {
    let (assertions, diagnostics) = Sample.parse("  " + expected.text)
    #expect(assertions.isEmpty)
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostics.count == 1)
    #expect(diagnostic.code == expected.code.rawValue)
    #expect(diagnostic.span.line == Sample.place.line)
    let line = SourceLine("  " + expected.text, at: Sample.place)
    let first = diagnostic.span.column - Sample.place.column
    #expect(line.text(first..<(first + diagnostic.span.length)) == expected.underlined)
    let said = diagnostic.message + " " + (diagnostic.hint ?? "")
    #expect(said.contains(expected.words), "\(said)")
  }

  @Test("Lines and patterns without bound are refused")
  func bounds() {
    let long = "comment == \"" + String(repeating: "x", count: 3_000) + "\""
    #expect(Sample.parse(long).1.map(\.code) == ["assertion-too-long"])
    let pattern = "comment matches /" + String(repeating: "x", count: 600) + "/"
    #expect(Sample.parse(pattern).1.map(\.code) == ["regular-expression"])
    let deep = "comment matches /" + String(repeating: "(", count: 100) + String(repeating: ")", count: 100) + "/"
    #expect(Sample.parse(deep).1.map(\.code) == ["regular-expression"])
    #expect(Sample.parse("comment matches /((a{900}){900}){900}/").1.map(\.code) == ["regular-expression"])
  }

  @Test("No mutant of an assertion makes the reader trap, and every error lies within its text")
  func mutants() {
    let seeds =
      Self.writing.map(\.text) + Self.paths.map(\.text) + Self.values.map(\.text)
      + [
        "every responses[status == success].code matches /^(A|B){1,3}\\/$/ # x",
        "transfer-syntaxes of CTImageStorage contains any [JPEGLSLossless, \"1.2\"]",
      ]
    var random = SplitMix(state: 2_026)
    let alphabet = Array("abz019._-[](){}*+?^$|\\/\"'=<>!,:# \t\n\r\u{0}é🩻\u{301}".unicodeScalars)
    for round in 0..<20_000 {
      var scalars = Array(seeds[round % seeds.count].unicodeScalars)
      for _ in 0...random.below(4) {
        let at = random.below(scalars.count + 1)
        switch random.below(3) {
        case 0: scalars.insert(alphabet[random.below(alphabet.count)], at: at)
        case 1 where at < scalars.count: scalars.remove(at: at)
        default: if at < scalars.count { scalars[at] = alphabet[random.below(alphabet.count)] }
        }
        if scalars.isEmpty { scalars = ["x"] }
      }
      let text = String(String.UnicodeScalarView(scalars))
      let lines = SourceLine.lines(of: text, at: Sample.place)
      for diagnostic in Sample.parse(text).1 {
        let index = diagnostic.span.line - Sample.place.line
        guard lines.indices.contains(index) else {
          Issue.record("line \(diagnostic.span.line) of \(text)")
          continue
        }
        let end = diagnostic.span.column - Sample.place.column + diagnostic.span.length
        if diagnostic.span.column < Sample.place.column || end > max(lines[index].scalars.count, 1) {
          Issue.record("\(diagnostic.span) of \(text.debugDescription)")
        }
      }
    }
  }
}

/// Numbers that are the same at every run.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}
