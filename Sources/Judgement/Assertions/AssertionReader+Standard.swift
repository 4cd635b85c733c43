extension AssertionReader {
  static let standard = AssertionReader { assertion, _ in
    AssertionReading(result: .undecided(.harness), expected: assertion.text, found: "nothing")
  }
}
