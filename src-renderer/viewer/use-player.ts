/** The player of the viewer as a hook: keeps sound, speed and loop, and tells the server when a video plays. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { api } from '../api/client.ts';
import { useSaveSettings, useSettings } from '../api/queries.ts';
import { createPlayer, type Player, type PlayerState } from './player.ts';

/** Speed and loop last until the window closes; sound is a setting. */
const remembered = { rate: 1, isLooping: true };

export function usePlayer(): Player {
  const isMuted = useSettings()?.muted ?? true;
  const { mutate: save } = useSaveSettings();
  const [initialMuted] = useState(isMuted);
  const player = useMemo(() => createPlayer({ ...remembered, isMuted: initialMuted }, tellServer), [initialMuted]);
  useEffect(() => () => tellServer(false), []);
  useEffect(
    () =>
      player.subscribe(() => {
        const { rate, isLooping, isMuted: muted } = player.state();
        Object.assign(remembered, { rate, isLooping });
        if (muted !== isMuted) save({ muted });
      }),
    [player, isMuted, save],
  );
  return player;
}

export function usePlayerState(player: Player): PlayerState {
  return useSyncExternalStore(player.subscribe, player.state);
}

let told = false;

/** Previews pause while a video plays. A failure of this request is ignored: it costs only smoothness. */
function tellServer(isPlaying: boolean): void {
  if (isPlaying === told) return;
  told = isPlaying;
  api.playing(isPlaying).catch(() => {
    told = false;
  });
}
