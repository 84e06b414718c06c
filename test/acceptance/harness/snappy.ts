/**
 * What a block in the format Snappy holds, which is how remote write is compressed.
 *
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unsnappy(block: Buffer): Buffer {
  let at = 0;
  const bytes = (count: number) => {
    const number = count === 0 ? 0 : block.readUIntLE(at, count);
    at += count;
    return number;
  };
  let length = 0;
  for (let shift = 1, more = true; more; shift *= 128) {
    const byte = bytes(1);
    length += (byte & 0x7f) * shift;
    more = byte >= 0x80;
  }
  const content = Buffer.alloc(length);
  let written = 0;
  while (at < block.length) {
    const tag = bytes(1);
    const kind = tag & 3;
    if (kind === 0) {
      const size = tag >> 2 < 60 ? (tag >> 2) + 1 : bytes((tag >> 2) - 59) + 1;
      block.copy(content, written, at, at + size);
      at += size;
      written += size;
      continue;
    }
    const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = kind === 1 ? ((tag >> 5) << 8) + bytes(1) : bytes(kind === 2 ? 2 : 4);
    // What is copied may be what is being written.
    for (const end = written + size; written < end; written += 1) {
      content[written] = content[written - offset];
    }
  }
  if (written !== length) {
    throw new Error(`the block holds ${written} bytes in place of ${length}`);
  }
  return content;
}
