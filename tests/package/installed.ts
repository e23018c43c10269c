/** A package as installed on a person's computer, and how its programs are started there. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { chmod, copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Installed {
  /** The program of the window. */
  readonly program: string;
  /** The command line. */
  readonly launcher: string;
  readonly resources: string;
  /** A folder for libraries and archives; the user of the program owns it. */
  readonly work: string;
  /** Starts a program of the package; on Linux never as root. */
  spawn(program: string, args: readonly string[], env: NodeJS.ProcessEnv, stdio: SpawnOptions['stdio']): ChildProcess;
  /** Gives files in `work` to the user of the program. */
  handOver(path: string): Promise<void>;
  remove(): Promise<void>;
}

/** A user without any files: Chromium's sandbox works for all users except root. */
const ORDINARY_USER = 12_345;

export interface InstallOptions {
  readonly folder: string;
  readonly sqliteBinding: string | null;
}

/** Uses the package itself, or a copy where a file must be replaced or another user must read it. */
export async function install({ folder, sqliteBinding }: InstallOptions): Promise<Installed> {
  const work = await mkdtemp(join(tmpdir(), 'afterimage-installed-'));
  const user = process.getuid?.() === 0 ? ORDINARY_USER : null;
  const place = sqliteBinding || user !== null ? join(work, 'program') : folder;
  if (place !== folder) await cp(folder, place, { recursive: true, verbatimSymlinks: true });
  const { program, resources } = partsOf(place);
  if (sqliteBinding) {
    const modules = join(resources, 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds');
    await copyFile(sqliteBinding, join(modules, `${process.platform}-${process.arch}.node`));
  }
  const handOver = async (path: string): Promise<void> => {
    if (user !== null) spawnSync('chown', ['-R', `${user}:${user}`, path]);
  };
  await chmod(work, 0o755);
  await handOver(work);
  return {
    program,
    resources,
    launcher: join(resources, 'bin', process.platform === 'win32' ? 'afterimage.cmd' : 'afterimage'),
    work,
    spawn: (command, args, env, stdio) =>
      spawn(command, args, {
        stdio,
        env: {
          ...process.env,
          HOME: work,
          XDG_CONFIG_HOME: '',
          XDG_DATA_HOME: '',
          XDG_RUNTIME_DIR: '',
          LANGUAGE: 'en',
          LANG: 'C.UTF-8',
          ...env,
        },
        // On Windows only the shell starts scripts.
        shell: command.endsWith('.cmd'),
        ...(user !== null && { uid: user, gid: user }),
      }),
    handOver,
    remove: () => rm(work, { recursive: true, force: true, maxRetries: 10 }),
  };
}

function partsOf(folder: string): { readonly program: string; readonly resources: string } {
  if (process.platform === 'darwin') {
    const contents = join(folder, 'Afterimage.app/Contents');
    return { program: join(contents, 'MacOS/Afterimage'), resources: join(contents, 'Resources') };
  }
  return {
    program: join(folder, process.platform === 'win32' ? 'Afterimage.exe' : 'afterimage'),
    resources: join(folder, 'resources'),
  };
}
