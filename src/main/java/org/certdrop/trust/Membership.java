package org.certdrop.trust;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.registration.Entry;

/**
 * Who may be registered here, by the operator's two lists.
 *
 * @param roster who belongs to the federation; empty means that everybody may
 * @param distrusted who and what must not be trusted
 */
public record Membership(Optional<Roster> roster, Distrusted distrusted) {
  /** Without lists: everybody may register. */
  public static final Membership OPEN = new Membership(Optional.empty(), Distrusted.NONE);

  /** Nothing may be null. */
  public Membership {
    Objects.requireNonNull(roster);
    Objects.requireNonNull(distrusted);
  }

  /** Where the lists come from: they may change at any time. */
  @FunctionalInterface
  public interface Source {
    /**
     * The lists as they are now.
     *
     * @throws IOException if one of them cannot be read now; then nothing may be decided
     */
    Membership now() throws IOException;
  }

  /** Whether a registered party belongs here with its certificate, and may be exported. */
  public boolean admits(Entry entry) {
    return !distrusted.covers(entry)
        && roster.map(list -> list.admits(entry.party(), entry.sha256())).orElse(true);
  }
}
