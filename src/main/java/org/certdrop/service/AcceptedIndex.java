package org.certdrop.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.intake.DropKind;
import org.certdrop.intake.SubmittedFile;
import org.certdrop.x509.Fingerprint;

/**
 * What another instance has accepted, found by content. Each folder is read once a run, its
 * certificate files alone; 100,000 of them take some 20 MB.
 */
final class AcceptedIndex {
  private final Path accepted;
  private final Set<String> seen = new HashSet<>();
  private final Map<Long, List<String>> folders = new HashMap<>();

  /** An index of a folder {@code accepted}, which need not exist. */
  AcceptedIndex(Path accepted) {
    this.accepted = accepted;
  }

  /** Reads what came since the last call. */
  void refresh() throws IOException {
    List<String> names;
    try (Stream<Path> entries = Files.list(accepted)) {
      names = entries.map(entry -> entry.getFileName().toString()).toList();
    } catch (NoSuchFileException e) {
      return; // nothing was accepted there yet
    }
    for (String name : names) {
      if (SubmissionId.isForm(name) && !seen.contains(name)) {
        add(name);
        seen.add(name);
      }
    }
  }

  private void add(String folder) throws IOException {
    try {
      for (String name : SubmissionFolders.droppedNames(accepted.resolve(folder))) {
        if (DropKind.of(name) == DropKind.CERTIFICATE
            && DroppedFile.read(accepted.resolve(folder).resolve(name))
                instanceof SubmittedFile.Bytes whole) {
          folders.computeIfAbsent(key(whole.bytes()), first -> new ArrayList<>(1)).add(folder);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return; // taken away meanwhile, or nothing that certdrop made
    }
  }

  /** Enough to find it again; what is found is compared octet by octet. */
  private static long key(byte[] content) {
    return ByteBuffer.wrap(Fingerprint.of(content).bytes()).getLong();
  }

  /** Whether one submission there holds all of these contents. */
  boolean holds(Collection<byte[]> contents) throws IOException {
    for (byte[] content : contents) {
      for (String folder : folders.getOrDefault(key(content), List.of())) {
        if (holds(accepted.resolve(folder), contents)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(Path folder, Collection<byte[]> contents) throws IOException {
    List<byte[]> there = new ArrayList<>();
    try {
      for (String name : SubmissionFolders.droppedNames(folder)) {
        if (DroppedFile.read(folder.resolve(name)) instanceof SubmittedFile.Bytes whole) {
          there.add(whole.bytes());
        }
      }
    } catch (NoSuchFileException e) {
      return false; // taken away since
    }
    return contents.stream()
        .allMatch(content -> there.stream().anyMatch(bytes -> Arrays.equals(bytes, content)));
  }
}
