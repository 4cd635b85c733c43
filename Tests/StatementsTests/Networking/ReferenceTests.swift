import Evidence
import Statements
import Testing

@Suite("References within a statement")
struct ReferenceTests {
  private func contexts(_ name: String, _ syntaxes: String) -> String {
    """
    ## Accepted Presentation Contexts

    | Abstract Syntax Name | Abstract Syntax UID | Transfer Syntax Name | Transfer Syntax UID | Role |
    |---|---|---|---|---|
    \(name.isEmpty ? "" : "| \(name) | \(syntaxes) | | SCP |")
    """
  }

  private let syntaxTable = """


    Table 4.2-4 Transfer Syntaxes

    | Transfer Syntax | UID |
    |---|---|
    | Implicit VR Little Endian | \(Known.implicit) |
    | JPEG Baseline | \(Known.jpegBaseline) |

    """

  private let classTable = """


    Table 4.2-3 Classes

    | SOP Class | UID |
    |---|---|
    | CT Image Storage | \(Known.ct) |
    | MR Image Storage | \(Known.mr) |

    """

  @Test("Transfer syntaxes of another table are those of the row, without what is excepted")
  func transferSyntaxes() {
    let all = ReadStatement(contexts("CT Image Storage | \(Known.ct)", "See Table 4.2-4") + syntaxTable)
    #expect(
      all.syntaxes.prefix(2) == ["\(Known.implicit) for \(Known.ct)", "\(Known.jpegBaseline) for \(Known.ct)"])
    let but = ReadStatement(
      contexts("CT Image Storage | \(Known.ct)", "All of Table 4.2-4 except JPEG Baseline") + syntaxTable)
    #expect(but.syntaxes.filter { $0.hasSuffix(Known.ct) } == ["\(Known.implicit) for \(Known.ct)"])
    let missing = ReadStatement(contexts("CT Image Storage | \(Known.ct)", "See Table 9-9") + syntaxTable)
    #expect(missing.problems.contains("dangling-reference"))
    #expect(!missing.syntaxes.contains { $0.hasSuffix(Known.ct) })
  }

  @Test("A row for the classes of another table is one for each, less certain than a printed one")
  func classes() {
    let read = ReadStatement(
      contexts("See Table 4.2-3 |", "Implicit VR Little Endian") + classTable)
    let referred = read.claims(.sopClass).filter { $0.uidOrigin == .byReference }
    #expect(referred.map { "\($0.uid ?? "") \($0.role?.rawValue ?? "")" } == ["\(Known.ct) scp", "\(Known.mr) scp"])
    #expect(referred.allSatisfy { $0.confidence < Trusted.printed })
    let but = ReadStatement(
      contexts("All of Table 4.2-3 except CT Image Storage |", "Implicit VR Little Endian") + classTable)
    #expect(but.claims(.sopClass).filter { $0.uidOrigin == .byReference }.map(\.uid) == [Known.mr])
    #expect(ReadStatement(contexts("See Table 8-8 |", "Explicit") + classTable).problems.contains("dangling-reference"))
  }

  private enum Trusted { static let printed = 92 }

  @Test("Sets of transfer syntaxes claim nothing alone, and give theirs to the classes that name them")
  func sets() {
    let text = """
      ## Content and Transfer

      | SOP Class | UID | Transfer Syntax Set | DIMSE | DICOM Web | Create | Display | Process | Archive |
      |---|---|---|---|---|---|---|---|---|
      | CT Image Storage | \(Known.ct) | A | SCU/SCP | UA/OS | SE | D | - | A |
      | MR Image Storage | \(Known.mr) | Z | SCP | - | - | Yes | - | - |

      | Transfer Syntax Set | Transfer Syntax Name | Transfer Syntax UID |
      |---|---|---|
      | A | Implicit VR Little Endian | \(Known.implicit) |
      | | Explicit VR Little Endian | \(Known.explicit) |
      | B | JPEG Baseline | \(Known.jpegBaseline) |
      """
    let read = ReadStatement(text)
    #expect(read.syntaxes == ["\(Known.implicit) for \(Known.ct)", "\(Known.explicit) for \(Known.ct)"])
    #expect(read.claims(.transferSyntax).allSatisfy { $0.uidOrigin == .byReference })
    #expect(
      read.classes == ["\(Known.ct) scu supported", "\(Known.ct) scp supported", "\(Known.mr) scp supported"])
    #expect(
      read.claims(.sopClass).map(\.functions) == [
        [.create, .display, .archive], [.create, .display, .archive], [.display],
      ])
    #expect(read.problems.filter { $0 == "dangling-reference" }.count == 1)
  }

  @Test("The same as another row, and as above, are the syntaxes of that row")
  func sameAs() {
    let read = ReadStatement(
      contexts("CT Image Storage | \(Known.ct)", "Implicit VR Little Endian") + "\n"
        + "| MR Image Storage | \(Known.mr) | Same as CT Image Storage | | SCP |\n"
        + "| Verification | \(Known.verification) | as above | | SCP |\n")
    #expect(
      read.syntaxes == [
        "\(Known.implicit) for \(Known.ct)", "\(Known.implicit) for \(Known.mr)",
        "\(Known.implicit) for \(Known.verification)",
      ])
  }

  @Test("A sentence about all classes of a table claims them for its role, exceptions left out")
  func sentence() {
    let table = classTable.replacing("| UID |", with: "| UID | SCU |").replacing("|---|---|", with: "|---|---|---|")
      .replacing("\(Known.ct) |", with: "\(Known.ct) | Yes |").replacing("\(Known.mr) |", with: "\(Known.mr) | Yes |")
    func provided(_ sentence: String) -> [String] {
      ReadStatement("## Networking\n\(table)\n## More\n\n\(sentence)\n").classes.filter {
        $0.hasSuffix(" scp supported")
      }
    }
    #expect(
      provided("All SOP classes listed in Table 4.2-3 are supported as SCP.") == [
        "\(Known.ct) scp supported", "\(Known.mr) scp supported",
      ])
    #expect(
      provided("All SOP classes of Table 4.2-3 are supported as SCP, except CT Image Storage.") == [
        "\(Known.mr) scp supported"
      ])
    #expect(provided("The SOP classes are listed in Table 4.2-3.").isEmpty)
  }

  @Test("Printed counts are held against what was read")
  func counts() {
    func read(_ lead: String) -> ReadStatement {
      ReadStatement(
        "## Networking\n\n\(lead)\n\n| SOP Class | UID |\n|---|---|\n| CT | \(Known.ct) |\n| MR | \(Known.mr) |\n")
    }
    #expect(read("The AE supports the following 3 SOP Classes as an SCU:").problems.contains("count-mismatch"))
    #expect(read("The AE supports the following three SOP Classes as an SCU:").problems.contains("count-mismatch"))
    for right in [
      "The AE supports the following 2 SOP Classes as an SCU:", "The AE supports the DICOM 3 SOP Classes as SCU:",
      "The AE supports one of the SOP Classes as SCU:",
    ] {
      #expect(!read(right).problems.contains("count-mismatch"), "\(right)")
    }
  }

  @Test("Another section is found by its number, and the role by the heading where the sentence names none")
  func sections() {
    func read(_ number: String) -> ReadStatement {
      ReadStatement(
        """
        # Acme

        ## 3.1.1 Storage SCP

        | SOP Class | UID |
        |---|---|
        | CT Image Storage | \(Known.ct) |

        ## 3.1.4 Storage SCU

        The supported Storage SOP Classes are identical to those listed in Section \(number).
        """)
    }
    #expect(read("3.1.1").classes == ["\(Known.ct) scp supported", "\(Known.ct) scu supported"])
    #expect(read("3.1.9").classes == ["\(Known.ct) scp supported"])
    #expect(
      read("3.1.9").problems.contains("dangling-reference") && !read("3.1.1").problems.contains("dangling-reference"))
  }
}
