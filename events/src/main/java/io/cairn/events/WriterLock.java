package io.cairn.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write a file, held by one owner among all processes. It is a lock on a file beside
 * it that holds the process id of the owner, and it ends with the process at the latest.
 */
final class WriterLock implements AutoCloseable {
  /** Beyond the text of the file, which others must be able to read while it is locked. */
  private static final long LOCKED_BYTE = 1 << 20;

  private static final int PID_BYTES_MAX = 20;

  /** What this process holds: the system's locks do not keep a process from itself. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private WriterLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Takes the right to write the file, whose folder is made if it is missing. */
  static WriterLock take(Path file) {
    try {
      Path folder = file.toAbsolutePath().resolveSibling("");
      Files.createDirectories(folder);
      Path path = folder.toRealPath().resolve(file.getFileName() + ".lock");
      if (!HELD.add(path)) {
        throw SqliteFailure.of(file + " is already open for writing in this process");
      }
      return take(file, path);
    } catch (IOException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  private static WriterLock take(Path file, Path path) throws IOException {
    try {
      return new WriterLock(path, lock(file, path));
    } catch (IOException | RuntimeException e) {
      HELD.remove(path);
      throw e;
    }
  }

  private static FileChannel lock(Path file, Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw inUse(file, channel);
      }
      channel.truncate(0);
      channel.write(bytes(Long.toString(ProcessHandle.current().pid())), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static UncheckedIOException inUse(Path file, FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(PID_BYTES_MAX);
    channel.read(pid, 0);
    return SqliteFailure.of(
        "%s is in use by process %s: stop that process or give another folder"
            .formatted(file, StandardCharsets.US_ASCII.decode(pid.flip())));
  }

  private static ByteBuffer bytes(String text) {
    return StandardCharsets.US_ASCII.encode(text);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw SqliteFailure.of(path, e);
    } finally {
      HELD.remove(path);
    }
  }
}
