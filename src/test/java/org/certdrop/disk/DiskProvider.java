package org.certdrop.disk;

import static org.certdrop.disk.DiskFileSystem.real;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

/** Does what is asked of a {@link Disk}'s files, after its plan has heard of it. */
final class DiskProvider extends FileSystemProvider {
  private final FileSystemProvider real;
  private final DiskFileSystem fileSystem;
  private final Disk disk;

  DiskProvider(FileSystemProvider real, DiskFileSystem fileSystem, Disk disk) {
    this.real = real;
    this.fileSystem = fileSystem;
    this.disk = disk;
  }

  @Override
  public String getScheme() {
    return "disk";
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    disk.before(writes ? "open for writing" : "open for reading", path, writes);
    return new DiskChannel(real.newFileChannel(real(path), options, attributes), path, disk);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    disk.before("list", directory, false);
    DirectoryStream<Path> stream =
        real.newDirectoryStream(real(directory), path -> filter.accept(fileSystem.wrap(path)));
    return new DiskStream((SecureDirectoryStream<Path>) stream, directory, fileSystem, disk);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    disk.before("mkdir", directory, true);
    real.createDirectory(real(directory), attributes);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    disk.before("link", link, true);
    real.createLink(real(link), real(existing));
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.before("delete", path, true);
    disk.losesName(path);
    real.delete(real(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    disk.before("copy", target, true);
    real.copy(real(source), real(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    disk.before("move to " + Disk.plain(target.getParent()), target, true);
    disk.losesName(target);
    real.move(real(source), real(target), options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return real.isSameFile(real(one), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    disk.look(path);
    if (modes.length > 0 && disk.isShut(path)) {
      throw new AccessDeniedException(path.toString());
    }
    real.checkAccess(real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return disk.view(path, type, real.getFileAttributeView(real(path), type, options));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    disk.look(path);
    return real.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    disk.look(path);
    return real.readAttributes(real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    disk.before("set " + attribute, path, true);
    real.setAttribute(real(path), attribute, value, options);
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("a disk is made by its constructor");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem;
  }

  @Override
  public Path getPath(URI uri) {
    return fileSystem.wrap(real.getPath(uri));
  }
}
