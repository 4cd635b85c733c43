/// Puts requests to a person and brings the answers.
public protocol Attendant: Sendable {
  /// Asks and waits, no longer than the request allows. Ends soon when the task is cancelled.
  func attend(to request: OperatorRequest) async -> Attendance
}

/// How it went with a request.
public enum Attendance: Hashable, Sendable {
  /// A person answered.
  case answered(OperatorAnswer)
  /// There was nobody to ask, and why.
  case nobody(reason: String)
  /// No answer came in time.
  case late
}

/// Where no person is: a run without a terminal and without a file for answers.
public struct NobodyPresent: Attendant {
  /// Makes one.
  public init() {}

  /// Asks and waits.
  public func attend(to request: OperatorRequest) async -> Attendance {
    .nobody(reason: "The run has no terminal and was given no --operator-file.")
  }
}

/// Lets a person do one thing at a time: further requests wait, and their time begins when they are put.
public actor AttendantInTurn: Attendant {
  private let attendant: any Attendant
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Makes one that asks another.
  public init(_ attendant: any Attendant) { self.attendant = attendant }

  /// Asks and waits.
  public func attend(to request: OperatorRequest) async -> Attendance {
    if isBusy { await withCheckedContinuation { waiting.append($0) } } else { isBusy = true }
    let attendance = await attendant.attend(to: request)
    if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
    return attendance
  }
}
