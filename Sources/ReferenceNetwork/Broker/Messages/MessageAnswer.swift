import HL7

/// What is sent for a message that was taken in or refused: one acknowledgement in original mode, in enhanced mode
/// those that the message asks for (HL7 v2.5.1 §2.9.2, §2.9.3).
struct MessageAnswer: Hashable {
  /// AA, AE or AR.
  var code: Acknowledgement.Code
  /// What is wrong with the message.
  var faults: [Acknowledgement.Fault] = []

  /// The acknowledgements, as they go over the connection.
  func response(to message: Message, number: Int, defects: Set<BrokerDefect>) -> ListenerResponse {
    let mode = AcknowledgementMode(message)
    var messages: [[UInt8]] = []
    func add(_ code: Acknowledgement.Code, _ faults: [Acknowledgement.Fault]) {
      messages.append(written(code, faults, to: message, number: number + messages.count, defects: defects))
    }
    if mode.isOriginal {
      add(defects.contains(.ackCommitsInOriginalMode) && code == .applicationAccept ? .commitAccept : code, faults)
    } else {
      if wants(mode.commit, isAccepted: true) { add(.commitAccept, []) }
      if wants(mode.application, isAccepted: code == .applicationAccept) { add(code, faults) }
    }
    if defects.contains(.ackTwice), let first = messages.first { messages.append(first) }
    var response = ListenerResponse(messages, closes: defects.contains(.ackClosesConnection))
    if defects.contains(.ackNoiseBetweenFrames), !response.bytes.isEmpty { response.bytes.append(0x0A) }
    return response
  }

  private func wants(_ condition: AcknowledgementMode.Condition?, isAccepted: Bool) -> Bool {
    switch condition {
    case .always: true
    case .onError: !isAccepted
    case .onSuccess: isAccepted
    case .never, nil: false
    }
  }

  private func written(
    _ code: Acknowledgement.Code, _ faults: [Acknowledgement.Fault], to message: Message, number: Int,
    defects: Set<BrokerDefect>
  ) -> [UInt8] {
    let control = "B" + String(String(100_000_000 + number % 100_000_000).dropFirst())
    let writer = AcknowledgementWriter(
      code: code, text: faults.first?.text ?? "",
      controlID: defects.contains(.ackNamesItself) ? control : nil, faults: faults)
    let bytes = writer.bytes(
      for: message, id: defects.contains(.ackLongControlID) ? "BROKER-\(control)-20260101-1" : control,
      time: defects.contains(.ackWithoutTime) ? "" : MessageTime.now())
    guard let parsed = try? MessageParser().parse(bytes) else { return bytes }
    if defects.contains(.ackOtherVersion) { return Self.replaced("2.3", at: 12, "MSH", in: parsed) ?? bytes }
    if defects.contains(.ackWithoutProcessingID) { return Self.replaced("", at: 11, "MSH", in: parsed) ?? bytes }
    if defects.contains(.ackErrorInNewForm), let fault = faults.first {
      let place = "\(fault.location?.segment ?? "")^1^\(fault.location?.field ?? 1)"
      let error = "ERR||\(place)|\(fault.code)^\(fault.text)^HL70357|E\r"
      return parsed.segments.filter { $0.name != "ERR" }.flatMap { Array($0.bytes) + [0x0D] } + Array(error.utf8)
    }
    return bytes
  }

  /// The message with another field.
  private static func replaced(_ text: String, at number: Int, _ name: String, in message: Message) -> [UInt8]? {
    message.segments.flatMap { segment -> [UInt8] in
      guard segment.name == name, let field = segment.field(number) else { return Array(segment.bytes) + [0x0D] }
      let before = message.bytes[segment.offset..<field.bytes.startIndex]
      let after = message.bytes[field.bytes.endIndex..<segment.bytes.endIndex]
      return Array(before) + Array(text.utf8) + Array(after) + [0x0D]
    }
  }
}
