package org.certdrop.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that fails when told to. */
final class FaultyDisk extends JournalFile {
  final AtomicInteger syncs = new AtomicInteger();
  volatile int roomForBytes = Integer.MAX_VALUE;
  volatile boolean failForce;
  volatile boolean failTruncate;
  volatile CountDownLatch syncMayEnd = new CountDownLatch(0);

  FaultyDisk(RegistryFiles files) throws IOException {
    super(files.journal(), appendingChannel(files));
  }

  @Override
  void write(ByteBuffer bytes, long position) throws IOException {
    if (bytes.remaining() > roomForBytes) {
      super.write(bytes.slice(bytes.position(), roomForBytes), position);
      throw new IOException("No space left on device");
    }
    super.write(bytes, position);
  }

  @Override
  void force() throws IOException {
    syncs.incrementAndGet();
    await();
    if (failForce) {
      throw new IOException("Input/output error");
    }
    super.force();
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

  void heal() {
    roomForBytes = Integer.MAX_VALUE;
    failForce = false;
    failTruncate = false;
  }
}
