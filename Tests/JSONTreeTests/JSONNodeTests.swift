import JSONTree
import TestPeers
import Testing

@Suite("JSON texts")
struct JSONNodeTests {
  private func read(_ text: String, _ limits: JSONLimits = JSONLimits()) -> Result<JSONNode, JSONSyntaxError> {
    do throws(JSONSyntaxError) { return .success(try JSONNode(parsing: Array(text.utf8), limits: limits)) } catch {
      return .failure(error)
    }
  }

  @Test("a number keeps every digit that was written")
  func numbers() throws {
    let node = try read(#"{"value": 1.10, "big": 123456789012345678901234567890}"#).get()
    #expect(node["value"]?.value == .number("1.10"))
    #expect(node["big"]?.value == .number("123456789012345678901234567890"))
  }

  @Test("values know where they stand")
  func places() throws {
    let node = try read(#"{"a": [true, "é", null]}"#).get()
    let elements = try #require(node["a"]?.elements)
    #expect(elements.map(\.offset) == [7, 13, 19])
    #expect(elements.map(\.end) == [11, 17, 23])
    #expect(elements[1].text == "é")
  }

  @Test(
    "what is no JSON is refused at the byte where it stops being JSON",
    arguments: [
      ("", 0), ("{", 1), ("[1,]", 3), (#"{"a" 1}"#, 5), ("01", 1), ("1 2", 2), ("tru", 0), (#""\x""#, 1),
      (#"{"a":1,"a":2}"#, 7), ("[1e]", 3), ("\"a\u{1}\"", 2), (#""\ud800""#, 1), ("NaN", 0),
    ])
  func refused(text: String, offset: Int) {
    guard case .failure(let error) = read(text) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(error.offset == offset)
    #expect(!error.reason.isLimit)
  }

  @Test("bytes that are not UTF-8 are refused")
  func encoding() {
    #expect(throws: JSONSyntaxError.self) { try JSONNode(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test("depth, number of values and length have limits of their own")
  func limits() throws {
    func reason(_ text: String, _ limits: JSONLimits) -> JSONSyntaxError.Reason? {
      if case .failure(let error) = read(text, limits) { error.reason } else { nil }
    }
    let limits = JSONLimits(bytes: 1000, depth: 3, nodes: 10)
    #expect(reason("[[[1]]]", limits) == nil)
    #expect(reason("[[[[1]]]]", limits) == .tooDeep(limit: 3))
    #expect(reason("[1,2,3,4,5,6,7,8,9]", limits) == nil)
    #expect(reason("[1,2,3,4,5,6,7,8,9,0]", limits) == .tooMany(limit: 10))
    #expect(reason(String(repeating: " ", count: 1001), limits) == .tooLong(limit: 1000))
    #expect(reason(String(repeating: "[", count: 1_000_000), JSONLimits()) == .tooDeep(limit: 64))
  }

  @Test("20,000 mutants are read, with values that lie in each other, or refused at a byte of theirs")
  func mutants() {
    let original = Array(
      #"{"a": [1, -2.5e+3, true, null, {"b": "\u00e9\ud83d\ude00 \"c\" \\ \/"}], "d": {"e": {}, "f": [[], [""]]}}"#.utf8
    )
    var mutator = Mutator(
      generator: SeededGenerator(state: 9),
      pieces: ["\\u", "\\", "\"", "[", "]", "{", "}", ",", ":", "1e999", "\u{FF}"].map { Array($0.utf8) } + [
        [0xC3], [0],
      ])
    func isWithin(_ node: JSONNode, _ range: Range<Int>) -> Bool {
      guard range.lowerBound <= node.offset, node.offset < node.end, node.end <= range.upperBound else { return false }
      let inner = node.offset..<node.end
      switch node.value {
      case .array(let elements): return elements.allSatisfy { isWithin($0, inner) }
      case .object(let members): return members.allSatisfy { isWithin($0.value, inner) }
      default: return true
      }
    }
    var (whole, refused) = (0, 0)
    for _ in 0..<20_000 {
      let bytes = mutator.mutant(of: original)
      do throws(JSONSyntaxError) {
        let node = try JSONNode(parsing: bytes)
        guard isWithin(node, 0..<bytes.count) else { return #expect(Bool(false), "\(bytes)") }
        whole += 1
      } catch {
        guard (0...bytes.count).contains(error.offset) else { return #expect(Bool(false), "\(bytes)") }
        refused += 1
      }
    }
    #expect(whole > 200 && refused > 200, "\(whole) \(refused)")
  }
}
