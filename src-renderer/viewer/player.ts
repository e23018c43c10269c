/** A player for one video or several synchronised videos: the longest one leads, the others follow its time. */

export interface PlayerState {
  /** Whether a video is attached. */
  readonly isAttached: boolean;
  readonly isPlaying: boolean;
  /** The duration of the longest video, in seconds. */
  readonly duration: number;
  readonly rate: number;
  readonly isLooping: boolean;
  readonly isMuted: boolean;
}

export interface Player {
  readonly state: () => PlayerState;
  /** Calls `listener` when the state changes, but not for the time. */
  subscribe(listener: () => void): () => void;
  /** Calls `listener` with the time in seconds, every frame while it plays. */
  onTime(listener: (seconds: number) => void): () => void;
  attach(video: HTMLVideoElement): () => void;
  toggle(): void;
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  /** Moves by seconds. */
  skip(seconds: number): void;
  /** Pauses, then moves by frames. */
  step(frames: number, fps: number): void;
  setRate(rate: number): void;
  setLooping(isLooping: boolean): void;
  setMuted(isMuted: boolean): void;
  /** J and L: backward or forward, faster with each press; K stops. */
  shuttle(direction: 1 | -1): void;
  /** Whether a video is attached. */
  has(): boolean;
}

export const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** The largest difference in time before a following video is corrected, in seconds. */
const DRIFT = 0.09;
/** The interval of seeks backward, in ms, because browsers cannot play backward. */
const BACK_MS = 80;
const SHUTTLE = [1, 1.5, 2] as const;

/** @param initial the initial state; `onPlaying` is called when playing begins and ends */
export function createPlayer(
  initial: Pick<PlayerState, 'rate' | 'isLooping' | 'isMuted'>,
  onPlaying: (isPlaying: boolean) => void,
): Player {
  const videos = new Set<HTMLVideoElement>();
  const listeners = new Set<() => void>();
  const timeListeners = new Set<(seconds: number) => void>();
  let state: PlayerState = { ...initial, isAttached: false, isPlaying: false, duration: 0 };
  let frame = 0;
  let back: ReturnType<typeof setInterval> | undefined;
  let speed = 0;

  const lead = (): HTMLVideoElement | undefined =>
    [...videos].reduce<HTMLVideoElement | undefined>(
      (best, video) => (lengthOf(video) > lengthOf(best) ? video : (best ?? video)),
      undefined,
    );

  const tellListeners = (): void => {
    for (const listener of listeners) listener();
  };
  const change = (next: Partial<PlayerState>, tellThem = tellListeners): void => {
    const wasPlaying = state.isPlaying;
    state = { ...state, ...next };
    tellThem();
    if (state.isPlaying !== wasPlaying) onPlaying(state.isPlaying);
  };
  let willTell = false;
  /** Drawing the controls again at each event of a clip that begins would hold up its first frame by 20 to 40 ms. */
  const tellSoon = (): void => {
    if (willTell) return;
    willTell = true;
    setTimeout(() => {
      willTell = false;
      tellListeners();
    });
  };

  const tell = (): void => {
    const time = lead()?.currentTime ?? 0;
    for (const listener of timeListeners) listener(time);
  };

  const tick = (): void => {
    tell();
    align();
    frame = state.isPlaying ? requestAnimationFrame(tick) : 0;
  };

  const align = (): void => {
    const first = lead();
    if (!first || videos.size < 2) return;
    for (const video of videos) {
      if (video === first) continue;
      const target = Math.min(first.currentTime, lengthOf(video));
      if (Math.abs(video.currentTime - target) > DRIFT && !video.seeking) video.currentTime = target;
      if (!first.paused && video.paused && !video.ended && first.currentTime < lengthOf(video))
        void video.play().catch(ignore);
    }
  };

  const follow = (tellThem = tellListeners): void => {
    const first = lead();
    const isPlaying = first !== undefined && !first.paused && !first.ended;
    change({ isAttached: first !== undefined, isPlaying, duration: lengthOf(first) }, tellThem);
    if (frame === 0) tick();
  };
  const followEvent = (): void => follow(tellSoon);

  const stopBack = (): void => {
    clearInterval(back);
    back = undefined;
  };

  const setUp = (video: HTMLVideoElement): void => {
    const isLead = video === lead();
    video.playbackRate = state.rate;
    video.loop = state.isLooping && isLead;
    video.muted = state.isMuted || !isLead;
  };
  const setUpAll = (): void => {
    for (const video of videos) setUp(video);
  };

  const play = (): void => {
    stopBack();
    for (const video of videos) void video.play().catch(ignore);
  };
  const pause = (): void => {
    stopBack();
    speed = 0;
    for (const video of videos) video.pause();
  };
  const seek = (seconds: number): void => {
    for (const video of videos) video.currentTime = Math.min(Math.max(0, seconds), lengthOf(video));
    tell();
  };
  const skip = (seconds: number): void => seek((lead()?.currentTime ?? 0) + seconds);
  const setRate = (rate: number): void => {
    change({ rate });
    setUpAll();
  };

  return {
    state: () => state,
    has: () => videos.size > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onTime(listener) {
      timeListeners.add(listener);
      listener(lead()?.currentTime ?? 0);
      return () => timeListeners.delete(listener);
    },
    attach(video) {
      videos.add(video);
      const onLength = (): void => {
        setUpAll();
        followEvent();
      };
      const events = ['play', 'pause', 'ended', 'seeked'] as const;
      for (const name of events) video.addEventListener(name, followEvent);
      video.addEventListener('durationchange', onLength);
      setUpAll();
      follow();
      return () => {
        videos.delete(video);
        for (const name of events) video.removeEventListener(name, followEvent);
        video.removeEventListener('durationchange', onLength);
        if (videos.size === 0) stopBack();
        cancelAnimationFrame(frame);
        frame = 0;
        setUpAll();
        follow();
      };
    },
    toggle: () => (state.isPlaying || back !== undefined ? pause() : play()),
    play,
    pause,
    seek,
    skip,
    step(frames, fps) {
      pause();
      skip(frames / fps);
    },
    setRate,
    setLooping(isLooping) {
      change({ isLooping });
      setUpAll();
    },
    setMuted(isMuted) {
      change({ isMuted });
      setUpAll();
    },
    shuttle(direction) {
      const before = speed;
      const isSame = Math.sign(before) === direction;
      const index = isSame
        ? Math.min(SHUTTLE.length - 1, SHUTTLE.indexOf(Math.abs(before) as (typeof SHUTTLE)[number]) + 1)
        : 0;
      const next = SHUTTLE[index] ?? 1;
      if (direction > 0) {
        setRate(state.isPlaying && back === undefined ? next : 1);
        play();
      } else {
        for (const video of videos) video.pause();
        stopBack();
        back = setInterval(() => skip((-next * BACK_MS) / 1000), BACK_MS);
      }
      speed = direction * next;
    },
  };
}

function lengthOf(video: HTMLVideoElement | undefined): number {
  return video && Number.isFinite(video.duration) ? video.duration : 0;
}

/**
 * Ignores the rejection of `play()` after an early pause, which is no failure. Real failures reach the error event of
 * the element.
 */
function ignore(): void {}
