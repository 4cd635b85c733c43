import Office
import XMLTree

/// A part of an office document as a tree, as far as it can be read.
struct OfficePart {
  var tree: MarkupTree
  /// What is missing of it.
  var notes: [BlockDocument.Note]

  /// The limits of parts: a statement of two thousand pages is within them, and memory is bounded.
  private static let limits = MarkupLimits(bytes: 64 << 20, depth: 1_000, nodes: 1_000_000, attributes: 1_000)

  /// Reads a part.
  ///
  /// A part that is cut short or not well-formed gives what stands before the fault.
  /// - Parameter name: Name of the part, for messages.
  init(_ member: Archive.Member, name: String) throws(ReadingFailure) {
    do throws(MarkupError) {
      tree = try MarkupTree(xml: member.bytes, limits: Self.limits)
    } catch {
      throw ReadingFailure(error.code, "could not be read: of its part \(name), \(error.advice)")
    }
    notes = tree.notes(on: "The part \(name)", citesLine: false)
    if let damage = member.damage {
      notes.append(
        BlockDocument.Note(
          code: "damaged", message: "The part \(name) is damaged (\(damage)); what could be unpacked of it was read.",
          place: Place()))
    }
  }
}

extension MarkupTree {
  /// Notes for people about where and why reading stopped.
  ///
  /// - Parameters:
  ///   - name: What was read, for the message: `The part word/document.xml`, `The document`.
  ///   - citesLine: Whether the lines are those of the document itself.
  func notes(on name: String, citesLine: Bool) -> [BlockDocument.Note] {
    var notes: [BlockDocument.Note] = []
    if let stop {
      notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "\(name) was read up to line \(stop.line) only: there it exceeds the \(stop.limit.words).",
          place: citesLine ? Place(line: stop.line) : Place()))
    }
    if let fault {
      notes.append(
        BlockDocument.Note(
          code: "malformed",
          message: "\(name) is not well-formed XML in line \(fault.line), column \(fault.column) (\(fault.message)); "
            + "what follows may be missing. Export it again.",
          place: citesLine ? Place(line: fault.line) : Place()))
    }
    return notes
  }
}
