import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Writes a file of a record piece by piece, with the promise of ``DurableFile``: whoever looks finds the old file or the whole new
/// one. What is not finished is removed.
package final class DurableFileWriter: Sendable {
  private let file: URL
  private let descriptor: Int32

  /// Begins a file; its folder is made.
  package init(_ file: URL) throws(RunDirectoryError) {
    self.file = file
    descriptor = try DurableFile.openStandIn(of: file)
  }

  deinit {
    close(descriptor)
    // Gone already where it has taken the file's name.
    unlink(DurableFile.standIn(of: file).path)
  }

  /// Writes a piece behind those before.
  package func add(_ bytes: some DataProtocol) throws(RunDirectoryError) {
    try DurableFile.write(Data(bytes), to: descriptor, of: file.path)
  }

  /// Gives what was written the file's name.
  package func finish() throws(RunDirectoryError) { try DurableFile.settle(file) }
}
