/** The sounds of verdicts, and of a call for help: short, unlike each other in pitch, number and direction, so that no two are confused. */
export type Sound = 'good' | 'bad' | 'attention' | 'help';

interface Tone {
  /** Hertz. */
  readonly pitch: number;
  /** Seconds after the start. */
  readonly at: number;
  /** Seconds. */
  readonly lasts: number;
}

const tones: Readonly<Record<Sound, readonly Tone[]>> = {
  good: [
    { pitch: 660, at: 0, lasts: 0.12 },
    { pitch: 990, at: 0.13, lasts: 0.22 },
  ],
  bad: [
    { pitch: 196, at: 0, lasts: 0.25 },
    { pitch: 147, at: 0.3, lasts: 0.35 },
  ],
  attention: [{ pitch: 440, at: 0, lasts: 0.18 }],
  help: [
    { pitch: 784, at: 0, lasts: 0.18 },
    { pitch: 523, at: 0.22, lasts: 0.18 },
    { pitch: 784, at: 0.44, lasts: 0.18 },
    { pitch: 523, at: 0.66, lasts: 0.3 },
  ],
};

/** 0–1; a polling room is quiet. */
const loudness = 0.25;
/** Seconds in which a tone comes and goes: without it a loudspeaker clicks. */
const edge = 0.015;

let context: AudioContext | null = null;

/** Plays a verdict. A browser that nobody has touched yet stays silent: word, colour and shape tell it too. */
export function play(sound: Sound): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  void context.resume();
  const start = context.currentTime;
  for (const { pitch, at, lasts } of tones[sound]) {
    const source = new OscillatorNode(context, { type: 'triangle', frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    const from = start + at;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness, from + edge);
    volume.gain.setValueAtTime(loudness, from + lasts - edge);
    volume.gain.linearRampToValueAtTime(0, from + lasts);
    source.connect(volume).connect(context.destination);
    source.start(from);
    source.stop(from + lasts);
  }
}
