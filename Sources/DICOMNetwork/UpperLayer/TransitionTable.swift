/// The state transition table of the upper layer protocol (PS3.8 Table 9-10).
public enum TransitionTable {
  /// The action for an event in a state; nil where the table is blank, because the event can't occur there.
  public static func action(_ event: UpperLayerEvent, in state: UpperLayerState) -> UpperLayerAction? {
    rows[event.rawValue - 1][state.rawValue - 1]
  }

  // One row for each event in order, one column for each state in order.
  private static let rows: [[UpperLayerAction?]] = [
    [.ae1, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil],  // Evt1
    [nil, nil, nil, .ae2, nil, nil, nil, nil, nil, nil, nil, nil, nil],  // Evt2
    [nil, .aa1, .aa8, nil, .ae3, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa6],  // Evt3
    [nil, .aa1, .aa8, nil, .ae4, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa6],  // Evt4
    [.ae5, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil],  // Evt5
    [nil, .ae6, .aa8, nil, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa7],  // Evt6
    [nil, nil, .ae7, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil],  // Evt7
    [nil, nil, .ae8, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil],  // Evt8
    [nil, nil, nil, nil, nil, .dt1, nil, .ar7, nil, nil, nil, nil, nil],  // Evt9
    [nil, .aa1, .aa8, nil, .aa8, .dt2, .ar6, .aa8, .aa8, .aa8, .aa8, .aa8, .aa6],  // Evt10
    [nil, nil, nil, nil, nil, .ar1, nil, nil, nil, nil, nil, nil, nil],  // Evt11
    [nil, .aa1, .aa8, nil, .aa8, .ar2, .ar8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa6],  // Evt12
    [nil, .aa1, .aa8, nil, .aa8, .aa8, .ar3, .aa8, .aa8, .ar10, .ar3, .aa8, .aa6],  // Evt13
    [nil, nil, nil, nil, nil, nil, nil, .ar4, .ar9, nil, nil, .ar4, nil],  // Evt14
    [nil, nil, .aa1, .aa2, .aa1, .aa1, .aa1, .aa1, .aa1, .aa1, .aa1, .aa1, nil],  // Evt15
    [nil, .aa2, .aa3, nil, .aa3, .aa3, .aa3, .aa3, .aa3, .aa3, .aa3, .aa3, .aa2],  // Evt16
    [nil, .aa5, .aa4, .aa4, .aa4, .aa4, .aa4, .aa4, .aa4, .aa4, .aa4, .aa4, .ar5],  // Evt17
    [nil, .aa2, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, .aa2],  // Evt18
    [nil, .aa1, .aa8, nil, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa7],  // Evt19
  ]
}
