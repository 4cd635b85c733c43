import Foundation
import HL7
import Testing

@Suite("Public samples")
struct SampleTests {
  @Test("There are at least 50 of them, with at least 250 facts")
  func extent() {
    #expect(Sample.all.count >= 50)
    #expect(Sample.all.reduce(0) { $0 + $1.facts.count } >= 250)
  }

  @Test("Every fact is found at its address", arguments: Sample.all)
  func facts(_ sample: Sample) throws {
    let message = try MessageParser().parse(sample.bytes)
    let structured = message.structure.map { StructuredMessage(message, structure: $0) }
    for (address, value) in sample.facts {
      let found = message.text(at: try Address(address), in: structured)
      #expect((found ?? "") == value, "\(address)")
    }
  }

  @Test("Bytes come out as they went in, and segments and fields put together are the message", arguments: Sample.all)
  func roundTrip(_ sample: Sample) throws {
    let message = try MessageParser().parse(sample.bytes)
    #expect(message.bytes == sample.bytes)
    #expect(message.notes.isEmpty || sample.title.hasPrefix("Three encoding characters"))
    var rebuilt: [UInt8] = []
    for segment in message.segments {
      rebuilt += segment.name.utf8
      for (place, field) in segment.fields.enumerated() where !(segment.isHeader && place == 0) {
        rebuilt.append(message.encoding.field)
        rebuilt += Array(joined(field))
      }
      rebuilt.append(0x0D)
    }
    #expect(rebuilt == sample.bytes)
  }

  /// The bytes of a part put together from the parts below it.
  private func joined(_ part: Part) -> [UInt8] {
    let delimiters: [Part.Level: UInt8] = [
      .field: part.encoding.repetition, .repetition: part.encoding.component,
      .component: part.encoding.subcomponent ?? 0,
    ]
    guard let delimiter = delimiters[part.level], !part.isEmpty else { return Array(part.bytes) }
    return Array(part.parts.map(joined).joined(separator: [delimiter]))
  }

  @Test("python-hl7 sees the same fields, repetitions, components and subcomponents")
  func everyValue() throws {
    // Its way of telling delimiters apart fails for three encoding characters.
    let samples = Sample.all.filter { !$0.title.hasPrefix("Three encoding characters") }
    let output = try Python.run(
      Self.program, input: Data(samples.map(\.text).joined(separator: "\u{1}").utf8))
    let theirs = output.split(separator: "\u{1}", omittingEmptySubsequences: false)
    try #require(theirs.count == samples.count)
    for (sample, theirs) in zip(samples, theirs) {
      let message = try MessageParser().parse(sample.bytes)
      var ours: [String] = []
      for segment in message.segments {
        for (number, field) in segment.fields.enumerated() {
          for (repetition, part) in field.parts.enumerated() {
            for (component, part) in part.parts.enumerated() {
              for (subcomponent, part) in part.parts.enumerated() where !part.isEmpty {
                ours.append(
                  "\(segment.place) \(number + 1) \(repetition + 1) \(component + 1) \(subcomponent + 1) "
                    + String(decoding: part.bytes, as: UTF8.self))
              }
            }
          }
        }
      }
      #expect(ours == theirs.split(separator: "\n").map(String.init), "\(sample.title)")
    }
  }

  /// Prints every value with its place. What python-hl7 leaves flat because nothing is below it, it walks alike.
  static let program = """
    import sys, hl7
    def parts(thing):
        return list(thing) if isinstance(thing, hl7.Container) else [thing]
    answers = []
    for text in sys.stdin.buffer.read().decode('utf-8').split('\\x01'):
        lines = []
        for place, segment in enumerate(hl7.parse(text)):
            for number, field in list(enumerate(segment))[1:]:
                if str(segment[0]) == 'MSH' and number <= 2:
                    lines.append(f'{place} {number} 1 1 1 {field}')
                    continue
                for r, repetition in enumerate(parts(field), 1):
                    for c, component in enumerate(parts(repetition), 1):
                        for s, sub in enumerate(parts(component), 1):
                            if str(sub):
                                lines.append(f'{place} {number} {r} {c} {s} {sub}')
        answers.append('\\n'.join(lines))
    sys.stdout.buffer.write('\\x01'.join(answers).encode('utf-8'))
    """
}
