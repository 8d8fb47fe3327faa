const endSign = 0x06054b50;

/**
 * The checksums in a zip's own list, entry by entry (APPNOTE 4.3.12 and 4.3.16): fflate inflates what the list says, and
 * cuts off what is longer.
 * @throws RangeError for a list that is not there
 */
export function zipChecksums({ buffer, byteOffset, byteLength }: Uint8Array): readonly number[] {
  const view = new DataView(buffer, byteOffset, byteLength);
  let end = byteLength - 22;
  while (view.getUint32(end, true) !== endSign) end--;
  const count = view.getUint16(end + 8, true);
  const found: number[] = [];
  for (let at = view.getUint32(end + 16, true); found.length < count; ) {
    found.push(view.getUint32(at + 16, true));
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return found;
}
