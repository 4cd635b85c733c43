import Foundation
import TestPeers
import Testing

@testable import Workbench

@Suite("Mutants of what browsers send")
struct SubmissionMutantTests {
  @Test("20,000 mutants of a form are read or refused, and no value holds a zero")
  func forms() {
    let original = "seal=a%2Fb&evaluator=A.+Nurse&mark=4&reason=%C3%A9%0D%0A&claim=1&claim=2"
    let pieces = ["%", "%00", "%C3", "&", "=", "+", "%zz", "&&", "\u{0}", "é"]
    var mutator = Mutator(generator: SeededGenerator(state: 94), pieces: pieces.map { Array($0.utf8) })
    var (read, zeros) = (0, 0)
    for _ in 0..<20_000 {
      let text = String(decoding: mutator.mutant(of: Array(original.utf8)), as: UTF8.self)
      guard let pairs = try? Visit.pairs(text) else { continue }
      read += 1
      if pairs.contains(where: { $0.name.utf8.contains(0) || $0.value.utf8.contains(0) }) { zeros += 1 }
    }
    #expect(zeros == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }
}
