import Foundation

extension Error {
  /// Why the system refused a file or folder, in its own words and without the names of types: `Permission denied`.
  package var systemReason: String {
    let cocoa = self as? CocoaError
    if let posix = self as? POSIXError ?? cocoa?.underlying as? POSIXError {
      return String(cString: strerror(posix.code.rawValue))
    }
    if let cause = cocoa?.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(clamping: cause.code)))
    }
    let words = localizedDescription.replacing("The operation could not be completed. ", with: "")
    return words.hasSuffix(".") ? String(words.dropLast()) : words
  }
}
