/** Lists all scenes by name. */
import { aurora } from './aurora.ts';
import { blossom } from './blossom.ts';
import { city } from './city.ts';
import { cloudSea } from './cloud-sea.ts';
import { fireworks, lighthouse } from './coast.ts';
import { dunes } from './dunes.ts';
import { fireflies } from './fireflies.ts';
import { julia, mandelbrot } from './fractals.ts';
import { galaxy } from './galaxy.ts';
import { giant } from './giant.ts';
import { kaleidoscope, mosaic, rain } from './glass.ts';
import { life, reaction, weave } from './growth.ts';
import { jellyfish } from './jellyfish.ts';
import { koi } from './koi.ts';
import { lane, skyLanterns } from './lanterns.ts';
import { mountains } from './mountains.ts';
import { nebula } from './nebula.ts';
import { comet, trails } from './night-sky.ts';
import { ocean } from './ocean.ts';
import { contours, dragon, lava } from './paper.ts';
import { harmonograph, ink, silk } from './ribbons.ts';
import type { Scene } from './scene.ts';
import { snowfall } from './snowfall.ts';

export const SCENES = {
  aurora,
  blossom,
  city,
  cloudSea,
  comet,
  contours,
  dragon,
  dunes,
  fireflies,
  fireworks,
  galaxy,
  giant,
  harmonograph,
  ink,
  jellyfish,
  julia,
  kaleidoscope,
  koi,
  lane,
  lava,
  life,
  lighthouse,
  mandelbrot,
  mosaic,
  mountains,
  nebula,
  ocean,
  rain,
  reaction,
  silk,
  skyLanterns,
  snowfall,
  trails,
  weave,
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof SCENES;
