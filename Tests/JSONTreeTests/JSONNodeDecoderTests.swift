import Foundation
import JSONTree
import Testing

/// Held against Foundation's decoder, whose results it has to give.
@Suite("Values decoded from a JSON tree")
struct JSONNodeDecoderTests {
  private struct Inner: Codable, Hashable {
    var name: String
    var flag: Bool?
  }

  private enum Choice: Codable, Hashable {
    case one(Inner)
    case two(count: Int)
    case none
  }

  private struct Outer: Codable, Hashable {
    var text = "é \"quoted\" \\ / \u{1F600}\n"
    var whole = -42
    var large = UInt64.max
    var small = UInt8(7)
    var real = 1.5e-7
    var exact = Decimal(string: "1234567890.123456789") ?? 0
    var bytes = Data([0, 1, 254, 255])
    var missing: String?
    var list = [Inner(name: "a", flag: true), Inner(name: "b", flag: nil)]
    var nested = [[1, 2], [], [3]]
    var table = ["x": 1, "y": 2]
    var choices: [Choice] = [.one(Inner(name: "c", flag: false)), .two(count: 3), .none]
    var optionals: [Int?] = [1, nil, 3]
  }

  private func decode<T: Decodable>(_ type: T.Type, _ json: String) throws -> T {
    try JSONNodeDecoder.decode(type, from: JSONNode(parsing: Array(json.utf8)))
  }

  @Test("what Foundation encodes comes out as Foundation decodes it")
  func sameAsFoundation() throws {
    let value = Outer()
    let json = try JSONEncoder().encode(value)
    #expect(try decode(Outer.self, String(decoding: json, as: UTF8.self)) == value)
    let many = Dictionary(uniqueKeysWithValues: (0..<200).map { ("name \($0)", $0) })
    let large = try JSONEncoder().encode(many)
    #expect(try decode([String: Int].self, String(decoding: large, as: UTF8.self)) == many)
  }

  @Test("a number is the same, however it is written", arguments: ["0", "-0", "1.0", "1e3", "100", "1.10", "-2.5E-3"])
  func numbers(_ written: String) throws {
    let data = Data(written.utf8)
    #expect(try decode(Decimal.self, written) == JSONDecoder().decode(Decimal.self, from: data))
    #expect(try decode(Double.self, written) == JSONDecoder().decode(Double.self, from: data))
    #expect((try? decode(Int.self, written)) == (try? JSONDecoder().decode(Int.self, from: data)))
  }

  @Test(
    "another kind of value is refused, and so is one that does not fit",
    arguments: [
      #"{"name": 1}"#, #"{"name": null}"#, #"{"flag": true}"#, #"{"name": "a", "flag": "true"}"#, "[]", "null", "\"a\"",
    ])
  func refused(_ json: String) {
    #expect(throws: DecodingError.self) { try decode(Inner.self, json) }
    #expect(throws: (any Error).self) { try JSONDecoder().decode(Inner.self, from: Data(json.utf8)) }
  }

  @Test("a number beyond its type is refused", arguments: ["256", "-1", "1.5", "1e30", "\"1\"", "true", "null"])
  func beyond(_ written: String) { #expect(throws: DecodingError.self) { try decode(UInt8.self, written) } }

  @Test("an error names the way to what is wrong")
  func places() throws {
    let error = #expect(throws: DecodingError.self) {
      try decode([String: [Inner]].self, #"{"list": [{"name": "a"}, {"name": 2}]}"#)
    }
    guard case .typeMismatch(_, let context)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue } == ["list", "1", "name"])
  }
}
