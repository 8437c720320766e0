// Vectors, and what one holds of each device ("Vector" in docs/wire.md). A vector is a Map from a
// device's hex to a sequence.

const DEVICES = 2048;

/** Throws unless this is a vector, as it came off the wire. */
export function checkVector(vector) {
  if (!(vector instanceof Map) || vector.size > DEVICES) throw new Error("not a vector");
  let before = "";
  for (const [device, sequence] of vector) {
    const isNumber = typeof sequence === "number" || typeof sequence === "bigint";
    if (device.length !== 16 || !isNumber || sequence < 1) throw new Error("not a vector");
    // Hex of equal length sorts as the bytes do.
    if (device <= before) throw new Error("a vector's keys don't ascend");
    before = device;
  }
}

/** What is held of every device: without holes up to a sequence, and what lies beyond a hole. */
export class Holdings {
  constructor() {
    this.tracks = new Map();
  }

  track(device) {
    let track = this.tracks.get(device);
    if (!track) this.tracks.set(device, (track = { held: 0, beyond: new Set() }));
    return track;
  }

  /** One frame more. */
  take(device, sequence) {
    const track = this.track(device);
    if (sequence > track.held) track.beyond.add(sequence);
    close(track);
  }

  /** A checkpoint's cover. */
  cover(vector) {
    for (const [device, sequence] of vector) {
      const track = this.track(device);
      if (sequence > track.held) track.held = sequence;
      close(track);
    }
  }

  has(device, sequence) {
    const track = this.tracks.get(device);
    return track !== undefined && (sequence <= track.held || track.beyond.has(sequence));
  }

  /** The vector: of every device, what is held without holes. */
  vector() {
    const held = [...this.tracks].filter(([, track]) => track.held > 0);
    return new Map(held.map(([device, track]) => [device, track.held]).sort());
  }

  /** Devices of which something has come, but not what was before it. */
  holes() {
    return [...this.tracks].filter(([, track]) => track.beyond.size > 0).map(([device]) => device);
  }
}

function close(track) {
  if (track.beyond.size === 0) return;
  for (const sequence of track.beyond) if (sequence <= track.held) track.beyond.delete(sequence);
  while (track.beyond.delete(track.held + 1)) track.held += 1;
}
