export type MicrophoneProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported';

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly problem: MicrophoneProblem;
  constructor(problem: MicrophoneProblem) {
    super(problem);
    this.problem = problem;
  }
}

export type Sound = {
  blob: Blob;
  durationMs: number /** Loudest moment, 0 to 1; null where it was not measured. */;
  peak: number | null;
};

export type LiveRecording = {
  /** How loud it is now, 0 to 1. */
  level(): number;
  elapsedMs(): number;
  /** Ends it; the same promise for whoever asks, also where the browser ended it. */
  stop(): void;
  /** Null where it was cancelled. */
  ended: Promise<Sound | null>;
  cancel(): void;
};

export const limitMs = 4 * 60_000;

/** What this browser can never do, said before anybody is asked for permission. */
export function recordingProblem(): MicrophoneProblem | null {
  if (typeof isSecureContext === 'boolean' && !isSecureContext) return 'insecure';
  return typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia ? 'unsupported' : null;
}

/** Whether the browser will record without asking. Some do not tell. */
export async function isAllowed(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    return state === 'granted';
  } catch {
    return false;
  }
}

/** Asks for the microphone and begins. Throws a `MicrophoneError`. */
export async function startRecording(): Promise<LiveRecording> {
  const problem = recordingProblem();
  if (problem) throw new MicrophoneError(problem);
  const stream = await openMicrophone();
  try {
    return record(stream);
  } catch {
    release(stream);
    throw new MicrophoneError('unsupported');
  }
}

async function openMicrophone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    const name = (error as DOMException).name;
    if (name === 'NotFoundError' || name === 'OverconstrainedError') throw new MicrophoneError('missing');
    if (name === 'NotReadableError' || name === 'AbortError') throw new MicrophoneError('busy');
    throw new MicrophoneError(name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'unsupported');
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

function record(stream: MediaStream): LiveRecording {
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
  // Speech is clear at this rate, and four minutes are 1.4 MB.
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 48_000, ...(mimeType ? { mimeType } : {}) });
  const meter = createMeter(stream);
  const chunks: Blob[] = [];
  const startedAt = performance.now();
  let stoppedAt: number | undefined;
  let cancelled = false;
  const elapsedMs = () => Math.min(limitMs, (stoppedAt ?? performance.now()) - startedAt);

  const ended = new Promise<Sound | null>((done) => {
    recorder.ondataavailable = ({ data }) => data.size > 0 && chunks.push(data);
    recorder.onstop = () => {
      stoppedAt ??= performance.now();
      const peak = meter.peak();
      meter.close();
      release(stream);
      const type = (recorder.mimeType || mimeType || 'audio/webm').split(';')[0] ?? '';
      done(cancelled ? null : { blob: new Blob(chunks, { type }), durationMs: elapsedMs(), peak });
    };
  });
  const stop = () => {
    stoppedAt ??= performance.now();
    if (recorder.state !== 'inactive') recorder.stop();
  };
  // A call that comes in takes the microphone away: what was said until then is kept.
  for (const track of stream.getTracks()) track.addEventListener('ended', stop);
  recorder.start(1000);
  return {
    level: meter.level,
    elapsedMs,
    stop,
    ended,
    cancel() {
      cancelled = true;
      stop();
    },
  };
}

/** The level of a stream; always 0 where the browser measures nothing, and then there is no peak. */
function createMeter(stream: MediaStream) {
  let peak = 0;
  try {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    const samples = new Uint8Array(analyser.fftSize);
    context.createMediaStreamSource(stream).connect(analyser);
    void context.resume();
    return {
      level(): number {
        analyser.getByteTimeDomainData(samples);
        let sum = 0;
        for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
        // Speech lies low on a linear scale.
        const level = Math.min(1, Math.sqrt(sum / samples.length) * 4.5);
        peak = Math.max(peak, level);
        return level;
      },
      peak: () => (context.state === 'running' ? peak : null),
      close: () => void context.close().catch(() => {}),
    };
  } catch {
    return { level: () => 0, peak: () => null, close() {} };
  }
}
