/** Loaded before a program: shifts its clock by AFTERIMAGE_CLOCK_SHIFT ms in every thread. */
const shift = Number(process.env.AFTERIMAGE_CLOCK_SHIFT ?? '0');
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts: readonly unknown[]) {
    if (parts.length === 0) super(RealDate.now() + shift);
    else super(...(parts as [number]));
  }
  static override now(): number {
    return RealDate.now() + shift;
  }
} as DateConstructor;
