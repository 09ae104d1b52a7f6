/// The search for grams in plain Swift: what ``Prefilter/Search/vectors`` must find, and nothing else.
enum PrefilterReference {
  /// Writes the offsets at multiples of `stride`, from `position` on, at which a gram of `bitmap` may
  /// stand to `room`, until the block or the room ends; returns how many.
  static func find(
    in block: UnsafeRawBufferPointer, from position: inout Int, stride: Int, fold: UInt32,
    bitmap: UnsafeBufferPointer<UInt64>, into room: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    var count = 0
    while position + GramIndex.gramSize <= block.count, count < room.count {
      let word = block.loadUnaligned(fromByteOffset: position, as: UInt32.self)
      let hash = GramRarity.hash(word | fold)
      // 17 bits of hash address 2,048 words of 64 bits.
      if bitmap[Int(hash >> 6)] & (1 << UInt64(hash & 63)) != 0 {
        room[count] = UInt32(position)
        count += 1
      }
      position += stride
    }
    return count
  }
}
