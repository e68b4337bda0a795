package org.certdrop.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.certdrop.files.Owner;

/**
 * Whose a home is: the user as whom its service runs. What another user writes there, that user may
 * be unable to read or replace; of all others only root may write there at all.
 */
public final class HomeOwner {
  private HomeOwner() {}

  /**
   * Whose it is: the owner of {@code var}; or, on a volume of root's that is open to the service by
   * its group, the owner of the journal.
   *
   * @return empty where files have no owners
   */
  public static Optional<Owner> of(Home home) {
    return Owner.of(home.var())
        .flatMap(
            owner ->
                owner.isRoot()
                    ? Owner.of(home.var().resolve("journal.jsonl"))
                    : Optional.of(owner));
  }

  /**
   * The user in whose place root types a command on a home; empty if this process is not root's.
   */
  public static Optional<Owner> whomRootReplaces(Home home) {
    return Owner.isRootHere() ? Typist.current().becomes(home) : Optional.empty();
  }

  /**
   * Gives a file that this process just made to the home's owner, if root made it in a home of
   * another user: the service could not use it else. A link is not followed.
   *
   * @throws IOException if the operating system refuses
   */
  static void hand(Home home, Path made) throws IOException {
    Optional<Owner> owner = whomRootReplaces(home);
    if (owner.isPresent()) {
      hand(
          made,
          made.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(owner.get().name()));
    }
  }

  private static void hand(Path made, UserPrincipal owner) throws IOException {
    Files.getFileAttributeView(made, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setOwner(owner);
  }
}
