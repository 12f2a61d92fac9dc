package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.io.IOException;
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
 * The ownership of a store's file by one process: a lock on the file of the same name with {@code
 * .lock} added, in which the owner's process id stands. The operating system gives it up when the
 * process dies, however it dies.
 */
final class FileOwner implements AutoCloseable {
  /**
   * The lock files that this process holds. Static because the operating system's locks are the
   * process's: a second attempt in the same process would succeed, and closing a second handle
   * would release the first one's lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Where the lock lies: behind the text, which others may then read even on Windows. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int LONGEST_PID = 20;

  private final Path lockFile;
  private final FileChannel channel;

  private FileOwner(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Takes ownership.
   *
   * @param file the store's file, by its real path; it need not exist, but its folder must
   * @throws StoreException naming the owner if there is another, or if the folder is not writable
   */
  static FileOwner of(Path file) {
    try {
      Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
      if (!HELD.add(lockFile)) {
        throw Failures.owned(file, "this process (%d)".formatted(ProcessHandle.current().pid()));
      }
      boolean owned = false;
      try {
        FileOwner owner = new FileOwner(lockFile, lock(file, lockFile));
        owned = true;
        return owner;
      } finally {
        if (!owned) {
          HELD.remove(lockFile);
        }
      }
    } catch (IOException e) {
      throw Failures.of(file, e);
    }
  }

  private static FileChannel lock(Path file, Path lockFile) throws IOException {
    if (Files.isSymbolicLink(lockFile)) {
      throw new IOException(lockFile + " is a symbolic link");
    }
    FileChannel channel =
        FileChannel.open(
            lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw Failures.owned(file, "process " + read(channel));
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_PID);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
  }

  /** Gives the file free. The lock file stays: to delete it would let two processes own two. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException(lockFile + " cannot be closed: " + e.getMessage(), e);
    } finally {
      HELD.remove(lockFile);
    }
  }
}
