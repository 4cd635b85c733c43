import Foundation
import HL7
import TestPeers
import Testing

/// The time that this thread spent, whatever else the machine was doing.
enum ProcessorTime {
  static func measure(_ body: () -> Void) -> Duration {
    let start = now
    body()
    return now - start
  }

  private static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

@Suite("Hostile messages")
struct MutationTests {
  static let interesting: [[UInt8]] =
    [
      "|", "^", "~", "\\", "&", "\r", "\n", "\r\n", "\"\"", "MSH|", "MSH|^~\\&", "FHS|^~\\&", "BTS|", "\\X", "\\X0D\\",
      "\\.br\\",
      "\\.sp99999999999999999999\\", "\\C2842\\", "UNICODE UTF-16", "8859/5", "PID|", "ORC|", "OBX|",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x0B], [0x1C, 0x0D], [0xC3], [0x80]]

  static func mutant(of bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...32, using: &generator)))
      case 3:
        let piece = Array(bytes[place..<min(bytes.count, place + Int.random(in: 1...128, using: &generator))])
        bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &generator))
      case 4: bytes.removeSubrange(place...)
      default:
        let piece = interesting[Int.random(in: 0..<interesting.count, using: &generator)]
        bytes.insert(contentsOf: piece, at: place)
      }
    }
    return bytes
  }

  /// Uses a message in every way that a reader would; false where an offset lies outside it.
  static func exercise(_ message: Message) -> Bool {
    var isWithin = true
    for segment in message.segments {
      isWithin = isWithin && message.bytes.indices.contains(segment.offset)
      let fields = segment.fields
      isWithin = isWithin && fields.count == segment.fieldCount && fields.last == segment.field(fields.count)
      for field in fields { exercise(field, of: message) }
    }
    if let structure = message.structure {
      let structured = StructuredMessage(message, structure: structure)
      isWithin = isWithin && structured.findings.allSatisfy { $0.offset <= message.bytes.count }
    }
    return isWithin
  }

  private static func exercise(_ part: Part, of message: Message) {
    _ = message.text(of: part)
    for part in part.parts { exercise(part, of: message) }
  }

  @Test("None of 20,000 mutants traps or takes 100 ms; each is read as it stands or refused at a byte of it")
  func mutants() throws {
    let samples = Sample.all
    try #require(!samples.isEmpty)
    var generator = SeededGenerator(state: 5)
    var (read, refused, astray, slowest) = (0, 0, 0, Duration.zero)
    for number in 0..<20_000 {
      let bytes = Self.mutant(of: samples[number % samples.count].bytes, &generator)
      let time = ProcessorTime.measure {
        do throws(ParsingError) {
          let message = try MessageParser().parse(bytes)
          if message.bytes != bytes || !Self.exercise(message) { astray += 1 }
          _ = Acknowledgement(message)
          let findings = ContentCheck.findings(message) ?? []
          if !findings.allSatisfy({ (0...bytes.count).contains($0.offset) }) { astray += 1 }
          read += 1
        } catch {
          if !(0...bytes.count).contains(error.offset) || error.isLimit { astray += 1 }
          refused += 1
        }
        do throws(ParsingError) { _ = try MessageFile(bytes) } catch {
          if !(0...bytes.count).contains(error.offset) { astray += 1 }
        }
      }
      slowest = max(slowest, time)
    }
    #expect(astray == 0)
    #expect(read > 1_000)
    #expect(refused > 1_000)
    #expect(slowest < .milliseconds(100))
  }

  @Test("Reading takes time in proportion to the length, whatever the bytes")
  func proportion() throws {
    let header = "MSH|^~\\&|A|B|C|D|20240101||ORU^R01^ORU_R01|1|P|2.5\r"
    let hostile: [String] = [
      header + "OBX|1|TX|" + String(repeating: "\\", count: 50_000),
      header + "OBX|1|TX|" + String(repeating: "^&~", count: 25_000),
      header + String(repeating: "OBX|1\r", count: 10_000), header + String(repeating: "XXX\r", count: 10_000),
      header + String(repeating: "OBR|1\rOBX|1\r", count: 25_000), header + String(repeating: "\n", count: 75_000),
    ]
    for text in hostile {
      let message = try MessageParser().parse(Array(text.utf8))
      let time = ProcessorTime.measure { _ = Self.exercise(message) }
      #expect(time < .seconds(20), "\(text.suffix(12))")
    }
  }
}
