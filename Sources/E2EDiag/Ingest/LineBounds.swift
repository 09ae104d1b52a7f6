#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// The offset of the line feed that ends the line with the byte at `start`, or the count.
  func lineEnd(from start: Int) -> Int {
    // `memchr` looks at the bytes from `start` to the count.
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, 0x0a, count - start)
    else { return count }
    return UnsafeRawPointer(found) - base
  }

  /// Whether both hold the same bytes; they are of one length.
  func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
    guard let base = baseAddress, let address = other.baseAddress else { return isEmpty }
    // Both have `count` bytes.
    return memcmp(base, address, count) == 0
  }

  /// The start of the line with the byte at `offset`, looked for back to `first`.
  func lineStart(of offset: Int, from first: Int) -> Int {
    var start = offset
    while start > first, self[start - 1] != 0x0a { start -= 1 }
    return start
  }
}
