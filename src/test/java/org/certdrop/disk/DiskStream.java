package org.certdrop.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/** A folder on a {@link Disk} that is held open. */
final class DiskStream implements SecureDirectoryStream<Path> {
  private final SecureDirectoryStream<Path> real;
  private final Path folder;
  private final DiskFileSystem fileSystem;
  private final Disk disk;

  DiskStream(SecureDirectoryStream<Path> real, Path folder, DiskFileSystem fileSystem, Disk disk) {
    this.real = real;
    this.folder = folder;
    this.fileSystem = fileSystem;
    this.disk = disk;
  }

  private static Path real(Path path) {
    return DiskFileSystem.real(path);
  }

  private Path named(Path path) {
    return folder.resolve(path).normalize();
  }

  @Override
  public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options)
      throws IOException {
    disk.before("list", named(path), false);
    return new DiskStream(
        real.newDirectoryStream(real(path), options), named(path), fileSystem, disk);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean writes = options.contains(StandardOpenOption.WRITE);
    disk.before(writes ? "open for writing" : "open for reading", named(path), writes);
    FileChannel channel = (FileChannel) real.newByteChannel(real(path), options, attributes);
    return new DiskChannel(channel, named(path), disk);
  }

  @Override
  public void deleteFile(Path path) throws IOException {
    disk.before("delete", named(path), true);
    disk.losesName(named(path));
    real.deleteFile(real(path));
  }

  @Override
  public void deleteDirectory(Path path) throws IOException {
    disk.before("delete", named(path), true);
    real.deleteDirectory(real(path));
  }

  @Override
  public void move(Path source, SecureDirectoryStream<Path> targetFolder, Path target)
      throws IOException {
    DiskStream to = (DiskStream) targetFolder;
    boolean answerIsLost = disk.tears("move to " + Disk.plain(to.folder), to.named(target), true);
    disk.losesName(to.named(target));
    real.move(real(source), to.real, real(target));
    if (answerIsLost) {
      throw new NoSuchFileException(source.toString());
    }
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
    return disk.view(folder, type, real.getFileAttributeView(type));
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return disk.view(named(path), type, real.getFileAttributeView(real(path), type, options));
  }

  @Override
  public Iterator<Path> iterator() {
    Iterator<Path> entries = real.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Path next() {
        return fileSystem.wrap(entries.next());
      }
    };
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
