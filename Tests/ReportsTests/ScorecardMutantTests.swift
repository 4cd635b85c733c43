import Foundation
import Judgement
import TestPeers
import Testing

@testable import Reports

/// Results that somebody hands in: `verdicts.json` with a few changes.
@Suite("Mutants of scorecards")
struct ScorecardMutantTests {
  /// A scorecard with one requirement.
  private static func small() -> Scorecard {
    var card = Sample.second.scorecard
    for index in card.groups.indices {
      card.groups[index].requirements = Array(card.groups[index].requirements.prefix(1))
    }
    card.groups = Array(card.groups.prefix(1))
    card.notApplicable = Array(card.notApplicable.prefix(1))
    return card
  }

  private static let pieces: [[UInt8]] = [
    "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "{}", "\\u0000",
    "\\ud800",
    "1/0", "0/1", "-1/3",
  ].map { Array($0.utf8) }

  @Test(
    "20,000 mutants are read or refused with a reason, and what is read is written again as it was read, and compared")
  func mutants() throws {
    let card = Self.small()
    let original = try ScorecardCoding.encode(card)
    #expect(try ScorecardCoding.decode(original) == card)
    var mutator = Mutator(generator: SeededGenerator(state: 71), pieces: Self.pieces)
    var (read, changed, silent) = (0, 0, 0)
    for number in 0..<20_000 {
      let mutant = number % 2 == 0 ? mutator.mutant(of: original) : mutator.renumbered(original)
      do throws(ScorecardCodingError) {
        let found = try ScorecardCoding.decode(mutant)
        read += 1
        // Writing and comparing take longer than reading: a part of them is enough.
        guard read % 16 == 0 else { continue }
        if try ScorecardCoding.decode(ScorecardCoding.encode(found)) != found { changed += 1 }
        _ = VerdictChanges(from: card, to: found)
        Self.compare(card, found)
        if read % 800 == 0 { Self.render(found) }
      } catch {
        if error.message.count < 20 { silent += 1 }
      }
    }
    #expect(changed == 0 && silent == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }

  private static func compare(_ card: Scorecard, _ other: Scorecard) {
    var other = other
    other.bid.id += "-other"
    guard let comparison = try? Comparison(of: [card, other]) else { return }
    _ = comparison.gaps(of: 1)
    _ = comparison.unmetByAll
  }

  private static func render(_ card: Scorecard) {
    #expect(!HTMLRunReport.render(card, transcripts: [:]).isEmpty)
    #expect(!CSVReport.render(card).isEmpty)
    #expect(!PaperReport.render(card).isEmpty)
  }

  @Test(
    "A number that no specification gives is refused by its place",
    arguments: [
      (#""decimals" : 2"#, #""decimals" : 9223372036854775807"#, "specification.scale"),
      (#""maximum" : 100"#, #""maximum" : 0"#, "specification.scale"),
      (#""weight" : "#, #""weight" : 1000000"#, "weight"), (#""revision" : "#, #""revision" : -1"#, "revision"),
      (#""met" : "#, #""met" : 1000000"#, "a state"),
    ])
  func numbers(before: String, after: String, word: String) throws {
    let text = String(decoding: try ScorecardCoding.encode(Self.small()), as: UTF8.self)
    try #require(text.contains(before))
    let error = #expect(throws: ScorecardCodingError.self) {
      try ScorecardCoding.decode(Array(text.replacing(before, with: after).utf8))
    }
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }
}
