import Evidence
import NIOCore
import Reports
import Synchronization

/// Pages that were rendered, as long as the run behind them does not change and there is room.
final class RenderedPages: Sendable {
  /// A page with the tag that browsers hold it by.
  struct Page: Sendable {
    /// Its bytes.
    var bytes: ByteBuffer
    /// The same in gzip's form (RFC 1952), for browsers that take it so; nil for a part of a page, and where it is short.
    var packed: ByteBuffer?
    /// What its strong entity tags are made of (RFC 9110 §8.8.3).
    private var digest: String

    /// Keeps a text.
    ///
    /// - Parameter isWhole: Whether it is sent as it is, and no part of another page.
    init(_ text: String, isWhole: Bool = true) {
      let bytes = Array(text.utf8)
      self.bytes = ByteBuffer(bytes: bytes)
      digest = String(Digest.sha256(bytes).prefix(32))
      guard isWhole, bytes.count >= Self.worthPacking else { return }
      packed = Packed.gzip(bytes).map { ByteBuffer(bytes: $0) }
    }

    /// The tag that browsers hold a form of it by, in quotation marks: each form has its own.
    func tag(isPacked: Bool) -> String { "\"\(digest)\(isPacked ? "-gzip" : "")\"" }

    /// What it takes in memory.
    var size: Int { bytes.readableBytes + (packed?.readableBytes ?? 0) }

    /// Bytes from which packing is worth it.
    private static let worthPacking = 1_024
  }

  private struct State {
    /// Pages that are being rendered: who asks meanwhile waits for the same one.
    var underWay: [String: Task<Page, any Error>] = [:]
    var pages: [String: Page] = [:]
    /// Keys, the one used longest ago first.
    var order: [String] = []
    var bytes = 0
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// A page by its address and the run's stamp, rendered where it is not there.
  ///
  /// - Parameter isWhole: Whether it is sent as it is, and no part of another page.
  func page(
    _ key: String, isWhole: Bool = false, _ render: @escaping @Sendable () async throws -> String
  ) async throws -> Page {
    enum Found {
      case page(Page)
      case task(Task<Page, any Error>)
    }
    let found = state.withLock { state -> Found in
      if let page = state.pages[key] {
        if let index = state.order.firstIndex(of: key) { state.order.append(state.order.remove(at: index)) }
        return .page(page)
      }
      if let task = state.underWay[key] { return .task(task) }
      let task = Task { () throws -> Page in
        defer { self.state.withLock { $0.underWay[key] = nil } }
        let text = try await render()
        let page = isWhole ? try await LongWork.run { Page(text) } : Page(text, isWhole: false)
        self.keep(page, key)
        return page
      }
      state.underWay[key] = task
      return .task(task)
    }
    switch found {
    case .page(let page): return page
    case .task(let task): return try await task.value
    }
  }

  private func keep(_ page: Page, _ key: String) {
    state.withLock { state in
      guard page.size <= limit, state.pages.updateValue(page, forKey: key) == nil else { return }
      state.order.append(key)
      state.bytes += page.size
      while state.bytes > limit || state.order.count > 4_096, !state.order.isEmpty {
        let oldest = state.order.removeFirst()
        state.bytes -= state.pages.removeValue(forKey: oldest)?.size ?? 0
      }
    }
  }
}
