import Programs

extension PrivateDirectory {
  /// A directory for a reader's programs.
  static func forReading() throws(ReadingFailure) -> PrivateDirectory {
    do throws(Failure) { return try PrivateDirectory() } catch { throw failure(error) }
  }

  /// Writes a file for a reader's program.
  func put(_ bytes: [UInt8], as name: String) throws(ReadingFailure) {
    do throws(Failure) { try write(bytes, to: name) } catch { throw Self.failure(error) }
  }

  private static func failure(_ failure: Failure) -> ReadingFailure {
    ReadingFailure("no-temporary-files", "could not be read, since \(failure)")
  }
}
