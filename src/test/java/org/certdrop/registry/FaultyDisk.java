package org.certdrop.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk that fails when told to, and as Linux does it: after a failed fsync the pages count as
 * clean, so that the next fsync succeeds without having written them.
 */
final class FaultyDisk {
  final AtomicInteger syncs = new AtomicInteger();
  final AtomicInteger openings = new AtomicInteger();
  volatile int roomForBytes = Integer.MAX_VALUE;
  volatile boolean failForce;
  volatile boolean failTruncate;
  volatile CountDownLatch syncMayEnd = new CountDownLatch(0);
  private final BitSet dirty = new BitSet();
  private byte[] onDisk = {};

  /** A journal on this disk; what is in it already is durable. */
  JournalFile open(RegistryFiles files) throws IOException {
    JournalFile file = new OnDisk(files);
    if (openings.getAndIncrement() == 0) {
      onDisk = Files.readAllBytes(files.journal());
    }
    return file;
  }

  /** What a power cut leaves. */
  synchronized void powerCut(Path journal) throws IOException {
    Files.write(journal, onDisk);
  }

  void heal() {
    roomForBytes = Integer.MAX_VALUE;
    failForce = false;
    failTruncate = false;
  }

  private synchronized void written(long from, long end) {
    dirty.set((int) from, (int) end);
  }

  private synchronized void flush(byte[] cached) {
    int before = onDisk.length;
    onDisk = Arrays.copyOf(onDisk, cached.length);
    dirty.clear(cached.length, Math.max(cached.length, before) + 1);
    dirty.stream().forEach(at -> onDisk[at] = cached[at]);
    dirty.clear();
  }

  private synchronized void forget() {
    dirty.clear();
  }

  private final class OnDisk extends JournalFile {
    private OnDisk(RegistryFiles files) throws IOException {
      super(files.journal(), appendingChannel(files));
    }

    @Override
    void write(ByteBuffer bytes, long position) throws IOException {
      int count = Math.min(bytes.remaining(), roomForBytes);
      written(position, position + count);
      super.write(bytes.slice(bytes.position(), count), position);
      if (count < bytes.remaining()) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    void force() throws IOException {
      syncs.incrementAndGet();
      await();
      if (failForce) {
        forget();
        throw new IOException("Input/output error");
      }
      super.force();
      flush(Files.readAllBytes(path()));
    }

    private void await() throws IOException {
      try {
        syncMayEnd.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    void truncate(long size) throws IOException {
      if (failTruncate) {
        throw new IOException("Read-only file system");
      }
      super.truncate(size);
    }
  }
}
