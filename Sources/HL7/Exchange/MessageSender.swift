/// Sends messages over a connection and gathers the answers that belong to them.
public struct MessageSender: Sendable {
  /// An answer and how long it took.
  public struct Answer: Hashable, Sendable {
    /// The message in the frame.
    public var message: Message
    /// What it acknowledges; nil where it has no MSA.
    public var acknowledgement: Acknowledgement?
    /// From the first byte sent.
    public var elapsed: Duration
  }

  /// What came after one message.
  public struct Outcome: Sendable {
    /// The commit acknowledgement (CA, CE, CR).
    public var commit: Answer?
    /// The application acknowledgement or response (AA, AE, AR, or a code outside table 0008).
    public var application: Answer?
    /// Whatever else came, in order: a second answer, a message without MSA.
    public var others: [Answer] = []
    /// Why not all that was asked for came; nil where it did.
    public var failure: ConnectionFailure?
  }

  private let connection: MLLPConnection
  /// For all the answers to one message.
  private let time: Duration
  /// How long to listen on after the last answer asked for.
  private let linger: Duration

  /// Makes a sender.
  public init(_ connection: MLLPConnection, within time: Duration, linger: Duration = .zero) {
    self.connection = connection
    self.time = time
    self.linger = linger
  }

  /// Sends bytes and waits for what the message among them asks for.
  ///
  /// - Parameter mode: Which acknowledgements must come.
  public func send(_ bytes: [UInt8], expecting mode: AcknowledgementMode) async -> Outcome {
    var outcome = Outcome()
    let start = ContinuousClock.now
    let end = start + time
    do throws(ConnectionFailure) {
      try await connection.send(bytes)
      while (mode.awaitsCommit && outcome.commit == nil) || (mode.awaitsApplication && outcome.application == nil) {
        let left = end - .now
        guard left > .zero else {
          throw .timedOut(seconds: Self.seconds(time), bytesReceived: 0, isInsideFrame: false)
        }
        place(try await answer(within: left, since: start), mode: mode, in: &outcome)
        // A refusal to keep the message is the end of it (HL7 v2.5.1 §2.9.3.2).
        if let code = outcome.commit?.acknowledgement?.code, code != .commitAccept { break }
      }
    } catch {
      outcome.failure = error
      return outcome
    }
    let quiet = ContinuousClock.now + linger
    while ContinuousClock.now < quiet {
      guard let answer = try? await answer(within: quiet - .now, since: start) else { break }
      outcome.others.append(answer)
    }
    return outcome
  }

  private func answer(
    within time: Duration, since start: ContinuousClock.Instant
  ) async throws(ConnectionFailure) -> Answer {
    let frame = try await connection.receive(within: time)
    let elapsed = ContinuousClock.now - start
    do {
      let message = try MessageParser().parse(frame.content)
      return Answer(message: message, acknowledgement: Acknowledgement(message), elapsed: elapsed)
    } catch {
      throw .malformed(error)
    }
  }

  /// A commit code where none was asked for is an answer all the same: that it is of the wrong kind is for the reader.
  private func place(_ answer: Answer, mode: AcknowledgementMode, in outcome: inout Outcome) {
    guard let acknowledgement = answer.acknowledgement else {
      outcome.others.append(answer)
      return
    }
    let isCommit = acknowledgement.code?.isCommit == true
    if isCommit, mode.awaitsCommit || !mode.isOriginal, outcome.commit == nil {
      outcome.commit = answer
    } else if outcome.application == nil {
      outcome.application = answer
    } else {
      outcome.others.append(answer)
    }
  }

  private static func seconds(_ time: Duration) -> Double {
    Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
  }
}
