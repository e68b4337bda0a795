package org.certdrop.registration;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;

/** Something about a registrant that does not agree with who is registered: facts, no sentences. */
public sealed interface Conflict {

  /** Whether it keeps the registrant out; else it is only worth knowing. */
  default boolean refuses() {
    return true;
  }

  /**
   * The party is known with another key.
   *
   * @param registered the active entry, or the removed one if there is no active one
   * @param past why the offered key looks like a former one, not like a new one; empty if it does
   *     not
   */
  record KeyChange(Entry registered, Optional<Past> past) implements Conflict {
    /** Neither is null. */
    public KeyChange {
      Objects.requireNonNull(registered);
      Objects.requireNonNull(past);
    }

    /** By a key of which nothing is known. */
    public KeyChange(Entry registered) {
      this(registered, Optional.empty());
    }
  }

  /** What tells a former key from a new one. */
  enum Past {
    /** Its certificate counted here before the registered one, and nothing newer was signed. */
    HELD,
    /** It comes with a lower number than the party is known to have signed. */
    OLDER
  }

  /**
   * The public key is that of another party: an active one, or one that was removed after a person
   * had verified it.
   *
   * @param by that party
   */
  record CertificateInUse(PartyId by) implements Conflict {
    /** Not null. */
    public CertificateInUse {
      Objects.requireNonNull(by);
    }
  }

  /**
   * The id differs in letter case alone from a registered one, or from one that was removed after a
   * person had verified it.
   *
   * @param registered that id
   */
  record PartyIdConflict(PartyId registered) implements Conflict {
    /** Not null. */
    public PartyIdConflict {
      Objects.requireNonNull(registered);
    }
  }

  /**
   * The party was removed with this very key.
   *
   * @param removed the entry as it was removed
   */
  record RemovedBefore(Entry removed) implements Conflict {
    /** Not null. */
    public RemovedBefore {
      Objects.requireNonNull(removed);
    }
  }

  /**
   * Another certificate of the registered key that does not end later than the registered one.
   *
   * @param registeredNotAfter when the registered certificate ends
   * @param offeredNotAfter when the offered one ends
   */
  record Replayed(Instant registeredNotAfter, Instant offeredNotAfter) implements Conflict {
    /** Not null. */
    public Replayed {
      Objects.requireNonNull(registeredNotAfter);
      Objects.requireNonNull(offeredNotAfter);
    }
  }

  /**
   * A certificate that the party has replaced: the registered one follows from it.
   *
   * @param registered the active entry
   */
  record Outlived(Entry registered) implements Conflict {
    /** Not null. */
    public Outlived {
      Objects.requireNonNull(registered);
    }
  }

  /**
   * A certificate of the registered key that a person's word has put aside for the registered one.
   *
   * @param registered the active entry
   */
  record Abandoned(Entry registered) implements Conflict {
    /** Not null. */
    public Abandoned {
      Objects.requireNonNull(registered);
    }
  }

  /**
   * An entry that stood in the way gives way, and is removed by the same change. No reason to
   * refuse.
   *
   * @param entry the entry that was active until then: of the same id in another spelling, or of
   *     the same key under another id
   */
  record Cleared(Entry entry) implements Conflict {
    /** Not null. */
    public Cleared {
      Objects.requireNonNull(entry);
    }

    @Override
    public boolean refuses() {
      return false;
    }
  }

  /**
   * A signed sidecar that is no newer than the one that the party signed last.
   *
   * @param registeredSeq that one's number
   * @param offeredSeq the number of the offered one
   */
  record ReplayedSidecar(long registeredSeq, long offeredSeq) implements Conflict {}

  /**
   * Nobody signed that the party has moved, but the party signed where it is.
   *
   * @param registered the active entry
   */
  record UnsignedMove(Entry registered) implements Conflict {
    /** Not null. */
    public UnsignedMove {
      Objects.requireNonNull(registered);
    }
  }

  /**
   * Another active party has this endpoint. No reason to refuse.
   *
   * @param other that party
   * @param endpoint where both listen; a party that offers none keeps the one that is registered
   */
  record DuplicateEndpoint(PartyId other, Endpoint endpoint) implements Conflict {
    /** Not null. */
    public DuplicateEndpoint {
      Objects.requireNonNull(other);
      Objects.requireNonNull(endpoint);
    }

    @Override
    public boolean refuses() {
      return false;
    }
  }

  /**
   * Another researcher is active, and this node trusts one alone.
   *
   * @param registered that researcher
   */
  record SecondResearcher(PartyId registered) implements Conflict {
    /** Not null. */
    public SecondResearcher {
      Objects.requireNonNull(registered);
    }
  }
}
