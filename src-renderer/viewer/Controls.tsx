/** The player's controls. */
import { Pause, Play, Repeat, StepBack, StepForward, Volume2, VolumeX } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../design/Button.tsx';
import { Menu, MenuItem } from '../design/Menu.tsx';
import { useFormat } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { type Player, RATES } from './player.ts';
import { SeekBar } from './SeekBar.tsx';
import { usePlayerState } from './use-player.ts';
import styles from './Viewer.module.css';

export interface ControlsProps {
  readonly player: Player;
  readonly rowid: number | null;
  readonly aspect: number;
  readonly fps: number;
  readonly hasSound: boolean;
}

export function Controls({ player, rowid, aspect, fps, hasSound }: ControlsProps): ReactElement {
  const t = useText();
  const format = useFormat();
  const { isPlaying, duration, rate, isLooping, isMuted } = usePlayerState(player);
  const rateName = (value: number): string => t('viewer.rate', { rate: format.number(value) });
  return (
    <div className={styles.controls}>
      <SeekBar player={player} duration={duration} rowid={rowid} aspect={aspect} />
      <div className={styles.buttons}>
        <IconButton
          label={t('viewer.frame-back')}
          shortcut=","
          icon={<StepBack aria-hidden="true" />}
          onPress={() => player.step(-1, fps)}
        />
        <IconButton
          size="large"
          label={t(isPlaying ? 'viewer.pause' : 'viewer.play')}
          icon={isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          onPress={() => player.toggle()}
        />
        <IconButton
          label={t('viewer.frame-on')}
          shortcut="."
          icon={<StepForward aria-hidden="true" />}
          onPress={() => player.step(1, fps)}
        />
        <span className={styles.gap} />
        <Menu
          aria-label={t('viewer.speed-menu')}
          placement="top"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[String(rate)]}
          onAction={(key) => player.setRate(Number(key))}
          trigger={
            <Button variant="quiet" aria-label={t('viewer.speed', { rate: format.number(rate) })}>
              {rateName(rate)}
            </Button>
          }
        >
          {RATES.map((value) => (
            <MenuItem key={value} id={String(value)}>
              {rateName(value)}
            </MenuItem>
          ))}
        </Menu>
        <IconButton
          label={t('viewer.loop')}
          shortcut="R"
          icon={<Repeat aria-hidden="true" />}
          isPressed={isLooping}
          onPress={() => player.setLooping(!isLooping)}
        />
        <IconButton
          label={t('viewer.mute')}
          shortcut="M"
          icon={isMuted || !hasSound ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
          isPressed={isMuted}
          isDisabled={!hasSound}
          onPress={() => player.setMuted(!isMuted)}
        />
      </div>
    </div>
  );
}
