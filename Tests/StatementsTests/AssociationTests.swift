import Evidence
import Statements
import Testing

@Suite("Association, AE title and character set claims")
struct AssociationTests {
  private func claims(_ text: String, _ kind: Claim.Kind = .association) -> [Claim] {
    StatementReader.read(bytes: Array(text.utf8), name: "a.md").claims.filter { $0.kind == kind }
  }

  @Test(
    "Values are read from rows, items and sentences",
    arguments: [
      (
        "| Parameter | Value |\n|---|---|\n| Maximum PDU size (receive) | 16,384 bytes (configurable) |",
        "maximum-length", "16384"
      ),
      ("| Maximum PDU Length Received | 64 KB |\n|---|---|", "maximum-length", "65536"),
      ("- **General:** The maximum PDU size offered is 32768 bytes.", "maximum-length", "32768"),
      ("- Number of Associations: Maximum 50 simultaneous associations", "maximum-associations", "50"),
      ("The SCP accepts up to `1000` (default: `25`) simultaneous associations.", "maximum-associations", "25"),
      (
        "- Implementation Class UID: `1.2.276.0.7230010.3.0.3.6.4`", "implementation-class-uid",
        "1.2.276.0.7230010.3.0.3.6.4"
      ),
      ("- Implementation Version Name: `ACME_2_0`", "implementation-version-name", "ACME_2_0"),
      ("- AE Title (Default: `ACME`)", "ae-title", "ACME"),
      (
        "| Application Entity | Default AE Title | Default TCP/IP Port |\n|---|---|---|\n| Store | ACME_STORE | 104 |",
        "ae-title", "ACME_STORE"
      ),
    ])
  func values(text: String, property: String, value: String) {
    #expect(
      claims("## Networking\n\n" + text).map { "\($0.property ?? "")=\($0.value ?? "")" } == ["\(property)=\(value)"])
  }

  @Test(
    "What states no value of the product is no claim",
    arguments: [
      "- Association idle timeout: 300 seconds", "- Maximum number of retries: 3", "- Calling AE Title: MODALITY1",
      "The maximum PDU size is negotiated.", "- Maximum PDU size sent: 16384 bytes", "- AE Title: configurable",
      "Set the AE title of the remote station to match.", "- Implementation Class UID: see the manual",
      "A PDU has a maximum size, which is not limited to 16384 bytes.",
    ])
  func nothing(text: String) {
    #expect(claims("## Networking\n\n" + text).isEmpty)
  }

  @Test("Asynchronous operations that are not supported are recorded as denied")
  func asynchronous() {
    let claim = claims("## Policies\n\n- **Asynchronous Nature:** Not supported.").first
    #expect(claim?.polarity == .notSupported && claim?.property == "asynchronous-operations-window")
  }

  @Test("Character sets are claimed by defined term, in a section about them only")
  func characterSets() {
    let table = """
      | Character Set | Defined Term | Support |
      |---|---|---|
      | Latin-1 | ISO_IR 100 | Full |
      | Korean | ISO 2022 IR 149 | No |
      """
    #expect(
      claims("## Support of Character Sets\n\n" + table, .characterSet).map {
        "\($0.name ?? "") \($0.polarity.rawValue)"
      }
        == ["ISO_IR 100 supported", "ISO 2022 IR 149 not-supported"])
    let sentence = "The product supports ISO_IR 192 (Unicode in UTF-8)."
    #expect(claims("## Support of Extended Character Sets\n\n" + sentence, .characterSet).map(\.name) == ["ISO_IR 192"])
    #expect(claims("## Configuration\n\n" + sentence, .characterSet).isEmpty)
    #expect(
      claims("## Character Sets\n\nThe product does not support ISO_IR 192.", .characterSet).map(\.polarity)
        == [.notSupported])
  }
}
