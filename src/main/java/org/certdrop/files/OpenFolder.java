package org.certdrop.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder that is held open. What is done through it is done in that very folder, whatever its
 * name leads to by then, and no link in it is followed: so others may swap folders as they like.
 * May be used by several threads; closing it is for the last of them.
 */
public final class OpenFolder implements Closeable {
  private final Path path;
  private final SecureDirectoryStream<Path> stream;
  private final Object key;

  private OpenFolder(Path path, DirectoryStream<Path> stream) throws IOException {
    try {
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException(
            "Java cannot hold "
                + path
                + " open on this platform, where others could swap it. Run certdrop on Linux.");
      }
      this.path = path;
      this.stream = secure;
      this.key =
          secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  /** Opens a folder that nobody else can swap; links on the way to it are followed. */
  public static OpenFolder of(Path folder) throws IOException {
    return new OpenFolder(folder, Files.newDirectoryStream(folder));
  }

  /**
   * Opens a folder below one that nobody else can swap, without following a link in between.
   *
   * @param root the folder that is trusted
   * @param folder a path that begins with the root's
   * @throws NotDirectoryException if a link or a file lies in the place of a folder
   */
  public static OpenFolder below(Path root, Path folder) throws IOException {
    OpenFolder open = of(root);
    for (int i = root.getNameCount(); i < folder.getNameCount(); i++) {
      try (OpenFolder parent = open) {
        open = parent.folder(folder.getName(i).toString());
      }
    }
    return open;
  }

  /**
   * Opens a folder in this one.
   *
   * @throws NotDirectoryException if it is a link or a file
   */
  public OpenFolder folder(String name) throws IOException {
    BasicFileAttributes found = attributes(name);
    if (!found.isDirectory()) {
      throw new NotDirectoryException(path.resolve(name).toString());
    }
    // Behind the slash no pipe is opened, which would wait for ever, but links are followed: hence
    // the comparison with what was found in this folder.
    OpenFolder child =
        new OpenFolder(path.resolve(name), stream.newDirectoryStream(in(name).resolve(".")));
    if (!found.fileKey().equals(child.key)) {
      child.close();
      throw new NotDirectoryException(path.resolve(name).toString());
    }
    return child;
  }

  /**
   * Makes a folder of a name that is free, and opens it; if it cannot be opened there is none.
   *
   * @throws NotDirectoryException if somebody swapped this folder meanwhile
   */
  public OpenFolder make(String name) throws IOException {
    return NewFolder.in(this, name);
  }

  Path path() {
    return path;
  }

  /** Its last name. */
  public String name() {
    return path.getFileName().toString();
  }

  /** Which folder it is: device and inode. */
  public Object key() {
    return key;
  }

  /** Whose it is. */
  public UserPrincipal owner() throws IOException {
    return stream.getFileAttributeView(PosixFileAttributeView.class).getOwner();
  }

  /** Gives it a mode, where the platform has modes and it has another. */
  public void restrict(Set<PosixFilePermission> mode) throws IOException {
    PosixFileAttributeView view = stream.getFileAttributeView(PosixFileAttributeView.class);
    if (view != null && !view.readAttributes().permissions().equals(mode)) {
      view.setPermissions(mode);
    }
  }

  /** The names of what is in it, in order. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    // A stream is good for one listing, and this one may be asked again.
    try (DirectoryStream<Path> entries = stream.newDirectoryStream(in("."))) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** What {@code lstat} says of an entry, its owner included. */
  public PosixFileAttributes attributes(String name) throws IOException {
    try {
      return stream
          .getFileAttributeView(in(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(path.resolve(name).toString());
    } catch (FileSystemException e) {
      throw new FileSystemException(path.resolve(name).toString(), null, e.getReason());
    }
  }

  /** Whether there is an entry of a name, whatever it is. */
  public boolean has(String name) throws IOException {
    try {
      attributes(name);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Opens a file in it; of one that may be a pipe, {@link #attributes} must be asked before. */
  public SeekableByteChannel channel(String name, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return stream.newByteChannel(in(name), all);
  }

  /** Moves an entry into another open folder, in one step, in the place of a file of that name. */
  public void move(String name, OpenFolder to, String newName) throws IOException {
    stream.move(in(name), to.stream, to.in(newName));
  }

  /** Removes a file, a link or an empty folder. */
  public void delete(String name) throws IOException {
    if (attributes(name).isDirectory()) {
      stream.deleteDirectory(in(name));
    } else {
      stream.deleteFile(in(name));
    }
  }

  /** Makes the names in it durable. */
  public void sync() throws IOException {
    try (FileChannel channel = (FileChannel) channel(".", StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path in(String name) throws NoSuchFileException {
    try {
      return path.getFileSystem().getPath(name);
    } catch (InvalidPathException e) {
      // Not to be written in this locale's encoding.
      throw new NoSuchFileException(path + "/" + name);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
