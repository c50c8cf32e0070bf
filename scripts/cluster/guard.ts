import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { Socket } from 'node:net'

/**
 * Nothing that this process started outlives it. On an ordinary end and on a signal, what is still guarded is killed
 * and removed here. Against a SIGKILL of this process, each guarded group has a watcher: a shell that waits for the
 * end of a pipe held by this process alone.
 */
const guardedGroups = new Set<number>()
const guardedFolders = new Set<string>()
let installed = false

/**
 * Guards a process that was started detached, with all of its group, until the returned function is called. That is to
 * be done when the process has ended; what is left of its group ends with it.
 */
export function guardGroup(pid: number): () => void {
  install()
  guardedGroups.add(pid)
  const watcher = spawn('sh', ['-c', 'cat >/dev/null; kill -9 "-$1"', 'watcher', String(pid)],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  watcher.on('error', () => {})
  watcher.unref()
  if (watcher.stdin instanceof Socket) watcher.stdin.unref()
  return () => {
    guardedGroups.delete(pid)
    if (watcher.pid !== undefined) killGroup(watcher.pid)
    killGroup(pid)
  }
}

/** Removes the folder when this process ends, unless the returned function has done so before. */
export function guardFolder(folder: string): () => void {
  install()
  guardedFolders.add(folder)
  return () => {
    guardedFolders.delete(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function install(): void {
  if (installed) return
  installed = true
  process.on('exit', cleanUp)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const end = (): void => {
      // Somebody else who listens decides when this process ends; cleaning up then follows its exit.
      if (process.listenerCount(signal) > 1) return
      cleanUp()
      process.off(signal, end)
      process.kill(process.pid, signal)
    }
    process.on(signal, end)
  }
}

function cleanUp(): void {
  for (const pid of guardedGroups) killGroup(pid)
  for (const folder of guardedFolders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  guardedGroups.clear()
  guardedFolders.clear()
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
