import Evidence
import NIOCore
import Synchronization

/// Pages that were rendered, as long as the run behind them does not change and there is room.
final class RenderedPages: Sendable {
  /// A page with the tag that browsers hold it by.
  struct Page: Sendable {
    /// Its bytes.
    var bytes: ByteBuffer
    /// Strong entity tag, in quotation marks (RFC 9110 §8.8.3).
    var tag: String

    init(_ text: String) {
      bytes = ByteBuffer(string: text)
      tag = "\"\(Digest.sha256(bytes.readableBytesView).prefix(32))\""
    }
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
  func page(_ key: String, _ render: @escaping @Sendable () async throws -> String) async throws -> Page {
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
        let page = Page(try await render())
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
      guard page.bytes.readableBytes <= limit, state.pages.updateValue(page, forKey: key) == nil else { return }
      state.order.append(key)
      state.bytes += page.bytes.readableBytes
      while state.bytes > limit || state.order.count > 4_096, !state.order.isEmpty {
        let oldest = state.order.removeFirst()
        state.bytes -= state.pages.removeValue(forKey: oldest)?.bytes.readableBytes ?? 0
      }
    }
  }
}
