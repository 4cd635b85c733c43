import CAllocator

/// How the C library keeps memory that is free again.
///
/// It gives threads up to eight areas for each core and, once a large block was freed, keeps blocks of that size in them. A run of
/// six sites held more than a hundred megabytes in areas of which half was free.
enum MemoryAreas {
  /// Holds it to a few areas, and has large blocks given back when they are free. Only before other threads begin.
  static func limit() {
    mallopt(M_ARENA_MAX, 2)
    // Given once, it no longer grows with the blocks that are freed.
    mallopt(M_MMAP_THRESHOLD, 256 * 1_024)
    mallopt(M_TRIM_THRESHOLD, 1_024 * 1_024)
  }

  /// Lets a command that ends at once take memory as it comes: an area for each thread, each reaching far at first, and in pages of
  /// 2 MB where the kernel has some. To take thousands of small pages is a tenth of the time of a check. The C library does the
  /// same by its tunable `glibc.malloc.hugetlb`, which only the environment can set. Only before other threads begin.
  static func widen() {
    mallopt(M_ARENA_MAX, 4)
    // Addresses, of which no memory is taken before it is used.
    mallopt(M_TOP_PAD, 32 * 1_024 * 1_024)
    assay_use_huge_pages()
  }

  /// Gives back what is free, where a piece of work with memory of its own is over.
  static func release() { malloc_trim(0) }
}
