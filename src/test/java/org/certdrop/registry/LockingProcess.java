package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.certdrop.files.Patience;

/** A process that takes a registry's lock and hangs. */
public final class LockingProcess {
  private LockingProcess() {}

  /** Argument: the folder. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    LockFile lock = LockFile.of(new RegistryFiles(folder));
    try (LockFile.Held held = lock.commit(new Patience())) {
      Files.createFile(held(folder));
      new CountDownLatch(1).await();
    }
  }

  private static Path held(Path folder) {
    return folder.resolve("held");
  }

  /** Starts it; returns when it has the lock. */
  public static Process start(Path folder) throws IOException {
    Path log = folder.resolve("holder.log");
    Process process = AppendingProcess.start(LockingProcess.class, log, folder.toString());
    while (Files.notExists(held(folder))) {
      if (!process.isAlive()) {
        throw new IOException(Files.readString(log));
      }
      LockSupport.parkNanos(5_000_000);
    }
    return process;
  }
}
