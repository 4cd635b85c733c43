import Evidence
import Foundation
import Testing

@testable import Statements

/// Whatever the bytes, reading ends soon and with a reading.
@Suite("Hostile documents")
struct HostileDocumentsTests {
  static let seeds: [(name: String, text: String)] = [
    (
      "a.txt",
      """
      3.1 SOP Classes
      ===============

      Acme supports the following SOP Classes as an SCP:

        CTImageStorage         | 1.2.840.10008.5.1.4.1.1.2 (*)
        MRImageStorage           1.2.840.10008.5.1.4.1.1.4

      (*) if licensed

      +------+-------+
      | UID  | SCU   |
      +======+=======+
      | 1.2.840.10008.1.1 | Yes |
      +------+-------+
      """
    ),
    (
      "a.1",
      """
      .TH "a" 1 "d" "Version 1" \\" -*-
      .SH "NAME"
      .TP
      \\fBa\\fP \\*(lqb\\(rq \\s+1c\\[bu]
      .nf
      CTImageStorage  1.2.840.10008.5.1.4.1.1.2
      .fi
      """
    ),
    (
      "a.md",
      """
      ---
      title: "A"
      ---
      # Conformance
      > - 1. quoted **bold _x_** [a](b) `c` <br> &amp;
      | SOP Class | UID | SCU | SCP |
      |:--|---|---|:-:|
      | CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No | **Yes** |

      ```
      x  1.2.840.10008.1.2
      ```
      <table><tr><td>a</td></tr></table>
      """
    ),
    (
      "a.html",
      """
      <!DOCTYPE html><html><head><title>A</title></head><body><h2>4 STORE AE</h2><table><caption>Table 1</caption>
      <tr><th rowspan=2>Abstract Syntax UID</th><th colspan="3">Transfer Syntax UID</th><th>Role</th></tr>
      <tr><td>1.2.840.10008.1.1</td><td>See Table 1</td><td>SCU</td></tr></table><pre>a  1.2.840.10008.1.2</pre>
      <ul><li>Max PDU: 64 KB &amp; x</ul></body></html>
      """
    ),
    (
      "a.rst",
      """
      Title
      =====
      .. |x| replace:: *a* |x|
      .. _l:

      ===  ===
      1.2.840.10008.1.1  Yes
      ---  ---
      ===  ===

      * a |x|_ :ref:`l` `b <c>`__ [#]_::

          1.2.840.10008.1.2  x

      .. table:: SOP Classes

         +------+-------+
         | UID  | SCU   |
         +======+===+===+
         | 1.2. | - | b |
         | 840  +---+---+
         |      | 画 \\| |
         +------+-------+

      .. list-table::

         * - a
           - b
      .. csv-table:: T
         :header: a,b

         "x ""y"" z", 1.2.840.10008.1.1
      .. [#] f
      :A: b
      """
    ),
    (
      "b.txt",
      """
      4.1    Contexts
      Text
                 Table 1 Contexts
      Abstract Syntax    UID                 Role    Note
      CT Image           1.2.840.10008.5.    SCU &   None
      Storage            1.4.1.1.2           SCP

      1
      \u{C}Acme

      Verification       1.2.840.10008.1.1   SCU     None
      2
      \u{C}Acme

      3
      \u{C}Acme
      """
    ),
    (
      "a.csv",
      """
      Title
      SOP Class,UID,SCU
      "CT ""Image""
      Storage", 1.2.840.10008.5.1.4.1.1.2,Yes;\tNo

      Transfer,,
      CT Image Storage,Yes,No
      """
    ),
  ]

  private static func mutant(of original: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      guard !bytes.isEmpty else { break }
      let position = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[position] = UInt8.random(in: .min ... .max, using: &generator)
      case 1: bytes.remove(at: position)
      case 2:
        let end = min(bytes.count, position + Int.random(in: 1...40, using: &generator))
        bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &generator))
      case 3: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...40, using: &generator)))
      default: bytes.insert(Array("<>|-=+.\\\n\t *(\"&;".utf8).randomElement(using: &generator) ?? 0, at: position)
      }
    }
    return bytes
  }

  @Test("Five thousand mutants of each reader's input end with a reading", arguments: seeds.indices)
  func mutants(index: Int) {
    let seed = Self.seeds[index]
    let original = Array(seed.text.utf8)
    var generator = SplitMix(seed: UInt64(index) &+ 2_026)
    var readable = 0
    for _ in 0..<5_000 {
      let reading = StatementReader.read(bytes: Self.mutant(of: original, &generator), name: seed.name)
      if !reading.problems.contains(where: { $0.severity == .unreadable }) { readable += 1 }
    }
    #expect(readable > 2_500)
  }

  @Test("20,000 mutants of each reader's input are read to blocks, or refused", arguments: seeds.indices)
  func blocks(index: Int) {
    let seed = Self.seeds[index]
    let original = Array(seed.text.utf8)
    let format = DocumentFormat.detect(original, name: seed.name)
    var generator = SplitMix(seed: UInt64(index) &+ 2_027)
    var readable = 0
    for _ in 0..<20_000 {
      if (try? StatementReader.text(Self.mutant(of: original, &generator), format)) != nil { readable += 1 }
    }
    #expect(readable > 10_000)
  }

  private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(
    "Floods end within seconds",
    arguments: [
      "nested elements", "nested tables", "huge table", "spans", "giant line", "many lines", "pipes", "quotations",
      "brackets", "emphasis", "wide table", "list nest", "identifiers", "dots", "sentences", "rules", "backspaces",
      "attributes", "deep headings", "grid borders", "grid line", "open grid", "tangled grid", "open tables",
      "deep lists", "deep quotations", "lists in a line", "cells in cells", "substitutions", "roles", "footnotes",
      "labels", "underlines", "simple columns", "short CSV columns", "CSV columns", "CSV quotes", "CSV blank rows",
      "pages", "printed rows", "broken printed rows",
    ])
  func floods(kind: String) {
    let (name, text): (String, String) =
      switch kind {
      case "nested elements": ("a.html", repeated("<div>", 1_000_000))
      case "nested tables": ("a.html", repeated("<table><tr><td>", 200_000))
      case "huge table": ("a.html", "<table>" + repeated("<tr><td>a<td>1.2.840.10008.1.1<td>Yes", 10_000))
      case "spans": ("a.html", "<table>" + repeated("<tr><td colspan=999999999 rowspan=99999999>x", 4_000))
      case "giant line": ("a.txt", repeated("a  b 1.2.840.10008.1.1 ", 40_000))
      case "many lines": ("a.txt", repeated("a\n", 100_000))
      case "pipes": ("a.txt", repeated("|", 200_000))
      case "quotations": ("a.md", repeated(repeated("> ", 500) + "x\n", 1_000))
      case "brackets": ("a.md", repeated("[", 500_000))
      case "emphasis": ("a.md", repeated("*a_ ", 250_000))
      case "wide table":
        ("a.md", repeated("|a", 20_000) + "\n" + repeated("|-", 20_000) + "\n" + repeated("|x|\n", 20_000))
      case "list nest": ("a.md", repeated("- ", 10_000) + "x\n" + repeated("\n", 100_000))
      case "identifiers": ("a.txt", repeated("SCU 1.2.840.10008.1.1 ", 20_000))
      case "dots": ("a.txt", "1" + repeated(".1", 300_000))
      case "sentences": ("a.md", "## SCP\n\n" + repeated("It supports CT Image Storage as SCP. \n\n", 2_000))
      case "rules": ("a.txt", repeated("-----\nTitle\n-----\n", 10_000))
      case "backspaces": ("a.txt", repeated("a\u{8}", 100_000))
      case "grid borders": ("a.rst", repeated(repeated("+-", 500) + "+\n", 1_000))
      case "grid line": ("a.rst", repeated("+-", 500_000) + "+\n")
      case "open grid": ("a.rst", repeated("+---+\n| a\n", 80_000))
      case "tangled grid":
        ("a.rst", repeated("+", 1_000) + "-+\n" + repeated("|" + repeated("+", 1_000) + "|\n", 1_000) + "+--+\n")
      case "open tables": ("a.rst", repeated("===  ===\na    b\n\n", 50_000))
      case "deep lists": ("a.rst", (0..<1_000).map { repeated(" ", $0 * 2) + "* a\n" }.joined(separator: "\n"))
      case "deep quotations": ("a.rst", (0..<1_400).reversed().map { repeated(" ", $0) + "a\n" }.joined())
      case "lists in a line": ("a.rst", repeated("* ", 500_000))
      case "cells in cells":
        ("a.rst", (0..<12).reduce("a") { text, _ in "* - " + text.replacing("\n", with: "\n    ") + "\n  - b" } + "\n")
      case "substitutions":
        (
          "a.rst",
          (0..<60).map { ".. |a\($0)| replace:: |a\($0 + 1)| |a\($0 + 1)| x\n" }.joined() + "\n"
            + repeated("|a0| ", 100_000)
        )
      case "roles": ("a.rst", repeated(":a:`b *c ``d |e ", 60_000))
      case "footnotes": ("a.rst", repeated(".. [#] a\n", 30_000) + "\n" + repeated("[#]_ [#x]_ ", 30_000))
      case "labels": ("a.rst", repeated(".. _a:\n", 100_000) + "\nA\n=\n")
      case "underlines": ("a.rst", repeated("AAAA\n====\n----\n", 50_000))
      case "simple columns":
        ("a.rst", repeated("= ", 50_000) + "=\n" + repeated("a ", 50_000) + "\n" + repeated("= ", 50_000) + "=\n")
      case "short CSV columns": ("a.csv", repeated(repeated(",a", 300) + "\n", 1_500))
      case "CSV columns": ("a.csv", repeated("SCU,", 100_000) + "\n" + repeated("Yes,", 100_000))
      case "CSV quotes": ("a.csv", repeated("\"a\n", 150_000) + repeated("\"", 99_999))
      case "pages": ("a.txt", repeated("Head 1\n\nText\n\n2\n\u{C}", 50_000))
      case "printed rows":
        (
          "a.txt",
          repeated(
            "CT Image       1.2.840.10008.5.1.4.1.1.2    SCU &   None\nStorage                                     SCP\n",
            20_000)
        )
      case "broken printed rows":
        ("a.txt", repeated("a       1.2.840.10008.    b\n        1.2\n        3\nx\n\n", 30_000))
      case "CSV blank rows": ("a.csv", repeated("a,b\n\n", 100_000))
      case "attributes": ("a.html", "<p " + (0..<200_000).map { "a\($0)" }.joined(separator: " ") + ">")
      default:
        ("a.md", repeated("# Store SCP\n## All\nAll SOP classes listed in Store SCP are available as SCU\n\n", 2_000))
      }
    let clock = ContinuousClock()
    let taken = clock.measure { _ = StatementReader.read(bytes: Array(text.utf8), name: name) }
    // Generous, since tests run without optimisation and beside others; growth with the square would take hours.
    #expect(taken < .seconds(60), "\(kind) took \(taken)")
  }
}
