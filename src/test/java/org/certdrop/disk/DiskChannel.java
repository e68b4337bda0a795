package org.certdrop.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file on a {@link Disk}. */
final class DiskChannel extends FileChannel {
  private final FileChannel real;
  private final Path file;
  private final Disk disk;

  DiskChannel(FileChannel real, Path file, Disk disk) {
    this.real = real;
    this.file = file;
    this.disk = disk;
    disk.opened(real);
  }

  private interface Writing {
    int write(ByteBuffer bytes) throws IOException;
  }

  private int write(ByteBuffer bytes, Writing writing) throws IOException {
    disk.dirties(real, file);
    if (disk.tears("write", file, true)) {
      writing.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
      disk.kill();
      throw new Disk.Killed();
    }
    return writing.write(bytes);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return write(bytes, real::write);
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    return write(bytes, part -> real.write(part, position));
  }

  @Override
  public long write(ByteBuffer[] parts, int offset, int length) throws IOException {
    disk.before("write", file, true);
    return real.write(parts, offset, length);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    disk.before("read", file, false);
    return real.read(into);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    disk.before("read", file, false);
    return real.read(into, position);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    disk.before("read", file, false);
    return real.read(into, offset, length);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.before("force", file, true);
    real.force(metaData);
    disk.forced(file);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.dirties(real, file);
    disk.before("truncate", file, true);
    real.truncate(size);
    return this;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    disk.before("read", file, false);
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    disk.before("write", file, true);
    return real.transferFrom(source, position, count);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    disk.before("lock", file, false);
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    disk.before("lock", file, false);
    return real.tryLock(position, size, shared);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    throw new UnsupportedOperationException("what is mapped is written behind the disk's back");
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
