import DICOMNetwork
import NIOCore
import TestPeers
import Testing

@Suite("PDUs")
struct PDUCodingTests {
  static let ct = "1.2.840.10008.5.1.4.1.1.2"
  static let common: [UserInformationItem] = [
    .maximumLength(16_382), .implementationClassUID("1.2.826.0.1.3680043.9.3811.3.0.4"),
    .implementationVersionName("PYNETDICOM_304"),
  ]
  static let window = UserInformationItem.asynchronousOperations(
    AsynchronousOperationsWindow(invoked: 5, performed: 0))
  static let role = UserInformationItem.roleSelection(RoleSelection(sopClassUID: ct, scu: true, scp: true))

  /// What the golden PDUs say, written down by hand from the script that made them.
  static let known: [String: PDU] = [
    "associate-rq": .associateRequest(
      AssociateRequest(
        calledAETitle: "CALLED AE", callingAETitle: "CALLING",
        presentationContexts: [
          ProposedContext(id: 1, abstractSyntax: "1.2.840.10008.1.1", transferSyntaxes: ["1.2.840.10008.1.2"]),
          ProposedContext(
            id: 3, abstractSyntax: ct,
            transferSyntaxes: ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.4.70"]),
        ],
        userInformation: UserInformation(
          common + [
            window, role,
            .extendedNegotiation(ExtendedNegotiation(sopClassUID: ct, information: [2, 0, 3, 0, 1, 0])),
            .commonExtendedNegotiation(
              CommonExtendedNegotiation(
                sopClassUID: ct, serviceClassUID: "1.2.840.10008.4.2",
                relatedGeneralSOPClassUIDs: ["1.2.840.10008.5.1.4.1.1.88.22", "1.2.840.10008.5.1.4.1.1.88.33"])),
            .userIdentityRequest(
              UserIdentityRequest(
                type: 2, positiveResponseRequested: true, primary: Array("someone".utf8),
                secondary: Array("a secret".utf8))),
          ]))),
    "associate-ac": .associateAccept(
      AssociateAccept(
        calledAETitle: "CALLED AE", callingAETitle: "CALLING",
        presentationContexts: [
          AnsweredContext(id: 1, result: .acceptance, transferSyntax: "1.2.840.10008.1.2"),
          AnsweredContext(id: 3, result: .transferSyntaxesNotSupported, transferSyntax: nil),
        ],
        userInformation: UserInformation(common + [window, role, .userIdentityAccept(Array("granted".utf8))]))),
    "associate-rj": .associateReject(AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: 7)),
    "p-data-tf": .data([
      PresentationDataValue(
        contextID: 1, isCommand: true, isLast: true, bytes: ByteBuffer(bytes: [0x00, 0x11, 0x22, 0x33, 0x44])),
      PresentationDataValue(contextID: 3, isCommand: false, isLast: false, bytes: ByteBuffer(bytes: [0xAA, 0xBB])),
    ]),
    "release-rq": .releaseRequest,
    "release-rp": .releaseReply,
    "abort": .abort(Abort(source: 2, reason: 6)),
  ]

  private func decode(_ bytes: ByteBuffer) throws -> PDU? {
    var decoder = PDUDecoder()
    decoder.append(bytes)
    return try decoder.next()?.pdu
  }

  @Test("pynetdicom's PDUs are understood", arguments: known.keys.sorted())
  func decoded(_ name: String) throws {
    #expect(try decode(try GoldenPDUs.bytes(name)) == Self.known[name])
  }

  @Test(
    "PDUs are written as pynetdicom writes them",
    arguments: ["associate-rq", "associate-rj", "p-data-tf", "release-rq", "release-rp", "abort"])
  func encoded(_ name: String) throws {
    let pdu = try #require(Self.known[name])
    #expect(PDUEncoder.encode(pdu) == (try GoldenPDUs.bytes(name)))
  }

  @Test("A PDU that comes byte by byte is complete at its last byte and not before")
  func incremental() throws {
    let bytes = try GoldenPDUs.bytes("associate-rq")
    var decoder = PDUDecoder()
    let view = Array(bytes.readableBytesView)
    for (index, byte) in view.enumerated() {
      decoder.append(ByteBuffer(bytes: [byte]))
      let pdu = try decoder.next()?.pdu
      #expect((pdu != nil) == (index == view.count - 1))
    }
  }

  @Test("Several PDUs in one piece come out one by one")
  func several() throws {
    var bytes = try GoldenPDUs.bytes("release-rq")
    bytes.writeImmutableBuffer(try GoldenPDUs.bytes("p-data-tf"))
    bytes.writeImmutableBuffer(try GoldenPDUs.bytes("abort").getSlice(at: 0, length: 9) ?? ByteBuffer())
    var decoder = PDUDecoder()
    decoder.append(bytes)
    #expect(try decoder.next()?.pdu == .releaseRequest)
    #expect(try decoder.next()?.pdu.type == .data)
    #expect(try decoder.next() == nil)
  }

  @Test("Unknown user-information sub-items are kept")
  func unknownSubItem() throws {
    guard case .associateRequest(var request) = Self.known["associate-rq"] else { return }
    request.userInformation.items.append(.unknown(RawItem(type: 0x7E, bytes: [1, 2, 3])))
    request.unknownItems = [RawItem(type: 0x60, bytes: [9])]
    #expect(try decode(PDUEncoder.encode(.associateRequest(request))) == .associateRequest(request))
  }

  @Test("Reserved fields are not tested")
  func reserved() throws {
    var bytes = try GoldenPDUs.bytes("associate-ac")
    let expected = try decode(bytes)
    bytes.setInteger(0xFF, at: 1, as: UInt8.self)
    bytes.setInteger(0xFFFF, at: 8, as: UInt16.self)
    for index in 42..<74 { bytes.setInteger(0xEE, at: index, as: UInt8.self) }
    #expect(try decode(bytes) == expected)
  }

  static let broken: [(String, [UInt8], Int, String)] = [
    ("no such type", [0x08, 0, 0, 0, 0, 0], 0, "PS3.8 §9.3.1"),
    ("A-RELEASE-RQ of 5 bytes", [5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0], 2, "PS3.8 §9.3.6"),
    ("A-ABORT of 0 bytes", [7, 0, 0, 0, 0, 0], 2, "PS3.8 §9.3.8"),
    ("P-DATA-TF of 4 GiB", [4, 0, 0xFF, 0xFF, 0xFF, 0xFF], 2, "PS3.8 §D.1"),
    ("A-ASSOCIATE-RQ of 2 GiB", [1, 0, 0x7F, 0xFF, 0xFF, 0xFF], 2, "PS3.8 §9.3.2"),
    ("P-DATA-TF without value", [4, 0, 0, 0, 0, 0], 6, "PS3.8 §9.3.5"),
    ("a value of length 1", [4, 0, 0, 0, 0, 5, 0, 0, 0, 1, 1], 6, "PS3.8 §9.3.5.1"),
    ("a value longer than its PDU", [4, 0, 0, 0, 0, 6, 0, 0, 0, 3, 1, 3], 6, "PS3.8 §9.3.5.1"),
    ("an even context", [4, 0, 0, 0, 0, 6, 0, 0, 0, 2, 2, 3], 10, "PS3.8 §9.3.5.1"),
    ("an undefined result", [3, 0, 0, 0, 0, 4, 0, 3, 1, 1], 7, "PS3.8 §9.3.4"),
    ("an undefined source", [3, 0, 0, 0, 0, 4, 0, 1, 4, 1], 8, "PS3.8 §9.3.4"),
    ("an empty A-ASSOCIATE-AC", [2, 0, 0, 0, 0, 0], 6, "PS3.8 §9.3.3"),
  ]

  @Test("A broken PDU is refused with byte and rule", arguments: broken.indices)
  func refused(_ index: Int) throws {
    let (what, bytes, offset, rule) = Self.broken[index]
    do {
      _ = try decode(ByteBuffer(bytes: bytes))
      Issue.record("\(what) was taken")
    } catch let violation as ProtocolViolation {
      #expect(violation.offset == offset, "\(what)")
      #expect(violation.rule == rule, "\(what)")
    }
  }

  @Test("P-DATA-TF as long as announced is taken, one byte more is not")
  func limit() throws {
    for (length, isTaken) in [(100, true), (101, false)] {
      var decoder = PDUDecoder(limits: PDULimits(associate: 1 << 20, data: 100))
      decoder.append(
        PDUEncoder.encode(
          .data([
            PresentationDataValue(
              contextID: 1, isCommand: true, isLast: true,
              bytes: ByteBuffer(repeating: 0, count: length - PresentationDataValue.overhead))
          ])))
      if isTaken {
        #expect(try decoder.next() != nil)
      } else {
        #expect(throws: ProtocolViolation.self) { _ = try decoder.next() }
      }
    }
  }

  @Test(
    "Of 20,000 mutants none traps or takes long, errors lie within them, what is taken survives writing and reading")
  func mutants() throws {
    var random = SeededRandom(seed: 38)
    let originals = try Self.known.keys.sorted().map { Array(try GoldenPDUs.bytes($0).readableBytesView) }
    var taken = 0
    var slowest = Duration.zero
    for _ in 0..<20_000 {
      var bytes = originals[Int.random(in: 0..<originals.count, using: &random)]
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<max(1, bytes.count), using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2 where bytes.count > 1: bytes.remove(at: index)
        case 3: bytes.insert([0, 1, 0x7F, 0xFF][Int.random(in: 0..<4, using: &random)], at: index)
        default: bytes = Array(bytes.prefix(index + 1))
        }
      }
      // A length that fits lets the mutant come further than its header.
      if bytes.count >= 6, Bool.random(using: &random) {
        bytes[2] = 0
        bytes[3] = 0
        bytes[4] = UInt8((bytes.count - 6) >> 8)
        bytes[5] = UInt8((bytes.count - 6) & 0xFF)
      }
      var decoder = PDUDecoder()
      decoder.append(ByteBuffer(bytes: bytes))
      let start = ThreadTime.now()
      let pdu: PDU?
      do throws(ProtocolViolation) {
        pdu = try decoder.next()?.pdu
      } catch {
        pdu = nil
        #expect((0...bytes.count).contains(error.offset), "\(error)")
      }
      slowest = max(slowest, ThreadTime.now() - start)
      guard let pdu else { continue }
      taken += 1
      _ = pdu.summary
      _ = pdu.details
      var again = PDUDecoder()
      again.append(PDUEncoder.encode(pdu))
      let copy = try again.next()?.pdu
      if copy != pdu { Issue.record("\(pdu) came back as \(String(describing: copy))") }
    }
    #expect(taken > 1_000)
    #expect(slowest < .milliseconds(100))
  }
}

/// A generator with a seed, so that a failing mutant comes again (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
