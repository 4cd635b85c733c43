/// The sanitizer's own way to be told of memory that is taken and given back.
@_silgen_name("__sanitizer_install_malloc_and_free_hooks")
private func installHooks(
  _ taken: @convention(c) (UnsafeRawPointer?, Int) -> Void, _ given: @convention(c) (UnsafeRawPointer?) -> Void
) -> CInt

/// The size that was asked for.
@_silgen_name("__sanitizer_get_allocated_size")
private func size(_ pointer: UnsafeRawPointer?) -> Int

// The hooks are called from within `malloc`, where nothing may be allocated: plain numbers, which need no beginning.
nonisolated(unsafe) private var heldBytes = 0
nonisolated(unsafe) private var peakBytes = 0

/// How much memory an input takes, and whether it gives all of it back.
///
/// The sanitizer's own search for leaks can't be used: it takes for lost what only a Swift string points to, whose pointers carry
/// marks. What an input leaves behind is counted instead, and whoever asks reads it several times. The targets read on one thread.
enum HeldMemory {
  static func begin() {
    let status = installHooks(
      { _, size in
        heldBytes += size
        if heldBytes > peakBytes { peakBytes = heldBytes }
      },
      { pointer in if let pointer { heldBytes -= size(pointer) } })
    if status == 0 { fatalError("the sanitizer does not tell of memory") }
  }

  /// Begins to count anew.
  static func forget() {
    heldBytes = 0
    peakBytes = 0
  }

  /// Bytes that are held.
  static var held: Int { heldBytes }
  /// The most that were held at once.
  static var peak: Int { peakBytes }
}
