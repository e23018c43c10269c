#!/usr/bin/env node
/**
 * The command line: reads its arguments, runs one command, and ends with 0 (done), 1 (needs attention) or 2 (could not
 * be done). In a checkout the built program does that when it is up to date: before that is known nothing else is loaded.
 */
import { builtProgram } from './cli/built-program.ts';
import { keepCompiled } from './cli/compile-cache.ts';

keepCompiled();
const built = builtProgram();
if (built) await import(built);
else (await import('./cli/run-command-line.ts')).runCommandLine();
