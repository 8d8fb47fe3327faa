/** The module with a custom section that no other has: equal bytes share compiled code, and so its luck of placement. */
export function withNonce(wasm: Uint8Array, nonce: string): Uint8Array<ArrayBuffer> {
  const name = Buffer.from("nonce");
  const body = Buffer.concat([Buffer.from([name.length]), name, Buffer.from(nonce)]);
  if (body.length > 127) throw new RangeError("a nonce must fit a section of one length byte");
  return Uint8Array.from(Buffer.concat([wasm, Buffer.from([0, body.length]), body]));
}
