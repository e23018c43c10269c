/** Every scene by name. */
import { aurora } from './aurora.ts';
import { city } from './city.ts';
import { fireworks, lighthouse } from './coast.ts';
import { julia, mandelbrot } from './fractals.ts';
import { kaleidoscope, mosaic, rain } from './glass.ts';
import { life, reaction, weave } from './growth.ts';
import { lane, skyLanterns } from './lanterns.ts';
import { fireflies, jellyfish, koi } from './living.ts';
import { mountains } from './mountains.ts';
import { ocean } from './ocean.ts';
import { contours, dragon, lava } from './paper.ts';
import { harmonograph, ink, silk } from './ribbons.ts';
import type { Scene } from './scene.ts';
import { blossom, cloudSea, dunes, snowfall } from './seasons.ts';
import { comet, galaxy, giant, nebula, trails } from './space.ts';

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
