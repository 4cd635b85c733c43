import NIOCore
import NIOPosix

extension AssociationDriver {
  /// Sends a C-STORE-RQ (PS3.7 §9.3.1.1).
  func send(
    _ request: StoreRequest, messageID: UInt16, contextID: UInt8, maximumLength: UInt32?
  ) async throws(AssociationFailure) {
    let command = CommandSet.storeRequest(
      messageID: messageID, sopClassUID: request.sopClassUID, sopInstanceUID: request.sopInstanceUID)
    switch request.dataSet {
    case .memory(let bytes):
      try await send(command, dataSet: bytes, contextID: contextID, maximumLength: maximumLength)
    case .file(let file):
      try await send(command, file: file, contextID: contextID, maximumLength: maximumLength)
    }
  }

  /// Sends a message whose data set is read from disk as it goes out: the next part is read while the last one is sent.
  private func send(
    _ command: CommandSet, file: DataSetFile, contextID: UInt8, maximumLength: UInt32?
  ) async throws(AssociationFailure) {
    // A peer that states no maximum gets what every peer can take.
    let maximum = maximumLength ?? 16_384
    guard maximum == 0 || maximum >= MessageFragmenter.leastMaximumLength else { throw noRoom(maximum) }
    let reader: DataSetFileReader
    do throws(DataSetFileReader.Failure) {
      reader = try DataSetFileReader(file, contextID: contextID, maximumLength: maximum)
    } catch { throw .misuse(error.message) }
    // The first part is there before the command goes: a file that can't be read leaves the association as it was.
    var pending = read(reader, at: 0)
    var chunk = try await part(pending)
    try await put(
      command, dataSet: nil, contextID: contextID, maximumLength: maximum,
      details: ["Data set of \(file.length) bytes, sent from disk"])
    var position = 0
    while true {
      position += chunk.length
      let isLast = position >= file.length
      if !isLast { pending = read(reader, at: position) }
      guard handler.write(encoded: chunk.bytes) else { throw ended() }
      // So that its memory can be used again as soon as it has gone out.
      chunk.bytes = ByteBuffer()
      if !channel.isWritable {
        try await wait(for: .writable, "the peer to take our \(command.summary)", within: deadlines.message)
      }
      if isLast { break }
      chunk = try await part(pending)
    }
    handler.flush(endOf: command.messageID)
  }

  /// Begins to read a part, away from the event loop: a disk may be slow.
  private func read(_ reader: DataSetFileReader, at position: Int) -> EventLoopFuture<DataSetFileReader.Chunk> {
    NIOThreadPool.singleton.runIfActive(eventLoop: channel.eventLoop) { try reader.chunk(at: position) }
  }

  private func part(
    _ pending: EventLoopFuture<DataSetFileReader.Chunk>
  ) async throws(AssociationFailure) -> DataSetFileReader.Chunk {
    // The future's own `get` would be queued on its way here and back.
    let result = await withCheckedContinuation { continuation in
      pending.whenComplete { continuation.resume(returning: $0) }
    }
    do { return try result.get() } catch {
      let message = (error as? DataSetFileReader.Failure)?.message ?? "the data set can't be read from disk"
      handler.recorder?.event("Aborted by the harness: \(message)")
      throw .misuse(message)
    }
  }
}
