import DICOMNetwork
import NIOCore
import TestPeers
import Testing

@Suite("DIMSE messages")
struct DIMSETests {
  static let root = "1.2.840.10008.5.1.4.1.2.2.1"
  static let requests: [String: CommandSet] = [
    "c-echo-rq": .echoRequest(messageID: 7),
    "c-find-rq": .findRequest(messageID: 65_535, sopClassUID: root, priority: .low),
    "c-store-rq": .storeRequest(
      messageID: 1, sopClassUID: "1.2.840.10008.5.1.4.1.1.2", sopInstanceUID: "2.25.1234"),
    "c-cancel-rq": .cancelRequest(messageIDBeingRespondedTo: 3),
  ]

  @Test("Requests mean what pynetdicom's mean", arguments: requests.keys.sorted())
  func meaning(_ name: String) throws {
    var theirs = try CommandSet(decoding: try GoldenPDUs.bytes(name))
    var ours = try #require(Self.requests[name])
    // Any Command Data Set Type but 0101 says that a data set follows; the two writers choose different ones.
    #expect(theirs.hasDataSet == ours.hasDataSet)
    for element in [CommandElementNumber.commandDataSetType] {
      theirs[element] = nil
      ours[element] = nil
    }
    #expect(ours == theirs)
    #expect(try CommandSet(decoding: ours.encoded()) == ours)
  }

  @Test("pynetdicom's responses are understood")
  func responses() throws {
    let echo = try CommandSet(decoding: try GoldenPDUs.bytes("c-echo-rsp"))
    #expect(echo.commandField == .cEchoResponse)
    #expect(echo.messageIDBeingRespondedTo == 7)
    #expect(echo.status == .success)
    #expect(!echo.hasDataSet)
    #expect(echo.text(CommandElementNumber.affectedSOPClassUID) == "1.2.840.10008.1.1")
    let find = try CommandSet(decoding: try GoldenPDUs.bytes("c-find-rsp"))
    #expect(find.commandField == .cFindResponse)
    #expect(find.status == .pendingWithUnsupportedKeys)
    #expect(find.hasDataSet)
  }

  @Test("Echo requests are written as pynetdicom writes them")
  func golden() throws {
    #expect(CommandSet.echoRequest(messageID: 7).encoded() == (try GoldenPDUs.bytes("c-echo-rq")))
  }

  @Test(
    "Statuses fall into the categories of PS3.7 Annex C",
    arguments: [
      (0x0000, DIMSEStatus.Category.success), (0x0001, .warning), (0x0107, .warning), (0x0116, .warning),
      (0xB000, .warning), (0xBFFF, .warning), (0x0110, .failure), (0x0122, .failure), (0x0211, .failure),
      (0xA700, .failure), (0xA900, .failure), (0xC001, .failure), (0xCFFF, .failure), (0xFE00, .cancel),
      (0xFF00, .pending), (0xFF01, .pending), (0xFF02, .undefined), (0xD000, .undefined), (0x0002, .undefined),
    ])
  func categories(_ code: Int, _ category: DIMSEStatus.Category) {
    #expect(DIMSEStatus(rawValue: UInt16(code)).category == category)
  }

  @Test(
    "A message cut for any maximum length is put together again, and no PDU is longer",
    arguments: [8, 9, 10, 12, 13, 100, 16_384, 0] as [UInt32])
  func fragments(_ maximum: UInt32) throws {
    let command = CommandSet.storeRequest(messageID: 9, sopClassUID: "1.2", sopInstanceUID: "1.2.3")
    let dataSet = ByteBuffer(bytes: (0..<1_000).map { UInt8(truncatingIfNeeded: $0) })
    var fragmenter = try #require(
      MessageFragmenter(contextID: 5, command: command, dataSet: dataSet, maximumLength: maximum))
    var assembler = MessageAssembler()
    var message: DIMSEMessage?
    while let value = fragmenter.next() {
      #expect(message == nil)
      let length = value.bytes.readableBytes + PresentationDataValue.overhead
      if maximum > 0 { #expect(length <= Int(maximum)) }
      #expect(value.bytes.readableBytes % 2 == 0)
      message = try assembler.add(value)
    }
    #expect(message?.command == command)
    #expect(message?.dataSet == dataSet)
    #expect(message?.contextID == 5)
  }

  @Test("A maximum length through which nothing fits is told", arguments: [1, 6, 7] as [UInt32])
  func tooSmall(_ maximum: UInt32) {
    #expect(
      MessageFragmenter(
        contextID: 1, command: .echoRequest(messageID: 1), dataSet: nil, maximumLength: maximum) == nil)
  }

  private func value(_ bytes: ByteBuffer, command: Bool, last: Bool, context: UInt8 = 1) -> PresentationDataValue {
    PresentationDataValue(contextID: context, isCommand: command, isLast: last, bytes: bytes)
  }

  @Test("Limits of command and data set hold")
  func limits() throws {
    var assembler = MessageAssembler(limits: MessageLimits(command: 200, dataSet: 100))
    let command = CommandSet.storeRequest(messageID: 9, sopClassUID: "1.2", sopInstanceUID: "1.2.3").encoded()
    #expect(try assembler.add(value(command, command: true, last: true)) == nil)
    #expect(try assembler.add(value(ByteBuffer(repeating: 0, count: 100), command: false, last: false)) == nil)
    #expect(throws: MessageAssembler.Failure.tooLong(what: "data set", limit: 100)) {
      _ = try assembler.add(value(ByteBuffer(repeating: 0, count: 1), command: false, last: true))
    }
    var second = MessageAssembler(limits: MessageLimits(command: 200, dataSet: 100))
    #expect(throws: MessageAssembler.Failure.tooLong(what: "command set", limit: 200)) {
      _ = try second.add(value(ByteBuffer(repeating: 0, count: 201), command: true, last: false))
    }
  }

  @Test("Messages of two contexts must not interleave")
  func interleaved() throws {
    var assembler = MessageAssembler()
    let command = CommandSet.echoRequest(messageID: 1).encoded()
    let half = try #require(command.getSlice(at: 0, length: 10))
    #expect(try assembler.add(value(half, command: true, last: false)) == nil)
    #expect(throws: MessageAssembler.Failure.self) {
      _ = try assembler.add(value(half, command: true, last: false, context: 3))
    }
  }

  @Test("Of 20,000 mutated command sets none traps; what is taken is written back the same")
  func mutants() throws {
    var random = SeededRandom(seed: 37)
    let names = ["c-echo-rq", "c-echo-rsp", "c-find-rq", "c-find-rsp", "c-store-rq", "c-cancel-rq"]
    let originals = try names.map { Array(try GoldenPDUs.bytes($0).readableBytesView) }
    var taken = 0
    for _ in 0..<20_000 {
      var bytes = originals[Int.random(in: 0..<originals.count, using: &random)]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0..<max(1, bytes.count), using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2 where bytes.count > 1: bytes.remove(at: index)
        default: bytes = Array(bytes.prefix(index + 1))
        }
      }
      let start = ThreadTime.now()
      let command: CommandSet
      do throws(ProtocolViolation) {
        command = try CommandSet(decoding: ByteBuffer(bytes: bytes))
      } catch {
        #expect((0...bytes.count).contains(error.offset), "\(error)")
        continue
      }
      #expect(ThreadTime.now() - start < .milliseconds(100))
      taken += 1
      _ = command.summary
      _ = command.details
      #expect(Array(command.encoded().readableBytesView) == bytes)
    }
    #expect(taken > 1_000)
  }
}
