/*
 * Replaces the system's file functions of a program (LD_PRELOAD): counts, refuses or logs its changes below one folder,
 * or ends the program.
 * Compiled and started by disk.ts, which explains the variables.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

static char root[4096];
static size_t root_length;
static long kill_at, full_from, full_count;
static int log_file = -1;
static long own_count;
static long *count = &own_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...) static result (*real_##name)(__VA_ARGS__)
REAL(int, open, const char *, int, ...);
REAL(int, openat, int, const char *, int, ...);
REAL(ssize_t, write, int, const void *, size_t);
REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
REAL(ssize_t, writev, int, const struct iovec *, int);
REAL(ssize_t, pwritev, int, const struct iovec *, int, off_t);
REAL(int, ftruncate, int, off_t);
REAL(int, fallocate, int, int, off_t, off_t);
REAL(int, posix_fallocate, int, off_t, off_t);
REAL(int, fsync, int);
REAL(int, fdatasync, int);
REAL(int, rename, const char *, const char *);
REAL(int, unlink, const char *);
REAL(int, rmdir, const char *);
REAL(int, link, const char *, const char *);
REAL(int, mkdir, const char *, mode_t);
REAL(ssize_t, sendfile, int, int, off_t *, size_t);
REAL(int, statfs, const char *, struct statfs *);
REAL(int, ioctl, int, unsigned long, ...);

__attribute__((constructor(101))) static void begin(void) {
#define FIND(name) real_##name = dlsym(RTLD_NEXT, #name)
  FIND(open); FIND(openat); FIND(write); FIND(pwrite); FIND(writev); FIND(pwritev); FIND(ftruncate); FIND(fallocate);
  FIND(posix_fallocate); FIND(fsync); FIND(fdatasync); FIND(rename); FIND(unlink); FIND(rmdir); FIND(link); FIND(mkdir);
  FIND(sendfile); FIND(statfs); FIND(ioctl);
  const char *value = getenv("AFTERIMAGE_DISK_ROOT");
  if (!value) return;
  snprintf(root, sizeof root, "%s", value);
  root_length = strlen(root);
  if ((value = getenv("AFTERIMAGE_DISK_KILL"))) kill_at = atol(value);
  if ((value = getenv("AFTERIMAGE_DISK_FULL"))) full_from = atol(value);
  if ((value = getenv("AFTERIMAGE_DISK_REFUSALS"))) full_count = atol(value);
  if ((value = getenv("AFTERIMAGE_DISK_LOG"))) log_file = real_open(value, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if ((value = getenv("AFTERIMAGE_DISK_COUNT"))) {
    int file = real_open(value, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && real_ftruncate(file, sizeof(long)) == 0) {
      void *shared = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
      if (shared != MAP_FAILED) count = shared;
    }
  }
}

static int is_watched(const char *path) {
  if (!root_length || strncmp(path, root, root_length) != 0) return 0;
  if (path[root_length] != 0 && path[root_length] != '/') return 0;
  size_t length = strlen(path);
  /* The index of SQLite's log is shared memory, which is rebuilt after a crash. */
  return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

static int path_of(int file, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = root_length ? readlink(link, path, 4095) : -1;
  if (length < 0) return 0;
  path[length] = 0;
  return is_watched(path);
}

/* The absolute path of a path; links are not resolved. */
static int absolute(int folder, const char *path, char *whole) {
  if (!root_length) return 0;
  if (path[0] == '/') snprintf(whole, 4096, "%s", path);
  else if (folder == AT_FDCWD) {
    char here[2048];
    if (!getcwd(here, sizeof here)) return 0;
    snprintf(whole, 4096, "%s/%s", here, path);
  } else return 0;
  return is_watched(whole);
}

struct record { int64_t inode, offset; uint32_t kind, first, second, data; };

static void put(char kind, int64_t inode, int64_t offset, const char *first, const char *second, const void *data, size_t size) {
  if (log_file < 0) return;
  struct record head = {inode, offset, kind, first ? strlen(first) : 0, second ? strlen(second) : 0, size};
  struct iovec parts[] = {{&head, sizeof head}, {(void *)first, head.first}, {(void *)second, head.second}, {(void *)data, size}};
  if (real_writev(log_file, parts, 4) < 0) abort();
}

static int64_t inode_of(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 ? (int64_t)found.st_ino : 0;
}
static int64_t inode_in(int file) {
  struct stat found;
  return fstat(file, &found) == 0 ? (int64_t)found.st_ino : 0;
}

/* Counts one change; nonzero when the disk has no room for it. */
static int change(int needs_room) {
  long number = ++*count;
  if (kill_at && number >= kill_at) kill(getpid(), SIGKILL);
  if (!full_from || number < full_from || !needs_room) return 0;
  return full_count == 0 || number < full_from + full_count;
}

#define FULL() (pthread_mutex_unlock(&lock), errno = ENOSPC, -1)

static int opened(int folder, const char *path, int flags, mode_t mode) {
  char whole[4096];
  int writes = (flags & O_CREAT) || ((flags & O_TRUNC) && (flags & O_ACCMODE) != O_RDONLY);
  if (!writes || !absolute(folder, path, whole)) return real_openat(folder, path, flags, mode);
  pthread_mutex_lock(&lock);
  int64_t before = inode_of(whole);
  int changes = !before || (flags & O_TRUNC);
  if (changes && change(!before)) return FULL();
  int file = real_openat(folder, path, flags, mode);
  int saved = errno;
  if (file >= 0 && !before) put('c', inode_in(file), 0, whole, NULL, NULL, 0);
  else if (file >= 0 && (flags & O_TRUNC)) put('t', inode_in(file), 0, whole, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return file;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }

static ssize_t written(int file, const struct iovec *parts, int many, off_t at, int is_placed) {
  char path[4096];
  if (!path_of(file, path)) return is_placed ? real_pwritev(file, parts, many, at) : real_writev(file, parts, many);
  pthread_mutex_lock(&lock);
  if (change(1)) return FULL();
  struct stat found;
  off_t from = at;
  if (!is_placed) from = (fcntl(file, F_GETFL) & O_APPEND) && fstat(file, &found) == 0 ? found.st_size : lseek(file, 0, SEEK_CUR);
  ssize_t done = is_placed ? real_pwritev(file, parts, many, at) : real_writev(file, parts, many);
  int saved = errno;
  off_t to = from;
  int64_t inode = log_file < 0 ? 0 : inode_in(file);
  for (int part = 0; done > 0 && part < many && to < from + done; part++) {
    size_t size = parts[part].iov_len;
    if (to + (off_t)size > from + done) size = from + done - to;
    put('w', inode, to, path, NULL, parts[part].iov_base, size);
    to += size;
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}

ssize_t write(int file, const void *data, size_t size) { struct iovec part = {(void *)data, size}; return written(file, &part, 1, 0, 0); }
ssize_t pwrite(int file, const void *data, size_t size, off_t at) { struct iovec part = {(void *)data, size}; return written(file, &part, 1, at, 1); }
ssize_t pwrite64(int file, const void *data, size_t size, off_t at) { return pwrite(file, data, size, at); }
ssize_t writev(int file, const struct iovec *parts, int many) { return written(file, parts, many, 0, 0); }
ssize_t pwritev(int file, const struct iovec *parts, int many, off_t at) { return written(file, parts, many, at, 1); }
ssize_t pwritev64(int file, const struct iovec *parts, int many, off_t at) { return written(file, parts, many, at, 1); }

static int cut(int file, off_t size) {
  char path[4096];
  if (!path_of(file, path)) return real_ftruncate(file, size);
  pthread_mutex_lock(&lock);
  if (change(0)) return FULL();
  int done = real_ftruncate(file, size);
  int saved = errno;
  if (done == 0) put('t', inode_in(file), size, path, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}
int ftruncate(int file, off_t size) { return cut(file, size); }
int ftruncate64(int file, off_t size) { return cut(file, size); }

/* Refused, as on file systems without it. SQLite reserves space only in special builds, and ours is none. */
int fallocate(int file, int mode, off_t at, off_t size) {
  char path[4096];
  if (path_of(file, path)) { errno = EOPNOTSUPP; return -1; }
  return real_fallocate(file, mode, at, size);
}
int posix_fallocate(int file, off_t at, off_t size) {
  char path[4096];
  return path_of(file, path) ? EOPNOTSUPP : real_posix_fallocate(file, at, size);
}

static int synced(int file, int (*run)(int)) {
  char path[4096];
  if (!path_of(file, path)) return run(file);
  pthread_mutex_lock(&lock);
  change(0);
  int64_t inode = inode_in(file);
  /* Only writes before this entry are certain to be on the disk after the sync. */
  put('s', inode, 0, path, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  int done = run(file);
  int saved = errno;
  pthread_mutex_lock(&lock);
  if (done == 0) put('S', inode, 0, path, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}
int fsync(int file) { return synced(file, real_fsync); }
int fdatasync(int file) { return synced(file, real_fdatasync); }

int rename(const char *from, const char *to) {
  char first[4096], second[4096];
  int ours = absolute(AT_FDCWD, to, second) + absolute(AT_FDCWD, from, first);
  if (!ours) return real_rename(from, to);
  pthread_mutex_lock(&lock);
  if (change(0)) return FULL();
  int64_t inode = inode_of(from);
  int done = real_rename(from, to);
  int saved = errno;
  if (done == 0) put('r', inode, 0, first, second, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}

static int removed(const char *path, int (*run)(const char *), char kind) {
  char whole[4096];
  if (!absolute(AT_FDCWD, path, whole)) return run(path);
  pthread_mutex_lock(&lock);
  change(0);
  int done = run(path);
  int saved = errno;
  if (done == 0) put(kind, 0, 0, whole, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}
int unlink(const char *path) { return removed(path, real_unlink, 'u'); }
int rmdir(const char *path) { return removed(path, real_rmdir, 'd'); }

int link(const char *from, const char *to) {
  char whole[4096];
  if (!absolute(AT_FDCWD, to, whole)) return real_link(from, to);
  pthread_mutex_lock(&lock);
  if (change(1)) return FULL();
  int done = real_link(from, to);
  int saved = errno;
  if (done == 0) put('l', inode_of(to), 0, whole, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}

int mkdir(const char *path, mode_t mode) {
  char whole[4096];
  if (!absolute(AT_FDCWD, path, whole)) return real_mkdir(path, mode);
  pthread_mutex_lock(&lock);
  if (change(1)) return FULL();
  int done = real_mkdir(path, mode);
  int saved = errno;
  if (done == 0) put('m', inode_of(path), 0, whole, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}

/* For copies inside the kernel: reads the copied bytes from the target for the log. */
static void put_copied(int file, const char *path, off_t from, ssize_t size) {
  if (log_file < 0 || size <= 0) return;
  char again[64], *bytes = malloc(size);
  snprintf(again, sizeof again, "/proc/self/fd/%d", file);
  int copy = real_open(again, O_RDONLY | O_CLOEXEC);
  if (bytes && copy >= 0 && pread(copy, bytes, size, from) == size) put('w', inode_in(file), from, path, NULL, bytes, size);
  if (copy >= 0) close(copy);
  free(bytes);
}

static long raw(long number, long a, long b, long c, long d, long e, long f) {
  long result;
#if defined(__x86_64__)
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
#elif defined(__aarch64__)
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  result = x0;
#else
#error "This processor is not known here."
#endif
  if (result < 0 && result > -4096) { errno = -result; return -1; }
  return result;
}

static ssize_t copied(int from, off_t *at, int file, off_t *to, size_t size, unsigned flags) {
  char path[4096];
  if (!path_of(file, path)) return raw(SYS_copy_file_range, from, (long)at, file, (long)to, size, flags);
  pthread_mutex_lock(&lock);
  if (change(1)) return FULL();
  off_t start = to ? *to : lseek(file, 0, SEEK_CUR);
  ssize_t done = raw(SYS_copy_file_range, from, (long)at, file, (long)to, size, flags);
  int saved = errno;
  put_copied(file, path, start, done);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}
ssize_t copy_file_range(int from, off_t *at, int file, off_t *to, size_t size, unsigned flags) { return copied(from, at, file, to, size, flags); }
/* libuv calls copy_file_range by its number. */
long syscall(long number, ...) {
  long a[6];
  va_list rest;
  va_start(rest, number);
  for (int at = 0; at < 6; at++) a[at] = va_arg(rest, long);
  va_end(rest);
  if (number == SYS_copy_file_range) return copied(a[0], (off_t *)a[1], a[2], (off_t *)a[3], a[4], a[5]);
  return raw(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

ssize_t sendfile(int file, int from, off_t *at, size_t size) {
  char path[4096];
  if (!path_of(file, path)) return real_sendfile(file, from, at, size);
  pthread_mutex_lock(&lock);
  if (change(1)) return FULL();
  off_t start = lseek(file, 0, SEEK_CUR);
  ssize_t done = real_sendfile(file, from, at, size);
  int saved = errno;
  put_copied(file, path, start, done);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}
ssize_t sendfile64(int file, int from, off_t *at, size_t size) { return sendfile(file, from, at, size); }

/* Refuses shared blocks (FICLONE), so that a copy consists of writes. */
int ioctl(int file, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *value = va_arg(rest, void *);
  va_end(rest);
  char path[4096];
  if (request == 0x40049409 && path_of(file, path)) { errno = EOPNOTSUPP; return -1; }
  return real_ioctl(file, request, value);
}

/* A full disk also reports no free blocks. */
int statfs(const char *path, struct statfs *found) {
  int done = real_statfs(path, found);
  if (done == 0 && full_from && *count >= full_from && full_count == 0) found->f_bavail = found->f_bfree = 0;
  return done;
}
int statfs64(const char *path, struct statfs64 *found) { return statfs(path, (struct statfs *)found); }
